"""Walking everything stored: chains, what follows from them, and the rows that should say the same."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, select, text

from factcheck.errors import FactcheckError, Finding
from factcheck.model.event import Event, broken_links
from factcheck.model.life import fold, fold_article
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.scale import Scales
from factcheck.store.rows import (
    ARTICLES,
    CHILDREN,
    CLAIMS,
    EVENTS,
    Row,
    from_event_row,
    table_of,
    to_article_row,
    to_child_rows,
    to_claim_row,
    to_event_row,
)

_RESTORE = "Restore the database from a backup, or import the dossiers into a new one."


class Audit:
    """One reading of the whole database; `findings` names every row that does not hold."""

    def __init__(self, connection: Connection, scales: Scales) -> None:
        self._connection = connection
        self._scales = scales

    def records(self, findings: list[Finding]) -> Iterator[Record]:
        """Every claim whose history holds, by ref; what does not hold goes to `findings`."""
        findings += self._damage()
        claims = {row["id"]: dict(row) for row in self._rows(CLAIMS, findings)}
        articles = {row["id"]: dict(row) for row in self._rows(ARTICLES, findings)}
        children = self._children(findings)
        seen = set()
        lines = self._rows(EVENTS, findings, EVENTS.c.subject, EVENTS.c.seq)
        for subject, rows in groupby(lines, lambda row: row["subject"]):
            seen.add(subject)
            row = claims.get(subject) or articles.get(subject)
            if row is None:
                findings.append(
                    Finding("history-orphan", f"event {subject}", "belongs to no claim.", _RESTORE)
                )
                continue
            events = list(self._events(list(rows), row["ref"], findings))
            if subject in articles:
                self._check_article(row, events, findings)
            elif record := self._check_claim(row, events, children.pop(subject, {}), findings):
                yield record
        for key in (claims.keys() | articles.keys()) - seen:
            ref = (claims.get(key) or articles[key])["ref"]
            findings.append(Finding("history-missing", ref, "has no history.", _RESTORE))
        for key in children:
            findings.append(
                Finding("row-orphan", f"rows of {key}", "belong to no claim with a history.", _RESTORE)
            )

    def _damage(self) -> Iterator[Finding]:
        """What SQLite itself finds wrong with its file."""
        if self._connection.dialect.name == "sqlite":
            said = self._connection.execute(text("PRAGMA integrity_check")).scalars().all()
            yield from (
                Finding("database-damaged", "database", line, _RESTORE) for line in said if line != "ok"
            )

    def _rows(self, table: Table, findings: list[Finding], *order: Any) -> Iterator[RowMapping]:
        """Every row of a table; one whose words, times or keys cannot even be read ends it with a finding."""
        try:
            yield from self._connection.execute(select(table).order_by(*order)).mappings()
        except (LookupError, ValueError, TypeError) as wrong:
            findings.append(Finding("row-unreadable", f"table {table.name}", f"{wrong}.", _RESTORE))

    def _children(self, findings: list[Finding]) -> dict[UUID, dict[tuple[str, str], Row]]:
        """Every row of every list, by claim, then by list and id."""
        found: dict[UUID, dict[tuple[str, str], Row]] = {}
        for name, row_class in CHILDREN.items():
            for row in self._rows(table_of(row_class), findings):
                found.setdefault(row["claim_id"], {})[name, row["id"]] = dict(row)
        return found

    def _events(self, rows: list[RowMapping], ref: str, findings: list[Finding]) -> Iterator[Event]:
        for row in rows:
            place = f"{ref} history line {row['seq']}"
            try:
                event = from_event_row(row)
            except (FactcheckError, ValueError, RecursionError):
                findings.append(Finding("history-line", place, "cannot be read.", _RESTORE))
                continue
            if to_event_row(row["subject"], event) != dict(row):
                findings.append(Finding("history-line", place, "is not stored as it was written.", _RESTORE))
            yield event

    def _check_article(self, row: Row, events: list[Event], findings: list[Finding]) -> None:
        findings += broken_links(events, f"{row['ref']} history")
        try:
            record: ArticleRecord = fold_article(events)
        except FactcheckError as wrong:
            findings.append(Finding("history-refused", row["ref"], wrong.message, _RESTORE))
        else:
            findings += _differing(f"article {row['ref']}", to_article_row(record), row)

    def _check_claim(
        self, row: Row, events: list[Event], children: dict[tuple[str, str], Row], findings: list[Finding]
    ) -> Record | None:
        ref = row["ref"]
        findings += broken_links(events, f"{ref} history")
        try:
            record = fold(events, self._scales)
            findings += _differing(f"claim {ref}", to_claim_row(record, self._scales), row)
        except FactcheckError as wrong:
            findings.append(Finding("history-refused", ref, wrong.message, _RESTORE))
            return None
        for name, expected in to_child_rows(record):
            place = f"{ref} {name} {expected['id']}"
            found = children.pop((name, expected["id"]), None)
            findings += _differing(place, expected, found)
        for name, part_id in children:
            findings.append(Finding("row-extra", f"{ref} {name} {part_id}", "is in no history.", _RESTORE))
        return record


def _differing(place: str, expected: Row, found: Row | None) -> Iterator[Finding]:
    """A finding for a row that lacks, or for each column that says otherwise than the history."""
    if found is None:
        yield Finding("row-missing", place, "is in the history but not in its table.", _RESTORE)
        return
    for column, value in expected.items():
        stored = found[column]
        if (list(value) if isinstance(value, tuple) else value) != stored:
            yield Finding(
                "row-changed",
                f"{place} {column}",
                f"is {_short(stored)}; the history says {_short(value)}.",
                _RESTORE,
            )


def _short(value: object) -> str:
    text = str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}…"'
