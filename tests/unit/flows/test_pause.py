"""A rest from our news."""

from datetime import timedelta

import pytest

from bot.flows.pause import PauseFacts, pause
from bot.model.effect import Pause
from tests.talk import NOW, Talk


@pytest.mark.parametrize(
    ("replies", "days"),
    [
        pytest.param(("a week",), 7, id="a week"),
        pytest.param(("a month",), 30, id="a month"),
        pytest.param(("some other days", "10"), 10, id="a number of days"),
        pytest.param(("until a date", "14/3"), 12, id="until a date"),
        pytest.param(("until a date", "today"), 1, id="today means a day"),
        pytest.param(("until a date", "25 december"), 90, id="no longer than ninety days"),
    ],
)
def test_a_pause_lasts_as_long_as_they_say(replies: tuple[str, ...], days: int) -> None:
    assert Talk(pause, PauseFacts(NOW)).hear(*replies).effects == [Pause(NOW + timedelta(days=days))]


def test_a_pause_cut_short_is_said_to_be() -> None:
    talk = Talk(pause, PauseFacts(NOW)).hear("until a date", "25 december")

    assert talk.said == ["pause.longest", "pause.paused"]


def test_more_days_than_ninety_are_asked_again() -> None:
    assert Talk(pause, PauseFacts(NOW)).hear("some other days", "91").open == "days"


def test_two_is_the_second_of_the_list_and_not_two_weeks() -> None:
    assert Talk(pause, PauseFacts(NOW)).hear("2").effects == [Pause(NOW + timedelta(days=30))]
