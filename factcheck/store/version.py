"""The version of a database, and bringing it to that of this program while others go on with it."""

import logging
from collections.abc import Iterator
from time import sleep

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from factcheck.errors import NotSoNow, StorageFailed
from factcheck.model.scale import NO_SCALES, Scales
from factcheck.store.engine import PROGRAM, transaction
from factcheck.store.migrations.known import known_versions
from factcheck.store.read_only import ReadOnlyConnection

_LOG = logging.getLogger(__name__)
_PAUSES = (0.5, 1.0, 2.0, *(5.0 for _ in range(24)))
"""Seconds between attempts to migrate: two minutes, then whoever holds the tables is not waited for any longer."""
_LOCK_MILLISECONDS = 800
"""How long others wait behind a change of a table that waits; less than after which PostgreSQL looks for deadlocks."""
_GAVE_WAY = ("55P03", "40P01")
"""PostgreSQL's codes for a lock that did not come in time, and for a deadlock."""


def bring_up_to_date(engine: Engine, scales: Scales = NO_SCALES) -> None:
    """Make the tables of a new database, migrate an older one, while programs go on that may.

    A newer database is left as it is, where it says that this program may go on with it. NotSoNow where it does not,
    or where older programs are still connected that may not go on once it is migrated. StorageFailed when it is older
    and can only be read, or others hold its tables for too long. `scales` are the desk's, without which nothing can be
    worked out anew of a claim that is signed.
    """
    newest = known_versions()[-1]
    with transaction(engine, writing=False) as connection:
        current = check_version(connection)
        reads_alone = isinstance(connection.connection.dbapi_connection, ReadOnlyConnection)
    opened = {"kind": engine.dialect.name, "version": current, "to": newest}
    if current is not None and current >= newest:
        _LOG.info("opened the database (%(kind)s), version %(version)s", opened)
        return
    if reads_alone:
        raise StorageFailed(
            f"The database {engine.url.database} is at version {current}, older than this program, and cannot be "
            "brought up to date where it is: it is read-only, or its disk is full. Copy the folder of the desk to "
            "where it may be written, and work there."
        )
    for wait in (*_PAUSES, None):
        try:
            if _migrate(engine, scales, newest):
                _LOG.info("brought the database (%(kind)s) from version %(version)s to %(to)s", opened)
            return
        except StorageFailed as wrong:
            if not _gave_way(wrong):
                raise
            if wait is None:
                raise StorageFailed(
                    "Others have held tables of the database for two minutes, perhaps for a backup, so it could not "
                    f"be brought from version {current} to {newest}. Nothing was changed; try again once they are done."
                ) from wrong
            sleep(wait)


def check_version(connection: Connection) -> str | None:
    """The version of the database, None where it has none yet; NotSoNow where this program may not go on with it."""
    known = known_versions()
    version = _version(connection)
    if (
        version is None
        or version in known
        or any(one <= known[-1] for one in _oldest_programs(connection, version))
    ):
        return version
    raise NotSoNow(
        f"This desk's database is at version {version}, newer than this program, which knows up to {known[-1]}. "
        "Update factcheck (pip install --upgrade factcheck-desk) and try again; nothing was changed."
    )


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _oldest_programs(connection: Connection, version: str) -> Iterator[str]:
    """The oldest version that a program may know which goes on with this one, where the database tells it."""
    if connection.dialect.has_table(connection, "oldest_program"):
        told = text("SELECT oldest FROM oldest_program WHERE version = :version")
        yield from connection.execute(told, {"version": version}).scalars()


def _migrate(engine: Engine, scales: Scales, newest: str) -> bool:
    """Run the migrations in one transaction; False where another process has done so meanwhile."""
    from factcheck.store.migrations.run import oldest_program, upgrade

    with transaction(engine, writing=True, rebuilding=True) as connection:
        if (_version(connection) or "") >= newest:
            return False
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {_LOCK_MILLISECONDS}"))
            _let_end(connection, oldest_program())
        upgrade(connection, scales)
    return True


def _let_end(connection: Connection, oldest: str) -> None:
    """NotSoNow while programs are connected that may not go on; each connection tells the version its program knows."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE :ours"
        ' AND application_name COLLATE "C" < :oldest'
    )
    ours = {"ours": f"{PROGRAM} ____", "oldest": f"{PROGRAM} {oldest}"}
    if connections := connection.execute(query, ours).scalar():
        raise NotSoNow(
            f"Older programs have {connections} connections to this database, and none that knows less than version "
            f"{oldest} can go on once it is migrated. End them first, on every machine; nothing was changed."
        )


def _gave_way(wrong: StorageFailed) -> bool:
    cause = wrong.__cause__
    return isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in _GAVE_WAY
