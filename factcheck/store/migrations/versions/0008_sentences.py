"""The sentence of the article that a claim is from, apart from the claimant's words."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of claims there are, nobody said which words are whose."""
    op.add_column("claim", sa.Column("sentence", sa.String(), nullable=True))
