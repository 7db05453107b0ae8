"""Who is told what waits, and what there is to tell."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_KINDS = ("waits", "due", "overdue", "answered", "comment", "status")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "recipient",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", _words("recipient_kind", "person", "reader", "webhook"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("frequency", _words("recipient_frequency", "at-once", "daily"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("kind", _words("notice_kind", *_KINDS), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("state", _words("notice_state", "waiting", "sent", "failed", "past"), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", _TIME, nullable=True),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("done_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["recipient"], ["recipient.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notice_recipient", "notice", ["recipient"])
    op.create_index("ix_notice_state", "notice", ["state"])


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
