"""Trees as tiles, with the examples of the specification."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.log.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    nodes_of,
    root,
    root_of,
)
from factcheck.exchange.log.tiles import (
    ENTRIES,
    GrowingTree,
    bundle,
    hashes_in,
    nodes_in,
    tile_path,
    tiles_of,
    unbundle,
)


def entries(size: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(size)]


def tree_of(size: int) -> tuple[GrowingTree, dict[str, bytes]]:
    """A tree of so many leaves, and its files."""
    tree = GrowingTree()
    for entry in entries(size):
        tree.add(entry)
    files = {tile_path(level, number): tile for level, number, tile in tree.whole}
    for level, number, tile in tree.partial():
        files[tile_path(level, number, len(tile) // 32)] = tile
    return tree, files


def test_a_path_has_its_number_in_threes() -> None:
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(3, 0) == "tile/3/000"
    assert tile_path(0, 1000, 7) == "tile/0/x001/000.p/7"
    assert tile_path(ENTRIES, 12) == "tile/entries/012"


def test_a_tree_has_the_tiles_that_the_specification_counts() -> None:
    counted = Counter((level, width) for level, _, width in tiles_of(70_000))
    assert counted == {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}
    assert list(tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles_of(0)) == []


def test_a_growing_tree_makes_those_tiles() -> None:
    tree, files = tree_of(70_000)
    assert {*files} == {tile_path(*one) for one in tiles_of(70_000)}
    assert all(len(files[tile_path(*one)]) == 32 * one[2] for one in tiles_of(70_000))
    assert tree.root() == root_of([leaf_hash(entry) for entry in entries(70_000)])
    assert root(70_000, nodes_in(70_000, files.__getitem__)) == tree.root()


@given(st.integers(0, 1200), st.integers(0, 300), st.data())
def test_proofs_from_tiles_are_those_from_leaves(old: int, more: int, data: st.DataObject) -> None:
    size = old + more
    tree, files = tree_of(size)
    known, read = nodes_of([leaf_hash(entry) for entry in entries(size)]), nodes_in(size, files.__getitem__)
    assert consistency_proof(old, size, read) == consistency_proof(old, size, known)
    if size:
        index = data.draw(st.integers(0, size - 1))
        assert inclusion_proof(index, size, read) == inclusion_proof(index, size, known)
    goes_on = GrowingTree(old, tree_of(old)[0].last)
    for entry in entries(size)[old:]:
        goes_on.add(entry)
    assert (goes_on.root(), list(goes_on.partial())) == (tree.root(), list(tree.partial()))


def test_a_tile_that_is_cut_off_is_refused() -> None:
    _, files = tree_of(300)
    for wrong in (b"", files["tile/0/000"][:-1], files["tile/0/000"] * 2):
        with pytest.raises(ValueError, match="cut off"):
            hashes_in(wrong)
    files["tile/0/000"] = files["tile/0/000"][:-32]
    with pytest.raises(ValueError, match="tile/0/000 holds 255 hashes, not 256"):
        inclusion_proof(3, 300, nodes_in(300, files.__getitem__))


def test_entries_are_put_in_bundles_and_taken_out() -> None:
    assert bundle([b"", b"a"]) == b"\0\0\0\1a"
    assert unbundle(bundle(entries(256))) == entries(256)
    for cut in (1, 2):
        with pytest.raises(ValueError, match="cut off"):
            unbundle(bundle(entries(3))[:-cut])
    with pytest.raises(ValueError, match="cut off"):
        unbundle(b"\0")
