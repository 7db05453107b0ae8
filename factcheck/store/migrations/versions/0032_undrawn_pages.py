"""Captures of pages that a browser could not draw."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
oldest = "0026"

_OUTCOMES = (
    *(
        "ok",
        "filed",
        "unchanged",
        "empty",
        "partial",
        "partial:encoding",
        "partial:incomplete",
        "suspect:soft-404",
    ),
    *("blocked:scheme", "blocked:userinfo", "blocked:port", "blocked:private-address", "blocked:by-site"),
    *("error:bad-url", "error:too-many-redirects", "error:tls:expired", "error:tls:wrong-host"),
    *("error:tls:self-signed", "error:tls:unknown-ca", "error:tls:failed", "error:encoding", "error:timeout"),
    *("error:protocol", "error:dns", "error:connect", "error:not-found", "error:http", "error:browser"),
)


def upgrade() -> None:
    """Let a capture end so."""
    with op.batch_alter_table("capture") as capture:
        capture.drop_constraint("capture_outcome", type_="check")
        capture.create_check_constraint("capture_outcome", sa.column("outcome").in_(_OUTCOMES))
