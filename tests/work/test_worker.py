"""What becomes of a job when its worker is killed, stopped or too old, or the job itself is what goes wrong."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.errors import NotSoNow, RoleRefused
from factcheck.model.job import Job, JobState
from factcheck.model.roles import Role
from factcheck.store.jobs import TRIES
from factcheck.work import run, tasks
from factcheck.work.worker import WorkerSettings, work
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.evidence.fetch_job import enqueue_fetch
from factcheck.workflow.jobs import drop_job, forget_jobs, list_jobs, queue_status, retry_job
from factcheck.workflow.people.accounts import change_role, end_account
from factcheck.workflow.people.open_accounts import acting_as
from tests.desks import added, engine_at, opened
from tests.storm.kills import kill_workers
from tests.work.worker_process import TASKS, wait_until, worker
from tests.workflow.people.staff import staffed

ONCE = WorkerSettings(jobs=1, once=True, silent=0.5)


@pytest.fixture
def desk(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("factcheck.work.worker.TASKS", {**tasks.TASKS, **TASKS})
    monkeypatch.setattr("factcheck.work.tasks.TASKS", {**tasks.TASKS, **TASKS})
    with opened(postgres_url, tmp_path) as desk:
        yield desk


def ask(desk: Desk, task: str, lock: str | None = None, **given: Any) -> int:
    """The number of a new job."""
    with desk.store.writing() as ledger:
        (entered,) = desk.enqueue(ledger, Job(task, given, lock=lock))
    assert entered.number is not None
    return entered.number


def writes(folder: Path, line: str, **more: Any) -> dict[str, Any]:
    return {"began": str(folder / f"{line}.began"), "file": str(folder / "written"), "line": line, **more}


def written(folder: Path) -> list[str]:
    return (folder / "written").read_text().split() if (folder / "written").exists() else []


def states(desk: Desk) -> dict[int, JobState]:
    return {one.number: one.state for one in list_jobs(desk)}


def in_database(url: str, statement: str) -> None:
    with engine_at(url) as engine, engine.begin() as connection:
        connection.execute(text(statement))


def test_a_killed_workers_job_is_done_by_another_and_its_lock_is_free(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    first = ask(desk, "write-down", "x", **writes(tmp_path, "first", until=str(tmp_path / "go")))
    second = ask(desk, "write-down", "x", **writes(tmp_path, "second"))
    with worker(postgres_url, tmp_path) as killed:
        wait_until((tmp_path / "first.began").exists)
        killed.kill()
    assert states(desk) == {first: JobState.DOING, second: JobState.WAITING}
    (tmp_path / "go").touch()
    with worker(postgres_url, tmp_path):
        wait_until(lambda: set(states(desk).values()) == {JobState.DONE})
    assert written(tmp_path) == ["first", "second"]


def test_a_worker_that_is_told_to_end_finishes_what_it_is_at(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    number = ask(desk, "write-down", **writes(tmp_path, "first", until=str(tmp_path / "go")))
    with worker(postgres_url, tmp_path) as ended:
        wait_until((tmp_path / "first.began").exists)
        ended.terminate()
        later = ask(desk, "write-down", **writes(tmp_path, "second"))
        (tmp_path / "go").touch()
        ended.join()
    assert (ended.exitcode, written(tmp_path)) == (0, ["first"])
    assert states(desk) == {number: JobState.DONE, later: JobState.WAITING}


@pytest.mark.parametrize("again", [True, False])
def test_told_twice_or_when_its_time_is_over_a_worker_ends_amid_a_job(
    desk: Desk, postgres_url: str, tmp_path: Path, again: bool
) -> None:
    number = ask(desk, "write-down", **writes(tmp_path, "first", until=str(tmp_path / "go")))
    how = WorkerSettings(heartbeat=0.1, grace=60 if again else 0.2)
    with worker(postgres_url, tmp_path, how) as ended:
        wait_until((tmp_path / "first.began").exists)
        ended.terminate()
        while again and ended.is_alive():
            assert ended.pid is not None
            os.kill(ended.pid, signal.SIGTERM)
            ended.join(0.05)
        ended.join()
    assert (ended.exitcode, states(desk)) == (1, {number: JobState.DOING})


def test_a_worker_goes_on_when_the_database_is_there_again(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    ask(desk, "write-down", **writes(tmp_path, "first"))
    with worker(postgres_url, tmp_path):
        wait_until((tmp_path / "first.began").exists)
        in_database(
            postgres_url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND datname = current_database()",
        )
        with opened(postgres_url, tmp_path) as again:
            ask(again, "write-down", **writes(tmp_path, "second"))
            wait_until(lambda: set(states(again).values()) == {JobState.DONE})


def test_a_job_the_end_of_which_could_not_be_noted_is_done_anew(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    number = ask(desk, "write-down", **writes(tmp_path, "first", until=str(tmp_path / "go")))
    with worker(postgres_url, tmp_path):
        wait_until((tmp_path / "first.began").exists)
        in_database(postgres_url, "ALTER FUNCTION procrastinate_finish_job_v1 RENAME TO away")
        (tmp_path / "go").touch()
        wait_until(lambda: len(written(tmp_path)) > 1)
        in_database(postgres_url, "ALTER FUNCTION away RENAME TO procrastinate_finish_job_v1")
        wait_until(lambda: states(desk) == {number: JobState.DONE})


def test_a_job_of_a_newer_version_waits_for_it_and_is_named(desk: Desk, tmp_path: Path) -> None:
    newer = ask(desk, "newer-task", some="thing")
    ask(desk, "write-down", **writes(tmp_path, "first"))
    work(desk, how=ONCE)
    assert written(tmp_path) == ["first"]
    assert [(one.task, one.due) for one in queue_status(desk).queues] == [("newer-task", 1)]
    assert states(desk)[newer] is JobState.WAITING


def test_a_job_for_a_claim_that_was_withdrawn_meanwhile_does_nothing(desk: Desk) -> None:
    added(desk, "It rained.", ref="rain")
    number = enqueue_fetch(desk, ["rain"]).number
    withdraw_claim(desk, "rain", "It was never said.")
    work(desk, how=ONCE)
    (job,) = list_jobs(desk)
    assert (job.number, job.state, job.result) == (
        number,
        JobState.DONE,
        {"failed": [], "outcomes": {}, "to_recheck": []},
    )


def test_a_job_that_fails_each_time_is_given_up_listed_and_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_FIRST_WAIT", 0)
    number = ask(desk, "go-wrong")
    work(desk, how=ONCE)
    (job,) = list_jobs(desk, [JobState.FAILED])
    assert (job.number, job.tries) == (number, TRIES)
    assert "went wrong (ZeroDivisionError at worker_process.py:" in (job.wrong or "")
    retry_job(desk, number)
    assert states(desk) == {number: JobState.WAITING}
    with pytest.raises(NotSoNow, match="did not fail"):
        retry_job(desk, number)
    drop_job(desk, number)
    assert states(desk) == {number: JobState.DROPPED}
    with pytest.raises(NotSoNow, match="neither waits nor failed"):
        drop_job(desk, number)


def test_what_is_refused_is_not_tried_again(desk: Desk) -> None:
    number = ask(desk, "fetch", names=["rian"])
    work(desk, how=ONCE)
    (job,) = list_jobs(desk, [JobState.FAILED])
    assert (job.number, job.tries) == (number, 1)
    assert (job.wrong or "").startswith('There is no claim "rian".')


def test_a_job_that_ends_its_worker_each_time_is_given_up(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    number = ask(desk, "end-worker")
    in_database(postgres_url, "UPDATE procrastinate_jobs SET attempts = 3")
    for _ in range(2):
        with worker(postgres_url, tmp_path) as ended:
            ended.join()
    with worker(postgres_url, tmp_path):
        wait_until(lambda: states(desk) == {number: JobState.FAILED})
    (job,) = list_jobs(desk)
    assert (job.tries, job.wrong) == (TRIES, f"The worker ended {TRIES} times while it was at this job.")


def test_a_job_that_never_ends_is_given_up_with_the_worker_that_it_holds_up(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    number = ask(desk, "write-down", **writes(tmp_path, "first", until=str(tmp_path / "never")))
    how = WorkerSettings(jobs=1, heartbeat=0.1, limit=0.3, grace=0.1)
    with worker(postgres_url, tmp_path, how) as ended:
        ended.join()
    assert (ended.exitcode, states(desk)) == (1, {number: JobState.FAILED})
    assert list_jobs(desk)[0].wrong == "It took longer than 0.005 minutes."


def test_a_job_is_done_with_the_role_that_its_asker_has_then(postgres_url: str, tmp_path: Path) -> None:
    with staffed(postgres_url, tmp_path) as desk:
        added(acting_as(desk, "Rae"), "It rained.", ref="rain")
        gone = enqueue_fetch(acting_as(desk, "Rae"), ["rain"]).number
        with desk.store.writing() as ledger:
            (published,) = acting_as(desk, "Ed").enqueue(ledger, Job("publish", {"refs": []}))
        end_account(desk, "Rae")
        change_role(desk, "Ed", Role.CHECKER)
        work(desk, how=ONCE)
        failed = {one.number: one.wrong or "" for one in list_jobs(desk, [JobState.FAILED])}
        assert '"Rae" has no account at this desk.' in failed[gone or 0]
        assert 'Ed is a checker at this desk, who may not do "publish"' in failed[published.number or 0]
        with pytest.raises(RoleRefused, match="Seeing to jobs of others"):
            retry_job(acting_as(desk, "Cy"), gone or 0)


def test_what_ended_long_ago_is_forgotten_and_what_failed_is_kept_longer(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    ask(desk, "write-down", **writes(tmp_path, "first"))
    failed = ask(desk, "fetch", names=["rian"])
    work(desk, how=ONCE)
    in_database(postgres_url, "UPDATE procrastinate_events SET at = at - interval '8 days'")
    forget_jobs(desk)
    assert states(desk) == {failed: JobState.FAILED}
    in_database(postgres_url, "UPDATE procrastinate_events SET at = at - interval '90 days'")
    forget_jobs(desk)
    assert states(desk) == {}


def test_how_far_a_job_is_can_be_seen_meanwhile(desk: Desk) -> None:
    number = ask(desk, "fetch", names=[])
    progress = run.JobProgress(desk, number)
    progress.begin(40)
    assert [(one.done, one.total) for one in list_jobs(desk)] == [(0, 40)]
    with desk.store.jobs() as jobs:
        jobs.report_end(number, None, "The database did not answer.")
    assert [(one.done, one.total) for one in list_jobs(desk)] == [(0, 40)]
    with desk.store.jobs() as jobs:
        jobs.report_end(number, {})
    assert [(one.done, one.total) for one in list_jobs(desk)] == [(40, 40)]


def test_of_two_workers_that_are_killed_at_random_no_job_is_lost_or_stuck(
    postgres_url: str, tmp_path: Path
) -> None:
    chance = random.Random(15)  # noqa: S311 - the same each time
    assert kill_workers(postgres_url, tmp_path, 5, chance) == {JobState.DONE: 20}
