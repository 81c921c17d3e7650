"""What a message was understood to mean, and what staff say it meant."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "language": sa.String(16),
    "intent": sa.String(64),
    "confidence": sa.Float(),
    "accepted": sa.Boolean(),
    "engine": sa.String(64),
    "meant": sa.String(64),
    "meant_by": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("inbound", sa.Column(name, kind))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("inbound", name)
