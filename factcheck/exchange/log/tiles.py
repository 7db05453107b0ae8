"""Tiles (C2SP tlog-tiles): the Merkle tree as plain files of up to 256 hashes, and the entries in bundles beside them.

The first tile of level 0 holds the hashes of leaves 0 to 255, that of level 1 the roots of the first 256 tiles of level
0, and so on. The last tile of a level may be partial: its name then says how many hashes it holds.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from factcheck.exchange.log.merkle import EMPTY, Node, leaf_hash, node_hash, root_of

WIDTH = 256
"""Hashes in a whole tile, entries in a whole bundle."""
_HEIGHT = 8
_HASH = len(EMPTY)
ENTRIES = "entries"
Level = int | str
"""A level of tiles, or "entries"."""


def tile_path(level: Level, number: int, width: int = WIDTH) -> str:
    """Where a tile, or a bundle of entries, stands in the log's folder; one of less than 256 is partial."""
    thousands, parts = number, list[str]()
    while not parts or thousands:
        thousands, rest = divmod(thousands, 1000)
        parts.insert(0, f"{'x' if parts else ''}{rest:03}")
    return f"tile/{level}/{'/'.join(parts)}{'' if width == WIDTH else f'.p/{width}'}"


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile of a tree of `size` leaves: its level, its number in it, how many hashes it holds."""
    level, count = 0, size
    while count:
        whole, rest = divmod(count, WIDTH)
        yield from ((level, number, WIDTH) for number in range(whole))
        if rest:
            yield level, whole, rest
        level, count = level + 1, whole


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as they are put in one file, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(content: bytes) -> list[bytes]:
    """The entries in a bundle; ValueError for one that is cut off."""
    entries, at = list[bytes](), 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2], "big")
        if at + 2 > len(content) or end > len(content):
            raise ValueError("the bundle of entries is cut off")
        entries.append(content[at + 2 : end])
        at = end
    return entries


def hashes_in(tile: bytes) -> list[bytes]:
    """The hashes in a tile; ValueError for one that is cut off."""
    if len(tile) % _HASH or not 0 < len(tile) <= WIDTH * _HASH:
        raise ValueError("the tile is cut off")
    return [tile[at : at + _HASH] for at in range(0, len(tile), _HASH)]


def nodes_in(size: int, tile: Callable[[str], bytes]) -> Node:
    """The whole subtrees of a tree of `size` leaves, read from its tiles, each once.

    `tile` gives the content of a file by its path in the log; a node raises what it raises, and ValueError where a tile
    is not as long as it has to be.
    """

    @cache
    def hashes(level: int, number: int) -> list[bytes]:
        width = min(WIDTH, (size >> _HEIGHT * level) - number * WIDTH)
        path = tile_path(level, number, width)
        found = hashes_in(tile(path))
        if len(found) != width:
            raise ValueError(f"{path} holds {len(found)} hashes, not {width}")
        return found

    @cache
    def node(height: int, index: int) -> bytes:
        level, inside = divmod(height, _HEIGHT)
        if inside == 0:
            number, at = divmod(index, WIDTH)
            return hashes(level, number)[at]
        return node_hash(node(height - 1, 2 * index), node(height - 1, 2 * index + 1))

    return node


class GrowingTree:
    """A tree that leaves are added to; of every level it holds the last tile, as long as that is partial.

    `tiles` are those that came to be since it was asked for them last, each whole one with its level and number.
    """

    def __init__(self, size: int = 0, last: Sequence[Sequence[bytes]] = ()) -> None:
        self.size = size
        self._last = [list(level) for level in last]
        self.whole: list[tuple[int, int, bytes]] = []

    @property
    def last(self) -> Sequence[Sequence[bytes]]:
        """The hashes in the partial tile of every level, from level 0 up; none where there is no such tile."""
        return self._last

    def add(self, entry: bytes) -> None:
        """One more leaf."""
        self._push(0, leaf_hash(entry))
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        found = None
        for level in self._last:
            row = [*level, *([found] if found else [])]
            found = root_of(row) if row else None
        return found or EMPTY

    def partial(self) -> Iterator[tuple[int, int, bytes]]:
        """The partial tile of each level that has one: level, number, content."""
        for level, hashes in enumerate(self._last):
            if hashes:
                yield level, self.size >> _HEIGHT * (level + 1), b"".join(hashes)

    def _push(self, level: int, found: bytes) -> None:
        if level == len(self._last):
            self._last.append([])
        tile = self._last[level]
        tile.append(found)
        if len(tile) == WIDTH:
            number = self.size >> _HEIGHT * (level + 1)
            self.whole.append((level, number, b"".join(tile)))
            tile.clear()
            self._push(level + 1, root_of([*hashes_in(self.whole[-1][2])]))
