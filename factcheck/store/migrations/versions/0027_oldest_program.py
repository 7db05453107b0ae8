"""Which programs may go on with the database."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
oldest = "0026"


def upgrade() -> None:
    """Make the table of one row: a version, and the oldest one that programs may know which go on with it."""
    op.create_table(
        "oldest_program",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("oldest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
