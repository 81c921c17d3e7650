"""The default engine: our own model, in this process."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from nlu.alarm import Alarm
from nlu.entities import entities
from nlu.features import Floats
from nlu.gazetteer import Gazetteer, Name
from nlu.language import Language
from nlu.meaning import DANGER, STOP, Guess, Meaning
from nlu.model import Model
from nlu.static import WordMeanings, meant_by

MODEL: Final = Path(__file__).with_name("understanding.npz")  # the build writes it
DATA: Final = Path(__file__).with_name("data")
_RANKED: Final = 10
_LONGEST: Final = 2000  # characters of a message that are read; what it is about is said by then


class Detects(Protocol):
    """Tells which language a text is in."""

    def detect(self, text: str, known: str | None = None) -> Language:
        """The language of `text`, given the one its writer is known to use."""


class EmbeddedEngine:
    """Understands messages with a trained model. Nothing in it changes, so threads may share it."""

    def __init__(
        self, model: Model, detector: Detects, names: Iterable[Name] = (), meanings: WordMeanings | None = None
    ) -> None:
        """`names` are those the caller knows, such as its events'; they come before those learnt in training."""
        self._model = model
        self._detector = detector
        self._meanings = meanings
        self._alarm = Alarm.load()
        self._gazetteer = Gazetteer((*names, *model.names))
        self._sentinels: dict[str, int] = {
            intent: model.intents.index(intent) for intent in (DANGER, STOP) if intent in model.intents
        }

    @property
    def version(self) -> str:
        """Which training understood a message."""
        return f"embedded-{self._model.version}"

    @property
    def intents(self) -> tuple[str, ...]:
        """What it knows people to mean."""
        return self._model.intents

    def understand(self, text: str, known: str | None = None) -> Meaning:
        """What `text` means; `known` is the code of the language the writer is known to use."""
        text = text[:_LONGEST]
        language = self._detector.detect(text, known).code
        probabilities = self._model.probabilities(text, meant_by(self._meanings, text, language))
        ranking = self._ranking(probabilities)
        best = ranking[0]
        danger = self._reaches(probabilities, DANGER, self._model.thresholds.danger)
        stop = self._reaches(probabilities, STOP, self._model.thresholds.stop)
        # Somebody who may be asking us to stop is asked, even where another wish is likelier.
        accepted = self._model.thresholds.accept(language, best.confidence) and (best.intent == STOP or not stop)
        found = entities(text, language, self._gazetteer)
        danger = danger or (accepted and best.intent == DANGER) or self._alarm.heard(text)
        return Meaning(language, best.intent, best.confidence, accepted, found, ranking, self.version, danger, stop)

    def _ranking(self, probabilities: Floats) -> tuple[Guess, ...]:
        best = np.argsort(-probabilities, kind="stable")[:_RANKED]
        return tuple(Guess(self._model.intents[number], round(float(probabilities[number]), 4)) for number in best)

    def _reaches(self, probabilities: Floats, intent: str, threshold: float) -> bool:
        number = self._sentinels.get(intent)
        return number is not None and float(probabilities[number]) >= threshold
