"""What a model sees of a message: n-grams of its words, letters and sounds, weighed by how rare they are.

An n-gram is kept as a 32-bit number: three bits for its block, the rest a hash of its letters.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
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
MANY: Final = 3000  # texts
FAMILIAR: Final = 0.1  # of the examples are in a script that is familiar
BENGALI, LATIN, OTHER = "Beng", "Latn", "Zyyy"  # ISO 15924
BRIDGED: Final = (BENGALI, LATIN)  # the scripts whose sounds share a key
_BENGALI: Final = re.compile("[\u0985-\u09b9\u09ce\u09dc-\u09e1]")
_LATIN: Final = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
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
class Counted:
    """The n-grams of a text, sorted and each once, how often each comes, and the script of most of its letters."""

    keys: Keys
    counts: Rows
    script: str


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams of the training examples, sorted, and each one's inverse document frequency.

    `unseen` is the weight of an n-gram no example has: it counts in a message's length but has no row, so that
    a message of strange words scores low everywhere. `weights` are the lengths of the blocks of a message.
    A message in a script that is not `familiar` is read by its sounds alone.
    """

    keys: Keys
    idf: Floats
    unseen: float
    weights: tuple[float, ...]
    familiar: tuple[str, ...]

    def vector(self, text: Counted) -> Vector:
        """A text's n-grams as rows and values; each block has its own weight for its length."""
        rows = np.minimum(np.searchsorted(self.keys, text.keys), len(self.keys) - 1)
        known = self.keys[rows] == text.keys
        values = (1 + np.log(text.counts)) * np.where(known, self.idf[rows], self.unseen)
        blocks = text.keys >> np.uint32(_BLOCK_SHIFT)
        lengths = np.sqrt(np.bincount(blocks, values * values, BLOCKS))
        values = values * (self._weights(text.script) / np.maximum(lengths, 1e-9))[blocks]
        return Vector(rows[known], values[known].astype(np.float32))

    def _weights(self, script: str) -> npt.NDArray[np.float64]:
        weights = np.array(self.weights)
        if script not in BRIDGED or script in self.familiar or not set(BRIDGED) & set(self.familiar):
            return weights
        by_sound = np.where(np.arange(BLOCKS) >= SOUNDS, weights, 0.0)
        return by_sound * (float(np.linalg.norm(weights)) / (float(np.linalg.norm(by_sound)) or 1.0))


def vocabulary(texts: Sequence[Counted], weights: tuple[float, ...]) -> Vocabulary:
    """The n-grams of `texts`; `weights` are the lengths of the blocks of a message, in their order.

    Of many texts, n-grams that only one has are left out: two thirds of all, and they tell the fewest.
    """
    keys, documents = np.unique(np.concatenate([text.keys for text in texts]), return_counts=True)
    if len(texts) >= MANY:
        keys, documents = keys[documents > 1], documents[documents > 1]
    idf = np.log((1 + len(texts)) / (1 + documents)) + 1
    scripts = Counter(text.script for text in texts)
    familiar = tuple(sorted(script for script, count in scripts.items() if count >= FAMILIAR * len(texts)))
    return Vocabulary(keys, idf.astype(np.float32), float(np.log(1 + len(texts)) + 1), weights, familiar)


def ngrams(text: str) -> Counted:
    """The n-grams of `text`."""
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
    keys, counts = np.unique(np.concatenate(blocks), return_counts=True)
    return Counted(keys, counts, _script(folded))


def _script(folded: str) -> str:
    """Bengali, Latin or neither, by the more of its letters."""
    if folded.isascii():
        return LATIN
    bengali, latin = len(_BENGALI.findall(folded)), len(_LATIN.findall(folded))
    return (BENGALI if bengali > latin else LATIN) if bengali or latin else OTHER


def _word_ngrams(text: str, block: int) -> Keys:
    """Words, and pairs of neighbours."""
    words = text.split()
    written = words + [f"{one} {other}" for one, other in pairwise(words)]
    return _in_block(np.array([crc32(word.encode()) for word in written], np.uint32), block)


def _letter_ngrams(text: str, block: int) -> Keys:
    """One letter to `_LONGEST`, within words and their edges; a word's edge is a space."""
    letters = np.frombuffer(f" {text} ".encode("utf-32-le", "replace"), np.uint32)
    inside = letters != _SPACE
    hashed: Keys = letters * _MULTIPLIER
    kept, whole = [hashed[inside]], np.ones(len(letters), np.bool_)
    for length in range(2, _LONGEST[block] + 1):
        hashed = (hashed[:-1] ^ (hashed[:-1] >> np.uint32(15))) * _MULTIPLIER + letters[length - 1 :]
        # no space but at either end: each longer n-gram has one more letter inside
        whole = whole[:-1] & inside[length - 2 : -1] if length > 2 else whole[:-1]
        kept.append(hashed[whole])
    return _in_block(np.concatenate(kept), block)


def _in_block(hashed: Keys, block: int) -> Keys:
    mixed: Keys = (hashed ^ (hashed >> np.uint32(16))) * _MULTIPLIER
    return ((mixed ^ (mixed >> np.uint32(13))) & _HASH) | np.uint32(block << _BLOCK_SHIFT)
