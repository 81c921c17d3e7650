"""The road: contacts, messages, places, the outbox, consents."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _contact()
    _fact()
    _pace()
    _address()
    _address_indexes()
    _place()
    _consent()
    _consent_indexes()
    _inbound()
    _inbound_indexes()
    _outbox()
    _outbox_indexes()
    _outbox_rare()
    _phone_share()


def downgrade() -> None:
    for table in (
        "phone_share",
        "outbox",
        "inbound",
        "consent",
        "place",
        "address",
        "pace",
        "fact",
        "contact",
    ):
        op.drop_table(table)


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("welcomed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", ID, nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )


def _fact() -> None:
    op.create_table(
        "fact",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_fact"),
    )


def _pace() -> None:
    op.create_table(
        "pace",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("tat", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_pace"),
    )


def _address() -> None:
    op.create_table(
        "address",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("blind", sa.String(length=32), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("opted_out", sa.String(length=16), server_default="nothing", nullable=False),
        sa.Column("held", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_address_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_address"),
        sa.UniqueConstraint("blind", name="uq_address_blind"),
    )


def _address_indexes() -> None:
    op.create_index("ix_address_contact_id", "address", ["contact_id"], unique=False)


def _place() -> None:
    op.create_table(
        "place",
        sa.Column("contact_id", ID, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_place_contact_id"),
        sa.PrimaryKeyConstraint("contact_id", name="pk_place"),
    )


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=True),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_consent_address_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_consent_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )


def _consent_indexes() -> None:
    op.create_index("ix_consent_contact_id", "consent", ["contact_id"], unique=False)


def _inbound() -> None:
    op.create_table(
        "inbound",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=255), nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("media", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("answers", sa.String(length=160), nullable=True),
        sa.Column("heard_words", sa.Text(), nullable=True),
        sa.Column("heard_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_inbound_address_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_inbound_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
        sa.UniqueConstraint("channel", "account", "provider_id", name="uq_inbound_channel"),
    )


def _inbound_indexes() -> None:
    op.create_index(
        "ix_inbound_attention",
        "inbound",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("status != 'done'"),
        postgresql_where=sa.text("status != 'done'"),
    )
    op.create_index("ix_inbound_contact", "inbound", ["contact_id", "id"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=True),
        sa.Column("template", sa.String(length=64), nullable=True),
        sa.Column("template_values", sa.Text(), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("lease", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(length=255), nullable=True),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inbound_id", ID, nullable=True),
        sa.Column("event_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_outbox_address_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_outbox_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )


def _outbox_indexes() -> None:
    op.create_index("ix_outbox_address", "outbox", ["address_id", "id"], unique=False)
    op.create_index(
        "ix_outbox_answers",
        "outbox",
        ["channel", "due", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting' AND channel != 'rest' AND purpose = 'answer'"),
        postgresql_where=sa.text("status = 'waiting' AND channel != 'rest' AND purpose = 'answer'"),
    )
    op.create_index("ix_outbox_contact", "outbox", ["contact_id", "id"], unique=False)
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["channel", "due", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting' AND channel != 'rest' AND purpose != 'answer'"),
        postgresql_where=sa.text("status = 'waiting' AND channel != 'rest' AND purpose != 'answer'"),
    )
    op.create_index(
        "ix_outbox_failed",
        "outbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status IN ('failed', 'needs-template')"),
        postgresql_where=sa.text("status IN ('failed', 'needs-template')"),
    )


def _outbox_rare() -> None:
    """Rows somebody looks for now and then: few of many."""
    op.create_index(
        "ix_outbox_leased",
        "outbox",
        ["lease"],
        unique=False,
        sqlite_where=sa.text("lease IS NOT NULL"),
        postgresql_where=sa.text("lease IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["address_id", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('waiting', 'attempting')"),
        postgresql_where=sa.text("status IN ('waiting', 'attempting')"),
    )
    op.create_index(
        "ix_outbox_provider",
        "outbox",
        ["channel", "provider_id"],
        unique=False,
        sqlite_where=sa.text("provider_id IS NOT NULL"),
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_unknown",
        "outbox",
        ["changed"],
        unique=False,
        sqlite_where=sa.text("status = 'unknown'"),
        postgresql_where=sa.text("status = 'unknown'"),
    )


def _phone_share() -> None:
    op.create_table(
        "phone_share",
        sa.Column("address_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_phone_share_address_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_phone_share_contact_id"),
        sa.PrimaryKeyConstraint("address_id", "contact_id", name="pk_phone_share"),
    )
