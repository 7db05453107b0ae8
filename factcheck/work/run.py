"""One job as a worker does it: told how far it is and what came of it, and tried again after what passes."""

import logging
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

import procrastinate

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, MovedSince, StorageFailed
from factcheck.log_context import logged_with
from factcheck.model.job import Job
from factcheck.store.jobs import TRIES
from factcheck.work.tasks import Result, run_job

_LOG = logging.getLogger(__name__)
_FIRST_WAIT, _TIMES = 30, 4
"""Seconds from a job that failed to its second try, and how many times longer each wait is than the one before."""
_REPORTED_EVERY = 1.0
"""Seconds between two notes of how far a job is."""


class Retries(procrastinate.BaseRetryStrategy):
    """What fails for a while (a database, a disk, a claim that moved, a fault nobody foresaw) is tried again.

    After 30 seconds, 2, 8 and 32 minutes; then it is given up. What is refused is not: the answer would be the same.
    """

    def get_retry_decision(
        self, *, exception: BaseException, job: procrastinate.jobs.Job
    ) -> procrastinate.RetryDecision | None:
        """When to try again; None where the job is given up."""
        is_answer = isinstance(exception, FactcheckError) and not isinstance(
            exception, StorageFailed | MovedSince
        )
        if is_answer or job.attempts + 1 >= TRIES:
            return None
        return procrastinate.RetryDecision(retry_in={"seconds": _FIRST_WAIT * _TIMES**job.attempts})


@dataclass
class JobProgress:
    """The progress of a job, noted where everybody sees it, now and then."""

    desk: Desk
    number: int
    done: int = 0
    total: int = 0
    _noted: float = field(default_factory=time.monotonic)

    def begin(self, total: int) -> None:
        """Work on `total` things begins; some were done before, where it is not the first."""
        self.total = self.done + total
        self._note()

    def step(self, done: str = "") -> None:  # noqa: ARG002 - what became of each is not kept
        """One more is done."""
        self.done += 1
        if time.monotonic() - self._noted > _REPORTED_EVERY:
            self._note()

    def _note(self) -> None:
        self._noted = time.monotonic()
        with self.desk.store.jobs() as jobs:
            jobs.report(self.number, self.done, self.total)


def do(desk: Desk, number: int, job: Job) -> Result:
    """Do the job with this number and keep what it told; raises what its task does, once that is noted.

    All lines of the log meanwhile have the number, and the id of the request that asked for it.
    """
    with logged_with(request=job.request, task=job.task, job=str(number)):
        return _do(desk, number, job)


def _do(desk: Desk, number: int, job: Job) -> Result:
    try:
        with desk.store.jobs() as jobs:
            jobs.begin(number)
        result = run_job(replace(desk, told=[], progress=JobProgress(desk, number)), job)
        with desk.store.jobs() as jobs:
            jobs.report_end(number, result)
    except Exception as wrong:
        said = _explained(job, wrong)
        try:
            with desk.store.jobs() as jobs:
                jobs.report_end(number, None, said)
        except StorageFailed:
            _LOG.error("why job %(number)s failed cannot be noted", {"number": number})
        raise
    _LOG.info("did job %(number)s, %(task)s", {"number": number, "task": job.task})
    return result


def _explained(job: Job, wrong: Exception) -> str:
    """What went wrong, in words; of what nobody foresaw the log has the kind and the place."""
    if isinstance(wrong, FactcheckError):
        _LOG.info("a job of %(task)s failed: %(error)s", {"task": job.task, "error": type(wrong).__name__})
        return "\n".join((str(wrong), *map(str, wrong.findings)))
    at = traceback.extract_tb(wrong.__traceback__)[-1]
    said = {
        "task": job.task,
        "error": type(wrong).__name__,
        "file": Path(at.filename).name,
        "line": at.lineno,
    }
    _LOG.error("a job of %(task)s failed with %(error)s at %(file)s:%(line)s", said)
    return f"Something in the program itself went wrong ({said['error']} at {said['file']}:{said['line']})."
