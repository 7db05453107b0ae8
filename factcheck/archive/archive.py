"""The desk's captures by digest, in a storage that is not trusted: every byte is hashed on its way in and out."""

import hashlib
import io
import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO

from factcheck.archive.storage import Storage, is_digest, path_of
from factcheck.counters import ARCHIVED
from factcheck.errors import StorageFailed, StorageUnavailable
from factcheck.files import disk_errors_explained

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LOG = logging.getLogger(__name__)
_STEP = 1 << 18
RESTORE = "Restore it from a backup."


class Archive:
    """Captures in a storage; a block that reads one ends in an error unless it was given what the name says."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def put(self, pieces: Iterable[bytes]) -> str:
        """Keep the pieces as one capture; returns its SHA-256 (hex).

        StorageFailed where they could not be kept, or where the storage kept something else; whatever reading the
        pieces raises comes through. Nothing may be recorded then.
        """
        given = _Hashed(pieces)
        with disk_errors_explained(self._storage.location):
            digest = self._storage.put(given)
        if digest != given.digest:
            raise StorageFailed(
                f"{self._storage.location} kept something else than it was given, so nothing was recorded. "
                "Check the disk or the service behind it, and try again."
            )
        ARCHIVED.add(amount=given.size)
        _LOG.debug("kept capture %(digest)s", {"digest": digest})
        return digest

    @contextmanager
    def get(self, digest: str) -> Iterator[BinaryIO]:
        """A capture's file, to be read once from its start in the block of a `with`.

        StorageFailed where it is missing, cannot be read or is not what its name says. The last is known at the
        end of the file alone, so leaving the block reads what the block has left.
        """
        with ExitStack() as opened:
            where = self.place(digest)
            with disk_errors_explained(where):
                try:
                    source = opened.enter_context(self._storage.get(digest))
                except FileNotFoundError as missing:
                    raise StorageFailed(f"{where} is missing from the archive. {RESTORE}") from missing
            file = io.BufferedReader(_Checked(source, digest, where), _STEP)
            try:
                yield file
            except StorageUnavailable:
                raise
            except StorageFailed:
                _read_rest(file)  # what cannot be understood was damaged first: that is the better message
                raise
            _read_rest(file)

    def has(self, digest: str) -> bool:
        """Whether there is such a capture, its content not looked at; StorageFailed where nobody can tell."""
        with disk_errors_explained(self._storage.location):
            return self._storage.has(digest)

    def remove(self, digest: str) -> bool:
        """Take a capture's file away for good, for a redaction alone; StorageFailed where it stays.

        Whether the storage has it still as an earlier version, which only whoever runs it can take away.
        """
        with disk_errors_explained(self.place(digest)):
            is_kept = self._storage.remove(digest)
        _LOG.info("removed capture %(digest)s", {"digest": digest})
        return is_kept

    def names(self, after: str = "") -> Iterator[str]:
        """The SHA-256 of every capture after that one, in order, and the path of whatever else is; StorageFailed.

        They come as they are read, so that memory does not grow with their number.
        """
        with disk_errors_explained(self._storage.location):
            yield from self._storage.names(after)

    def place(self, name: str) -> str:
        """Where the capture of that digest is or would be, or what else `names` gave; for people to read."""
        return f"{self._storage.location}/{path_of(name) if is_digest(name) else name}"


def copy_missing(digest: str, source: Archive, target: Archive) -> None:
    """Copy a capture that the other archive has not; StorageFailed where it is damaged or cannot be kept."""
    if not target.has(digest):
        with source.get(digest) as file:
            target.put(iter(lambda: file.read(_STEP), b""))


class _Hashed:
    """Pieces that are hashed as they are taken, of `size` bytes; `digest` is None until the last was."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.digest: str | None = None
        self.size = 0
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        hashed = hashlib.sha256()
        for piece in self._pieces:
            hashed.update(piece)
            self.size += len(piece)
            yield piece
        self.digest = hashed.hexdigest()


class _Checked(io.RawIOBase):
    """A file that raises StorageFailed at its end unless it was what its name says."""

    def __init__(self, source: BinaryIO, digest: str, where: str) -> None:
        self._source = source
        self._digest = digest
        self._where = where
        self._hashed = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer)
        with disk_errors_explained(self._where):
            piece = self._source.read(len(room))
        self._hashed.update(piece)
        if not piece and self._hashed.hexdigest() != self._digest:
            raise StorageFailed(f"{self._where} is not what was kept under that name. {RESTORE}")
        room[: len(piece)] = piece
        return len(piece)


def _read_rest(file: BinaryIO) -> None:
    while file.read(_STEP):
        pass
