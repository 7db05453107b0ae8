"""The browser that drew a page, what others say that a page is, and where on a picture a quote stands."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None
oldest = "0026"

_COLUMNS = (
    ("capture", "browser", sa.JSON),
    ("capture", "memento", sa.JSON),
    ("evidence", "region", sa.JSON),
    ("evidence", "picture", sa.String),
)


def upgrade() -> None:
    """Add the columns, and an index of the pictures, which few quotes have."""
    for table, name, kind in _COLUMNS:
        op.add_column(table, sa.Column(name, kind(), nullable=True))
    pictured = sa.text("picture IS NOT NULL")
    op.create_index(
        "ix_evidence_picture", "evidence", ["picture"], sqlite_where=pictured, postgresql_where=pictured
    )
