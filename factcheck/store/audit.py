"""Walking everything stored: chains, what follows from them, and the rows that should say the same."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Select, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from factcheck.errors import FactcheckError, Finding, ScaleGone
from factcheck.model.article_history import older_article_lines, replay_article
from factcheck.model.decide import older_lines, replay
from factcheck.model.editions import in_words
from factcheck.model.event import Event, backward_lines, broken_links
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.redaction import signs_otherwise, unnoticed
from factcheck.model.scale import Scales
from factcheck.model.value import in_quotes
from factcheck.store.followed_rows import audit_followed
from factcheck.store.log_audit import LogAudit
from factcheck.store.migrations.known import known_versions
from factcheck.store.rows import (
    ARTICLES,
    CHILDREN,
    CLAIMS,
    EVENTS,
    SITE_FILES,
    UNREADABLE,
    Row,
    checked_event,
    some,
    table_of,
    to_article_row,
    to_child_rows,
    to_claim_row,
    to_event_row,
)
from factcheck.store.schema_audit import schema_findings
from factcheck.store.search_audit import SearchAudit
from factcheck.store.site_files import FileStates, states_of
from factcheck.store.version import check_version

_RESTORE = "Restore the database from a backup, or import the dossiers and feeds into a new one."


class Audit:
    """One reading of the whole database, a bounded number of claims in memory at a time."""

    def __init__(self, connection: Connection, scales: Scales) -> None:
        self.findings: list[Finding] = []
        self.older: list[Finding] = []
        self.backward: list[Finding] = []
        self.articles: list[ArticleRecord] = []
        self.site_files: FileStates = {}
        self.uncovered: list[Finding] = []
        self._connection = connection
        self._scales = scales

    def records(self) -> Iterator[Record]:
        """Every claim whose history holds, by ref; afterwards `findings` has all that does not hold.

        `older` then has the lines that hold to the rules of their edition and break one of today, `backward` those that
        are dated before the line above them, `articles` the articles whose histories hold, and `site_files` what is
        on record of the site; `uncovered` says what could not be looked at.
        """
        with self.any_bytes():
            yield from self._walk()

    @contextmanager
    def any_bytes(self) -> Iterator[None]:
        """Let SQLite hand out text that is no longer UTF-8, so that it is found and named instead of failing."""
        driver: Any = self._connection.connection.driver_connection
        if self._connection.dialect.name != "sqlite":
            yield
            return
        driver.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            yield
        finally:
            driver.text_factory = str

    def _walk(self) -> Iterator[Record]:
        search, log = SearchAudit(self._connection, self._note), LogAudit(self._connection, self._note)
        self._damage()
        self._schema()
        self._orphans()
        audit_followed(self._connection, self._note)
        self.site_files = states_of(self._read(SITE_FILES, select(SITE_FILES)))
        for rows in some(self._rows(ARTICLES, order=[ARTICLES.c.ref])):
            histories = self._histories(rows)
            for row in rows:
                self._article(row, histories.get(row["id"], []))
        for rows in some(self._rows(CLAIMS, order=[CLAIMS.c.ref])):
            histories, children = self._histories(rows), self._children(rows)
            told = [
                self._claim(row, histories.get(row["id"], []), children.get(row["id"], {})) for row in rows
            ]
            records = [record for record in told if record]
            search.claims(records)
            log.claims(records)
            yield from records
        search.finish()
        log.finish()

    def _note(self, code: str, where: str, message: str) -> None:
        self.findings.append(Finding(code, where, message, _RESTORE))

    def _rows(self, table: Table, *where: Any, order: Sequence[Any] = ()) -> Iterator[RowMapping]:
        query = select(table).where(*where).order_by(*order)
        return (row._mapping for row in self._read(table, query))

    def _read(self, table: Table, query: Select[Any]) -> Iterator[Any]:
        """What a query about a table gives; a row whose words, times or keys cannot be read ends it with a finding."""
        try:
            yield from self._connection.execute(query)
        except (LookupError, ValueError, TypeError) as wrong:
            self._note("row-unreadable", f"table {table.name}", f"{wrong}.")

    def _damage(self) -> None:
        """What SQLite itself finds wrong with its file."""
        if self._connection.dialect.name == "sqlite":
            for said in self._connection.execute(text("PRAGMA integrity_check")).scalars():
                if said != "ok":
                    self._note("database-damaged", "database", f"{said}.")

    def _schema(self) -> None:
        """Constraints, indexes and triggers that are not as the migrations made them."""
        version = check_version(self._connection)
        if version not in known_versions():
            said = f"tables, constraints, indexes and triggers of version {version} are not known to this program."
            mend = "Verify with the newer program."
            self.uncovered.append(Finding("schema-unchecked", "database", said, mend))
            return
        try:
            found = schema_findings(self._connection)
        except DBAPIError as wrong:
            said = f"tables, constraints, indexes and triggers were not compared: {wrong.orig}.".replace(
                "\n", " "
            )
            mend = "Let this account make schemas in the database, and verify again."
            self.uncovered.append(Finding("schema-unchecked", "database", said, mend))
            return
        for name, said in found:
            self._note("schema-changed", f"database {name}", said)

    def _orphans(self) -> None:
        """Rows that belong to nothing, which no walk along the claims would meet."""
        owned = select(CLAIMS.c.id).union(select(ARTICLES.c.id))
        lost = (
            select(EVENTS.c.subject, func.count())
            .where(EVENTS.c.subject.not_in(owned))
            .group_by(EVENTS.c.subject)
        )
        for subject, lines in self._read(EVENTS, lost):
            self._note("history-orphan", f"event {subject}", f"{lines} lines belong to no claim.")
        for name, row_class in CHILDREN.items():
            table = table_of(row_class)
            stray = select(table.c.claim_id, table.c.id).where(table.c.claim_id.not_in(select(CLAIMS.c.id)))
            for claim_id, part_id in self._read(table, stray):
                self._note("row-orphan", f"{name} {part_id} of {claim_id}", "belongs to no claim.")

    def _histories(self, rows: Sequence[RowMapping]) -> dict[UUID, list[Event]]:
        refs = {row["id"]: row["ref"] for row in rows}
        lines = self._rows(EVENTS, EVENTS.c.subject.in_(refs), order=(EVENTS.c.subject, EVENTS.c.seq))
        return {
            subject: list(self._events(group, refs[subject]))
            for subject, group in groupby(lines, lambda line: line["subject"])
        }

    def _events(self, lines: Iterator[RowMapping], ref: str) -> Iterator[Event]:
        for line in lines:
            place = f"{ref} history line {line['seq']}"
            try:
                event = checked_event(line)
            except UNREADABLE:
                self._note("history-line", place, "cannot be read.")
                continue
            if to_event_row(line["subject"], event) != dict(line):
                self._note("history-line", place, "is not stored as it was written.")
            yield event

    def _children(self, rows: Sequence[RowMapping]) -> dict[UUID, dict[tuple[str, str], Row]]:
        """The rows of these claims' lists, by claim, then by list and id."""
        found: dict[UUID, dict[tuple[str, str], Row]] = {}
        keys = [row["id"] for row in rows]
        for name, row_class in CHILDREN.items():
            table = table_of(row_class)
            for row in self._rows(table, table.c.claim_id.in_(keys)):
                found.setdefault(row["claim_id"], {})[name, row["id"]] = dict(row)
        return found

    def _lines(self, events: list[Event], where: str) -> None:
        """What the lines of a history say of each other."""
        self.findings += [*broken_links(events, where), *unnoticed(events, where)]
        self.backward += backward_lines(events, where)

    def _article(self, row: RowMapping, events: list[Event]) -> None:
        self._lines(events, f"{row['ref']} history")
        try:
            record = replay_article(events)
            self._compare(f"article {row['ref']}", to_article_row(record), dict(row))
        except FactcheckError as wrong:
            self._note("history-refused", row["ref"], str(wrong))
            return
        self.older += in_words(f"{row['ref']} history", older_article_lines(record))
        self.articles.append(record)

    def _claim(
        self, row: RowMapping, events: list[Event], children: dict[tuple[str, str], Row]
    ) -> Record | None:
        ref = row["ref"]
        self._lines(events, f"{ref} history")
        try:
            record = replay(events, self._scales)
            self._compare(f"claim {ref}", to_claim_row(record, self._scales), dict(row))
        except ScaleGone as wrong:
            self.findings.append(Finding("scale-missing", ref, str(wrong)))
            return None
        except FactcheckError as wrong:
            self._note("history-refused", ref, str(wrong))
            return None
        self.findings += signs_otherwise(events, f"{ref} history", self._scales)
        self.older += in_words(f"{ref} history", older_lines(record, self._scales))
        for name, expected in to_child_rows(record, self._scales):
            found = children.pop((name, expected["id"]), None)
            self._compare(f"{ref} {name} {expected['id']}", expected, found)
        for name, part_id in children:
            self._note("row-extra", f"{ref} {name} {part_id}", "is in no history.")
        return record

    def _compare(self, place: str, expected: Row, found: Row | None) -> None:
        """A finding for a row that lacks, or for each column that says otherwise than the history."""
        if found is None:
            self._note("row-missing", place, "is in the history but not in its table.")
            return
        for column, value in expected.items():
            plain = list(value) if isinstance(value, tuple) else value
            if plain != found[column]:
                said = f"is {in_quotes(found[column])}; the history says {in_quotes(plain)}."
                self._note("row-changed", f"{place} {column}", said)
