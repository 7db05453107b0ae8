"""Checking a large archive part by part, each beginning where the one before ended, until every capture was hashed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.archive.archive import RESTORE
from factcheck.archive.integrity import check_captures, check_unrecorded
from factcheck.archive.storage import is_digest, path_of
from factcheck.desk import Desk
from factcheck.errors import Finding
from factcheck.model.pictures import gone_pictures
from factcheck.store.recorded_captures import RecordedCapture
from factcheck.store.turns import QUEUE

MEMORY = "archive-check"
SLICE = 1000
"""Captures of one slice, unless told otherwise; so many names and rows are held at once."""

_WHOLE = 16**8


@dataclass(frozen=True, slots=True)
class ArchiveRound:
    """How far the archive was checked: since when, up to which SHA-256 (blank once all was), how much, what was wrong.

    Times are those of the desk's clock, as in 2026-11-29T06:00:00Z.
    """

    began: str
    after: str = ""
    checked: int = 0
    wrong: int = 0
    ended: str = ""

    @property
    def percent(self) -> int:
        """Of the archive: digests are spread evenly, so the last one says how far it is."""
        return 100 if self.ended else int(self.after[:8] or "0", 16) * 100 // _WHOLE


@dataclass(frozen=True, slots=True)
class ArchiveSlice:
    """What was found in one slice, and how far the round is with it."""

    checked: int
    findings: tuple[Finding, ...]
    round: ArchiveRound


def check_archive_slice(desk: Desk, most: int = SLICE) -> ArchiveSlice:
    """Hash the next captures of the archive and hold them to what is recorded; the desk remembers how far it came.

    Run twice at once, both check the same and one is remembered. StorageFailed where the archive cannot be listed, or
    does not answer for several in a row; nothing is remembered then, so that the next one tries them again.
    """
    with desk.store.reading() as ledger:
        before = _going_on(ledger.task_memory.get(MEMORY), f"{desk.clock():%Y-%m-%dT%H:%M:%SZ}")
        recorded = list(ledger.recorded_captures(before.after, most))
    names = _next_names(desk, before.after, most)
    there = {name for name in names if is_digest(name)}
    ends = [max(found) for found in (there, {one.record for one in recorded}) if len(found) >= most]
    until = min(ends, default="")
    inside = [name for name in names if not until or _order(name) <= path_of(until)]
    held = [one for one in recorded if not until or one.record <= until]
    held = [one for one in held if one.record in there or not _is_taken_out(desk, one)]
    findings = [
        *check_captures(desk.archive, ((one, one.where) for one in held)),
        *check_unrecorded(desk.archive, {one.record for one in held}, inside),
    ]
    checked = len({name for name in inside if is_digest(name)} | {one.record for one in held})
    ended = "" if until else f"{desk.clock():%Y-%m-%dT%H:%M:%SZ}"
    after = ArchiveRound(before.began, until, before.checked + checked, before.wrong + len(findings), ended)
    with desk.store.writing(QUEUE) as ledger:
        ledger.task_memory.put(MEMORY, _remembered(after, ledger.task_memory.get(MEMORY)))
    return ArchiveSlice(checked, tuple(findings), after)


def missing_captures(desk: Desk) -> Iterator[Finding]:
    """Every capture that is on record and not in the archive, whose files are listed and not read; StorageFailed."""
    listed = filter(is_digest, desk.archive.names())
    name = next(listed, "")
    for one in _recorded(desk):
        while name and name < one.record:
            name = next(listed, "")
        if one.record != name and not desk.archive.has(one.record) and not _is_taken_out(desk, one):
            where = desk.archive.place(one.record)
            yield Finding("capture-missing", one.where, f"{where} is missing from the archive.", RESTORE)


def _recorded(desk: Desk) -> Iterator[RecordedCapture]:
    """All captures in the order of their SHA-256."""
    after = ""
    while True:
        with desk.store.reading() as ledger:
            some = sorted(ledger.recorded_captures(after, SLICE), key=lambda one: one.record)
        if not some:
            return
        yield from some
        after = some[-1].record


def archive_rounds(desk: Desk) -> tuple[ArchiveRound, ...]:
    """The round that goes on, if one does, and the last that came to its end."""
    with desk.store.reading() as ledger:
        memory = ledger.task_memory.get(MEMORY)
    return tuple(ArchiveRound(**memory[name]) for name in ("now", "last") if memory.get(name))


def _going_on(memory: Mapping[str, Any], now: str) -> ArchiveRound:
    return ArchiveRound(**memory["now"]) if memory.get("now") else ArchiveRound(now)


def _remembered(one: ArchiveRound, memory: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ArchiveRound.__slots__}
    return {"now": None, "last": told} if one.ended else {"now": told, "last": memory.get("last")}


def _next_names(desk: Desk, after: str, most: int) -> list[str]:
    """The names after that one, up to the capture that makes as many as are wanted."""
    found: list[str] = []
    captures = 0
    for name in desk.archive.names(after):
        found.append(name)
        captures += is_digest(name)
        if captures == most:
            break
    return found


def _order(name: str) -> str:
    """What names are sorted by: the path."""
    return path_of(name) if is_digest(name) else name


def _is_taken_out(desk: Desk, one: RecordedCapture) -> bool:
    """Whether the file of a capture, or of a picture, was taken out for good."""
    if not one.id:
        return False
    with desk.store.reading() as ledger:
        record = ledger.record(one.ref)
    return one.id in record.gone_captures or one.record in gone_pictures(record)
