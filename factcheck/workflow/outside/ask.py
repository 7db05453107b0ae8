"""Asking somebody outside by a link: given, given anew, withdrawn; and taking note of what they answered."""

from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_hex

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow, Remedy
from factcheck.model.draft_link import DraftLink
from factcheck.model.publication import Contact
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act
from factcheck.person_names import looks_like, same_person
from factcheck.phrase import say
from factcheck.workflow.claims.contacts import completed
from factcheck.workflow.outside.subject import OpenSubject, draft_of, open_subject
from factcheck.workflow.secret import new_secret, secret_digest
from factcheck.workflow.site.catalogues import translator

DAYS, MOST_DAYS = 7, 90
"""For how long a link can be used: where nobody says, and at most."""


@dataclass(frozen=True)
class Asking:
    """Whom to ask what, and for how many days; `read` is the digest of the draft that was looked at before."""

    who: str
    question: str | None = None
    days: int = DAYS
    read: str | None = None


@dataclass(frozen=True)
class GivenLink:
    """A link that was given: its secret, which is told this once, and who is to get it."""

    secret: str = field(repr=False)
    link: DraftLink
    contact: Contact


def ask(desk: Desk, ref: str, asking: Asking, *, is_article: bool = False) -> GivenLink:
    """Ask somebody outside, and give the link for it.

    NotSoNow where that person was asked and a link for it is open, or the draft is another than was looked at;
    BadInput for somebody of the desk and a number of days that is not 1 to 90.
    """
    _check_days(asking.days)
    _check_outsider(desk, asking.who)
    with open_subject(desk, ref, is_article=is_article) as subject:
        _check_read(desk, subject, asking.read)
        _check_not_asked(desk, subject, asking.who)
        record = subject.record
        given = {"who": asking.who, "how": _how(desk), "asked": asking.question}
        fields = {
            **{key: one for key, one in given.items() if one},
            "wanted_by": _last_day(desk, asking.days),
        }
        contact = completed(desk, record.ref, record.contacts, None, fields)
        subject.put(contact)
        return _give(desk, subject, contact, asking.days)


def ask_again(
    desk: Desk, ref: str, contact_id: str, days: int = DAYS, *, is_article: bool = False
) -> GivenLink:
    """Another link for somebody who was asked; the ones before it end. NotFound, and BadInput for the days."""
    _check_days(days)
    with open_subject(desk, ref, is_article=is_article) as subject:
        known = subject.record.contact(contact_id)
        contact = known.model_copy(update={"wanted_by": _last_day(desk, days)})
        if contact != known:
            subject.put(contact)
        return _give(desk, subject, contact, days)


def withdraw_link(desk: Desk, ref: str, contact_id: str, *, is_article: bool = False) -> Contact:
    """End the link of somebody who was asked. NotFound, NotSoNow where none is open."""
    with open_subject(desk, ref, is_article=is_article) as subject:
        desk.check_role(Act.CONTACT)
        contact = subject.record.contact(contact_id)
        if not subject.ledger.draft_links.end(subject.record.id, contact_id, desk.clock()):
            raise NotSoNow(say("{id} has no link that could be used.", id=contact_id))
        return contact


def take_note(
    desk: Desk, ref: str, contact_id: str, noted: int | None = None, *, is_article: bool = False
) -> Contact:
    """Say that somebody at the desk has read the first `noted` answers of a contact, or all. NotFound."""
    with open_subject(desk, ref, is_article=is_article) as subject:
        known = subject.record.contact(contact_id)
        read = len(known.answers) if noted is None else min(noted, len(known.answers))
        contact = known.model_copy(update={"noted": max(read, known.noted)})
        if contact != known:
            subject.put(contact)
        return contact


def draft_path(secret: str) -> str:
    """The path of the link with this secret."""
    return f"/draft/{secret}"


def _give(desk: Desk, subject: OpenSubject, contact: Contact, days: int) -> GivenLink:
    desk.check_role(Act.CONTACT)
    now, secret = desk.clock(), new_secret()
    link = DraftLink(
        id=token_hex(5),
        subject=subject.record.id,
        contact=contact.id,
        made_by=desk.author,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    subject.ledger.draft_links.give(link, secret_digest(secret))
    return GivenLink(secret, link, contact)


def _how(desk: Desk) -> str:
    """How such a person is asked, as readers may be told, in the language of the desk."""
    return translator(desk.settings.language).text(say("by a link to the draft"))


def _last_day(desk: Desk, days: int) -> str:
    return desk.day_of(desk.clock() + timedelta(days=days)).isoformat()


def _check_days(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(say("A link is good for 1 to {most} days, not {days}.", most=MOST_DAYS, days=days))


def _check_outsider(desk: Desk, who: str) -> None:
    near = next((one for one in (*desk.people, desk.author) if one and looks_like(who, one)), None)
    if near:
        raise BadInput(say("{person} is at this desk; a link is for somebody outside.", person=near))


def _check_not_asked(desk: Desk, subject: OpenSubject, who: str) -> None:
    links, now = subject.ledger.draft_links.of(subject.record.id), desk.clock()
    for one in subject.record.contacts:
        if same_person(one.who, who) and one.id in links and links[one.id].is_open(now):
            again = Remedy.by(
                "ask", "Give another link for it.", **_named(subject), contact=one.id, again=True
            )
            said = say("{person} was asked already ({id}).", person=one.who, id=one.id)
            raise NotSoNow(said, remedies=[again])


def _named(subject: OpenSubject) -> dict[str, str | bool]:
    """The claim or the article as a remedy names it."""
    record = subject.record
    return {"ref": record.ref} if isinstance(record, Record) else {"ref": record.ref, "article": True}


def _check_read(desk: Desk, subject: OpenSubject, read: str | None) -> None:
    draft = draft_of(desk, subject.ledger, subject.record) if read else None
    if draft and draft.digest != read:
        raise NotSoNow(say("The draft has changed since you looked at it. Look at it again, then ask."))
