"""Claims that are renamed, and the refs they had before."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ACTS = (
    *("add", "edit", "rename", "assign", "note", "source", "capture", "cite", "anchor", "amend", "drop"),
    *("rate", "submit", "approve", "return", "contact", "link", "take-over", "publish", "correct"),
    *("withdraw", "article", "skip", "unskip"),
)


def upgrade() -> None:
    """Let history say so, and make the table; no claim was renamed yet."""
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
    op.create_table(
        "former_ref",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
        sa.UniqueConstraint("id"),
    )
