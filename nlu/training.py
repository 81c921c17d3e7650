"""Training: from examples to a model whose confidences mean something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlu.examples import Example
from nlu.features import Floats, Vocabulary, vocabulary
from nlu.folds import grouped_folds
from nlu.linear import logistic
from nlu.meaning import UnderstandingError
from nlu.model import Model, Quantised, quantised, softmax
from nlu.thresholds import HeldOut, sharpness, thresholds

# Lengths of the blocks of features: words, letters, sounds, skeletons, words by their skeletons.
# Chosen by repeated draws of 5 and 10 of our own English examples an intent.
BLOCK_WEIGHTS: Final = (1.0, 1.0, 0.4, 0.3, 0.5)
COST: Final = 20.0
EPOCHS: Final = 6
FOLDS: Final = 3


class TooFewIntents(UnderstandingError):
    """A model tells intents apart, and needs two at least."""


@dataclass(frozen=True)
class _Fit:
    vocabulary: Vocabulary
    weights: Quantised
    bias: Floats

    def scores(self, text: str) -> Floats:
        vector = self.vocabulary.vector(text)
        return self.weights.sum(vector.rows, vector.values) + self.bias


def train(examples: Sequence[Example]) -> Model:
    """A model of the intents of `examples`; thresholds come from folds it did not see. Raises TooFewIntents."""
    intents = tuple(sorted({example.intent for example in examples}))
    if len(intents) < 2:
        raise TooFewIntents(f"the examples know only {', '.join(intents) or 'no intent'}: two intents are needed")
    scores = held_out_scores(examples, intents)
    sharper = sharpness(scores, [intents.index(example.intent) for example in examples])
    seen = [
        HeldOut(example.language, example.intent, softmax(row * np.float32(sharper)))
        for example, row in zip(examples, scores, strict=True)
    ]
    whole = _fit(examples, intents)
    return Model(intents, whole.vocabulary, whole.weights, whole.bias, sharper, thresholds(seen, intents))


def held_out_scores(examples: Sequence[Example], intents: Sequence[str], folds: int = FOLDS) -> Floats:
    """Each example's scores by a model that saw none of its fold: shape (examples, intents)."""
    fold_of = grouped_folds(examples, folds)
    scores = np.zeros((len(examples), len(intents)), np.float32)
    for fold in range(folds):
        seen = [example for example, its in zip(examples, fold_of, strict=True) if its != fold]
        fit = _fit(seen, intents) if seen else None
        for number, its in enumerate(fold_of):
            if its == fold and fit:
                scores[number] = fit.scores(examples[number].text)
    return scores


def _fit(examples: Sequence[Example], intents: Sequence[str]) -> _Fit:
    words = vocabulary([example.text for example in examples], BLOCK_WEIGHTS)
    vectors = [words.vector(example.text) for example in examples]
    labels = np.array([intents.index(example.intent) for example in examples])
    weights = logistic(vectors, labels, (len(words.keys), len(intents)), COST, EPOCHS)
    return _Fit(words, quantised(weights[:-1]), weights[-1])
