"""What readers asked for: the list of those that are open or were decided, and one with its messages and forms."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from starlette.responses import Response

from factcheck.errors import FactcheckError, NotFound
from factcheck.model.reader_request import ReaderRequest, RequestState
from factcheck.model.vocabulary import Band
from factcheck.phrase import NOTHING, Message, Said, comma, say, say_count
from factcheck.report.fragment import live_link
from factcheck.report.wording import day_of
from factcheck.web.errors import NO_PAGE, error_view, status_of
from factcheck.web.forms import ActForm, Choice, Field, choices
from factcheck.web.links import LINKS, REQUESTS
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.earlier.match import match_words
from factcheck.workflow.requests import decide

LIMIT, _SHORT = 100, 200
"""Requests that are shown, and the characters of each in the list."""
STATE = {
    RequestState.OPEN: say("Open"),
    RequestState.CLAIMED: say("Became a claim"),
    RequestState.DISMISSED: say("Nothing was made of it"),
}


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request: what is asked, whole and in short, how many asked and when, the claim that it is, or likely is."""

    href: str
    text: str
    short: str
    detail: Said
    claim: str
    claim_href: str
    is_likely: bool


def requests(visit: Visit) -> Response:
    """`/requests`: those that are open, or, by `?state=`, that were decided; what most asked for first."""
    wanted = visit.query.get("state", "")
    state = RequestState(wanted) if wanted in [*RequestState] else RequestState.OPEN
    found = decide.list_requests(visit.desk, state, limit=LIMIT)
    states: tuple[Choice, ...] = choices(STATE, state)
    return visit.page("requests", rows=[_row(one) for one in found], states=states, state=state, at=REQUESTS)


def request(visit: Visit) -> Response:
    """`/requests/NUMBER`: what readers wrote, the claims that are like it, and what can be made of it."""
    return _page(visit)


def decide_request(visit: Visit) -> Response:
    """`POST /requests/NUMBER/ACT`: make a claim of it, say that it is one, or make nothing of it."""
    act = {**_ACTS, "forget": _FORGET}.get(visit.named["act"])
    if act is None:
        return visit.error(NO_PAGE)
    try:
        visit.ensure_same_person()
        return go_to(act.do(visit, _number(visit)))
    except FactcheckError as wrong:
        return _page(visit, visit.named["act"], wrong)


def _page(visit: Visit, sent: str = "", wrong: FactcheckError | None = None) -> Response:
    found = decide.request_details(visit.desk, _number(visit))
    one = found.request
    is_open = one.state is RequestState.OPEN
    wanted = _ACTS if is_open else {}
    if one.addresses:
        wanted = {**wanted, "forget": _FORGET}
    forms = [
        ActForm(
            name=name,
            title=act.title,
            action=LINKS.request(one.number, name),
            fields=tuple(act.fields(one, visit.given if name == sent else {})),
            me=visit.desk.author,
            about=act.about(one),
            wrong=error_view(wrong) if wrong and name == sent else None,
        )
        for name, act in wanted.items()
    ]
    answer = match_words(visit.desk, one.text) if is_open else None
    return visit.page(
        "reader_request",
        status_of(wrong),
        row=_row(one),
        why=one.why or "",
        messages=[_message(message) for message in found.messages],
        alike=[
            (LINKS.claim(match.earlier.ref), match.earlier.text)
            for match in (answer.matches if answer else ())
            if match.earlier.ref and match.band is not Band.FOLDED
        ],
        words_alone=answer.words_alone if answer else None,
        forms=forms,
        at=REQUESTS,
    )


def _row(one: ReaderRequest) -> RequestRow:
    ref = one.ref or one.like or ""
    told: list[str | Said] = [
        say_count(one.count, "{count} reader asked", "{count} readers asked"),
        say("last on {day}", day=day_of(one.last_at)),
    ]
    if one.state is not RequestState.OPEN:
        told.append(STATE[one.state])
    claim = LINKS.claim(ref) if ref else ""
    short = shorten(one.text, _SHORT, placeholder="…")
    return RequestRow(LINKS.request(one.number), one.text, short, comma(told), ref, claim, one.ref is None)


def _message(message: Mapping[str, Any]) -> Mapping[str, Any]:
    seen = message["seen_in"] or ""
    return {**message, "day": day_of(message["at"]), "seen": seen, "link": live_link(seen) or ""}


def _number(visit: Visit) -> int:
    given = visit.named["number"]
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise NotFound(say("There is no request {number}.", number=given))
    return int(given)


@dataclass(frozen=True, slots=True)
class _RequestAct:
    """One thing that can be made of a request: its fields, and what it does; the address to go on at comes back."""

    title: Message
    fields: Callable[[ReaderRequest, Mapping[str, str]], Iterator[Field]]
    do: Callable[[Visit, int], str]
    about: Callable[[ReaderRequest], Said] = lambda _: NOTHING


def _claim_fields(one: ReaderRequest, given: Mapping[str, str]) -> Iterator[Field]:
    hint = say("As one assertion that can be checked.")
    shown = given.get("text", " ".join(one.text.split()))
    yield Field("text", say("Claim"), "prose", shown, hint=hint, needed=True)


def _link_fields(one: ReaderRequest, given: Mapping[str, str]) -> Iterator[Field]:
    yield Field("ref", say("Short name of the claim"), value=given.get("ref", one.like or ""), needed=True)


def _dismiss_fields(_: ReaderRequest, given: Mapping[str, str]) -> Iterator[Field]:
    hint = say("It stays at the desk.")
    yield Field("why", say("The reason"), value=given.get("why", ""), hint=hint, needed=True)


def _forget_fields(_: ReaderRequest, __: Mapping[str, str]) -> Iterator[Field]:
    yield from ()


def _make_claim(visit: Visit, number: int) -> str:
    return LINKS.claim(decide.make_claim(visit.desk, number, visit.given.get("text", "")))


def _link(visit: Visit, number: int) -> str:
    return LINKS.claim(decide.link_request(visit.desk, number, visit.given.get("ref", "").strip()))


def _dismiss(visit: Visit, number: int) -> str:
    decide.dismiss_request(visit.desk, number, visit.given.get("why", ""))
    return REQUESTS


def _forget(visit: Visit, number: int) -> str:
    decide.forget_addresses(visit.desk, number)
    return LINKS.request(number)


_FORGET = _RequestAct(
    say("Forget the mail addresses"),
    _forget_fields,
    _forget,
    lambda one: say_count(
        one.addresses, "{count} reader wants to be told.", "{count} readers want to be told."
    ),
)
_ACTS: Mapping[str, _RequestAct] = {
    "claim": _RequestAct(say("Make a claim of it"), _claim_fields, _make_claim),
    "link": _RequestAct(say("It is a claim that is here"), _link_fields, _link),
    "dismiss": _RequestAct(say("Make nothing of it"), _dismiss_fields, _dismiss),
}
