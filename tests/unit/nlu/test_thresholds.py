"""How sure is sure enough."""

import numpy as np
import pytest

from nlu.confidence import calibrated
from nlu.thresholds import FEWEST, NEVER, HeldOut, thresholds

INTENTS = ("danger", "greet")


def seen(intent: str, greet: float, language: str = "en", times: int = 1) -> list[HeldOut]:
    return [HeldOut(language, intent, np.array([1 - greet, greet], np.float32))] * times


def test_few_of_what_is_accepted_are_wrong() -> None:
    held_out = seen("greet", 0.9, times=95) + seen("danger", 0.8, times=5) + seen("danger", 0.6, times=30)

    limits = thresholds(held_out, INTENTS)

    assert limits.accept("en", 0.9)
    assert not limits.accept("en", 0.7)


def test_a_language_with_few_examples_shares_the_threshold_of_all() -> None:
    held_out = seen("greet", 0.9, times=FEWEST) + seen("danger", 0.95, "so", times=2)

    limits = thresholds(held_out, INTENTS)

    assert set(limits.by_language) == {"en"}


def test_nothing_is_accepted_where_every_guess_was_wrong() -> None:
    assert thresholds(seen("danger", 0.9, times=FEWEST), INTENTS).otherwise == NEVER


def test_danger_asks_before_it_is_the_likeliest() -> None:
    held_out = seen("greet", 0.99, times=200) + seen("danger", 0.6, times=20)

    limits = thresholds(held_out, INTENTS)

    assert limits.danger < 0.5


@pytest.mark.parametrize("right", [1.0, 0.5])
def test_confidence_is_how_often_it_is_right(right: float) -> None:
    scores = np.column_stack([np.linspace(2, 4, 200), np.zeros(200)]).astype(np.float32)
    labels = np.where(np.arange(200) * 7 % 200 < 200 * right, 0, 1)

    confidence = calibrated(scores, labels).of(scores[100]).max()

    assert confidence == pytest.approx(right, abs=0.15)
