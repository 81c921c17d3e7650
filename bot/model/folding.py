"""Folding: two spellings people use for the same word come out alike."""

import re
import unicodedata
from typing import Final

# Signs that mean something on their own; each stands apart, so that "yes👍" is two words.
SIGNS: Final = "👍👎✅❌✔🛑"
# Arabic and Urdu letters that keyboards mix up, Turkish i, letters no decomposition takes apart.
_ALIKE: Final = dict(zip("أإآٱةۃىیېےکھہۀışţ", "ااااههييييكهههișț", strict=True))
_APOSTROPHES: Final = "'’‘ʼʻ`´"
_DANDAS: Final = "।॥"  # full stops of Bengali and Hindi, which Unicode puts among neither letters nor marks
# Invisible marks, emoji variation selectors, skin tones, Arabic vowel signs and stretching.
_DROPPED: Final = re.compile(
    "[\u00ad\u061c\u0640\u064b-\u0655\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff\U0001f3fb-\U0001f3ff]"
)
_ACCENTS: Final = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}")


class _Letters(dict[int, str]):
    """What each character folds to; worked out when first met, so folding is one C loop."""

    def __init__(self, keep_marks: bool) -> None:
        super().__init__()
        self._keep_marks = keep_marks

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKC", chr(code))
        folded = self[code] = "".join(self._fold(letter) for letter in letters)
        return folded

    def _fold(self, character: str) -> str:
        if _DROPPED.match(character) or character in _APOSTROPHES:
            return ""
        if character in SIGNS:
            return f" {character} "
        if character.isdigit():
            return str(unicodedata.digit(character))
        lower = unicodedata.normalize("NFKC", character.replace("İ", "i").casefold())
        lower = "".join(_ALIKE.get(letter, letter) for letter in lower)
        if lower.isalnum() or (unicodedata.category(character)[0] == "M" and character != "\u20e3"):
            return lower
        visible = self._keep_marks and character not in _DANDAS and unicodedata.category(character)[0] in "PS"
        return character if visible else " "


_WORDS: Final = _Letters(keep_marks=False)
_WITH_MARKS: Final = _Letters(keep_marks=True)


def fold(words: str) -> str:
    """`words` in lower case, without punctuation, marks and doubled spaces, digits of any script as 0-9."""
    return _folded(words, _WORDS)


def fold_keeping_marks(words: str) -> str:
    """The same, but "14/3", "15:00" and "1,3" keep what stands between their figures."""
    return _folded(words, _WITH_MARKS)


def plain_letters(folded: str) -> str:
    """The same without the accents of Latin letters: `huy` for "hủy"; other scripts are kept whole."""
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFD", folded.replace("đ", "d").replace("ł", "l"))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parts))


def unstretched(folded: str) -> str:
    """`yes` for "yesss" and `stop` for "stoppp": three or more of a letter become one."""
    return _STRETCHED.sub(r"\1", folded)


def _folded(words: str, letters: _Letters) -> str:
    if words.isascii():
        return " ".join(words.translate(letters).split())
    return " ".join(unicodedata.normalize("NFC", words.translate(letters)).split())
