"""A port of its own for whoever watches a process: whether it is up, whether it is ready, and its metrics.

It is for programs on one's own machines, and is to be reached by nobody else.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from factcheck.desk import Desk
from factcheck.errors import BadInput, Remedy
from factcheck.workflow.running.readiness import Readiness

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_TEXT, _JSON = "text/plain; version=0.0.4; charset=utf-8", "application/json"
_STATUS = {200: "200 OK", 404: "404 Not Found", 503: "503 Service Unavailable"}
Answer = tuple[int, str, bytes]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    timeout = 10

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
        """Log nothing: it is asked every few seconds."""


@contextmanager
def telling_status(desk: Desk, readiness: Readiness, address: tuple[str, int] | None) -> Iterator[None]:
    """Answer at host and port while the block lasts; BadInput where these cannot be used. None: nowhere."""
    if address is None:
        yield
        return
    try:
        server = make_server(*address, _app(desk, readiness), _Server, _Silent)
    except (OSError, OverflowError, UnicodeError) as wrong:
        mend = Remedy.again("Take another one.", metrics=None)
        raise BadInput(
            f"Port {address[1]} of {address[0]} cannot be used ({wrong}).", remedies=[mend]
        ) from wrong
    thread = Thread(target=server.serve_forever, name="status", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _app(desk: Desk, readiness: Readiness) -> Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]:
    def answer(asked: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        status, kind, body = _answer(desk, readiness, asked["PATH_INFO"])
        start(_STATUS[status], [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _answer(desk: Desk, readiness: Readiness, path: str) -> Answer:
    if path == "/metrics":
        from factcheck.workflow.running.metrics import metrics_of

        return 200, _TEXT, metrics_of(desk)
    if path == "/healthz":
        return 200, _JSON, b'{"up": true}'
    if path == "/readyz":
        status, told = readiness.answer()
        return status, _JSON, json.dumps(told).encode()
    return 404, _JSON, b"{}"
