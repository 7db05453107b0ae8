"""Around all else: each request gets an id that its answer, its log lines and its jobs carry, and is counted."""

import logging
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.counters import REQUESTS
from factcheck.log_context import logged_with, request_id
from factcheck.web.access.proxies import Proxies
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.guard.requests import METHODS

_LOG = logging.getLogger(__name__)
HEADER = "x-request-id"
"""The field with the id, in answers, and in requests that come through a proxy of ours."""
_NOT_ROUTED = "none"
"""What is counted as the route of a request that the guard refused."""


class Observed:
    """Logs each request by its route, since paths hold refs and words that were searched for."""

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = RequestHead.of(scope)
        request = request_id(head.values(HEADER) if self._proxies.sent(head) else ())
        status, began = 500, perf_counter()

        async def send_with(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request
            await send(message)

        with logged_with(request=request):
            try:
                await self._app(scope, receive, send_with)
            finally:
                _note(scope, status, perf_counter() - began)


def _note(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else "other"
    route = scope.get("root_path", "") + getattr(scope.get("route"), "path", "") or _NOT_ROUTED
    REQUESTS.add(seconds, method, route, str(status))
    said = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    _LOG.info("%(method)s %(route)s answered %(status)s in %(ms)s ms", said)
