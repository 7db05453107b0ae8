"""Who is let in on one's own machine: whoever opens the one-time link, in this browser, until the process ends."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

from factcheck.errors import Finding

ENTER = "/enter"


@dataclass
class Session:
    """One browser that was let in; `told` is what its next page has to say, such as what an act brought about."""

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


class Access:
    """The link that lets one browser in, and the sessions there are; of each secret only the SHA-256 is kept.

    The cookie is named by the port: browsers send cookies to every port of a host, so another server on this machine
    would overwrite ours; it has no date, so it ends with the browser, and what it stands for ends with the process.
    """

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        written = f"[{host}]" if ":" in host else host
        at_port = "" if port == 80 else f":{port}"
        self.hosts = frozenset(f"{one}{at_port}" for one in (written, "localhost"))
        self.cookie = f"factcheck-{port}"
        token = secrets.token_urlsafe(32)
        self.link = f"http://{written}{at_port}{ENTER}?token={token}"
        self._unused = {_digest(token)}
        self._sessions: dict[str, Session] = {}
        self._turn = Lock()

    def enter(self, token: str) -> str | None:
        """End the link's token and begin a session; its secret, None where the token is not good or no more."""
        with self._turn:
            if _digest(token) not in self._unused:
                return None
            self._unused.clear()
            secret = secrets.token_urlsafe(32)
            self._sessions[_digest(secret)] = Session()
        return secret

    def session_of(self, cookies: str) -> Session | None:
        """The session that a Cookie field (RFC 6265) names; several cookies may have our name, one of them is ours."""
        found = (self._sessions.get(_digest(value)) for value in _values(cookies, self.cookie))
        return next((one for one in found if one), None)


def _values(cookies: str, name: str) -> Iterator[str]:
    for pair in cookies.split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            yield value


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
