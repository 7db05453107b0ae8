"""One look at the log of another desk and at its checks: fetched, held to what was seen before, matched."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding
from factcheck.exchange.desk_checks import DeskCheck, parts_of_data, read_desk_checks
from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.desk_key import log_origin
from factcheck.exchange.log.growth import (
    Growth,
    LogBroken,
    OpenedNote,
    check_size,
    entries_in,
    entry_bundles,
    open_followed,
    tiles_needed,
)
from factcheck.exchange.log.log_folder import CHECKPOINT, KEYS
from factcheck.exchange.log.merkle import leaf_hash
from factcheck.exchange.log.signed_note import NoteKey, read_note
from factcheck.exchange.log.tiles import WIDTH, tile_path
from factcheck.model.followed import STANDS_AGAIN, FollowAct, Followed, FollowedCheck
from factcheck.model.log_leaf import LeafKind
from factcheck.report.urls import DATA_JSON
from factcheck.workflow.earlier.fetch_log import FollowedSite, Unfetched
from factcheck.workflow.site.public_log import LOG

GONE, VOID = "gone", "void"
_AT_ONCE = 64
"""Bundles of entries that are in memory at once."""


_MOST = 65_536
"""Bytes of a checkpoint, and of a list of keys."""
_PUBLISHED = (LeafKind.PUBLICATION, LeafKind.CORRECTION)
_Key = tuple[Any, Any]


def _is_plain(key: _Key) -> bool:
    return isinstance(key[0], int) and isinstance(key[1], str)


@dataclass(frozen=True)
class _Leaf:
    index: int
    entry: str
    told: Mapping[str, Any]

    @property
    def key(self) -> _Key:
        """The version and the digest of what it publishes."""
        return self.told.get("version"), self.told.get("digest")

    def tells_of(self, wanted: Container[_Key]) -> bool:
        """Whether it publishes one of these versions, or takes something back."""
        kind = self.told.get("kind")
        return kind == LeafKind.VOID or (kind in _PUBLISHED and _is_plain(self.key) and self.key in wanted)


@dataclass
class ReadLog:
    """What a look gave: the checkpoint that follows, the keys, and lines for every check that is new or changed."""

    note: str
    listed: str
    keys: list[str]
    checkpoint: Checkpoint
    checks: list[DeskCheck] = field(default_factory=list)
    lines: list[tuple[FollowAct, str, dict[str, Any]]] = field(default_factory=list)
    left_out: list[Finding] = field(default_factory=list)
    void: set[str] = field(default_factory=set)

    def is_void(self, one: DeskCheck) -> bool:
        """Whether a check was taken back, as its desk or its log says."""
        return one.ref in self.void


def read_keys(content: str) -> list[NoteKey]:
    """The keys in a list of vkeys, one a line; those that cannot be read are passed over."""
    return [*_keys(content.splitlines())]


def _keys(lines: Iterable[str]) -> Iterator[NoteKey]:
    for line in lines:
        try:
            yield NoteKey.read(line)
        except ValueError:
            continue


class LogReading:
    """One look at a desk; `note` and `listed` are the checkpoint and the keys that came, even if they do not hold."""

    def __init__(self, desk: Desk, before: Followed, given: Sequence[NoteKey]) -> None:
        self._desk = desk
        self._before = before
        self._given = given
        self._old = Checkpoint.read(read_note(before.note.encode())[0]) if before.note else None
        self._tiles: dict[str, bytes] = {}
        self.note = ""
        self.listed = ""

    async def read(self) -> ReadLog:
        """Everything that is needed, fetched and checked; LogBroken and Unfetched."""
        async with self._desk.fetcher() as fetcher:
            self._site = FollowedSite(self._desk, self._before.url, fetcher)
            opened = await self._open()
            now, start = opened.checkpoint, self._old.size if self._old else 0
            check_size(self._old, now)
            await self._grown(now, [])
            read = ReadLog(self.note, self.listed, [*map(str, opened.keys)], now)
            found, read.left_out = await self._read_checks(now)
            wanted = {(one.version, one.digest) for one in found}
            leaves = await self._leaves(range(start, now.size), now.size, wanted)
            matched = _match(found, self._before, leaves)
            if start and len(matched) < len(found):
                matched = _match(
                    found, self._before, [*await self._leaves(range(start), now.size, wanted), *leaves]
                )
            growth = await self._grown(now, [one.index for one in matched.values()])
            compare = _Comparison(read, self._before, matched, growth)
            compare.take_back(leaves)
            compare.tell(found)
            return read

    async def _open(self) -> OpenedNote:
        """The checkpoint of the site, by the keys that are known of it; those that it names, at the first look."""
        note = await self._site.get(f"{LOG}/{CHECKPOINT}")
        if note is None:
            raise LogBroken("log-missing", f"{self._before.url}/{LOG}/{CHECKPOINT} is missing.")
        keys = await self._site.get(f"{LOG}/{KEYS}") or b""
        self.note, self.listed = (one[:_MOST].decode("utf-8", "replace") for one in (note, keys))
        if max(len(note), len(keys)) > _MOST:
            raise LogBroken(
                "log-damaged", f"Its checkpoint or its list of keys is longer than {_MOST:,} bytes."
            )
        listed = read_keys(self.listed)
        known = [*_keys(self._before.keys), *self._given] or listed
        if not self._before.keys and not self._given:
            self._check_name(note)
        if not known:
            raise LogBroken("log-missing", f"{self._before.url}/{LOG}/{KEYS} names no key.")
        return open_followed(note, known, listed)

    def _check_name(self, note: bytes) -> None:
        """Raise LogBroken where a log that nothing is known of has another name than its address gives it."""
        try:
            origin = Checkpoint.read(read_note(note)[0]).origin
        except ValueError as wrong:
            raise LogBroken("log-damaged", f"its checkpoint cannot be read: {wrong}.") from wrong
        if origin != log_origin(self._before.url):
            raise LogBroken(
                "log-other-name", f"The log here is {origin}, not {log_origin(self._before.url)}."
            )

    async def _read_checks(self, now: Checkpoint) -> tuple[list[DeskCheck], list[Finding]]:
        """The checks in its data, in all the files of these."""
        found, left_out, refs = list[DeskCheck](), list[Finding](), set[str]()
        data = await self._data(DATA_JSON)
        parts = parts_of_data(data)
        for content in [await self._data(one) for one in parts] or [data]:
            checks, refused = self._checks(content, now, refs)
            found, left_out = found + checks, left_out + refused
        return found, left_out

    async def _data(self, name: str) -> bytes:
        content = await self._site.get(name)
        if content is None:
            raise Unfetched(f"{self._before.url}/{name} is missing.")
        return content

    def _checks(
        self, content: bytes, now: Checkpoint, refs: set[str]
    ) -> tuple[list[DeskCheck], list[Finding]]:
        try:
            return read_desk_checks(content, now.origin.removesuffix(f"/{LOG}"), refs)
        except BadInput as wrong:
            raise Unfetched(wrong.message) from wrong

    async def _grown(self, now: Checkpoint, leaves: Sequence[int]) -> Growth:
        """The tree, with the tiles that proofs of these leaves need; held to its root and to what was seen before."""
        needed = tiles_needed(self._old.size if self._old else 0, now.size, leaves, self._tiles)
        self._tiles |= await self._site.log_files(needed - self._tiles.keys())
        growth = Growth(now, self._tiles)
        if self._old and self._old.size:
            growth.check_goes_on(self._old)
        return growth

    async def _leaves(self, span: range, size: int, wanted: Container[_Key]) -> list[_Leaf]:
        """The leaves in a span that publish one of these versions or take something back.

        The entries of all, hashed, are tiles from then on, so that they are held to the root.
        """
        found = list[_Leaf]()
        for bundles in _some(entry_bundles(span.start, span.stop, size)):
            came = await self._site.log_files(path for _, path in bundles)
            for first, path in bundles:
                if path not in came:
                    raise LogBroken("log-entries", f"{path} is missing.")
                entries = entries_in(path, came[path])
                self._hold(first, entries)
                leaves = (_leaf(index, entry) for index, entry in enumerate(entries, first))
                found += [one for one in leaves if one and one.index in span and one.tells_of(wanted)]
        return found

    def _hold(self, first: int, entries: Sequence[bytes]) -> None:
        path, tile = tile_path(0, first // WIDTH, len(entries)), b"".join(map(leaf_hash, entries))
        if self._tiles.setdefault(path, tile) != tile:
            raise LogBroken("log-entries", f"The entries from leaf {first} on are not those in its tree.")


def _some(bundles: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while batch := [*islice(bundles, _AT_ONCE)]:
        yield batch


def _leaf(index: int, entry: bytes) -> _Leaf | None:
    try:
        text = entry.decode()
        told = json.loads(text)
        return _Leaf(index, text, told) if isinstance(told, dict) else None
    except (ValueError, RecursionError):
        return None


def _match(found: Sequence[DeskCheck], before: Followed, leaves: Sequence[_Leaf]) -> dict[str, _Leaf]:
    """For each check, by ref, the leaf that tells of its version: that seen before, or the last of these."""
    by_key: dict[_Key, list[_Leaf]] = {}
    for leaf in leaves:
        if leaf.told["kind"] in _PUBLISHED:
            by_key.setdefault(leaf.key, []).append(leaf)
    matched = dict[str, _Leaf]()
    for one in found:
        known = before.checks.get(one.ref)
        seen = [_Leaf(known.index, known.entry, known.leaf)] if known else []
        claim = known.leaf.get("claim") if known else None
        those = [*seen, *by_key.get((one.version, one.digest), ())]
        fitting = [leaf for leaf in those if leaf.key == (one.version, one.digest)]
        if fitting := [leaf for leaf in fitting if claim in (None, leaf.told.get("claim"))]:
            matched[one.ref] = fitting[-1]
    return matched


@dataclass
class _Comparison:
    """What is said of each check now, beside what was said when it was seen last."""

    read: ReadLog
    before: Followed
    matched: Mapping[str, _Leaf]
    growth: Growth
    _void: set[str] = field(default_factory=set)

    def take_back(self, leaves: Iterable[_Leaf]) -> None:
        """Note which claims were taken back by these leaves, in their order, whatever is said of them elsewhere."""
        for leaf in leaves:
            claim = str(leaf.told.get("claim"))
            if leaf.told["kind"] == LeafKind.VOID:
                self._void.add(claim)
            else:
                self._void.discard(claim)

    def tell(self, found: Sequence[DeskCheck]) -> None:
        """Fill in what was read: the checks that stand in the log, a line for each that is new or changed."""
        refs = {one.ref for one in found}
        for one in found:
            if one.ref not in self.matched:
                said = "does not stand in its log as it is shown; it was not taken."
                self.read.left_out.append(Finding("check-not-in-log", one.check.url, said))
                continue
            now, known = self._now(one), self.before.checks.get(one.ref)
            self.read.checks.append(one)
            if now.state == VOID:
                self.read.void.add(one.ref)
            self._line(known, now)
        for ref, known in self.before.checks.items():
            if ref not in refs and known.state not in (GONE, VOID) and not self.read.left_out:
                self._line(known, replace(known, state=GONE))

    def _now(self, one: DeskCheck) -> FollowedCheck:
        leaf, known = self.matched[one.ref], self.before.checks.get(one.ref)
        is_void = str(leaf.told.get("claim")) in self._void or (
            known is not None and known.state == VOID and known.version == one.version
        )
        path, note = tuple(step.hex() for step in self.growth.proof(leaf.index)), self.read.note
        if known and known.index == leaf.index:
            path, note = known.path, known.note
        state = VOID if is_void else one.state
        said = (one.ref, one.check.url, one.check.text, state, one.version)
        return FollowedCheck(*said, leaf.index, leaf.entry, path, note, one.what or "")

    def _line(self, known: FollowedCheck | None, now: FollowedCheck) -> None:
        if known == now:
            return
        told = _changed(known, now)
        act = FollowAct.CHANGE if told else FollowAct.CHECK
        self.read.lines.append((act, now.place, {**asdict(now), "path": list(now.path), "told": told}))


def _changed(known: FollowedCheck | None, now: FollowedCheck) -> str:
    """What changed, in words that go on from "a check that"; blank where nothing did that readers are told of."""
    why = f": {now.what}" if now.what else ""
    state = known.state if known else "current"
    if now.state == VOID and state != VOID:
        return f"was taken back{why}"
    if now.state == GONE:
        return "is not shown any more, and nothing in its log says that it was taken back"
    if known and now.version > known.version:
        return f"was corrected{why}"
    if known and now.version < known.version:
        return f"is shown as version {now.version} again, and version {known.version} was out"
    if now.state == "under-correction" and state != now.state:
        return f"is being corrected{why}"
    if now.state == "current" and state != now.state:
        return STANDS_AGAIN
    if now.state == "recheck" and state != now.state:
        return "is to be rechecked by those who published it"
    return ""
