"""Leaving nothing in a database's own files of what was written over: free pages, its log, old versions of rows."""

from contextlib import closing
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from factcheck.store.postgres import failure
from factcheck.store.word_counts import fold_all

_REBUILD = (
    "INSERT INTO searchable_fts(searchable_fts) VALUES ('rebuild')",
    "INSERT INTO body_fts(body_fts) VALUES ('rebuild')",
    "VACUUM",
)
_HELD = "55P03"
"""PostgreSQL's code for a lock that did not come in time."""
_PATIENCE = 5_000
"""Milliseconds that readers are waited for, who keep the write-ahead log from being emptied."""


def forget_overwritten(engine: Engine) -> bool:
    """Rebuild the files without what was written over; False where somebody is reading what was there before.

    On PostgreSQL the tables are rebuilt; its own write-ahead log and backups are for whoever runs it.
    """
    if engine.dialect.name == "sqlite":
        return _rebuild_sqlite(engine)
    fold_all(engine)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # nobody after this has it without the limit on time
            connection.execute(text("SET statement_timeout = 0"))
            for table in SQLModel.metadata.sorted_tables:
                connection.execute(text(f"VACUUM (FULL) {table.name}"))
    except DBAPIError as wrong:
        if getattr(wrong.orig, "sqlstate", None) != _HELD:
            raise failure(engine, wrong, writing=False) from wrong
        return False
    return True


def _rebuild_sqlite(engine: Engine) -> bool:
    with closing(engine.raw_connection()) as pooled:
        driver: Any = pooled.driver_connection
        (waits,) = driver.execute("PRAGMA busy_timeout").fetchone()
        for statement in _REBUILD:
            driver.execute(statement)
        try:
            driver.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            driver.execute(f"PRAGMA busy_timeout = {waits}")
        return bool(busy == 0)
