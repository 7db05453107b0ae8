"""The pages by which people with accounts log in and out; a form that a stranger sent is kept on the way."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from factcheck.errors import FactcheckError, TriedTooOften
from factcheck.phrase import say
from factcheck.web.access.browsers import browser_of
from factcheck.web.access.cookies import cookies_of, end_cookie, set_cookie
from factcheck.web.endpoints import MAX_FIELDS
from factcheck.web.errors import error_view, status_of
from factcheck.web.forms import Field
from factcheck.web.guard.requests import SAFE
from factcheck.web.links import LOG_IN, TODAY
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.people import credentials
from factcheck.workflow.people.login import LoginForm
from factcheck.workflow.people.login import log_in as let_log_in
from factcheck.workflow.people.open_accounts import list_accounts

if TYPE_CHECKING:
    from factcheck.web.access.logins import Logins

_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x7e]*")


@dataclass(frozen=True)
class GoingOn:
    """Where to go on after the login, and the fields of a form that was sent there, encoded as a form's are.

    `is_lost` says that something was sent that cannot be kept, such as a file.
    """

    path: str
    kept: str = ""
    is_lost: bool = False

    @classmethod
    def of(cls, path: str, kept: str = "") -> "GoingOn":
        """An address of this desk; where it is none, the first page."""
        return cls(path, kept) if _OWN_PATH.fullmatch(path) else cls(TODAY)


def log_in_form(logins: "Logins", visit: Visit) -> Response:
    """`/login`; `?back=PATH` is where to go on. Whoever is logged in goes on at once."""
    back = GoingOn.of(visit.query.get("back", ""))
    if logins.admit(visit.desk, visit.head):
        return go_to(back.path)
    return _page(visit, back)


def turned_away(visit: Visit) -> Response:
    """The login for a stranger, status 401, which leads on to what they asked for or sent.

    Where a page elsewhere led here the browser kept the cookie back, so our own page asks once more.
    """
    path = visit.head.path
    if visit.head.method not in SAFE:
        kept = urlencode(visit.given.multi_items())
        return _page(visit, GoingOn(path, kept, is_lost=not kept), status=401)
    if visit.query:
        path += f"?{urlencode(visit.query.multi_items())}"
    answer = _page(visit, GoingOn(path), status=401)
    if visit.head.values("sec-fetch-site") in (["cross-site"], ["same-site"]):
        answer.headers["refresh"] = f"0;url={LOG_IN}?{urlencode({'back': path})}"
    return answer


def log_in(logins: "Logins", visit: Visit) -> Response:
    """`POST /login`: begin a session, with a new secret each time, and go on where the stranger was."""
    given, head = visit.given, visit.head
    form = LoginForm(
        name=given.get("name", ""),
        password=given.get("password", ""),
        code=given.get("code") or None,
        address=logins.proxies.client(head),
        label=browser_of(head) or None,
    )
    back = GoingOn.of(given.get("back", ""), given.get("kept", ""))
    try:
        session = let_log_in(visit.desk, form)
    except FactcheckError as wrong:
        return _page(visit, back, wrong, status_of(wrong))
    answer = _send_again(visit, back) if back.kept else go_to(back.path)
    cookie = _end_sessions(logins, visit)
    set_cookie(answer, cookie, session.secret)
    return answer


def log_out(logins: "Logins", visit: Visit) -> Response:
    """`POST /logout`: end the session."""
    answer = go_to(LOG_IN)
    end_cookie(answer, _end_sessions(logins, visit))
    return answer


def _end_sessions(logins: "Logins", visit: Visit) -> str:
    """End what the browser's cookies let in; the name of these."""
    cookie = logins.cookie(visit.head)
    for secret in cookies_of(visit.head, cookie):
        credentials.log_out(visit.desk, secret)
    return cookie


def _page(visit: Visit, back: GoingOn, wrong: FactcheckError | None = None, status: int = 200) -> Response:
    name = visit.given.get("name", "") if wrong else ""
    fields = [
        Field("name", say("Name"), value=name, needed=True, fills="username"),
        Field("password", say("Password"), "password", needed=True, fills="current-password"),
    ]
    if _asks_for_codes(visit):
        hint = say("If an app makes codes for you.")
        fields.append(Field("code", say("Code"), hint=hint, fills="one-time-code"))
    told = error_view(wrong) if wrong else None
    answer = visit.page("login", status, fields=fields, back=back, wrong=told)
    if isinstance(wrong, TriedTooOften):
        answer.headers["retry-after"] = str(wrong.seconds)
    return answer


def _asks_for_codes(visit: Visit) -> bool:
    """Whether anybody here has a second factor: it is asked of everybody, so that nobody learns who has."""
    desk = visit.desk
    return bool(desk.settings.second_factor) or any(one.has_code for one in list_accounts(desk))


def _send_again(visit: Visit, back: GoingOn) -> Response:
    """What was sent before somebody had to log in, to be sent once more."""
    fields = parse_qsl(back.kept, keep_blank_values=True)[:MAX_FIELDS]
    return visit.page("send_again", action=back.path, fields=fields)
