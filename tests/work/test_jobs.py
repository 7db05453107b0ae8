"""Background jobs: entered with the act or not at all, and done by a worker or at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, RuleRefused
from factcheck.model.job import Job
from factcheck.model.vocabulary import Act, Outcome
from factcheck.settings.fetching import Fetching
from factcheck.work.worker import WorkerSettings, work
from factcheck.workflow.evidence.fetch_job import enqueue_fetch
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.jobs import list_jobs
from factcheck.workflow.site.publish_job import enqueue_publish
from tests.desks import added, engine_at, opened
from tests.servers import ScriptedServer, answer
from tests.sites import BASE, signed

ONCE = WorkerSettings(jobs=1, once=True)
PAGE = answer("<html><title>Rain</title><p>It rained on Monday.</p></html>", content_type="text/html")


@contextmanager
def desk_with_claim(url: str, folder: Path, **more: Any) -> Iterator[Desk]:
    """A desk with the claim "rain", whose source nobody has fetched."""
    with ScriptedServer({"/rain": PAGE}) as server:
        fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
        with opened(url, folder, base_url=BASE, fetch=fetch, **more) as desk:
            added(desk, "It rained.", ref="rain")
            add_source(desk, "rain", server.url("/rain"), {})
            yield desk


def jobs_of(url: str) -> list[tuple[str, str, Any]]:
    """Task, state and what was asked of every job, in the order of entry."""
    query = "SELECT task_name, status::text, args FROM procrastinate_jobs ORDER BY id"
    with engine_at(url) as engine, engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(text(query))]


def captures(desk: Desk, ref: str = "rain") -> list[Outcome]:
    with desk.store.reading() as ledger:
        return [one.outcome for one in ledger.record(ref).captures]


def test_what_is_asked_for_is_fetched_by_a_worker_or_at_once(database_url: str, tmp_path: Path) -> None:
    with desk_with_claim(database_url, tmp_path) as desk:
        asked = enqueue_fetch(desk, ["rain"])
        if desk.store.has_queue:
            assert captures(desk) == []
            work(desk, how=ONCE)
            asked_for = {"arguments": {"names": ["rain"]}, "by": "Ana", "scopes": None, "request": None}
            assert jobs_of(database_url) == [("fetch", "succeeded", asked_for)]
        else:
            assert asked.result == {"outcomes": {"ok": 1}, "failed": [], "to_recheck": []}
        assert captures(desk) == [Outcome.OK]


def test_what_is_asked_for_is_published_by_a_worker_or_at_once(database_url: str, tmp_path: Path) -> None:
    with desk_with_claim(database_url, tmp_path) as desk:
        signed(desk, "It is lit.", "lamps")
        asked = enqueue_publish(desk, ["lamps"])
        if desk.store.has_queue:
            work(desk, how=ONCE)
            assert [one[:2] for one in jobs_of(database_url)] == [("publish", "succeeded")]
        else:
            assert asked.result["published"] == ["lamps 1"]
        assert (desk.settings.site / "claims" / "lamps.html").is_file()


def _ask_and_fail(desk: Desk) -> None:
    with desk.store.writing() as ledger:
        desk.enqueue(ledger, Job("fetch", {"names": ["rain"]}))
        ledger.record("snow")


def test_a_transaction_that_is_rolled_back_leaves_no_job(database_url: str, tmp_path: Path) -> None:
    with desk_with_claim(database_url, tmp_path) as desk:
        with pytest.raises(NotFound):
            _ask_and_fail(desk)
        if desk.store.has_queue:
            work(desk, how=ONCE)
            assert jobs_of(database_url) == []
        assert captures(desk) == []


def test_the_same_job_waits_once_and_what_else_the_transaction_did_stands(
    database_url: str, tmp_path: Path
) -> None:
    with desk_with_claim(database_url, tmp_path) as desk:
        once, more = Job("fetch", {"names": ["rain"]}, once="rain"), Job("fetch", {"names": []})
        with desk.store.writing() as ledger:
            before = ledger.record("rain")
            ledger.append(before, desk.after(before, Act.ASSIGN, {"assignee": "Ana"}))
            (first,) = desk.enqueue(ledger, once)
            again, other = desk.enqueue(ledger, once, more)
        with desk.store.reading() as ledger:
            assert ledger.record("rain").claim.assignee == "Ana"
        if desk.store.has_queue:
            assert (again.number, other.number) == (first.number, list_jobs(desk)[0].number)
            work(desk, how=ONCE)
        assert captures(desk) == [Outcome.OK]


def test_what_cannot_be_done_is_refused_when_it_is_asked_for(database_url: str, tmp_path: Path) -> None:
    with desk_with_claim(database_url, tmp_path) as desk:
        with pytest.raises(NotFound, match="rian"):
            enqueue_fetch(desk, ["rian"])
        with pytest.raises(NotFound, match="rian"):
            enqueue_publish(desk, ["rian"])


def test_an_unknown_queue_is_told_with_the_near_one(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as desk, pytest.raises(BadInput, match='Did you mean "fetch"'):
        work(desk, ["fetsh"])


def test_what_nobody_asked_for_the_desk_captures_itself_and_does_no_more(
    database_url: str, tmp_path: Path
) -> None:
    with desk_with_claim(database_url, tmp_path, people=("Ana", "Ben")) as desk:
        itself = desk.as_itself()
        enqueue_fetch(itself, ["rain"])
        if desk.store.has_queue:
            work(desk, how=ONCE)
        with desk.store.reading() as ledger:
            last = ledger.record("rain").events[-1]
        assert (last.act, last.by) == (Act.CAPTURE, "The desk itself")
        with pytest.raises(RuleRefused, match="Have a person do it"):
            enqueue_publish(itself)


def test_a_job_does_not_begin_before_its_time(postgres_url: str, tmp_path: Path) -> None:
    with desk_with_claim(postgres_url, tmp_path) as desk:
        later = datetime.now(UTC) + timedelta(hours=1)
        with desk.store.writing() as ledger:
            desk.enqueue(ledger, Job("fetch", {"names": ["rain"]}, at=later))
        work(desk, how=ONCE)
        assert [one[:2] for one in jobs_of(postgres_url)] == [("fetch", "todo")]


def test_a_job_that_fails_at_once_is_told_and_what_asked_for_it_stands(tmp_path: Path) -> None:
    with desk_with_claim(f"sqlite:///{tmp_path}/desk.db", tmp_path) as desk:
        with desk.store.writing() as ledger:
            before = ledger.record("rain")
            ledger.append(before, desk.after(before, Act.ASSIGN, {"assignee": "Ana"}))
            (asked,) = desk.enqueue(ledger, Job("fetch", {"names": ["snow"]}))
        assert (asked.result, [one.code for one in desk.told]) == (None, ["job-failed"])
        with desk.store.reading() as ledger:
            assert ledger.record("rain").claim.assignee == "Ana"
