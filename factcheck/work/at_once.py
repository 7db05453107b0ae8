"""Running a job at once, where there is no queue: on SQLite, as soon as what asked for it is committed."""

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, Finding
from factcheck.log_context import logged_with
from factcheck.model.job import Job


def run_job_at_once(desk: Desk, job: Job) -> object:
    """The result of a job; None where it failed, which is told: what asked for it stands all the same."""
    from factcheck.work.tasks import run_job

    try:
        with logged_with(request=job.request, task=job.task):
            return run_job(desk, job)
    except FactcheckError as wrong:
        desk.told.extend(wrong.findings or [Finding("job-failed", "", wrong.said, *wrong.remedies)])
        return None
