"""Events with their sign-ups and needs, tasks, and staff."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _event()
    _event_indexes()
    _staff()
    _task()
    _task_indexes()
    _staff_link()
    _staff_session()
    _sign_up()
    _sign_up_indexes()
    _need()
    _need_indexes()


def downgrade() -> None:
    for table in (
        "need",
        "sign_up",
        "staff_session",
        "staff_link",
        "task",
        "staff",
        "event",
    ):
        op.drop_table(table)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=100), nullable=False),
        sa.Column("directions", sa.Text(), server_default="", nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("open_to", sa.String(length=16), nullable=False),
        sa.Column("food", sa.String(length=200), server_default="", nullable=False),
        sa.Column("prayer_space", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("quiet_room", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("creche", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("step_free", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("hearing_loop", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("what_you_get", sa.Text(), server_default="", nullable=False),
        sa.Column("what_can_change", sa.Text(), server_default="", nullable=False),
        sa.Column("cancelled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )


def _event_indexes() -> None:
    op.create_index("ix_event_starts", "event", ["starts"], unique=False)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
    )


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("inbound_id", ID, nullable=True),
        sa.Column("outbox_id", ID, nullable=True),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("done", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("key", name="uq_task_key"),
    )


def _task_indexes() -> None:
    op.create_index(
        "ix_task_open",
        "task",
        ["due"],
        unique=False,
        sqlite_where=sa.text("done IS NULL"),
        postgresql_where=sa.text("done IS NULL"),
    )


def _staff_link() -> None:
    op.create_table(
        "staff_link",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_link_staff_id"),
        sa.PrimaryKeyConstraint("token", name="pk_staff_link"),
    )


def _staff_session() -> None:
    op.create_table(
        "staff_session",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_session_staff_id"),
        sa.PrimaryKeyConstraint("token", name="pk_staff_session"),
    )


def _sign_up() -> None:
    op.create_table(
        "sign_up",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_sign_up_address_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_sign_up_contact_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_sign_up_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_up"),
        sa.UniqueConstraint("event_id", "contact_id", name="uq_sign_up_event_id"),
    )


def _sign_up_indexes() -> None:
    op.create_index("ix_sign_up_contact_id", "sign_up", ["contact_id"], unique=False)
    op.create_index(
        "ix_sign_up_offer",
        "sign_up",
        ["offer_until"],
        unique=False,
        sqlite_where=sa.text("status = 'offered'"),
        postgresql_where=sa.text("status = 'offered'"),
    )


def _need() -> None:
    op.create_table(
        "need",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("sign_up_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=64), server_default="", nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_up.id"], name="fk_need_sign_up_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
    )


def _need_indexes() -> None:
    op.create_index("ix_need_sign_up_id", "need", ["sign_up_id"], unique=False)
