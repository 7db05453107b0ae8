"""The public log in the database: which line of which history is which leaf, and the states of it that were signed."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, tuple_
from sqlalchemy.exc import DBAPIError

from factcheck.errors import NotSoNow, Remedy, StorageFailed
from factcheck.model.event import Event
from factcheck.model.log_leaf import log_entries
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act
from factcheck.store.rows import (
    AT_ONCE,
    CLAIMS,
    EVENTS,
    LOG_CHECKPOINTS,
    LOG_LEAVES,
    LOG_STAMPS,
    Row,
    some,
)

_LEAVES, _STATES, _STAMPS = LOG_LEAVES.c, LOG_CHECKPOINTS.c, LOG_STAMPS.c


@dataclass(frozen=True)
class SignedState:
    """A checkpoint that was signed: how many leaves, the note, and the public key (hex)."""

    size: int
    note: str
    public: str


@dataclass(frozen=True)
class LogStamp:
    """What a time-stamp authority answered for a state of so many leaves; they are numbered from 1 for each size."""

    size: int
    number: int
    reply: bytes


class LogRows:
    """Public logs inside one open transaction; a log is known by its id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own(self) -> str | None:
        """The id of this desk's own log; None where it has none yet."""
        first = select(_STATES.log).where(_STATES.number == 0)
        return self._connection.execute(first.order_by(_STATES.log)).scalar()

    def odd_states(self) -> Iterator[str]:
        """What cannot be of the states that were signed: more logs than one, numbers or sizes that do not go on."""
        query = select(_STATES.log, _STATES.number, _STATES.size, _STATES.note == "")
        rows = self._connection.execute(query.order_by(_STATES.log, _STATES.number)).all()
        size = 0
        for expected, (log, number, now, is_blank) in enumerate(rows):
            is_first = expected == 0
            if (
                log != rows[0][0]
                or number != expected
                or now < size
                or (is_first, not now) != (is_blank, is_blank)
            ):
                yield f"state {number} of the log {log[:12]}…"
            size = now

    def sign(self, log: str, state: "SignedState") -> None:
        """Put on record what was signed, after all before it; one of no leaves begins the desk's log."""
        last = self._connection.execute(select(func.max(_STATES.number)).where(_STATES.log == log)).scalar()
        number = 0 if last is None else int(last) + 1
        self._connection.execute(insert(LOG_CHECKPOINTS), {"log": log, "number": number, **asdict(state)})

    def signed(self, log: str, above: int = -1) -> list["SignedState"]:
        """What was signed, oldest first, of more than `above` leaves; the first may be the log's beginning."""
        return self._states(_STATES.log == log, _STATES.size > above)

    def signed_at(self, log: str, size: int) -> list["SignedState"]:
        """What was signed of so many leaves: more than one where the key or the name of the log changed since."""
        return self._states(_STATES.log == log, _STATES.size == size)

    def last_signed(self, log: str) -> "SignedState | None":
        """What was signed last."""
        highest = select(func.max(_STATES.number)).where(_STATES.log == log).scalar_subquery()
        return next(iter(self._states(_STATES.log == log, _STATES.number == highest)), None)

    def covering(self, log: str, index: int) -> "SignedState | None":
        """The first state that was signed with this leaf in it."""
        lowest = select(func.min(_STATES.number)).where(_STATES.log == log, _STATES.size > index)
        here = _STATES.number == lowest.scalar_subquery()
        return next(iter(self._states(_STATES.log == log, here)), None)

    def _states(self, *where: ColumnElement[bool]) -> list["SignedState"]:
        query = select(_STATES.size, _STATES.note, _STATES.public).where(*where)
        return [SignedState(*row) for row in self._connection.execute(query.order_by(_STATES.number))]

    def stamps(self, log: str) -> list["LogStamp"]:
        """Every time stamp on what was signed, by size; StorageFailed for one that is not written as one is."""
        query = select(_STAMPS.size, _STAMPS.number, _STAMPS.reply).where(_STAMPS.log == log)
        try:
            rows = self._connection.execute(query.order_by(_STAMPS.size, _STAMPS.number)).all()
            return [LogStamp(size, number, b64decode(reply, validate=True)) for size, number, reply in rows]
        except (ValueError, DBAPIError) as wrong:
            said = f"A time stamp on the public log is damaged: {wrong}."
            raise StorageFailed(said, remedies=[Remedy.by("verify", "See all.")]) from wrong

    def keep_stamp(self, log: str, size: int, reply: bytes) -> None:
        """Put on record what an authority answered for the state of so many leaves."""
        highest = select(func.max(_STAMPS.number)).where(_STAMPS.log == log, _STAMPS.size == size)
        number = int(self._connection.execute(highest).scalar() or 0) + 1
        row = {"log": log, "size": size, "number": number, "reply": b64encode(reply).decode()}
        self._connection.execute(insert(LOG_STAMPS), row)

    def last_line_at(self, log: str, size: int) -> datetime | None:
        """When the last of the lines was written that are among the first `size` leaves."""
        same = and_(EVENTS.c.subject == _LEAVES.subject, EVENTS.c.seq == _LEAVES.seq)
        last = select(func.max(EVENTS.c.at)).join(LOG_LEAVES, same)
        found: datetime | None = self._connection.execute(
            last.where(_LEAVES.log == log, _LEAVES.index < size)
        ).scalar()
        return found

    def next_index(self, log: str) -> int:
        """The index of the leaf that comes next."""
        highest = select(func.max(_LEAVES.index)).where(_LEAVES.log == log)
        found = self._connection.execute(highest).scalar()
        return 0 if found is None else int(found) + 1

    def missing(self, log: str, start: int = 0) -> int | None:
        """The first leaf from `start` on that is not here, though a later one is; None where there is no such gap."""
        those = select(_LEAVES.index).where(_LEAVES.log == log, _LEAVES.index >= start)
        count = self._connection.execute(select(func.count()).select_from(those.subquery())).scalar_one()
        if start + count == max(start, self.next_index(log)):
            return None
        there = self._connection.execute(those.order_by(_LEAVES.index)).scalars()
        return next(at for at, index in enumerate(there, start) if at != index)

    def entries(self, log: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The entries from `start` on, in order, a bounded number in memory at a time."""
        query = select(_LEAVES.entry).where(_LEAVES.log == log, _LEAVES.index >= start)
        if end is not None:
            query = query.where(_LEAVES.index < end)
        some_at_once = query.order_by(_LEAVES.index).execution_options(yield_per=AT_ONCE)
        with self._connection.execute(some_at_once) as found:
            for (entry,) in found:
                yield entry.encode()

    def last_leaves(self, log: str, refs: Collection[str] | None = None) -> dict[str, int]:
        """For each claim with a leaf in the log, or each of these, by ref: the index of its last."""
        query = (
            select(CLAIMS.c.ref, func.max(_LEAVES.index))
            .join(LOG_LEAVES, _LEAVES.subject == CLAIMS.c.id)
            .where(_LEAVES.log == log)
            .group_by(CLAIMS.c.ref)
        )
        batches = [query] if refs is None else [query.where(CLAIMS.c.ref.in_(one)) for one in some(refs)]
        found = (row for one in batches for row in self._connection.execute(one))
        return {ref: int(index) for ref, index in found}

    def keep(self, log: str, start: int, entries: Sequence[bytes]) -> None:
        """Put leaves on record whose lines are not here, the first at `start`."""
        rows = [{"log": log, "index": at, "entry": one.decode()} for at, one in enumerate(entries, start)]
        for batch in some(rows):
            self._connection.execute(insert(LOG_LEAVES), batch)


def leaf_rows(events: Iterable[Event], subject: UUID, known: int = 0) -> Iterator[Row]:
    """The row of every leaf that lines of a claim's history have in some log, but for its first `known` lines."""
    for line, entry in log_entries(events):
        leaf = line.body["publication"].get("leaf")
        if leaf and line.seq > known:
            yield {**leaf, "subject": subject, "seq": line.seq, "entry": entry}


def enter_leaves(connection: Connection, changes: Iterable[tuple[Record | None, Record]]) -> None:
    """Write the leaves of the lines that lead from each record to the next, where there is one.

    NotSoNow where another line stands at the same place of the same log: then the log would be forked. A leaf that was
    kept without its line is that of the line which comes with the same entry.
    """
    rows = [row for before, after in changes for row in _new_rows(before, after)]
    for batch in some(rows):
        _enter(connection, batch)


def _new_rows(before: Record | None, after: Record) -> Iterator[Row]:
    known = len(before.events) if before else 0
    if any(line.act is Act.PUBLISH for line in after.events[known:]):
        yield from leaf_rows(after.events, after.id, known)


def _enter(connection: Connection, rows: list[Row]) -> None:
    places = [(row["log"], row["index"]) for row in rows]
    query = select(LOG_LEAVES).where(tuple_(_LEAVES.log, _LEAVES.index).in_(places))
    there = {(row["log"], row["index"]): row for row in connection.execute(query).mappings()}
    for row, place in zip(rows, places, strict=True):
        if (found := there.get(place)) and found["entry"] != row["entry"]:
            raise _forked(row)
    if len({*places}) != len(places):
        twice = next(row for row, place in zip(rows, places, strict=True) if places.count(place) > 1)
        raise _forked(twice)
    for row, place in zip(rows, places, strict=True):
        if place in there:
            these = LOG_LEAVES.update().where(_LEAVES.log == row["log"], _LEAVES.index == row["index"])
            connection.execute(these.values(subject=row["subject"], seq=row["seq"]))
    if new := [row for row, place in zip(rows, places, strict=True) if place not in there]:
        connection.execute(insert(LOG_LEAVES), new)


def _forked(row: Row) -> NotSoNow:
    said = (
        f"Two publications say that they stand at place {row['index']} of the public log {row['log'][:12]}…, and there "
        "is one place; nothing was stored."
    )
    return NotSoNow(said, remedies=[Remedy.by("verify", "See which one this desk has.")])
