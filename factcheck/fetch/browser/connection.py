"""One HTTP/1.1 connection that a browser has opened to the recording proxy, read strictly."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import h11

from factcheck.fetch.browser.channel import Channel

MOST_HEAD = 262_144
"""The most bytes of the head of a request: a browser sends addresses that are longer than any page's."""

_Result = TypeVar("_Result")
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class BrowserRequest:
    """A request as a browser sent it; `content` is None where it is larger than the limit."""

    method: str
    target: str
    headers: Headers
    content: bytes | None

    def header(self, name: str) -> str:
        """The first header of that name (in lower case); empty when there is none."""
        wanted = name.encode("ascii")
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class BrowserResponse:
    """What a browser is told; where the body is not `whole`, the connection ends with it."""

    status: int
    reason: bytes = b""
    headers: Headers = ()
    body: bytes = b""
    whole: bool = True


class BrowserConnection:
    """Requests and answers in turn. OSError where the connection breaks, ValueError for what is no HTTP/1.1."""

    def __init__(self, channel: Channel, most_content: int, begun: bytes = b"") -> None:
        self._channel = channel
        self._most_content = most_content
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD)
        if begun:
            self._http.receive_data(begun)

    async def next_request(self) -> BrowserRequest | None:
        """The next request with its content; None when the browser has gone."""
        try:
            head = await self._next_event()
            if not isinstance(head, h11.Request):
                return None
            content, size = bytearray(), 0
            while isinstance(part := await self._next_event(), h11.Data):
                size += len(part.data)
                if size <= self._most_content:
                    content += part.data
        except h11.RemoteProtocolError as error:
            raise ValueError(f"This is no HTTP/1.1: {error}") from error
        fits = size <= self._most_content
        return BrowserRequest(
            head.method.decode("ascii"),
            head.target.decode("ascii"),
            tuple(head.headers.raw_items()),
            bytes(content) if fits else None,
        )

    async def while_there(self, work: Coroutine[Any, Any, _Result]) -> _Result | None:
        """The result of this work, which is cancelled when the browser goes away meanwhile; None then."""
        task, gone = asyncio.ensure_future(work), asyncio.ensure_future(self._gone())
        try:
            await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            gone.cancel()
            await asyncio.gather(task, gone, return_exceptions=True)

    async def answer(self, answer: BrowserResponse) -> bool:
        """Answer the request; whether another may follow."""
        head = h11.Response(status_code=answer.status, headers=[*answer.headers], reason=answer.reason)
        await self._say(head)
        if answer.body:
            await self._say(h11.Data(data=answer.body))
        if not answer.whole:
            return False
        await self._say(h11.EndOfMessage())
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return True

    async def open_tunnel(self) -> tuple[Channel, bytes]:
        """Grant a CONNECT: the channel below, and the first bytes that came through it."""
        await self._say(h11.Response(status_code=HTTPStatus.OK, headers=[], reason=b"Connection established"))
        begun, _ = self._http.trailing_data
        return self._channel, begun or await self._channel.receive()

    async def _next_event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                await self._say(h11.InformationalResponse(status_code=HTTPStatus.CONTINUE, headers=[]))
            self._http.receive_data(await self._channel.receive())
        return event

    async def _gone(self) -> None:
        """Return when the browser has gone; what it sends meanwhile is of its next request."""
        size = 0
        while size <= MOST_HEAD and (data := await self._channel.receive()):
            self._http.receive_data(data)
            size += len(data)

    async def _say(self, event: h11.Event) -> None:
        try:
            data = self._http.send(event)
        except h11.LocalProtocolError as error:
            raise ValueError(f"This cannot be told in HTTP/1.1: {error}") from error
        await self._channel.send(data or b"")
