"""Workers as processes of their own, quick to start and made to be killed, and tasks that show what becomes of them."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.work import tasks
from factcheck.work.worker import WorkerSettings, work
from tests.desks import opened

HASTY = WorkerSettings(jobs=2, heartbeat=0.2, silent=0.8, poll=0.1)
"""A worker that is taken for gone after less than a second."""
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.work.worker_process"])


def write_down(_desk: Desk, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write a line to a file, once there is the file that it waits for, after so many seconds."""
    Path(given["began"]).touch()
    while given.get("until") and not Path(given["until"]).exists():
        time.sleep(0.01)
    time.sleep(given.get("seconds", 0))
    with Path(given["file"]).open("a") as file:
        file.write(f"{given['line']}\n")
    return {"line": given["line"]}


def end_worker(_desk: Desk, _given: Mapping[str, Any]) -> None:
    """End the worker's process as a fault in compiled code does."""
    os.kill(os.getpid(), signal.SIGKILL)


def go_wrong(_desk: Desk, _given: Mapping[str, Any]) -> None:
    """A fault that nobody foresaw."""
    raise ZeroDivisionError


def come_back(_desk: Desk, _given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is done at set times."""
    return {}


TASKS = {"write-down": write_down, "end-worker": end_worker, "go-wrong": go_wrong, "come-back": come_back}


def _run(url: str, folder: Path, how: WorkerSettings) -> None:
    tasks.TASKS.update(TASKS)  # type: ignore[attr-defined]
    with opened(url, folder) as desk:
        work(desk, how=how)


@contextmanager
def worker(url: str, folder: Path, how: WorkerSettings = HASTY) -> Iterator[BaseProcess]:
    """A worker, which is killed where it has not ended by the end of the block."""
    process = _PROCESSES.Process(target=_run, args=(url, folder, how))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def wait_until(holds: Any, seconds: float = 60) -> None:
    """Return once it holds; fail where it does not within this time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.02)
