"""How messages were read: what the engine took them to mean, and what staff say they meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select, update

from bot.model.message import ChannelName
from bot.store.store import Tx
from bot.store.tables import contact, inbound, staff

PAGE = 50
NO_WISH = "no_wish"  # what staff say of words that answer our question, or say nothing we have a name for
# A partial index serves it, so these very words stand there too.
_NOBODY_KNOWS = inbound.c.accepted.is_(False) & inbound.c.meant.is_(None)


@dataclass(frozen=True)
class Reading:
    """The engine's intent and how likely it is (0 to 1); not `sure` means that the bot did not act on it.

    `meant` is the intent staff say it was, and `by` who says so; both None until somebody has.
    """

    language: str
    intent: str
    confidence: float
    sure: bool
    meant: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class Read:
    """A message and how it was read. `language`, of the contact, may be another than the message's."""

    inbound_id: int
    contact_id: int
    contact_name: str | None
    language: str
    channel: ChannelName
    received: datetime
    text: str
    reading: Reading


@dataclass(frozen=True)
class Labelled:
    """Words and the intent staff say they meant; `language` is the engine's."""

    text: str
    intent: str
    language: str


def unsure(tx: Tx) -> Sequence[Read]:
    """Messages the engine was not sure about and nobody has labelled: at most PAGE, the newest first."""
    wanted = _MESSAGES.where(_NOBODY_KNOWS).order_by(inbound.c.id.desc()).limit(PAGE)
    return [_read(row) for row in tx.connection.execute(wanted)]


def unsure_count(tx: Tx) -> int:
    """How many messages `unsure` would give, were there no page."""
    return tx.connection.execute(select(func.count()).select_from(inbound).where(_NOBODY_KNOWS)).scalar_one()


def one(tx: Tx, inbound_id: int) -> Read | None:
    """None when there is no such message, or the engine was not asked about it."""
    wanted = _MESSAGES.where((inbound.c.id == inbound_id) & inbound.c.intent.is_not(None))
    row = tx.connection.execute(wanted).first()
    return _read(row) if row else None


def label(tx: Tx, inbound_id: int, staff_id: int, intent: str) -> None:
    """Keep what a message meant and who says so; what somebody said before is replaced."""
    values = {"meant": intent, "meant_by": staff_id}
    tx.connection.execute(update(inbound).where(inbound.c.id == inbound_id).values(**values))


def labelled(tx: Tx) -> Sequence[Labelled]:
    """Every labelled message in the order they came, without those of no wish: there is nothing in them to learn."""
    columns = select(inbound.c.text, inbound.c.meant, inbound.c.language)
    wanted = columns.where(inbound.c.meant.is_not(None) & (inbound.c.meant != NO_WISH)).order_by(inbound.c.id)
    return [Labelled(row.text, row.meant, row.language) for row in tx.connection.execute(wanted)]


def reading_of(row: Row[*tuple[object, ...]], names: Mapping[int, str]) -> Reading | None:
    """The reading in an inbound row, with `names` of staff by id; None where the engine was not asked."""
    if row.intent is None:
        return None
    by = names.get(row.meant_by, "staff") if row.meant else None
    return Reading(row.language, row.intent, row.confidence, row.accepted, row.meant, by)


_MESSAGES: Select[*tuple[object, ...]] = (
    select(
        inbound,
        contact.c.name.label("contact_name"),
        contact.c.language.label("contact_language"),
        func.coalesce(func.nullif(staff.c.name, ""), staff.c.email).label("staff_name"),
    )
    .join(contact, contact.c.id == inbound.c.contact_id)
    .outerjoin(staff, staff.c.id == inbound.c.meant_by)
)


def _read(row: Row[*tuple[object, ...]]) -> Read:
    reading = reading_of(row, {row.meant_by: row.staff_name or "staff"})
    assert reading is not None, "every query here asks for messages with an intent"
    return Read(
        inbound_id=row.id,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        language=row.contact_language,
        channel=ChannelName(row.channel),
        received=row.received,
        text=row.text,
        reading=reading,
    )
