"""Many addresses visited at once; what comes is read, kept and put on record while the rest is under way.

Nothing is lost when it stops half-way: a capture is in the archive before its row, and a row is written as soon
as its capture is there. No transaction is open while the network is used.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing, suppress
from urllib.parse import urlsplit

from factcheck.desk import Desk
from factcheck.fetch.address import storable
from factcheck.fetch.fetcher import FetchRequest
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome, Standing, Status
from factcheck.workflow.act import OpenClaim, decided_anew, open_claims
from factcheck.workflow.evidence.archive_copies import keep_copy
from factcheck.workflow.evidence.by_browser import refusal, request_of
from factcheck.workflow.evidence.fetch_queue import FetchTask
from factcheck.workflow.evidence.fetch_result import CaptureOnClaim, FetchResult
from factcheck.workflow.evidence.make_capture import NewCapture, keep_visit
from factcheck.workflow.evidence.own_details import take_own_details
from factcheck.workflow.evidence.record_capture import put_capture

_LOG = logging.getLogger(__name__)
Incoming = asyncio.Queue[tuple[FetchTask, NewCapture] | None]
"""What was caught and waits for its rows; None at the end."""
_AT_WORK = 16
"""Visits that are being read and kept at one time; bounds memory."""
_WAITING = 64
"""Captures that may wait for their rows."""
_TOGETHER = 0.2
"""Seconds in which captures are gathered for one transaction: the pages of one claim come close together."""


def visit_all(desk: Desk, wanted: Sequence[FetchTask]) -> list[FetchResult]:
    """Fetch every URL once; the desk's progress is told of each once it is on record. StorageFailed may end it."""
    if not wanted:
        return []
    try:
        return asyncio.run(_Round(desk, wanted).run())
    except BaseExceptionGroup as several:
        raise _first(several) from several


def visit_one(desk: Desk, url: str, *, main: bool = False) -> NewCapture:
    """Fetch one URL for no claim and keep what came; `main` takes only the article of a page."""

    async def visit() -> Visit:
        async with desk.fetcher() as fetcher, aclosing(fetcher.visits([FetchRequest(url)])) as visits:
            return (await anext(visits))[1]

    caught = keep_visit(desk, asyncio.run(visit()), main=main)
    _log(caught, "an address")
    return caught


def _log(caught: NewCapture, what: str, *, hidden: bool = False) -> None:
    """How a visit ended; of a confidential source not where it went, nor what came."""
    host = None
    with suppress(ValueError):
        host = urlsplit(caught.fields["requested_url"]).hostname
    told = {name: caught.fields.get(name) for name in ("status", "size", "record")}
    said = {"what": what, "outcome": caught.outcome.value, "host": host, **told}
    if hidden:
        said |= dict.fromkeys(("host", *told))
    _LOG.info("fetched %(what)s: %(outcome)s, status %(status)s, %(size)s bytes from %(host)s", said)


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    """What went wrong first, among what tasks that ran at once were stopped by."""
    first = several.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


class _Round:
    def __init__(self, desk: Desk, wanted: Sequence[FetchTask]) -> None:
        self._desk = desk
        self._wanted = wanted
        self._seen: list[FetchResult] = []
        self._all_in = asyncio.Event()

    async def run(self) -> list[FetchResult]:
        self._desk.progress.begin(len(self._wanted))
        caught: Incoming = asyncio.Queue(_WAITING)
        async with asyncio.TaskGroup() as tasks:
            recorder = tasks.create_task(self._record(caught))
            await self._visit(caught)
            self._all_in.set()
            await caught.put(None)
            await recorder
        return self._seen

    async def _visit(self, caught: Incoming) -> None:
        orders = {request_of(one): one for one in self._wanted if not refusal(self._desk, one)}
        at_work = asyncio.Semaphore(_AT_WORK)
        await self._refuse(caught)
        async with (
            self._desk.fetcher() as fetcher,
            asyncio.TaskGroup() as tasks,
            aclosing(fetcher.visits(orders)) as visits,
        ):
            async for order, visit in visits:
                await at_work.acquire()
                kept = tasks.create_task(self._keep(orders[order], visit, caught))
                kept.add_done_callback(lambda _: at_work.release())

    async def _refuse(self, caught: Incoming) -> None:
        """Keep of what the desk itself does not do that it was not done, and why."""
        for task in self._wanted:
            if why := refusal(self._desk, task):
                url, now = storable(task.url), self._desk.clock()
                await self._keep(task, Visit(url, now, Outcome.BROWSER, why), caught)

    async def _keep(self, task: FetchTask, visit: Visit, caught: Incoming) -> None:
        if task.copy:
            kept = await asyncio.to_thread(keep_copy, self._desk, visit, task.copy)
        else:
            kept = await asyncio.to_thread(keep_visit, self._desk, visit, task.seen_at)
        await caught.put((task, kept))

    async def _record(self, caught: Incoming) -> None:
        """Write rows for whatever has come in, as often as something has."""
        while (first := await caught.get()) is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_in.wait(), _TOGETHER)
            batch, last = [first], False
            while not caught.empty() and not last:
                following = caught.get_nowait()
                last = following is None
                batch += [following] if following else []
            for seen in await asyncio.to_thread(self._write, batch):
                self._seen.append(seen)
                self._desk.progress.step(f"{seen.outcome:<24} {seen.url}")
            if last:
                return

    @decided_anew
    def _write(self, batch: Sequence[tuple[FetchTask, NewCapture]]) -> list[FetchResult]:
        refs = [ref for task, _ in batch for ref, _ in task.sources]
        with open_claims(self._desk, refs) as claims:
            seen = []
            for task, caught in batch:
                cited = ((claims.on(ref), source) for ref, source in task.sources)
                noted = tuple(
                    self._noted(claim, source, caught)
                    for claim, source in cited
                    if not claim.record.withdrawal
                )
                seen.append(FetchResult.of(task.url, caught, noted))
        return seen

    def _noted(self, claim: OpenClaim, source: str, caught: NewCapture) -> CaptureOnClaim:
        record = claim.record
        known = {one.id: one for one in record.evidence}
        capture = put_capture(claim, source, caught)
        taken, after = take_own_details(claim, capture), claim.record
        _log(caught, f"{after.claim.ref} {source}", hidden=after.source(source).confidential)
        return CaptureOnClaim(
            ref=after.claim.ref,
            source=source,
            capture=capture,
            digest=_digest(after),
            drift=after.drift[len(record.drift) :],
            anchored=tuple(one.id for one in after.evidence if one != known.get(one.id)),
            unfound=_unfound(after, source, caught),
            taken=taken,
            is_whole=after.capture(capture).is_whole,
            needs_recheck=status(after, self._desk.scales) is Status.NEEDS_RECHECK,
            voided=self._is_signed(record) and not self._is_signed(after),
        )

    def _is_signed(self, record: Record) -> bool:
        return status(record, self._desk.scales).is_signed


def _unfound(record: Record, source: str, caught: NewCapture) -> tuple[str, ...]:
    """The transcribed quotes of a source that do not stand in the words that came."""
    if not caught.text:
        return ()
    quotes = (one for one in record.evidence if one.source == source)
    return tuple(one.id for one in quotes if one.standing is Standing.TRANSCRIBED)


def _digest(record: Record) -> str | None:
    """The digest of the latest capture's body; of one that is unchanged, that of the capture it is the same as."""
    latest = record.captures[-1]
    same = next((one for one in record.captures if one.id == latest.baseline), latest)
    return same.payload_digest
