"""Fetching what claims cite, and fetching again what verdicts rest on."""

import re
from collections.abc import Sequence
from datetime import timedelta

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.vocabulary import Way
from factcheck.workflow.evidence import fetch_queue
from factcheck.workflow.evidence.by_browser import still_empty
from factcheck.workflow.evidence.fetch import visit_all
from factcheck.workflow.evidence.fetch_queue import FetchTask
from factcheck.workflow.evidence.fetch_result import FetchResult

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def to_fetch(desk: Desk, names: Sequence[str], age: timedelta | None = None) -> list[FetchTask]:
    """What a fetch would visit: what is named, or what is older than `age`, or everything without a capture.

    NotFound for a ref that is not here.
    """
    names = [name.strip() for name in names]
    if age is not None:
        return fetch_queue.due(desk, names, age)
    return fetch_queue.named(desk, names) if names else fetch_queue.missing(desk)


def to_recheck(desk: Desk, names: Sequence[str]) -> list[FetchTask]:
    """What a recheck would visit: what verdicts rest on, or everything that the named claims quote.

    NotFound for a ref that is not here.
    """
    return fetch_queue.rested_on(desk, [name.strip() for name in names])


def due_for_recheck(desk: Desk) -> list[FetchTask]:
    """What is due to be looked at again, as the desk's settings have it: what has been due for longest first."""
    with desk.store.reading() as ledger:
        due = sorted(ledger.due_sources(desk.settings.recheck, desk.clock(), desk.today()))
    return fetch_queue.of_sources(desk, [(one.ref, one.source) for one in due])


def visit(desk: Desk, wanted: Sequence[FetchTask]) -> list[FetchResult]:
    """Fetch every address, keep what comes, and put it on the records of the claims that cite it.

    A page that came without words is drawn by a browser where the desk has that, and told of as it was drawn.
    """
    seen = visit_all(desk, wanted)
    again = still_empty(desk, wanted, seen)
    urls = {one.url for one in again}
    return [
        *(one for one in seen if one.way is not Way.PLAIN or one.url not in urls),
        *visit_all(desk, again),
    ]


def age_of(text: str) -> timedelta:
    """The age that such words as "30d", "12h" or "2w" mean; BadInput for others."""
    told = re.fullmatch(r"(\d{1,5})([hdw])", text.strip().casefold())
    if not told:
        raise BadInput(f'"{text}" is not an age. Write hours, days or weeks: 12h, 30d, 2w')
    return timedelta(**{_UNITS[told[2]]: int(told[1])})
