"""What a follower reads of a log: tiles held to the signed root, so that damage and a fork are told apart."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.growth import (
    Growth,
    LogBroken,
    check_size,
    entries_in,
    entry_bundles,
    from_whole,
    tiles_needed,
)
from factcheck.exchange.log.log_folder import LogFiles
from factcheck.exchange.log.merkle import leaf_hash, root_by_inclusion
from factcheck.exchange.log.tiles import bundle

SIZES = (0, 1, 2, 3, 255, 256, 257, 511, 512, 600, 1030)
HUGE = 65_536 + 300
"""A log with whole tiles of the second level, so that there is a third."""


def _log(
    size: int, changed: Mapping[int, bytes] = MappingProxyType({})
) -> tuple[Checkpoint, dict[str, bytes]]:
    files, found = LogFiles(), dict[str, bytes]()
    for index in range(size):
        found.update(files.add(changed.get(index, _entry(index))))
    found.update(files.partial([size]))
    return Checkpoint("log", size, files.tree.root()), found


def _entry(index: int) -> bytes:
    return f"entry {index}".encode()


@pytest.fixture(scope="module")
def logs() -> Mapping[int, tuple[Checkpoint, dict[str, bytes]]]:
    return {size: _log(size) for size in (*SIZES, HUGE)}


Logs = Mapping[int, tuple[Checkpoint, dict[str, bytes]]]


def _growth(now: Checkpoint, before: int, files: Mapping[str, bytes], *leaves: int) -> Growth:
    needed = tiles_needed(before, now.size, leaves)
    return Growth(now, {path: files[path] for path in needed if path in files})


def test_a_log_goes_on_from_each_state_it_had(logs: Logs) -> None:
    for size, (now, files) in logs.items():
        for older in (one for one in logs if 0 < one <= size):
            _growth(now, older, files).check_goes_on(logs[older][0])


def test_few_tiles_are_needed() -> None:
    assert len(tiles_needed(600, HUGE, [])) <= 8
    assert len(tiles_needed(0, 10**15, [5])) <= 15


def test_the_proof_of_a_leaf_leads_to_the_root(logs: Logs) -> None:
    for size, (now, files) in logs.items():
        for leaf in {0, size // 3, size - 1} if size else ():
            path = _growth(now, 0, files, leaf).proof(leaf)
            assert root_by_inclusion(leaf_hash(_entry(leaf)), leaf, size, path) == now.root


def test_a_leaf_exchanged_anywhere_is_a_fork_and_not_damage(logs: Logs) -> None:
    for older in (1, 256, 600):
        for changed in {0, older // 2, older - 1}:
            now, files = _log(1030, {changed: b"other"})
            with pytest.raises(LogBroken) as broken:
                _growth(now, older, files).check_goes_on(logs[older][0])
            assert broken.value.code == "log-forked"


def test_any_byte_changed_in_a_tile_is_damage_and_not_a_fork(logs: Logs) -> None:
    now, files = logs[HUGE]
    for path in tiles_needed(600, HUGE, [70]):
        for at in (0, len(files[path]) // 2, len(files[path]) - 1):
            whole = files[path]
            changed = files | {path: whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]}
            for broken in (changed, files | {path: whole[:-1]}, files | {path: b""}, _without(files, path)):
                with pytest.raises(LogBroken) as wrong:
                    _used(_growth(now, 600, broken, 70), logs)
                assert wrong.value.code == "log-tiles"


def _used(growth: Growth, logs: Logs) -> None:
    growth.check_goes_on(logs[600][0])
    growth.proof(70)


def _without(files: Mapping[str, bytes], path: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name != path}


def test_what_the_size_tells_is_told_first() -> None:
    five, other, three = (Checkpoint("log", size, bytes([size, *[0] * 31])) for size in (5, 5, 3))
    check_size(None, five)
    check_size(five, five)
    check_size(three, five)
    for before, now, code in (
        (five, three, "log-smaller"),
        (five, Checkpoint("log", 5, bytes(32)), "log-forked"),
        (five, Checkpoint("log", 0, bytes(32)), "log-smaller"),
        (five, Checkpoint("log", 10**18, bytes(32)), "log-too-large"),
    ):
        with pytest.raises(LogBroken) as broken:
            check_size(before, now)
        assert broken.value.code == code
    assert other == five


def test_bundles_are_those_of_the_tree_as_it_is_now() -> None:
    assert [*entry_bundles(0, 0, 5)] == []
    assert [*entry_bundles(3, 5, 5)] == [(0, "tile/entries/000.p/5")]
    assert [*entry_bundles(0, 2, 300)] == [(0, "tile/entries/000")]
    assert [*entry_bundles(255, 300, 300)] == [(0, "tile/entries/000"), (256, "tile/entries/001.p/44")]


def test_a_bundle_holds_as_many_entries_as_it_is_to() -> None:
    three = bundle([b"a", b"b", b""])
    assert entries_in("tile/entries/000.p/3", three) == [b"a", b"b", b""]
    assert from_whole("tile/entries/000.p/2", three) == bundle([b"a", b"b"])
    assert from_whole("tile/0/000.p/2", bytes(256 * 32)) == bytes(64)
    for path, content in (("000.p/2", three), ("000", three), ("000.p/3", three[:-1])):
        with pytest.raises(LogBroken) as broken:
            entries_in(f"tile/entries/{path}", content)
        assert broken.value.code == "log-entries"
