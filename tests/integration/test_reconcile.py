"""Messages nobody knows were sent are found in the provider's list, or go by the channel's policy."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from bot.delivery.counts import Counts
from bot.delivery.reconcile import reconcile
from bot.delivery.verdict import SENT_AGAIN
from bot.model.channel import ListedMessage, OutcomeUnknown, ProviderDown
from bot.model.message import ChannelName, DeliveryStatus, Receipt
from bot.store.store import Store
from tests.delivery_people import (
    NOON,
    Person,
    a_clock,
    a_message,
    a_person,
    change,
    kept,
    open_task_kinds,
    put,
    statuses,
)
from tests.doubles.channel import FakeChannel
from tests.sending import a_sender, send_all

RESEND = {ChannelName.SMS: "resend"}


def an_unknown_message(store: Store, person: Person, text: str = "Hello.", **columns: object) -> int:
    (row,) = put(store, [person], [a_message(person, text=text)])
    change(store, row, **{"status": "unknown", "changed": NOON, "reason": "Who knows."} | columns)
    return row


def listed(person: Person, provider_id: str, text: str = "Hello.", status: str | None = None) -> ListedMessage:
    receipt = Receipt(person.channel, "us", provider_id, DeliveryStatus(status)) if status else None
    return ListedMessage(provider_id, person.value, text, NOON, receipt)


def reconciled(
    store: Store, listing: Sequence[ListedMessage] | None, policy: Mapping[ChannelName, str] | None = None
) -> int:
    channel = FakeChannel(listing=listing)
    clock = a_clock(NOON + timedelta(minutes=2))
    return asyncio.run(reconcile(store, {channel.name: channel}, clock, policy or {}, Counts()))


@pytest.mark.parametrize(
    ("status", "after"),
    [
        pytest.param(None, "sent", id="it was sent"),
        pytest.param("sent", "sent", id="it was sent, they say"),
        pytest.param("delivered", "delivered", id="it arrived"),
        pytest.param("failed", "failed", id="it failed"),
    ],
)
def test_a_message_in_the_list_is_settled(store: Store, status: str | None, after: str) -> None:
    person = a_person(store)
    row = an_unknown_message(store, person)

    settled = reconciled(store, [listed(person, "SM1", status=status)])

    assert (settled, kept(store, row)["status"], kept(store, row)["provider_id"]) == (1, after, "SM1")
    assert open_task_kinds(store) == []


@pytest.mark.parametrize(
    "listing",
    [
        pytest.param(None, id="the provider keeps no list"),
        pytest.param([], id="it is not in the list"),
        pytest.param([ListedMessage("SM1", "+447700900111", "Hello.", NOON)], id="somebody else's"),
    ],
)
def test_what_is_not_found_is_shown_to_staff_once(store: Store, listing: Sequence[ListedMessage] | None) -> None:
    an_unknown_message(store, a_person(store))

    reconciled(store, listing)
    reconciled(store, listing)

    assert (statuses(store), open_task_kinds(store)) == (["unknown"], ["unknown_send"])


def test_two_alike_messages_need_two_in_the_list(store: Store) -> None:
    person = a_person(store)
    an_unknown_message(store, person)
    an_unknown_message(store, person)

    assert reconciled(store, [listed(person, "SM1")]) == 1
    assert sorted(statuses(store)) == ["sent", "unknown"]


def test_a_message_we_know_by_that_id_is_not_taken_for_another(store: Store) -> None:
    person = a_person(store)
    an_unknown_message(store, person, status="sent", provider_id="SM1")
    an_unknown_message(store, person)

    assert reconciled(store, [listed(person, "SM1")]) == 0
    assert statuses(store) == ["sent", "unknown"]


def test_with_the_policy_to_resend_it_is_sent_again_once(store: Store) -> None:
    row = an_unknown_message(store, a_person(store))
    clock = a_clock(NOON + timedelta(minutes=2))

    reconciled(store, [], RESEND)
    send_all(store, a_sender(store, FakeChannel(always=OutcomeUnknown("Who knows.")), clock=clock, policy=RESEND))
    change(store, row, changed=NOON)
    reconciled(store, [], RESEND)

    assert (kept(store, row)["status"], kept(store, row)["reason"]) == ("unknown", SENT_AGAIN)
    assert open_task_kinds(store) == ["unknown_send"]


def test_what_has_only_just_become_unknown_is_left_alone(sqlite_store: Store) -> None:
    person = a_person(sqlite_store)
    an_unknown_message(sqlite_store, person, changed=NOON + timedelta(seconds=90))

    assert reconciled(sqlite_store, [listed(person, "SM1")]) == 0
    assert open_task_kinds(sqlite_store) == []


def test_a_provider_that_does_not_answer_loses_nothing(sqlite_store: Store) -> None:
    class Silent(FakeChannel):
        async def listed(self, *, inbound: bool, since: object) -> Sequence[ListedMessage] | None:
            raise ProviderDown("Down.")

    an_unknown_message(sqlite_store, a_person(sqlite_store))
    clock = a_clock(NOON + timedelta(minutes=2))

    settled = asyncio.run(reconcile(sqlite_store, {ChannelName.SMS: Silent()}, clock, {}, Counts()))

    assert (settled, statuses(sqlite_store)) == (0, ["unknown"])
