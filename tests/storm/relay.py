"""A line between two parts that can be slowed, cut, or lose just the answer to what matters."""

import asyncio
import socket
import threading
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Self

Writer = asyncio.StreamWriter


class Line(Enum):
    """What becomes of what passes."""

    GOOD = "passes"
    SLOW = "passes slowly"
    CUT = "is cut: what is open is closed, what is new is not let in"
    BUSY = "is answered 503 by the relay itself (HTTP alone)"
    UNSENT = "is closed just before what matters is sent on"
    UNHEARD = "is closed just after what matters was sent on, before its answer"
    HALF = "is closed in the middle of an answer"
    DEAF = "takes everything and passes nothing, until it is good again"


_BUSY = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_MOMENT = 0.1
"""Seconds: each piece that passes slowly waits as long, and what was sent on unheard takes effect meanwhile."""


class Relay:
    """A port of loopback that leads to another one, or to a unix socket, while its `with` block lasts.

    `matters` are the bytes of a question at which UNSENT and UNHEARD close the connection.
    """

    def __init__(self, to: Path | int, matters: bytes) -> None:
        self._to, self._matters = to, matters
        self.line = Line.GOOD
        self._open: set[Writer] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._loop, self._over = asyncio.new_event_loop(), asyncio.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(),), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)
        self._loop.close()

    def becomes(self, line: Line) -> None:
        """From now on it does that."""
        self.line = line
        if line is Line.CUT:
            self._loop.call_soon_threadsafe(self._close)

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, sock=self._listener)
        await self._over.wait()
        server.close()
        self._close()
        await asyncio.sleep(_MOMENT)

    def _close(self) -> None:
        for one in [*self._open]:
            one.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        ends = [writer]
        self._open.add(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            if self.line is not Line.CUT:
                beyond, onward = await self._reach()
                ends.append(onward)
                self._open.add(onward)
                mute = asyncio.Event()
                ways = [self._ask(reader, onward, writer, mute), self._answer(beyond, writer, mute)]
                tasks = [asyncio.ensure_future(one) for one in ways]
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        for one in ends:
            self._open.discard(one)
            one.transport.abort()

    async def _reach(self) -> tuple[asyncio.StreamReader, Writer]:
        if isinstance(self._to, int):
            return await asyncio.open_connection("127.0.0.1", self._to)
        return await asyncio.open_unix_connection(self._to)

    async def _ask(
        self, reader: asyncio.StreamReader, onward: Writer, back: Writer, mute: asyncio.Event
    ) -> None:
        while piece := await reader.read(65_536):
            matters = self._matters in piece
            if self.line is Line.BUSY:
                back.write(_BUSY)
                return await back.drain()
            if self.line is Line.UNSENT and matters:
                return None
            if self.line is Line.UNHEARD and matters:
                mute.set()
            await self._pass(piece, onward)
            if mute.is_set():
                return await asyncio.sleep(_MOMENT)
        return None

    async def _answer(self, beyond: asyncio.StreamReader, writer: Writer, mute: asyncio.Event) -> None:
        while piece := await beyond.read(65_536):
            if self.line is Line.HALF and len(piece) > 1:
                return await self._pass(piece[: len(piece) // 2], writer)
            if not mute.is_set():
                await self._pass(piece, writer)
        return None

    async def _pass(self, piece: bytes, to: Writer) -> None:
        while self.line is Line.DEAF:
            await asyncio.sleep(_MOMENT)
        if self.line is Line.SLOW:
            await asyncio.sleep(_MOMENT)
        to.write(piece)
        await to.drain()
