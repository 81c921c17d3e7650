"""Intents in words for staff."""

from pathlib import Path

import yaml

from bot.staff.intents import INTENTS, NOTHING, in_words, offered, percent
from bot.store.readings import NO_WISH, Reading

DOMAIN = Path(__file__).parents[3] / "nlu" / "domain.yml"


def test_every_intent_has_words_for_staff() -> None:
    assert set(INTENTS) == set(yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["intents"])


def test_no_two_intents_read_alike() -> None:
    assert len({*INTENTS.values(), NOTHING}) == len(INTENTS) + 1


def test_danger_stands_first_and_none_of_these_last() -> None:
    choices = list(offered(Reading("en", "greet", 0.4, False)))

    assert (choices[0], choices[-1]) == ("danger", NO_WISH)
    assert len(choices) == len(INTENTS) + 1


def test_an_intent_that_an_organisation_added_itself_can_be_read_and_chosen() -> None:
    assert in_words("borrow_a_bike") == "borrow a bike"
    assert "borrow_a_bike" in offered(Reading("en", "borrow_a_bike", 0.4, False))


def test_nobody_is_said_to_be_wholly_sure() -> None:
    assert percent(Reading("en", "greet", 0.9999, True)) == "99%"
