"""Words that were torn at their vowel signs, stored whole."""

from alembic import op

from factcheck.store.indexing import index_anew

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Store the words again of what holds letters with marks."""
    index_anew(op.get_bind())
