"""Bodies of requests: no longer than they may be, and not slower."""

import asyncio
import re

from starlette.types import Message, Receive

from factcheck.web.guard.request_head import Refusal, RequestHead

MAX_BODY = 1_000_000
"""Bytes of a form."""
MAX_FILE = 100_000_000
"""Bytes of a form with a file."""
MAX_SECONDS = 30.0
"""In which a body has come, whole."""
TOO_LONG = Refusal(413, "What was sent is too long for a form; nothing was stored.")
TOO_SLOW = Refusal(408, "What was sent did not come in time; nothing was stored.")


class BodyRefused(Exception):
    """A body that is not read to its end, and why."""

    def __init__(self, refused: Refusal) -> None:
        super().__init__(refused.why)
        self.refused = refused


def most_of(path: str) -> int:
    """Bytes that may be sent to an address: only where files are filed, or texts of articles, they may be many."""
    return MAX_FILE if _TAKES_FILES.fullmatch(path) else MAX_BODY


_TAKES_FILES = re.compile(r"(/api/v1)?/(articles|articles/[^/]+/revise|claims/[^/]+/attach)")


def length_refusal(head: RequestHead) -> Refusal | None:
    """Why a body is not begun to be read: it says itself that it is too long."""
    lengths = head.values("content-length")
    if any(not (one.isascii() and one.isdigit()) for one in lengths):
        return Refusal(400, "The length of what was sent is no number.")
    return TOO_LONG if any(int(one) > most_of(head.path) for one in lengths) else None


def limited(receive: Receive, most: int, seconds: float = MAX_SECONDS) -> Receive:
    """The same body; BodyRefused where more comes than it may have, or it is not there in time."""
    due = asyncio.get_running_loop().time() + seconds
    come = 0
    whole = False

    async def receive_in_time() -> Message:
        nonlocal come, whole
        if whole:
            return await receive()
        left = due - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(receive(), max(left, 0))
        except TimeoutError:
            raise BodyRefused(TOO_SLOW) from None
        come += len(message.get("body", b""))
        if come > most:
            raise BodyRefused(TOO_LONG)
        whole = not message.get("more_body", False)
        return message

    return receive_in_time
