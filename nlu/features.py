"""What a model sees of a message: n-grams of its words, letters and sounds, weighed by how rare they are.

An n-gram is kept as a 32-bit number: three bits for its block, the rest a hash of its letters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nlu.folding import fold
from nlu.phonetic import skeleton, sound

Keys: TypeAlias = npt.NDArray[np.uint32]
Floats: TypeAlias = npt.NDArray[np.float32]
Rows: TypeAlias = npt.NDArray[np.int64]

WORDS, LETTERS, SOUNDS, SKELETONS, SOUND_WORDS = range(5)
BLOCKS: Final = 5
_LONGEST: Final = {LETTERS: 4, SOUNDS: 4, SKELETONS: 4}  # letters of an n-gram
_BLOCK_SHIFT: Final = 29
_HASH: Final = np.uint32((1 << _BLOCK_SHIFT) - 1)
_MULTIPLIER: Final = np.uint32(0x9E3779B1)  # 2**32 over the golden ratio: Knuth's multiplicative hash
_SPACE: Final = ord(" ")


@dataclass(frozen=True)
class Vector:
    """A message as a sparse vector: the rows of a vocabulary it has, and each one's value."""

    rows: Rows
    values: Floats


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams of the training examples, sorted, and each one's inverse document frequency.

    `unseen` is the weight of an n-gram no example has: it counts in a message's length but has no row, so that
    a message of strange words scores low everywhere.
    """

    keys: Keys
    idf: Floats
    unseen: float
    weights: tuple[float, ...]

    def vector(self, text: str) -> Vector:
        """`text` as rows and values; each block has its own weight for its length."""
        keys, counts = ngrams(text)
        rows = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[rows] == keys
        values = (1 + np.log(counts)) * np.where(known, self.idf[rows], self.unseen)
        blocks = keys >> _BLOCK_SHIFT
        lengths = np.sqrt(np.bincount(blocks, values * values, BLOCKS))
        scale = np.asarray(self.weights) / np.maximum(lengths, 1e-9)
        values = values * scale[blocks]
        return Vector(rows[known], values[known].astype(np.float32))


def vocabulary(texts: Iterable[str], weights: tuple[float, ...]) -> Vocabulary:
    """The n-grams of `texts`; `weights` are the lengths of the blocks of a message, in their order."""
    found = [ngrams(text)[0] for text in texts]
    keys, documents = np.unique(np.concatenate(found), return_counts=True)
    idf = np.log((1 + len(found)) / (1 + documents)) + 1
    return Vocabulary(keys, idf.astype(np.float32), float(np.log(1 + len(found)) + 1), weights)


def ngrams(text: str) -> tuple[Keys, npt.NDArray[np.int64]]:
    """The n-grams of `text`, sorted and each once, and how often each comes."""
    folded = fold(text)
    key = sound(folded)
    bones = skeleton(key)
    blocks = (
        _word_ngrams(folded, WORDS),
        _letter_ngrams(folded, LETTERS),
        _letter_ngrams(key, SOUNDS),
        _letter_ngrams(bones, SKELETONS),
        _word_ngrams(bones, SOUND_WORDS),
    )
    return np.unique(np.concatenate(blocks), return_counts=True)


def _word_ngrams(text: str, block: int) -> Keys:
    """Words, and pairs of neighbours."""
    words = text.split()
    written = words + [f"{one} {other}" for one, other in zip(words, words[1:], strict=False)]
    return _in_block(np.array([crc32(word.encode()) for word in written], np.uint32), block)


def _letter_ngrams(text: str, block: int) -> Keys:
    """One letter to `_LONGEST`, within words and their edges; a word's edge is a space."""
    letters = np.frombuffer(f" {text} ".encode("utf-32-le", "replace"), np.uint32)
    inside = letters != _SPACE
    hashed = letters * _MULTIPLIER
    kept, whole = [hashed[inside]], np.ones(len(letters), np.bool_)
    for length in range(2, _LONGEST[block] + 1):
        hashed = (hashed[:-1] ^ (hashed[:-1] >> 15)) * _MULTIPLIER + letters[length - 1 :]
        # no space but at either end: each longer n-gram has one more letter inside
        whole = whole[:-1] & inside[length - 2 : -1] if length > 2 else whole[:-1]
        kept.append(hashed[whole])
    return _in_block(np.concatenate(kept), block)


def _in_block(hashed: Keys, block: int) -> Keys:
    mixed = (hashed ^ (hashed >> 16)) * _MULTIPLIER
    return ((mixed ^ (mixed >> 13)) & _HASH) | np.uint32(block << _BLOCK_SHIFT)
