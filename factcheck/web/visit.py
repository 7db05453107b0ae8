"""One request and the pages it can be answered with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from factcheck.desk import Desk
from factcheck.errors import NotSoNow
from factcheck.log_context import log_fields
from factcheck.model.vocabulary import Act
from factcheck.phrase import say
from factcheck.report.edition import Edition
from factcheck.report.frame import Frame, FrameLink
from factcheck.report.templating import render_framed
from factcheck.web.access.access import Access, Session
from factcheck.web.errors import ErrorView
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.keys import KEYS
from factcheck.web.links import (
    ADD,
    APPEARANCES,
    ARTICLES,
    CLAIMS,
    CORRECTIONS,
    GUIDE,
    HISTORY,
    JOBS,
    LINKS,
    MATCH,
    NOTICES,
    NUMBERS,
    REQUESTS,
    SCALE,
    SETTINGS,
    TODAY,
)
from factcheck.web.remedies import ShownFinding, shown_finding

_TEMPLATES = Path(__file__).parent / "templates"
_NAV = (
    (TODAY, say("Today")),
    (ARTICLES, say("Articles")),
    (CLAIMS, say("All claims")),
    (ADD, say("Add a claim")),
    (MATCH, say("Earlier checks")),
    (CORRECTIONS, say("Corrections")),
    (HISTORY, say("History")),
)
_FOOT = (
    (SETTINGS, say("Settings")),
    (NUMBERS, say("Numbers")),
    (APPEARANCES, say("Said again")),
    (GUIDE, say("How to read this report")),
    (SCALE, say("What the verdicts mean")),
)
Fields = ImmutableMultiDict[str, str]


@dataclass(frozen=True)
class DeskSite:
    """The desk that is served, how its pages are written, and who is let in."""

    desk: Desk
    edition: Edition
    access: Access

    def page(self, template: str, path: str = "", status: int = 200, **parts: object) -> HTMLResponse:
        """A page of the desk; `path` is its own, so that its link is marked. A stranger sees no link."""
        known = bool(parts.get("me"))
        settings = self.desk.settings
        more = [(REQUESTS, say("Readers’ requests"))] if settings.requests.form else []
        queue = [(JOBS, say("Background jobs"))] if self.desk.store.has_queue else []
        told_of = [(NOTICES, say("What you are told by mail"))] if settings.mail else []
        nav = tuple(FrameLink(href, label, href == path) for href, label in (*_NAV, *more) if known)
        foot = tuple(
            FrameLink(href, label, href == path) for href, label in (*_FOOT, *queue, *told_of) if known
        )
        told: dict[str, object] = {"me": "", "log_out": "", "has_account": False, "told": list, **parts}
        told |= {"frame": Frame(nav, foot), "keys": KEYS, "desk_id": _desk_id(self.desk)}
        return HTMLResponse(render_framed(template, self.edition, LINKS, told, _TEMPLATES), status)


@dataclass(frozen=True)
class Visit:
    """One request: the desk with whoever acts, what the address and the form say, and the session.

    Nobody acts where a stranger asks, of whom some pages are.
    """

    site: DeskSite
    desk: Desk
    session: Session
    head: RequestHead
    named: Mapping[str, str]
    query: Fields
    given: Fields
    files: Mapping[str, UploadFile] = field(default_factory=dict)

    def page(self, template: str, status: int = 200, **parts: object) -> Response:
        """A page for whoever asked, with what their last act brought about."""
        who = {
            "me": self.desk.author,
            "log_out": self.session.log_out,
            "has_account": bool(self.desk.accounts),
        }
        return self.site.page(template, self.head.path, status, **parts, **who, told=self._take_told)

    def error(self, wrong: ErrorView) -> Response:
        """The page that tells an error; where it is not of whoever asked, with what the log has it under."""
        request = log_fields().get("request", "") if wrong.status >= 500 else ""
        return self.page("error", wrong.status, wrong=wrong, request=request)

    def may(self, act: str) -> bool:
        """Whether the role of whoever is here allows an act by its word; those that history has no line of are open."""
        return act not in {*Act} or self.desk.may(Act(act))

    def ensure_same_person(self) -> None:
        """NotSoNow where the form was shown to somebody else: the program was started again for another person."""
        shown_to, now = self.given.get("me", ""), self.desk.author
        if shown_to not in ("", now):
            raise NotSoNow(
                f"{shown_to} opened this form, and you are {now}. Nothing was stored; sent again, it is yours."
            )

    def _take_told(self) -> list[ShownFinding]:
        return [shown_finding(one) for one in self.session.take_told()]


def _desk_id(desk: Desk) -> str:
    """A name by which the browser tells this desk from others that are served at the same address."""
    return sha256(str(desk.settings.folder).encode()).hexdigest()[:16]


Handler = Callable[[Visit], Response]


def go_to(path: str) -> Response:
    """After an act: the page to go on with, asked for anew, so that nothing is done twice by loading again."""
    return RedirectResponse(path, 303)
