"""The program that read the words of a quote on a picture."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
oldest = "0026"


def upgrade() -> None:
    """Add the column."""
    op.add_column("evidence", sa.Column("machine_read", sa.String, nullable=True))
