"""What a model sees of a message: n-grams of its words, letters and sounds, weighed by how rare they are.

An n-gram is kept as a 32-bit number: three bits for its block, the rest a hash of its letters.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
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
_LONGEST: Final = 4  # letters of an n-gram
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

    Of many texts, n-grams that only one has are left out: two thirds of all, and they tell the fewest. So are
    skeletons where Latin letters are known themselves: a fifth of a message for 0.001 of macro-F1.
    """
    keys, documents = np.unique(np.concatenate([text.keys for text in texts]), return_counts=True)
    scripts = Counter(text.script for text in texts)
    familiar = tuple(sorted(script for script, count in scripts.items() if count >= FAMILIAR * len(texts)))
    if len(texts) >= MANY:
        telling = documents > 1
        if LATIN in familiar:
            telling &= keys >> np.uint32(_BLOCK_SHIFT) != SKELETONS
        keys, documents = keys[telling], documents[telling]
    idf = np.log((1 + len(texts)) / (1 + documents)) + 1
    return Vocabulary(keys, idf.astype(np.float32), float(np.log(1 + len(texts)) + 1), weights, familiar)


def ngrams(text: str) -> Counted:
    """The n-grams of `text`."""
    folded = fold(text)
    key = sound(folded)
    bones = skeleton(key)
    letters = _letter_ngrams(((LETTERS, folded), (SOUNDS, key), (SKELETONS, bones)))
    words = _word_ngrams(((WORDS, folded), (SOUND_WORDS, bones)))
    keys, counts = np.unique(
        _in_blocks(*(np.concatenate(both) for both in zip(letters, words, strict=True))), return_counts=True
    )
    return Counted(keys, counts, _script(folded))


def _script(folded: str) -> str:
    """Bengali, Latin or neither, by the more of its letters."""
    if folded.isascii():
        return LATIN
    bengali, latin = len(_BENGALI.findall(folded)), len(_LATIN.findall(folded))
    return (BENGALI if bengali > latin else LATIN) if bengali or latin else OTHER


def _word_ngrams(texts: Iterable[tuple[int, str]]) -> tuple[Keys, Keys]:
    """Words, and pairs of neighbours: their hashes, and the block of each."""
    hashed, blocks = [], []
    for block, text in texts:
        words = text.split()
        written = words + [f"{one} {other}" for one, other in pairwise(words)]
        hashed += [crc32(word.encode()) for word in written]
        blocks += [block] * len(written)
    return np.array(hashed, np.uint32), np.array(blocks, np.uint32)


def _letter_ngrams(texts: Sequence[tuple[int, str]]) -> tuple[Keys, Keys]:
    """One letter to `_LONGEST`, within words and their edges; a word's edge is a space. Hashes and blocks, as above."""
    spaced = [f" {text} " for _, text in texts]
    letters = np.frombuffer("".join(spaced).encode("utf-32-le", "replace"), np.uint32)
    block = np.repeat(np.array([block for block, _ in texts], np.uint32), [len(text) for text in spaced])
    inside = letters != _SPACE
    hashed: Keys = letters * _MULTIPLIER
    kept, blocks, whole = [hashed[inside]], [block[inside]], inside
    for length in range(2, _LONGEST + 1):
        hashed = (hashed[:-1] ^ (hashed[:-1] >> np.uint32(15))) * _MULTIPLIER + letters[length - 1 :]
        # no space but at either end: each longer n-gram has one more letter inside
        whole = whole[:-1] & inside[length - 2 : -1] if length > 2 else inside[:-1] | inside[1:]
        kept.append(hashed[whole])
        blocks.append(block[: len(whole)][whole])
    return np.concatenate(kept), np.concatenate(blocks)


def _in_blocks(hashed: Keys, blocks: Keys) -> Keys:
    mixed: Keys = (hashed ^ (hashed >> np.uint32(16))) * _MULTIPLIER
    return ((mixed ^ (mixed >> np.uint32(13))) & _HASH) | (blocks << np.uint32(_BLOCK_SHIFT))
