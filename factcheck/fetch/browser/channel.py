"""Bytes to and from a browser: plain, or with TLS that begins when the browser begins it."""

import asyncio
import ssl
from collections.abc import Callable
from functools import partial
from typing import TypeVar

_STEP = 65_536
_TLS_HANDSHAKE = b"\x16"
_Result = TypeVar("_Result")


class Channel:
    """A plain connection. OSError where it breaks."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def receive(self) -> bytes:
        """The next bytes; none when the browser has closed it. Safe to cancel."""
        return await self._reader.read(_STEP)

    async def send(self, data: bytes) -> None:
        """Send bytes, as fast as they are taken."""
        self._writer.write(data)
        await self._writer.drain()


class TlsChannel(Channel):
    """TLS over a plain connection, of which the browser has sent `begun` already. OSError (SSLError) where it fails."""

    def __init__(self, plain: Channel, tls: ssl.SSLContext, begun: bytes) -> None:
        self._plain = plain
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._in.write(begun)
        self._tls = tls.wrap_bio(self._in, self._out, server_side=True)

    async def receive(self) -> bytes:
        """The next bytes; none when the browser has closed it. Safe to cancel."""
        try:
            return await self._run(partial(self._tls.read, _STEP))
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
            return b""

    async def send(self, data: bytes) -> None:
        """Send bytes, as fast as they are taken."""
        for start in range(0, len(data), _STEP):
            await self._run(partial(self._tls.write, data[start : start + _STEP]))

    async def _run(self, act: Callable[[], _Result]) -> _Result:
        """Do something with TLS, handing on what it has to send and to hear for that."""
        while True:
            try:
                result = act()
            except ssl.SSLWantReadError:
                await self._flush()
                self._hear(await self._plain.receive())
            else:
                await self._flush()
                return result

    async def _flush(self) -> None:
        if self._out.pending:
            await self._plain.send(self._out.read())

    def _hear(self, data: bytes) -> None:
        self._in.write(data) if data else self._in.write_eof()


def begins_tls(data: bytes) -> bool:
    """Whether these first bytes are a TLS handshake."""
    return data[:1] == _TLS_HANDSHAKE
