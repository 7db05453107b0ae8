"""The desk served on a socket of this machine, with bounds on what a client may take."""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Timer
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from factcheck.desk import Desk
from factcheck.errors import BadInput, Remedy
from factcheck.settings.web import as_address
from factcheck.web.access.access import Access
from factcheck.web.access.logins import Logins
from factcheck.web.access.named_by_proxy import NamedByProxy
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.web.app import create_app
from factcheck.web.guard.requests import MAX_HEAD
from factcheck.workflow.running.readiness import WEB, Readiness
from factcheck.workflow.running.status_server import telling_status

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names of this machine for itself."""
ANY = ("0.0.0.0", "::", "")  # noqa: S104 - told apart, not bound
"""The names of all addresses that a machine has."""
MAX_HEAD_SECONDS = 15.0
"""In which the head of a request has come, whole."""
_ENDS_IN = 35
"""Seconds in which requests that run may end, longer than a body may take; then they are cut off."""
_AT_ONCE = 200
"""Connections that are served at one time; more get 503."""


@dataclass(frozen=True)
class Serving:
    """Where a desk is served, and how it is watched and ends.

    A `port` of 0 takes one that is free. `metrics` are the host and the port for those who watch it. Told to end by
    SIGTERM, it still takes requests for `drain` seconds, in which it is not ready.
    """

    host: str
    port: int
    metrics: tuple[str, int] | None = None
    drain: float = 0.0


def serve(desk: Desk, where: Serving, announce: Callable[[Access], None]) -> None:
    """Serve a desk until the process is told to end; `announce` is given who is let in once it can be reached.

    BadInput where a port is taken, and as `access_of`.
    """
    with listening(where.host, where.port) as listener:
        address, taken = listener.getsockname()[:2]
        access = access_of(desk, address, taken)
        server = server_of(desk, access, where.drain)
        with telling_status(desk, server.readiness, where.metrics):
            announce(access)
            server.run(sockets=[listener])


def access_of(desk: Desk, host: str, port: int) -> Access:
    """Who is let in at an address of this machine.

    Where others reach it, or its settings name the addresses of the desk, it is people with accounts; BadInput where
    there are none, or no address under which they reach it. RuleRefused for somebody at their own machine who has none.
    """
    served = desk.settings.web
    if host in LOOPBACK and not served.addresses:
        if desk.accounts:
            desk.account()
        return OneTimeLink(port, host)
    if not desk.accounts:
        first = Remedy.by(
            "person-add", "Give somebody an account who looks after the others.", name=None, role="admin"
        )
        raise BadInput("The desk has no accounts yet by which to tell people apart.", remedies=[first])
    if not served.addresses and host in ANY:
        mend = Remedy.again("Name it as browsers show it.", address=None)
        raise BadInput("Under which address people reach the desk is not known.", remedies=[mend])
    written = f"[{host}]" if ":" in host else host
    served = replace(served, addresses=served.addresses or (as_address(f"http://{written}:{port}"),))
    return NamedByProxy(served) if served.person_header else Logins(served)


class Server(uvicorn.Server):
    """What answers on a socket that it is given; SIGTERM ends it once what runs is done, with nothing left behind."""

    def __init__(self, config: uvicorn.Config, readiness: Readiness, drain: float) -> None:
        super().__init__(config)
        self.readiness = readiness
        self._drain = drain

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End at once where somebody at the keyboard says so, else after the requests that a proxy still sends."""
        was_told = self.readiness.stopping.is_set()
        self.readiness.stopping.set()
        if sig != signal.SIGTERM:
            super().handle_exit(sig, frame)
        elif self._drain and not was_told:
            ending = Timer(self._drain, self._end)
            ending.daemon = True
            ending.start()
        else:
            self._end()

    def _end(self) -> None:
        self.should_exit = True


def server_of(desk: Desk, access: Access, drain: float = 0.0) -> Server:
    """The server of a desk; see `Serving` for what `drain` is."""
    readiness = Readiness(desk, WEB)
    return Server(
        uvicorn.Config(
            create_app(desk, access, readiness),
            http=_TimedProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,  # addresses hold refs and words that were searched for
            proxy_headers=False,
            server_header=False,
            h11_max_incomplete_event_size=MAX_HEAD,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=_ENDS_IN,
        ),
        readiness,
        drain,
    )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket of this machine that takes connections; BadInput where the host or the port cannot be used."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1" if host == "localhost" else host, port))
        except (OSError, OverflowError, UnicodeError) as wrong:
            why = getattr(wrong, "strerror", None) or wrong
            if (
                isinstance(wrong, socket.gaierror | UnicodeError)
                or getattr(wrong, "errno", None) == errno.EADDRNOTAVAIL
            ):
                mend = Remedy.again("Name one of its own.", host=None)
                raise BadInput(f'"{host}" is no address of this computer.', remedies=[mend]) from wrong
            mend = Remedy.again("Take another one.", port=None)
            raise BadInput(f"Port {port} cannot be used ({why}).", remedies=[mend]) from wrong
        listener.listen()
        yield listener


class _TimedProtocol(H11Protocol):
    """HTTP in which a client has a bounded time for the head of a request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Stop to wait where a head is whole, begin where another has begun."""
        super().data_received(data)
        if self._waits():
            self._wait_for_head()
        elif self._head_due:
            self._head_due.cancel()
            self._head_due = None

    def _wait_for_head(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(MAX_HEAD_SECONDS, self._end)

    def _waits(self) -> bool:
        """Whether no request is being answered; uvicorn has no `cycle` before the first one."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _end(self) -> None:
        self._head_due = None
        if not self.transport.is_closing() and (self._waits()):
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop to wait."""
        if self._head_due:
            self._head_due.cancel()
        super().connection_lost(exc)
