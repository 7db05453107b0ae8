"""Work: background jobs, where a desk has a queue of them; what waits, what is done and what failed."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import MAX_FINDINGS_SHOWN, cli, counted, open_desk, say, say_next
from factcheck.cli.output import formats, print_json, print_rows
from factcheck.cli.remedies import in_words
from factcheck.cli.serve import metrics_option
from factcheck.errors import BadInput, Remedy
from factcheck.model.json_form import SCHEMA

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.model.job import JobView

_QUEUES = ("task", "waiting", "due", "since", "doing", "failed")
_JOBS = ("number", "task", "by", "state", "progress", "when", "told")
_FAILED = ("number", "task", "by", "tries", "when", "about", "why")
_MOST_SHOWN = 20


@cli.command(section="serve")
@click.option("--queues", metavar="NAME,…", help="Only these, such as fetch,publish; else all.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=4, show_default=True, help="How many at one time."
)
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
@click.option(
    "--status", is_flag=True, help="Tell what waits, what is being done and what came of the last ones."
)
@click.option("--failed", is_flag=True, help="List the jobs that were given up, and why.")
@click.option("--retry", type=int, metavar="NUMBER", help="Have a job that failed tried again.")
@click.option("--drop", type=int, metavar="NUMBER", help="Take back a job that waits or failed.")
@metrics_option
@formats("table", "json")
def work(form: str | None, **given: Any) -> None:
    """Work off background jobs of a desk on PostgreSQL, until it is told to end.

    Run as many as you like, on as many machines as reach the database and the archive. On SQLite nothing waits: each
    job is done at once by whoever asks for it.
    """
    from factcheck.workflow.jobs import drop_job, retry_job

    asked = [name for name in ("status", "failed", "retry", "drop") if given[name] not in (None, False)]
    if len(asked) > 1:
        raise click.UsageError(f"--{asked[0]} and --{asked[1]} are two things. Ask for one.")
    with open_desk() as desk:
        if not desk.store.has_queue:
            raise click.UsageError(
                "Background work needs a desk on PostgreSQL (database_url in factcheck.toml). This one is on SQLite, "
                "where each job is done at once: nothing waits."
            )
        match asked:
            case ["status"]:
                _show_status(desk, form)
            case ["failed"]:
                _show_failed(desk, form)
            case ["retry"]:
                retry_job(desk, given["retry"])
                say(f"Job {given['retry']} waits again.")
            case ["drop"]:
                drop_job(desk, given["drop"])
                say(f"Job {given['drop']} is taken back.")
            case _:
                _work(desk, given)


def _work(desk: "Desk", given: Mapping[str, Any]) -> None:
    try:
        from factcheck.work.schedule import times_of
        from factcheck.work.worker import WorkerSettings
        from factcheck.work.worker import work as work_off
    except ModuleNotFoundError as wrong:
        raise BadInput(
            f"Workers need one more package ({wrong.name}): pip install 'factcheck-desk[postgres]'"
        ) from wrong
    from factcheck.workflow.doctor import check_start
    from factcheck.workflow.notify.send import sending
    from factcheck.workflow.running.readiness import WORKER, Readiness
    from factcheck.workflow.running.status_server import telling_status

    queues = [one.strip() for one in (given["queues"] or "").split(",") if one.strip()]
    check_start(desk.settings)
    times = {} if given["once"] else times_of(desk, queues)
    how = WorkerSettings(jobs=given["jobs"], once=given["once"], times=times)
    say("Working. End with Ctrl-C.")
    with telling_status(desk, Readiness(desk, WORKER), given["metrics"]), sending(desk):
        work_off(desk, queues, how, say)


def _show_status(desk: "Desk", form: str | None) -> None:
    """The queues, then the jobs that are being done and those that were asked for last."""
    from factcheck.model.job import JobState
    from factcheck.work.tasks import TASKS
    from factcheck.workflow.jobs import list_jobs, queue_status

    found = queue_status(desk)
    jobs = list_jobs(desk, [JobState.DOING], _MOST_SHOWN)
    jobs += list_jobs(desk, [one for one in JobState if one is not JobState.DOING], _MOST_SHOWN)
    queues = [{**asdict(one), "known": one.task in TASKS} for one in found.queues]
    if form == "json":
        told = {"workers": found.workers, "queues": queues, "jobs": [one.as_json() for one in jobs]}
        print_json({"schema": SCHEMA, **told})
        return
    print_rows([one | {"since": _minute(one["due_since"])} for one in queues], "queues", _QUEUES, form)
    if jobs:
        click.echo()
        print_rows([_row(one) for one in jobs], "jobs", _JOBS, form)
    say(f"{counted(found.workers, 'worker is', 'workers are')} at work.")
    for one in queues:
        if not one["known"]:
            say(f"This version does not know {one['task']}: its jobs wait for a worker of a newer one.")
    if not found.workers and any(one.due for one in found.queues):
        say_next("work")


def _show_failed(desk: "Desk", form: str | None) -> None:
    """What was given up, each with what mends it."""
    from factcheck.model.job import JobState
    from factcheck.workflow.jobs import list_jobs

    failed = list_jobs(desk, [JobState.FAILED], MAX_FINDINGS_SHOWN)
    if form == "json":
        print_json(
            {"schema": SCHEMA, "jobs": [one.as_json() | {"remedy": _retry(one).as_json()} for one in failed]}
        )
        return
    print_rows([_row(one) for one in failed], "jobs", _FAILED, form)
    for one in failed[:1]:
        drop = Remedy.by("work", "Or take it back.", drop=str(one.number))
        say(in_words([_retry(one), drop]))


def _retry(job: "JobView") -> Remedy:
    return Remedy.by("work", "Have it tried again.", retry=str(job.number))


def _row(job: "JobView") -> dict[str, Any]:
    """A job in a line of a table."""
    told = (job.wrong or "").partition("\n")[0] or (json.dumps(job.result) if job.result else "")
    return {
        "number": job.number,
        "task": job.job.task,
        "by": job.job.by,
        "state": job.state,
        "tries": job.tries,
        "progress": f"{job.done}/{job.total}" if job.total else "",
        "when": _minute(job.ended_at or job.began_at or job.due_at),
        "about": json.dumps(job.job.arguments),
        "told": told,
        "why": told,
    }


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""
