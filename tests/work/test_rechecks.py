"""Pages looked at again by a worker: what is due is spread over the day and over hosts, and done once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.model.rules.by_itself import ITSELF
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, Status
from factcheck.settings.fetching import Fetching
from factcheck.work.tasks import run_job
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.scheduled_rechecks import PlannedRechecks, plan_rechecks
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, engine_at, opened, take
from tests.servers import ScriptedServer, answer
from tests.workflow.fetched import fetched, later, record

PAGE = "The bridge is lit by four lamps at night, says the plan."


def _cites(desk: Desk, *urls: str) -> None:
    """A claim for each of these pages, which was fetched."""
    for url in urls:
        ref = added(desk, f"What {url} says.")
        add_source(desk, ref, url, {})
        take(desk, ref, PAGE.encode())


def _waiting(url: str) -> list[tuple[str, datetime, Sequence[Sequence[str]]]]:
    """Lock, moment and sources of every job that waits."""
    query = "SELECT lock, scheduled_at, args->'arguments'->'sources' FROM procrastinate_jobs ORDER BY 2"
    with engine_at(url) as engine, engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(text(query))]


@pytest.fixture
def desk(postgres_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(postgres_url, tmp_path) as desk:
        yield desk


def _with(desk: Desk, **wanted: int) -> Desk:
    rechecks = replace(desk.settings.recheck, **wanted)
    return replace(desk, settings=replace(desk.settings, recheck=rechecks)).as_itself()


def test_of_what_is_due_within_a_day_each_hour_gets_its_share(desk: Desk, postgres_url: str) -> None:
    _cites(desk, *(f"https://site-{number}.example/" for number in range(48)))

    assert plan_rechecks(desk.as_itself()) == PlannedRechecks(due=0, planned=0)
    assert plan_rechecks(later(desk, days=91).as_itself()) == PlannedRechecks(due=48, planned=2)
    assert [len(sources) for *_, sources in _waiting(postgres_url)] == [1, 1]


def test_what_is_due_first_goes_first(desk: Desk, postgres_url: str) -> None:
    _cites(desk, "https://late.example/", "https://later.example/", "https://latest.example/")

    plan_rechecks(later(desk, days=91).as_itself())

    assert [lock for lock, *_ in _waiting(postgres_url)] == ["host late.example"]


def test_no_host_gets_more_than_its_part_and_that_is_spread_over_the_hour(
    desk: Desk, postgres_url: str
) -> None:
    _cites(desk, *(f"https://busy.example/{number}" for number in range(30)), "https://other.example/")
    at = later(desk, days=91)

    assert plan_rechecks(_with(at, per_host=25), hours=1) == PlannedRechecks(due=31, planned=26)

    jobs = _waiting(postgres_url)
    assert Counter(lock for lock, *_ in jobs) == {"host busy.example": 3, "host other.example": 1}
    assert sorted(len(sources) for *_, sources in jobs) == [1, 5, 10, 10]
    moments = [moment for lock, moment, _ in jobs if lock == "host busy.example"]
    assert [b - a for a, b in pairwise(moments)] == [timedelta(minutes=20)] * 2
    assert at.clock() < moments[0] < moments[-1] < at.clock() + timedelta(hours=1)


def test_a_day_has_no_more_than_the_desk_wants(desk: Desk) -> None:
    _cites(desk, *(f"https://site-{number}.example/" for number in range(10)))
    assert plan_rechecks(_with(later(desk, days=91), per_day=48), hours=1).planned == 2


def test_what_waits_already_is_not_asked_for_twice(desk: Desk, postgres_url: str) -> None:
    _cites(desk, "https://late.example/")
    for _ in range(3):
        plan_rechecks(later(desk, days=91).as_itself())
    assert len(_waiting(postgres_url)) == 1


# The visit itself


@pytest.fixture
def lamps(database_url: str, tmp_path: Path) -> Iterator[tuple[Desk, ScriptedServer]]:
    """A desk on each database whose verdict on the lamps rests on a page."""
    with ScriptedServer({"/lamps": answer(PAGE)}) as server:
        fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
        with opened(database_url, tmp_path, fetch=fetch) as desk:
            added(desk, "It is lit.", ref="lamps")
            add_source(desk, "lamps", server.url("/lamps"), {})
            fetched(desk)
            cite(desk, "lamps", "s1", {"exact": PAGE, "stance": "supports"})
            rate(desk, "lamps", "true", Reasons("The plan says so [e1]."))
            yield desk, server


def _rechecked(desk: Desk, ref: str = "lamps") -> Any:
    asked = {"sources": [[ref, "s1"]], "planned": desk.clock().isoformat()}
    return run_job(desk, Job("recheck", asked, by=ITSELF))


def test_the_desk_itself_captures_the_page_and_marks_what_changed(
    lamps: tuple[Desk, ScriptedServer],
) -> None:
    desk, server = lamps
    server.say("/lamps", answer(PAGE.replace("four", "five")))

    assert _rechecked(desk) == {"outcomes": {"ok": 1}, "failed": [], "to_recheck": ["lamps"]}

    line = record(desk, "lamps").events[-1]
    assert (line.act, line.by) == (Act.CAPTURE, ITSELF)
    assert status(record(desk, "lamps"), desk.scales) is Status.NEEDS_RECHECK
    assert verify(desk).findings == []


def test_a_job_that_runs_twice_visits_once(lamps: tuple[Desk, ScriptedServer]) -> None:
    desk, server = lamps
    asked = {"sources": [["lamps", "s1"]], "planned": desk.clock().isoformat()}
    for _ in range(2):
        run_job(desk, Job("recheck", asked, by=ITSELF))
    assert server.visits["/lamps"] == 2
    assert len(record(desk, "lamps").captures) == 2


def test_a_claim_that_was_withdrawn_or_renamed_meanwhile_is_left_alone(
    lamps: tuple[Desk, ScriptedServer],
) -> None:
    desk, server = lamps
    nothing: dict[str, Any] = {"outcomes": {}, "failed": [], "to_recheck": []}
    assert _rechecked(desk, "lights") == nothing
    withdraw_claim(desk, "lamps", "Never said.")
    assert _rechecked(desk) == nothing
    assert server.visits["/lamps"] == 1
