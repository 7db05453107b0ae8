"""One id from the request in the browser to the last line of the job that it asked for."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from factcheck.work.worker import WorkerSettings, work
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.jobs import list_jobs
from tests.desks import added
from tests.logged import logged
from tests.servers import ScriptedServer, answer
from tests.web.served import serving


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What is logged meanwhile, as JSON Lines."""
    with logged(logging.INFO) as told:
        yield told


def test_the_lines_of_a_job_have_the_id_of_the_request_that_asked_for_it(
    postgres_url: str, tmp_path: Path, lines: StringIO
) -> None:
    page = answer("<html><title>Rain</title><p>It rained on Monday.</p></html>", content_type="text/html")
    with ScriptedServer({"/rain": page}) as server:
        allow = f"127.0.0.1:{server.port}"
        (tmp_path / "factcheck.toml").write_text(f'name = "Rain"\n[fetch]\nallow = ["{allow}"]\ndelay = 0\n')
        with serving(tmp_path, FACTCHECK_DATABASE_URL=postgres_url) as served:
            added(served.desk, "It rained.", ref="rain")
            add_source(served.desk, "rain", server.url("/rain"), {})
            asked = served.post("/claims/rain/fetch")
            work(served.desk, how=WorkerSettings(once=True, jobs=1))
            (job,) = [one for one in list_jobs(served.desk) if one.job.task == "fetch"]
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    of_job = [one for one in logged if one.get("job") == str(job.number)]
    assert asked.status == 303
    assert job.job.request == asked["x-request-id"]
    assert {one["request"] for one in of_job} == {asked["x-request-id"]}
    assert {one["task"] for one in of_job} == {"fetch"}
    assert f"did job {job.number}, fetch" in {one["message"] for one in of_job}
    assert "committed capture, source on rain" in {one["message"] for one in of_job}
