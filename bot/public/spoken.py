"""Which language a text is in and which way it runs, for a page's `lang` and `dir`."""

import unicodedata

# By the first word of a letter's Unicode name: the languages here that have a script to themselves.
_SCRIPTS = {"BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "TAMIL": "ta", "DEVANAGARI": "hi", "CJK": "zh"}
_SHARED = {"ARABIC": ("ar", "ur", "fa", "ps", "ckb"), "CYRILLIC": ("uk", "ru", "bg"), "ETHIOPIC": ("ti", "am")}


def language_of(text: str, reads: str) -> str:
    """The BCP 47 language of a text to or from somebody who reads `reads`.

    The script decides; Latin letters are their own language when that is written so, else English.
    """
    for letter in text:
        script = unicodedata.name(letter, "").split(" ")[0]
        if script in _SCRIPTS:
            return _SCRIPTS[script]
        if script in _SHARED:
            return reads if reads.split("-")[0] in _SHARED[script] else _SHARED[script][0]
    is_latin = reads.split("-")[0] not in {*_SCRIPTS.values(), *(one for many in _SHARED.values() for one in many)}
    return reads if is_latin else "en"


def direction_of(text: str) -> str:
    """The way its first letter runs, as `dir=auto` would have it."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return "ltr" if way == "L" else "rtl"
    return "ltr"
