"""What somebody's next page has to say, whichever process makes it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
oldest = "0026"


def upgrade() -> None:
    """Add the column."""
    op.add_column("account", sa.Column("told", sa.JSON(none_as_null=True), nullable=True))
