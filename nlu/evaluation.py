"""How well messages are understood: accuracy, macro-F1, confusions, what is out of scope, time and size."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Final

import numpy as np
import numpy.typing as npt

from nlu.examples import Example
from nlu.meaning import OUT_OF_SCOPE

FALSE_REJECTION: Final = 0.05  # of what is in scope, where the share of out-of-scope caught is measured
CONFUSED: Final = 0.05  # of an intent's messages, beyond which a confusion is told
_TIMED: Final = 500  # messages


@dataclass(frozen=True)
class Answer:
    """What was understood of one example, and how sure its being any of the intents was, from 0 to 1."""

    intent: str
    confidence: float
    accepted: bool = True


@dataclass(frozen=True)
class Confusion:
    """`share` of the messages that mean `meant` were taken for `taken_for`."""

    meant: str
    taken_for: str
    share: float


@dataclass(frozen=True)
class Scores:
    """Of the examples in scope, from 0 to 1: `accepted` the share acted upon, `accepted_right` of those, the right."""

    examples: int
    accuracy: float
    macro_f1: float
    accepted: float
    accepted_right: float
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True)
class OutOfScope:
    """`auroc` of confidence as a sign of being in scope; `caught` at `FALSE_REJECTION`, `rejected` by our threshold."""

    examples: int
    auroc: float
    caught: float
    rejected: float


def scores(examples: Sequence[Example], answers: Sequence[Answer]) -> Scores:
    """Of `examples` that are all in scope; zeros where there are none."""
    pairs = [(example.intent, answer.intent) for example, answer in zip(examples, answers, strict=True)]
    right = sum(meant == taken for meant, taken in pairs)
    accepted = [pair for pair, answer in zip(pairs, answers, strict=True) if answer.accepted]
    return Scores(
        len(pairs),
        _share(right, len(pairs)),
        _macro_f1(pairs),
        _share(len(accepted), len(pairs)),
        _share(sum(meant == taken for meant, taken in accepted), len(accepted)),
        confusions(pairs),
    )


def confusions(pairs: Sequence[tuple[str, str]]) -> tuple[Confusion, ...]:
    """The pairs of intents confused in more than `CONFUSED` of the cases, the worst first."""
    meant = Counter(pair[0] for pair in pairs)
    shares = ((one, other, count / meant[one]) for (one, other), count in Counter(pairs).items() if one != other)
    worst = sorted((share, one, other) for one, other, share in shares if share > CONFUSED)
    return tuple(Confusion(one, other, share) for share, one, other in reversed(worst))


def by_language(examples: Sequence[Example], answers: Sequence[Answer]) -> Mapping[str, Scores]:
    """Scores of each language whose examples say it."""
    languages = sorted({example.language for example in examples if example.language})
    return {language: scores(*_of(language, examples, answers)) for language in languages}


def out_of_scope(inside: Sequence[Answer], outside: Sequence[Answer]) -> OutOfScope | None:
    """How well confidence tells the two apart; None where either is missing."""
    if not inside or not outside:
        return None
    sure, unsure = (np.array([_in_scope(answer) for answer in answers]) for answers in (inside, outside))
    threshold = np.quantile(sure, FALSE_REJECTION)
    rejected = sum(not answer.accepted or answer.intent == OUT_OF_SCOPE for answer in outside)
    return OutOfScope(len(outside), _auroc(sure, unsure), float((unsure < threshold).mean()), rejected / len(outside))


def cpu_ms(understand: Callable[[Example], object], examples: Sequence[Example]) -> float:
    """Median CPU time of understanding one of `examples`, in milliseconds."""
    spent = []
    for example in examples[:_TIMED]:
        begun = process_time()
        understand(example)
        spent.append(process_time() - begun)
    return float(np.median(spent)) * 1000 if spent else 0.0


def _of(language: str, examples: Sequence[Example], answers: Sequence[Answer]) -> tuple[list[Example], list[Answer]]:
    chosen = [pair for pair in zip(examples, answers, strict=True) if pair[0].language == language]
    return [example for example, _ in chosen], [answer for _, answer in chosen]


def _in_scope(answer: Answer) -> float:
    """A message taken for out of scope is the less likely in scope the surer that was."""
    return -answer.confidence if answer.intent == OUT_OF_SCOPE else answer.confidence


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean of the F1 of every intent that some example means."""
    meant, taken = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(one for one, other in pairs if one == other)
    each = [2 * right[intent] / (meant[intent] + taken[intent]) for intent in meant]
    return _share(1, len(each)) * sum(each)


def _auroc(inside: npt.NDArray[np.float64], outside: npt.NDArray[np.float64]) -> float:
    """How often a message in scope is surer than one out of it, ties counted half."""
    ordered = np.sort(outside)
    below, up_to = np.searchsorted(ordered, inside), np.searchsorted(ordered, inside, side="right")
    return float((below + up_to).mean() / 2 / len(outside))
