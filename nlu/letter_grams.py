"""What the letters of a Latin-script text say of its language: runs of letters within words, and whole words.

This model adds to what `byte_grams` says, and alone knows Bengali and Urdu in Latin letters, which py3langid has not
seen. It is trained on chat lines, and so also corrects a model trained on edited text.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from nlu.byte_grams import FloatArray

BUCKETS_LOG2: Final = 16
LONGEST: Final = 4  # letters in a run
_MULTIPLIER: Final = np.uint32(16777619)
_MIXER: Final = np.uint32(2654435769)  # Knuth's multiplicative hashing
_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")
_APOSTROPHE: Final = re.compile("['’‘`]")

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class LetterGrams:
    """The true weights are `weights` times `scale`; shape (buckets, languages)."""

    languages: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: float
    bias: FloatArray

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:  # Any: arrays of each field's own type
        """From the arrays of the file, whose names begin with "letters_"."""
        return cls(
            tuple(arrays["letters_languages"].tolist()),
            arrays["letters_weights"],
            float(arrays["letters_scale"]),
            arrays["letters_bias"],
        )

    def scores(self, text: str) -> FloatArray:
        """What to add to each language's logit, shape (languages,)."""
        found = rows(text)
        if not len(found):
            return np.zeros_like(self.bias)
        summed: FloatArray = self.weights[found].sum(axis=0, dtype=np.int32).astype(np.float32)
        return summed * np.float32(self.scale * weight(len(found))) + self.bias


def rows(text: str) -> Rows:
    """The bucket of each run of letters and of each word, in no promised order, as often as they occur."""
    words = _NOT_LETTERS.sub(" ", _APOSTROPHE.sub("", text.lower())).split()
    if not words:
        return np.zeros(0, dtype=np.intp)
    whole = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32)
    runs = _runs(f" {' '.join(words)} ")
    mixed: Rows = ((np.concatenate([whole, *runs]) * _MIXER) >> np.uint32(32 - BUCKETS_LOG2)).astype(np.intp)
    return mixed


def weight(count: int) -> float:
    """How much each of `count` runs says: longer texts repeat themselves."""
    return float(count**-0.5)


def _runs(spaced: str) -> list[NDArray[np.uint32]]:
    """The hashes of the runs of 2 to 4 characters that have no space inside."""
    codes = np.frombuffer(spaced.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    is_letter = codes != ord(" ")
    hashed = codes
    inside = np.ones(len(codes) - 1, dtype=bool)
    found = []
    for length in range(2, LONGEST + 1):
        hashed = hashed[:-1] * _MULTIPLIER + codes[length - 1 :]
        found.append(hashed[inside] + np.uint32(length))
        inside = inside[:-1] & is_letter[length - 1 : -1]
    return found
