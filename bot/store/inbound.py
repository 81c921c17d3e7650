"""The shelf of inbound messages: every one is kept once, in the order it arrived."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ARRAY, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.meaning import Understood
from bot.model.message import InboundMessage, Media
from bot.store.store import Tx
from bot.store.tables import inbound

_COLUMNS = (inbound.c.id, inbound.c.channel, inbound.c.account, inbound.c.provider_id)
_UNKNOWN_YET = {"id", "answers", "heard_words", "heard_by", "meant", "meant_by"}
_COLUMNS_KEPT = [column for column in inbound.c if column.name not in _UNKNOWN_YET]
# On PostgreSQL a column is an array: rows in the words of a statement make a new statement of each batch's size.
_ARRAYS = select(*(func.unnest(bindparam(column.name, type_=ARRAY(column.type))) for column in _COLUMNS_KEPT))
_KEEP = {
    True: sqlite.insert(inbound).on_conflict_do_nothing().returning(*_COLUMNS),
    False: postgresql.insert(inbound).from_select(_COLUMNS_KEPT, _ARRAYS).on_conflict_do_nothing().returning(*_COLUMNS),
}
_STATUS = (
    update(inbound)
    .where(inbound.c.id == bindparam("inbound_id"))
    .values(status=bindparam("new_status"), answers=bindparam("new_answers"))
)
_FIND = select(inbound.c.id).where(
    inbound.c.channel == bindparam("channel"),
    inbound.c.account == bindparam("account"),
    inbound.c.provider_id == bindparam("provider_id"),
)
_WORDS = select(inbound.c.text).where(inbound.c.id.in_(bindparam("ids", expanding=True))).order_by(inbound.c.id)


class InboundStatus(StrEnum):
    """What came of an inbound message."""

    DONE = "done"
    FAILED = "failed"
    UNHEARD = "unheard"
    HEARD = "heard"


@dataclass(frozen=True)
class Arrival:
    """A message with the address and contact it came from, and what it was understood to mean."""

    message: InboundMessage
    address_id: int
    contact_id: int
    meaning: Understood | None = None


MessageKey = tuple[str, str, str]


def key_of(message: InboundMessage) -> MessageKey:
    """Channel, account and the provider's id: the same message twice has the same key."""
    return (message.channel, message.account, message.provider_id)


def keep(tx: Tx, arrivals: Sequence[Arrival], now: datetime) -> dict[MessageKey, int]:
    """The ids of the messages kept now, by key; one that was kept before is missing."""
    rows = [_row(arrival, now) for arrival in arrivals]
    columns = {column.name: [row[column.name] for row in rows] for column in _COLUMNS_KEPT}
    kept = tx.connection.execute(_KEEP[tx.sqlite], rows if tx.sqlite else columns)
    return {(channel, account, provider_id): inbound_id for inbound_id, channel, account, provider_id in kept}


def mark(tx: Tx, inbound_id: int, status: InboundStatus, answers: str | None = None) -> None:
    """What came of it; `answers` is the flow and question it was the answer to."""
    row = {"inbound_id": inbound_id, "new_status": status, "new_answers": answers}
    tx.connection.execute(_STATUS, row)


def heard(tx: Tx, inbound_id: int, staff_id: int, words: str) -> None:
    """A listener wrote down what was said."""
    values = {"status": InboundStatus.HEARD, "heard_words": words, "heard_by": staff_id}
    tx.connection.execute(update(inbound).where(inbound.c.id == inbound_id).values(**values))


def find(tx: Tx, message: InboundMessage) -> int | None:
    """The id of a message that was kept before."""
    channel, account, provider_id = key_of(message)
    row = {"channel": channel, "account": account, "provider_id": provider_id}
    return tx.connection.execute(_FIND, row).scalar()


def last_from(tx: Tx, contact_id: int) -> tuple[int, datetime] | None:
    """Which address this contact last wrote from, and when; None when they never did."""
    columns = select(inbound.c.address_id, inbound.c.received)
    newest = columns.where(inbound.c.contact_id == contact_id).order_by(inbound.c.id.desc()).limit(1)
    row = tx.connection.execute(newest).first()
    return None if row is None else (row.address_id, row.received)


def sender_of(tx: Tx, inbound_id: int) -> int | None:
    """Whose message it is: the contact's id."""
    return tx.connection.execute(select(inbound.c.contact_id).where(inbound.c.id == inbound_id)).scalar()


def words_of(tx: Tx, ids: Iterable[int]) -> tuple[str, ...]:
    """The words of these messages, in the order they came."""
    return tuple(tx.connection.execute(_WORDS, {"ids": list(ids)}).scalars())


def _row(arrival: Arrival, now: datetime) -> dict[str, object]:
    message = arrival.message
    return {
        "channel": message.channel,
        "account": message.account,
        "provider_id": message.provider_id,
        "address_id": arrival.address_id,
        "contact_id": arrival.contact_id,
        "received": now,
        "kind": message.kind,
        "text": message.text,
        "media": _media_as_text(message.media),
        "status": InboundStatus.DONE,
        **_understood(arrival.meaning),
    }


def _understood(meaning: Understood | None) -> dict[str, object]:
    if meaning is None:
        return dict.fromkeys(("language", "intent", "confidence", "accepted", "engine"))
    return {
        "language": meaning.language,
        "intent": meaning.intent,
        "confidence": meaning.confidence,
        "accepted": meaning.accepted,
        "engine": meaning.engine,
    }


def _media_as_text(media: Sequence[Media]) -> str | None:
    if not media:
        return None
    return json.dumps([{"kind": m.kind, "reference": m.reference, "type": m.content_type} for m in media])
