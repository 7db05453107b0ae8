"""The Chrome DevTools Protocol over a browser's debugging pipe: JSON that ends with NUL, answered by number."""

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

MAX_MESSAGE = 100_000_000
"""Bytes of one answer; a browser that sends more is dropped."""
_LOG = logging.getLogger(__name__)

Json = dict[str, Any]
Listener = Callable[[str, Json], None]
"""What is told of an event: its name and parameters."""


class DevToolsError(Exception):
    """A command that the browser did not carry out, in its words."""


class BrowserGone(DevToolsError):
    """The browser ended, or closed the page that the command is for."""


@dataclass(slots=True)
class _Asked:
    session: str | None
    method: str
    answer: asyncio.Future[Json]


class DevTools:
    """Commands to a browser and its answers and events, over the streams of its pipe."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._numbers = count(1)
        self._asked: dict[int, _Asked] = {}
        self._listeners: dict[str | None, Listener] = {}
        self.is_gone = False
        self._task = asyncio.create_task(self._read())

    async def call(self, method: str, session: str | None = None, /, **params: object) -> Json:
        """The answer to a command; DevToolsError where it was refused, BrowserGone where there will be none."""
        if self.is_gone or self._writer.is_closing():
            raise BrowserGone(method)
        number = next(self._numbers)
        message: Json = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._asked[number] = _Asked(session, method, answer)
        try:
            self._writer.write(json.dumps(message).encode() + b"\0")
            return await answer
        finally:
            self._asked.pop(number, None)

    def listen(self, session: str | None, listener: Listener | None) -> None:
        """Tell the events of a session (None: of the browser) to this listener, or to nobody any more."""
        if listener is None:
            self._listeners.pop(session, None)
        else:
            self._listeners[session] = listener

    def drop(self, session: str) -> None:
        """Answer what is asked of a session with BrowserGone: its page is there no more."""
        for asked in self._asked.values():
            if asked.session == session and not asked.answer.done():
                asked.answer.set_exception(BrowserGone(asked.method))

    async def aclose(self) -> None:
        """Close the pipe, at which the browser ends."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._writer.close()

    async def _read(self) -> None:
        try:
            while True:
                self._take(json.loads((await self._reader.readuntil(b"\0"))[:-1]))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError) as error:
            _LOG.debug("the browser's pipe ended: %s", error)
        finally:
            self.is_gone = True
            for asked in self._asked.values():
                if not asked.answer.done():
                    asked.answer.set_exception(BrowserGone(asked.method))

    def _take(self, message: Json) -> None:
        if "id" not in message:
            if listener := self._listeners.get(message.get("sessionId")):
                listener(message["method"], message.get("params", {}))
            return
        asked = self._asked.get(message["id"])
        if asked is None or asked.answer.done():
            return
        if "error" in message:
            asked.answer.set_exception(DevToolsError(f"{asked.method}: {message['error'].get('message')}"))
        else:
            asked.answer.set_result(message["result"])
