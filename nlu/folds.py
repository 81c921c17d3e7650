"""Folds of the training examples in which near-duplicates stay together, so that held out means unseen."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Final

import numpy as np
import numpy.typing as npt

from nlu.examples import Example
from nlu.folding import fold

_ALIKE: Final = 0.6  # share of their words two examples of one intent have in common


def grouped_folds(examples: Sequence[Example], folds: int, seed: int = 13) -> list[int]:
    """The fold of each example, 0 to `folds` - 1: every intent and language spread evenly, look-alikes together."""
    together: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for number, example in enumerate(examples):
        together[example.intent, example.language].append(number)
    chosen = [0] * len(examples)
    random, turn = Random(seed), 0  # a shuffle that anybody can repeat
    for numbers in together.values():
        groups = _look_alikes([set(fold(examples[number].text).split()) for number in numbers])
        random.shuffle(groups)
        for group in sorted(groups, key=len, reverse=True):
            for member in group:
                chosen[numbers[member]] = turn % folds
            turn += 1
    return chosen


def _look_alikes(texts: Sequence[set[str]]) -> list[list[int]]:
    """Positions in groups: each member is like another one of its group."""
    alike = _alike(texts)
    groups: list[list[int]] = []
    for number in range(len(texts)):
        like = set(np.flatnonzero(alike[number, :number]).tolist())
        near = [group for group in groups if not like.isdisjoint(group)] if like else []
        groups = [group for group in groups if group not in near] if near else groups
        groups.append([member for group in near for member in group] + [number])
    return groups


def _alike(texts: Sequence[set[str]]) -> npt.NDArray[np.bool_]:
    """Whether each two texts share `_ALIKE` of their words, in the shape (texts, texts)."""
    place = {word: number for number, word in enumerate(sorted(set().union(*texts)))}
    has = np.zeros((len(texts), len(place)), np.float32)
    for number, words in enumerate(texts):
        has[number, [place[word] for word in words]] = 1
    shared, sizes = has @ has.T, has.sum(axis=1)
    alike: npt.NDArray[np.bool_] = shared >= np.float32(_ALIKE) * (sizes[:, None] + sizes - shared)
    return alike
