"""The edition of the rules each line was made under; digests named as such; tables gone that nobody read."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NEVER_READ = ("drift", "review", "contact", "correction", "earlier_match")


def upgrade() -> None:
    """Lines there are belong to edition 1; what the tables held that go stands in the histories."""
    op.add_column("event", sa.Column("edition", sa.Integer(), server_default="1", nullable=False))
    for table in ("claim", "earlier_check"):
        op.drop_index(f"ix_{table}_wording", table)
        op.execute(f"ALTER TABLE {table} RENAME COLUMN wording TO wording_digest")
        op.create_index(f"ix_{table}_wording_digest", table, ["wording_digest"])
    for table in _NEVER_READ:
        op.drop_table(table)
