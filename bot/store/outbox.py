"""The shelf of outbound messages: what is put there, taken back, and read again."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.message import Bubble, Button, ChannelName, DeliveryStatus, OutboxRow, Purpose
from bot.store.store import Tx
from bot.store.tables import inbound, outbox

_PUT = {
    True: sqlite.insert(outbox).on_conflict_do_nothing(index_elements=["key"]),
    False: postgresql.insert(outbox).on_conflict_do_nothing(index_elements=["key"]),
}
_CANCEL = (
    update(outbox)
    .where(outbox.c.status == DeliveryStatus.WAITING, outbox.c.purpose != Purpose.ANSWER)
    .values(
        status=DeliveryStatus.CANCELLED,
        reason=bindparam("why"),
        owner=None,
        lease=None,
        changed=bindparam("now"),
    )
)
_CANCEL_ALL = _CANCEL.where(outbox.c.address_id == bindparam("where_to"))
_CANCEL_UPDATES = _CANCEL_ALL.where(outbox.c.purpose == Purpose.UPDATE)
_CANCEL_ABOUT = _CANCEL.where(
    outbox.c.contact_id == bindparam("who"), outbox.c.event_id == bindparam("what"), outbox.c.status == "waiting"
)
_ASKED_FROM = select(inbound.c.address_id).where(inbound.c.id == bindparam("inbound")).scalar_subquery()
_ANSWERS = (
    select(outbox.c.text, outbox.c.buttons)
    .where(outbox.c.address_id == _ASKED_FROM, outbox.c.inbound_id == bindparam("inbound"))
    .where(outbox.c.purpose == Purpose.ANSWER)
    .order_by(outbox.c.id)
)


class Fate(NamedTuple):
    """A row on its way into the outbox: on which channel, from when, and with which status it begins."""

    row: OutboxRow
    channel: ChannelName
    due: datetime
    status: DeliveryStatus = DeliveryStatus.WAITING
    reason: str | None = None


def put(tx: Tx, fates: Iterable[Fate], now: datetime) -> None:
    """Keep them all; a key that is there already stays as it is."""
    rows = [
        {
            "address_id": row.address_id,
            "contact_id": row.contact_id,
            "channel": channel,
            "purpose": row.purpose,
            "text": row.bubble.text,
            "buttons": written(row.bubble.buttons) if row.bubble.buttons else None,
            "template": row.template,
            "template_values": json.dumps(row.template_values) if row.template_values else None,
            "key": row.key,
            "due": due,
            "expires": row.expires,
            "status": status,
            "reason": reason,
            "changed": now,
            "inbound_id": row.inbound_id,
            "event_id": row.event_id,
        }
        for row, channel, due, status, reason in fates
    ]
    if rows:
        tx.connection.execute(_PUT[tx.sqlite], rows)


def cancel_all(tx: Tx, address_id: int, why: str, now: datetime) -> int:
    """How many messages waiting for this address were cancelled; answers are left."""
    return tx.connection.execute(_CANCEL_ALL, {"where_to": address_id, "why": why, "now": now}).rowcount


def cancel_updates(tx: Tx, address_id: int, why: str, now: datetime) -> int:
    """The same for updates only."""
    return tx.connection.execute(_CANCEL_UPDATES, {"where_to": address_id, "why": why, "now": now}).rowcount


def cancel_about(tx: Tx, contact_id: int, event_id: int, why: str, now: datetime) -> int:
    """How many messages to this contact about this event were cancelled; answers are left."""
    about = {"who": contact_id, "what": event_id, "why": why, "now": now}
    return tx.connection.execute(_CANCEL_ABOUT, about).rowcount


def answers_of(tx: Tx, inbound_id: int) -> tuple[Bubble, ...]:
    """What was answered to that message, in order."""
    rows = tx.connection.execute(_ANSWERS, {"inbound": inbound_id})
    return tuple(Bubble(text, buttons_from(buttons)) for text, buttons in rows)


def written(buttons: Sequence[Button]) -> str:
    return json.dumps([[button.title, button.payload] for button in buttons], ensure_ascii=False)


def buttons_from(kept: str | None) -> tuple[Button, ...]:
    return tuple(Button(title, payload) for title, payload in json.loads(kept)) if kept else ()
