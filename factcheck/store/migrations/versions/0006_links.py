"""Earlier claims that somebody confirmed to say the same; others' checks found by their address."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ACTS = (
    *("add", "edit", "assign", "note", "source", "capture", "cite", "anchor", "rate", "submit", "approve"),
    *(
        "return",
        "contact",
        "link",
        "take-over",
        "publish",
        "correct",
        "withdraw",
        "article",
        "skip",
        "unskip",
    ),
)
_BANDS = ("likely", "possible", "folded")


def upgrade() -> None:
    """Add the links, let history say so, and index the addresses, which are too long for a tree on PostgreSQL."""
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
    op.create_table(
        "earlier_match",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("score", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column(
            "band",
            sa.Enum(*_BANDS, name="earlier_match_band", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("differs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )
    op.create_index("ix_earlier_check_url", "earlier_check", ["url"], postgresql_using="hash")
