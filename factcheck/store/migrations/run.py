"""Running the migrations on a connection whose transaction somebody else commits."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Bring the database behind the connection to the newest version."""
    config = Config()
    config.set_main_option("script_location", "factcheck.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
