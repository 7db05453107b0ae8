"""Captures of pages: how each fetch ended, where a quote stands, and what a recheck found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _words(name: str, length: int, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=length)


_OUTCOMES = (
    "ok",
    "filed",
    "unchanged",
    "empty",
    "partial",
    "partial:encoding",
    "partial:incomplete",
    "suspect:soft-404",
    "blocked:scheme",
    "blocked:userinfo",
    "blocked:port",
    "blocked:private-address",
    "blocked:by-site",
    "error:bad-url",
    "error:too-many-redirects",
    "error:tls:expired",
    "error:tls:wrong-host",
    "error:tls:self-signed",
    "error:tls:unknown-ca",
    "error:tls:failed",
    "error:encoding",
    "error:timeout",
    "error:protocol",
    "error:dns",
    "error:connect",
    "error:not-found",
    "error:http",
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
    "withdraw",
    "article",
)
_RUNGS = (
    "same-bytes",
    "same-text",
    "quote-exact",
    "quote-typographic",
    "quote-moved",
    "quote-altered",
    "quote-absent",
    "undetermined",
    "gone",
    "unreachable",
)


def upgrade() -> None:
    """Widen captures and evidence, add drift, and let history say that a quote was anchored."""
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("archived_url", sa.String(), nullable=True))
    _widen_captures()
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("position", sa.JSON(), nullable=True))
        evidence.add_column(sa.Column("excerpt", sa.String(), nullable=True))
        evidence.add_column(
            sa.Column("match", _words("evidence_match", 20, "exact", "typographic"), nullable=True)
        )
    with op.batch_alter_table("event") as event:
        event.drop_constraint("event_act", type_="check")
        event.create_check_constraint("event_act", sa.column("act").in_(_ACTS))
    op.create_table(
        "drift",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("capture", sa.String(), nullable=False),
        sa.Column("baseline", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("rung", _words("drift_rung", 20, *_RUNGS), nullable=False),
        sa.ForeignKeyConstraint(["claim_id", "capture"], ["capture.claim_id", "capture.id"]),
        sa.ForeignKeyConstraint(["claim_id", "evidence"], ["evidence.claim_id", "evidence.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )


def _widen_captures() -> None:
    with op.batch_alter_table("capture") as capture:
        capture.drop_constraint("capture_outcome", type_="check")
        capture.alter_column("outcome", existing_type=sa.String(20), type_=sa.String(40))
        capture.create_check_constraint("capture_outcome", sa.column("outcome").in_(_OUTCOMES))
        capture.alter_column("content_type", existing_type=sa.String(), nullable=True)
        capture.alter_column("payload_digest", existing_type=sa.String(), nullable=True)
        for name in ("reason", "requested_url", "final_url", "declared_type", "charset", "text_digest"):
            capture.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in ("text_outcome", "etag", "last_modified", "baseline"):
            capture.add_column(sa.Column(name, sa.String(), nullable=True))
        capture.add_column(sa.Column("status", sa.Integer(), nullable=True))
        capture.add_column(sa.Column("proposed", sa.JSON(), nullable=True))
        capture.add_column(sa.Column("redirects", sa.JSON(), nullable=False, server_default="[]"))
        capture.add_column(sa.Column("notes", sa.JSON(), nullable=False, server_default="[]"))
        capture.add_column(sa.Column("let_through", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("capture") as capture:
        for name in ("redirects", "notes", "let_through"):
            capture.alter_column(name, server_default=None)
