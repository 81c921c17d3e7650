"""How words sound, in one small alphabet for Bengali and Latin letters, so that either script finds the other's.

The key folds what people spell in several ways: aspirates into their plain letter, sibilants into s, v into b,
doubled letters into one, and the vowel a Bengali consonant carries unwritten out of both scripts.
"""

import re
from typing import Final

from nlu.folding import plain_letters

_BENGALI: Final = re.compile("[\u0980-\u09ff]")
# Conjuncts that are not said as written: kkh, gg, and the y and w that only colour the letter before.
_CONJUNCTS: Final = (("ক্ষ", "k"), ("জ্ঞ", "g"), ("্য", ""), ("ম্ব", "mb"), ("্ব", ""), ("\u09bc", ""))
# What is heard, and the letters and vowel signs that say it. O is silent: Bengali leaves it unwritten half the time.
_SPELT: Final = ("kকখ", "gগঘ", "nঙঞণনং", "cচছ", "jজঝয", "tটঠতথৎ", "dডঢদধ", "pপফ", "bবভ", "mম", "rর", "lল", "sশষস", "hহ")
_VOWELS: Final = ("aঅআা", "iইঈএঐিীেৈ", "uউঊঔুূৌ")
_HEARD: Final = str.maketrans(
    {letter: spelt[0] for spelt in (*_SPELT, *_VOWELS) for letter in spelt[1:]}
    | dict.fromkeys("ঋৃ", "ri")
    | dict.fromkeys("ওোঁঃ্", "")
)
_FIRST_Y: Final = re.compile(r"\by")  # য, which is said j
_LETTER_PAIRS: Final = re.compile("([bcdgjkptrsz])h+|oo|ee|ck|x|ng(?![aeiou])|(?<=[bcdfghjklmnprstvz])y(?=a)")
_PAIRS: Final = {"oo": "u", "ee": "i", "ck": "k", "x": "ks", "ng": "n", "y": ""}
_ALIKE: Final = str.maketrans(dict(zip("qvzfye", "kbjpii", strict=True)) | {"o": "", "w": ""})
_DOUBLED: Final = re.compile(r"(\w)\1+")
_INNER_VOWELS: Final = re.compile(r"(?<=\w)[aiu]+")


def sound(folded: str) -> str:
    """The key of a folded text, word by word; letters of other scripts stay as they are."""
    heard = _from_bengali(folded) if _BENGALI.search(folded) else folded
    paired = _LETTER_PAIRS.sub(_pair, _FIRST_Y.sub("j", plain_letters(heard)))
    return _DOUBLED.sub(r"\1", paired.translate(_ALIKE))


def skeleton(key: str) -> str:
    """The consonants of a key, and that a word begins with a vowel: what every spelling has in common."""
    return _DOUBLED.sub(r"\1", _INNER_VOWELS.sub("", key))


def _from_bengali(folded: str) -> str:
    # Unicode writes য় as two characters in composed text too
    heard = folded.replace("\u09af\u09bc", "y").replace("\u09a1\u09bc", "r").replace("\u09a2\u09bc", "r")
    for written, said in _CONJUNCTS:
        heard = heard.replace(written, said)
    return heard.translate(_HEARD)


def _pair(found: re.Match[str]) -> str:
    return found[1] or _PAIRS[found[0]]
