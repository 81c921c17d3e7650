"""Which script a text is in, and what its script alone says of its language."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

LATIN, ARABIC, CYRILLIC, HAN = "Latn", "Arab", "Cyrl", "Hani"

# First and last character of the blocks we meet, with their ISO 15924 names; digits and signs are not in them.
_BLOCKS: Final = (
    ("AZ", LATIN),
    ("az", LATIN),
    ("ªª", LATIN),
    ("ºº", LATIN),
    ("Àɏ", LATIN),
    ("Ḁỿ", LATIN),
    ("ͰϿ", "Grek"),
    ("Ѐԯ", CYRILLIC),
    ("Աև", "Armn"),
    ("א״", "Hebr"),
    ("ؠي", ARABIC),
    ("ٮۓ", ARABIC),
    ("ەۿ", ARABIC),
    ("ݐݿ", ARABIC),
    ("ﭐﻼ", ARABIC),
    ("ऀॣ", "Deva"),
    ("ঀৣ", "Beng"),
    ("ਁੵ", "Guru"),
    ("ઁૣ", "Gujr"),
    ("ஂௗ", "Taml"),
    ("ఀౣ", "Telu"),
    ("ಀೣ", "Knda"),
    ("ഀൣ", "Mlym"),
    ("ංෲ", "Sinh"),
    ("ก๎", "Thai"),
    ("Ⴀჿ", "Geor"),
    ("ሀፚ", "Ethi"),
    ("ꠀꠧ", "Sylo"),
    ("ぁヿ", "Kana"),
    ("가힣", "Hang"),
    ("㐀鿿", HAN),
)
# Scripts that one language of ours is written in; Sylheti in Bengali letters cannot be told from Bengali.
OF_ONE_LANGUAGE: Final[Mapping[str, str]] = {
    "Beng": "bn",
    "Deva": "hi",
    "Guru": "pa",
    "Gujr": "gu",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Thai": "th",
    "Grek": "el",
    "Armn": "hy",
    "Hebr": "he",
    "Geor": "ka",
    "Sylo": "syl",
    "Kana": "ja",
    "Hang": "ko",
}
_LANGUAGES_OF: Final[Mapping[str, str]] = {
    **OF_ONE_LANGUAGE,
    "Sylo": "",  # few read it: Sylheti is written in Bengali letters
    "Beng": "bn syl as",
    "Deva": "hi mr ne",
    "Ethi": "am ti",
    HAN: "zh-Hans zh-Hant",
    ARABIC: "ar ur fa ps",
    CYRILLIC: "uk ru bg",
}
_WRITTEN_IN: Final = {language: script for script, all_of in _LANGUAGES_OF.items() for language in all_of.split()}
_SCRIPT_OF: Final = {chr(code): script for (a, z), script in _BLOCKS for code in range(ord(a), ord(z) + 1)}
_WORDS_OF_TIGRINYA: Final = re.compile("[ቐ-ቝኸ-ዀ]|እዩ|ኣ|ናይ|ዘሎ")  # letters and words that Amharic does not have
_WORDS_OF_CANTONESE: Final = re.compile("[嘅係唔咗喺哋冇啲嚟嗰咁乜]")


def of(language: str) -> str:
    """The script a language of ours is usually written in, in ISO 15924."""
    return _WRITTEN_IN.get(language, LATIN)


def letters(text: str) -> int:
    """How many letters there are, in any script we know; a sign on a letter counts as one."""
    return sum(map(_SCRIPT_OF.__contains__, text))


def script(text: str) -> str | None:
    """The script most letters are in, in ISO 15924; None without letters.

    A Han character counts three times: it says as much as three letters. Kana among Han is Japanese.
    """
    counts = Counter(map(_SCRIPT_OF.get, text))
    del counts[None]
    if not counts:
        return None
    counts[HAN] *= 3
    if counts["Kana"]:
        counts["Kana"] += counts[HAN]
    return max(counts, key=counts.__getitem__)


def chinese(text: str) -> str | None:
    """zh-Hans or zh-Hant, by the characters that only one of them writes; None where there are none, or as many."""
    traditional, simplified = _votes(text)
    if traditional == simplified:
        return None
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def ethiopic(text: str) -> str:
    """am or ti."""
    return "ti" if _WORDS_OF_TIGRINYA.search(text) else "am"


def _votes(text: str) -> tuple[int, int]:
    sides: Iterable[tuple[bool, bool]] = map(_writes, text)
    traditional = simplified = 0
    for in_traditional, in_simplified in sides:
        traditional += in_traditional > in_simplified
        simplified += in_simplified > in_traditional
    return traditional + len(_WORDS_OF_CANTONESE.findall(text)), simplified


@lru_cache(maxsize=8192)
def _writes(character: str) -> tuple[bool, bool]:
    """Whether it is among the usual characters of Taiwan's standard set and of the mainland's.

    Source: the first levels of Big5 (1984), lead bytes A4 to C6, and of GB 2312 (1980), B0 to D7.
    """
    return _first_byte(character, "big5") in range(0xA4, 0xC7), _first_byte(character, "gb2312") in range(0xB0, 0xD8)


def _first_byte(character: str, encoding: str) -> int:
    return (character.encode(encoding, "ignore") or b"\0")[0]
