"""Which language a text is in and which way it runs, for a page's `lang` and `dir`."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

_SCRIPTS = {
    "am": "ETHIOPIC",
    "ar": "ARABIC",
    "bn": "BENGALI",
    "ckb": "ARABIC",
    "fa": "ARABIC",
    "gu": "GUJARATI",
    "he": "HEBREW",
    "hi": "DEVANAGARI",
    "ne": "DEVANAGARI",
    "pa": "GURMUKHI",
    "ps": "ARABIC",
    "ru": "CYRILLIC",
    "ta": "TAMIL",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "ur": "ARABIC",
    "zh": "CJK",
}


@dataclass(frozen=True)
class Spoken:
    """Values for the two attributes."""

    lang: str
    dir: str


def spoken(text: str, language: str) -> Spoken:
    """How to mark a text by somebody who reads `language`: English where they wrote in Latin letters instead."""
    script = None if language.endswith("-Latn") else _SCRIPTS.get(language.split("-")[0])
    is_theirs = script is None or any(script in unicodedata.name(letter, "") for letter in text)
    return Spoken(language if is_theirs else "en", _direction(text))


# What people here call them; Unicode's own names are Bangla and nothing about letters.
_OUR_NAMES = {
    "bn": "Bengali",
    "bn-Latn": "Bengali in English letters",
    "syl": "Sylheti",
    "und": "a language we could not tell",
    "ur-Latn": "Urdu in English letters",
}


@cache
def language_name(language: str) -> str:
    """ "Bengali" for "bn"; the code itself when Babel has no name for it."""
    if language in _OUR_NAMES:
        return _OUR_NAMES[language]
    try:
        return Locale.parse(language, sep="-").get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language


def _direction(text: str) -> str:
    """The way its first letter runs, as `dir=auto` would have it."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return "ltr" if way == "L" else "rtl"
    return "ltr"
