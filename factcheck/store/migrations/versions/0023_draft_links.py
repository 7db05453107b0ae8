"""Links to drafts for people outside (as digests), and a next step for what they answered."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_STEPS = ("check", "rate", "submit", "returned", "review", "publish", "recheck", "ask", "answered")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table, and let a next step be one more word."""
    op.create_table(
        "draft_link",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_draft_link_subject", "draft_link", ["subject"])
    with op.batch_alter_table("next_step") as step:
        step.drop_constraint("next_step_step", type_="check")
        step.create_check_constraint("next_step_step", sa.column("step").in_(_STEPS))
