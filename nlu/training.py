"""Training: from examples to a model whose confidences mean something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np

from nlu.confidence import calibrated
from nlu.evaluation import Answer
from nlu.examples import Example
from nlu.features import BENGALI, LATIN, MANY, Counted, Floats, Rows, Vector, Vocabulary, ngrams, vocabulary
from nlu.folds import grouped_folds
from nlu.gazetteer import learnt
from nlu.linear import Labels, Machines, logistic
from nlu.meaning import UnderstandingError
from nlu.model import Model, Scorer, quantised
from nlu.static import WordMeanings, meant_by
from nlu.thresholds import HeldOut, thresholds

# Lengths of the blocks of features: words, letters, sounds, skeletons, words by their skeletons.
# These and the costs were chosen by repeated draws of 5 and 10 of our own English examples an intent.
BLOCK_WEIGHTS: Final = (1.0, 1.0, 0.5, 0.3, 0.5)
COST: Final = 20.0
EPOCHS: Final = 3
# The machines tell the known from the unknown better, the regression one intent from another; their sum does both.
MACHINE_COST: Final = 0.5
MACHINE_EPOCHS: Final = 3
MANY_EPOCHS: Final = 2  # over two thirds of many examples, and then over all of them
MACHINE_SHARE: Final = 10.0
HEAD_COST: Final = 5.0  # for vectors of word meanings
FOLDS: Final = 3


_Learnt: TypeAlias = tuple[Scorer, Rows, Floats]  # the examples of these numbers were held out, and scored so


class TooFewIntents(UnderstandingError):
    """A model tells intents apart, and needs two at least."""


@dataclass(frozen=True)
class _Lesson:
    """Examples as a model sees them. `meant` holds a vector of word meanings for those that have one."""

    texts: Sequence[Counted]
    meant: Sequence[Floats | None]
    labels: Labels

    def __add__(self, other: "_Lesson") -> "_Lesson":
        labels = np.concatenate([self.labels, other.labels])
        return _Lesson([*self.texts, *other.texts], [*self.meant, *other.meant], labels)

    def only(self, numbers: Rows) -> "_Lesson":
        chosen = numbers.tolist()
        return _Lesson([self.texts[n] for n in chosen], [self.meant[n] for n in chosen], self.labels[numbers])


def train(examples: Sequence[Example], meanings: WordMeanings | None = None) -> Model:
    """A model of the intents of `examples`; thresholds come from folds it did not see. Raises TooFewIntents."""
    intents = _intents(examples)
    lesson, titles = _lesson(examples, intents, meanings), _lesson(_titles(intents), intents, meanings)
    learn = _learning_on if len(examples) >= MANY else _with_folds
    scorer, tried, scores = learn(examples, lesson, titles)
    confidence = calibrated(scores, lesson.labels[tried])
    limits = thresholds(_seen([examples[n] for n in tried], confidence.of(scores)), intents)
    names = learnt((example.text, one) for example in examples for one in example.entities)
    return Model(intents, scorer, confidence, limits, names)


def held_out_answers(examples: Sequence[Example], meanings: WordMeanings | None = None, folds: int = 5) -> list[Answer]:
    """What is understood of each example by a model that saw none of its fold. Raises TooFewIntents.

    The thresholds that accept it are set on all the held-out examples together.
    """
    intents = _intents(examples)
    lesson, titles = _lesson(examples, intents, meanings), _lesson(_titles(intents), intents, meanings)
    scores = _held_out(examples, lesson, titles, folds)
    probabilities = calibrated(scores, lesson.labels).of(scores)
    limits = thresholds(_seen(examples, probabilities), intents)
    return [
        Answer(intents[int(row.argmax())], float(row.max()), limits.accept(example.language or "", float(row.max())))
        for example, row in zip(examples, probabilities, strict=True)
    ]


def _intents(examples: Sequence[Example]) -> tuple[str, ...]:
    intents = tuple(sorted({example.intent for example in examples}))
    if len(intents) < 2:
        raise TooFewIntents(f"the examples know only {', '.join(intents) or 'no intent'}: two intents are needed")
    return intents


def _titles(intents: Sequence[str]) -> list[Example]:
    """An intent's name is an example of it: with 5 examples an intent, it made 5 in 100 more right."""
    return [Example(re.sub(r"[\W_]+", " ", intent), intent, "en") for intent in intents]


def _lesson(examples: Sequence[Example], intents: Sequence[str], meanings: WordMeanings | None) -> _Lesson:
    number = {intent: place for place, intent in enumerate(intents)}
    return _Lesson(
        [ngrams(example.text) for example in examples],
        [meant_by(meanings, example.text, example.language) for example in examples],
        np.array([number[example.intent] for example in examples]),
    )


def _seen(examples: Sequence[Example], probabilities: Floats) -> list[HeldOut]:
    return [HeldOut(one.language, one.intent, row) for one, row in zip(examples, probabilities, strict=True)]


def _with_folds(examples: Sequence[Example], lesson: _Lesson, titles: _Lesson) -> _Learnt:
    """Few examples: every one is held out once, and the model is made anew of all of them."""
    scores = _held_out(examples, lesson, titles, FOLDS)
    return _fit(lesson + titles, len(titles.labels)), np.arange(len(examples)), scores


def _learning_on(examples: Sequence[Example], lesson: _Lesson, titles: _Lesson) -> _Learnt:
    """Many examples: a third is held out, asked about, and learnt after that; it sets the thresholds as well as all."""
    everything, intents = lesson + titles, len(titles.labels)
    words, vectors, labels = _vectors(everything)
    machines = Machines(vectors, labels, (len(words.keys), intents), MACHINE_COST)
    fold_of = np.array([*grouped_folds(examples, FOLDS), *[-1] * intents])  # the titles are always seen
    held_out, seen = np.flatnonzero(fold_of == 0), np.flatnonzero(fold_of != 0)
    every = np.arange(len(vectors))
    early = _scorer(
        words,
        machines.learn(every[np.isin(every % len(fold_of), seen)], MANY_EPOCHS),
        everything.only(seen),
        intents,
    )
    scores = np.array([early.of(vectors[n], everything.meant[n]) for n in held_out.tolist()])
    return _scorer(words, machines.learn(every, MANY_EPOCHS), everything, intents), held_out, scores


def _held_out(examples: Sequence[Example], lesson: _Lesson, titles: _Lesson, folds: int) -> Floats:
    """Every example's scores by a model that saw none of its fold: shape (examples, intents)."""
    intents = len(titles.labels)
    fold_of = np.array(grouped_folds(examples, folds))
    scores = np.zeros((len(examples), intents), np.float32)
    for fold in range(folds):
        seen, unseen = np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)
        if len(seen) and len(unseen):
            scores[unseen] = _scores(_fit(lesson.only(seen) + titles, intents), lesson.only(unseen))
    return scores


def _scores(scorer: Scorer, asked: _Lesson) -> Floats:
    return np.array([scorer.scores(text, meant) for text, meant in zip(asked.texts, asked.meant, strict=True)])


def _fit(lesson: _Lesson, intents: int) -> Scorer:
    words, vectors, labels = _vectors(lesson)
    return _scorer(words, _both(vectors, labels, (len(words.keys), intents), COST), lesson, intents)


def _scorer(words: Vocabulary, weights: Floats, lesson: _Lesson, intents: int) -> Scorer:
    return Scorer(words, quantised(weights[:-1]), weights[-1].copy(), _head(lesson, intents))


def _vectors(lesson: _Lesson) -> tuple[Vocabulary, list[Vector], Labels]:
    words = vocabulary(lesson.texts, BLOCK_WEIGHTS)
    vectors, labels = [words.vector(text) for text in lesson.texts], lesson.labels
    if BENGALI in words.familiar and LATIN not in words.familiar:
        # who types Bengali in Latin letters is read by sound alone: once more as the model will then see it
        vectors += [words.vector(replace(text, script=LATIN)) for text in lesson.texts]
        labels = np.concatenate([labels, labels])
    return words, vectors, labels


def _head(lesson: _Lesson, intents: int) -> Floats | None:
    known = [(number, meant) for number, meant in enumerate(lesson.meant) if meant is not None]
    if not known:
        return None
    dimensions = len(known[0][1])
    vectors = [Vector(np.arange(dimensions), meant) for _, meant in known]
    labels = lesson.labels[[number for number, _ in known]]
    return _both(vectors, labels, (dimensions, intents), HEAD_COST)


def _both(vectors: Sequence[Vector], labels: Labels, shape: tuple[int, int], cost: float) -> Floats:
    """Of many examples the machines alone learn as much, in a third of the time."""
    machines, every = Machines(vectors, labels, shape, MACHINE_COST), np.arange(len(vectors))
    if len(vectors) >= MANY:
        return machines.learn(every, 2 * MANY_EPOCHS)  # as many as most examples have had in the end
    weights = np.float32(MACHINE_SHARE) * machines.learn(every, MACHINE_EPOCHS)
    return weights + logistic(vectors, labels, shape, cost, EPOCHS)
