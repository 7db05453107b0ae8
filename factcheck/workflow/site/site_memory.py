"""What the last publication knew of each check, kept beside the site, so that one correction need not read all others.

It is no part of the record: without it, or where it is damaged, all is read from the data on the site or from the
histories. What is needed of all checks is read at once, and held to its SHA-256; what is needed of a check where it is
shown is read when it is, and so is its own.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import StorageFailed
from factcheck.files import disk_errors_explained
from factcheck.report.listed_claim import ListedCheck
from factcheck.workflow.site.shared_data import SharedCheck

MEMORY = ".site-memory.db"
_FORMER = ".site-memory.json"
_FORM = 3
"""Raised where what is remembered comes to be told otherwise."""

_TABLES = """
PRAGMA page_size = 32768;
CREATE TABLE IF NOT EXISTS about (form INTEGER, digest TEXT);
CREATE TABLE IF NOT EXISTS counted (ref TEXT PRIMARY KEY, told BLOB, line BLOB);
CREATE TABLE IF NOT EXISTS shown (ref TEXT PRIMARY KEY, told BLOB, digest BLOB);
"""

_AT_ONCE = 500
_Row = tuple[bytes, bytes]
"""Of one check the head of its history, the key of its pages and what is counted of it, as JSON; its row of the CSV."""
_DAMAGE = (sqlite3.Error, ValueError, TypeError)


class SiteMemory:
    """What is remembered of the desk's own site; of one in another folder, nothing.

    `anew` makes the check with a ref as it is out, where what is remembered of it is damaged. To be closed.
    """

    def __init__(self, desk: Desk, out: Path, anew: Callable[[str], SharedCheck]) -> None:
        own = out.resolve() == desk.settings.site.resolve()
        self._path = desk.settings.folder / MEMORY if own else None
        self._anew = anew

    def listed(self, ref: str, head: str) -> ListedCheck | None:
        """What lists show of a check, where its history has not moved."""
        known = self._known.get(ref)
        return self._check(ref, known).listed if known and known[0] == head else None

    def before(self, ref: str) -> ListedCheck | None:
        """What lists showed of a check, whatever became of it since."""
        known = self._known.get(ref)
        return self._check(ref, known).listed if known and self._shown_before(ref) else None

    def checks(self, keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, SharedCheck]]:
        """Those of these checks whose pages have still the key that stands beside their ref."""
        known = self._known
        for ref, key in keys:
            if ref in known and known[ref][1] == key:
                yield ref, self._check(ref, known[ref])

    def _check(self, ref: str, known: Sequence[Any]) -> SharedCheck:
        return SharedCheck.kept(self._rows[ref][1].decode(), known[2:], self._shown)

    def _shown(self, ref: str) -> Sequence[Any]:
        return self._shown_before(ref) or self._anew(ref).shown()

    def _shown_before(self, ref: str) -> Sequence[Any] | None:
        with suppress(*_DAMAGE):
            found = self._database.execute("SELECT told, digest FROM shown WHERE ref = ?", [ref])
            told, digest = found.fetchone()
            if sha256(told).digest() == digest:
                shown: Sequence[Any] = json.loads(told)
                return shown
        return None

    @cached_property
    def _known(self) -> Mapping[str, Sequence[Any]]:
        told = b",".join([told for told, _ in self._rows.values()])
        return dict(zip(self._rows, json.loads(b"[%s]" % told), strict=True))

    @cached_property
    def _rows(self) -> Mapping[str, _Row]:
        """What is remembered of all checks by ref; nothing where it is not as it was left."""
        with suppress(*_DAMAGE):
            (about,) = self._database.execute("SELECT form, digest FROM about")
            rows = self._database.execute("SELECT ref, told, line FROM counted")
            found = {ref: (told, line) for ref, told, line in rows}
            if about == (_FORM, _digest(found)):
                return found
        return {}

    @cached_property
    def _database(self) -> sqlite3.Connection:
        if self._path is None or not self._path.is_file():
            return sqlite3.connect(":memory:")
        # A thread of the pool reads there too, when it hands checks to a process.
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def keep(self, heads: Mapping[str, str], keys: Mapping[str, str], new: Mapping[str, SharedCheck]) -> None:
        """Remember every check that is out, `heads` and `keys` by ref; of those that are not `new`, what is known."""
        if self._path is None:
            return
        coming = {ref: _row(heads[ref], keys[ref], check) for ref, check in new.items() if ref in heads}
        rows = {ref: row for ref, row in self._rows.items() if ref in heads} | coming
        shown = {ref: _json(new[ref].shown()) for ref in coming}
        with disk_errors_explained(self._path):
            (self._path.parent / _FORMER).unlink(missing_ok=True)
            if not self._rows:
                self._path.unlink(missing_ok=True)
        with _opened(self._path) as database:
            database.executescript(_TABLES)
            database.execute("BEGIN")
            gone = [(ref,) for ref in self._rows if ref not in rows]
            database.executemany("DELETE FROM counted WHERE ref = ?", gone)
            database.executemany("DELETE FROM shown WHERE ref = ?", gone)
            counted = ((ref, *row) for ref, row in coming.items())
            database.executemany("INSERT OR REPLACE INTO counted VALUES (?, ?, ?)", counted)
            told = ((ref, one, sha256(one).digest()) for ref, one in shown.items())
            database.executemany("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", told)
            database.execute("DELETE FROM about")
            database.execute("INSERT INTO about VALUES (?, ?)", [_FORM, _digest(rows)])
            database.execute("COMMIT")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = OFF")  # what a crash left half there is not as its digest
            yield database
    except sqlite3.Error as wrong:
        said = f"{path}: {wrong}. Make room on the disk, or take the file away: the next publication makes it anew."
        raise StorageFailed(said) from wrong


def _row(head: str, key: str, check: SharedCheck) -> _Row:
    return _json([head, key, *check.counted()]), check.row.encode()


def _json(told: Sequence[Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def _digest(rows: Mapping[str, _Row]) -> str:
    """The SHA-256 of all rows in the order of their refs."""
    found, waiting = sha256(), iter(sorted(rows))
    while refs := [*islice(waiting, _AT_ONCE)]:
        found.update(b"\n".join([part for ref in refs for part in (ref.encode(), *rows[ref])]))
    return found.hexdigest()
