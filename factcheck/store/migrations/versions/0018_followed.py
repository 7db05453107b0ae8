"""Other desks that are followed, and what was seen of them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ACTS = ("keys", "checkpoint", "check", "change", "stop")


def upgrade() -> None:
    """Make the tables; nobody is followed yet."""
    op.create_table(
        "followed",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_table(
        "followed_line",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "act",
            sa.Enum(*_ACTS, name="followed_line_act", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("url", "number"),
    )
    op.create_index("ix_followed_line_act", "followed_line", ["act"])
