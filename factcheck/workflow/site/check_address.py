"""Whether the site at an address is the one on record: every file of it fetched and held to its SHA-256."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from hashlib import sha256
from urllib.parse import quote

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow, Remedy
from factcheck.fetch.fetcher import Fetcher, FetchRequest
from factcheck.model.links import check_link
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.content_coding import decode
from factcheck.report.urls import INDEX, MISSING
from factcheck.store.site_files import GONE
from factcheck.workflow.site.log_check import check_log
from factcheck.workflow.site.site_check import SiteCheck, SiteOnRecord

_UNPACKED = 100_000_000
"""Bytes that a file may unpack to."""


def check_address(desk: Desk, url: str) -> SiteCheck:
    """Fetch every file that is on record from below `url`, as every page is fetched, and hold it to the record.

    No redirect to another host is followed. BadInput for an address that is none of a site or cannot be reached,
    NotSoNow where nothing of the site is on record.
    """
    with desk.store.reading() as ledger:
        log = check_log(desk, ledger.log)
        on_record = SiteOnRecord(ledger.site_files().states(), ledger.printed_pages())
    if not on_record.states:
        first = Remedy.by("publish", "Publish first.")
        raise NotSoNow(
            "Nothing of the site is on record, so there is nothing to hold it to.", remedies=[first]
        )
    on_record = replace(on_record, states={**on_record.states, **log.states})
    check = SiteCheck(on_record, site_base(url))
    asyncio.run(_visit_all(desk, check))
    return check


def site_base(url: str) -> str:
    """The address that the paths of a site's files follow, without a slash at its end; BadInput for none of a site."""
    try:
        base = check_link(url)
    except ValueError as wrong:
        raise BadInput(f"{url}: {wrong}.") from wrong
    if {"?", "#"} & set(base):
        raise BadInput(f'{url} is no address of a site, which ends before any "?" or "#".')
    return base.removesuffix(f"/{INDEX}").rstrip("/")


async def _visit_all(desk: Desk, check: SiteCheck) -> None:
    """The front page first: where nobody answers, or another host is named, nothing else is asked."""
    names = {f"{check.where}/{quote(name)}": name for name in sorted(check.on_record.states)}
    desk.progress.begin(len(names) + 1)
    async with desk.fetcher() as fetcher:
        await _visit_front(fetcher, check)
        desk.progress.step()
        requests = [FetchRequest(url, one_host=True) for url in names]
        async with aclosing(fetcher.visits(requests)) as visits:
            async for request, visit in visits:
                _hold(names[request.url], visit, check)
                desk.progress.step()


async def _visit_front(fetcher: Fetcher, check: SiteCheck) -> None:
    front = await fetcher.visit(FetchRequest(f"{check.where}/", one_host=True))
    if front.last is None or front.last.header("location"):
        raise BadInput(f"The site at {check.where} could not be fetched: {front.reason}")
    if INDEX in check.on_record.states:
        _hold(INDEX, front, check)


def _hold(name: str, visit: Visit, check: SiteCheck) -> None:
    """Hold what came for a file to the record; some servers give the page for what is missing as missing itself."""
    if visit.last is None or visit.outcome not in (Outcome.OK, Outcome.EMPTY, Outcome.NOT_FOUND):
        check.found("site-unread", name, visit.reason, _AGAIN)
        return
    if visit.outcome is Outcome.NOT_FOUND and name != MISSING:
        check.hold(name, GONE)
        return
    decoded = decode(visit.last.body, visit.last.list_header("content-encoding"), _UNPACKED)
    if decoded.coding != "ok":
        check.found("site-unread", name, f"cannot be unpacked ({decoded.coding}).", _AGAIN)
        return
    check.hold(name, sha256(decoded.body).hexdigest())


_AGAIN = "It was not checked: look at the server, and verify again."
