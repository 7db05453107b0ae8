"""Files that appear whole or not at all, and trouble with the disk told in words."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factcheck.errors import StorageFailed

_TEMPORARY = ".incoming-"
_HINTS = {
    errno.ENOSPC: "The disk is full. Make room and run the command again.",
    errno.EDQUOT: "The disk quota is used up. Make room and run the command again.",
    errno.EROFS: "The disk is read-only. Make it writable, or work on a copy.",
    errno.EACCES: "You may not write there. Change the rights of the folder, or choose another.",
    errno.EPERM: "You may not write there. Change the rights of the folder, or choose another.",
    errno.ENOTDIR: "A file stands where a folder is needed. Move it away, or choose another place.",
    errno.EISDIR: "A folder stands where a file is needed. Move it away, or choose another place.",
}


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn an OSError about `path` into StorageFailed with what to do."""
    try:
        yield
    except OSError as wrong:
        hint = _HINTS.get(wrong.errno or 0, "Look at the path and try again.")
        raise StorageFailed(f"{path}: {wrong.strerror or wrong}. {hint}") from wrong


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write under a temporary name, then rename, so that `path` is never half a file.

    `durable` also waits for the disk; pages that can be rendered again do without.
    """
    with told_in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            os.chmod(temporary, 0o644)  # noqa: PTH101 - the name is a string from mkstemp
            os.replace(temporary, path)  # noqa: PTH105
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def write_if_changed(path: Path, content: bytes, *, durable: bool = True) -> bool:
    """Write only when the file holds something else; says whether it wrote."""
    with told_in_words(path):
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    write_whole(path, content, durable=durable)
    return True


def sweep(folder: Path) -> None:
    """Remove what a killed writer left under its temporary name."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        left.unlink(missing_ok=True)
