"""A claim that cites a page of a real server, and what is done with it again and again."""

from dataclasses import replace
from datetime import timedelta

from factcheck.desk import Desk
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.vocabulary import Status
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.fetch_sources import to_fetch, to_recheck, visit
from factcheck.workflow.evidence.sources import add_source
from tests.desks import Ticking
from tests.servers import ScriptedServer

QUOTE = "the gauge at the old bridge read 52 millimetres of rain"
PAGE = f"<html><title>The rain</title><body><p>On Monday {QUOTE}, said the office.</p></body></html>"


def record(desk: Desk, ref: str = "rain") -> Record:
    with desk.store.reading() as ledger:
        return ledger.record(ref)


def fetched(desk: Desk, *names: str) -> list[FetchResult]:
    return visit(desk, to_fetch(desk, names))


def rechecked(desk: Desk, *names: str) -> list[FetchResult]:
    return visit(desk, to_recheck(desk, names))


def status_of(desk: Desk) -> Status:
    return status(record(desk), desk.scales)


def later(desk: Desk, **by: float) -> Desk:
    clock = desk.clock
    assert isinstance(clock, Ticking)
    return replace(desk, clock=Ticking(clock.at + timedelta(**by)))


def rated(desk: Desk, server: ScriptedServer) -> None:
    """A verdict that rests on words found in the page."""
    add_source(desk, "rain", server.url("/rain"), {})
    fetched(desk)
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    rate(desk, "rain", "true", Reasons(rationale="The gauge says so."))
