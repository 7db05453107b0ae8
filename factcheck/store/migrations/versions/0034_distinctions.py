"""Earlier claims that somebody said are others."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
oldest = "0026"

_ACTS = (
    *("add", "edit", "rename", "assign", "note", "source", "capture", "cite", "anchor", "amend", "drop"),
    *("rate", "submit", "approve", "return", "contact", "link", "take-over", "publish", "correct"),
    *("withdraw", "article", "skip", "unskip", "redact", "comment", "resolve", "distinguish"),
)


def upgrade() -> None:
    """Let history say so, and make the table."""
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
    op.create_table(
        "distinction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )
    op.create_index("ix_distinction_ref", "distinction", ["ref"])
