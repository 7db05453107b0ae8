"""Who is let in by a proxy that knows people already: whoever its header names, of those with accounts."""

from collections.abc import Mapping, Sequence

from starlette.responses import Response
from starlette.routing import Route

from factcheck.desk import Desk
from factcheck.model.account import account_of
from factcheck.settings.web import WebDesk
from factcheck.web.access.access import AccountSession, Admitted
from factcheck.web.access.proxies import Proxies
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.visit import DeskSite, Visit
from factcheck.workflow.people.open_accounts import at_desk, list_accounts


class NamedByProxy:
    """Names of accounts in a header field, which counts from the named proxies alone."""

    def __init__(self, served: WebDesk) -> None:
        self.origins: Mapping[str, str] = {one.partition("://")[2]: one for one in served.addresses}
        self.link = served.addresses[0]
        self.proxies = Proxies(served.proxies)
        self._header = (served.person_header or "").lower()

    def admit(self, desk: Desk, head: RequestHead) -> Admitted | None:
        """Whoever the proxy names; nobody where it names two, or none who has an account."""
        named = head.values(self._header)
        if not self.proxies.sent(head) or len(named) != 1:
            return None
        try:
            name = named[0].encode("latin-1").decode()
        except UnicodeDecodeError:
            return None
        accounts = list_accounts(desk)
        account = account_of(accounts, name)
        if account is None:
            return None
        there = at_desk(desk, account.name, accounts)
        return Admitted(there, AccountSession(there, account.id))

    def routes(self, site: DeskSite) -> Sequence[Route]:  # noqa: ARG002 - people are let in elsewhere
        """None: people are let in elsewhere."""
        return []

    def turn_away(self, visit: Visit) -> Response:
        """Say that the proxy named nobody."""
        return visit.page("not_named", status=401)
