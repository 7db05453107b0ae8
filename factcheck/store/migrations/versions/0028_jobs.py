"""Background jobs, on PostgreSQL alone: the tables of procrastinate as of 3.10, and what is told of each job.

A later procrastinate that changes its tables gets migrations here, which run its changes on from `03.04.00_50`
(`job_schema.changes`): one that expands with those it calls "pre", which the version before can work with too, and in
a later release one that contracts with those it calls "post". Until then the program works off no jobs with it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from factcheck.store.job_schema import changes

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
oldest = "0026"


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for change in changes("", "03.04.00_50"):
        connection.exec_driver_sql(change.replace("%", "%%"))
    op.create_table(
        "job_report",
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("result", JSONB(), nullable=True),
        sa.Column("wrong", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.ForeignKeyConstraint(["job_id"], ["procrastinate_jobs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id"),
    )
