"""A state of its own for what a second person sent back."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATUSES = (
    *("unverified", "checking", "returned", "rated", "in-review"),
    *("signed-off", "published", "needs-recheck", "withdrawn"),
)


def upgrade() -> None:
    """What has a verdict and is being checked is what was sent back; nothing else was ever both."""
    with op.batch_alter_table("claim") as claim:
        claim.drop_constraint("claim_status", type_="check")
        claim.create_check_constraint("claim_status", sa.column("status").in_(_STATUSES))
    op.execute("UPDATE claim SET status = 'returned' WHERE status = 'checking' AND rating IS NOT NULL")
