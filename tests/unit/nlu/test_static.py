"""Word meanings, where they are asked for."""

from dataclasses import dataclass

import numpy as np
import pytest

from nlu.features import Floats
from nlu.static import ExtraMissing, meant_by, word_meanings
from nlu.training import train
from tests.lessons import an_example


@dataclass(frozen=True)
class TwoMeanings:
    """Knows that a hound is a dog and a kitten is a cat."""

    dogs: frozenset[str] = frozenset({"dog", "hound"})

    def vector(self, text: str) -> Floats:
        """Dog or not."""
        dog = bool(self.dogs & set(text.split()))
        return np.array([dog, not dog], np.float32)


def test_a_word_never_seen_is_understood_by_what_it_means() -> None:
    said = {"dogs": ("a dog", "my dog"), "cats": ("a cat", "my cat")}
    model = train([an_example(text, intent) for intent, texts in said.items() for text in texts], TwoMeanings())

    read = [
        model.intents[int(model.probabilities(text, TwoMeanings().vector(text)).argmax())]
        for text in ("hound", "kitten")
    ]

    assert read == ["dogs", "cats"]


@pytest.mark.parametrize("language", ["bn-Latn", None])
def test_only_english_is_read_by_meaning(language: str | None) -> None:
    assert meant_by(TwoMeanings(), "dog", language) is None


def test_no_extra_is_no_meaning() -> None:
    assert word_meanings(()) is None


def test_an_unknown_extra_is_named() -> None:
    with pytest.raises(ExtraMissing, match="'magic'"):
        word_meanings(("magic",))
