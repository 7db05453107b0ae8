"""What changed in a claim since somebody last read it; nobody but they see what they read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.model.event import Event
from factcheck.model.moved import Moved, is_read_by, lines_seen, moved_since
from factcheck.model.record import Record
from factcheck.person_names import folded_name, same_person
from factcheck.store.turns import of_reader


@dataclass(frozen=True)
class ReadSince:
    """The last line of the history that somebody read, None where they never did, and what others changed since."""

    last: Event | None
    changes: Sequence[Moved] = ()

    def as_json(self) -> list[dict[str, Any]]:
        """The changes in the words of the JSON contract: place, then, now, act, by, at."""
        return [
            {"place": " ".join(one.place), "then": one.then, "now": one.now, **_who(one.changed)}
            for one in self.changes
        ]


def _who(line: Event) -> dict[str, str]:
    told = line.line()
    return {key: told[key] for key in ("act", "by", "at")}


def read_since(desk: Desk, record: Record, head: str | None = None) -> ReadSince:
    """What others changed since the desk's author read a claim, or since the head that is named.

    Read is what they said to have read, and what they gave a verdict on or decided about. NotFound for a head that the
    claim never had.
    """
    seen = lines_seen(record, head) if head else _lines_read(desk, record)
    if not seen:
        return ReadSince(None)
    moved = moved_since(record.events, seen)
    others = [one for one in moved if head or not same_person(one.changed.by, desk.author)]
    return ReadSince(record.events[seen - 1], others)


def _lines_read(desk: Desk, record: Record) -> int:
    """How many lines of a history the desk's author has read; 0 for none."""
    with desk.store.reading() as ledger:
        marked = ledger.read_marks.head_read(record.id, desk.author)
    own = (one.seq for one in record.events if is_read_by(one.act) and same_person(one.by, desk.author))
    seen = max(own, default=0)
    try:
        return max(seen, lines_seen(record, marked)) if marked else seen
    except NotFound:  # the history was brought in anew since
        return seen


def mark_read(desk: Desk, ref: str, head: str | None = None) -> None:
    """Say that the desk's author has read a claim as it stood at a head, else as it stands.

    NotFound for a head that the claim never had.
    """
    with desk.store.writing(of_reader(folded_name(desk.author))) as ledger:
        record = ledger.record(ledger.ref_now(ref))
        seen = head or desk.seen or record.head
        line = record.events[lines_seen(record, seen) - 1]
        ledger.read_marks.mark(record.id, desk.author, line.hash, desk.clock())
