"""What the desk does by itself at set times: each time once, however many workers there are."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.model.job import JobState
from factcheck.model.rules.by_itself import ITSELF
from factcheck.settings.by_itself import Backups
from factcheck.work.schedule import times_of
from factcheck.work.tasks import TASKS
from factcheck.workflow.jobs import list_jobs
from tests.desks import engine_at, opened
from tests.work.worker_process import HASTY, wait_until, worker

EACH_SECOND = replace(HASTY, times={"come-back": "* * * * * *"})


def test_of_two_workers_one_asks_for_what_comes_back_each_time(postgres_url: str, tmp_path: Path) -> None:
    with (
        opened(postgres_url, tmp_path) as desk,
        worker(postgres_url, tmp_path, EACH_SECOND),
        worker(postgres_url, tmp_path, EACH_SECOND),
    ):
        wait_until(lambda: len(list_jobs(desk, [JobState.DONE])) >= 3)
        assert {(one.job.task, one.job.by) for one in list_jobs(desk)} == {("come-back", ITSELF)}
    assert _doubled(postgres_url) == []


def _doubled(url: str) -> list[str]:
    """The moments at which more than one job was asked for."""
    query = "SELECT args ->> 'timestamp' FROM procrastinate_jobs GROUP BY 1 HAVING count(*) > 1"
    with engine_at(url) as engine, engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


@pytest.mark.parametrize("queues", [(), ("backup", "fetch")])
def test_each_comes_at_a_time_that_cron_knows_where_the_desk_has_something_for_it(
    tmp_path: Path, queues: tuple[str, ...]
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with opened(url, tmp_path, feeds=("https://a.example/",), watch=("a",), backup=Backups(tmp_path)) as desk:
        times = times_of(desk, queues)
    everything = {"rechecks", "follow", "archive-check", "feeds", "watches", "backup"}
    assert set(times) == (everything & set(queues) if queues else everything)
    assert set(times) <= set(TASKS)
    assert all(re.fullmatch(r"\d+ (\*|\*/\d+) \* \* \*", at) for at in times.values())


def test_a_desk_that_names_no_feeds_and_no_folder_has_nothing_to_do_there(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path) as desk:
        assert set(times_of(desk)) == {"rechecks", "follow", "archive-check"}
