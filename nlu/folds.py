"""Folds of the training examples in which near-duplicates stay together, so that held out means unseen."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Final

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
    """Positions in groups: each member is like an earlier one of its group."""
    groups: list[list[int]] = []
    for number, words in enumerate(texts):
        near = [group for group in groups if any(_alike(words, texts[other]) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([member for group in near for member in group] + [number])
    return groups


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)
