"""A pool of processes that read documents and are killed when one of them costs too much."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factcheck.reading.document.messages import Message, receive, send
from factcheck.reading.document.values import Hints, Limits, LinkedData, Reading

if TYPE_CHECKING:
    from subprocess import Popen

__all__ = ["TOO_LARGE", "Hints", "Limits", "LinkedData", "Readers", "Reading"]

_UNKNOWN = ""
TOO_LARGE = Reading(None, "failed:too-large", _UNKNOWN, coding="too-large")
"""What is said of a document of more bytes than are read."""

_MOST_ANSWERED = 64_000_000
_ENDED = "ended"
_WHY = {
    getattr(signal, name, 0): why
    for name, why in (("SIGXCPU", "cpu"), ("SIGABRT", "memory"), ("SIGKILL", _ENDED))
}
"""What ended a process: the parsers of C and Rust abort when they get no memory; whoever kills is not the document."""


class Readers:
    """Reads documents in `processes` processes beside this one, each document within `limits`.

    A process is started when it is first needed, used again and again, and replaced when it had to be killed. May
    be used from several threads at once. Close it, or use it as a context manager.
    """

    def __init__(self, processes: int = 2, limits: Limits = Limits()) -> None:  # noqa: B008 - a frozen value
        self._limits = limits
        self._workers = tuple(_Worker() for _ in range(processes))
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    @property
    def most(self) -> int:
        """Bytes of a document beyond which it is not read."""
        return self._limits.decoded

    def read(self, body: bytes, hints: Hints) -> Reading:
        """What the bytes are and say; never raises for any bytes, `text_outcome` tells why there is no text."""
        if len(body) > self.most:
            return TOO_LARGE
        answer = self._asked("read", body, hints)
        if isinstance(answer, str):
            return Reading(None, f"failed:{answer}", _UNKNOWN)
        try:
            return _to_reading(*answer)
        except (TypeError, ValueError, KeyError):
            return Reading(None, "failed:crashed", _UNKNOWN)

    def main_text(self, body: bytes, hints: Hints) -> str | None:
        """The main text of a page, without menus and the like; None when there is none or it cannot be had."""
        answer = self._asked("main-text", body, hints)
        return None if isinstance(answer, str) or not answer[0].get("has_text") else answer[1].decode()

    def linked_data(self, body: bytes, hints: Hints) -> LinkedData | None:
        """The JSON-LD of a page; None when it is no page or cannot be read."""
        answer = self._asked("linked-data", body, hints)
        data = None if isinstance(answer, str) else answer[0].get("data")
        try:
            return LinkedData(**data | {"scripts": tuple(data["scripts"])}) if data else None
        except (TypeError, KeyError):
            return None

    def close(self) -> None:
        """End every process, also one that is at work; reading afterwards is a RuntimeError."""
        for worker in self._workers:
            worker.stop()
        for worker in [self._idle.get() for _ in self._workers]:  # waits for those who were being answered
            worker.end()
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(self, task: str, body: bytes, hints: Hints) -> Message | str:
        if len(body) > self.most:
            return TOO_LARGE.text_outcome
        head = {"task": task, "hints": asdict(hints), "limits": asdict(self._limits)}
        with self._free_worker() as worker:
            return worker.ask(head, body, self._limits.wall_seconds)

    @contextmanager
    def _free_worker(self) -> Iterator["_Worker"]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


def _to_reading(head: dict[str, Any], payload: bytes) -> Reading:
    text = payload.decode() if head.pop("has_text") else None
    lists = {name: tuple(head.pop(name)) for name in ("notes", "headings", "marks")}
    return Reading(**head | lists | {"text": text})


class _Worker:
    """One process, or none yet; asked by one thread at a time, stopped by any."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None
        self._stopped = False
        self._starting = Lock()

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> Message | str:
        """The answer, or the word for why there is none; when somebody else ended the process, asked once more."""
        answer = self._ask_once(head, body, seconds)
        if answer == _ENDED and not self._stopped:
            answer = self._ask_once(head, body, seconds)
        return "crashed" if answer == _ENDED else answer

    def stop(self) -> None:
        """Kill the process and start no other."""
        with self._starting:
            self._stopped = True
            if self._process:
                self._process.kill()

    def end(self) -> int:
        """Kill the process, if it still runs, and let go of it; returns how it ended (as Popen.returncode)."""
        process, self._process = self._process, None
        if not process:
            return 0
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written is of no use to anybody
                if pipe:
                    pipe.close()
        return process.wait()

    def _ask_once(self, head: dict[str, Any], body: bytes, seconds: float) -> Message | str:
        try:
            process = self._running()
        except OSError:
            return "crashed"
        watch = _Watch(process, seconds)
        try:
            with watch:
                answer = _exchange(process, head, body)
        except BaseException:
            self.end()  # or the next to ask would be given this answer
            raise
        if answer:
            if answer[0].pop("spent", True):
                self.end()
            return answer
        process.wait()
        code = self.end()
        return "time" if watch.struck else _WHY.get(-code, "crashed")

    def _running(self) -> "Popen[bytes]":
        with self._starting:
            if self._stopped:
                raise RuntimeError("these readers are closed; open others")
            if self._process and self._process.poll() is not None:
                self.end()
            self._process = self._process or _started()
            return self._process


class _Watch:
    """Kills a process that is not done in time; `struck` says that it did."""

    def __init__(self, process: "Popen[bytes]", seconds: float) -> None:
        self.struck = False
        self._process = process
        self._timer = Timer(seconds, self._strike)
        self._timer.daemon = True

    def _strike(self) -> None:
        self.struck = True
        self._process.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _started() -> "Popen[bytes]":
    """A process of its own session, so that Ctrl-C is for the desk alone; it finds modules where this one does."""
    import subprocess

    path = os.pathsep.join([*filter(None, sys.path), str(Path(__file__).parents[2])])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "factcheck.reading.document.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
    )


def _exchange(process: "Popen[bytes]", head: dict[str, Any], body: bytes) -> Message | None:
    """Ask and be answered; None when the process ended over it, or answered what is no answer."""
    if not process.stdin or not process.stdout:
        return None
    try:
        send(process.stdin, head, body)
        answer = receive(process.stdout, _MOST_ANSWERED)
    except (OSError, ValueError):
        answer = None
    if not answer:
        process.kill()
    return answer
