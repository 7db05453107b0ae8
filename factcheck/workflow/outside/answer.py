"""What somebody outside does by a link: read the draft, and answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotAdmitted, NotSoNow
from factcheck.model.draft_link import DraftLink
from factcheck.model.outside_answer import GUEST, LONGEST, OutsideAnswer, PlaceComment
from factcheck.model.outside_draft import DraftPlace, OutsideDraft
from factcheck.model.publication import Contact
from factcheck.model.record import Record
from factcheck.person_names import TYPE_IT, fault_in, visible
from factcheck.phrase import say
from factcheck.store.ledger import Ledger
from factcheck.workflow.outside.subject import OpenSubject, draft_of, open_subject, subject_by_id
from factcheck.workflow.secret import secret_digest

MOST_ANSWERS, MOST_COMMENTS = 20, 100
"""By one link, and in one answer."""
PAUSE = timedelta(seconds=10)
"""Between two answers by one link."""


class LinkState(StrEnum):
    """Whether a link can be used and, if not, why."""

    OPEN = "open"
    EXPIRED = "expired"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OpenedDraft:
    """What a link leads to: the draft as it is at `read_at` and whether it is out; no draft where the link is over."""

    ref: str
    is_article: bool
    link: DraftLink
    contact: Contact
    state: LinkState
    read_at: datetime
    draft: OutsideDraft | None = None
    is_published: bool = False


@dataclass(frozen=True)
class AnswerForm:
    """What was filled in: by the key of each place why something is wrong there, and which words were selected."""

    digest: str
    read_at: datetime
    agreed: bool = False
    wrong: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    remark: str | None = None
    name: str | None = None
    affiliation: str | None = None


def open_draft(desk: Desk, secret: str) -> OpenedDraft:
    """What the link with this secret leads to, which stays as it is; NotAdmitted where there is no such link."""
    with desk.store.reading() as ledger:
        return _opened(desk, ledger, secret)


def answer(desk: Desk, secret: str, form: AnswerForm) -> OutsideAnswer:
    """Keep an answer on the draft that was read; the same one sent twice is kept once.

    NotAdmitted where the link is over; NotSoNow where the draft cannot be told that was read, or after too many
    answers; BadInput for one that says nothing, or two things at once.
    """
    opened = open_draft(desk, secret)
    guest = replace(desk, settings=replace(desk.settings, author=GUEST, people=()), accounts=(), seen=None)
    with open_subject(guest, opened.ref, is_article=opened.is_article) as subject:
        opened = _opened(desk, subject.ledger, secret)
        if opened.draft is None:
            raise NotAdmitted(say("This link is over."))
        form = replace(form, read_at=min(max(form.read_at, opened.link.made_at), opened.read_at))
        read = _read_draft(desk, subject, opened.draft, form)
        given, contact = _answer(form, read, opened), opened.contact
        if any(one.said() == given.said() for one in contact.answers):
            return given
        _check_pace(contact, given.at)
        fields = {
            **contact.plain(),
            "answered_on": contact.answered_on or desk.today().isoformat(),
            "no_answer": False,
            "answers": (*contact.answers, given),
        }
        subject.put(Contact.of(fields))
        return given


def _opened(desk: Desk, ledger: Ledger, secret: str) -> OpenedDraft:
    link = ledger.draft_links.find(secret_digest(secret))
    record = subject_by_id(ledger, link.subject) if link else None
    contact = (
        next((one for one in record.contacts if link and one.id == link.contact), None) if record else None
    )
    if link is None or record is None or contact is None:
        raise NotAdmitted(say("There is no such link."))
    now = desk.clock().replace(microsecond=0)
    claim = record if isinstance(record, Record) else None
    state = LinkState.WITHDRAWN if claim and claim.withdrawal else _state(link, now)
    opened = OpenedDraft(record.ref, claim is None, link, contact, state, now)
    if state is not LinkState.OPEN:
        return opened
    draft = draft_of(desk, ledger, record)
    return replace(opened, draft=draft, is_published=bool(claim and claim.publications))


def _state(link: DraftLink, now: datetime) -> LinkState:
    if link.ended_at is not None:
        return LinkState.ENDED
    return LinkState.OPEN if link.is_open(now) else LinkState.EXPIRED


def _read_draft(desk: Desk, subject: OpenSubject, now: OutsideDraft, form: AnswerForm) -> OutsideDraft:
    """The draft that was read: as it is, or as the histories tell that it was when it was shown."""
    if form.digest == now.digest:
        return now
    for at in (form.read_at, form.read_at - _SECOND):
        then = draft_of(desk, subject.ledger, subject.record, at)
        if then and then.digest == form.digest:
            return then
    raise NotSoNow(say("The draft has changed since you opened it. Read it again, then send your answer."))


_SECOND = timedelta(seconds=1)
"""Lines tell their time to the second: one of the same second may have been written after the draft was shown."""


def _answer(form: AnswerForm, read: OutsideDraft, opened: OpenedDraft) -> OutsideAnswer:
    comments, remark = tuple(_comments(form, read.places)), _seen(form.remark)
    if form.agreed and comments:
        raise BadInput(say("Either nothing is wrong, or something is wrong at a place. Say one of them."))
    if not (form.agreed or comments or remark):
        raise BadInput(say("Say that nothing is wrong, or write what is wrong at its place."))
    if any(len(one) > LONGEST for one in (remark or "", *(why for why, _ in form.wrong.values()))):
        raise BadInput(say("At most {most} characters are taken at one place.", most=LONGEST))
    if len(comments) > MOST_COMMENTS:
        raise BadInput(say("At most {most} places are taken in one answer.", most=MOST_COMMENTS))
    for said in (form.name, form.affiliation):
        if said and (fault := fault_in(said)):
            raise BadInput(f'"{visible(said)}" {fault}.', remedies=[TYPE_IT])
    fields = {
        "at": opened.read_at,
        "read_at": form.read_at,
        "digest": read.digest,
        "agreed": form.agreed,
        "comments": comments,
        "remark": remark,
        "name": form.name,
        "affiliation": form.affiliation,
    }
    return OutsideAnswer.of(fields)


def _comments(form: AnswerForm, places: tuple[DraftPlace, ...]) -> Iterator[PlaceComment]:
    """What is wrong at each place; words that were selected and do not stand there count as none."""
    for place in places:
        why, selected = form.wrong.get(place.key, ("", ""))
        if _seen(why):
            words = " ".join(selected.split())
            stand = words if words and words in " ".join(place.text.split()) else place.text
            fields = {"ref": place.ref, "part": place.part, "words": stand, "why": why}
            yield PlaceComment.of(fields, place.key)


def _seen(words: str | None) -> str | None:
    """The words, None where nobody sees any of them."""
    return words if words and visible(words).strip() else None


def _check_pace(contact: Contact, now: datetime) -> None:
    if len(contact.answers) >= MOST_ANSWERS:
        raise NotSoNow(say("{most} answers came by this link already. Write to the desk.", most=MOST_ANSWERS))
    if contact.answers and now - contact.answers[-1].at < PAUSE:
        raise NotSoNow(say("You have just sent an answer. Wait some seconds, then send this one."))
