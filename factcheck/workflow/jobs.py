"""Background jobs as people see them: what waits, what is being done, what came of it, and what failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.desk import Desk
from factcheck.errors import NotFound, NotSoNow
from factcheck.model.job import JobState, JobView, QueueView
from factcheck.model.rules.by_itself import ITSELF
from factcheck.person_names import same_person

_NUMBERS = 1 << 63
"""Numbers that a job can have are lower."""
_KEPT_DAYS, _KEPT_FAILED_DAYS = 7, 90
"""Days for which a job that is done, and one that failed, can be seen."""


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """The queue of each task, and how many workers are there."""

    queues: tuple[QueueView, ...] = ()
    workers: int = 0


def queue_status(desk: Desk) -> QueueStatus:
    """What waits, is being done and failed; nothing at a desk without a queue, where jobs are done at once."""
    if not desk.store.has_queue:
        return QueueStatus()
    with desk.store.jobs() as jobs:
        return QueueStatus(tuple(jobs.queues()), jobs.workers())


def list_jobs(
    desk: Desk, states: Sequence[JobState] = (), most: int = 50, *, of_people: bool = False
) -> list[JobView]:
    """The newest jobs, all or those in these states, all or those that people asked for."""
    desk.check_reading()
    if not desk.store.has_queue:
        return []
    with desk.store.jobs() as jobs:
        return jobs.listed(states or [*JobState], most, but=ITSELF if of_people else None)


def open_jobs(desk: Desk, ref: str | None = None, most: int = 50) -> list[JobView]:
    """What waits, is being done or failed, newest first: what the author asked for or, with a ref, about a claim.

    Of what the desk itself asked for about a claim only what is being done; the rest comes and goes each day.
    """
    desk.check_reading()
    if not desk.store.has_queue:
        return []
    with desk.store.jobs() as jobs:
        found = jobs.open_ones(None if ref else desk.author, ref, most)
    return [one for one in found if one.job.by != ITSELF or one.state is JobState.DOING]


def show_job(desk: Desk, number: int) -> JobView:
    """One job; NotFound where there is none, or it is no longer kept."""
    desk.check_reading()
    if desk.store.has_queue and 0 < number < _NUMBERS:
        with desk.store.jobs() as jobs:
            for found in jobs.listed([*JobState], 1, number):
                return found
    raise NotFound(f"There is no job {number}, or it ended so long ago that it is forgotten.")


def retry_job(desk: Desk, number: int) -> None:
    """Have a job that failed tried again, as whoever asked for it; raises what `_own` does, NotSoNow for any other."""
    _own(desk, number)
    with desk.store.jobs() as jobs:
        if not jobs.retry(number):
            raise NotSoNow(f"Job {number} did not fail, so there is nothing to try again.")


def drop_job(desk: Desk, number: int) -> None:
    """Take back a job that waits or failed; raises what `_own` does, NotSoNow for one that is being done or is over."""
    _own(desk, number)
    with desk.store.jobs() as jobs:
        if not jobs.drop(number):
            raise NotSoNow(f"Job {number} neither waits nor failed, so there is nothing to take back.")


def _own(desk: Desk, number: int) -> None:
    """NotFound where there is no such job; raises what `check_own` does."""
    check_own(desk, show_job(desk, number))


def check_own(desk: Desk, one: JobView) -> None:
    """RoleRefused where somebody else asked for a job and the author is no admin."""
    if not same_person(one.job.by, desk.author):
        desk.check_admin("Seeing to jobs of others")


def held_jobs(desk: Desk, worker: int) -> list[int]:
    """The numbers of the jobs that a worker is at, as the queue has it."""
    with desk.store.jobs() as jobs:
        return jobs.held(worker)


def rescue_jobs(desk: Desk, silent: float, lost: Sequence[int] = ()) -> int:
    """Let the jobs of workers that said nothing for so many seconds wait again, and those of these numbers.

    Returns how many there were.
    """
    with desk.store.jobs() as jobs:
        return jobs.rescue(silent, [*lost])


def fail_job(desk: Desk, number: int, why: str) -> None:
    """Give up a job that is being done."""
    with desk.store.jobs() as jobs:
        jobs.fail(number, why)


def forget_jobs(desk: Desk) -> None:
    """Remove jobs that ended long ago."""
    with desk.store.jobs() as jobs:
        jobs.remove_old(_KEPT_DAYS, _KEPT_FAILED_DAYS)
