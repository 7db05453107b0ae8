"""Comments on claims, who is to answer them, and what people say to have read."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_ACTS = (
    *("add", "edit", "rename", "assign", "note", "source", "capture", "cite", "anchor", "amend", "drop"),
    *("rate", "submit", "approve", "return", "contact", "link", "take-over", "publish", "correct"),
    *("withdraw", "article", "skip", "unskip", "redact", "comment", "resolve"),
)
_STEPS = ("check", "rate", "submit", "returned", "review", "publish", "recheck", "ask", "answered", "comment")


def upgrade() -> None:
    """Let history and lists say so, and make the table of what was read."""
    for table, name, words in (("event", "act", _ACTS), ("next_step", "step", _STEPS)):
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(f"{table}_{name}", type_="check")
            changed.create_check_constraint(f"{table}_{name}", sa.column(name).in_(words))
    op.add_column("claim", sa.Column("open_comments", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "read_mark",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "person"),
    )
