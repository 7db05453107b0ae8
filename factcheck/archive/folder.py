"""Captures in a folder, each a file under the first two digits of its SHA-256."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from factcheck.archive.storage import SUFFIX, is_digest, path_of
from factcheck.files import sweep, writing_unnamed


class FolderStorage:
    """A folder as a storage; a file is written under a temporary name and renamed once it is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def location(self) -> str:
        """The path of the folder."""
        return str(self._folder)

    def put(self, pieces: Iterable[bytes]) -> str:
        """Keep the pieces as one file and return its SHA-256; also removes what killed writers left. OSError."""
        sweep(self._folder)
        hashed = hashlib.sha256()
        with writing_unnamed(self._folder) as new:
            for piece in pieces:
                hashed.update(piece)
                new.file.write(piece)
            digest = hashed.hexdigest()
            if not self._holds(digest):
                new.keep_as(self._path(digest))
        return digest

    def get(self, digest: str) -> AbstractContextManager[BinaryIO]:
        """The file of that name, open for reading; FileNotFoundError where there is none, or another OSError."""
        if not self.has(digest):
            raise FileNotFoundError(digest)
        return self._path(digest).open("rb")

    def has(self, digest: str) -> bool:
        """Whether there is a file of that name; never for what is no SHA-256."""
        return is_digest(digest) and self._path(digest).is_file()

    def remove(self, digest: str) -> bool:
        """Take the file of that name away for good; never what is no SHA-256. OSError."""
        if self.has(digest):
            self._path(digest).unlink(missing_ok=True)
        return False

    def names(self, after: str = "") -> Iterator[str]:
        """Every capture's SHA-256 after that one and every other file's path, sorted by folder. OSError.

        Hidden files are left out.
        """
        if not self._folder.is_dir():
            return
        last = path_of(after) if after else ""
        for folder, folders, files in os.walk(self._folder, onerror=_raise):
            within = Path(folder).relative_to(self._folder)
            done = after[:2] if within == Path() else ""
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name >= done)
            named_as_files = [name for name in folders if name.endswith(SUFFIX)]
            paths = (
                (within / name).as_posix() for name in sorted([*named_as_files, *files]) if name[0] != "."
            )
            yield from (self._name(path) for path in paths if path > last)

    def _name(self, path: str) -> str:
        """The digest of the capture that lies there; the path itself where none does."""
        digest = path.rpartition("/")[2].removesuffix(SUFFIX)
        return digest if self.has(digest) and path == path_of(digest) else path

    def _path(self, digest: str) -> Path:
        return self._folder / path_of(digest)

    def _holds(self, digest: str) -> bool:
        """Whether the file is there and its name holds."""
        if not self.has(digest):
            return False
        with self._path(digest).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _raise(error: OSError) -> None:
    raise error
