"""Places where a claim is said again: what a feed calls the text and its day, and that somebody took note of one."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
oldest = "0026"

_STATES = ("open", "added", "noted", "another")


def upgrade() -> None:
    """Make the columns, and let states say so."""
    with op.batch_alter_table("proposed_appearance") as changed:
        changed.add_column(sa.Column("title", sa.Text(), nullable=True))
        changed.add_column(sa.Column("said_on", sa.String(), nullable=True))
        changed.drop_constraint("proposed_appearance_state", type_="check")
        changed.create_check_constraint("proposed_appearance_state", sa.column("state").in_(_STATES))
