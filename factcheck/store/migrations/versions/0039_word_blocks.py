"""Which claims have a word, in blocks of bits."""

import sqlalchemy as sa
from alembic import op

from factcheck.store.search_blocks import make_blocks

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
oldest = "0026"


def upgrade() -> None:
    """Make the table, and the blocks that are full; PostgreSQL does not compress the bits again."""
    op.create_table(
        "search_block",
        sa.Column("word", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word", "first"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE search_block ALTER COLUMN bits SET STORAGE EXTERNAL")
    make_blocks(connection)
