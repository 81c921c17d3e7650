"""Conversations as staff read them: who wrote lately, and one contact's thread in time order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Row, Select, func, select

from bot.model.contact import Contact, OptOut
from bot.model.message import ChannelName, DeliveryStatus, MessageKind
from bot.store.inbound import InboundStatus
from bot.store.readings import Reading, reading_of
from bot.store.store import Tx
from bot.store.tables import address, contact, inbound, outbox, phone_share, staff

PAGE = 50
_STAFF = "staff:"

Rows: TypeAlias = Select[*tuple[object, ...]]
AnyRow: TypeAlias = Row[*tuple[object, ...]]


@dataclass(frozen=True)
class Written:
    """One message in a thread. `inbound` tells its side; `status` is an inbound's or an outbound's own word.

    `at` is when it came, or when it is or was due to go. `heard` is what a listener wrote down.
    `by` is who wrote an answer or listened, None when that was nobody. `reading` is what an inbound message was
    taken to mean, None where the engine was not asked.
    """

    at: datetime
    inbound: bool
    channel: ChannelName
    kind: MessageKind
    text: str
    status: str
    reason: str | None = None
    heard: str | None = None
    by: str | None = None
    inbound_id: int | None = None
    reading: Reading | None = None


@dataclass(frozen=True)
class Way:
    """An address of a contact with all but its last three digits hidden; `shared` with other people or not."""

    channel: ChannelName
    ending: str
    opted_out: OptOut
    held: bool
    window_until: datetime | None
    current: bool
    shared: bool


@dataclass(frozen=True)
class Thread:
    """A contact, the ways to them, and who has the conversation: `handler` is None while the bot has it."""

    contact: Contact
    ways: Sequence[Way]
    handler: str | None


@dataclass(frozen=True)
class Recent:
    """A contact with the last thing written on either side; `wrote` is when they last wrote themselves."""

    contact: Contact
    last: Written
    wrote: datetime
    newest_inbound: int
    waiting: bool


def staff_answer_key(staff_id: int, once: str) -> str:
    """The outbox key of a staff answer; the thread reads from it who wrote it. `once` makes it unique."""
    return f"{_STAFF}{staff_id}:{once}"


def recent(tx: Tx, now: datetime, before: int | None = None) -> Sequence[Recent]:
    """Contacts by their newest message, and one more than a page when there are more.

    `before` is the `newest_inbound` of the last one on the page before.
    """
    later = inbound.alias("later")
    newer = select(later.c.id).where((later.c.contact_id == inbound.c.contact_id) & (later.c.id > inbound.c.id))
    newest = _INBOUND.where(~newer.exists()).order_by(inbound.c.id.desc()).limit(PAGE + 1)
    if before is not None:
        newest = newest.where(inbound.c.id < before)
    rows = tx.connection.execute(newest).all()
    ids = [row.contact_id for row in rows]
    people, said = _contacts(tx, ids), _last_said(tx, ids, now)
    return [_recent(row, people[row.contact_id], said.get(row.contact_id)) for row in rows]


def thread(tx: Tx, contact_id: int) -> Thread | None:
    """None when there is no such contact."""
    found = select(contact, staff.c.name.label("handler_name"), staff.c.email.label("handler_email"))
    row = tx.connection.execute(
        found.outerjoin(staff, staff.c.id == contact.c.handled_by).where(contact.c.id == contact_id)
    ).first()
    if row is None:
        return None
    return Thread(_contact(row), _ways(tx, contact_id), _called(row.handler_name, row.handler_email))


def written(tx: Tx, contact_id: int, before: datetime | None = None) -> tuple[Sequence[Written], bool]:
    """A page of a thread, oldest first, and whether there is more before it.

    A turn's messages share one moment: a page never ends in the middle of one, so `before` loses nothing.
    """
    came = _INBOUND.where(inbound.c.contact_id == contact_id).order_by(inbound.c.received.desc(), inbound.c.id.desc())
    went = _OUTBOX.where(outbox.c.contact_id == contact_id).order_by(outbox.c.due.desc(), outbox.c.id.desc())
    if before is not None:
        came, went = came.where(inbound.c.received < before), went.where(outbox.c.due < before)
    names = _names(tx)
    ours = [_went(row, names) for row in tx.connection.execute(went.limit(PAGE + 1))][::-1]
    theirs = [_came(row, names) for row in tx.connection.execute(came.limit(PAGE + 1))][::-1]
    return _whole_turns(sorted([*theirs, *ours], key=lambda message: (message.at, not message.inbound)))


_INBOUND: Rows = select(inbound)
_OUTBOX: Rows = select(outbox)


def _whole_turns(messages: Sequence[Written]) -> tuple[Sequence[Written], bool]:
    if len(messages) <= PAGE:
        return messages, False
    cut = messages[-PAGE - 1].at
    whole = [message for message in messages[-PAGE:] if message.at > cut]
    return whole or messages[-PAGE:], True


def _contacts(tx: Tx, ids: Sequence[int]) -> Mapping[int, Contact]:
    return {row.id: _contact(row) for row in tx.connection.execute(select(contact).where(contact.c.id.in_(ids)))}


def _last_said(tx: Tx, ids: Sequence[int], now: datetime) -> Mapping[int, Written]:
    gone = (outbox.c.contact_id.in_(ids)) & (outbox.c.due <= now)
    last = select(func.max(outbox.c.id)).where(gone).group_by(outbox.c.contact_id)
    rows = tx.connection.execute(_OUTBOX.where(outbox.c.id.in_(last)))
    names = _names(tx)
    return {row.contact_id: _went(row, names) for row in rows}


def _recent(row: AnyRow, person: Contact, said: Written | None) -> Recent:
    theirs = _came(row, {})
    last = said if said is not None and said.at >= theirs.at else theirs
    return Recent(person, last, theirs.at, row.id, row.status in (InboundStatus.UNHEARD, InboundStatus.FAILED))


def _ways(tx: Tx, contact_id: int) -> Sequence[Way]:
    used = select(phone_share.c.address_id).where(phone_share.c.contact_id == contact_id)
    others = select(func.count()).where(
        (phone_share.c.address_id == address.c.id) & (phone_share.c.contact_id != contact_id)
    )
    found = select(address, others.scalar_subquery().label("others"))
    mine = (address.c.contact_id == contact_id) | address.c.id.in_(used)
    rows = tx.connection.execute(found.where(mine).order_by(address.c.id))
    return [_way(row, contact_id) for row in rows]


def _way(row: AnyRow, contact_id: int) -> Way:
    return Way(
        channel=ChannelName(row.channel),
        ending=row.value[-3:] if len(row.value) > 5 else "",  # three of a very short id would be most of it
        opted_out=OptOut(row.opted_out),
        held=row.held,
        window_until=row.window_until,
        current=row.contact_id == contact_id,
        shared=row.others > 0 or row.contact_id != contact_id,
    )


def _contact(row: AnyRow) -> Contact:
    return Contact(row.id, row.language, row.name, row.welcomed, row.paused_until, row.handled_by)


def _names(tx: Tx) -> Mapping[int, str]:
    rows = tx.connection.execute(select(staff.c.id, staff.c.name, staff.c.email))
    return {row.id: _called(row.name, row.email) or "" for row in rows}


def _called(name: str | None, email: str | None) -> str | None:
    return name or (email.split("@")[0] if email else None)


def _came(row: AnyRow, names: Mapping[int, str]) -> Written:
    return Written(
        at=row.received,
        inbound=True,
        channel=ChannelName(row.channel),
        kind=MessageKind(row.kind),
        text=row.text,
        status=row.status,
        heard=row.heard_words,
        by=names.get(row.heard_by),
        inbound_id=row.id,
        reading=reading_of(row, names),
    )


def _went(row: AnyRow, names: Mapping[int, str]) -> Written:
    return Written(
        at=row.due,
        inbound=False,
        channel=ChannelName(row.channel),
        kind=MessageKind.TEXT,
        text=row.text,
        status=DeliveryStatus(row.status),
        reason=row.reason,
        by=_writer(row.key, names),
        inbound_id=row.inbound_id,
    )


def _writer(key: str, names: Mapping[int, str]) -> str | None:
    """Who wrote a staff answer, by its key; "staff" for one whose account is gone; None for the bot."""
    if not key.startswith(_STAFF):
        return None
    number = key.removeprefix(_STAFF).split(":")[0]
    return names.get(int(number), "staff") if number.isdecimal() else "staff"
