"""Receipts move a message forward, never back, in whatever order and however often they come."""

import itertools

import pytest

from bot.delivery import receipts
from bot.delivery.counts import Count, Counts
from bot.model.message import ChannelName, DeliveryStatus, Receipt
from bot.store import contacts
from bot.store.store import Store
from tests.delivery_people import NOON, a_message, a_person, change, kept, put

STEPS = ("sent", "delivered", "read")


def a_receipt(status: str, provider_id: str = "SM1", **given: object) -> Receipt:
    whole = {"channel": ChannelName.SMS, "account": "us", "reason": None, "outbox_id": None} | given
    return Receipt(provider_id=provider_id, status=DeliveryStatus(status), **whole)  # type: ignore[arg-type]  # mixed


def a_sent_message(store: Store, **columns: object) -> int:
    person = a_person(store)
    (row,) = put(store, [person], [a_message(person)])
    change(store, row, **{"status": "sent", "provider_id": "SM1"} | columns)
    return row


@pytest.mark.parametrize("order", list(itertools.permutations(STEPS)), ids=" ".join)
def test_receipts_in_any_order_end_at_the_furthest(sqlite_store: Store, order: tuple[str, ...]) -> None:
    row = a_sent_message(sqlite_store)

    for status in order:
        receipts.note(sqlite_store, [a_receipt(status)], NOON, Counts())

    assert kept(sqlite_store, row)["status"] == "read"


def test_several_in_one_delivery_end_at_the_furthest(store: Store) -> None:
    row = a_sent_message(store)

    receipts.note(store, [a_receipt(status) for status in ("read", "sent", "delivered", "read")], NOON, Counts())

    assert kept(store, row)["status"] == "read"


@pytest.mark.parametrize(
    ("before", "receipt", "after"),
    [
        pytest.param("unknown", "sent", "sent", id="what nobody knew is settled"),
        pytest.param("waiting", "delivered", "delivered", id="it had arrived after all: not sent again"),
        pytest.param("sent", "failed", "failed", id="it failed later"),
        pytest.param("delivered", "failed", "delivered", id="it had arrived"),
        pytest.param("failed", "delivered", "delivered", id="it arrived after all"),
        pytest.param("read", "sent", "read", id="an old one"),
    ],
)
def test_a_receipt_only_moves_a_message_forward(store: Store, before: str, receipt: str, after: str) -> None:
    row = a_sent_message(store, status=before)

    receipts.note(store, [a_receipt(receipt)], NOON, Counts())

    assert kept(store, row)["status"] == after


def test_with_our_own_id_the_providers_is_kept_too(store: Store) -> None:
    row = a_sent_message(store, provider_id=None, status="unknown")

    receipts.note(store, [a_receipt("delivered", "SM9", outbox_id=row)], NOON, Counts())

    assert (kept(store, row)["status"], kept(store, row)["provider_id"]) == ("delivered", "SM9")


def test_an_id_of_ours_on_another_channel_is_not_believed(sqlite_store: Store) -> None:
    row = a_sent_message(sqlite_store)
    strange = a_receipt("read", "X", channel=ChannelName.WHATSAPP, outbox_id=row)

    known = receipts.note(sqlite_store, [strange], NOON, Counts())

    assert (known, kept(sqlite_store, row)["status"]) == (0, "sent")


def test_receipts_of_unknown_messages_are_counted_and_nothing_else(store: Store) -> None:
    counts = Counts()

    known = receipts.note(store, [a_receipt("read", "SM404"), a_receipt("sent", outbox_id=404)], NOON, counts)

    assert (known, counts[Count.UNKNOWN_RECEIPTS]) == (0, 2)


def test_a_failure_keeps_its_reason(sqlite_store: Store) -> None:
    row = a_sent_message(sqlite_store)

    receipts.note(sqlite_store, [a_receipt("failed", reason="This is a landline.")], NOON, Counts())

    assert kept(sqlite_store, row)["reason"] == "This is a landline."


WHY = "More than a day since they wrote."


def a_shut_window(outbox_id: int | None = None) -> Receipt:
    return a_receipt("failed", reason=WHY, window_closed=True, channel=ChannelName.WHATSAPP, outbox_id=outbox_id)


def a_whatsapp_message(store: Store, **columns: object) -> int:
    person = a_person(store, ChannelName.WHATSAPP, window_until=NOON)
    (row,) = put(store, [person], [a_message(person)])
    change(store, row, **{"status": "sent", "provider_id": "SM1"} | columns)
    return row


def test_a_shut_window_found_later_lets_the_message_wait_for_its_template(store: Store) -> None:
    row = a_whatsapp_message(store)

    receipts.note(store, [a_shut_window()], NOON, Counts())

    assert (kept(store, row)["status"], kept(store, row)["reason"]) == ("waiting", WHY)
    with store.read() as tx:
        assert contacts.standing_of(tx, kept(store, row)["contact_id"])[0].address.window_until is None


@pytest.mark.parametrize("later", ["sent", "failed"])
def test_old_word_on_a_message_that_goes_anew_changes_nothing(sqlite_store: Store, later: str) -> None:
    row = a_whatsapp_message(sqlite_store)
    shut = a_shut_window(outbox_id=row)
    receipts.note(sqlite_store, [shut], NOON, Counts())

    old = a_receipt(later, outbox_id=row, channel=ChannelName.WHATSAPP)
    receipts.note(sqlite_store, [old, shut], NOON, Counts())
    assert kept(sqlite_store, row)["status"] == "waiting"

    change(sqlite_store, row, status="sent", provider_id="SM2")  # the template went
    receipts.note(sqlite_store, [shut], NOON, Counts())
    assert kept(sqlite_store, row)["status"] == "sent"
