"""The queue of background jobs on PostgreSQL: what waits, is being done and failed, and what is told of each job.

The tables and functions are procrastinate's, `job_report` is ours. Each call is a short transaction of its own, which
takes no turn with those who write claims.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from factcheck.errors import NotSoNow, StorageFailed
from factcheck.model.job import Job, JobState, JobView, QueueView

TRIES = 5
"""How often a job is begun before it is given up."""
LONGEST_RESULT = 20_000
"""Characters of JSON that are kept of what a job tells, and of why it failed."""
_STATES = {
    JobState.WAITING: ("todo",),
    JobState.DOING: ("doing",),
    JobState.DONE: ("succeeded",),
    JobState.FAILED: ("failed",),
    JobState.DROPPED: ("cancelled", "aborted"),
}
_STATE_OF = {status: state for state, statuses in _STATES.items() for status in statuses}


class JobQueue:
    """The queue inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # For people

    def listed(
        self, states: Sequence[JobState], most: int, number: int | None = None, but: str | None = None
    ) -> list[JobView]:
        """The newest jobs in these states, or the one with this number; none that `but` asked for."""
        statuses = [status for state in states for status in _STATES[state]]
        rows = self._rows(_LISTED, statuses=statuses, most=most, number=number, but=but)
        return [_view(row) for row in rows]

    def open_ones(self, by: str | None, ref: str | None, most: int) -> list[JobView]:
        """The newest jobs that wait, are being done or failed: those that one person asked for, or about a claim."""
        rows = self._rows(_OPEN, by=by, ref=ref, of=json.dumps([[ref]]), most=most)
        return [_view(row) for row in rows]

    def queues(self) -> list[QueueView]:
        """The jobs of each task that waits, is being done or failed, by its name."""
        return [QueueView(**row) for row in self._rows(_QUEUES)]

    def workers(self) -> int:
        """How many workers said within a minute that they are there."""
        query = (
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
        )
        return int(self._rows(query)[0]["count"])

    def retry(self, number: int) -> bool:
        """Have a job that failed begin anew, with all its tries; False where there is no such job that failed.

        NotSoNow where one with the same `once` waits already.
        """
        try:
            return bool(self._rows(_RETRY, number=number))
        except IntegrityError as wrong:
            raise NotSoNow("The same was asked for again meanwhile, and waits. Drop this one.") from wrong

    def drop(self, number: int) -> bool:
        """Take back a job that waits or failed; False where there is no such job."""
        return bool(self._rows(_DROP, number=number))

    # For workers

    def begin(self, number: int) -> None:
        """A worker is at this job from now on, so the same may be asked for again and wait."""
        self._rows(_BEGIN, number=number)

    def report(self, number: int, done: int, total: int) -> None:
        """How many of its steps are behind a job."""
        self._rows(_REPORT, number=number, done=done, total=total)

    def report_end(self, number: int, result: Mapping[str, Any] | None, wrong: str | None = None) -> None:
        """What a job told or, where it failed, why; too long a result is left out."""
        told = json.dumps(result, default=str)
        if len(told) > LONGEST_RESULT:
            told = json.dumps({"left_out": len(told)})
        self._rows(_REPORT_END, number=number, result=told, wrong=wrong and wrong[:LONGEST_RESULT])

    def fail(self, number: int, wrong: str) -> None:
        """Give up a job that is being done."""
        self.report_end(number, None, wrong)
        self._rows("SELECT procrastinate_finish_job_v1(:number, 'failed', false)", number=number)

    def held(self, worker: int) -> list[int]:
        """The jobs that a worker is at, as the queue has it."""
        query = "SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = :worker"
        return [row["id"] for row in self._rows(query, worker=worker)]

    def rescue(self, silent: float, lost: Sequence[int]) -> int:
        """Let the jobs of workers that said nothing for so many seconds wait again, and those of these numbers.

        One whose worker ended so too often is given up: it may be what ends them. Returns how many there were.
        """
        stalled = self._rows(_STALLED, silent=silent, lost=lost)
        for row in stalled:
            if row["attempts"] + 1 >= TRIES:
                self.fail(row["id"], f"The worker ended {TRIES} times while it was at this job.")
            else:
                self._rows(_RESCUE, number=row["id"])
        return len(stalled)

    def remove_old(self, done_days: int, failed_days: int) -> None:
        """Forget jobs that ended long ago, and workers that are long gone."""
        self._rows(_REMOVE, days=done_days, statuses=["succeeded", "cancelled", "aborted"])
        self._rows(_REMOVE, days=failed_days, statuses=["failed"])
        self._rows("SELECT procrastinate_prune_stalled_workers_v1(600)")

    def _rows(self, query: str, **given: Any) -> list[dict[str, Any]]:
        done = self._connection.execute(text(query), given)
        return [dict(row) for row in done.mappings()] if done.returns_rows else []


@contextmanager
def open_jobs(engine: Engine) -> Iterator[JobQueue]:
    """The queue in a transaction of its own; StorageFailed where the database cannot be reached."""
    try:
        with engine.begin() as connection:
            yield JobQueue(connection)
    except DBAPIError as wrong:
        said = str(wrong.orig).strip().splitlines()[0]
        raise StorageFailed(f"The queue of background jobs cannot be used: {said}.") from wrong


def _view(row: Mapping[str, Any]) -> JobView:
    told = {
        name: row[name] for name in ("asked_at", "began_at", "ended_at", "done", "total", "result", "wrong")
    }
    due_at = row["scheduled_at"] or row["asked_at"]
    asked = {name: value for name, value in row["args"].items() if name != "timestamp"}  # of one at set times
    job = Job(row["task_name"], lock=row["lock"], once=row["queueing_lock"], **asked)
    return JobView(row["id"], job, _STATE_OF[row["status"]], due_at=due_at, tries=row["attempts"], **told)


_VIEW = """
    SELECT job.id, task_name, status::text, lock, queueing_lock, args, scheduled_at, attempts,
        done, total, result, wrong, asked_at, began_at, ended_at
    FROM procrastinate_jobs AS job LEFT JOIN job_report ON job_id = job.id
    CROSS JOIN LATERAL (
        SELECT min(at) FILTER (WHERE type = 'deferred') AS asked_at,
            max(at) FILTER (WHERE type = 'started') AS began_at,
            max(at) FILTER (WHERE type IN ('succeeded', 'failed', 'cancelled', 'aborted')) AS ended_at
        FROM procrastinate_events AS event WHERE event.job_id = job.id
    ) AS told
"""
_LISTED = f"""{_VIEW}
    WHERE status = ANY(CAST(:statuses AS procrastinate_job_status[]))
        AND (CAST(:number AS bigint) IS NULL OR job.id = :number)
        AND (CAST(:but AS text) IS NULL OR args ->> 'by' <> :but)
    ORDER BY job.id DESC LIMIT :most
"""
_OPEN = f"""{_VIEW}
    WHERE status IN ('todo', 'doing', 'failed') AND (CAST(:by AS text) IS NULL OR args ->> 'by' = :by)
        AND (CAST(:ref AS text) IS NULL OR jsonb_exists(args #> '{{arguments,names}}', :ref)
            OR jsonb_exists(args #> '{{arguments,refs}}', :ref)
            OR args #> '{{arguments,sources}}' @> CAST(:of AS jsonb))
    ORDER BY job.id DESC LIMIT :most
"""
_QUEUES = """
    WITH queue AS (
        SELECT task_name AS task, count(*) FILTER (WHERE status = 'todo') AS waiting,
            count(*) FILTER (WHERE status = 'todo' AND is_due) AS due,
            min(job.id) FILTER (WHERE status = 'todo' AND is_due) AS first,
            count(*) FILTER (WHERE status = 'doing') AS doing, count(*) FILTER (WHERE status = 'failed') AS failed
        FROM procrastinate_jobs AS job
        CROSS JOIN LATERAL (SELECT coalesce(scheduled_at <= now(), true) AS is_due) AS told
        WHERE status IN ('todo', 'doing', 'failed') GROUP BY task_name
    )
    SELECT task, waiting, due, doing, failed, (
        SELECT greatest(max(scheduled_at), min(event.at)) FROM procrastinate_jobs AS job
        JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred' WHERE job.id = first
    ) AS due_since
    FROM queue ORDER BY task
"""
_RETRY = """
    UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL
    WHERE id = :number AND status = 'failed' RETURNING id
"""
_DROP = """
    UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = :number AND status IN ('todo', 'failed') RETURNING id
"""
_BEGIN = "UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = :number AND queueing_lock IS NOT NULL"
_REPORT = """
    INSERT INTO job_report (job_id, done, total) VALUES (:number, :done, :total)
    ON CONFLICT (job_id) DO UPDATE SET done = :done, total = :total, at = now()
"""
_REPORT_END = """
    INSERT INTO job_report (job_id, result, wrong) VALUES (:number, CAST(:result AS jsonb), :wrong)
    ON CONFLICT (job_id) DO UPDATE SET result = CAST(:result AS jsonb), wrong = :wrong, at = now(),
        done = CASE WHEN CAST(:wrong AS text) IS NULL THEN job_report.total ELSE job_report.done END
"""
_STALLED = """
    SELECT job.id, attempts FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = worker_id
    WHERE status = 'doing' AND (worker.id IS NULL OR last_heartbeat < now() - :silent * interval '1 second'
        OR job.id = ANY(CAST(:lost AS bigint[])))
    FOR UPDATE OF job SKIP LOCKED
"""
_RESCUE = """
    UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, queueing_lock = NULL, worker_id = NULL
    WHERE id = :number
"""
_REMOVE = """
    DELETE FROM procrastinate_jobs WHERE status = ANY(CAST(:statuses AS procrastinate_job_status[])) AND NOT EXISTS (
        SELECT FROM procrastinate_events AS event WHERE event.job_id = procrastinate_jobs.id
            AND at > now() - :days * interval '1 day'
    )
"""
