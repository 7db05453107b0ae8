"""Holding the leaves of public logs, as they are stored, to the histories they are of."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select

from factcheck.model.record import Record
from factcheck.model.value import in_quotes
from factcheck.store.log_rows import leaf_rows
from factcheck.store.rows import CLAIMS, LOG_LEAVES, UNREADABLE, Row

_LEAVES = LOG_LEAVES.c


class LogAudit:
    """One walk over all leaves, beside the walk along the claims; `note` takes a code, a place and what is wrong."""

    def __init__(self, connection: Connection, note: Callable[[str, str, str], None]) -> None:
        self._connection = connection
        self._note = note

    def claims(self, records: Sequence[Record]) -> None:
        """A finding for each leaf of these claims that lacks, and for each that is not what the history says."""
        refs = {record.id: record.claim.ref for record in records}
        there = {_place(row): row for row in self._rows(_LEAVES.subject.in_(refs))}
        for record in records:
            for expected in leaf_rows(record.events, record.id):
                where = f"{record.claim.ref} leaf {expected['index']}"
                found = there.pop(_place(expected), None)
                if found is None:
                    self._note("row-missing", where, "is in the history but not in the table of the log.")
                elif found != expected:
                    wrong = next(name for name in expected if found[name] != expected[name])
                    said = f"is {in_quotes(found[wrong])}; the history says {in_quotes(expected[wrong])}."
                    self._note("row-changed", f"{where} {wrong}", said)
        for row in there.values():
            self._note("row-extra", f"{refs[row['subject']]} leaf {row['index']}", "is in no history.")

    def finish(self) -> None:
        """A finding for each leaf that is of no claim here."""
        of_none = _LEAVES.subject.is_(None) | _LEAVES.subject.not_in(select(CLAIMS.c.id))
        for row in self._rows(of_none):
            said = "is of a publication that this desk does not hold."
            self._note("log-line-lost", f"leaf {row['index']} of the log {row['log'][:12]}…", said)

    def _rows(self, where: object) -> list[Row]:
        try:
            found = self._connection.execute(select(LOG_LEAVES).where(where))  # type: ignore[arg-type]
            return [dict(row) for row in found.mappings()]
        except UNREADABLE as wrong:
            self._note("row-unreadable", f"table {LOG_LEAVES.name}", f"{wrong}.")
            return []


def _place(row: Row) -> tuple[str, int]:
    return row["log"], row["index"]
