"""Every table. Columns hold plain values; records are made of them on the shelves."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.sealing import Sealed, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself only on INTEGER


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


contact = Table(
    "contact",
    metadata,
    _id(),
    Column("language", String(16), nullable=False),
    Column("name", Sealed("contact.name")),
    Column("welcomed", UtcTime),
    Column("paused_until", UtcTime),
    Column("handled_by", Id),
    Column("made", UtcTime, nullable=False),
)

address = Table(
    "address",
    metadata,
    _id(),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("blind", String(32), nullable=False, unique=True),  # of channel and value together
    Column("value", Sealed("address.value"), nullable=False),
    Column("contact_id", Id, ForeignKey("contact.id"), nullable=False, index=True),
    Column("opted_out", String(16), nullable=False, server_default="nothing"),
    Column("held", Boolean, nullable=False, server_default=text("false")),
    Column("window_until", UtcTime),
    Column("made", UtcTime, nullable=False),
)

# Phones are shared: every contact who has used an address; the current one stands in `address`.
phone_share = Table(
    "phone_share",
    metadata,
    Column("address_id", Id, ForeignKey("address.id"), primary_key=True),
    Column("contact_id", Id, ForeignKey("contact.id"), primary_key=True),
)

inbound = Table(
    "inbound",
    metadata,
    _id(),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("provider_id", String(255), nullable=False),
    Column("address_id", Id, ForeignKey("address.id"), nullable=False),
    Column("contact_id", Id, ForeignKey("contact.id"), nullable=False),
    Column("received", UtcTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("media", Sealed("inbound.media")),
    Column("status", String(16), nullable=False),  # done, failed, unheard, heard
    Column("answers", String(160)),  # flow.question that an unheard message was the answer to
    Column("heard_words", Text),
    Column("heard_by", Id),
    Column("language", String(16)),  # what the engine made of it; all None where it was not asked
    Column("intent", String(64)),
    Column("confidence", Float),
    Column("accepted", Boolean),
    Column("engine", String(64)),
    Column("meant", String(64)),  # the intent staff say it was
    Column("meant_by", Id),
    UniqueConstraint("channel", "account", "provider_id"),
)
Index("ix_inbound_contact", inbound.c.contact_id, inbound.c.id)
Index(
    "ix_inbound_attention",
    inbound.c.status,
    inbound.c.id,
    sqlite_where=inbound.c.status != "done",
    postgresql_where=inbound.c.status != "done",
)
_UNSURE = inbound.c.accepted.is_(False) & inbound.c.meant.is_(None)
Index("ix_inbound_unsure", inbound.c.id, sqlite_where=_UNSURE, postgresql_where=_UNSURE)

place = Table(
    "place",
    metadata,
    Column("contact_id", Id, ForeignKey("contact.id"), primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("changed", UtcTime, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("address_id", Id, ForeignKey("address.id"), nullable=False),
    Column("contact_id", Id, ForeignKey("contact.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("buttons", Text),
    Column("template", String(64)),
    Column("template_values", Text),
    Column("key", String(120), nullable=False, unique=True),
    Column("due", UtcTime, nullable=False),
    Column("expires", UtcTime),
    Column("status", String(16), nullable=False),
    Column("reason", String(255)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", String(64)),
    Column("lease", UtcTime),
    Column("provider_id", String(255)),
    Column("changed", UtcTime, nullable=False),
    Column("inbound_id", Id),
    Column("event_id", Id),
)
# Answers overtake a broadcast that waits, and no channel waits behind another: hence two indexes, by channel.
_WAITING = (outbox.c.status == "waiting") & (outbox.c.channel != "rest")
_ANSWERS = _WAITING & (outbox.c.purpose == "answer")
_OTHERS = _WAITING & (outbox.c.purpose != "answer")
# With the id, or PostgreSQL sorts a whole broadcast (all of it due at the same moment) for each claim.
_IN_ORDER = (outbox.c.channel, outbox.c.due, outbox.c.id)
Index("ix_outbox_answers", *_IN_ORDER, sqlite_where=_ANSWERS, postgresql_where=_ANSWERS)
Index("ix_outbox_due", *_IN_ORDER, sqlite_where=_OTHERS, postgresql_where=_OTHERS)
_OPEN = outbox.c.status.in_(["waiting", "attempting"])
Index("ix_outbox_open", outbox.c.address_id, outbox.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)
_LEASED = outbox.c.lease.is_not(None)
Index("ix_outbox_leased", outbox.c.lease, sqlite_where=_LEASED, postgresql_where=_LEASED)
_UNKNOWN = outbox.c.status == "unknown"
Index("ix_outbox_unknown", outbox.c.changed, sqlite_where=_UNKNOWN, postgresql_where=_UNKNOWN)
_DID_NOT_ARRIVE = outbox.c.status.in_(["failed", "needs-template"])
Index("ix_outbox_failed", outbox.c.id, sqlite_where=_DID_NOT_ARRIVE, postgresql_where=_DID_NOT_ARRIVE)
Index(
    "ix_outbox_provider",
    outbox.c.channel,
    outbox.c.provider_id,
    sqlite_where=outbox.c.provider_id.is_not(None),
    postgresql_where=outbox.c.provider_id.is_not(None),
)
Index("ix_outbox_address", outbox.c.address_id, outbox.c.id)
Index("ix_outbox_contact", outbox.c.contact_id, outbox.c.id)

consent = Table(
    "consent",
    metadata,
    _id(),
    Column("contact_id", Id, ForeignKey("contact.id"), nullable=False, index=True),
    Column("address_id", Id, ForeignKey("address.id")),
    Column("purpose", String(64), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("wording", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("how", String(32), nullable=False),
)

event = Table(
    "event",
    metadata,
    _id(),
    Column("title", String(200), nullable=False),
    Column("starts", UtcTime, nullable=False, index=True),
    Column("ends", UtcTime, nullable=False),
    Column("venue", String(200), nullable=False),
    Column("area", String(100), nullable=False),
    Column("directions", Text, nullable=False, server_default=""),
    Column("places", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("language", String(16), nullable=False),
    Column("open_to", String(16), nullable=False),
    Column("food", String(200), nullable=False, server_default=""),
    Column("prayer_space", Boolean, nullable=False, server_default=text("false")),
    Column("quiet_room", Boolean, nullable=False, server_default=text("false")),
    Column("creche", Boolean, nullable=False, server_default=text("false")),
    Column("step_free", Boolean, nullable=False, server_default=text("false")),
    Column("hearing_loop", Boolean, nullable=False, server_default=text("false")),
    Column("why", Text, nullable=False, server_default=""),
    Column("what_you_get", Text, nullable=False, server_default=""),
    Column("what_can_change", Text, nullable=False, server_default=""),
    Column("cancelled", Boolean, nullable=False, server_default=text("false")),
    Column("sequence", Integer, nullable=False, server_default="0"),
)

sign_up = Table(
    "sign_up",
    metadata,
    _id(),
    Column("event_id", Id, ForeignKey("event.id"), nullable=False),
    Column("contact_id", Id, ForeignKey("contact.id"), nullable=False, index=True),
    Column("address_id", Id, ForeignKey("address.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("party", Integer, nullable=False),
    Column("notes", Sealed("sign_up.notes")),
    Column("offer_until", UtcTime),
    Column("queued", UtcTime),
    Column("made", UtcTime, nullable=False),
    UniqueConstraint("event_id", "contact_id"),
)
_OPEN_OFFER = sign_up.c.status == "offered"
Index("ix_sign_up_offer", sign_up.c.offer_until, sqlite_where=_OPEN_OFFER, postgresql_where=_OPEN_OFFER)

need = Table(
    "need",
    metadata,
    _id(),
    Column("sign_up_id", Id, ForeignKey("sign_up.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("language", String(64), nullable=False, server_default=""),
    Column("details", Sealed("need.details")),
)

task = Table(
    "task",
    metadata,
    _id(),
    Column("kind", String(32), nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("made", UtcTime, nullable=False),
    Column("details", Sealed("task.details")),
    Column("contact_id", Id),
    Column("inbound_id", Id),
    Column("outbox_id", Id),
    Column("event_id", Id),
    Column("key", String(120), unique=True),  # the same trouble twice is one task
    Column("done", UtcTime),
    Column("done_by", Id),
)
Index("ix_task_open", task.c.due, sqlite_where=task.c.done.is_(None), postgresql_where=task.c.done.is_(None))

# GCRA: the theoretical arrival time of the next message, in seconds since 1970, one row a sender or chat.
pace = Table("pace", metadata, Column("key", String(120), primary_key=True), Column("tat", Float(53), nullable=False))

staff = Table(
    "staff",
    metadata,
    _id(),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False, server_default=""),
    Column("role", String(32), nullable=False),
    Column("password", String(200)),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    Column("made", UtcTime, nullable=False),
)
staff_link = Table(
    "staff_link",
    metadata,
    Column("token", String(64), primary_key=True),  # only its hash is kept
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("expires", UtcTime, nullable=False),
)
staff_session = Table(
    "staff_session",
    metadata,
    Column("token", String(64), primary_key=True),  # only its hash is kept
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("made", UtcTime, nullable=False),
    Column("seen", UtcTime, nullable=False),
)

# Small facts about this installation: how far the demo's clock is ahead, up to where gap polling has looked.
fact = Table("fact", metadata, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False))
