"""A SQLite database that can be read though not written: on read-only media, in somebody's folder, on a full disk."""

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

READABLE = "It can be read: its claims listed and shown, all of it verified, a report made in another folder."
NOT_WRITABLE = (
    f"its folder or file is read-only. {READABLE} To change something, make it writable or work on a copy."
)
NO_ROOM = f"the disk is full. {READABLE} To change something, make room and run the command again."
_NO_ROOM_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_ROOM = 65_536
"""Bytes that reading needs beside a database that can be written: its wal-index."""


class ReadOnlyConnection(sqlite3.Connection):
    """A connection that reads alone; `why` says what keeps it from writing, and what to do."""

    why = NOT_WRITABLE
    copy: Path | None = None

    def close(self) -> None:
        """Close it, and remove the copy that it was on."""
        super().close()
        if self.copy:
            shutil.rmtree(self.copy, ignore_errors=True)


def may_be_written(path: Path) -> bool:
    """Whether a file and its folder may be written, so that SQLite can keep its log beside it; true where it is new."""
    return not path.is_file() or all(os.access(one, os.W_OK) for one in (path, path.parent))


def has_no_room(path: Path, wrong: sqlite3.OperationalError) -> bool:
    """Whether an error in opening a database that is there is that of a full disk."""
    if not path.is_file() or (wrong.sqlite_errorcode & 0xFF) not in _NO_ROOM_CODES:
        return False
    disk = os.statvfs(path.parent)
    return disk.f_bavail * disk.f_frsize < _ROOM


def open_read_only(path: Path, why: str) -> ReadOnlyConnection:
    """A connection that cannot write: beside others that can where its log is there, else on the file alone.

    What stands in the log of a crash can only be read after writing, so such a database is copied first. OSError
    where there is no room for the copy.
    """
    copy = None
    try:
        connection = _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        if log.is_file() and log.stat().st_size:
            copy = Path(mkdtemp(prefix="factcheck-"))
            connection = _opened(_copied(path, log, copy), "mode=ro")
        else:
            connection = _opened(path, "mode=ro&immutable=1")
    connection.why, connection.copy = why, copy
    return connection


def _copied(path: Path, log: Path, folder: Path) -> Path:
    try:
        return [Path(shutil.copyfile(one, folder / one.name)) for one in (log, path)][-1]
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _opened(path: Path, how: str) -> ReadOnlyConnection:
    address = f"{path.absolute().as_uri()}?{how}"
    options: dict[str, Any] = {"uri": True, "check_same_thread": False, "isolation_level": None}
    connection = sqlite3.connect(address, factory=ReadOnlyConnection, **options)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection
