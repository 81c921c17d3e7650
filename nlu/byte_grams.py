"""How likely the bytes of a text are in each language: py3langid's naive Bayes model, cut to our languages.

The model and its arithmetic are those of py3langid 0.4 (BSD-3-Clause; langid.py, BSD-2-Clause): at each byte of
the UTF-8 text the longest known string of bytes that ends there is counted, and the logarithm of one more than each
count weighs that string's log probabilities. Only the walk is ours: a search in a sorted list instead of a table of
states that takes 94 MB.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

LONGEST: Final = 6  # bytes in a string of the model

FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class ByteGrams:
    """The strings as `key` writes them, sorted: shape (strings,). Their weights: shape (strings, languages).

    The true weights are `weights` times `scale`; `prior` has shape (languages,).
    """

    languages: tuple[str, ...]  # a language that py3langid knows in several kinds stands several times, side by side
    keys: NDArray[np.uint64]
    weights: NDArray[np.int8]
    scale: float
    prior: FloatArray

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:  # Any: arrays of each field's own type
        """From the arrays of the file, whose names begin with "bytes_"."""
        return cls(
            tuple(arrays["bytes_languages"].tolist()),
            arrays["bytes_keys"],
            arrays["bytes_weights"],
            float(arrays["bytes_scale"]),
            arrays["bytes_prior"],
        )

    def scores(self, text: str) -> dict[str, float]:
        """The log score of each language, the best of its kinds. Only differences within a script mean something."""
        counts = Counter(self._rows(_bytes(text)).tolist())
        rows = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        seen = np.log1p(times) @ self.weights[rows].astype(np.float32)
        found: dict[str, float] = {}
        for language, score in zip(self.languages, (seen * np.float32(self.scale) + self.prior).tolist(), strict=True):
            found[language] = max(score, found.get(language, score))
        return found

    def _rows(self, written: NDArray[np.uint64]) -> NDArray[np.intp]:
        """The row of the longest string that ends at each byte, for the bytes at which one does."""
        endings = _endings(written)
        found = np.searchsorted(self.keys, endings)
        known = self.keys[np.minimum(found, len(self.keys) - 1)] == endings
        longest = known.argmax(axis=0)  # the first that is known, and they stand longest first
        places = np.flatnonzero(known.any(axis=0))
        rows: NDArray[np.intp] = found[longest[places], places]
        return rows


def key(string: bytes) -> int:
    """How the model writes a string of bytes: its length, then the bytes, right-aligned in 8 bytes."""
    return int.from_bytes(bytes([len(string)]) + string.rjust(LONGEST + 1, b"\0"), "big")


def _bytes(text: str) -> NDArray[np.uint64]:
    """The bytes as the model counts them, after as many zeros as the longest string needs before its last byte."""
    lowered = text.lower() if text.isupper() else text
    encoded = unicodedata.normalize("NFC", lowered).encode("utf-8", "surrogatepass")
    return np.frombuffer(bytes(LONGEST - 1) + encoded, dtype=np.uint8).astype(np.uint64)


def _endings(written: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The keys of the strings that end at each byte, longest first: shape (5, bytes)."""
    lengths = range(LONGEST, 1, -1)
    count = len(written) - LONGEST + 1
    endings = np.empty((len(lengths), count), dtype=np.uint64)
    string = written[LONGEST - 1 :]
    for length in reversed(lengths):
        start = LONGEST - length
        string = string | written[start : start + count] << np.uint64(8 * (length - 1))
        endings[start] = string | np.uint64(length << 56)
    return endings
