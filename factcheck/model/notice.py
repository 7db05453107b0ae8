"""What acts on a claim bring to somebody's notice: what waits for them now, and an answer that they waited for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from factcheck.model.next_step import WORK, NextStep, asked_step, comment_steps, next_steps
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.roles import Role, may_take
from factcheck.model.scale import Scales
from factcheck.model.status import status
from factcheck.model.text import Line
from factcheck.model.value import Value
from factcheck.model.vocabulary import Status, Step
from factcheck.person_names import folded_name, looks_like


class NoticeKind(StrEnum):
    """What there is to tell: a step waits, is wanted soon, is overdue; somebody answered, commented; a new status."""

    WAITS = "waits"
    DUE = "due"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    COMMENT = "comment"
    STATUS = "status"


class NoticeState(StrEnum):
    """What became of a notice: it waits, was sent, was given up, or was past before it was sent."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    PAST = "past"


class RecipientKind(StrEnum):
    """Who is told: one of the desk's people or a reader by mail, or a program at an address."""

    PERSON = "person"
    READER = "reader"
    WEBHOOK = "webhook"


class Frequency(StrEnum):
    """How often somebody gets a mail: as things happen, or once a day."""

    AT_ONCE = "at-once"
    DAILY = "daily"


class Recipient(Value):
    """Who is told, and where: a mail address, or the address of a webhook, which is its `id` too."""

    id: str
    kind: RecipientKind
    name: Line
    address: Line
    frequency: Frequency = Frequency.AT_ONCE

    @classmethod
    def person(cls, name: str, address: str, frequency: Frequency) -> "Recipient":
        """One of the desk's people, known by the name as it is compared."""
        said = {"id": folded_name(name), "kind": RecipientKind.PERSON, "name": name}
        return cls.of({**said, "address": address, "frequency": frequency})


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell about a claim or an article, by whom it came about, and when.

    `step` is what waits, or waited; `status` is that of the claim since, where that is what there is to tell.
    """

    kind: NoticeKind
    by: str
    at: datetime
    step: NextStep | None = None
    status: Status | None = None


def notices(before: Record | None, after: Record, scales: Scales) -> Iterator[Notice]:
    """What the acts that led from `before` (None where the claim is new) to `after` bring about to tell."""
    by, at = after.events[-1].by, after.events[-1].at
    old = next_steps(before, scales) if before else ()
    known = {_key(step) for step in old}
    fresh = [step for step in next_steps(after, scales) if _key(step) not in known]
    yield from (Notice(NoticeKind.WAITS, by, at, step) for step in fresh if step.id == WORK)
    replied = {_key(step) for step in comment_steps(before)} if before else ()
    comments = (step for step in comment_steps(after) if _key(step) not in replied)
    yield from (Notice(NoticeKind.COMMENT, by, at, step) for step in comments)
    yield from _answers(old, fresh, after)
    if (standing := status(after, scales)) is not (before and status(before, scales)):
        yield Notice(NoticeKind.STATUS, by, at, status=standing)


def article_notices(before: ArticleRecord | None, after: ArticleRecord) -> Iterator[Notice]:
    """The same of an article: answers of those who were asked on the whole of it."""
    old = _asked(before) if before else []
    known = {_key(step) for step in old}
    yield from _answers(old, [step for step in _asked(after) if _key(step) not in known], after)


def _asked(record: ArticleRecord) -> list[NextStep]:
    return [step for one in record.contacts if (step := asked_step(record.events, one))]


def _answers(
    old: Sequence[NextStep], fresh: Sequence[NextStep], after: Record | ArticleRecord
) -> Iterator[Notice]:
    """Answers that came by a link, and those that somebody put on record, of steps before and of new ones."""
    last = after.events[-1]
    by_link = [step for step in fresh if step.step is Step.ANSWERED]
    told = {contact.id for contact in after.contacts if contact.answered_on} - {one.id for one in by_link}
    otherwise = [step for step in old if step.step is Step.ASK and step.id in told]
    yield from (Notice(NoticeKind.ANSWERED, last.by, last.at, step) for step in (*by_link, *otherwise))


def told_of(notice: Notice, people: Mapping[str, Role | None]) -> Iterator[str]:
    """Of these people (names as they are compared, with the role of each at a desk with accounts) those to be told.

    Whoever is named is, else whoever may sign or publish; never the one who brought it about.
    """
    step, own = notice.step, folded_name(notice.by)
    if step is None:
        return
    if step.who is not None:
        if (who := folded_name(step.who)) in people and who != own:
            yield who
        return
    for name, role in people.items() if step.step in _OF_ANYBODY else ():
        may = role is None or may_take(role, step.step)
        if may and name != own and not any(looks_like(name, other) for other in step.but_not):
            yield name


_OF_ANYBODY = (Step.REVIEW, Step.PUBLISH)
"""Steps that are told, where nobody is named, to everybody who may take them."""


def _key(step: NextStep) -> tuple[str, Step, str | None, datetime]:
    return step.id, step.step, step.who, step.since
