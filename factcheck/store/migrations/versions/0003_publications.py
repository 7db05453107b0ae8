"""Publications, corrections and contacts; a day by which a check is wanted; the state "published"."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATUSES = (
    "unverified",
    "checking",
    "rated",
    "in-review",
    "signed-off",
    "published",
    "needs-recheck",
    "withdrawn",
)
_ACTS = (
    "add",
    "edit",
    "assign",
    "note",
    "source",
    "capture",
    "cite",
    "anchor",
    "rate",
    "submit",
    "approve",
    "return",
    "contact",
    "publish",
    "correct",
    "withdraw",
    "article",
)


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    """Add what publishing keeps, and let claims be published."""
    with op.batch_alter_table("claim") as claim:
        claim.add_column(sa.Column("deadline", sa.String(), nullable=True))
        claim.add_column(
            sa.Column("claimant_type", _words("claimant_type", "person", "organization"), nullable=True)
        )
        claim.drop_constraint("claim_status", type_="check")
        claim.create_check_constraint("claim_status", sa.column("status").in_(_STATUSES))
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("salt", sa.String(), nullable=True))
    _contacts()
    _publications()
    _corrections()


def _contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("asked_on", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("answered_on", sa.String(), nullable=True),
        sa.Column("answered", sa.String(), nullable=True),
        sa.Column("no_answer", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id", "verdict"], ["verdict.claim_id", "verdict.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )


def _corrections() -> None:
    kinds = _words("correction_kind", "major", "minor", "update", "void")
    op.create_table(
        "correction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )
