"""Who acts next on a claim, and how: worked out of its record, so that lists and `verify` find the same."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from factcheck.model.claim import Claim, signed_fields
from factcheck.model.comment import shortened, threads, who_answers
from factcheck.model.dates import latest
from factcheck.model.event import Event
from factcheck.model.evolve import LEAVES_SIGNED, GrowingRecord
from factcheck.model.publication import Contact
from factcheck.model.record import Record, once_a_record
from factcheck.model.scale import Scales
from factcheck.model.signing import changed_since_signed
from factcheck.model.status import status
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import Act, Priority, Status, Step
from factcheck.person_names import folded_name

WORK = "work"
"""The id of the step that moves the claim itself on; others have that of the contact or comment that is not settled."""
_SOON = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}


class NextStep(Value):
    """One thing that is to be done about a claim, and since when.

    `who` is None where anybody may, but for `but_not`, whom rule 3 keeps from signing. `reason` is what somebody said
    (why it was returned, what is corrected, who was asked, a comment) or what changed. `due` is the last day (ISO) of
    the claim's deadline; `rank` goes from 0, most pressing, to 2.
    """

    id: str
    step: Step
    who: str | None = None
    since: Instant
    reason: str | None = None
    but_not: tuple[str, ...] = ()
    due: str | None = None
    rank: int = 1


@once_a_record
def next_steps(record: Record, scales: Scales) -> tuple[NextStep, ...]:
    """What is to be done about the claim: the step that moves it on, and for contacts and comments not settled."""
    standing = status(record, scales)
    if standing is Status.WITHDRAWN:
        return ()
    return (*_work(record, standing, scales), *_asked(record), *_commented(record))


def author_of(record: Record) -> str | None:
    """Who gave the verdict in force."""
    return record.verdict.by if record.verdict else None


def reader_of(record: Record, standing: Status) -> str | None:
    """Who is to read the verdict in force, where somebody was named; once it was decided on, who did so last."""
    if standing is Status.IN_REVIEW:
        return named_reader(record)
    return record.review.by if record.review else None


def named_reader(record: Record) -> str | None:
    """Whom the last submission names as the reader of the verdict in force."""
    who = record.submission.body.get("to") if record.submission else None
    return who if isinstance(who, str) else None


def _work(record: Record, standing: Status, scales: Scales) -> Iterator[NextStep]:
    who, given = _worker(record)
    match standing:
        case Status.UNVERIFIED | Status.CHECKING:
            quoted = next((event.at for event in record.events if event.act is Act.CITE), given)
            step = Step.RATE if record.evidence else Step.CHECK
            yield _step(record, step, max(given, quoted) if record.evidence else given, who)
        case Status.RATED:
            yield _step(record, Step.SUBMIT, given, who)
        case Status.RETURNED if record.review:
            yield _step(record, Step.RETURNED, max(given, record.review.at), who, record.review.comment)
        case Status.IN_REVIEW if record.submission:
            yield _step(record, Step.REVIEW, record.submission.at, named_reader(record))
        case Status.SIGNED_OFF:
            corrections = record.corrections_since
            said = corrections[-1].what if corrections else None
            since = max([one.at for one in record.approvals] + [one.at for one in corrections])
            yield _step(record, Step.PUBLISH, since, None, said)
        case Status.NEEDS_RECHECK:
            yield _step(record, Step.RECHECK, _changed_at(record, scales), who, _changes(record, scales))


def _asked(record: Record) -> Iterator[NextStep]:
    """Everybody outside who was asked to answer, and has not, or whose answer nobody has taken note of."""
    for contact in record.contacts:
        if asking := asked_step(record.events, contact):
            claim = record.claim
            due = asking.due or (latest(claim.deadline).isoformat() if claim.deadline else None)
            yield asking.model_copy(update={"due": due, "rank": _SOON[claim.priority]})


def asked_step(events: Sequence[Event], contact: Contact) -> NextStep | None:
    """What is to be done about somebody who was asked, by whoever asked; None where nothing is.

    `events` are the history in which that is on record.
    """
    if not contact.is_open and not contact.has_news:
        return None
    told = [event for event in events if _is_contact(event.body, contact.id)]
    since, step = (told[-1].at, Step.ANSWERED) if contact.has_news else (told[0].at, Step.ASK)
    due = contact.wanted_by if step is Step.ASK else None
    return NextStep(
        id=contact.id,
        step=step,
        who=told[0].by,
        since=since,
        reason=contact.who,
        due=latest(due).isoformat() if due else None,
    )


def _commented(record: Record) -> Iterator[NextStep]:
    """Everybody for whom open comments wait, once, with the one that has waited longest."""
    found: dict[str, NextStep] = {}
    for waiting in comment_steps(record):
        known = found.get(folded_name(waiting.who or ""))
        if known is None or waiting.since < known.since:
            found[folded_name(waiting.who or "")] = waiting
    yield from found.values()


def comment_steps(record: Record) -> Iterator[NextStep]:
    """Each open comment, for whoever is to answer it, since the last reply to it."""
    owner = _worker(record)[0] or record.events[0].by if record.comments else ""
    for thread in threads(record.comments):
        first, last = thread[0], thread[-1]
        if first.is_open:
            said = f"{last.by}: {shortened(last)}"
            waiting = _step(record, Step.COMMENT, last.at, who_answers(thread, owner), said)
            yield waiting.model_copy(update={"id": first.id})


def _is_contact(body: dict[str, object], contact_id: str) -> bool:
    said = body.get("contact")
    return isinstance(said, dict) and said.get("id") == contact_id


def _step(
    record: Record, step: Step, since: datetime, who: str | None, reason: str | None = None
) -> NextStep:
    claim = record.claim
    return NextStep(
        id=WORK,
        step=step,
        who=who,
        since=since,
        reason=reason,
        but_not=may_not_sign(record) if step is Step.REVIEW else (),
        due=latest(claim.deadline).isoformat() if claim.deadline else None,
        rank=_SOON[claim.priority],
    )


def may_not_sign(record: Record) -> tuple[str, ...]:
    """Whoever gave the verdict, entered it, or has signed it already (rule 3)."""
    rated = [event.by for event in record.events if event.act is Act.RATE][-1:]
    taken = [record.taken_over.by] if record.taken_over else []
    signed = [one.by for one in record.approvals]
    return tuple(dict.fromkeys([*rated, *(one.by for one in record.verdicts[-1:]), *taken, *signed]))


def _worker(record: Record) -> tuple[str | None, datetime]:
    """Who works on the claim, and since when: whoever it was given to or who rated it, the later of the two."""
    for event in reversed(record.events):
        if event.act is Act.RATE:
            return author_of(record), event.at
        if event.act is Act.ASSIGN or (event.act is Act.EDIT and "assignee" in event.body["set"]):
            return record.claim.assignee, event.at
    return record.claim.assignee, record.events[0].at


def _changes(record: Record, scales: Scales) -> str:
    """What changed under the verdict in force, as `changed_since_signed` names it."""
    changed = [*changed_since_signed(record, scales)]
    if not changed:
        changed = _fields(record.rated_as, record.claim) if record.rated_as else []
        changed += [f"evidence {one}" for one in record.retold_since_rated]
        changed += [f"evidence {one.evidence} ({one.rung})" for one in record.unjudged_drift]
    if record.in_conflict and record.verdict and not record.verdict.resolves:
        changed.append("evidence for and against")
    if record.is_void:
        changed.append("the check was taken back")
    return ", ".join(dict.fromkeys(changed))


def _fields(then: Claim, now: Claim) -> list[str]:
    old, new = signed_fields(then), signed_fields(now)
    named = (name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name))
    return ["wording" if name == "text" else name.replace("_", " ") for name in named]


def _changed_at(record: Record, scales: Scales) -> datetime:
    """When the claim came to need a recheck, for the last time."""
    events = iter(record.events)
    growing, since = GrowingRecord.begun(next(events)), record.events[-1].at
    rated, needed = False, False
    for event in events:
        growing.take(event)
        rated |= event.act is Act.RATE
        if not rated or (event.act in LEAVES_SIGNED and event.act is not Act.CORRECT):
            continue
        before, needed = needed, status(growing.record(), scales) is Status.NEEDS_RECHECK
        if needed and not before:
            since = event.at
    return since
