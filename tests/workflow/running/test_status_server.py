"""The port for those who watch a process: read by Prometheus' own parser, and without a word of the desk."""

import json
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed

from factcheck.counters import FETCHES, JOBS, REQUESTS
from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.job import Job
from factcheck.store.engine import make_engine
from factcheck.workflow.running.metrics import metrics_of
from factcheck.workflow.running.readiness import WORKER, Readiness
from factcheck.workflow.running.status_server import telling_status
from tests.desks import added, opened

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def _samples(desk: Desk) -> Samples:
    families = parsed(metrics_of(desk).decode())
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value
        for family in families
        for one in family.samples
    }


def test_what_a_process_did_is_counted(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        before = _samples(desk)
        added(desk, "Canary sings.")
        FETCHES.add("ok")
        REQUESTS.add(0.02, "GET", "/claims/{ref}", "200")
        JOBS.add(7200.0, "publish", "failed")
        after = _samples(desk)
        told = metrics_of(desk)
    grown = {
        key: value - before.get(key, 0) for key, value in after.items() if key[0].startswith("factcheck")
    }
    route = (("method", "GET"), ("route", "/claims/{ref}"), ("status", "200"))
    job = (("outcome", "failed"), ("task", "publish"))
    assert grown["factcheck_acts_total", (("act", "add"),)] == 1
    assert grown["factcheck_fetches_total", (("outcome", "ok"),)] == 1
    assert grown["factcheck_request_seconds_count", route] == 1
    assert grown["factcheck_request_seconds_sum", route] == pytest.approx(0.02)
    assert grown["factcheck_request_seconds_bucket", tuple(sorted((*route, ("le", "0.01"))))] == 0
    assert grown["factcheck_request_seconds_bucket", tuple(sorted((*route, ("le", "0.025"))))] == 1
    assert grown["factcheck_job_seconds_bucket", tuple(sorted((*job, ("le", "30.0"))))] == 0
    assert grown["factcheck_job_seconds_bucket", tuple(sorted((*job, ("le", "+Inf"))))] == 1
    assert b"canary" not in told.lower()


def test_the_queue_and_the_connections_are_told(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as desk:
        with desk.store.writing() as ledger:
            desk.enqueue(ledger, *(Job("fetch", {"names": [name]}) for name in ("rain", "snow")))
        samples = _samples(desk)
    assert samples["factcheck_queue_jobs", (("state", "due"), ("task", "fetch"))] == 2
    assert samples["factcheck_queue_oldest_seconds", ()] < 60
    assert samples["factcheck_database_connections", (("state", "kept"),)] >= 0


def test_metrics_are_told_while_the_database_is_away(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as desk:
        engine = make_engine(postgres_url)
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE procrastinate_jobs RENAME TO gone")
        engine.dispose()
        samples = _samples(desk)
        assert ("factcheck_queue_oldest_seconds", ()) not in samples
        assert any(name == "factcheck_acts_total" for name, _ in samples)


@contextmanager
def _watched(url: str, folder: Path) -> Iterator[tuple[str, Readiness]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    with opened(url, folder) as desk:
        ready = Readiness(desk, WORKER)
        with telling_status(desk, ready, ("127.0.0.1", port)):
            yield f"http://127.0.0.1:{port}", ready


def _get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def test_a_worker_tells_whether_it_is_up_and_ready(database_url: str, tmp_path: Path) -> None:
    with _watched(database_url, tmp_path) as (url, ready):
        assert _get(f"{url}/healthz") == (200, '{"up": true}')
        assert _get(f"{url}/readyz") == (200, '{"ready": true, "reasons": []}')
        ready.stopping.set()
        status, told = _get(f"{url}/readyz")
        assert (status, json.loads(told)["reasons"][0]["code"]) == (503, "stopping")
        assert _get(f"{url}/metrics")[0] == 200
        assert _get(f"{url}/claims")[0] == 404


def test_a_port_that_is_taken_is_told(database_url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, opened(database_url, tmp_path) as desk:
        port = taken.getsockname()[1]
        with (
            pytest.raises(BadInput, match=f"Port {port} of 127.0.0.1 cannot be used"),
            telling_status(desk, Readiness(desk, WORKER), ("127.0.0.1", port)),
        ):
            pass
