"""What each claim that can be looked up means, as a model puts it."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
oldest = "0026"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, empty: vectors are made when they are wanted. They go with what they stand for."""
    op.create_table(
        "search_vector",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("searchable_id", _NUMBER, nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["searchable_id"], ["searchable.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("searchable_id"),
        sqlite_autoincrement=True,
    )
