"""Folding: a message's letters as the models see them, in lower case and without punctuation."""

import re
import unicodedata
from typing import Final

_KEPT: Final = "MLN"  # the Unicode categories that are part of a word: marks, letters, numbers
_INVISIBLE: Final = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]|['’‘`´]")
_ACCENTS: Final = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_NO_ACCENT: Final = str.maketrans("đłıøæœß", "dlioaos")  # letters that no decomposition takes apart


class _Letters(dict[int, str]):
    """What each character folds to; worked out when first met, so that folding is one C loop."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = "".join(_folded(letter) for letter in unicodedata.normalize("NFKC", chr(code)))
        return folded


def fold(text: str) -> str:
    """`text` in lower case, one space between words, none around; digits of any script as 0-9."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_LETTERS)).split())


def plain_letters(folded: str) -> str:
    """The same without the accents of Latin letters; other scripts are kept whole."""
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded.translate(_NO_ACCENT))))


def _folded(letter: str) -> str:
    if _INVISIBLE.match(letter):
        return ""
    if letter.isdigit():
        return str(unicodedata.digit(letter))
    category = unicodedata.category(letter)
    if category == "So":  # an emoji is a word: a thumb up says yes
        return f" {letter} "
    return letter.lower() if category[0] in _KEPT else " "


_LETTERS: Final = _Letters()
