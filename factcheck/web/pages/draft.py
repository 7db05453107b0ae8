"""The page of somebody outside: the draft that a link leads to, and what they answer. No session is read or begun."""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from factcheck.errors import FactcheckError, NotAdmitted
from factcheck.phrase import Said, say
from factcheck.web.draft_view import draft_view
from factcheck.web.endpoints import Endpoint, open_to_all
from factcheck.web.errors import error_view, status_of
from factcheck.web.visit import DeskSite, Fields, Visit, go_to
from factcheck.workflow.outside.answer import AnswerForm, LinkState, OpenedDraft, answer, open_draft
from factcheck.workflow.outside.ask import draft_path

DRAFT = draft_path("{secret}")
MAX_FIELDS = 20_000
"""Of the form: two for each place, and an article may have thousands of sentences."""
_GUESSED_SECONDS = 1.0
"""What whoever tries an address at random waits for each."""
_OVER: dict[LinkState, Said] = {
    LinkState.EXPIRED: say("The time in which this draft could be read is over."),
    LinkState.ENDED: say("The desk has ended this link, or has given another for it."),
    LinkState.WITHDRAWN: say(
        "The desk has withdrawn what this draft was about. No answer is needed any more."
    ),
}
_DIGEST = re.compile(r"[0-9a-f]{64}")


def draft_endpoint(site: DeskSite) -> Endpoint:
    """The endpoint of a draft, open to whoever has the link; who has none is slowed."""
    known = open_to_all(site, draft, MAX_FIELDS)

    async def endpoint(request: Request) -> Response:
        response = await known(request)
        if response.status_code == _NO_LINK:
            await asyncio.sleep(_GUESSED_SECONDS)
        return response

    return endpoint


_NO_LINK = 404


def draft(visit: Visit) -> Response:
    """`/draft/SECRET`: the draft or, sent as a form, an answer on it. Opening it changes nothing."""
    secret = visit.named["secret"]
    try:
        opened = open_draft(visit.desk, secret)
    except NotAdmitted:
        return _over(
            visit, say("There is no draft at this address. Look whether the link is whole."), _NO_LINK
        )
    if opened.draft is None:
        return _over(visit, _OVER[opened.state], 410)
    if visit.head.method != "POST":
        return _page(visit, opened)
    try:
        answer(visit.desk, secret, _form(visit.given, opened))
    except NotAdmitted:
        return _over(visit, _OVER[open_draft(visit.desk, secret).state], 410)
    except FactcheckError as wrong:
        return _page(visit, opened, wrong)
    return go_to(f"{visit.head.path}?sent=1")


def _page(visit: Visit, opened: OpenedDraft, wrong: FactcheckError | None = None) -> Response:
    assert opened.draft is not None  # noqa: S101 - a link that is over was answered before
    answers = opened.contact.answers
    return visit.page(
        "draft",
        status_of(wrong),
        draft=draft_view(opened.draft, visit.site.edition, visit.given),
        opened=opened,
        sent=[(one, one.digest == opened.draft.digest) for one in answers],
        is_sent="sent" in visit.query and bool(answers) and wrong is None,
        given=visit.given if wrong else Fields(),
        lost=_lost(visit.given, opened) if wrong else [],
        wrong=error_view(wrong) if wrong else None,
        here=visit.head.path,
    )


def _over(visit: Visit, why: Said, status: int) -> Response:
    """That there is nothing to read here, with what somebody had typed, so that it is not lost."""
    typed = [one for name, one in visit.given.multi_items() if name.startswith(_WRITTEN) and one.strip()]
    return visit.page("draft_over", status, why=why, typed=typed, here=visit.head.path)


_WRITTEN = ("why-", "remark", "name", "affiliation")


def _form(given: Fields, opened: OpenedDraft) -> AnswerForm:
    text = {name: given.get(name, "").strip() or None for name in ("remark", "name", "affiliation")}
    digest = given.get("digest", "")
    return AnswerForm(
        digest=digest if _DIGEST.fullmatch(digest) else "",
        read_at=_moment(given.get("read_at", "")) or opened.read_at,
        agreed=given.get("verdict") == "agreed",
        wrong=dict(_wrong(given)),
        **text,
    )


def _wrong(given: Fields) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, why in given.multi_items():
        if name.startswith("why-"):
            key = name.removeprefix("why-")
            yield key, (why, given.get(f"words-{key}", ""))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _lost(given: Fields, opened: OpenedDraft) -> list[str]:
    """What was written at places that the draft has no more."""
    known = {one.key for one in opened.draft.places} if opened.draft else set()
    return [why for key, (why, _) in _wrong(given) if key not in known and why.strip()]
