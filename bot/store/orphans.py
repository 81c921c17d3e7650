"""Messages whose sender has died, and messages nobody knows were sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, select, update

from bot.model.message import ChannelName, DeliveryStatus, Receipt
from bot.store.store import Tx
from bot.store.tables import address, outbox


@dataclass(frozen=True)
class Orphan:
    """A message without anybody who looks after it. `address` is where it went to."""

    id: int
    contact_id: int
    channel: ChannelName
    address: str
    text: str
    status: DeliveryStatus
    reason: str | None
    attempts: int
    changed: datetime


_FOUND: Select[Any] = (  # Any: columns of every type
    select(
        outbox.c.id,
        outbox.c.contact_id,
        outbox.c.channel,
        address.c.value,
        outbox.c.text,
        outbox.c.status,
        outbox.c.reason,
        outbox.c.attempts,
        outbox.c.changed,
    )
    .join(address, address.c.id == outbox.c.address_id)
    .order_by(outbox.c.id)
    .limit(500)  # the next sweep takes the rest
    .with_for_update(of=outbox, skip_locked=True)
)
_LEASED: ColumnElement[bool] = literal_column("outbox.lease IS NOT NULL")
_EXPIRED = _FOUND.where(_LEASED, outbox.c.lease < bindparam("before"))
_OWN = _FOUND.where(_LEASED, outbox.c.owner == bindparam("by"))
_ANY = select(outbox.c.id).where(_LEASED, outbox.c.lease < bindparam("before")).limit(1)
_IS_UNKNOWN: ColumnElement[bool] = literal_column("outbox.status = 'unknown'")
_UNKNOWN = _FOUND.where(_IS_UNKNOWN, outbox.c.changed < bindparam("before"))
_FREE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        status=bindparam("new_status"),
        reason=bindparam("why"),
        owner=None,
        lease=None,
        changed=bindparam("now"),
    )
)
_LET_GO = update(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True))).values(owner=None, lease=None)
_FOUND_OUT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.status == DeliveryStatus.UNKNOWN)
    .values(
        status=bindparam("new_status"),
        reason=bindparam("why"),
        provider_id=bindparam("theirs"),
        changed=bindparam("now"),
    )
)
_KNOWN = select(outbox.c.provider_id).where(
    outbox.c.channel == bindparam("channel"), outbox.c.provider_id.in_(bindparam("ids", expanding=True))
)


def any_expired(tx: Tx, before: datetime) -> bool:
    return tx.connection.execute(_ANY, {"before": before}).first() is not None


def expired(tx: Tx, before: datetime) -> tuple[Orphan, ...]:
    """Messages whose lease ended: whoever held them has died, or lost sight of them."""
    return _orphans(tx, _EXPIRED, before=before)


def own(tx: Tx, owner: str) -> tuple[Orphan, ...]:
    """What a process of this name held when it died."""
    return _orphans(tx, _OWN, by=owner)


def unknown(tx: Tx, before: datetime) -> tuple[Orphan, ...]:
    """Messages nobody has known of since `before`."""
    return _orphans(tx, _UNKNOWN, before=before)


def let_go(tx: Tx, ids: Iterable[int]) -> None:
    """Nobody holds these messages any more; nothing else about them changes."""
    tx.connection.execute(_LET_GO, {"ids": list(ids)})


def become(tx: Tx, ids: Sequence[int], status: DeliveryStatus, reason: str, now: datetime) -> None:
    """These messages are of that status now, and nobody holds them."""
    if ids:
        tx.connection.execute(_FREE, {"ids": ids, "new_status": status, "why": reason, "now": now})


def found_out(tx: Tx, outbox_id: int, word: Receipt, now: datetime) -> bool:
    """Whether an unknown message was settled with the word of the provider's list."""
    row = {"row": outbox_id, "new_status": word.status, "theirs": word.provider_id, "why": word.reason, "now": now}
    return tx.connection.execute(_FOUND_OUT, row).rowcount == 1


def known_ids(tx: Tx, channel: ChannelName, provider_ids: Sequence[str]) -> frozenset[str]:
    """Which of these are already the ids of other messages of ours."""
    found = tx.connection.execute(_KNOWN, {"channel": channel, "ids": list(provider_ids)})
    return frozenset(found.scalars())


def _orphans(tx: Tx, wanted: Select[Any], **bound: object) -> tuple[Orphan, ...]:  # Any: as above
    return tuple(
        Orphan(id_, who, ChannelName(channel), value, text, DeliveryStatus(status), reason, attempts, changed)
        for id_, who, channel, value, text, status, reason, attempts, changed in tx.connection.execute(wanted, bound)
    )
