"""A storage that keeps captures in a folder and gives them out, or takes them in, as badly as it is told to."""

import io
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from factcheck.archive.folder import FolderStorage

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Fault = Callable[[bytes], Iterable[bytes]]


def half(content: bytes) -> Iterator[bytes]:
    """The first half, as if that were all."""
    yield content[: len(content) // 2]


def altered(content: bytes) -> Iterator[bytes]:
    """One byte is another."""
    at = len(content) // 2
    yield content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def longer(content: bytes) -> Iterator[bytes]:
    """Something comes after it."""
    yield content + b"\0"


def nothing(_: bytes) -> Iterator[bytes]:
    """An empty file."""
    yield from ()


def broken_off(content: bytes) -> Iterator[bytes]:
    """The connection is lost half-way."""
    yield content[: len(content) // 2]
    raise TimeoutError("timed out")


def slow(content: bytes) -> Iterator[bytes]:
    """Everything, in small pieces with pauses between the first of them."""
    pieces = [content[at : at + 7] for at in range(0, len(content), 7)]
    for piece in islice(pieces, 5):
        time.sleep(0.001)
        yield piece
    yield from pieces[5:]


BAD: dict[str, Fault] = {one.__name__: one for one in (half, altered, longer, nothing, broken_off)}
"""What no reader may take for the capture."""


@dataclass
class CarelessStorage:
    """A folder with a fault in what it gives, or in what it takes."""

    folder: Path
    gives: Fault | None = None
    takes: Fault | None = None

    @property
    def location(self) -> str:
        """The folder."""
        return str(self.folder)

    def put(self, pieces: Iterable[bytes]) -> str:
        """Keep what the fault makes of the pieces."""
        return self._inner.put(self.takes(b"".join(pieces)) if self.takes else pieces)

    def get(self, digest: str) -> "closing[BinaryIO]":
        """Give what the fault makes of the file."""
        with self._inner.get(digest) as file:
            content = file.read()
        return closing(io.BufferedReader(_Pieces(self.gives(content) if self.gives else [content])))

    def remove(self, digest: str) -> bool:
        """Take it out of the folder."""
        return self._inner.remove(digest)

    def has(self, digest: str) -> bool:
        """Whether it is in the folder."""
        return self._inner.has(digest)

    def names(self, after: str = "") -> Iterator[str]:
        """What is in the folder."""
        return self._inner.names(after)

    @property
    def _inner(self) -> FolderStorage:
        return FolderStorage(self.folder)


class _Pieces(io.RawIOBase):
    """A file that comes in these pieces."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer)
        while not self._waiting:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._waiting = piece
        taken, self._waiting = self._waiting[: len(room)], self._waiting[len(room) :]
        room[: len(taken)] = taken
        return len(taken)
