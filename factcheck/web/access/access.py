"""What every way of letting people in has in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from starlette.responses import Response
from starlette.routing import Route

from factcheck.desk import Desk
from factcheck.errors import Finding
from factcheck.web.guard.request_head import RequestHead

if TYPE_CHECKING:
    from factcheck.web.access.proxies import Proxies
    from factcheck.web.visit import DeskSite, Visit


@dataclass
class Session:
    """One browser that was let in; `told` is what its next page has to say, such as what an act brought about.

    `id` is that of the credential behind it, blank where there is none; `log_out` the address at which it ends.
    """

    id: str = ""
    log_out: str = ""
    told: list[Finding] = field(default_factory=list)
    _turn: Lock = field(default_factory=Lock)

    def tell(self, findings: list[Finding]) -> None:
        """Say these on the next page."""
        with self._turn:
            self.told += findings

    def take_told(self) -> list[Finding]:
        """What is to be said, once."""
        with self._turn:
            told, self.told = self.told, []
        return told


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
