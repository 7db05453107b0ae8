"""What can be done in the background: one table from the name of a task to the workflow function it calls.

A task can run twice, since a worker may die between its work and the note that it is done; whatever it calls does no
harm then. A name and its arguments are a promise to jobs that wait: where arguments change, the task gets a new name.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from time import perf_counter
from typing import Any

from factcheck.counters import JOBS
from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.model.roles import Scope
from factcheck.model.rules.by_itself import ITSELF
from factcheck.workflow.people.open_accounts import acting_as

Arguments = Mapping[str, Any]
Result = Mapping[str, Any] | None
"""What came of a job, as JSON of a few kilobytes at most."""


def _fetch(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.evidence.fetch_job import run_fetch

    return run_fetch(desk, given["names"])


def _fetch_by_browser(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.evidence.fetch_job import run_fetch
    from factcheck.workflow.evidence.fetch_queue import ByBrowser

    return run_fetch(desk, given["names"], ByBrowser(given["accept_cookies"]))


def _save_page(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.evidence.save_page import run_save

    return run_save(desk, given["ref"], given["source"], given["job"], given["tried"])


def _rechecks(desk: Desk, _given: Arguments) -> Result:
    from factcheck.workflow.evidence.scheduled_rechecks import plan_rechecks

    return asdict(plan_rechecks(desk))


def _recheck(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.evidence.scheduled_rechecks import run_recheck

    return run_recheck(desk, given["sources"], given["planned"])


def _publish(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.site.publish_job import run_publish

    return run_publish(desk, given["refs"])


def _feeds(desk: Desk, _given: Arguments) -> Result:
    from factcheck.workflow.earlier.feeds import ask_for_feeds

    return ask_for_feeds(desk)


def _feed(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.earlier.feeds import run_feed

    return run_feed(desk, given["url"])


def _watches(desk: Desk, _given: Arguments) -> Result:
    from factcheck.workflow.earlier.watch import ask_for_watches

    return ask_for_watches(desk)


def _watch(desk: Desk, given: Arguments) -> Result:
    from factcheck.workflow.earlier.watch import run_watch

    return run_watch(desk, given["source"])


def _follow(desk: Desk, _given: Arguments) -> Result:
    from factcheck.workflow.earlier.follow_job import run_follow

    return run_follow(desk)


def _backup(desk: Desk, _given: Arguments) -> Result:
    from factcheck.workflow.transfer.daily_backup import back_up_daily

    return back_up_daily(desk)


def _archive_check(desk: Desk, _given: Arguments) -> Result:
    from factcheck.workflow.transfer.archive_job import run_archive_check

    return run_archive_check(desk)


TASKS: Mapping[str, Callable[[Desk, Arguments], Result]] = {
    "fetch": _fetch,
    "fetch-by-browser": _fetch_by_browser,
    "save-page": _save_page,
    "rechecks": _rechecks,
    "recheck": _recheck,
    "publish": _publish,
    "feeds": _feeds,
    "feed": _feed,
    "watches": _watches,
    "watch": _watch,
    "follow": _follow,
    "backup": _backup,
    "archive-check": _archive_check,
}


def run_job(desk: Desk, job: Job) -> Result:
    """Run a job as whoever asked for it, with the role they have now; RuleRefused where they have no account any more.

    Whatever its task raises, this does.
    """
    began, outcome = perf_counter(), "failed"
    try:
        result = TASKS[job.task](replace(_at(desk, job), request=job.request), job.arguments)
        outcome = "done"
        return result
    finally:
        JOBS.add(perf_counter() - began, job.task, outcome)


def _at(desk: Desk, job: Job) -> Desk:
    if job.by == ITSELF:
        return desk.as_itself()
    asker = replace(acting_as(desk, job.by), scopes=frozenset(map(Scope, job.scopes or Scope)), seen=None)
    if asker.accounts:
        asker.account()
    return asker
