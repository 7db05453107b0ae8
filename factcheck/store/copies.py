"""Copies of the whole database: from either kind into a SQLite file, and from such a file into an empty database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select
from sqlmodel import SQLModel

from factcheck.errors import NotSoNow, StorageFailed
from factcheck.model.scale import Scales
from factcheck.store.engine import make_engine, transaction
from factcheck.store.rows import AT_ONCE
from factcheck.store.search_tables import EARLIER, SEARCHABLE, VECTORS
from factcheck.store.version import bring_up_to_date
from factcheck.store.word_counts import fold


def copy_to_file(source: Engine, file: Path) -> None:
    """Write what the database holds at this moment to a new SQLite file, while others go on; StorageFailed.

    A SQLite database is copied page by page by SQLite itself, another one row by row.
    """
    if source.dialect.name == "sqlite":
        _copy_pages(source, file)
        return
    target = make_engine(f"sqlite:///{file}")
    try:
        bring_up_to_date(target)
        _copy_rows(source, target)
    finally:
        target.dispose()


def fill_from_file(target: Engine, file: Path, scales: Scales) -> None:
    """Bring everything in a SQLite file of `copy_to_file` into a database.

    NotSoNow where that holds claims, articles or checks already: nothing is changed then. StorageFailed.
    """
    source = make_engine(f"sqlite:///{file}")
    try:
        bring_up_to_date(source, scales)
        bring_up_to_date(target)
        _copy_rows(source, target)
    finally:
        source.dispose()


def _copy_pages(source: Engine, file: Path) -> None:
    try:
        with source.connect() as connection, closing(sqlite3.connect(file)) as target:
            driver: Any = connection.connection.driver_connection
            driver.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    except sqlite3.Error as wrong:
        raise StorageFailed(
            f"{file}: the database could not be copied: {wrong}. Make room and try again."
        ) from wrong


def _copy_rows(source: Engine, target: Engine) -> None:
    with transaction(source, writing=False) as reading, transaction(target, writing=True) as writing:
        if any(writing.execute(select(table).limit(1)).first() for table in SQLModel.metadata.sorted_tables):
            raise NotSoNow(
                f"The database {target.url.set(query={})} holds a desk already; nothing was changed."
            )
        for table in SQLModel.metadata.sorted_tables:
            rows = reading.execution_options(yield_per=AT_ONCE).execute(select(table)).mappings()
            for batch in rows.partitions():
                writing.execute(insert(table), [dict(row) for row in batch])
        fold(writing)
        if writing.dialect.name == "postgresql":
            _count_on(writing)


def _count_on(connection: Connection) -> None:
    """Let the keys that PostgreSQL counts go on after the highest that came."""
    for table in (EARLIER, SEARCHABLE, VECTORS):
        highest = select(func.max(table.c.id)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
