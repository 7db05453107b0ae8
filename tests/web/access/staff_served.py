"""A desk with accounts that is served to people who log in: Ada is admin, Cy checker, Ed editor, Gus a guest."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from factcheck.desk import Desk, open_desk
from factcheck.model.roles import Role
from factcheck.settings import load
from factcheck.settings.web import WebDesk
from factcheck.web.access.access import Access
from factcheck.web.access.logins import Logins
from factcheck.web.access.named_by_proxy import NamedByProxy
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.login import NewPassword, set_password
from factcheck.workflow.people.open_accounts import acting_as
from tests.web.served import Answer, Wire, running
from tests.workflow.people.staff import PASSWORD

FORM = "Content-Type: application/x-www-form-urlencoded"
STAFF = {"Ada": "admin", "Rae": "reporter", "Cy": "checker", "Ed": "editor", "Gus": "guest"}


@dataclass(frozen=True)
class StaffServed(Wire):
    """The desk, and requests to it by its people; `at` is the host that they name."""

    access: Access
    at: str

    def ask_as(self, line: str, cookie: str, *fields: str, body: bytes = b"") -> Answer:
        """One request with this cookie, if any."""
        known = [f"Cookie: {cookie}"] if cookie else []
        return self.ask(line, f"Host: {self.at}", *known, *fields, body=body)

    def page(self, path: str, cookie: str = "", *fields: str) -> Answer:
        """A page, asked for from our own."""
        return self.ask_as(f"GET {path}", cookie, "Sec-Fetch-Site: same-origin", *fields)

    def send(self, path: str, given: Mapping[str, str], cookie: str = "", *fields: str) -> Answer:
        """A form, sent from our own page."""
        body = urlencode(given).encode()
        length = f"Content-Length: {len(body)}"
        own = ("Sec-Fetch-Site: same-origin", FORM, length)
        return self.ask_as(f"POST {path}", cookie, *own, *fields, body=body)

    def log_in(self, name: str, *fields: str, cookie: str = "", **given: str) -> Answer:
        """The answer to a login, with the right password if no other is given."""
        return self.send("/login", {"name": name, "password": PASSWORD, **given}, cookie, *fields)

    def cookie(self, name: str, **given: str) -> str:
        """The cookie of somebody who logged in."""
        return cookie_in(self.log_in(name, **given))


def cookie_in(answer: Answer) -> str:
    """The cookie that an answer sets, as it is sent back."""
    return answer["set-cookie"].partition(";")[0]


def with_staff(made: Path, folder: Path) -> Path:
    """A copy of a desk, with accounts that have passwords."""
    shutil.copytree(made, folder)
    with open_desk(load(folder, "Ada", {})) as desk:
        for name, role in STAFF.items():
            now = acting_as(desk, "Ada")
            link = add_account(now, name, Role(role)).secret
            set_password(now, link, NewPassword(PASSWORD))
    return folder


@contextmanager
def serving_staff(folder: Path, address: str = "", **said: object) -> Iterator[StaffServed]:
    """The desk served under an address, by default that of its port; `said` is what else `[web]` says."""
    with open_desk(load(folder, None, {})) as desk:
        access_at = partial(_access, address, said)
        with running(desk, access_at) as (port, access):
            at = address.partition("://")[2] or f"127.0.0.1:{port}"
            yield StaffServed(desk, port, access, at)


def _access(address: str, said: Mapping[str, object], port: int) -> Access:
    served = replace(WebDesk((address or f"http://127.0.0.1:{port}",)), **said)  # type: ignore[arg-type]
    return NamedByProxy(served) if served.person_header else Logins(served)


def opened_as(served: StaffServed, name: str) -> Desk:
    """The desk with one of its people at it."""
    return acting_as(served.desk, name)
