"""Opening the database: SQLite and PostgreSQL made to behave alike."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from factcheck.errors import BadInput, CommitUnknown, StorageFailed
from factcheck.store.migrations.known import known_versions
from factcheck.store.postgres import CONNECTIONS, engine_options, failure, has_lost_server, was_committed
from factcheck.store.read_only import (
    NO_ROOM,
    NOT_WRITABLE,
    ReadOnlyConnection,
    has_no_room,
    may_be_written,
    open_read_only,
)
from factcheck.store.turns import TransactionId, take_turns

BUSY_SECONDS = 120
PROGRAM = "factcheck"
"""What our connections are called at PostgreSQL, with the newest version of the database that the program knows."""
LOG_BYTES = 64 << 20
"""What is left of SQLite's log (WAL) once its content is in the database; while somebody reads for long, it grows."""


def connection_name() -> dict[str, str]:
    """What a connection to PostgreSQL says of itself: the program, and the version of the database it knows."""
    return {"application_name": f"{PROGRAM} {known_versions()[-1]}"}


def make_engine(url: str, connections: int = CONNECTIONS) -> Engine:
    """An engine for a `sqlite:///…` or `postgresql+psycopg://…` URL, set up but not connected.

    `connections` is how many to PostgreSQL there are at most.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError(f"a desk is not kept in {parsed.get_backend_name()}")
        if "@" in (parsed.host or ""):  # the end of a password, which nobody is to see
            raise ValueError("a password holds an @, which is written %40 there")
        is_server = parsed.get_backend_name() == "postgresql"
        engine = create_engine(
            parsed, **(engine_options(parsed, connection_name(), connections) if is_server else {})
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as wrong:
        raise BadInput(
            f"database_url cannot be used: {wrong}. Write sqlite:///FILE or postgresql://…"
        ) from wrong
    except ModuleNotFoundError as wrong:
        raise BadInput("PostgreSQL needs one more package: pip install 'factcheck-desk[postgres]'") from wrong
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(
    _dialect: object, _record: object, where: Sequence[str], options: dict[str, Any]
) -> sqlite3.Connection:
    """A connection that writes or, where the place or a full disk does not let it, one that reads alone."""
    path = Path(where[0])
    if not may_be_written(path):
        return open_read_only(path, NOT_WRITABLE)
    connection: sqlite3.Connection = sqlite3.connect(path, **options)
    try:
        _prepare_sqlite(connection)
    except sqlite3.OperationalError as wrong:
        connection.close()
        if not has_no_room(path, wrong):
            raise
        return open_read_only(path, NO_ROOM)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
    for wait in (0.0, *(0.05 for _ in range(BUSY_SECONDS * 20))):
        sleep(wait)
        if _keeps_a_log(connection):
            return
    raise sqlite3.OperationalError("database is locked")


def _keeps_a_log(connection: sqlite3.Connection) -> bool:
    """Put the database into WAL mode; False while another process is at it, which SQLite itself does not wait for."""
    try:
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as wrong:
        if "locked" in str(wrong):
            return False
        raise
    return True


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn before it reads, so what it read is still so when it writes.

    Foreign keys hold except while tables are rebuilt, where SQLite would take the dropped table's rows for lost.
    """
    options = connection.get_execution_options()
    opened = connection.connection.dbapi_connection
    if options.get("writing") and isinstance(opened, ReadOnlyConnection):
        place = connection.engine.url.database
        raise StorageFailed(f"The database {place} cannot be written, nothing was stored: {opened.why}")
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if options.get('rebuilding') else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


@contextmanager
def transaction(
    engine: Engine, *, writing: bool, turns: Collection[str] = (), rebuilding: bool = False
) -> Iterator[Connection]:
    """One transaction: committed on leaving, rolled back on an exception.

    Writers take turns on what they name (see `turns`), without names on everything. StorageFailed; of these
    WriteConflict where another writer was in the way, and CommitUnknown.
    """
    is_server = engine.dialect.name == "postgresql"
    options: dict[str, Any] = {"writing": writing, "rebuilding": rebuilding}
    if is_server and not writing:
        options["isolation_level"] = "REPEATABLE READ"
    try:
        with engine.connect() as connection, connection.execution_options(**options).begin() as begun:
            open_here = None
            if is_server and writing:
                open_here = take_turns(connection, turns)
                if rebuilding:
                    connection.execute(text("SET LOCAL statement_timeout = 0"))
                    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield connection
            _commit(engine, begun, open_here)
    except DBAPIError as wrong:
        raise (
            failure(engine, wrong, writing=writing) if is_server else StorageFailed(_in_words(engine, wrong))
        ) from wrong
    except PoolTimeout as wrong:
        raise StorageFailed(
            "All connections that this process may have to the database are in use. Nothing was stored. Do it again in "
            "a while, or raise database_connections in factcheck.toml."
        ) from wrong


def _commit(engine: Engine, begun: RootTransaction, open_here: TransactionId | None) -> None:
    """Commit; where the connection is lost meanwhile, see whether it was done all the same."""
    try:
        begun.commit()
    except DBAPIError as wrong:
        if open_here is None or not has_lost_server(wrong):
            raise
        found = was_committed(engine, open_here)
        if found is None:
            raise CommitUnknown(
                "The connection to the database was lost while this was stored, and the server does not answer, so "
                "nobody can say yet whether it was. See whether it is there before you do it again."
            ) from wrong
        if not found:
            raise


def _in_words(engine: Engine, wrong: DBAPIError) -> str:
    """What SQLite said, where it is, and what to do about it."""
    said = str(wrong.orig).strip().splitlines()[0]
    where = engine.url.database
    hints = {
        "full": "Make room on the disk and run the command again; nothing was stored.",
        "readonly": "Make the folder writable, or work on a copy.",
        "read-only": "Make the folder writable, or work on a copy.",
        "unable to open": "See that the folder exists and can be written.",
        "locked": "Another program holds it; close that and run the command again.",
        "not a database": "Something else overwrote it; restore a backup or import the dossiers anew.",
        "malformed": "It is damaged; restore a backup or import the dossiers anew.",
    }
    mend = next((hint for sign, hint in hints.items() if sign in said), "Nothing was stored.")
    return f"The database {where} said: {said}. {mend}"
