"""Waiting messages of the REST channel, which other programs and the phone simulator fetch."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, literal_column, select, update

from bot.model.message import DeliveryStatus
from bot.store.sending import DUE_COLUMNS, Due, due_from
from bot.store.store import Tx
from bot.store.tables import address, contact, outbox

# Said twice, for the first half is the condition of the index that knows what is open at an address.
_WAITING: ColumnElement[bool] = literal_column(
    "outbox.status IN ('waiting', 'attempting') AND outbox.status = 'waiting' AND outbox.channel = 'rest'"
)
_DUE = (
    select(*DUE_COLUMNS)
    .select_from(outbox)
    .join(address, address.c.id == outbox.c.address_id)
    .join(contact, contact.c.id == outbox.c.contact_id)
    .where(_WAITING, outbox.c.due <= bindparam("now"))
    .where(outbox.c.address_id.in_(bindparam("address_ids", expanding=True)))
    .order_by(outbox.c.id)
    .limit(200)
)
_HAND_OVER = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.status == DeliveryStatus.WAITING)
    .values(status=DeliveryStatus.SENT, changed=bindparam("now"))
    .returning(outbox.c.id)
)


def due(tx: Tx, address_ids: Iterable[int], now: datetime) -> tuple[Due, ...]:
    """What waits for these addresses and is due, in order."""
    return tuple(due_from(row) for row in tx.connection.execute(_DUE, {"address_ids": list(address_ids), "now": now}))


def hand_over(tx: Tx, ids: Sequence[int], now: datetime) -> frozenset[int]:
    """Which of them are now sent; what somebody else was handed first is missing."""
    return frozenset(tx.connection.execute(_HAND_OVER, {"ids": list(ids), "now": now}).scalars())
