"""The text of an article, the place of a claim in it, and sentences that are set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ACTS = (
    *("add", "edit", "assign", "note", "source", "capture", "cite", "anchor", "rate", "submit", "approve"),
    *("return", "contact", "publish", "correct", "withdraw", "article", "skip", "unskip"),
)


def upgrade() -> None:
    """Add what articles and claims keep of the text, and the acts that set a sentence aside."""
    with op.batch_alter_table("article") as article:
        for name in ("record", "text_digest", "text_from"):
            article.add_column(sa.Column(name, sa.String(), nullable=True))
    with op.batch_alter_table("claim") as claim:
        claim.add_column(sa.Column("place", sa.JSON(), nullable=True))
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
