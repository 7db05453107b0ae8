"""The folder of a log on a site: its checkpoint, its keys, its tiles and its entries, written as the tree grows."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from factcheck.exchange.log.merkle import Node
from factcheck.exchange.log.tiles import (
    ENTRIES,
    WIDTH,
    GrowingTree,
    Level,
    bundle,
    hashes_in,
    nodes_in,
    tile_path,
    unbundle,
)
from factcheck.files import disk_errors_explained, sweep, write_changed

CHECKPOINT, KEYS = "checkpoint", "keys"
_TILE_BYTES = 32 * WIDTH
_NAMES = tuple(f"{number:03}" for number in range(1000))
_AT_ONCE = 64
"""Files in one writing; bounds memory."""


class LogFiles:
    """The tiles and bundles of a tree, as entries are added to it: each by its path, once it is whole.

    It may go on from a tree that is there; then the entries from the last whole bundle on are given first, as known.
    """

    def __init__(self, tree: GrowingTree | None = None) -> None:
        self.tree = tree or GrowingTree()
        self._bundle: list[bytes] = []
        self._at = self.tree.size - self.tree.size % WIDTH

    @property
    def first_known(self) -> int:
        """The entry that is given first."""
        return self._at + len(self._bundle)

    def add(self, entry: bytes) -> Iterator[tuple[str, bytes]]:
        """The files that an entry makes whole."""
        self._bundle.append(entry)
        if self._at + len(self._bundle) > self.tree.size:
            self.tree.add(entry)
        if len(self._bundle) == WIDTH:
            yield tile_path(ENTRIES, self._at // WIDTH), bundle(self._bundle)
            self._at += WIDTH
            self._bundle.clear()
        for level, number, tile in self.tree.whole:
            yield tile_path(level, number), tile
        self.tree.whole.clear()

    def partial(self, sizes: Iterable[int]) -> Iterator[tuple[str, bytes]]:
        """The partial files of the tree as it was at these sizes, of those that are not whole by now."""
        size = self.tree.size
        last = [(level, number, hashes_in(tile)) for level, number, tile in self.tree.partial()]
        for then in sizes:
            for level, number, hashes in last:
                width = (then >> 8 * level) - number * WIDTH
                if width > 0:
                    yield tile_path(level, number, width), b"".join(hashes[:width])
            width = then - (size - size % WIDTH)
            if width > 0:
                yield tile_path(ENTRIES, size // WIDTH, width), bundle(self._bundle[:width])


class LogFolder:
    """One folder, which may be missing; each of these may raise StorageFailed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is none."""
        place = self.folder / path
        with disk_errors_explained(place):
            return place.read_bytes() if place.is_file() else None

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[str]:
        """Write the files that differ, some at a time, each whole; the paths written."""
        written, waiting = list[str](), dict[Path, bytes]()
        for path, content in files:
            waiting[self.folder / path] = content
            if len(waiting) == _AT_ONCE:
                written += self._put(waiting)
                waiting = {}
        return written + self._put(waiting)

    def _put(self, files: Mapping[Path, bytes]) -> list[str]:
        with suppress(FileNotFoundError), disk_errors_explained(self.folder):
            for folder in {path.parent for path in files}:
                if folder.is_dir():
                    sweep(folder)
        return [str(path.relative_to(self.folder)) for path in write_changed(files, durable=False)]

    def beginning(self, whole: str, width: int) -> bytes | None:
        """What the partial file of this width holds, taken from the whole tile or bundle; None where that is none."""
        content = self.read(whole)
        try:
            if content and whole.startswith(f"tile/{ENTRIES}/"):
                return bundle(unbundle(content)[:width])
            return b"".join(hashes_in(content)[:width]) if content else None
        except ValueError:
            return None

    def tree(self, size: int) -> GrowingTree | None:
        """The tree of so many leaves, to add more to it; None where a partial tile of it is missing or cut off."""
        last: dict[int, list[bytes]] = {}
        try:
            for level in range((size.bit_length() + 7) // 8):
                number, width = divmod(size >> 8 * level, WIDTH)
                last[level] = hashes_in(self._needed(tile_path(level, number, width))) if width else []
                if len(last[level]) != width:
                    return None
        except ValueError:
            return None
        return GrowingTree(size, [last[level] for level in sorted(last)])

    def entries(self, start: int, end: int) -> Iterator[bytes]:
        """The entries from `start` to before `end`, as they stand in the bundles of a tree of `end`; ValueError."""
        for number in range(start // WIDTH, (end + WIDTH - 1) // WIDTH):
            width = min(WIDTH, end - number * WIDTH)
            found = unbundle(self._needed(tile_path(ENTRIES, number, width)))
            if len(found) != width:
                raise ValueError(f"{tile_path(ENTRIES, number, width)} does not hold {width} entries")
            yield from found[max(0, start - number * WIDTH) :]

    def nodes(self, size: int) -> Node:
        """The whole subtrees of a tree of so many leaves; ValueError where a tile is missing or cut off."""
        return nodes_in(size, self._needed)

    def _needed(self, path: str) -> bytes:
        if (found := self.read(path)) is None:
            raise ValueError(f"{path} is missing")
        return found

    def is_whole(self, size: int) -> bool:
        """Whether every tile and bundle of so many leaves is there, and untouched since the checkpoint."""
        levels = range((size.bit_length() + 7) // 8)
        counts: dict[Level, int] = {ENTRIES: size // WIDTH, **{one: size >> 8 * (one + 1) for one in levels}}
        if any(self._superseded(size, size)):
            return False
        try:
            since = (self.folder / CHECKPOINT).stat().st_ctime_ns
            return all(
                self._is_level_whole(level, count, since) and self._is_last_whole(level, size, since)
                for level, count in counts.items()
            )
        except OSError:
            return False

    def _is_level_whole(self, level: Level, count: int, since: int) -> bool:
        size = None if level == ENTRIES else _TILE_BYTES
        for first in range(0, count, 1000):
            wanted = set(_NAMES[: count - first])
            with os.scandir((self.folder / tile_path(level, first)).parent) as found:
                for one in found:
                    if one.name in wanted:
                        stat = one.stat()
                        if (
                            stat.st_ctime_ns > since
                            or not stat.st_size
                            or stat.st_size != (size or stat.st_size)
                        ):
                            return False
                        wanted.remove(one.name)
            if wanted:
                return False
        return True

    def _is_last_whole(self, level: Level, size: int, since: int) -> bool:
        number, width = divmod(size >> 8 * (0 if isinstance(level, str) else level), WIDTH)
        stat = (self.folder / tile_path(level, number, width)).stat() if width else None
        return stat is None or (stat.st_size > 0 and stat.st_ctime_ns <= since)

    def touch(self) -> None:
        """Say that all is as it should be from now on."""
        with disk_errors_explained(self.folder), suppress(FileNotFoundError):
            os.utime(self.folder / CHECKPOINT)

    def drop_partial(self, size: int, since: int = 0) -> list[str]:
        """Take away the partial files of tiles that became whole on the way from `since` to `size` leaves."""
        dropped = []
        for partial in self._superseded(size, since):
            with disk_errors_explained(partial):
                dropped += [str(one.relative_to(self.folder)) for one in partial.iterdir()]
                shutil.rmtree(partial)
        return dropped

    def _superseded(self, size: int, since: int) -> Iterator[Path]:
        """The folders of partial files beside tiles that are whole, from the last one that was so at `since` on."""
        for level in (ENTRIES, *range((size.bit_length() + 7) // 8)):
            height = 8 * (1 if isinstance(level, str) else level + 1)
            for number in range(max(0, (since >> height) - 1), size >> height):
                partial = (self.folder / tile_path(level, number, 1)).parent
                if partial.is_dir():
                    yield partial
