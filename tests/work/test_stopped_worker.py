"""A worker that is stopped for so long that another does its job, and then goes on."""

import os
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.job import JobState
from tests.work.test_worker import ask, desk, states, writes, written
from tests.work.worker_process import HASTY, wait_until, worker

__all__ = ["desk"]


def _send(process: BaseProcess, what: signal.Signals) -> None:
    assert process.pid
    os.kill(process.pid, what)


@pytest.mark.slow
def test_a_job_that_a_stopped_worker_and_its_rescuer_both_end_is_done_and_the_stopped_one_works_on(
    desk: Desk, postgres_url: str, tmp_path: Path
) -> None:
    began, go = tmp_path / "first.began", tmp_path / "go"
    first = ask(desk, "write-down", "x", **writes(tmp_path, "first", until=str(go)))
    with worker(postgres_url, tmp_path) as stopped:
        wait_until(began.exists)
        _send(stopped, signal.SIGSTOP)
        began.unlink()
        time.sleep(2 * HASTY.silent)  # and its rescuer, on its start, strikes it off the list of workers
        with worker(postgres_url, tmp_path) as rescuer:
            wait_until(began.exists)
            _send(rescuer, signal.SIGSTOP)
            go.touch()
            _send(stopped, signal.SIGCONT)
            wait_until(lambda: written(tmp_path) == ["first"])
            wait_until(lambda: states(desk)[first] is not JobState.DOING)
            _send(rescuer, signal.SIGCONT)
            wait_until(lambda: written(tmp_path) == ["first", "first"])
            rescuer.kill()
            rescuer.join()
            second = ask(desk, "write-down", "x", **writes(tmp_path, "second"))
            wait_until(lambda: states(desk)[second] is JobState.DONE)
            assert stopped.is_alive()
    assert states(desk)[first] is JobState.DONE
