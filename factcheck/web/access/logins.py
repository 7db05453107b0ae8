"""Who is let in by an account: whoever logs in with name and password, until they log out or the session is over."""

from collections.abc import Mapping, Sequence
from functools import partial

from starlette.responses import Response
from starlette.routing import Route

from factcheck.desk import Desk
from factcheck.errors import NotAdmitted
from factcheck.model.account import CredentialKind
from factcheck.settings.web import WebDesk
from factcheck.web.access import login_pages, password_pages
from factcheck.web.access.access import AccountSession, Admitted
from factcheck.web.access.cookies import cookie_name, cookies_of
from factcheck.web.access.proxies import Proxies
from factcheck.web.endpoints import open_to_all
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.guard.requests import origin_of
from factcheck.web.links import LOG_IN, LOG_OUT, SET_PASSWORD
from factcheck.web.visit import DeskSite, Visit
from factcheck.workflow.people.credentials import let_in


class Logins:
    """Sessions in the database, each by the cookie that the login set."""

    def __init__(self, served: WebDesk) -> None:
        self.origins: Mapping[str, str] = {one.partition("://")[2]: one for one in served.addresses}
        self.link = served.addresses[0]
        self.proxies = Proxies(served.proxies)

    def cookie(self, head: RequestHead) -> str:
        """The name of the cookie at the address under which a request came."""
        return cookie_name(origin_of(head, self.origins))

    def admit(self, desk: Desk, head: RequestHead) -> Admitted | None:
        """Whoever the session is of that a cookie names."""
        for secret in cookies_of(head, self.cookie(head)):
            try:
                known = let_in(desk, CredentialKind.SESSION, secret)
            except NotAdmitted:
                continue
            session = AccountSession(known.desk, known.account.id, known.by.id, LOG_OUT)
            return Admitted(known.desk, session)
        return None

    def routes(self, site: DeskSite) -> Sequence[Route]:
        """Log in, log out, and set a password."""
        pages = (
            (LOG_IN, "GET", partial(login_pages.log_in_form, self)),
            (LOG_IN, "POST", partial(login_pages.log_in, self)),
            (LOG_OUT, "POST", partial(login_pages.log_out, self)),
            (SET_PASSWORD, "GET", password_pages.link_form),
            (SET_PASSWORD, "POST", password_pages.set_password),
        )
        return [Route(path, open_to_all(site, page), methods=[method]) for path, method, page in pages]

    def turn_away(self, visit: Visit) -> Response:
        """The login, which leads on to what was asked for."""
        return login_pages.turned_away(visit)
