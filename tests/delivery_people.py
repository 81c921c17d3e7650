"""Builders for tests of delivery: people with addresses, and what is to be said to them."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.clock import Clock
from bot.delivery import outbox
from bot.model.message import Bubble, ChannelName, OutboxRow, Purpose
from bot.model.quiet import QuietHours
from bot.store import contacts
from bot.store import tables as t
from bot.store.contacts import Stranger
from bot.store.store import Store

NOON = datetime(2026, 6, 10, 11, tzinfo=UTC)  # 12:00 in London
MIDNIGHT = datetime(2026, 6, 10, 23, tzinfo=UTC)  # 00:00 in London
LONDON = ZoneInfo("Europe/London")
NEVER_QUIET = QuietHours(time(0), time(0), LONDON)
QUIET_NIGHTS = QuietHours(time(20), time(9), LONDON)
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """Somebody with one address."""

    contact_id: int
    address_id: int
    channel: ChannelName
    value: str


def a_person(store: Store, channel: ChannelName = ChannelName.SMS, **columns: object) -> Person:
    """A new contact with one address; `columns` are the address's own."""
    return some_people(store, 1, channel, **columns)[0]


def some_people(
    store: Store, count: int, channel: ChannelName = ChannelName.SMS, **columns: object
) -> tuple[Person, ...]:
    values = [f"+4477009{next(_NUMBERS):05}" for _ in range(count)]
    with store.write() as tx:
        blinds = {tx.blind(channel, value): value for value in values}
        strangers = {blind: Stranger(channel, "us", value, "en") for blind, value in blinds.items()}
        contacts.meet(tx, strangers, NOON)
        met = contacts.standing(tx, list(blinds)) if count <= 1000 else _standing(tx, list(blinds))
        people = tuple(Person(met[b].contact.id, met[b].address.id, channel, value) for b, value in blinds.items())
        if columns:
            for person in people:
                contacts.set_address(tx, person.address_id, **columns)
    return people


def a_message(person: Person, **given: Any) -> OutboxRow:  # Any: any field of the row
    """Something to be said to `person`, due at `NOON`, a service message unless told otherwise."""
    whole: dict[str, Any] = {  # Any: as above
        "address_id": person.address_id,
        "contact_id": person.contact_id,
        "purpose": Purpose.SERVICE,
        "bubble": Bubble(given.pop("text", "Hello.")),
        "key": f"key-{next(_NUMBERS)}",
        "due": NOON,
    }
    return OutboxRow(**whole | given)


def an_answer(person: Person, **given: Any) -> OutboxRow:  # Any: any field of the row
    return a_message(person, purpose=Purpose.ANSWER, **given)


def an_update(person: Person, **given: Any) -> OutboxRow:  # Any: any field of the row
    return a_message(person, purpose=Purpose.UPDATE, **given)


def put(
    store: Store, people: Sequence[Person], rows: Sequence[OutboxRow], quiet: QuietHours = NEVER_QUIET
) -> tuple[int, ...]:
    """The ids of the rows, in order."""
    with store.write() as tx:
        outbox.put(tx, rows, {person.address_id: person.channel for person in people}, NOON, quiet)
        keys = {row.key for row in rows}
        found = tx.connection.execute(select(t.outbox.c.key, t.outbox.c.id).order_by(t.outbox.c.id))
        ids = {key: outbox_id for key, outbox_id in found if key in keys}
    return tuple(ids[row.key] for row in rows)


def kept(store: Store, outbox_id: int) -> Mapping[str, Any]:  # Any: columns of every type
    """The row as it stands in the outbox."""
    with store.read() as tx:
        return dict(tx.connection.execute(select(t.outbox).where(t.outbox.c.id == outbox_id)).mappings().one())


def statuses(store: Store) -> list[str]:
    """Every row's status, in the order they were put."""
    with store.read() as tx:
        return list(tx.connection.execute(select(t.outbox.c.status).order_by(t.outbox.c.id)).scalars())


def open_task_kinds(store: Store) -> list[str]:
    with store.read() as tx:
        return list(tx.connection.execute(select(t.task.c.kind).order_by(t.task.c.id)).scalars())


def change(store: Store, outbox_id: int, **columns: object) -> None:
    """Make the row what the test needs it to be."""
    with store.write() as tx:
        tx.connection.execute(update(t.outbox).where(t.outbox.c.id == outbox_id).values(**columns))


def a_clock(at: datetime = NOON) -> Clock:
    """A clock that shows `at` now and runs on from there."""
    return Clock(at - datetime.now(UTC) + timedelta(seconds=0.001))


def _standing(tx: Any, blinds: Sequence[str]) -> dict[str, contacts.Standing]:  # Any: an open transaction
    met: dict[str, contacts.Standing] = {}
    for first in range(0, len(blinds), 1000):
        met |= contacts.standing(tx, blinds[first : first + 1000])
    return met
