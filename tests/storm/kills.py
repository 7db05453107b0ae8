"""Two workers killed again and again, as no service manager would: no job may be lost, and none stuck.

`python -m tests.storm.kills 200` does so at length; the tests do it in short.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from factcheck.desk import Desk
from factcheck.model.job import Job, JobState
from factcheck.workflow.jobs import list_jobs
from tests.conftest import _lend, _server
from tests.desks import opened
from tests.work.worker_process import wait_until, worker

_LONGEST = 0.3
"""Seconds that a job takes at most."""
_STUCK = 60
"""Seconds after the last kill in which every job has to be done."""


def kill_workers(url: str, folder: Path, kills: int, chance: random.Random) -> Counter[JobState]:
    """Kill one of two workers so often, at random, while jobs are done; how many ended how.

    AssertionError where a job was lost, or is not done in time.
    """
    lines = [f"line-{number}" for number in range(2 * kills + 10)]
    with opened(url, folder) as desk, ExitStack() as stack:
        _ask(desk, folder, lines, chance)
        at_work = [stack.enter_context(worker(url, folder)) for _ in range(2)]
        for _ in range(kills):
            time.sleep(chance.uniform(0.05, 1))
            one = chance.randrange(2)
            at_work[one].kill()
            at_work[one] = stack.enter_context(worker(url, folder))
        wait_until(lambda: not _open(desk), _STUCK)
        states = Counter(one.state for one in list_jobs(desk, most=len(lines) + 1))
    assert states.total() == len(lines)
    written = set((folder / "written").read_text().split())
    assert len(written - {*lines}) == 0
    assert len(written) >= states[JobState.DONE]
    return states


def _ask(desk: Desk, folder: Path, lines: list[str], chance: random.Random) -> None:
    """Jobs that write a line each, some of them one at a time, entered as they come."""
    locks: Iterator[str | None] = (chance.choice((None, None, "a", "b")) for _ in lines)
    jobs = [
        Job("write-down", _given(folder, line, chance.uniform(0, _LONGEST)), lock=lock)
        for line, lock in zip(lines, locks, strict=True)
    ]
    with desk.store.writing() as ledger:
        desk.enqueue(ledger, *jobs)


def _given(folder: Path, line: str, seconds: float) -> dict[str, object]:
    return {"began": str(folder / "began"), "file": str(folder / "written"), "line": line, "seconds": seconds}


def _open(desk: Desk) -> bool:
    return bool(list_jobs(desk, [JobState.WAITING, JobState.DOING], 1))


def main(kills: int, seed: int) -> None:
    """As often as is wanted, on a server of its own."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory()))
        data = Path(stack.enter_context(TemporaryDirectory(prefix="factcheck-postgres-")))
        host = stack.enter_context(_server(data))
        server = stack.enter_context(psycopg.connect(host=host, user="postgres", autocommit=True))
        url = stack.enter_context(_lend(server, host, [], count(1)))
        began = time.monotonic()
        states = kill_workers(url, place, kills, random.Random(seed))
        took = time.monotonic() - began
    told = ", ".join(f"{number} {state}" for state, number in states.items())
    print(f"{kills} kills in {took:.0f} s (seed {seed}): {told}: none lost, none stuck")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
