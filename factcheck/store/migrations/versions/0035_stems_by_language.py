"""Words of claims in languages other than English, stored with their stems."""

from alembic import op

from factcheck.store.indexing import index_anew

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
oldest = "0026"


def upgrade() -> None:
    """Store the words again of what has other stems now."""
    index_anew(op.get_bind())
