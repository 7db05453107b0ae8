"""How the queue of background jobs is: how many wait or run, and for how long the oldest has waited."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class QueueState:
    """Jobs by task and state (waiting, later, running), and seconds that the oldest has waited past its time."""

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    oldest_seconds: float = 0.0


def queue_state(connection: Connection) -> QueueState:
    """The state of the queue, by the clock of the database; an empty one on SQLite, where nothing waits."""
    if connection.dialect.name != "postgresql":
        return QueueState()
    counts = {(task, state): count for task, count, state in connection.execute(_COUNTS)}
    return QueueState(counts, float(connection.execute(_OLDEST).scalar() or 0))


_COUNTS = text("""
    SELECT task_name, count(*),
        CASE WHEN status = 'doing' THEN 'running' WHEN scheduled_at > now() THEN 'later' ELSE 'waiting' END AS state
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY task_name, state
""")
_OLDEST = text("""
    SELECT extract(epoch FROM now() - least(
        (SELECT min(scheduled_at) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at <= now()),
        (SELECT min(at) FROM procrastinate_events WHERE type = 'deferred' AND job_id =
            (SELECT min(id) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL))))
""")
