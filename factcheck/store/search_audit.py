"""Whether what can be looked up agrees with the claims and checks it was made of; `verify` names what does not.

On PostgreSQL the words are found by an index over the very column that is read here, which the server keeps in step;
on SQLite they are found by a table of its own, so that is read as well.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select
from sqlalchemy.exc import DBAPIError

from factcheck.errors import BadInput
from factcheck.model.earlier import EarlierCheck
from factcheck.model.record import Record
from factcheck.store.external_checks import to_check_row
from factcheck.store.indexing import counted, searched, words_of
from factcheck.store.rows import AT_ONCE, CLAIMS
from factcheck.store.search_blocks import faulty_blocks
from factcheck.store.search_tables import BLOCKS, EARLIER, SEARCHABLE, VECTORS, WORD_CHANGES, WORDS
from factcheck.store.search_vectors import vector_digest


class SearchAudit:
    """One walk along the claims and the shelf: what each should be found by, held against what is stored.

    `note` is told the code, the place and the message of each finding.
    """

    def __init__(self, connection: Connection, note: Callable[[str, str, str], None]) -> None:
        self._connection = connection
        self._note = note
        self._counts: Counter[str] = Counter()
        self._checksum = 0

    def claims(self, records: Sequence[Record]) -> None:
        """The desk's own claims, some at a time."""
        stored = self._stored(SEARCHABLE.c.claim_id, [record.id for record in records])
        for record in records:
            self._compare(f"claim {record.claim.ref}", searched(record), stored.get(record.id))

    def finish(self) -> None:
        """The shelf, the rows that belong to nothing, and the totals."""
        with self._readable(EARLIER):
            self._checks()
        with self._readable(SEARCHABLE):
            self._strays()
        with self._readable(VECTORS):
            self._vectors()
        with self._readable(WORDS):
            self._totals()
        for first in faulty_blocks(self._connection):
            where = f"table {BLOCKS.name} {first}"
            self._note("search-differs", where, "does not hold the words of the table searchable.")
        if self._connection.dialect.name == "sqlite":
            self._terms()

    @contextmanager
    def _readable(self, table: Table) -> Iterator[None]:
        """A row whose words or keys cannot be read ends the walk of its table with a finding."""
        try:
            yield
        except (LookupError, ValueError, TypeError) as wrong:
            self._note("row-unreadable", f"table {table.name}", f"{wrong}.")

    def _stored(self, column: ColumnElement[Any], keys: Sequence[Any]) -> dict[Any, tuple[int, str]]:
        query = select(column, SEARCHABLE.c.id, SEARCHABLE.c.words).where(column.in_(keys))
        return {key: (number, words) for key, number, words in self._connection.execute(query)}

    def _compare(self, where: str, expected: str | None, stored: tuple[int, str] | None) -> None:
        if expected is not None:
            self._counts.update(counted([expected]))
        if stored:
            self._checksum += _sum_of(stored[0], set(stored[1].split()))
        if expected != (stored[1] if stored else None):
            self._note("search-differs", where, "is not found by the words it has.")

    def _checks(self) -> None:
        for rows in self._shelf():
            stored = self._stored(SEARCHABLE.c.check_id, [row["id"] for row in rows])
            for row in rows:
                where, found = f"table {EARLIER.name} {row['id']}", stored.get(row["id"])
                check = self._check(where, row)
                # Of a check that cannot be read, what is stored is taken, lest every word of it be told of.
                known = words_of(check.text, check.title) if check else found and found[1]
                self._compare(where, known, found)

    def _shelf(self) -> Iterator[Sequence[RowMapping]]:
        """Every check, a bounded number in memory at a time."""
        last: int | None = None
        while True:
            after = EARLIER.c.id > last if last is not None else EARLIER.c.id.is_not(None)
            query = select(EARLIER).where(after).order_by(EARLIER.c.id).limit(AT_ONCE)
            rows = self._connection.execute(query).mappings().all()
            if not rows:
                return
            yield rows
            last = rows[-1]["id"]

    def _check(self, where: str, row: RowMapping) -> EarlierCheck | None:
        """The check as stored, if it can be read: with the digest of all it says."""
        said = {name: row[name] for name in EarlierCheck.model_fields}
        try:
            check = EarlierCheck.of(said)
        except BadInput as wrong:
            self._note("row-unreadable", where, str(wrong))
            return None
        for name, value in to_check_row(check).items():
            plain = list(value) if isinstance(value, tuple) else value
            if plain != row[name]:
                self._note("row-changed", f"{where} {name}", "is not what was written.")
        return check

    def _strays(self) -> None:
        owned = SEARCHABLE.outerjoin(CLAIMS, CLAIMS.c.id == SEARCHABLE.c.claim_id)
        owned = owned.outerjoin(EARLIER, EARLIER.c.id == SEARCHABLE.c.check_id)
        query = select(SEARCHABLE.c.id, SEARCHABLE.c.claim_id, SEARCHABLE.c.check_id).select_from(owned)
        for number, claim, check in self._connection.execute(
            query.where(CLAIMS.c.id.is_(None), EARLIER.c.id.is_(None))
        ):
            self._note(
                "row-orphan",
                f"table searchable {number}",
                f"belongs to {claim or check}, which is not there.",
            )

    def _vectors(self) -> None:
        """Those that are there; one that is not is made when it is wanted."""
        held = VECTORS.outerjoin(SEARCHABLE, SEARCHABLE.c.id == VECTORS.c.searchable_id)
        query = select(VECTORS, SEARCHABLE.c.words).select_from(held).order_by(VECTORS.c.id)
        for row in self._connection.execute(query, execution_options={"yield_per": AT_ONCE}):
            where = f"table {VECTORS.name} {row.id}"
            if row.words is None:
                self._note(
                    "row-orphan", where, f"belongs to searchable {row.searchable_id}, which is not there."
                )
            elif row.digest != vector_digest(row.model, row.words, row.vector):
                self._note("row-changed", where, "is not what was made of the words it stands for.")

    def _totals(self) -> None:
        rows = self._connection.execute(select(WORDS.c.word, WORDS.c.claims))
        stored = Counter({row.word: row.claims for row in rows})
        for changed in self._connection.execute(select(WORD_CHANGES.c.counts)).scalars():
            stored.update(changed)
        for word in sorted(stored.keys() | self._counts.keys()):
            if stored[word] != self._counts[word]:
                said = f"is counted in {stored[word]} claims, and stands in {self._counts[word]}."
                self._note("search-count", f'table search_word "{word}"', said)

    def _terms(self) -> None:
        """SQLite's own table of words, read whole: every word of every row, and no other."""
        run = self._connection.exec_driver_sql
        try:
            run(
                "CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab('main', 'searchable_fts', 'instance')"
            )
            found = sum(
                crc32(f"{doc} {term}".encode())
                for term, doc in run("SELECT term, doc FROM temp.search_terms")
            )
            run("DROP TABLE temp.search_terms")
        except DBAPIError as wrong:
            self._note("search-damaged", "table searchable_fts", f"{wrong.orig}.")
            return
        if found != self._checksum:
            self._note(
                "search-differs", "table searchable_fts", "does not hold the words of the table searchable."
            )


def _sum_of(number: int, words: Iterable[str]) -> int:
    """A sum over the words of a row in which every one counts, in any order."""
    return sum(crc32(f"{number} {word}".encode()) for word in words)
