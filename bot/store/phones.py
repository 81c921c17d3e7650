"""What one address has written and been sent, as its phone shows it: for the simulator's made-up phones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select

from bot.model.message import Button, ChannelName, DeliveryStatus, MessageKind
from bot.store.outbox import buttons_from
from bot.store.store import Tx
from bot.store.tables import address, contact, inbound, outbox, phone_share

MOST = 400  # messages of each side a phone shows
_GONE = (DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.READ)


@dataclass(frozen=True)
class Shown:
    """One message on a phone. `mine` is the phone's own side; `at` when it was written or came."""

    id: str
    mine: bool
    at: datetime
    text: str
    kind: MessageKind = MessageKind.TEXT
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Phone:
    """An address with the contact who has it now, and the language they read."""

    address_id: int
    contact_id: int
    account: str
    language: str


def phones(tx: Tx, channel: ChannelName, values: Sequence[str]) -> Mapping[str, Phone]:
    """The phones at these addresses, by address; one that never wrote is missing."""
    blinds = {tx.blind(channel, value): value for value in values}
    columns = (address.c.blind, address.c.id, contact.c.id.label("contact_id"), address.c.account, contact.c.language)
    found = select(*columns).join(contact, contact.c.id == address.c.contact_id).where(address.c.blind.in_(blinds))
    return {
        blinds[row.blind]: Phone(row.id, row.contact_id, row.account, row.language)
        for row in tx.connection.execute(found)
    }


def shown(tx: Tx, address_id: int) -> tuple[Shown, ...]:
    """The newest messages on a phone, oldest first; an answer stands after what it answers."""
    people = select(phone_share.c.contact_id).where(phone_share.c.address_id == address_id)
    came = select(inbound.c.id, inbound.c.received, inbound.c.text, inbound.c.kind).where(
        inbound.c.contact_id.in_(people), inbound.c.address_id == address_id
    )
    went = select(outbox.c.id, outbox.c.changed, outbox.c.text, outbox.c.buttons, outbox.c.inbound_id).where(
        outbox.c.address_id == address_id, outbox.c.status.in_(_GONE)
    )
    theirs = [_written(row) for row in tx.connection.execute(came.order_by(inbound.c.id.desc()).limit(MOST))]
    ours = [_sent(row) for row in tx.connection.execute(went.order_by(outbox.c.id.desc()).limit(MOST))]
    ordered = sorted([*theirs, *ours], key=lambda pair: pair[0])
    return tuple(message for _, message in ordered)


def arrived(tx: Tx, address_ids: Sequence[int]) -> Mapping[int, int]:
    """How many messages have been sent to each address: it grows with every new one."""
    counted = select(outbox.c.address_id, func.count().label("sent")).where(
        outbox.c.address_id.in_(address_ids), outbox.c.status.in_(_GONE)
    )
    rows = tx.connection.execute(counted.group_by(outbox.c.address_id))
    return {row.address_id: row.sent for row in rows}


def next_reminder(tx: Tx, address_ids: Sequence[int], now: datetime) -> tuple[datetime, int] | None:
    """When the next message about an event is due at any of these addresses, and the event's id."""
    waiting = select(outbox.c.due, outbox.c.event_id).where(
        outbox.c.address_id.in_(address_ids),
        outbox.c.status == DeliveryStatus.WAITING,
        outbox.c.event_id.is_not(None),
        outbox.c.due > now,
    )
    row = tx.connection.execute(waiting.order_by(outbox.c.due).limit(1)).first()
    return None if row is None else (row.due, int(row.event_id or 0))


_Order = tuple[datetime, float, int, int]


def _written(row: Row[int, datetime, str, str]) -> tuple[_Order, Shown]:
    id_, received, text, kind = row
    return (received, id_, 0, id_), Shown(f"in{id_}", True, received, text, MessageKind(kind))


def _sent(row: Row[int, datetime, str, str | None, int | None]) -> tuple[_Order, Shown]:
    id_, changed, text, buttons, inbound_id = row
    about = float("inf") if inbound_id is None else inbound_id
    return (changed, about, 1, id_), Shown(f"out{id_}", False, changed, text, buttons=buttons_from(buttons))
