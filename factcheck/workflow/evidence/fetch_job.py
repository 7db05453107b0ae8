"""Fetching in the background: asked for in one transaction, done by whoever works off jobs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.model.vocabulary import Act
from factcheck.store.queue import Enqueued
from factcheck.store.turns import QUEUE
from factcheck.workflow.evidence.by_browser import ask_for_browser, drawn
from factcheck.workflow.evidence.fetch_queue import ByBrowser
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.fetch_sources import to_fetch, visit

_MOST_TOLD = 20
"""Sources and claims that the result of a job names."""


def enqueue_fetch(desk: Desk, names: Sequence[str], way: ByBrowser | None = None) -> Enqueued:
    """Have the links of claims, by their refs, and addresses fetched; the same names wait once.

    `way` has a browser draw them; nobody's cookies go into a job. NotFound for a ref that is not here, RuleRefused for
    an author whose role may not fetch, NotSoNow where the settings have no browser draw pages.
    """
    desk.check_role(Act.CAPTURE)
    to_fetch(desk, names)
    wanted = sorted(set(names))
    task, how = "fetch", dict[str, bool]()
    if way:
        ask_for_browser(desk, elsewhere=True)
        task, how = "fetch-by-browser", {"accept_cookies": way.accept_cookies}
    once = " ".join((task, *(name for name, so in how.items() if so), *wanted))
    with desk.store.writing(QUEUE) as ledger:
        (entered,) = desk.enqueue(ledger, Job(task, {"names": wanted, **how}, once=once))
    return entered


def run_fetch(desk: Desk, names: Sequence[str], way: ByBrowser | None = None) -> Mapping[str, Any]:
    """Fetch what is named and put it on record, drawn by a browser where there is a `way`; `told_of` what came."""
    return told_of(visit(desk, drawn(desk, to_fetch(desk, names), way)))


def told_of(seen: Sequence[FetchResult]) -> Mapping[str, Any]:
    """How many addresses ended in which outcome, which sources failed, and which claims need a person."""
    failed = [
        {"ref": noted.ref, "source": noted.source, "outcome": page.outcome, "reason": page.reason}
        for page in seen
        for noted in page.noted
        if not page.is_reached
    ]
    changed = sorted({noted.ref for page in seen for noted in page.noted if noted.news or noted.voided})
    return {
        "outcomes": Counter(page.outcome.value for page in seen),
        "failed": failed[:_MOST_TOLD],
        "to_recheck": changed[:_MOST_TOLD],
    }
