"""What every way of letting people in has in common."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from starlette.responses import Response
from starlette.routing import Route

from factcheck.desk import Desk
from factcheck.errors import Finding, StorageFailed
from factcheck.web.guard.request_head import RequestHead
from factcheck.workflow.people.told_later import take_told, tell_later

if TYPE_CHECKING:
    from factcheck.web.access.proxies import Proxies
    from factcheck.web.visit import DeskSite, Visit


class Session(Protocol):
    """One browser that was let in."""

    @property
    def id(self) -> str:
        """The id of the credential behind it, blank where there is none."""

    @property
    def log_out(self) -> str:
        """The address at which it ends, blank where there is none."""

    def tell(self, findings: list[Finding]) -> None:
        """Say these, such as what an act brought about, on the next page."""

    def take_told(self) -> list[Finding]:
        """What is to be said, once."""


@dataclass
class SessionHere:
    """A session that ends with the process."""

    id: str = ""
    log_out: str = ""
    _told: list[Finding] = field(default_factory=list)
    _turn: Lock = field(default_factory=Lock)

    def tell(self, findings: list[Finding]) -> None:
        """Say these on the next page."""
        with self._turn:
            self._told += findings

    def take_told(self) -> list[Finding]:
        """What is to be said, once."""
        with self._turn:
            told, self._told = self._told, []
        return told


@dataclass(frozen=True)
class AccountSession:
    """A session of somebody with an account, of which no process holds anything.

    Where the database fails just then, an act stands and a page is made all the same, be it one that tells of that.
    """

    desk: Desk
    account: UUID
    id: str = ""
    log_out: str = ""

    def tell(self, findings: list[Finding]) -> None:
        """Say these on the next page, whichever process makes it."""
        if findings:
            with suppress(StorageFailed):
                tell_later(self.desk, self.account, findings)

    def take_told(self) -> list[Finding]:
        """What is to be said, once."""
        with suppress(StorageFailed):
            return take_told(self.desk, self.account)
        return []


@dataclass(frozen=True)
class Admitted:
    """Somebody who was let in: `desk` has them at it, with the accounts as they are now."""

    desk: Desk
    session: Session


class Access(Protocol):
    """A way of letting people in."""

    @property
    def origins(self) -> Mapping[str, str]:
        """From each host that the desk answers under to its own address, such as `https://desk.example`."""

    @property
    def link(self) -> str:
        """What is opened in a browser."""

    @property
    def proxies(self) -> "Proxies":
        """The proxies before the desk, who alone may say something of a request."""

    def admit(self, desk: Desk, head: RequestHead) -> Admitted | None:
        """Whoever a request is of; None for a stranger. It is asked in a thread, before the body is read."""

    def routes(self, site: "DeskSite") -> Sequence[Route]:
        """The pages by which people are let in, which are open to strangers."""

    def turn_away(self, visit: "Visit") -> Response:
        """The page for a stranger who asked for another page, or sent a form."""
