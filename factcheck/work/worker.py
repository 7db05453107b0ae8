"""Working off background jobs: procrastinate's worker on the desk's own database, each job in a thread of its own."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import procrastinate

from factcheck.desk import Desk
from factcheck.errors import BadInput, did_you_mean
from factcheck.model.job import Job
from factcheck.store.job_schema import check_installed
from factcheck.work.tasks import TASKS, run_job


def work(desk: Desk, queues: Sequence[str] = (), *, once: bool = False) -> None:
    """Work off jobs until the process is told to end or, with `once`, until none is due.

    A queue has the name of the task whose jobs wait in it; without any it is all that this program knows. Jobs of
    other tasks wait for a program that knows them. BadInput for a queue that is not known, and where the installed
    procrastinate is not the one that this program knows.
    """
    for unknown in (one for one in queues if one not in TASKS):
        raise BadInput(f'There is no queue "{unknown}". {did_you_mean(unknown, TASKS)}')
    check_installed()
    asyncio.run(_work(desk, [*(queues or TASKS)], once))


async def _work(desk: Desk, queues: Sequence[str], once: bool) -> None:
    connector = procrastinate.PsycopgConnector(conninfo=desk.store.address, min_size=1, max_size=4)
    app = procrastinate.App(connector=connector)
    for name in TASKS:
        app.task(name=name, queue=name)(_runner(desk, name))
    async with app.open_async():
        await app.run_worker_async(queues=queues, wait=not once)


def _runner(desk: Desk, name: str) -> Callable[..., Any]:
    def run(**asked: Any) -> Any:
        return run_job(replace(desk, told=[]), Job(name, **asked))

    return run
