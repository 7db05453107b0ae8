"""Where this desk relies on a check of others that was taken back, corrected or taken away since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factcheck.desk import Desk
from factcheck.model.followed import STANDS_AGAIN, FollowLine
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, Status, Step
from factcheck.store.ledger import Ledger


@dataclass(frozen=True)
class Reliance:
    """A claim that says the same as a check of others or cites it, and what became of that since its verdict."""

    ref: str
    who: str
    since: datetime
    url: str
    what: str

    def as_step(self) -> dict[str, Any]:
        """The same as a row of what is to be done."""
        why = f"a check it relies on {self.what} ({self.url})"
        return {"ref": self.ref, "who": self.who, "step": Step.RECHECK, "since": self.since, "why": why}


def relied_on(ledger: Ledger, scales: Scales, changes: Iterable[FollowLine]) -> list[Reliance]:
    """The claims with a verdict older than one of these changes, of which the last of each check is told.

    A claim relies on what somebody confirmed to say the same, and on what it has among its sources. A verdict that is
    given after the change was seen has taken it into account; a note after it that names the check says that it stands.
    """
    last = _last(changes)
    if not last:
        return []
    by_ref: dict[str, list[FollowLine]] = defaultdict(list)
    for ref, place in ledger.followed().places_relied_on():
        if place in last and last[place] not in by_ref[ref]:
            by_ref[ref].append(last[place])
    wanted = [ref for ref, lines in by_ref.items() if lines]
    return [one for record in ledger.records(wanted) for one in _of(record, by_ref[record.claim.ref], scales)]


def changes_of_others(desk: Desk) -> dict[str, str]:
    """What desks that are followed changed in their checks and still stands so, in words, by `place_of` each check."""
    with desk.store.reading() as ledger:
        return {place: line.body["told"] for place, line in _last(ledger.followed().changes()).items()}


def _last(changes: Iterable[FollowLine]) -> dict[str, FollowLine]:
    """The last change of each check, of those against which something is said."""
    last = {line.subject: line for line in changes}
    return {place: line for place, line in last.items() if line.body["told"] != STANDS_AGAIN}


def _of(record: Record, lines: Iterable[FollowLine], scales: Scales) -> Iterator[Reliance]:
    verdict = record.verdict
    if verdict is None or record.is_void or status(record, scales) is Status.WITHDRAWN:
        return
    for line in lines:
        if line.at > verdict.at and not _is_noted(record, line):
            yield Reliance(record.claim.ref, verdict.by, line.at, line.body["url"], line.body["told"])


def _is_noted(record: Record, line: FollowLine) -> bool:
    notes = (event for event in record.events if event.act is Act.NOTE and event.at > line.at)
    return any(line.subject in str(event.body.get("note")) for event in notes)
