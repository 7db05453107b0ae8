"""Where claims that were checked are said again, as was found, and what was read for it."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
oldest = "0026"

_STEPS = (
    *("check", "rate", "submit", "returned", "review", "publish", "recheck", "ask", "answered", "comment"),
    "repeated",
)
_BANDS = ("likely", "possible", "folded")
_STATES = ("open", "added", "another")


def upgrade() -> None:
    """Let steps say so, and make the tables."""
    with op.batch_alter_table("next_step") as changed:
        changed.drop_constraint("next_step_step", type_="check")
        changed.create_check_constraint("next_step_step", sa.column("step").in_(_STEPS))
    op.create_table(
        "watched_text",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    _make_list()


def _make_list() -> None:
    op.create_table(
        "proposed_appearance",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("known_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("check_url", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("wording_digest", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("band", _word("band", _BANDS), nullable=False),
        sa.Column("score", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("differs", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _word("state", _STATES), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("known_by"),
    )
    for column in ("claim_id", "wording_digest", "state"):
        op.create_index(f"ix_proposed_appearance_{column}", "proposed_appearance", [column])


def _word(column: str, words: tuple[str, ...]) -> sa.Enum:
    name = f"proposed_appearance_{column}"
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
