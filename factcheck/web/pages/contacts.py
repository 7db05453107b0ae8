"""Whom the desk asked about a claim, as its page tells it: also what readers are not shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.publication import Contact
from factcheck.model.record import Record
from factcheck.phrase import Said, lowered, say, sentences
from factcheck.report.wording import when
from factcheck.web.links import LINKS


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody who was asked, what came of it, and the page on which that is recorded.

    `outside` leads to the answers that came by a link, of which nobody has noted so many as `new`; blank without any.
    """

    who: str
    said: Said
    asked: str
    answered: str
    is_open: bool
    href: str
    outside: str
    new: int


def contact_rows(record: Record) -> Iterator[ContactRow]:
    """Everybody who was asked, oldest first."""
    for one in record.contacts:
        href = f"{LINKS.act(record.claim.ref, 'answer')}?contact={one.id}"
        outside = LINKS.act(record.claim.ref, "ask") if one.answers else ""
        new = len(one.answers) - one.noted
        said = (one.asked or "", one.answered or "")
        yield ContactRow(one.who, _said(one), *said, one.is_open, href, outside, new)


def _said(one: Contact) -> Said:
    if one.answered_on:
        came = say("Answered {when}.", when=when(one.answered_on))
    else:
        came = say("Did not answer.") if one.no_answer else say("Has not answered yet.")
    shown = say("Readers are shown it.") if one.public else say("It stays at the desk.")
    return sentences(say("Asked {when}, {how}.", when=when(one.asked_on), how=lowered(one.how)), came, shown)
