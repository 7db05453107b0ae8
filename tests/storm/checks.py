"""What has to be so afterwards: nothing that was told as done is lost, and nothing is doubled."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from factcheck.desk import Desk
from factcheck.model.job import JobState
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act
from tests.storm.clients import Asked, Told, counted

_RECORDED = {"fetch": "capture"}
"""Acts of whose word history has no line, by the word that it has."""
_UNMARKED = ("submit", "publish", "fetch")
"""Acts that take no words of whoever asks."""


def read_histories(desk: Desk) -> list[Record]:
    """Every claim as its history tells it."""
    with desk.store.reading() as ledger:
        return [*ledger.records()]


def lost_and_doubled(asked: Iterable[Asked], records: Sequence[Record]) -> Iterator[str]:
    """What was told as done and is not there once, what was refused and is there, and what is there twice."""
    marked = _marked(records)
    heads = {line.hash for record in records for line in record.events}
    for one in asked:
        times = marked[(_RECORDED.get(one.act, one.act), one.mark)]
        if one.act not in _UNMARKED and times not in _ALLOWED[one.told]:
            yield f"{one.act} {one.mark} on {one.ref}: {one.told.name}, and is there {times} times ({one.answer})"
        if one.head and one.head not in heads:
            yield f"{one.act} {one.mark} on {one.ref}: its head {one.head[:12]} is not there"


_ALLOWED = {Told.DONE: (1,), Told.REFUSED: (0,), Told.UNKNOWN: (0, 1)}

_MARK = re.compile(r"m\d+x\d+z")


def _marked(records: Iterable[Record]) -> Counter[tuple[str, str]]:
    """How often each act was done with each marking word: in how many lines, or on how many sources."""
    found: Counter[tuple[str, str]] = Counter()
    for record in records:
        said = {
            (str(line.act), word, line.body["source"]["id"] if line.act is Act.SOURCE else line.seq)
            for line in record.events
            for word in _MARK.findall(json.dumps(line.line()))
        }
        found.update((act, word) for act, word, _ in said)
    return found


def stuck(asked: Iterable[Asked], desk: Desk) -> Iterator[str]:
    """Jobs that somebody was told of and that are gone, and those that are neither done nor wait for their next try."""
    with desk.store.jobs() as queue:
        jobs = {one.number: one for one in queue.listed([*JobState], 1_000_000)}
    numbers = {number for one in asked if (number := one.answer.get("job"))}
    yield from (f"job {number} is gone" for number in sorted(numbers - jobs.keys()))
    for one in jobs.values():
        is_over = one.state is JobState.DONE or (one.state is JobState.WAITING and one.tries > 0)
        if not is_over:
            yield f"job {one.number} ({one.job.task}) is {one.state} after {one.tries} tries: {one.wrong}"


def miscounted(asked: Iterable[Asked], records: Sequence[Record], counters: Iterable[str]) -> Iterator[str]:
    """A number that people raised together, each by one over what they saw, and that is not their sum."""
    counts = {
        record.claim.ref: counted(record.claim.context)
        for record in records
        if record.claim.ref in {*counters}
    }
    for ref, count in counts.items():
        told = Counter(one.told for one in asked if one.ref == ref and one.act == "edit")
        if not told[Told.DONE] <= count <= told[Told.DONE] + told[Told.UNKNOWN]:
            yield f"{ref} counts {count}; raised {told[Told.DONE]} times, perhaps {told[Told.UNKNOWN]} more"
