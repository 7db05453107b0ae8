"""What a mail to one of the desk's people says: what waits, the ref and the link of each, and no word of a claim."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote

from factcheck.desk import Desk
from factcheck.mail.message import Mail
from factcheck.model.notice import NoticeKind, Recipient
from factcheck.model.vocabulary import Step
from factcheck.phrase import Message, Said, say, say_count
from factcheck.report.translator import Translator
from factcheck.report.wording import STEP, day
from factcheck.store.outbox import Parcel
from factcheck.store.rows import Row
from factcheck.workflow.site.catalogues import translator

_MOST = 100
"""Things that a mail names."""


def mail_of(desk: Desk, parcel: Parcel) -> Mail:
    """The mail of a parcel for a person, in the desk's language."""
    words = translator(desk.settings.language, zone=desk.settings.page_zone)
    to = parcel.recipient
    return Mail(
        id=parcel.batch,
        to=to.address,
        name=to.name,
        subject=words.text(_subject(desk, parcel.notices)),
        body="\n".join([*_lines(desk, parcel.notices, words), "", words.text(_foot(desk)), ""]),
        desk=desk.settings.name,
    )


def test_mail_of(desk: Desk, to: Recipient) -> Mail:
    """A mail that says no more than that mails arrive."""
    words, name = translator(desk.settings.language), desk.settings.name
    subject = words.text(say("{desk}: a test", desk=name))
    body = words.text(say("Mails of {desk} reach you.", desk=name))
    return Mail(desk.new_id().hex, to.address, to.name, subject, f"{body}\n", name)


def link_of(desk: Desk, notice: Row) -> str:
    """Where the claim or article is in the desk's browser; blank where the settings do not say where that is."""
    address = desk.settings.web.address
    kind = "claims" if notice["status"] else "articles"
    return f"{address}/{kind}/{quote(notice['ref'], safe='')}" if address else ""


def _subject(desk: Desk, notices: Iterable[Row]) -> Message:
    """How much waits; of one thing what, and which claim where the desk lets subjects say so."""
    first, *more = notices
    name = desk.settings.name
    if more:
        return say_count(
            1 + len(more),
            "{desk}: {count} thing waits for you",
            "{desk}: {count} things wait for you",
            desk=name,
        )
    if desk.settings.mail and desk.settings.mail.subject_ref:
        return say("{desk}: {what} ({ref})", desk=name, what=_heading(first), ref=first["ref"])
    return say("{desk}: {what}", desk=name, what=_heading(first))


def _lines(desk: Desk, notices: Iterable[Row], words: Translator) -> Iterator[str]:
    ordered = sorted(notices, key=lambda one: words.text(_heading(one)))
    shown, left = ordered[:_MOST], len(ordered) - _MOST
    for heading, group in groupby(shown, key=lambda one: words.text(_heading(one))):
        yield from ("", heading)
        for one in group:
            yield f"- {one['ref']}"
            if link := link_of(desk, one):
                yield f"  {link}"
    if left > 0:
        yield from ("", words.text(say_count(left, "And {count} more thing.", "And {count} more things.")))


def _heading(notice: Row) -> Said:
    due = str(notice["said"].get("due") or "")
    match notice["kind"]:
        case NoticeKind.OVERDUE:
            return say("Overdue since {day}.", day=day(due))
        case NoticeKind.DUE:
            return say("Wanted by {day}.", day=day(due))
        case NoticeKind.ANSWERED:
            return say("Answered from outside the desk")
        case NoticeKind.COMMENT:
            return say("A comment for you")
    return STEP[Step(notice["said"]["step"])]


def _foot(desk: Desk) -> Message:
    return say(
        "{desk} tells you what waits for you there. You can change how often, or have it changed by whoever looks "
        "after the desk.",
        desk=desk.settings.name,
    )
