"""Receipts on the shelf: which message one is about, and moving that message forward."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, or_, select, update

from bot.model.message import DeliveryStatus, Receipt
from bot.store.store import Tx
from bot.store.tables import outbox

_LONGEST = 255  # what the columns for a reason and a provider's id hold
_COLUMNS = select(outbox.c.id, outbox.c.channel, outbox.c.status, outbox.c.provider_id, outbox.c.address_id)
_BY_ID = _COLUMNS.where(outbox.c.id.in_(bindparam("ids", expanding=True))).order_by(outbox.c.id).with_for_update()
_BY_THEIRS = (
    _COLUMNS.where(outbox.c.provider_id.in_(bindparam("theirs", expanding=True)))
    .where(outbox.c.channel.in_(bindparam("channels", expanding=True)))
    .order_by(outbox.c.id)
    .with_for_update()
)
_MOVE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        status=bindparam("new_status"),
        reason=bindparam("why"),
        provider_id=func.coalesce(outbox.c.provider_id, bindparam("their_id")),
        owner=None,
        lease=None,
        changed=bindparam("now"),
    )
)
_REOPEN = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        status=DeliveryStatus.WAITING,
        reason=bindparam("why"),
        due=bindparam("now"),
        provider_id=func.coalesce(outbox.c.provider_id, bindparam("their_id")),
        owner=None,
        lease=None,
        changed=bindparam("now"),
    )
)
_WHOSE = select(outbox.c.contact_id).where(
    or_(
        outbox.c.id.in_(bindparam("ids", expanding=True)),
        outbox.c.provider_id.in_(bindparam("theirs", expanding=True)),
    )
)


class Noted(NamedTuple):
    """A message a receipt is about, as it stands."""

    id: int
    channel: str
    status: DeliveryStatus
    provider_id: str | None
    address_id: int


def about(tx: Tx, receipts: Sequence[Receipt]) -> tuple[Noted | None, ...]:
    """The message each receipt is about, by our own id when it carries that, else by the provider's; locked."""
    ours = {receipt.outbox_id for receipt in receipts if receipt.outbox_id is not None}
    by_id = {noted.id: noted for noted in _found(tx, _BY_ID, ids=sorted(ours))} if ours else {}
    theirs = {receipt.provider_id for receipt in receipts if receipt.provider_id}
    channels = sorted({receipt.channel for receipt in receipts})
    found = _found(tx, _BY_THEIRS, theirs=sorted(theirs), channels=channels) if theirs else ()
    by_theirs = {(noted.channel, noted.provider_id): noted for noted in found}
    return tuple(_match(receipt, by_id, by_theirs) for receipt in receipts)


def move(tx: Tx, outbox_id: int, receipt: Receipt, now: datetime) -> None:
    """The message is now where the receipt says."""
    row = {
        "row": outbox_id,
        "new_status": receipt.status,
        "why": receipt.reason and receipt.reason[:_LONGEST],
        "their_id": receipt.provider_id[:_LONGEST] or None,
        "now": now,
    }
    tx.connection.execute(_MOVE, row)


def reopen(tx: Tx, outbox_id: int, receipt: Receipt, now: datetime) -> None:
    """The message waits again; it keeps the provider's id it had, by which later word on that one is known."""
    row = {
        "row": outbox_id,
        "why": receipt.reason and receipt.reason[:_LONGEST],
        "their_id": receipt.provider_id[:_LONGEST],
        "now": now,
    }
    tx.connection.execute(_REOPEN, row)


def contacts_of(tx: Tx, receipts: Sequence[Receipt]) -> frozenset[int]:
    """Whose messages these receipts may be about; nothing is locked."""
    ids = sorted({receipt.outbox_id for receipt in receipts if receipt.outbox_id is not None})
    theirs = sorted({receipt.provider_id for receipt in receipts})
    return frozenset(tx.connection.execute(_WHOSE, {"ids": ids, "theirs": theirs}).scalars())


def _found(tx: Tx, wanted: Select[Any], **bound: object) -> tuple[Noted, ...]:  # Any: the columns of Noted
    return tuple(
        Noted(id_, channel, DeliveryStatus(status), theirs, address_id)
        for id_, channel, status, theirs, address_id in tx.connection.execute(wanted, bound)
    )


def _match(
    receipt: Receipt, by_id: Mapping[int, Noted], by_theirs: Mapping[tuple[str, str | None], Noted]
) -> Noted | None:
    ours = by_id.get(receipt.outbox_id) if receipt.outbox_id is not None else None
    if ours is not None and ours.channel == receipt.channel:
        return ours
    return by_theirs.get((receipt.channel, receipt.provider_id))
