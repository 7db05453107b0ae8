"""Indexes in whose order steps and lines are read: the most pressing first, and the newest first."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the names of those who may not take a step as text, which can be indexed, and make the indexes."""
    with op.batch_alter_table("next_step") as step:
        step.alter_column(
            "but_not",
            existing_type=sa.JSON(),
            type_=sa.Text(),
            existing_nullable=False,
            postgresql_using="but_not::text",
        )
    op.create_index("ix_next_step_urgency", "next_step", ["who", "step", "but_not", "due", "rank", "since"])
    op.create_index("ix_event_at", "event", ["at"])
    op.create_index("ix_event_by", "event", ["by", "at"])
    for act, column in (("correct", "at"), ("contact", "subject")):
        acts = sa.text(f"act = '{act}'")
        op.create_index(f"ix_event_{act}", "event", [column], sqlite_where=acts, postgresql_where=acts)
