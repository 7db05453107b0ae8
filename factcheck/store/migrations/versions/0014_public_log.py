"""The public log: which line is which leaf of it, and the states of it that were signed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; nothing that was published before stands in a log."""
    op.add_column("publication", sa.Column("leaf", sa.JSON(), nullable=True))
    op.create_table(
        "log_leaf",
        sa.Column("log", sa.String(), nullable=False),
        sa.Column("index", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["subject", "seq"], ["event.subject", "event.seq"]),
        sa.PrimaryKeyConstraint("log", "index"),
    )
    op.create_index("ix_log_leaf_subject", "log_leaf", ["subject"])
    op.create_table(
        "log_checkpoint",
        sa.Column("log", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("log", "number"),
    )
