"""Words that are taken out of histories for good."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ACTS = (
    *("add", "edit", "rename", "assign", "note", "source", "capture", "cite", "anchor", "amend", "drop"),
    *("rate", "submit", "approve", "return", "contact", "link", "take-over", "publish", "correct"),
    *("withdraw", "article", "skip", "unskip", "redact"),
)


def upgrade() -> None:
    """Let history say so."""
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
