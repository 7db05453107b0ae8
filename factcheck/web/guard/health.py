"""Whether this process is up and ready, for a proxy or whatever starts processes; in front of all else.

Probes come under any Host, such as an IP address: what is told is the same for everybody, holds nothing of the desk,
and no cookie counts for it, so that nothing is won by another name.
"""

from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from factcheck.web.guard.middleware import HEADERS
from factcheck.web.guard.requests import SAFE
from factcheck.workflow.running.readiness import Readiness

UP, READY = "/healthz", "/readyz"
_AT_ONCE = 8
"""Threads that may wait for an answer, which are none of those that handle requests."""


class Health:
    """Answers the two addresses of probes, and hands on all else."""

    def __init__(self, app: ASGIApp, readiness: Readiness) -> None:
        self._app = app
        self._answer = partial(to_thread.run_sync, readiness.answer)
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        is_probe = scope["type"] == "http" and scope["method"] in SAFE and scope["path"] in (UP, READY)
        if not is_probe:
            await self._app(scope, receive, send)
            return
        status, told = (200, {"up": True}) if scope["path"] == UP else await self._ready()
        await JSONResponse(told, status, headers=dict(HEADERS))(scope, receive, send)

    async def _ready(self) -> tuple[int, dict[str, object]]:
        self._limiter = self._limiter or CapacityLimiter(_AT_ONCE)
        return await self._answer(limiter=self._limiter)
