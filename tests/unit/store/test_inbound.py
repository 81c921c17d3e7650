"""The shelf of inbound messages: every one once, in order, with what came of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from bot.model.message import ChannelName, InboundMessage, Media, MessageKind
from bot.store import contacts, inbound
from bot.store import tables as t
from bot.store.contacts import Stranger
from bot.store.inbound import Arrival, InboundStatus
from bot.store.store import Store, Tx

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
HELLO = InboundMessage(ChannelName.SMS, "us", "SM1", "+447700900123", "hello")


def arrivals(tx: Tx, *messages: InboundMessage) -> list[Arrival]:
    blind = tx.blind("sms", HELLO.address)
    if not contacts.standing(tx, [blind]):
        contacts.meet(tx, {blind: Stranger(ChannelName.SMS, "us", HELLO.address, "en")}, NOW)
    who = contacts.standing(tx, [blind])[blind]
    return [Arrival(message, who.address.id, who.contact.id) for message in messages]


def test_a_message_is_kept_once_and_the_second_is_missing(store: Store) -> None:
    with store.write() as tx:
        first = inbound.keep(tx, arrivals(tx, HELLO), NOW)
        second = inbound.keep(tx, arrivals(tx, HELLO), NOW)
        found = inbound.find(tx, HELLO)

    assert list(first) == [("sms", "us", "SM1")]
    assert second == {}
    assert found == first[inbound.key_of(HELLO)]


def test_the_same_message_twice_in_one_batch_is_one(store: Store) -> None:
    with store.write() as tx:
        kept = inbound.keep(tx, arrivals(tx, HELLO, replace(HELLO, provider_id="SM2"), HELLO), NOW)

    assert len(kept) == 2


@pytest.mark.parametrize(
    "other",
    [replace(HELLO, account="them"), replace(HELLO, channel=ChannelName.WHATSAPP), replace(HELLO, provider_id="SM9")],
    ids=["another of our numbers", "another channel", "another message"],
)
def test_what_differs_in_any_part_of_its_key_is_another_message(store: Store, other: InboundMessage) -> None:
    with store.write() as tx:
        assert len(inbound.keep(tx, arrivals(tx, HELLO, other), NOW)) == 2


def test_ids_follow_the_order_of_arrival_through_a_large_batch(store: Store) -> None:
    messages = [replace(HELLO, provider_id=f"SM{number}", text=str(number)) for number in range(256)]
    with store.write() as tx:
        kept = inbound.keep(tx, arrivals(tx, *messages), NOW)
        words = inbound.words_of(tx, kept.values())

    assert words == tuple(str(number) for number in range(256))


def test_what_came_of_it_is_marked(store: Store) -> None:
    with store.write() as tx:
        kept = inbound.keep(tx, arrivals(tx, HELLO), NOW)
        inbound_id = kept[inbound.key_of(HELLO)]
        inbound.mark(tx, inbound_id, InboundStatus.UNHEARD, "person.about")
        before = tx.connection.execute(select(t.inbound.c.status, t.inbound.c.answers)).one()
        inbound.heard(tx, inbound_id, 3, "I liked it")
        after = tx.connection.execute(select(t.inbound.c.status, t.inbound.c.heard_words, t.inbound.c.heard_by)).one()

    assert tuple(before) == ("unheard", "person.about")
    assert tuple(after) == ("heard", "I liked it", 3)


def test_whose_message_it_is(store: Store) -> None:
    with store.write() as tx:
        (arrival,) = arrivals(tx, HELLO)
        inbound_id = inbound.keep(tx, [arrival], NOW)[inbound.key_of(HELLO)]
        found, nobody = inbound.sender_of(tx, inbound_id), inbound.sender_of(tx, 4711)

    assert (found, nobody) == (arrival.contact_id, None)


def test_where_media_lie_cannot_be_read_from_the_file(store: Store) -> None:
    note = replace(
        HELLO, kind=MessageKind.VOICE, media=(Media(MessageKind.VOICE, "https://example.org/7.ogg", "audio/ogg"),)
    )
    with store.write() as tx:
        inbound.keep(tx, arrivals(tx, note), NOW)
        sealed = tx.connection.execute(text("SELECT media FROM inbound")).scalar_one()
        opened = tx.connection.execute(select(t.inbound.c.media)).scalar_one()

    assert b"example.org" not in bytes(sealed)
    assert "https://example.org/7.ogg" in opened
