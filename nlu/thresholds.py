"""How sure is sure enough: thresholds set from held-out examples, a language at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlu.features import Floats
from nlu.meaning import DANGER, STOP

WRONG: Final = 0.05  # of what is accepted
FALSE_ALARMS: Final = 0.015  # of messages that are about something else: rather ask than miss
MISSED: Final = 0.03  # of those who mean it: where so few are, asking more of the others helps nobody
FEWEST: Final = 60  # held-out examples that can say something about a language of their own
NEVER: Final = 1.01


@dataclass(frozen=True)
class HeldOut:
    """An example the model had not seen: what it means, and what each intent's probability was."""

    language: str | None
    intent: str
    probabilities: Floats


@dataclass(frozen=True)
class Thresholds:
    """The least confidence with which an intent is acted upon, by language.

    `danger` and `stop` are the probability from which a person is asked, whatever else is likelier.
    """

    by_language: Mapping[str, float]
    otherwise: float
    danger: float
    stop: float

    def accept(self, language: str, confidence: float) -> bool:
        """Whether a guess is sure enough to act upon."""
        return confidence >= self.by_language.get(language, self.otherwise)


def thresholds(held_out: Sequence[HeldOut], intents: Sequence[str]) -> Thresholds:
    """What the held-out examples allow: at most about `WRONG` of what is accepted is wrong."""
    by_language: dict[str, list[HeldOut]] = {}
    for one in held_out:
        if one.language:
            by_language.setdefault(one.language, []).append(one)
    enough = {language: seen for language, seen in by_language.items() if len(seen) >= FEWEST}
    return Thresholds(
        {language: _least_confidence(seen, intents) for language, seen in enough.items()},
        _least_confidence(held_out, intents),
        _alarm(held_out, intents, DANGER),
        _alarm(held_out, intents, STOP),
    )


def _least_confidence(held_out: Sequence[HeldOut], intents: Sequence[str]) -> float:
    """The lowest confidence from which on few are wrong; NEVER where too few examples can say."""
    if not held_out:
        return NEVER
    guesses = sorted(
        ((float(one.probabilities.max()), intents[int(one.probabilities.argmax())] == one.intent) for one in held_out),
        reverse=True,
    )
    wrong = np.cumsum([not right for _, right in guesses])
    few = np.flatnonzero(wrong <= WRONG * np.arange(1, len(guesses) + 1))
    return guesses[few[-1]][0] if len(few) else NEVER


def _alarm(held_out: Iterable[HeldOut], intents: Sequence[str], intent: str) -> float:
    """The probability of `intent` that only `FALSE_ALARMS` of the others reach, or fewer where enough are heard."""
    if intent not in intents:
        return NEVER
    number = intents.index(intent)
    others = [float(one.probabilities[number]) for one in held_out if one.intent != intent]
    meant = [float(one.probabilities[number]) for one in held_out if one.intent == intent]
    if not others:
        return NEVER
    few_false = float(np.quantile(others, 1 - FALSE_ALARMS))
    return max(few_false, float(np.quantile(meant, MISSED))) if meant else few_false
