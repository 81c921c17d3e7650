"""The road: contacts, messages, places, outbox, events, tasks, staff."""

from alembic import op

from bot.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
