"""Names looked up in the system's DNS, each in a thread of its own, so that a slow one delays no other."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP addresses, best first; raises OSError (socket.gaierror) when there are none."""


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a name as the system gives them; OSError without any. May be cancelled."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Sequence[str]] = loop.create_future()

    def resolve(addresses: Sequence[str], error: BaseException | None) -> None:
        if found.done():
            return
        if error is None:
            found.set_result(addresses)
        else:
            found.set_exception(error)

    def look_up() -> None:
        addresses, error = _look_up(host, port)
        with suppress(RuntimeError):  # the loop may be closed by now, and then nothing waits
            loop.call_soon_threadsafe(resolve, addresses, error)

    # Not a pool: cancelled look-ups would fill it, and Python waits for a pool before it exits.
    threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
    return await found


def _look_up(host: str, port: int) -> tuple[Sequence[str], BaseException | None]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except BaseException as error:  # noqa: BLE001 - whatever ends a look-up must reach the caller
        return (), error
    return [str(answer[4][0]) for answer in answers], None
