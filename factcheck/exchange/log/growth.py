"""Whether the log of somebody else goes on from what was seen of it: its signature, its tiles, its entries.

What is fetched is asked for by path, once it is known what is needed. Every tile is held to the one above it and, in
the end, to the signed root, before anything is read from it: so a damaged tile and a forked log are told apart.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.merkle import EMPTY, Node, inclusion_proof, root, root_of
from factcheck.exchange.log.signed_note import NoteKey, open_note, read_note
from factcheck.exchange.log.tiles import ENTRIES, WIDTH, hashes_in, nodes_in, tile_path, unbundle

_TILE = re.compile(r"tile/([0-9]+)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]+))?")
MOST_LEAVES = 1_000_000
"""Leaves that are read at once."""


class LogBroken(ValueError):
    """A log does not go on from what was seen of it: a code, and the reason in words that stand alone."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class OpenedNote:
    """A checkpoint whose signature holds, and the keys that are known by it: those before, and what they signed in."""

    checkpoint: Checkpoint
    keys: tuple[NoteKey, ...]


def open_followed(note: bytes, known: Iterable[NoteKey], listed: Iterable[NoteKey]) -> OpenedNote:
    """The checkpoint in a note that one of the known keys signed; `listed` are those that the site names as its own.

    A known key may sign under another name, since the address of a log may change. A listed key that nobody knew is
    known from now on where the same note is signed by it and by a known one. LogBroken for everything else.
    """
    try:
        text, signatures = read_note(note)
        told = Checkpoint.read(text)
        here = {NoteKey(told.origin, one.public): None for one in known}
    except ValueError as wrong:
        raise LogBroken("log-damaged", f"Its checkpoint cannot be read: {wrong}.") from wrong
    keys, others = [*dict.fromkeys([*known, *here])], [*listed]
    ids = {(one.name, one.id) for one in keys}
    if not any((name, raw[:4]) in ids for name, raw in signatures):
        raise _of_another_key(note, keys, others)
    try:
        open_note(note, keys)
    except ValueError as wrong:
        raise LogBroken(
            "log-signature", f"Its checkpoint was changed after it was signed: {wrong}."
        ) from wrong
    in_its_name = [(name, raw[:4]) for name, raw in signatures if name == told.origin]
    for name, key_id in in_its_name:
        if (name, key_id) not in ids:
            keys.append(_signed_in(note, others, (name, key_id)))
    return OpenedNote(told, tuple(keys))


def _of_another_key(note: bytes, known: list[NoteKey], listed: list[NoteKey]) -> LogBroken:
    publics = {one.public for one in known}
    if publics & {one.public for one in listed} and _is_signed_by(note, listed):
        return LogBroken(
            "log-key-changed",
            "Its checkpoint is signed by a new key, which its list of keys names after the one that is known here; "
            "nothing that the known key signed says so, and whoever holds the server could have written that list.",
        )
    return LogBroken("log-other-key", "Its checkpoint is signed by a key that is not the one known here.")


def _is_signed_by(note: bytes, keys: list[NoteKey]) -> bool:
    try:
        open_note(note, keys)
    except ValueError:
        return False
    return True


def _signed_in(note: bytes, listed: list[NoteKey], wanted: tuple[str, bytes]) -> NoteKey:
    """The listed key of that name and id, whose signature stands beside that of a known one."""
    found = [one for one in listed if (one.name, one.id) == wanted]
    if not found or not _is_signed_by(note, found):
        raise LogBroken(
            "log-second-signature",
            "Its checkpoint has a second signature in the name of the log, by a key that its list of keys does not "
            "name or that did not sign this.",
        )
    return found[0]


def check_size(before: Checkpoint | None, now: Checkpoint) -> None:
    """Raise LogBroken where a tree cannot go on from one that was seen before: by its size and root alone."""
    if before and now.size < before.size:
        raise LogBroken(
            "log-smaller",
            f"It has {now.size:,} leaves, and had {before.size:,}: something was taken out again, an older copy of the "
            "site was put back, or a server in between keeps an old one.",
        )
    if before and now.size == before.size and now.root != before.root:
        raise _forked(before)
    if now.size - (before.size if before else 0) > MOST_LEAVES:
        raise LogBroken(
            "log-too-large", f"It has {now.size:,} leaves; at once, {MOST_LEAVES:,} more are read."
        )


def _forked(before: Checkpoint) -> LogBroken:
    return LogBroken(
        "log-forked",
        f"The {before.size:,} leaves that it had are not the first of those it has now: it was written anew, or two "
        "copies of the desk publish.",
    )


def tiles_needed(before: int, size: int, leaves: Iterable[int], given: Iterable[str] = ()) -> set[str]:
    """The paths of the tiles that `Growth` reads for a tree that had `before` leaves, and proofs of these leaves.

    Those that hold the tiles that are `given` are among them.
    """
    asked = set(given)

    def blank(path: str) -> bytes:
        asked.add(path)
        return bytes(_of(path)[2] * len(EMPTY))

    node = nodes_in(size, blank)
    root(size, node)
    root(before, node)
    for leaf in leaves:
        inclusion_proof(leaf, size, node)
    done = set[str]()
    while left := asked - done:
        for path in left:
            done.add(path)
            _above(path, node)
    return asked


class Growth:
    """The tree behind a checkpoint, by tiles that are all held to its root; LogBroken where they do not lead there."""

    def __init__(self, now: Checkpoint, tiles: Mapping[str, bytes]) -> None:
        self.now = now
        self._node = nodes_in(now.size, _given(tiles))
        try:
            for path in tiles:
                whole = _above(path, self._node)
                if whole and whole != root_of(hashes_in(tiles[path])):
                    raise LogBroken("log-tiles", f"{path} is not what the tile above it says.")
            if root(now.size, self._node) != now.root:
                raise LogBroken("log-tiles", "Its tiles lead to another root than the one that is signed.")
        except LogBroken:
            raise
        except ValueError as wrong:
            raise LogBroken("log-tiles", f"Its tiles do not show what is signed: {wrong}.") from wrong

    def check_goes_on(self, before: Checkpoint) -> None:
        """Raise LogBroken unless the tree begins with the one that was seen before."""
        if root(before.size, self._node) != before.root:
            raise _forked(before)

    def proof(self, index: int) -> list[bytes]:
        """The way from a leaf to the root."""
        return inclusion_proof(index, self.now.size, self._node)


def entry_bundles(start: int, end: int, size: int) -> Iterator[tuple[int, str]]:
    """The bundles in a log of this size with the entries from `start` to before `end`: first index and path of each."""
    for number in range(start // WIDTH, (end + WIDTH - 1) // WIDTH):
        yield number * WIDTH, tile_path(ENTRIES, number, min(WIDTH, size - number * WIDTH))


def entries_in(path: str, content: bytes) -> list[bytes]:
    """The entries in a bundle, as many as its path says; LogBroken."""
    width = int(path.partition(".p/")[2] or WIDTH)
    try:
        found = unbundle(content)
    except ValueError as wrong:
        raise LogBroken("log-entries", f"{path} cannot be read: {wrong}.") from wrong
    if len(found) != width:
        raise LogBroken("log-entries", f"{path} holds {len(found)} entries, not {width}.")
    return found


def from_whole(path: str, content: bytes) -> bytes:
    """What a partial file holds, taken from the whole one that came in its place."""
    width = int(path.partition(".p/")[2])
    if path.startswith(f"tile/{ENTRIES}/"):
        return b"".join(len(one).to_bytes(2, "big") + one for one in unbundle(content)[:width])
    return content[: width * len(EMPTY)]


def _given(tiles: Mapping[str, bytes]) -> Callable[[str], bytes]:
    def tile(path: str) -> bytes:
        if path not in tiles:
            raise LogBroken("log-tiles", f"{path} is missing.")
        return tiles[path]

    return tile


def _of(path: str) -> tuple[int, int, int]:
    """The level of a tile, its number there, and how many hashes it holds."""
    found = _TILE.fullmatch(path)
    if not found:
        raise ValueError(f"{path} is no path of a tile")
    return int(found[1]), int(found[2].replace("/", "").replace("x", "")), int(found[3] or WIDTH)


def _above(path: str, node: Node) -> bytes:
    """The hash of a whole tile, as it stands in the tile above; blank for a partial one, which the root covers."""
    level, number, width = _of(path)
    return node(8 * (level + 1), number) if width == WIDTH else b""
