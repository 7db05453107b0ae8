"""Running the migrations on a connection whose transaction somebody else commits."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from factcheck.model.scale import Scales


def upgrade(connection: Connection, scales: Scales) -> None:
    """Bring the database behind the connection to the newest version; `scales` are those of the desk."""
    config = Config()
    config.set_main_option("script_location", "factcheck.store:migrations")
    config.attributes |= {"connection": connection, "scales": scales}
    command.upgrade(config, "head")
