"""Running the migrations on a connection whose transaction somebody else commits."""

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from factcheck.model.scale import Scales

_ALONE = Lock()
"""Alembic keeps what it works on for the whole process."""


def upgrade(connection: Connection, scales: Scales) -> None:
    """Bring the database behind the connection to the newest version; `scales` are those of the desk.

    It is written there which programs may go on with it.
    """
    config = _config()
    config.attributes |= {"connection": connection, "scales": scales}
    with _ALONE:
        command.upgrade(config, "head")
    newest = ScriptDirectory.from_config(config).get_current_head()
    connection.execute(text("DELETE FROM oldest_program"))
    row = f"INSERT INTO oldest_program VALUES ('{newest}', '{oldest_program()}')"  # noqa: S608 - names of our files
    connection.execute(text(row))


def oldest_program() -> str:
    """The oldest version that a program may know which goes on with the newest one.

    Each migration says so of itself as `oldest`; where one does not, only programs that know it go on.
    """
    migrations = ScriptDirectory.from_config(_config()).walk_revisions()
    return max(getattr(one.module, "oldest", one.revision) for one in migrations)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "factcheck.store:migrations")
    return config
