"""When a channel's lane looks for more."""

from datetime import timedelta

import pytest

from bot.delivery.lane import BLOCKED_FOR, Lane
from bot.delivery.round import Claimed
from bot.model.channel import Pace
from tests.doubles.channel import FakeChannel

NOW, NAP = 1_800_000_000.0, 1.0
SOON = timedelta(milliseconds=40)


def a_lane() -> Lane:
    return Lane(FakeChannel(pace=Pace(10)))


def test_with_nothing_due_it_sleeps_until_something_is() -> None:
    lane = a_lane()

    assert not lane.saw(False, SOON, NOW, NAP)
    assert lane.looks_from() == pytest.approx(NOW + 0.04)


def test_it_never_sleeps_longer_than_a_nap() -> None:
    lane = a_lane()

    lane.saw(False, timedelta(days=1), NOW, NAP)

    assert lane.looks_from() == NOW + NAP


def test_a_look_that_found_nothing_because_nothing_was_due_blocks_nothing() -> None:
    lane = a_lane()

    lane.take(Claimed(), NOW)

    assert lane.saw(True, None, NOW + 0.001, NAP)


def test_what_is_due_but_held_back_is_not_asked_for_all_the_time() -> None:
    lane = a_lane()
    lane.saw(True, None, NOW, NAP)
    lane.take(Claimed(), NOW)

    assert not lane.saw(True, None, NOW + 0.001, NAP)
    assert lane.looks_from() == pytest.approx(NOW + BLOCKED_FOR)


def test_what_is_due_next_does_not_wait_for_what_is_held_back() -> None:
    lane = a_lane()
    lane.saw(True, None, NOW, NAP)
    lane.take(Claimed(), NOW)

    lane.saw(True, SOON, NOW, NAP)

    assert lane.looks_from() == pytest.approx(NOW + 0.04)
    assert lane.saw(True, None, NOW + 0.041, NAP)


def test_it_looks_no_sooner_than_the_pace_allows_however_often_it_is_woken() -> None:
    lane = a_lane()
    lane.take(Claimed(paced_until=NOW + 0.3), NOW)

    lane.look_again()

    assert lane.looks_from() == NOW + 0.3
