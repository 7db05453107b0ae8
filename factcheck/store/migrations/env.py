"""What Alembic runs: the migrations on the connection it was handed."""

from alembic import context
from sqlmodel import SQLModel

from factcheck.store import search_tables, tables

assert tables.ClaimRow.metadata is search_tables.SEARCHABLE.metadata is SQLModel.metadata  # noqa: S101

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
context.run_migrations()
