"""The comments on a claim as its pages show them: threads with what each is on, and forms to answer and resolve."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.comment import ARTICLE, Comment, Thread, threads
from factcheck.model.record import Record
from factcheck.phrase import NOTHING, Message, Said, say
from factcheck.report.wording import moment
from factcheck.web.acts.act import Sheet
from factcheck.web.forms import ActForm, Field
from factcheck.web.links import LINKS

MOST_THREADS, MOST_REPLIES = 50, 50
"""Threads on one page, and the latest replies that are shown of each."""


@dataclass(frozen=True, slots=True)
class ShownComment:
    """What somebody said, and when."""

    id: str
    by: str
    at: Said
    to: str
    body: str


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A comment with its replies: what it is on, with the link there; who resolved it, if somebody did.

    `left_out` are earlier replies that are not shown, `answer` the form of a reply.
    """

    first: ShownComment
    replies: tuple[ShownComment, ...]
    left_out: int
    on: Said
    href: str
    words: str
    lang: str
    resolved: Said
    answer: ActForm | None


@dataclass(frozen=True, slots=True)
class ShownThreads:
    """The threads of one page, open ones first: `earlier` and `later` are the links to those before and after them.

    `number_open` are all that are open; `back` is what a form says of the page it stands on.
    """

    open: tuple[ShownThread, ...]
    resolved: tuple[ShownThread, ...]
    number_open: int
    earlier: str
    later: str
    back: str

    @property
    def on(self) -> dict[str, list[str]]:
        """The comments that are shown, by the anchor of the evidence that they are on."""
        found: dict[str, list[str]] = {}
        for one in (*self.open, *self.resolved):
            found.setdefault(one.href.removeprefix("#"), []).append(one.first.id)
        return found


def shown_threads(sheet: Sheet, wanted: str = "", back: str = "") -> ShownThreads:
    """The page of threads that has the comment `wanted`, else the first; `back` is the page they stand on."""
    found = sorted(threads(sheet.record.comments), key=lambda thread: not thread[0].is_open)
    named = (number for number, thread in enumerate(found) if any(one.id == wanted for one in thread))
    first = next(named, 0) // MOST_THREADS * MOST_THREADS
    page = found[first : first + MOST_THREADS]
    rest = found[first + MOST_THREADS :][:1]
    may, ref = sheet.visit.may("comment"), sheet.ref
    shown = [_thread(sheet, thread, back, may_answer=may) for thread in page]
    number = sum(thread[0].is_open for thread in page)
    before = found[max(first - MOST_THREADS, 0)][0].id if first else ""
    return ShownThreads(
        open=tuple(shown[:number]),
        resolved=tuple(shown[number:]),
        number_open=len(sheet.record.open_comments),
        earlier=LINKS.comment(ref, before) if before else "",
        later=LINKS.comment(ref, rest[0][0].id) if rest else "",
        back=back,
    )


def _thread(sheet: Sheet, thread: Thread, back: str, *, may_answer: bool) -> ShownThread:
    first, *replies = thread
    shown = replies[-MOST_REPLIES:]
    on, href = _target(sheet.record, first)
    return ShownThread(
        first=_said(first),
        replies=tuple(map(_said, shown)),
        left_out=len(replies) - len(shown),
        on=on,
        href=href,
        words=first.selector.exact if first.selector else "",
        lang=_lang(sheet, first),
        resolved=_resolved(first),
        answer=_answer(sheet, first, back) if may_answer else None,
    )


def _said(one: Comment) -> ShownComment:
    return ShownComment(one.id, one.by, moment(one.at), one.to or "", one.body)


def _resolved(first: Comment) -> Said:
    if first.resolved_at is None:
        return NOTHING
    return say("Resolved by {person}, {when}", person=first.resolved_by or "", when=moment(first.resolved_at))


def _answer(sheet: Sheet, first: Comment, back: str) -> ActForm:
    """The form of a reply, which has a name of its own in the page."""
    fields = (
        Field("reply_to", kind="hidden", value=first.id),
        Field("body", say("The reply"), "prose", needed=True),
        Field("back", kind="hidden", value=back),
    )
    title = say("Reply") if first.is_open else say("Open it again with a reply")
    name, me = f"reply-{first.id}", sheet.visit.desk.author
    return ActForm(name, title, sheet.address("comment"), fields, me, head=sheet.record.head)


def _target(record: Record, comment: Comment) -> tuple[Message, str]:
    """What a comment is on in words, and the link there; blank where it is there no more."""
    target, ref = comment.target, record.claim.ref
    if target is None:
        return say("On the claim"), ""
    if target == ARTICLE:
        return say("On the article"), f"{LINKS.article(record.claim.article or '', claim=ref)}#n.{ref}"
    if target.startswith("c"):
        start = comment.selector.start if comment.selector else 0
        place = f"#at-{comment.id}" if comment.selector and comment.is_open else "#captured"
        return say("On the text of {capture}", capture=target), f"{LINKS.capture(ref, target, start)}{place}"
    if target.startswith("v"):
        last = record.verdicts[-1].id == target
        return say("On the reasons of {verdict}", verdict=target), "#verdict" if last else ""
    if any(one.id == target for one in record.evidence):
        return say("On evidence {number}", number=target), f"#{target}"
    return say("On evidence {number}, which was taken back", number=target), ""


def _lang(sheet: Sheet, comment: Comment) -> str:
    """The language of the words that a comment is on, where they are of a source."""
    target, record = comment.target or "", sheet.record
    language = record.source(record.capture(target).source).language if target.startswith("c") else None
    return sheet.visit.site.edition.lang(language)


def places_in(record: Record, capture: str, shown: ShownThreads) -> Iterator[tuple[int, int, str]]:
    """Where in the text of a capture the open comments stand that are shown: start, end and comment."""
    for one in shown.open:
        comment = record.comment(one.first.id)
        if comment.target == capture and comment.selector:
            yield comment.selector.start, comment.selector.end, comment.id
