"""The system's own look-up, asked for names on this machine."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from factcheck.fetch.lookup import system_lookup


@contextmanager
def _dns(answer: Callable[[], object]) -> Iterator[None]:
    """The system's DNS, after something of the test's own has happened."""
    true = socket.getaddrinfo

    def look_up(*args: Any, **settings: Any) -> Any:
        answer()
        return true(*args, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


def test_a_name_is_looked_up_as_the_system_does() -> None:
    assert set(asyncio.run(system_lookup("localhost", 80))) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("trouble", [socket.gaierror(-2, "unknown"), UnicodeError("too long"), SystemExit(1)])
def test_whatever_ends_a_look_up_reaches_whoever_waits(trouble: BaseException) -> None:
    def fail() -> None:
        raise trouble

    with _dns(fail), pytest.raises(type(trouble)):
        asyncio.run(system_lookup("localhost", 80))


def test_whoever_waits_may_leave_and_others_are_not_held_up() -> None:
    async def go() -> None:
        hanging = [asyncio.create_task(system_lookup("localhost", 80)) for _ in range(40)]
        await asyncio.sleep(0.01)
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    answered = threading.Event()
    with _dns(lambda: bool(answered.wait(10))):
        asyncio.run(go())
        answered.set()
        for thread in threading.enumerate():
            if thread.name.startswith("look up"):
                thread.join(10)
