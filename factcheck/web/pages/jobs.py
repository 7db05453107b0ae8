"""Background jobs: what waits, is being done or failed, and what came of it, on their page and beside claims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import Response

from factcheck.errors import RuleRefused
from factcheck.model.job import JobState, JobView
from factcheck.model.links import has_scheme
from factcheck.model.rules.by_itself import ITSELF
from factcheck.phrase import Message, Said, comma, figure, name, say, say_count, sentences
from factcheck.report.outcomes import OUTCOME
from factcheck.report.wording import moment
from factcheck.web.errors import NO_PAGE
from factcheck.web.forms import whole_number
from factcheck.web.links import JOBS, LINKS
from factcheck.web.visit import Visit, go_to
from factcheck.workflow import jobs as queue

MOST, _MOST_NAMED = 50, 5
"""Jobs that are shown of each state, and what is named of that one is of."""
TASK: Mapping[str, Message] = {
    "fetch": say("Fetching of pages"),
    "fetch-by-browser": say("Drawing of pages by a browser"),
    "save-page": say("Asking of an archive to keep a page"),
    "recheck": say("Recheck of pages"),
    "rechecks": say("Planning of rechecks"),
    "publish": say("Publication"),
    "feed": say("Reading of a feed"),
    "feeds": say("Look at the feeds"),
    "watch": say("Reading of a feed or folder that is watched"),
    "watches": say("Look at what is watched"),
    "follow": say("Look at the desks that are followed"),
    "backup": say("Backup"),
    "archive-check": say("Check of a part of the archive"),
}
"""What jobs are called, by task."""
STATE: Mapping[JobState, Message] = {
    JobState.FAILED: say("Failed"),
    JobState.DOING: say("Being done"),
    JobState.WAITING: say("Waiting"),
    JobState.DONE: say("Done"),
}
"""The states that are shown, in their order."""
_MANY_BY_ITSELF = (JobState.WAITING, JobState.DONE)
"""States in which there are so many jobs of the desk itself, hour by hour, that only those of people are shown."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job: what it does and of what, each with its link, who asked and how far it is, and what came of it.

    `wrong` is why it failed, as the log has it too; `acts` are what can be done about it, by the last word of where
    that is sent to.
    """

    number: int
    title: Said
    about: tuple[tuple[str, str], ...]
    said: Said
    done: int
    total: int
    came: Said | None
    wrong: str
    acts: tuple[tuple[str, Message], ...]


@dataclass(frozen=True, slots=True)
class JobGroup:
    """The jobs in one state: the newest, and how many there are in all where that is known."""

    state: JobState
    title: Message
    rows: tuple[JobRow, ...]
    number: int


@dataclass(frozen=True, slots=True)
class AllJobs:
    """The jobs of a desk by state, and how many workers are there; whether those that are due wait for none.

    `part` is where to ask for them again.
    """

    groups: tuple[JobGroup, ...]
    has_queue: bool
    workers: int
    waits_in_vain: bool
    is_live: bool
    part: str = f"{JOBS}/part?all=1"


def jobs(visit: Visit) -> Response:
    """`/jobs`: all there are, the newest of each state first."""
    return visit.page("jobs", jobs=_all(visit))


def jobs_part(visit: Visit) -> Response:
    """`/jobs/part`: what a page tells of them, by itself: all, those about a claim (`?ref=`), or one's own."""
    if "all" in visit.query:
        return visit.page("jobs_part", jobs=_all(visit))
    return visit.page("jobs_beside", jobs=jobs_beside(visit, visit.query.get("ref")))


def act_on_job(visit: Visit) -> Response:
    """`POST /jobs/NUMBER/ACT`: have one that failed tried again, or take one back."""
    act = {"retry": queue.retry_job, "drop": queue.drop_job}.get(visit.named["act"])
    if act is None:
        return visit.error(NO_PAGE)
    visit.ensure_same_person()
    act(visit.desk, whole_number(visit.named["number"]))
    return go_to(JOBS)


@dataclass(frozen=True, slots=True)
class JobsBeside:
    """The jobs that a page tells of beside what it shows, and where to ask for them again."""

    rows: tuple[JobRow, ...]
    part: str
    is_live: bool


def jobs_beside(visit: Visit, ref: str | None = None) -> JobsBeside:
    """What waits, is being done or failed: about a claim, or what whoever is here asked for."""
    found = queue.open_jobs(visit.desk, ref, MOST)
    part = LINKS.of(f"{JOBS}/part", **({} if ref is None else {"ref": ref}))
    is_live = any(one.state is not JobState.FAILED for one in found)
    return JobsBeside(tuple(_row(visit, one, ref) for one in found), part, is_live)


def _all(visit: Visit) -> AllJobs:
    status = queue.queue_status(visit.desk)
    counts = {
        JobState.FAILED: sum(one.failed for one in status.queues),
        JobState.DOING: sum(one.doing for one in status.queues),
        JobState.WAITING: sum(one.waiting for one in status.queues),
    }
    listed = {
        state: queue.list_jobs(visit.desk, [state], MOST, of_people=state in _MANY_BY_ITSELF)
        for state in STATE
    }
    is_due = any(one.due for one in status.queues)
    return AllJobs(
        groups=tuple(
            JobGroup(
                state, STATE[state], tuple(_row(visit, one) for one in rows), counts.get(state, len(rows))
            )
            for state, rows in listed.items()
            if rows or counts.get(state)
        ),
        has_queue=visit.desk.store.has_queue,
        workers=status.workers,
        waits_in_vain=is_due and not status.workers,
        is_live=is_due or counts[JobState.DOING] > 0,
    )


def _row(visit: Visit, one: JobView, beside: str | None = None) -> JobRow:
    """A job as it is told on a page, beside a claim without the claim's own name."""
    return JobRow(
        number=one.number,
        title=TASK.get(one.job.task) or name(one.job.task),
        about=tuple(about for about in _about(one.job.arguments) if about[0] != beside),
        said=_said(one, visit.desk.clock()),
        done=one.done or 0,
        total=one.total or 0 if one.state is JobState.DOING else 0,
        came=_came(one.result or {}) if one.state is JobState.DONE else None,
        wrong=one.wrong or "" if one.state in (JobState.FAILED, JobState.WAITING) else "",
        acts=tuple(_acts(visit, one)),
    )


def _acts(visit: Visit, one: JobView) -> Iterator[tuple[str, Message]]:
    """What whoever is here may do about a job: about their own, and an admin about every one."""
    try:
        queue.check_own(visit.desk, one)
    except RuleRefused:
        return
    if one.state is JobState.FAILED:
        yield "retry", say("Try it again")
    if one.state in (JobState.FAILED, JobState.WAITING):
        yield "drop", say("Take it back")


def _about(arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The claims and addresses that a job is of, each with its link where that is at the desk; the first of them."""
    named = [*arguments.get("names", ()), *arguments.get("refs", ()), *arguments.get("sources", ())]
    places = [arguments[key] for key in ("url", "source") if key in arguments]
    each = dict.fromkeys(one if isinstance(one, str) else one[0] for one in [*named, *places])
    for one in [*each][:_MOST_NAMED]:
        yield one, "" if has_scheme(one) or one in places else LINKS.claim(one)
    if len(each) > _MOST_NAMED:
        yield "…", ""


def _said(one: JobView, now: datetime) -> Said:
    """Who asked for a job and when, and when it began or ended."""
    by = _ITSELF if one.job.by == ITSELF else name(one.job.by)
    asked = say("{person} asked for it {when}.", person=by, when=_ago(one.asked_at, now))
    match one.state:
        case JobState.WAITING if one.due_at > now:
            return sentences(asked, say("It begins on {moment}.", moment=moment(one.due_at)))
        case JobState.DOING if one.began_at:
            return sentences(asked, say("It was begun {when}.", when=_ago(one.began_at, now)))
        case JobState.DONE | JobState.FAILED if one.ended_at:
            return sentences(asked, say("It ended {when}.", when=_ago(one.ended_at, now)))
    return asked


_ITSELF = say("The desk itself")


def _ago(at: datetime, now: datetime) -> Said:
    minutes = int((now - at).total_seconds()) // 60
    if minutes < 1:
        return say("just now")
    if minutes < _HOUR:
        return say_count(minutes, "{count} minute ago", "{count} minutes ago")
    if minutes < _DAY:
        return say_count(minutes // _HOUR, "{count} hour ago", "{count} hours ago")
    return say("on {day}", day=moment(at))


_HOUR, _DAY = 60, 24 * 60


def _came(result: Mapping[str, Any]) -> Said | None:
    """What came of a job, as far as its task tells more than that it is done."""
    return sentences(*_told(result)) if result else None


def _told(result: Mapping[str, Any]) -> Iterator[Message]:
    if outcomes := result.get("outcomes"):
        yield say_count(
            sum(outcomes.values()), "{count} page was asked for.", "{count} pages were asked for."
        )
    if failed := result.get("failed"):
        yield say_count(len(failed), "{count} could not be fetched.", "{count} could not be fetched.")
        yield from _why(failed)
    if "versions" in result:
        yield say_count(result["versions"], "{count} check was published.", "{count} checks were published.")
    if kept := result.get("kept_back"):
        yield say_count(len(kept), "{count} was kept back.", "{count} were kept back.")
    if "new" in result and "changed" in result:
        new, changed = figure(result["new"]), figure(result["changed"])
        yield say("{number} new checks, {changed} that changed.", number=new, changed=changed)
    if "planned" in result:
        planned, due = figure(result["planned"]), figure(result["due"])
        yield say("{number} of {all} that are due within a day were asked for.", number=planned, all=due)
    if "found" in result and "sentences" in result:
        yield say_count(result["read"], "{count} new text was read.", "{count} new texts were read.")
        yield say_count(
            result["found"],
            "A claim is said again in {count} place.",
            "Claims are said again in {count} places.",
        )
    if unread := result.get("unread"):
        count = result.get("unread_count", len(unread))
        yield say_count(count, "{count} could not be read.", "{count} could not be read.")
    if claims := result.get("to_recheck"):
        yield say("To be checked again: {claims}", claims=comma(claims))


def _why(failed: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    """How captures ended, each kind of end with the sources of claims that it is of."""
    ends: dict[Message, list[str]] = {}
    for one in failed:
        if told := OUTCOME.get(one.get("outcome", "")):
            ends.setdefault(told, []).append(f"{one['ref']} {one['source']}")
    for told, sources in ends.items():
        yield say("{outcome}.", outcome=say("{outcome}: {why}", outcome=told, why=comma(sources)))
