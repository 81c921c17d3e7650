"""What the phone simulator and other programs fetch."""

from datetime import timedelta

import pytest

from bot.delivery import hand_over
from bot.model.contact import OptOut
from bot.model.message import Bubble, ChannelName, Purpose
from bot.store.store import Store
from tests.delivery_people import (
    MIDNIGHT,
    NEVER_QUIET,
    NOON,
    QUIET_NIGHTS,
    Person,
    a_message,
    a_person,
    an_answer,
    change,
    put,
    statuses,
)

LATER = NOON + timedelta(minutes=5)


def a_phone(store: Store, **columns: object) -> Person:
    return a_person(store, ChannelName.REST, **columns)


def test_what_has_come_due_is_handed_over_once_and_in_order(store: Store) -> None:
    phone, other = a_phone(store), a_phone(store)
    rows = [a_message(phone, text="One."), an_answer(phone, text="Two.", due=LATER), a_message(other)]
    ids = put(store, [phone, other], rows)

    first = hand_over.due(store, [phone.address_id], LATER, NEVER_QUIET)
    second = hand_over.due(store, [phone.address_id], LATER, NEVER_QUIET)

    assert first == (
        (phone.address_id, ids[0], Bubble("One."), Purpose.SERVICE),
        (phone.address_id, ids[1], Bubble("Two."), Purpose.ANSWER),
    )
    assert (second, statuses(store)) == ((), ["sent", "sent", "waiting"])


@pytest.mark.parametrize(
    ("at", "columns", "expires", "status"),
    [
        pytest.param(NOON - timedelta(minutes=1), {}, None, "waiting", id="not due yet"),
        pytest.param(MIDNIGHT, {}, None, "waiting", id="quiet hours"),
        pytest.param(LATER, {}, LATER, "expired", id="too late"),
        pytest.param(LATER, {"opted_out": OptOut.EVERYTHING}, None, "cancelled", id="they said stop"),
        pytest.param(LATER, {"held": True}, None, "waiting", id="perhaps they meant stop"),
    ],
)
def test_what_may_not_go_is_not_handed_over(
    store: Store, at: object, columns: dict[str, object], expires: object, status: str
) -> None:
    phone = a_phone(store, **columns)
    put(store, [phone], [a_message(phone, expires=expires)])

    handed = hand_over.due(store, [phone.address_id], at, QUIET_NIGHTS)  # type: ignore[arg-type]  # a moment

    assert (handed, statuses(store)) == ((), [status])


def test_nobody_listening_is_handed_nothing(sqlite_store: Store) -> None:
    assert hand_over.due(sqlite_store, [], NOON, NEVER_QUIET) == ()


def test_a_message_without_answers_has_none(sqlite_store: Store) -> None:
    (row,) = put(sqlite_store, [phone := a_phone(sqlite_store)], [an_answer(phone)])
    change(sqlite_store, row, inbound_id=None)

    assert hand_over.answers_of(sqlite_store, 1) == ()
