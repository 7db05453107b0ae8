"""The proxy of a capture answers whoever runs the desk, and nobody else on the machine."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.fetch.browser.proxied import open_proxy
from tests.servers import ScriptedServer, answer

NOBODY = 65_534


@contextmanager
def acting_as(user: int) -> Iterator[None]:
    """What this process makes meanwhile is this user's."""
    own = os.geteuid()
    os.seteuid(user)
    try:
        yield
    finally:
        os.seteuid(own)


async def ask(server: ScriptedServer, user: int) -> bytes:
    async with open_proxy(server) as proxy:
        with acting_as(user):  # nothing else runs meanwhile
            connected = socket.socket()
            connected.connect(("127.0.0.1", proxy.port))
        reader, writer = await asyncio.open_connection(sock=connected)
        try:
            writer.write(f"GET {server.url()} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            return await reader.read()
        except ConnectionError:
            return b""
        finally:
            writer.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can act as somebody else.")
def test_another_user_of_the_machine_is_not_answered() -> None:
    with ScriptedServer({"/": answer("Hello")}) as server:
        assert asyncio.run(ask(server, NOBODY)) == b""
        assert asyncio.run(ask(server, 0)).endswith(b"Hello")
        assert len(server.requests) == 1
