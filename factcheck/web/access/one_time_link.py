"""Who is let in on one's own machine: whoever opens the one-time link, in this browser, until the process ends."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from factcheck.desk import Desk
from factcheck.model.account import account_of
from factcheck.web.access.access import Admitted, SessionHere
from factcheck.web.access.cookies import cookie_name, cookies_of, set_cookie
from factcheck.web.access.proxies import Proxies
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.links import TODAY
from factcheck.web.visit import DeskSite, Visit, go_to
from factcheck.workflow.people.open_accounts import list_accounts
from factcheck.workflow.secret import new_secret, secret_digest

ENTER = "/enter"


class OneTimeLink:
    """The link that lets one browser in, and the sessions there are; of each secret only the SHA-256 is kept.

    The cookie has no date, so it ends with the browser, and what it stands for ends with the process.
    """

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        written = f"[{host}]" if ":" in host else host
        at_port = "" if port == 80 else f":{port}"
        named = [f"{one}{at_port}" for one in (written, "localhost")]
        self.origins: Mapping[str, str] = {one: f"http://{one}" for one in named}
        self.proxies = Proxies(())
        self.cookie = cookie_name(f"http://127.0.0.1:{port}")
        token = new_secret()
        self.link = f"http://{named[0]}{ENTER}?token={token}"
        self._unused = {secret_digest(token)}
        self._sessions: dict[str, SessionHere] = {}
        self._turn = Lock()

    def enter(self, token: str) -> str | None:
        """End the link's token and begin a session; its secret, None where the token is not good or no more."""
        with self._turn:
            if secret_digest(token) not in self._unused:
                return None
            self._unused.clear()
            secret = new_secret()
            self._sessions[secret_digest(secret)] = SessionHere()
        return secret

    def admit(self, desk: Desk, head: RequestHead) -> Admitted | None:
        """The desk's author, while they have an account at a desk with accounts."""
        session = self._session_of(head)
        if session is None:
            return None
        now = replace(desk, accounts=list_accounts(desk))
        gone = now.accounts and account_of(now.accounts, now.author) is None
        return None if gone else Admitted(now, session)

    def routes(self, site: DeskSite) -> Sequence[Route]:
        """The link."""
        return [Route(ENTER, lambda request: self._enter(site, request), methods=["GET"])]

    def turn_away(self, visit: Visit) -> Response:
        """Say where the link is."""
        return visit.page("not_let_in", status=401, is_sent=visit.head.method == "POST")

    def _enter(self, site: DeskSite, request: Request) -> Response:
        """Let in whoever opens the link; what only looks ahead, such as a preview of it, does not end its token."""
        looks_ahead = "prefetch" in request.headers.get("sec-purpose", "")
        if request.method == "HEAD" or looks_ahead:
            return Response(None, 204)
        head = RequestHead.of(request.scope)
        secret = self.enter(request.query_params.get("token", ""))
        if secret is None:
            known = self._session_of(head)
            return go_to(TODAY) if known else site.page("not_let_in", status=401, is_sent=False)
        answer = go_to(TODAY)
        set_cookie(answer, self.cookie, secret)
        return answer

    def _session_of(self, head: RequestHead) -> SessionHere | None:
        found = (self._sessions.get(secret_digest(value)) for value in cookies_of(head, self.cookie))
        return next((one for one in found if one), None)
