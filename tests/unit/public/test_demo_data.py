"""The made-up events and residents."""

import re
from datetime import timedelta

import pytest

from bot.language.fragments import fragments
from bot.model.event import Event, OpenTo
from bot.public.demo_data import LOCAL, plant
from bot.public.residents import SKINS, residents
from bot.store import events
from bot.store.store import Store
from tests.people import DATA, StoppedClock


def planted(store: Store, clock: StoppedClock) -> tuple[Event, ...]:
    plant(store, clock, DATA)
    with store.read() as tx:
        return events.open_events(tx, clock.now())


def test_planting_twice_plants_once(sqlite_store: Store) -> None:
    clock = StoppedClock()

    assert planted(sqlite_store, clock) == planted(sqlite_store, clock)


def test_what_is_over_is_planted_anew(sqlite_store: Store) -> None:
    clock = StoppedClock()
    first = planted(sqlite_store, clock)
    clock.move(timedelta(days=40))

    assert {event.title for event in planted(sqlite_store, clock)} == {event.title for event in first}


@pytest.mark.parametrize("days", range(7))
def test_whatever_day_it_is_events_are_three_days_to_three_weeks_away(sqlite_store: Store, days: int) -> None:
    clock = StoppedClock()
    clock.move(timedelta(days=days))

    for event in planted(sqlite_store, clock):
        assert timedelta(days=3) < event.starts - clock.now() < timedelta(days=22), event.title
        assert 9 <= event.starts.astimezone(LOCAL).hour < 20, event.title


def test_every_event_says_why_what_you_get_and_what_can_change(sqlite_store: Store) -> None:
    for event in planted(sqlite_store, StoppedClock()):
        assert event.why, event.title
        assert event.what_you_get, event.title
        assert event.what_can_change, event.title
        assert event.directions, event.title


def test_there_is_something_for_everybody(sqlite_store: Store) -> None:
    there = planted(sqlite_store, StoppedClock())

    assert any(event.left == 0 for event in there)
    assert any(event.left == 1 for event in there)
    assert {event.language for event in there} >= {"en", "syl", "so"}
    assert {event.open_to for event in there} == set(OpenTo)
    for fact in ("prayer_space", "quiet_room", "creche", "step_free", "hearing_loop", "food"):
        assert any(getattr(event, fact) for event in there), fact


def test_words_of_events_do_not_double_what_a_text_costs(sqlite_store: Store) -> None:
    for event in planted(sqlite_store, StoppedClock()):
        words = " ".join((event.title, event.venue, event.directions, event.why, event.what_you_get, event.food))
        assert fragments(words).encoding == "GSM-7", event.title


def test_friday_prayers_are_on_a_friday(sqlite_store: Store) -> None:
    found = next(event for event in planted(sqlite_store, StoppedClock()) if "Jumu'ah" in event.title)

    assert f"{found.starts:%A}" == "Friday"


def test_residents_have_numbers_that_nobody_has() -> None:
    for one in residents(DATA):
        assert re.fullmatch(r"07700 900 \d{3}", one.phone), one.name
        assert one.skin in SKINS
        assert re.fullmatch("[a-z]{1,20}", one.id)
    assert len({one.phone for one in residents(DATA)}) == len(residents(DATA))
