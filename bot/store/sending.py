"""The outbox as the sender sees it: what is due, who holds it, and what came of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    String,
    Update,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    or_,
    select,
    update,
)

from bot.model.contact import Address, Contact, OptOut
from bot.model.message import Bubble, ChannelName, DeliveryStatus, Purpose
from bot.store.outbox import buttons_from
from bot.store.store import Tx
from bot.store.tables import address, contact, outbox

_LONGEST = 255  # what the columns for a reason and a provider's id hold

# Words instead of bound values, so that either engine sees that its partial index fits.
_WAITING: ColumnElement[bool] = literal_column("outbox.status = 'waiting' AND outbox.channel <> 'rest'")
_OF = {
    True: and_(_WAITING, literal_column("outbox.purpose = 'answer'")),
    False: and_(_WAITING, literal_column("outbox.purpose <> 'answer'")),
}
_CHANNEL = outbox.c.channel == bindparam("channel")
_FREE = outbox.c.lease.is_(None)
_earlier = outbox.alias("earlier")
_STANDS_BEFORE = {
    # An answer waits for earlier answers only, anything else for whatever is to go before it.
    True: and_(_earlier.c.id < outbox.c.id, literal_column("earlier.purpose = 'answer'")),
    False: or_(_earlier.c.id < outbox.c.id, literal_column("earlier.purpose = 'answer'")),
}


def _held_back(answers: bool) -> Select[tuple[int]]:
    going_first = and_(
        _STANDS_BEFORE[answers], or_(_earlier.c.due <= bindparam("now"), _earlier.c.attempts > literal_column("0"))
    )
    in_flight = or_(literal_column("earlier.status = 'attempting'"), _earlier.c.lease.is_not(None))
    return (
        select(_earlier.c.id)
        .where(literal_column("earlier.status IN ('waiting', 'attempting')"))
        .where(_earlier.c.address_id == outbox.c.address_id, _earlier.c.id != outbox.c.id)
        .where(or_(in_flight, going_first))
    )


DUE_COLUMNS = (
    outbox.c.id,
    outbox.c.purpose,
    outbox.c.text,
    outbox.c.buttons,
    outbox.c.template,
    outbox.c.template_values,
    outbox.c.due,
    outbox.c.expires,
    outbox.c.attempts,
    outbox.c.reason,
    address.c.id,
    address.c.channel,
    address.c.account,
    address.c.value,
    address.c.contact_id,
    address.c.opted_out,
    address.c.held,
    address.c.window_until,
    contact.c.id,
    contact.c.language,
    contact.c.paused_until,
)
_DUE = {
    answers: select(*DUE_COLUMNS)
    .select_from(outbox)
    .join(address, address.c.id == outbox.c.address_id)
    .join(contact, contact.c.id == outbox.c.contact_id)
    .where(which, _CHANNEL, _FREE, outbox.c.due <= bindparam("now"))
    .where(~_held_back(answers).exists())
    .order_by(outbox.c.due, outbox.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(of=outbox, skip_locked=True)
    for answers, which in _OF.items()
}
_NEXT = select(
    *(
        select(outbox.c.due).where(which, _CHANNEL, _FREE, when).order_by(outbox.c.due).limit(1).scalar_subquery()
        for when in (outbox.c.due <= bindparam("now"), outbox.c.due > bindparam("now"))
        for which in _OF.values()
    )
)
_TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.status == DeliveryStatus.WAITING)
    .where(or_(outbox.c.owner.is_(None), outbox.c.owner == bindparam("by")))
    .values(
        status=bindparam("new_status"),
        attempts=outbox.c.attempts + bindparam("more"),
        owner=bindparam("by"),
        lease=bindparam("until"),
        changed=bindparam("now"),
    )
    .returning(outbox.c.id)
)
_RENEW = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.owner == bindparam("by"))
    .values(lease=bindparam("until"))
)
_OPEN: ColumnElement[bool] = literal_column("outbox.status IN ('waiting', 'attempting', 'unknown')")


# A receipt may have come before us and knows better; it may even have been told the provider's id already.
def _sent_as(row: ColumnElement[int], theirs: ColumnElement[str]) -> Update:
    return (
        update(outbox)
        .where(outbox.c.id == row)
        .values(
            status=case((_OPEN, DeliveryStatus.SENT), else_=outbox.c.status),
            reason=case((_OPEN, None), else_=outbox.c.reason),
            provider_id=func.coalesce(func.nullif(theirs, ""), outbox.c.provider_id),  # an earlier try had another
            owner=None,
            lease=None,
            changed=bindparam("now"),
        )
    )


_SENT = _sent_as(bindparam("row"), bindparam("theirs"))
# One statement for all of them: PostgreSQL takes a fifth of the time for it.
_GROUP = (
    func.unnest(bindparam("rows", type_=ARRAY(BigInteger)), bindparam("their_ids", type_=ARRAY(String)))
    .table_valued(column("id", BigInteger), column("theirs", String), name="ours")
    .render_derived()
)
_ALL_SENT = _sent_as(_GROUP.c.id, _GROUP.c.theirs)
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), _OPEN)
    .where(or_(outbox.c.owner.is_(None), outbox.c.owner == bindparam("by")))
    .values(
        status=bindparam("new_status"),
        reason=bindparam("why"),
        due=func.coalesce(bindparam("new_due", type_=outbox.c.due.type), outbox.c.due),
        attempts=func.coalesce(bindparam("tries", type_=outbox.c.attempts.type), outbox.c.attempts),
        address_id=func.coalesce(bindparam("new_address", type_=outbox.c.address_id.type), outbox.c.address_id),
        channel=func.coalesce(bindparam("new_channel", type_=outbox.c.channel.type), outbox.c.channel),
        owner=None,
        lease=None,
        changed=bindparam("now"),
    )
)


@dataclass(frozen=True)
class Due:
    """A message whose time has come, with whom it is for. `contact` has only what decides whether it may go."""

    id: int
    purpose: Purpose
    bubble: Bubble
    template: str | None
    template_values: tuple[str, ...]
    due: datetime
    expires: datetime | None
    attempts: int
    reason: str | None
    address: Address
    contact: Contact


class Claim(NamedTuple):
    """Whose message it is while it is being sent, and until when nobody else touches it."""

    owner: str
    lease: datetime
    now: datetime


@dataclass(frozen=True)
class Outcome:
    """What came of a message. `due`, `attempts` and `to` stay as they are when None."""

    message: Due
    status: DeliveryStatus
    reason: str | None = None
    provider_id: str | None = None
    due: datetime | None = None
    attempts: int | None = None
    to: Address | None = None


def due(tx: Tx, channel: ChannelName, now: datetime, at_most: int) -> tuple[Due, ...]:
    """Messages that may be claimed: answers first, then the longest due; at most one an address."""
    found: list[Due] = []
    for answers in (True, False):
        wanted = {"channel": channel, "now": now, "at_most": at_most - len(found)}
        if wanted["at_most"]:
            found.extend(due_from(row) for row in tx.connection.execute(_DUE[answers], wanted))
    return tuple(found)


def next_due(tx: Tx, channel: ChannelName, now: datetime) -> tuple[bool, datetime | None]:
    """Whether anything unclaimed is due on that channel, and when the next thing will be."""
    row = tx.connection.execute(_NEXT, {"channel": channel, "now": now}).one()
    return any(row[:2]), min((later for later in row[2:] if later is not None), default=None)


def attempt(tx: Tx, ids: Sequence[int], claim: Claim) -> frozenset[int]:
    """The ids of the messages that are now attempted; one that was cancelled meanwhile is missing."""
    return _take(tx, ids, DeliveryStatus.ATTEMPTING, claim)


def hold(tx: Tx, ids: Sequence[int], claim: Claim) -> frozenset[int]:
    """Keep messages for a slot that is still to come; they go on waiting."""
    return _take(tx, ids, DeliveryStatus.WAITING, claim)


def renew(tx: Tx, ids: Iterable[int], claim: Claim) -> None:
    """Everything we hold stays ours for another while."""
    tx.connection.execute(_RENEW, {"ids": list(ids), "by": claim.owner, "until": claim.lease})


def settle(tx: Tx, outcomes: Iterable[Outcome], claim: Claim) -> None:
    """Record what came of messages we hold, in id order."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.message.id)
    _sent(tx, [outcome for outcome in ordered if outcome.status is DeliveryStatus.SENT], claim)
    other = [_other(outcome, claim) for outcome in ordered if outcome.status is not DeliveryStatus.SENT]
    if other:
        tx.connection.execute(_SETTLE, other)


def due_from(row: Sequence[Any]) -> Due:  # Any: columns of every type
    """The record in a row of `DUE_COLUMNS`."""
    (id_, purpose, text, buttons, template, values, when, expires, attempts, reason, *who) = row
    address_id, channel, account, value, current, opted_out, held, window, contact_id, language, paused = who
    return Due(
        id_,
        Purpose(purpose),
        Bubble(text, buttons_from(buttons)),
        template,
        tuple(json.loads(values)) if values else (),
        when,
        expires,
        attempts,
        reason,
        Address(address_id, ChannelName(channel), account, value, current, OptOut(opted_out), held, window),
        Contact(contact_id, language, paused_until=paused),
    )


def _take(tx: Tx, ids: Sequence[int], status: DeliveryStatus, claim: Claim) -> frozenset[int]:
    if not ids:
        return frozenset()
    more = int(status is DeliveryStatus.ATTEMPTING)
    row = {"ids": list(ids), "new_status": status, "more": more, "by": claim.owner}
    taken = tx.connection.execute(_TAKE, row | {"until": claim.lease, "now": claim.now})
    return frozenset(taken.scalars())


def _sent(tx: Tx, outcomes: Sequence[Outcome], claim: Claim) -> None:
    ours = [(outcome.message.id, (outcome.provider_id or "")[:_LONGEST]) for outcome in outcomes]
    if not ours:
        return
    if tx.sqlite:
        tx.connection.execute(_SENT, [{"row": row, "theirs": theirs, "now": claim.now} for row, theirs in ours])
        return
    group = {"rows": [row for row, _ in ours], "their_ids": [theirs for _, theirs in ours]}
    tx.connection.execute(_ALL_SENT, group | {"now": claim.now})


def _other(outcome: Outcome, claim: Claim) -> dict[str, object]:
    return {
        "row": outcome.message.id,
        "by": claim.owner,
        "new_status": outcome.status,
        "why": outcome.reason and outcome.reason[:_LONGEST],
        "new_due": outcome.due,
        "tries": outcome.attempts,
        "new_address": outcome.to and outcome.to.id,
        "new_channel": outcome.to and outcome.to.channel,
        "now": claim.now,
    }
