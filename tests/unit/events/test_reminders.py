"""Reminders are rows of the outbox: when they are due, until when they are worth sending, and in whose language."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.events import reminders
from bot.model.event import Event
from bot.store import contacts, events
from bot.store.contacts import Standing
from bot.store.store import Tx
from tests.people import MORNING, Resident, an_event, plant
from tests.road_people import AStreet, Waiting, a_street, outbox_of


@pytest.fixture
def street(sqlite_url: str) -> Iterator[AStreet]:
    with a_street(sqlite_url) as made:
        yield made


def reminders_of(street: AStreet, event: Event, now: datetime = MORNING) -> list[Waiting]:
    """What Amina's outbox holds after signing up for it then."""
    plant(street, event)
    amina = Resident(street)
    amina.chats("hello", "yes", "Amina")
    with street.store.write() as tx:
        sign_up(tx, street, amina.standing, now)
    return outbox_of(street, amina.standing.address.id)


def sign_up(tx: Tx, street: AStreet, who: Standing, now: datetime) -> None:
    event = events.one(tx, 1)
    assert event is not None
    both = (who.contact.id, who.address.id)
    sign_up_id = events.put_sign_up(tx, 1, both, now, status="going", party=1)
    reminders.put(tx, street.speaker, sign_up_id, event, (who.contact, who.address), now)


def test_there_are_two_with_an_end_to_their_worth(street: AStreet) -> None:
    event = an_event()
    two_days, two_hours = reminders_of(street, event)

    assert (two_days.due, two_days.expires) == (event.starts - timedelta(days=2), event.starts - timedelta(days=1))
    assert (two_hours.due, two_hours.expires) == (
        event.starts - timedelta(hours=2),
        event.starts - timedelta(minutes=15),
    )
    assert {two_days.purpose, two_hours.purpose} == {"service"}


@pytest.mark.parametrize(
    ("before", "how_many"),
    [(timedelta(days=3), 2), (timedelta(days=2), 1), (timedelta(hours=3), 1), (timedelta(hours=2), 0)],
    ids=["three days", "two days", "three hours", "two hours"],
)
def test_whoever_signs_up_late_gets_what_is_still_to_come(street: AStreet, before: timedelta, how_many: int) -> None:
    event = an_event()

    assert len(reminders_of(street, event, event.starts - before)) == how_many


def test_a_reminder_in_quiet_hours_waits_for_the_morning(street: AStreet) -> None:
    night = MORNING.replace(hour=22) + timedelta(days=5)
    two_days, _ = reminders_of(street, an_event(starts=night, ends=night + timedelta(hours=2)))

    assert two_days.due == (night + timedelta(hours=11)) - timedelta(days=2)


def test_a_reminder_quiet_hours_would_make_too_late_is_never_sent(street: AStreet) -> None:
    dawn = MORNING.replace(hour=7) + timedelta(days=5)
    rows = reminders_of(street, an_event(starts=dawn, ends=dawn + timedelta(hours=2)))

    assert {row.text[:12]: row.status for row in rows} == {"See you in 2": "waiting", "See you soon": "expired"}


def test_written_again_the_earlier_ones_are_cancelled(street: AStreet) -> None:
    reminders_of(street, an_event())
    amina = Resident(street).standing
    with street.store.write() as tx:
        contacts.set_contact(tx, amina.contact.id, language="bn")
        reminders.rewrite(tx, street.speaker, amina.contact.id, MORNING)
    rows = outbox_of(street, amina.address.id)

    assert sorted(row.status for row in rows) == ["cancelled", "cancelled", "waiting", "waiting"]
    assert all("See you" not in row.text for row in rows if row.status == "waiting")
