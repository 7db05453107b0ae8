"""Entering background jobs in the transaction of an act: into the queue on PostgreSQL, to be run after it on SQLite."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from factcheck.model.job import Job
from factcheck.model.rules.by_itself import ITSELF

ASKED, BY_ITSELF = 1, 0
"""Priorities: what a person waits for goes before what the desk does by itself."""


@dataclass(slots=True)
class Enqueued:
    """A job that was asked for: its number in the queue or, where it ran at once, its result after the commit.

    Where another with the same `once` waits already, it is that one's number; of two that run at once one has a result.
    """

    number: int | None = None
    result: Any = None


Run = Callable[[Job], Any]
"""Runs a job at once and returns its result."""


def enter_jobs(connection: Connection, jobs: Sequence[Job]) -> list[Enqueued]:
    """Enter jobs into the queue on PostgreSQL; a job of which the same waits already is passed over."""
    try:
        with connection.begin_nested():
            return [Enqueued(number) for number in _deferred(connection, jobs)]
    except IntegrityError:  # a clash of `once`, which would end the whole transaction but for the savepoint
        if len(jobs) > 1:
            return [entered for job in jobs for entered in enter_jobs(connection, [job])]
        same = connection.execute(_WAITING, {"once": jobs[0].once}).scalar()
        return [Enqueued(same)] if same else enter_jobs(connection, jobs)  # it was begun meanwhile


def _deferred(connection: Connection, jobs: Sequence[Job]) -> list[int]:
    given = json.dumps([_as_row(job) for job in jobs], default=datetime.isoformat)
    numbers: list[int] = connection.execute(_DEFER, {"jobs": given}).scalar_one()
    return numbers


def _as_row(job: Job) -> dict[str, Any]:
    """A job as the queue holds it: it waits in the queue of its task, so that no worker takes what it does not know."""
    asked = {key: value for key, value in asdict(job).items() if key not in _OF_THE_QUEUE}
    row: dict[str, Any] = {name: getattr(job, name) for name in _OF_THE_QUEUE}
    return row | {"priority": BY_ITSELF if job.by == ITSELF else ASKED, "args": asked}


_OF_THE_QUEUE = ("task", "lock", "once", "at")
"""What the queue itself goes by; the rest is handed to the task."""


_WAITING = text("SELECT id FROM procrastinate_jobs WHERE queueing_lock = :once AND status = 'todo'")
_DEFER = text("""
    SELECT procrastinate_defer_jobs_v1(ARRAY(
        SELECT ROW(task, task, priority, lock, once, args, at)::procrastinate_job_to_defer_v1
        FROM jsonb_to_recordset(CAST(:jobs AS jsonb))
            AS job(task varchar, priority integer, lock text, once text, args jsonb, at timestamptz)
    ))
""")


def run_all(waiting: Sequence[tuple[Enqueued, Job, Run]]) -> None:
    """Run jobs that a transaction asked for, after its commit, one after the other; those of one `once` as one.

    Nobody would be there to run one later, so each is run now, whatever its `at` says.
    """
    ran: dict[str, Any] = {}
    for entered, job, run in waiting:
        if job.once is None:
            entered.result = run(job)
        elif job.once not in ran:
            ran[job.once] = entered.result = run(job)
