"""Copying the captures of a desk to another place, a folder or object storage, each hashed where it arrives."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from pathlib import Path

from factcheck.archive.archive import Archive
from factcheck.archive.places import archive_at
from factcheck.archive.storage import is_digest
from factcheck.desk import Desk, Progress
from factcheck.errors import Finding, NotSoNow, StorageFailed, StorageUnavailable
from factcheck.workflow.transfer.archive_slice import missing_captures

_AT_ONCE = 8
"""Captures that are copied at the same time: each waits for the network most of its while."""

_STEP = 1 << 18


class _Came(Enum):
    """What became of one capture."""

    COPIED = auto()
    MENDED = auto()
    THERE = auto()


@dataclass
class ArchiveCopyResult:
    """How many captures were copied, were there already, were there damaged and replaced; and what could not be copied.

    `other` are names of what lies in the archive and is no capture; it stays where it is.
    """

    place: str
    copied: int = 0
    there: int = 0
    mended: int = 0
    other: int = 0
    findings: list[Finding] = field(default_factory=list)


def place_of(named: str) -> str:
    """A place for captures as it is named at the command line: an address, or a path from where one is."""
    return named if "://" in named else str(Path(named).resolve())


def copy_archive(desk: Desk, place: str, *, missing_only: bool = False) -> ArchiveCopyResult:
    """Copy every capture of the desk's archive to another place; stopped half-way it goes on when it is run again.

    What is there already is read and hashed, and replaced where it is damaged; with `missing_only` it is taken as it
    is, and both places are only listed. A capture that is damaged in the desk's own archive, or on record and not
    there, is named and left out.
    NotSoNow where that is the place already, BadInput for what is no place, StorageUnavailable where one of them does
    not answer: what was copied until then stays, and is sound.
    """
    if place_of(place) == place_of(desk.settings.archive):
        raise NotSoNow(f"The captures of this desk are at {place} already; nothing was copied.")
    target, copy = archive_at(place), ArchiveCopyResult(place)
    copy_all(desk.archive, target, copy, desk.progress, missing_only=missing_only)
    copy.findings += missing_captures(desk)
    return copy


def copy_all(
    source: Archive,
    target: Archive,
    copy: ArchiveCopyResult,
    progress: Progress,
    *,
    missing_only: bool = False,
) -> None:
    """Copy all that the source lists, and tell in `copy` what became of it; StorageUnavailable."""
    progress.begin(sum(1 for _ in source.names()))
    names = _missing(source, target, copy) if missing_only else _captures(source, copy)
    for name, came in _in_parallel(partial(_carry, source, target), names):
        progress.step()
        if isinstance(came, StorageFailed):
            copy.findings.append(Finding("capture-damaged", source.place(name), came.said))
        else:
            copy.copied += came is _Came.COPIED
            copy.mended += came is _Came.MENDED
            copy.there += came is _Came.THERE


def _carry(source: Archive, target: Archive, digest: str) -> _Came | StorageFailed:
    """Copy one capture unless it is there and sound; whether it was, or what is wrong with the source's.

    Whatever is told as copied was read and hashed at the target.
    """
    there = target.has(digest)
    if there and _is_sound(target, digest):
        return _Came.THERE
    try:
        with source.get(digest) as file:
            target.put(iter(lambda: file.read(_STEP), b""))
    except StorageUnavailable:
        raise
    except StorageFailed as wrong:
        if _is_sound(source, digest):
            raise
        return wrong
    if not _is_sound(target, digest):
        raise StorageFailed(f"{target.place(digest)} was copied and is not sound. Look at what is behind it.")
    return _Came.MENDED if there else _Came.COPIED


def _is_sound(archive: Archive, digest: str) -> bool:
    try:
        with archive.get(digest):
            return True
    except StorageUnavailable:
        raise
    except StorageFailed:
        return False


def _captures(source: Archive, copy: ArchiveCopyResult) -> Iterator[str]:
    for name in source.names():
        if is_digest(name):
            yield name
        else:
            copy.other += 1


def _missing(source: Archive, target: Archive, copy: ArchiveCopyResult) -> Iterator[str]:
    """The captures of the source that the target does not list; both are listed in the same order."""
    listed = filter(is_digest, target.names())
    there = next(listed, None)
    for name in _captures(source, copy):
        while there is not None and there < name:
            there = next(listed, None)
        if there == name:
            copy.there += 1
        else:
            yield name


def _in_parallel(
    job: Callable[[str], _Came | StorageFailed], names: Iterator[str]
) -> Iterator[tuple[str, _Came | StorageFailed]]:
    """Each name with what came of it, in order; a few are under way at once, and no more are held in memory."""
    waiting: deque[tuple[str, Future[_Came | StorageFailed]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for name in names:
                waiting.append((name, pool.submit(job, name)))
                if len(waiting) == 2 * _AT_ONCE:
                    first, result = waiting.popleft()
                    yield first, result.result()
            while waiting:
                first, result = waiting.popleft()
                yield first, result.result()
        finally:
            pool.shutdown(cancel_futures=True)
