"""Figures about the understanding."""

import pytest

from nlu.evaluation import Answer, Confusion, by_language, out_of_scope, scores
from tests.lessons import an_example

EXAMPLES = [
    an_example("hi"),
    an_example("hey", language="so"),
    an_example("ta", "thank"),
    an_example("cheers", "thank"),
]


def answers(*intents: str) -> list[Answer]:
    return [Answer(intent, 0.9) for intent in intents]


def test_all_right_is_one() -> None:
    found = scores(EXAMPLES, answers("greet", "greet", "thank", "thank"))

    assert (found.accuracy, found.macro_f1, found.confusions) == (1.0, 1.0, ())


def test_macro_f1_counts_every_intent_alike() -> None:
    found = scores(EXAMPLES, answers("greet", "greet", "greet", "thank"))

    assert found.macro_f1 == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert found.confusions == (Confusion("thank", "greet", 0.5),)


def test_what_is_accepted_is_told_apart() -> None:
    given = [Answer("greet", 0.9), Answer("thank", 0.2, accepted=False), Answer("thank", 0.9), Answer("greet", 0.9)]

    found = scores(EXAMPLES, given)

    assert found.accepted == 0.75
    assert found.accepted_right == pytest.approx(2 / 3)


def test_each_language_has_its_own_figures() -> None:
    found = by_language(EXAMPLES, answers("greet", "thank", "thank", "thank"))

    assert (found["so"].accuracy, found["en"].accuracy) == (0.0, 1.0)


def test_out_of_scope_is_caught_below_what_nearly_all_in_scope_reach() -> None:
    inside = [Answer("greet", 0.5 + number / 200) for number in range(100)]

    found = out_of_scope(inside, [Answer("greet", 0.1), Answer("greet", 0.95), Answer("out_of_scope", 0.99)])

    assert found is not None
    assert found.caught == pytest.approx(2 / 3)
    assert found.auroc == pytest.approx((1 + 0.095 + 1) / 3, abs=0.01)


def test_without_messages_out_of_scope_there_is_no_figure() -> None:
    assert out_of_scope(answers("greet"), []) is None
