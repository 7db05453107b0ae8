"""Files that appear whole or not at all, and trouble with the disk told in words."""

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import StorageFailed

_TEMPORARY = ".incoming-"
_FEW = 16
"""Up to here every file waits for the disk by itself; beyond, one wait for all is many times quicker."""

_HINTS = {
    errno.ENOSPC: "The disk is full. Make room and run the command again.",
    errno.EDQUOT: "The disk quota is used up. Make room and run the command again.",
    errno.EROFS: "The disk is read-only. Make it writable, or work on a copy.",
    errno.EACCES: "You may not write there. Change the rights of the folder, or choose another.",
    errno.EPERM: "You may not write there. Change the rights of the folder, or choose another.",
    errno.EEXIST: "A file stands where a folder is needed. Move it away, or choose another place.",
    errno.ENOTDIR: "A file stands where a folder is needed. Move it away, or choose another place.",
    errno.EISDIR: "A folder stands where a file is needed. Move it away, or choose another place.",
}


@contextmanager
def told_in_words(path: Path | str) -> Iterator[None]:
    """Turn an OSError about `path`, or about another place a person can look at, into StorageFailed with what to do."""
    try:
        yield
    except OSError as wrong:
        hint = _HINTS.get(wrong.errno or 0, "Look at the path and try again.")
        raise StorageFailed(f"{path}: {wrong.strerror or wrong}. {hint}") from wrong


def write_whole(path: Path, content: bytes) -> None:
    """Write one file under a temporary name, wait for the disk, then rename: it is never half a file."""
    _write({path: content}, durable=True)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece; it takes its name when all of it is on the disk, or is never there."""
    with told_in_words(path), writing_unnamed(path.parent) as new:
        yield new.file
        new.keep_as(path)


@dataclass(frozen=True)
class UnnamedFile:
    """A file that is being written under a temporary name."""

    file: BinaryIO
    path: Path

    def keep_as(self, path: Path) -> None:
        """Wait for the disk and give the file its name, in the same file system; no more can be written. OSError."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(path)


@contextmanager
def writing_unnamed(folder: Path) -> Iterator[UnnamedFile]:
    """A file to write piece by piece before its name is known; gone at the end unless it was kept. OSError."""
    temporary = _temporary(folder / secrets.token_hex(8))
    try:
        with _opened(temporary) as file:
            yield UnnamedFile(file, temporary)
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_changed(contents: Mapping[Path, bytes], *, durable: bool = True) -> list[Path]:
    """Write those files that hold something else now, each whole or not at all; returns the ones written.

    `durable` waits for the disk before any of them takes its name; what can be made again does without.
    """
    changed = {path: content for path, content in contents.items() if not holds(path, content)}
    _write(changed, durable=durable)
    return list(changed)


def holds(path: Path, content: bytes) -> bool:
    """Whether the file is there with exactly this content."""
    with told_in_words(path):
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def sweep(folder: Path) -> None:
    """Remove what a killed writer left under its temporary name; what a living one is at is left alone."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        writer = left.name.removeprefix(_TEMPORARY).split("-")[0]
        if writer.isdecimal() and not _is_running(int(writer)):
            left.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked without harm, there is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _write(contents: Mapping[Path, bytes], *, durable: bool) -> None:
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            written[path] = _temporary(path)
            with told_in_words(path), _opened(written[path]) as file:
                file.write(content)
                file.flush()
                if durable and len(contents) <= _FEW:
                    os.fsync(file.fileno())
        if durable and len(contents) > _FEW:
            os.sync()
        for path, temporary in written.items():
            with told_in_words(path):
                temporary.replace(path)
    except BaseException:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink()
        raise


def _temporary(path: Path) -> Path:
    return path.with_name(f"{_TEMPORARY}{os.getpid()}-{path.name}")


def _opened(path: Path) -> BinaryIO:
    """The file open for writing, its folder made when there is none."""
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")
