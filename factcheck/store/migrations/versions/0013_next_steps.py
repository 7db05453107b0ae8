"""What is to be done next about each claim, and who gave and reads its verdict, worked out of the histories."""

import sqlalchemy as sa
from alembic import context, op

from factcheck.store.ledger import Ledger
from factcheck.store.rows import CLAIMS, NEXT_STEPS, UNREADABLE, to_child_rows, to_claim_row

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_STEPS = ("check", "rate", "submit", "returned", "review", "publish", "recheck", "ask")
_NEW = ("author", "reader")


_AS_MADE = NEXT_STEPS.to_metadata(sa.MetaData())
_AS_MADE.c.but_not.type = sa.JSON()


def upgrade() -> None:
    """Make the table and the columns, and fill them; what cannot be read `verify` names, and has no next step."""
    op.create_table(
        "next_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(*_STEPS, name="next_step_step", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("but_not", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("claim_id", "id"),
    )
    for name in _NEW:
        op.add_column("claim", sa.Column(name, sa.String(), nullable=True))
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    scales = context.config.attributes["scales"]
    ledger = Ledger(connection, scales)
    for ref in connection.execute(sa.select(CLAIMS.c.ref)).scalars().all():
        try:
            record = ledger.record(ref)
            row = to_claim_row(record, scales)
            steps = [step for name, step in to_child_rows(record, scales) if name == "next_steps"]
        except UNREADABLE:
            continue
        if steps:
            connection.execute(sa.insert(_AS_MADE), steps)
        these = sa.update(CLAIMS).where(CLAIMS.c.id == record.id)
        connection.execute(these.values({name: row[name] for name in _NEW}))
