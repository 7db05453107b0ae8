"""Looking again at pages by itself: what is due is spread over the day, and over the hosts it is fetched from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from heapq import heappush, heappushpop, nsmallest
from typing import Any
from urllib.parse import urlsplit

from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.store.due_sources import DueSource
from factcheck.store.turns import QUEUE
from factcheck.workflow.evidence import fetch_queue
from factcheck.workflow.evidence.fetch_job import told_of
from factcheck.workflow.evidence.fetch_sources import visit

RECHECK = "recheck"
"""The task that looks again at pages of one host."""
_HOUR, _HOURS = timedelta(hours=1), 24
_SOURCES = 10
"""Sources of one job: all of one host, whose pages are visited one after the other."""

Heap = list[tuple[float, DueSource]]
"""Sources of one host, the one that is due last at the top."""


@dataclass(frozen=True, slots=True)
class PlannedRechecks:
    """How many sources are due within a day, and how many of them are looked at within the next hour."""

    due: int
    planned: int


def plan_rechecks(desk: Desk, hours: int = _HOURS) -> PlannedRechecks:
    """Ask for what is looked at within the next hour: of all that is due within `hours` its share, the soonest first.

    So what falls due all at one time is spread over the day. Of a host no more is taken than the settings say, in jobs
    that are spread over the hour; while one waits, it is not asked for again. Nothing is kept from one time to the
    next, so it may run late, or twice.
    """
    wanted, now = desk.settings.recheck, desk.clock()
    with desk.store.reading() as ledger:
        found = ledger.due_sources(wanted, now + hours * _HOUR, desk.today())
        due, hosts = _by_host(found, wanted.per_host)
    share = min(-(-due // hours), -(-wanted.per_day // _HOURS))
    chosen = nsmallest(share, (one for heap in hosts.values() for _, one in heap))
    if chosen:
        with desk.store.writing(QUEUE) as ledger:
            desk.enqueue(ledger, *_jobs(chosen, now))
    return PlannedRechecks(due, len(chosen))


def run_recheck(desk: Desk, sources: Sequence[Sequence[str]], planned: str) -> Mapping[str, Any]:
    """Look again at sources, each by its claim's ref and its id, that were not visited since this moment (ISO)."""
    wanted = {(ref, source) for ref, source in sources}
    return told_of(visit(desk, fetch_queue.of_sources(desk, wanted, datetime.fromisoformat(planned))))


def _by_host(found: Iterable[DueSource], most: int) -> tuple[int, dict[str, Heap]]:
    """How many there are, and of each host the `most` that are due first."""
    due, hosts = 0, dict[str, Heap]()
    for one in found:
        due += 1
        heap, entry = hosts.setdefault(_host(one), []), (-one.due.timestamp(), one)
        if len(heap) < most:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)
    return due, hosts


def _host(source: DueSource) -> str:
    try:
        return urlsplit(source.url).hostname or ""
    except ValueError:
        return ""


def _jobs(chosen: Iterable[DueSource], now: datetime) -> Iterator[Job]:
    """Jobs for some sources of one host each, those of a host at even distances within the hour.

    The first of them begins at a moment that is the host's own. Sources of one page stand together.
    """
    hosts: dict[str, list[DueSource]] = {}
    for one in chosen:
        hosts.setdefault(_host(one), []).append(one)
    for host, theirs in hosts.items():
        theirs.sort(key=lambda one: one.url)
        some = [theirs[first : first + _SOURCES] for first in range(0, len(theirs), _SOURCES)]
        for number, these in enumerate(some):
            yield Job(
                RECHECK,
                {"sources": [(one.ref, one.source) for one in these], "planned": now.isoformat()},
                lock=f"host {host}",
                once=f"{RECHECK} {host} {number}",
                at=now + _HOUR * (number + _own_moment(host)) / len(some),
            )


def _own_moment(host: str) -> float:
    """A number from 0 to 1 that is always the same for a host."""
    return int.from_bytes(sha256(host.encode()).digest()[:4]) / 2**32
