"""A pool of worker processes that read documents; a process is killed if its document exceeds the limits."""

import json
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factcheck.reading.document.feed import FeedEntry
from factcheck.reading.document.messages import Message, receive, send
from factcheck.reading.document.values import (
    Hints,
    Limits,
    LinkedData,
    MachineText,
    Picture,
    ReadDocument,
    RenderOptions,
    SavedPart,
    SheetCells,
    TextPlace,
)

if TYPE_CHECKING:
    from subprocess import Popen

__all__ = [
    "TOO_LARGE",
    "Hints",
    "Limits",
    "LinkedData",
    "MachineText",
    "Picture",
    "ReadDocument",
    "RenderOptions",
    "SheetCells",
    "WorkerPool",
]

_LOG = logging.getLogger(__name__)
_UNKNOWN = ""
TOO_LARGE = ReadDocument(None, "failed:too-large", _UNKNOWN, coding="too-large")
"""What is said of a document of more bytes than are read."""

_MOST_ANSWERED = 64_000_000
_ENDED = "ended"
_WHY = {
    getattr(signal, name, 0): why
    for name, why in (("SIGXCPU", "cpu"), ("SIGABRT", "memory"), ("SIGKILL", _ENDED))
}
"""Why a process ended, by signal: parsers in C and Rust abort without memory; SIGKILL is not the document's doing."""


class WorkerPool:
    """Reads documents in `processes` child processes, each document within `limits`.

    A process is started when it is first needed, reused, and replaced if it had to be killed. May be used from several
    threads at once. Close the pool, or use it as a context manager.
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

    def read(self, body: bytes, hints: Hints, parts: Sequence[SavedPart] = ()) -> ReadDocument:
        """Read a document; never raises for any bytes: `text_outcome` says why there is no text.

        `parts` are the frames and style sheets that were saved beside a page. Raises RuntimeError if the pool is
        closed.
        """
        if len(body) > self.most:
            return TOO_LARGE
        sizes = [(one.address, len(one.content)) for one in parts]
        whole = b"".join([body, *(one.content for one in parts)])
        answer = self._asked("read", whole, hints, parts=sizes)
        if isinstance(answer, str):
            return ReadDocument(None, f"failed:{answer}", _UNKNOWN)
        try:
            return _to_reading(*answer)
        except (TypeError, ValueError, KeyError):
            return ReadDocument(None, "failed:crashed", _UNKNOWN)

    def main_text(self, body: bytes, hints: Hints) -> str | None:
        """The main text of a page, without menus and the like; None if there is none or it cannot be read."""
        answer = self._asked("main-text", body, hints)
        return None if isinstance(answer, str) or not answer[0].get("has_text") else answer[1].decode()

    def linked_data(self, body: bytes, hints: Hints) -> LinkedData | None:
        """The JSON-LD of a page; None if it is no page or cannot be read."""
        answer = self._asked("linked-data", body, hints)
        data = None if isinstance(answer, str) else answer[0].get("data")
        try:
            return LinkedData(**data | {"scripts": tuple(data["scripts"])}) if data else None
        except (TypeError, KeyError):
            return None

    def feed(self, body: bytes, hints: Hints) -> list[FeedEntry] | str:
        """The entries of a feed of news, or in words why there are none."""
        answer = self._asked("feed", body, hints)
        if isinstance(answer, str):
            return f"it cannot be read ({answer})"
        head, payload = answer
        try:
            return str(head["why"]) if "why" in head else [FeedEntry(*one) for one in json.loads(payload)]
        except (TypeError, ValueError):
            return "it cannot be read"

    def sheet(self, body: bytes, name: str = "") -> SheetCells | str:
        """The cells of a sheet of a workbook, or why there are none: encrypted, no-sheet:NAMES, memory, damaged."""
        answer = self._asked("sheet", body, Hints(), sheet=name)
        if isinstance(answer, str):
            return answer
        head, payload = answer
        if "why" in head:
            return str(head["why"])
        try:
            rows = tuple((row, cells) for row, cells in map(json.loads, payload.splitlines()))
            return SheetCells(head["sheet"], tuple(head["sheets"]), head["epoch"], rows)
        except (TypeError, ValueError, KeyError):
            return "crashed"

    def picture(self, body: bytes, hints: Hints, options: RenderOptions = RenderOptions()) -> Picture | str:  # noqa: B008 - frozen
        """A page of a picture or PDF as it is seen, or the word for why not, as `picture` has them."""
        answer = self._asked("picture", body, hints, options=asdict(options))
        if isinstance(answer, str):
            return answer
        head, image = answer
        if "why" in head:
            return str(head["why"])
        try:
            return Picture(**head | {"box": (*head["box"],), "image": image})
        except (TypeError, KeyError):
            return "crashed"

    def words(self, body: bytes, hints: Hints, page: int, language: str) -> MachineText | str:
        """The words that a program reads on a page of a picture or PDF, or the word for why not, as `ocr` has them."""
        answer = self._asked("words", body, hints, page=page, language=language)
        if isinstance(answer, str):
            return answer
        head, text = answer
        try:
            if "why" in head:
                return str(head["why"])
            places = tuple(TextPlace(*one) for one in head.pop("places"))
            return MachineText(**head | {"text": text.decode(), "places": places})
        except (TypeError, ValueError, KeyError):
            return "crashed"

    def close(self) -> None:
        """End every process, even one at work; reading afterwards raises RuntimeError."""
        for worker in self._workers:
            worker.stop()
        for worker in [self._idle.get() for _ in self._workers]:  # waits for those still in use
            worker.end()
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(self, task: str, body: bytes, hints: Hints, **more: Any) -> Message | str:
        if len(body) > self.most:
            return TOO_LARGE.text_outcome
        head = {"task": task, "hints": asdict(hints), "limits": asdict(self._limits), **more}
        with self._free_worker() as worker:
            return worker.ask(head, body, self._limits.wall_seconds)

    @contextmanager
    def _free_worker(self) -> Iterator["_Worker"]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


def _to_reading(head: dict[str, Any], payload: bytes) -> ReadDocument:
    text = payload.decode() if head.pop("has_text") else None
    lists = {name: tuple(head.pop(name)) for name in ("notes", "headings", "marks")}
    lists["places"] = tuple(TextPlace(*place) for place in head.pop("places"))
    return ReadDocument(**head | lists | {"text": text})


class _Worker:
    """One process, or none yet; used by one thread at a time, stopped by any."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None
        self._stopped = False
        self._starting = Lock()

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> Message | str:
        """The answer, or the word for why there is none; asks once more if something else ended the process."""
        answer = self._ask_once(head, body, seconds)
        if answer == _ENDED and not self._stopped:
            answer = self._ask_once(head, body, seconds)
        return "crashed" if answer == _ENDED else answer

    def stop(self) -> None:
        """Kill the process, and start no other."""
        with self._starting:
            self._stopped = True
            if self._process:
                self._process.kill()

    def end(self) -> int:
        """Kill the process, if it still runs, and forget it; returns how it ended (as Popen.returncode)."""
        process, self._process = self._process, None
        if not process:
            return 0
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # nobody needs what was still to be written
                if pipe:
                    pipe.close()
        return process.wait()

    def _ask_once(self, head: dict[str, Any], body: bytes, seconds: float) -> Message | str:
        try:
            process = self._running()
        except OSError:
            return "crashed"
        watch = _Timeout(process, seconds)
        try:
            with watch:
                answer = _exchange(process, head, body)
        except BaseException:
            self.end()  # or the next request would get this answer
            raise
        if answer:
            if answer[0].pop("spent", True):
                self.end()
            return answer
        process.wait()
        code = self.end()
        why = "time" if watch.expired else _WHY.get(-code, "crashed")
        said = {"why": why, "task": head["task"], "size": len(body)}
        _LOG.warning("a reading process was ended (%(why)s) at %(task)s of %(size)d bytes", said)
        return why

    def _running(self) -> "Popen[bytes]":
        with self._starting:
            if self._stopped:
                raise RuntimeError("this pool is closed; open another")
            if self._process and self._process.poll() is not None:
                self.end()
            self._process = self._process or _started()
            return self._process


class _Timeout:
    """Kills a process that takes too long; `expired` says that it did."""

    def __init__(self, process: "Popen[bytes]", seconds: float) -> None:
        self.expired = False
        self._process = process
        self._timer = Timer(seconds, self._expire)
        self._timer.daemon = True

    def _expire(self) -> None:
        self.expired = True
        self._process.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _started() -> "Popen[bytes]":
    """A process in its own session, so that Ctrl-C reaches only the desk, with the module path of this process."""
    import subprocess

    path = os.pathsep.join([*filter(None, sys.path), str(Path(__file__).parents[3])])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "factcheck.reading.document.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
    )


def _exchange(process: "Popen[bytes]", head: dict[str, Any], body: bytes) -> Message | None:
    """Send a request and receive the answer; None if the process ended meanwhile, or its answer is invalid."""
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
