"""The ledger of consents: rows are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from bot.model.message import ChannelName
from bot.store.store import Tx
from bot.store.tables import consent

# Purposes: talking with us at all, hearing from us unasked, and news among that.
TALK, MESSAGES, UPDATES = "talk", "messages", "updates"

_ADD = insert(consent)
_TELLING = consent.c.purpose.in_([TALK, MESSAGES]) & (consent.c.given | (consent.c.purpose == TALK))
_LAST_WORD = (
    select(consent.c.given)
    .where(consent.c.contact_id == bindparam("who"), _TELLING)
    .order_by(consent.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Consent:
    """One yes or no: to what, in which very words, in which language, where, when and how it was given."""

    contact_id: int
    address_id: int | None
    purpose: str
    given: bool
    wording: str
    words: str
    language: str
    channel: ChannelName
    at: datetime
    how: str


def add(tx: Tx, given: Consent) -> None:
    add_all(tx, [given])


def add_all(tx: Tx, given: Iterable[Consent]) -> None:
    """The same for several, in their order."""
    rows = [vars(one) for one in given]
    if rows:
        tx.connection.execute(_ADD, rows)


def said_no(tx: Tx, contact_id: int) -> bool:
    """Whether the last word of somebody who never agreed to talk was no; START after it takes it back."""
    return tx.connection.execute(_LAST_WORD, {"who": contact_id}).scalar() is False


def was_asked(tx: Tx, contact_id: int) -> bool:
    """Whether they have ever said yes or no to talking with us: they were asked in a language they read."""
    rows = select(consent.c.id).where(consent.c.contact_id == contact_id, consent.c.purpose == TALK)
    return tx.connection.execute(rows.limit(1)).scalar() is not None


def of(tx: Tx, contact_id: int) -> tuple[Consent, ...]:
    """Everything this contact has said yes or no to, the oldest first."""
    rows = tx.connection.execute(select(consent).where(consent.c.contact_id == contact_id).order_by(consent.c.id))
    return tuple(
        Consent(
            **{**{name: value for name, value in row.items() if name != "id"}, "channel": ChannelName(row["channel"])}
        )
        for row in rows.mappings()
    )
