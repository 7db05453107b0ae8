"""Writing files atomically, and disk errors as messages that say what to do."""

import errno
import fcntl
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import BadInput, StorageFailed

INCOMING = ".incoming-"
"""How the names of files begin that are not finished; the number of their process follows."""

_ASIDE = re.compile(rf"{re.escape(INCOMING)}[0-9]+-")
_FEW_FILES = 16
"""Up to this many files are flushed to the disk one by one; for more, one sync of all is many times quicker."""

_HINTS = {
    errno.ENOSPC: "The disk is full. Make room and run the command again.",
    errno.EDQUOT: "The disk quota is used up. Make room and run the command again.",
    errno.EROFS: "The disk is read-only. Make it writable, or work on a copy.",
    errno.EACCES: "You may not write there. Change the rights of the folder, or choose another.",
    errno.EPERM: "You may not write there. Change the rights of the folder, or choose another.",
    errno.EEXIST: "There is a file where a folder is needed. Move it away, or choose another place.",
    errno.ENOTDIR: "There is a file where a folder is needed. Move it away, or choose another place.",
    errno.EISDIR: "There is a folder where a file is needed. Move it away, or choose another place.",
}


@contextmanager
def disk_errors_explained(path: Path | str) -> Iterator[None]:
    """Raise StorageFailed, which says what to do, for an OSError about `path` (or a place described in words)."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "Look at the path and try again.")
        raise StorageFailed(f"{path}: {error.strerror or error}. {hint}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write one file atomically: under a temporary name, flushed to the disk, then renamed. Raises StorageFailed."""
    _write({path: content}, durable=True)


def write_private(path: Path, content: bytes) -> None:
    """The same for a file that its owner alone may read, at no moment anybody else. Raises StorageFailed."""
    with disk_errors_explained(path), writing_unnamed(path.parent) as new:
        os.fchmod(new.file.fileno(), 0o600)
        new.file.write(content)
        new.keep_as(path)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece; it takes its name only when it is complete and on the disk.

    Raises StorageFailed. If the block raises, there is no file.
    """
    with disk_errors_explained(path), writing_unnamed(path.parent) as new:
        yield new.file
        new.keep_as(path)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold off every other process that asks for the same folder. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def no_file(path: Path) -> str:
    """That a file is not there, or that something else has its name."""
    return (
        f"{path} is a folder, a pipe or a device, not a file."
        if path.exists()
        else f"There is no file {path}."
    )


def pipe_content(path: Path) -> bytes | None:
    """All that comes from a pipe; None for a file, a folder or nothing, BadInput for a device or a socket.

    A pipe to which nobody writes is empty, and is not waited for.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    if not stat.S_ISFIFO(mode):
        raise BadInput(f"{path} is a device or a socket. Give a file, a folder, a pipe, or - for stdin.")
    with disk_errors_explained(path), os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as pipe:
        os.set_blocking(pipe.fileno(), True)
        return pipe.read()


@dataclass(frozen=True)
class UnnamedFile:
    """A file that is being written under a temporary name."""

    file: BinaryIO
    path: Path

    def keep_as(self, path: Path) -> None:
        """Wait for the disk and give the file its name, in the same file system. May raise OSError."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(path)


@contextmanager
def writing_unnamed(folder: Path) -> Iterator[UnnamedFile]:
    """A file to write piece by piece before its name is known; removed at the end unless kept. May raise OSError."""
    temporary = _temporary(folder / secrets.token_hex(8))
    try:
        with _opened(temporary) as file:
            yield UnnamedFile(file, temporary)
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_changed(contents: Mapping[Path, bytes], *, durable: bool = True) -> list[Path]:
    """Write the files whose content differs, each atomically; returns the paths written. Raises StorageFailed.

    `durable` waits for the disk before any file takes its name; files that can be generated again need not wait.
    """
    changed = {path: content for path, content in contents.items() if not holds(path, content)}
    _write(changed, durable=durable)
    return list(changed)


def write_aside(path: Path, content: bytes) -> Path:
    """Write what a file is to be beside it; the path it has there until it takes its name. Raises StorageFailed."""
    aside = _temporary(path)
    with disk_errors_explained(path), _opened(aside) as file:
        file.write(content)
    return aside


def aside_of(path: Path) -> Path:
    """Where this process writes what a file is to be; `sweep` removes it once the process is gone."""
    return _temporary(path)


def is_aside(name: str) -> bool:
    """Whether a file of this name is one that a writer has not finished, or never will."""
    return bool(_ASIDE.match(name))


def holds(path: Path, content: bytes) -> bool:
    """Whether the file exists with exactly this content. Raises StorageFailed."""
    with disk_errors_explained(path):
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


@contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """A folder beside a path, on the same disk, to put together in it what takes that name when it is whole.

    Removed with what is left in it at the end; one that a killed process left is removed before. May raise OSError.
    """
    beside.parent.mkdir(parents=True, exist_ok=True)
    sweep(beside.parent)
    folder = _temporary(beside)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path, *, alone: bool = False) -> None:
    """Remove what killed writers left unfinished in a folder; what running ones write stays. May raise OSError.

    Whoever is `alone_in` a folder knows that nobody else writes there, whatever process has the writer's number now.
    """
    names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208 - others take a third of a second
    for left in (folder / name for name in names if name.startswith(INCOMING)):
        writer = left.name.removeprefix(INCOMING).split("-")[0]
        if writer.isdecimal() and (alone or not _is_running(int(writer))):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """Whether a process exists; True on systems where asking could harm it."""
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
            with disk_errors_explained(path), _opened(written[path]) as file:
                file.write(content)
                file.flush()
                if durable and len(contents) <= _FEW_FILES:
                    os.fsync(file.fileno())
        if durable and len(contents) > _FEW_FILES:
            os.sync()
        for path, temporary in written.items():
            with disk_errors_explained(path):
                temporary.replace(path)
    except BaseException:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink()
        raise


def _temporary(path: Path) -> Path:
    return path.with_name(f"{INCOMING}{os.getpid()}-{path.name}")


def _opened(path: Path) -> BinaryIO:
    """The file, open for writing; its folder is made if missing."""
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")
