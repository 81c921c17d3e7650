"""Messages nobody is sure about are counted on every staff page: an index of them alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NAME = "ix_inbound_unsure"


def upgrade() -> None:
    unsure = sa.and_(sa.column("accepted").is_(False), sa.column("meant").is_(None))
    op.create_index(NAME, "inbound", ["id"], sqlite_where=unsure, postgresql_where=unsure)


def downgrade() -> None:
    op.drop_index(NAME, "inbound")
