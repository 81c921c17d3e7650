"""Folding: two spellings people use for the same word come out alike."""

import re
import unicodedata

# Bidi marks, emoji variation selectors, skin tones, and Bengali joiners people's keyboards put in.
_DROPPED = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\u0640\u064b-\u0652\U0001f3fb-\U0001f3ff]")
_ARABIC = str.maketrans("أإآٱةىیېےکھہۀ", "ااااهييييكههه")
_PUNCTUATION = re.compile(r"[^\w\s👍👎✅❌✔🛑\u0300-\u036f\u0900-\u0dff]+")
_SPACES = re.compile(r"\s+")


def fold(words: str) -> str:
    """`words` in lower case, without punctuation, marks and doubled spaces, digits of any script as 0-9."""
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", words.replace("İ", "i").replace("I", "i")))
    folded = unicodedata.normalize("NFC", folded.casefold().replace("ı", "i")).translate(_ARABIC)
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in folded)
    return _SPACES.sub(" ", _PUNCTUATION.sub(" ", folded.replace("'", "").replace("’", ""))).strip()


def plain_letters(folded: str) -> str:
    """The same without the accents of Latin letters: `iptal`, `huy` for "hủy"; other scripts are kept whole."""
    parts = unicodedata.normalize("NFD", folded.replace("đ", "d").replace("ł", "l"))
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", parts))
