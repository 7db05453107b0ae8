"""Captures on object storage, each an object under the first two digits of its SHA-256."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from factcheck.archive.s3 import open_bucket, server_errors_explained, size_of
from factcheck.archive.storage import SUFFIX, is_digest, path_of
from factcheck.errors import StorageFailed, StorageUnavailable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from obstore import BytesStream

_IN_MEMORY = 8 << 20
"""Bytes of a capture that are held in memory; a longer one waits on the disk and is sent in parts of this length."""

_PIECE = 1 << 18
_PARTS_AT_ONCE = 2
_PAGE = 1000
_MARK = ".factcheck"
_MARKED = b"Captures of a fact-check desk, each named by its SHA-256. Nothing here is ever written over.\n"


class ObjectStorage:
    """A prefix of a bucket as a storage.

    What is written is written create-only and read back; a server that writes over what it was to create is refused.
    A capture of several parts cannot be created so: it is put where nothing or nothing sound is, under a name that
    is the digest of its own bytes, so that two who write it at once write the same. What goes wrong is a
    StorageUnavailable that says what to do. Not for use in a process that was forked from one that used it.
    """

    def __init__(self, url: str) -> None:
        """BadInput where the environment or the installation lacks what it needs; nothing is asked of the server."""
        self._store = open_bucket(url)
        self._url = url.rstrip("/")
        self._creates_only = False

    @property
    def location(self) -> str:
        """The address of the prefix, s3://bucket/prefix."""
        return self._url

    def put(self, pieces: Iterable[bytes]) -> str:
        """Keep the pieces as one object; returns the SHA-256 of what was read back of it."""
        hashed = hashlib.sha256()
        with SpooledTemporaryFile(_IN_MEMORY) as file:
            for piece in pieces:
                hashed.update(piece)
                file.write(piece)
            size = file.tell()
            file.seek(0)
            return self._keep(hashed.hexdigest(), file, is_long=size > _IN_MEMORY)

    def get(self, digest: str) -> AbstractContextManager[BinaryIO]:
        """The object of that digest; FileNotFoundError where there is none."""
        if not is_digest(digest):
            raise FileNotFoundError(digest)
        return closing(
            io.BufferedReader(_Streamed(self._opened(path_of(digest)), self._place(digest)), _PIECE)
        )

    def has(self, digest: str) -> bool:
        """Whether there is an object of that digest."""
        return is_digest(digest) and size_of(self._store, path_of(digest), self._place(digest)) is not None

    def remove(self, digest: str) -> bool:
        """Take the object away; whether the bucket has it as an earlier version now. StorageFailed where it stays."""
        if not self.has(digest):
            return False
        with server_errors_explained(self._place(digest)):
            is_versioned = self._store.head(path_of(digest))["version"] not in (None, "null")
            self._store.delete(path_of(digest))
        if self.has(digest):
            raise StorageFailed(f"{self._place(digest)} is there still. See whether the bucket is locked.")
        return is_versioned

    def names(self, after: str = "") -> Iterator[str]:
        """The SHA-256 of every capture after that one and the path of everything else; hidden ones are left out."""
        with server_errors_explained(self.location):
            for page in self._store.list(offset=path_of(after) if after else None, chunk_size=_PAGE):
                for one in page:
                    path = one["path"]
                    if "/." not in f"/{path}":
                        digest = path.rpartition("/")[2].removesuffix(SUFFIX)
                        yield digest if is_digest(digest) and path == path_of(digest) else path

    def refuse_careless(self) -> None:
        """Raise StorageUnavailable where the server writes over what it was to create, found by putting twice."""
        if self._creates_only:
            return
        if self._creates(_MARK, _MARKED) and self._creates(_MARK, _MARKED):
            raise StorageUnavailable(
                f"{self.location}: The server writes over objects that it was to create only where there is none, so "
                "evidence would not be safe there, and nothing was kept. Use one that knows If-None-Match."
            )
        self._creates_only = True

    def _keep(self, digest: str, file: "SpooledTemporaryFile[bytes]", *, is_long: bool) -> str:
        """The digest of what lies under that name in the end; what is there and damaged is written over."""
        self.refuse_careless()
        path = path_of(digest)
        if not is_long and self._creates(path, content := file.read()):
            return self._digest_of(digest) or ""
        if (there := self._digest_of(digest)) == digest:
            return there
        with server_errors_explained(self._place(digest)):
            if is_long:
                self._store.put(
                    path, file, use_multipart=True, chunk_size=_IN_MEMORY, max_concurrency=_PARTS_AT_ONCE
                )
            else:
                self._store.put(path, content, mode="overwrite")
        return self._digest_of(digest) or ""

    def _creates(self, path: str, content: bytes) -> bool:
        """Write an object where there is none; whether there was none."""
        try:
            with server_errors_explained(f"{self.location}/{path}"):
                self._store.put(path, content, mode="create")
        except FileExistsError:
            return False
        return True

    def _digest_of(self, digest: str) -> str | None:
        """The SHA-256 of what lies under that digest; None where there is nothing."""
        try:
            with self.get(digest) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        except FileNotFoundError:
            return None

    def _opened(self, path: str) -> "BytesStream":
        with server_errors_explained(f"{self.location}/{path}"):
            return self._store.get(path).stream(_PIECE)

    def _place(self, digest: str) -> str:
        return f"{self.location}/{path_of(digest)}"


class _Streamed(io.RawIOBase):
    """An object as it comes, in pieces."""

    def __init__(self, pieces: "BytesStream", where: str) -> None:
        self._pieces = pieces
        self._where = where
        self._waiting = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer)
        with server_errors_explained(self._where):
            while not self._waiting:
                piece = next(self._pieces, None)
                if piece is None:
                    return 0
                self._waiting = memoryview(piece)
        taken, self._waiting = self._waiting[: len(room)], self._waiting[len(room) :]
        room[: len(taken)] = taken
        return len(taken)
