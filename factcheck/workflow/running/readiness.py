"""Whether a process can do its work now: asked every few seconds by a proxy or whatever starts processes."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from factcheck.desk import Desk, utc_now
from factcheck.errors import NotSoNow, StorageFailed
from factcheck.workflow.jobs import QueueStatus, queue_status

_LOG = logging.getLogger(__name__)
_GOOD_FOR = 2.0
"""Seconds for which an answer is given again, so that asking often costs nothing."""
_PATIENCE = 5.0
"""Seconds after which a part that does not answer is said to be away."""
LATE = timedelta(minutes=15)
"""How long a job may wait past its time before the queue is late."""
_NO_CAPTURE = "0" * 64
WHY: Mapping[str, str] = {
    "stopping": "The process ends, and takes nothing more.",
    "database": "The database does not answer.",
    "program-too-old": "The database was migrated beyond what this program knows. Update it.",
    "archive": "The archive does not answer.",
    "queue-late": "A job has waited for more than 15 minutes. See whether a worker runs.",
}
"""Why a process is not ready, by a stable code; nothing of the desk is told."""
Check = Callable[[Desk], str | None]


def _database(desk: Desk) -> str | None:
    try:
        desk.store.check_version()
    except NotSoNow:
        return "program-too-old"
    return None


def _archive(desk: Desk) -> str | None:
    desk.archive.has(_NO_CAPTURE)
    return None


def _queue(desk: Desk) -> str | None:
    try:
        oldest = oldest_seconds(queue_status(desk))
    except StorageFailed:
        return "database"  # nobody can tell then how long a job has waited
    return "queue-late" if oldest > LATE.total_seconds() else None


def oldest_seconds(queue: QueueStatus) -> float:
    """For how long the job that has waited longest does so past its time; 0 where none does."""
    since = [one.due_since for one in queue.queues if one.due_since]
    return max((utc_now() - min(since)).total_seconds(), 0.0) if since else 0.0


WEB: Mapping[str, Check] = {"database": _database, "archive": _archive}
"""What people cannot work without. A queue that is late takes no web process away from them."""
WORKER: Mapping[str, Check] = {**WEB, "queue-late": _queue}


class Readiness:
    """The reasons why a process is not ready, looked for by one thread at a time however many ask."""

    def __init__(self, desk: Desk, checks: Mapping[str, Check]) -> None:
        self.stopping = Event()
        self._desk, self._checks = desk, checks
        self._turn = Lock()
        self._thread: Thread | None = None
        self._found: tuple[str, ...] = ()
        self._looked_at = -_GOOD_FOR
        self._at = ""

    def reasons(self) -> tuple[str, ...]:
        """The codes of the reasons, none where it is ready; within some seconds, whatever hangs."""
        if self.stopping.is_set():
            return ("stopping",)
        thread = self._begin()
        if thread:
            thread.join(_PATIENCE)
        return (self._at,) if thread and thread.is_alive() else self._found

    def answer(self) -> tuple[int, dict[str, Any]]:
        """The status (HTTP) and what is told in JSON."""
        reasons = self.reasons()
        told = [{"code": code, "message": WHY[code]} for code in reasons]
        return (503 if reasons else 200), {"ready": not reasons, "reasons": told}

    def _begin(self) -> Thread | None:
        with self._turn:
            if self._thread is None and monotonic() - self._looked_at >= _GOOD_FOR:
                self._thread = Thread(target=self._look, name="readiness", daemon=True)
                self._thread.start()
            return self._thread

    def _look(self) -> None:
        found = tuple(dict.fromkeys(self._look_over()))
        if found != self._found:
            _LOG.warning("is ready: %(ready)s %(reasons)s", {"ready": not found, "reasons": ", ".join(found)})
        with self._turn:
            self._found, self._looked_at, self._thread = found, monotonic(), None

    def _look_over(self) -> Iterator[str]:
        for code, check in self._checks.items():
            self._at = code
            try:
                if reason := check(self._desk):
                    yield reason
            except Exception as wrong:  # noqa: BLE001 - whatever it is, it does not work, and is asked again
                _LOG.warning("%(code)s fails with %(error)s", {"code": code, "error": type(wrong).__name__})
                yield code
