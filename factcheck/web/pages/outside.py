"""Asking somebody outside, on the desk's side: what they would see, the link, who was asked, and what they answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

from starlette.responses import Response

from factcheck.errors import BadInput, FactcheckError
from factcheck.model.outside_answer import OutsideAnswer
from factcheck.model.record import Record
from factcheck.phrase import Message, Said, say
from factcheck.report.wording import moment
from factcheck.web.draft_view import PlacedComment, answer_label, draft_view
from factcheck.web.errors import error_view, status_of
from factcheck.web.forms import ActForm, Field
from factcheck.web.guard.requests import origin_of
from factcheck.web.links import LINKS
from factcheck.web.visit import Handler, Visit, go_to
from factcheck.workflow.outside.ask import (
    DAYS,
    Asking,
    GivenLink,
    ask,
    ask_again,
    draft_path,
    take_note,
    withdraw_link,
)
from factcheck.workflow.outside.listed import AskedOutside, AskedPage, GivenState, asked_page

TITLE, ASKED = say("Ask somebody outside"), say("Who was asked")
ANSWERS = say("Read what was answered from outside")
_STATE: Mapping[GivenState, Message] = {
    GivenState.OPEN: say("The link can be used until {moment}."),
    GivenState.EXPIRED: say("The link ended on {moment}."),
    GivenState.WITHDRAWN: say("The link was withdrawn."),
    GivenState.NONE: say("No link was given."),
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer: whether what was read is the draft as it is, and each comment with what its place is called."""

    answer: OutsideAnswer
    is_current: bool
    is_new: bool
    comments: tuple[tuple[Said, str, str], ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Somebody who was asked, and what became of the link."""

    asked: AskedOutside
    state: Said
    answers: tuple[AnswerRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether the link can be used."""
        return self.asked.state is GivenState.OPEN


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link that was given, to be copied or sent on, this once."""

    who: str
    href: str
    mail: str


def outside_page(visit: Visit, *, is_article: bool) -> Response:
    """`…/REF/ask`: what somebody outside would see, who was asked, and the form to ask."""
    return _page(visit, asked_page(visit.desk, visit.named["ref"], is_article=is_article))


def outside_act(visit: Visit, *, is_article: bool) -> Response:
    """`POST …/REF/ask`: ask, give another link, withdraw one, or take note; `do` says which."""
    ref, given = visit.named["ref"], visit.given
    desk, contact = visit.desk, given.get("contact", "")
    shown: GivenLink | None = None
    try:
        visit.ensure_same_person()
        match given.get("do", ""):
            case "again":
                shown = ask_again(desk, ref, contact, _days(visit), is_article=is_article)
            case "withdraw":
                withdraw_link(desk, ref, contact, is_article=is_article)
            case "note":
                take_note(desk, ref, contact, _number(given.get("noted", "")), is_article=is_article)
            case _:
                shown = ask(desk, ref, _asking(visit), is_article=is_article)
    except FactcheckError as wrong:
        return _page(visit, asked_page(desk, ref, is_article=is_article), wrong=wrong)
    page = asked_page(desk, ref, is_article=is_article)
    if shown is None:
        return go_to(_address(page))
    return _page(visit, page, shown=_link(visit, shown))


claim_ask: Handler = partial(outside_page, is_article=False)
claim_asked: Handler = partial(outside_act, is_article=False)
article_ask: Handler = partial(outside_page, is_article=True)
article_asked: Handler = partial(outside_act, is_article=True)


def _page(
    visit: Visit, page: AskedPage, shown: ShownLink | None = None, wrong: FactcheckError | None = None
) -> Response:
    record = page.record
    is_claim = isinstance(record, Record)
    about = record.claim.text if isinstance(record, Record) else record.article.title
    return visit.page(
        "outside",
        status_of(wrong),
        title=TITLE,
        about=about,
        ref=page.ref,
        back=LINKS.claim(page.ref) if is_claim else LINKS.article(page.ref),
        is_claim=is_claim,
        action=_address(page),
        rows=[_row(one) for one in page.asked],
        form=_form(visit, page, None if shown else wrong),
        shown=shown,
        draft=draft_view(page.draft, visit.site.edition, comments=_comments(page)),
    )


def _address(page: AskedPage) -> str:
    of = LINKS.act if isinstance(page.record, Record) else LINKS.article_act
    return of(page.ref, "ask")


def _form(visit: Visit, page: AskedPage, wrong: FactcheckError | None) -> ActForm | None:
    """The form to ask somebody; none for what was withdrawn."""
    record, given = page.record, visit.given if wrong else {}
    if isinstance(record, Record) and record.withdrawal:
        return None
    fields = (
        Field("who", say("Whom you ask"), value=given.get("who", ""), needed=True),
        Field(
            "question",
            say("What you want to know"),
            "prose",
            given.get("question", ""),
            hint=say("They are shown it above the draft."),
        ),
        Field("days", say("For how many days the link is good"), value=given.get("days", str(DAYS))),
        Field("digest", kind="hidden", value=page.draft.digest),
    )
    return ActForm(
        name="ask",
        title=say("Give a link"),
        action=_address(page),
        fields=fields,
        me=visit.desk.author,
        about=say("They will see what stands below, as it is whenever they open the link, and nothing else."),
        wrong=error_view(wrong) if wrong else None,
    )


def _asking(visit: Visit) -> Asking:
    given = visit.given
    if not (who := given.get("who", "").strip()):
        raise BadInput(say("Say whom you ask."))
    return Asking(who, given.get("question", "").strip() or None, _days(visit), given.get("digest"))


def _days(visit: Visit) -> int:
    return _number(visit.given.get("days", "").strip() or str(DAYS))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadInput(say("“{given}” is no number.", given=text))
    return int(text)


def _link(visit: Visit, given: GivenLink) -> ShownLink:
    """The whole link, under the desk's own address or, where none is set, the one that the browser has it at."""
    desk = visit.desk.settings
    own = desk.web.address or origin_of(visit.head, visit.site.access.origins)
    href = f"{own.rstrip('/')}{draft_path(given.secret)}"
    said = visit.site.edition.words.text(say("A draft for you to read, from {desk}", desk=desk.name))
    query = urlencode({"subject": said, "body": href}, quote_via=quote)
    return ShownLink(given.contact.who, href, f"mailto:?{query}")


def _row(one: AskedOutside) -> AskedRow:
    at = (one.link.ended_at or one.link.expires_at) if one.link else None
    state = _STATE[one.state]
    answers = tuple(
        AnswerRow(
            answer=answer,
            is_current=one.is_current(answer),
            is_new=number > one.contact.noted,
            comments=tuple((answer_label(c.ref, c.part), c.words, c.why) for c in answer.comments),
        )
        for number, answer in enumerate(one.contact.answers, 1)
    )
    return AskedRow(one, state.at(moment=moment(at)) if at else state, answers)


def _comments(page: AskedPage) -> Mapping[str, list[PlacedComment]]:
    """What was said at each place of the draft, by the key of the place."""
    found: dict[str, list[PlacedComment]] = {}
    for key, comment in _placed(page):
        found.setdefault(key, []).append(comment)
    return found


def _placed(page: AskedPage) -> Iterator[tuple[str, PlacedComment]]:
    for one in page.asked:
        for answer in one.contact.answers:
            for said in answer.comments:
                key = f"{said.ref}/{said.part}" if said.ref else said.part
                comment = PlacedComment(one.contact.who, said.words, said.why, one.is_current(answer))
                yield key, comment
