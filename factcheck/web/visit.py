"""One request of somebody who was let in, the page it is answered with, and what becomes of its errors."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, NotSoNow
from factcheck.report.edition import Edition
from factcheck.report.frame import Frame, FrameLink
from factcheck.report.phrase import say
from factcheck.report.templating import render_framed
from factcheck.web.access import Access, Session
from factcheck.web.errors import NOT_TAKEN, OUR_FAULT, ErrorView, error_view
from factcheck.web.guard.bodies import BodyRefused
from factcheck.web.links import ADD, CLAIMS, GUIDE, LINKS, SCALE, TODAY
from factcheck.web.remedies import ShownFinding, shown_finding
from factcheck.workflow.people.open_accounts import list_accounts

_LOG = logging.getLogger(__name__)
_TEMPLATES = Path(__file__).parent / "templates"
_NAV = ((TODAY, say("Today")), (CLAIMS, say("All claims")), (ADD, say("Add a claim")))
_FOOT = ((GUIDE, say("How to read this report")), (SCALE, say("What the verdicts mean")))
MAX_FIELDS = 500
"""Fields that a form may have."""

Fields = ImmutableMultiDict[str, str]


@dataclass(frozen=True)
class DeskSite:
    """The desk that is served, how its pages are written, and who is let in."""

    desk: Desk
    edition: Edition
    access: Access

    def page(self, template: str, path: str = "", status: int = 200, **parts: object) -> HTMLResponse:
        """A page of the desk; `path` is its own, so that its link is marked."""
        nav = tuple(FrameLink(href, label, href == path) for href, label in _NAV)
        foot = tuple(FrameLink(href, label, href == path) for href, label in _FOOT)
        told = {"me": "", "told": list, **parts, "frame": Frame(nav, foot)}
        return HTMLResponse(render_framed(template, self.edition, LINKS, told, _TEMPLATES), status)


@dataclass(frozen=True)
class Visit:
    """One request: the desk with whoever acts, what the address and the form say, and the session."""

    site: DeskSite
    desk: Desk
    session: Session
    path: str
    named: Mapping[str, str]
    query: Fields
    given: Fields
    files: Mapping[str, UploadFile] = field(default_factory=dict)

    def page(self, template: str, status: int = 200, **parts: object) -> Response:
        """A page for whoever asked, with what their last act brought about."""
        return self.site.page(template, self.path, status, **parts, me=self.desk.author, told=self._take_told)

    def error(self, wrong: ErrorView) -> Response:
        """The page that tells an error."""
        return self.page("error", wrong.status, wrong=wrong)

    def ensure_same_person(self) -> None:
        """NotSoNow where the form was shown to somebody else: the program was started again for another person."""
        shown_to, now = self.given.get("me", ""), self.desk.author
        if shown_to not in ("", now):
            raise NotSoNow(
                f"{shown_to} opened this form, and you are {now}. Nothing was stored; sent again, it is yours."
            )

    def _take_told(self) -> list[ShownFinding]:
        return [shown_finding(one) for one in self.session.take_told()]


Handler = Callable[[Visit], Response]


def go_to(path: str) -> Response:
    """After an act: the page to go on with, asked for anew, so that nothing is done twice by loading again."""
    return RedirectResponse(path, 303)


def answered_by(site: DeskSite, handler: Handler, files: int = 0) -> Callable[[Request], "object"]:
    """The endpoint that has this handler answer, in a thread, where the request is of somebody who was let in.

    A form may have as many `files`.
    """

    async def answer(request: Request) -> Response:
        session = site.access.session_of("; ".join(request.headers.getlist("cookie")))
        if session is None:
            return site.page("not_let_in", status=401, is_sent=request.method == "POST")
        visit = _visit(site, request, session)
        try:
            async with request.form(max_files=files, max_fields=MAX_FIELDS) as form:
                sent = {name: one for name, one in form.items() if isinstance(one, UploadFile)}
                return await run_in_threadpool(
                    _answer, handler, replace(visit, given=_texts(form), files=sent)
                )
        except ClientDisconnect:
            return Response(None, 400)
        except (BodyRefused, HTTPException) as wrong:
            return visit.error(_not_taken(wrong))

    return answer


def _not_taken(wrong: BodyRefused | HTTPException) -> ErrorView:
    """Why a form could not be read to its end."""
    if isinstance(wrong, BodyRefused):
        return ErrorView(wrong.refused.status, NOT_TAKEN, wrong.refused.why)
    return ErrorView(wrong.status_code, NOT_TAKEN, wrong.detail)


def _visit(site: DeskSite, request: Request, session: Session) -> Visit:
    desk = replace(site.desk, told=[])
    named = {name: str(value) for name, value in request.path_params.items()}
    return Visit(site, desk, session, request.scope["path"], named, request.query_params, Fields())


def _texts(form: FormData) -> Fields:
    """The fields of a form, their lines ended as the desk's are."""
    return Fields(
        [(name, value.replace("\r\n", "\n")) for name, value in form.multi_items() if isinstance(value, str)]
    )


def _answer(handler: Handler, visit: Visit) -> Response:
    try:
        now = replace(visit.desk, accounts=list_accounts(visit.desk))
        answer = handler(replace(visit, desk=now))
    except FactcheckError as wrong:
        return visit.error(error_view(wrong))
    except Exception as wrong:  # noqa: BLE001 - whatever it is, a page says so and the desk goes on
        at = traceback.extract_tb(wrong.__traceback__)[-1]
        _LOG.error(
            "a page failed with %(error)s at %(file)s:%(line)s",
            {"error": type(wrong).__name__, "file": Path(at.filename).name, "line": at.lineno},
        )
        return visit.error(ErrorView(500, OUR_FAULT))
    visit.session.tell(visit.desk.told)
    return answer
