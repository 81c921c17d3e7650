"""Confidence: from a model's scores to how often it is right."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlu.features import Floats
from nlu.linear import Labels

_SHARPNESS: Final = np.geomspace(0.125, 32, 25)
ENOUGH: Final = 4000  # held-out examples: more of them move the answer by nothing
_LEVELS: Final = np.linspace(0.05, 0.95, 10)  # shares of the held-out examples whose best score is below `none`


@dataclass(frozen=True)
class Confidence:
    """A soft-max in which "none of them" takes part with the score `none`.

    So a message that fits no intent well is unsure even where one intent is far ahead of the others.
    """

    sharpness: float
    none: float

    def of(self, scores: Floats) -> Floats:
        """Probabilities of `scores`, in the same shape: the last axis are the intents."""
        scaled = (scores - self.none) * np.float32(self.sharpness)
        highest = np.maximum(scaled.max(axis=-1, keepdims=True), 0)
        raised = np.exp(scaled - highest)
        probabilities: Floats = raised / (raised.sum(axis=-1, keepdims=True) + np.exp(-highest))
        return probabilities


def calibrated(scores: Floats, labels: Labels) -> Confidence:
    """The confidence that best says, for held-out `scores` of shape (examples, intents), which guesses are right."""
    every = max(len(scores) // ENOUGH, 1)
    scores, labels = scores[::every], labels[::every]
    right = scores.argmax(axis=1) == labels
    best = scores.max(axis=1)
    tried = [Confidence(float(s), float(np.quantile(best, level))) for s in _SHARPNESS for level in _LEVELS]
    return min(tried, key=lambda one: _surprise(one.of(scores).max(axis=1), right))


def _surprise(confidence: Floats, right: npt.NDArray[np.bool_]) -> float:
    certain = np.clip(np.where(right, confidence, 1 - confidence), 1e-6, 1)
    return float(-np.log(certain).mean())
