"""What happens to messages on their way into the outbox, and out of it again."""

from datetime import timedelta

import pytest

from bot.delivery import outbox
from bot.model.message import ChannelName, DeliveryStatus, Purpose
from bot.store.store import Store
from tests.delivery_people import (
    MIDNIGHT,
    NOON,
    QUIET_NIGHTS,
    a_message,
    a_person,
    an_answer,
    an_update,
    kept,
    put,
    statuses,
)


def test_the_same_key_twice_is_one_message(store: Store) -> None:
    person = a_person(store)

    put(store, [person], [a_message(person, key="welcome"), a_message(person, key="welcome", text="Again.")])

    assert statuses(store) == [DeliveryStatus.WAITING]


@pytest.mark.parametrize("purpose", [Purpose.SERVICE, Purpose.UPDATE, Purpose.STAFF])
def test_quiet_hours_put_off_everything_but_answers(sqlite_store: Store, purpose: Purpose) -> None:
    person = a_person(sqlite_store)
    rows = [a_message(person, purpose=purpose, due=MIDNIGHT), an_answer(person, due=MIDNIGHT)]

    later, at_once = put(sqlite_store, [person], rows, QUIET_NIGHTS)

    assert kept(sqlite_store, later)["due"] == MIDNIGHT + timedelta(hours=9)
    assert kept(sqlite_store, at_once)["due"] == MIDNIGHT


def test_what_would_come_too_late_is_kept_as_expired(sqlite_store: Store) -> None:
    person = a_person(sqlite_store)
    reminder = a_message(person, due=MIDNIGHT, expires=MIDNIGHT + timedelta(hours=8))

    (late,) = put(sqlite_store, [person], [reminder], QUIET_NIGHTS)

    assert kept(sqlite_store, late)["status"] == DeliveryStatus.EXPIRED


@pytest.mark.parametrize(
    ("due", "inbound_id", "status"),
    [
        pytest.param(NOON, 1, DeliveryStatus.SENT, id="with the response"),
        pytest.param(NOON + timedelta(minutes=1), 1, DeliveryStatus.WAITING, id="later"),
        pytest.param(NOON, None, DeliveryStatus.WAITING, id="written by staff"),
    ],
)
def test_an_answer_on_rest_goes_out_with_the_response(
    sqlite_store: Store, due: object, inbound_id: int | None, status: object
) -> None:
    person = a_person(sqlite_store, ChannelName.REST)

    (answer,) = put(sqlite_store, [person], [an_answer(person, due=due, inbound_id=inbound_id)])

    assert kept(sqlite_store, answer)["status"] == status


def test_stop_cancels_everything_that_waits_but_answers(store: Store) -> None:
    person, neighbour = a_person(store), a_person(store)
    rows = [a_message(person), an_update(person), an_answer(person), a_message(neighbour)]
    ids = put(store, [person, neighbour], rows)

    with store.write() as tx:
        cancelled = outbox.cancel_all(tx, person.address_id, NOON)

    assert cancelled == 2
    assert statuses(store) == ["cancelled", "cancelled", "waiting", "waiting"]
    assert kept(store, ids[0])["reason"] == "they said stop"


def test_stopping_updates_leaves_everything_else(store: Store) -> None:
    person = a_person(store)
    put(store, [person], [a_message(person), an_update(person), an_answer(person)])

    with store.write() as tx:
        outbox.cancel_updates(tx, person.address_id, NOON)

    assert statuses(store) == ["waiting", "cancelled", "waiting"]


def test_reminders_of_an_event_somebody_left_are_cancelled(store: Store) -> None:
    person = a_person(store)
    put(store, [person], [a_message(person, event_id=7), a_message(person, event_id=8), an_answer(person, event_id=7)])

    with store.write() as tx:
        cancelled = outbox.cancel_about(tx, person.contact_id, 7, NOON)

    assert cancelled == 1
    assert statuses(store) == ["cancelled", "waiting", "waiting"]
