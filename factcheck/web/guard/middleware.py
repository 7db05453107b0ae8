"""The guard around the whole application: what it refuses is never routed, and every answer gets its header fields."""

from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.web.guard.bodies import length_refusal, limited, most_of
from factcheck.web.guard.request_head import Refusal, RequestHead
from factcheck.web.guard.requests import refusal

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What pages may load and where their forms may go (CSP level 3); a page with a policy of its own keeps that."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""What an answer carries that does not say otherwise itself."""


Tell = Callable[[RequestHead, Refusal], Response]


class RequestGuard:
    """Lets requests to the named hosts pass, each with a body of bounded length and time; `tell` answers the others."""

    def __init__(self, app: ASGIApp, origins: Mapping[str, str], tell: Tell) -> None:
        self._app = app
        self._origins = origins
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        head = RequestHead.of(scope)
        refused = refusal(head, self._origins) or length_refusal(head)
        app = self._refused(head, refused) if refused else self._app
        await app(scope, limited(receive, most_of(head.path)), _with_headers(send))

    def _refused(self, head: RequestHead, refused: Refusal) -> Response:
        """The answer to a request whose body is not read, after which nothing more is read of the connection."""
        answer = self._tell(head, refused)
        answer.headers["connection"] = "close"
        return answer


def _with_headers(send: Send) -> Send:
    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                given.setdefault(name, value)
        await send(message)

    return send_with
