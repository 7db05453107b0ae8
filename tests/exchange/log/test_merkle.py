"""The tree of RFC 6962, with the vectors of Certificate Transparency (verify_test.go of transparency-dev/merkle)."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.log.merkle import (
    EMPTY,
    check_consistency,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    nodes_of,
    root,
    root_by_inclusion,
    root_of,
)

ENTRIES = [
    bytes.fromhex(one)
    for one in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
NODE = nodes_of(LEAVES)
ROOTS = [
    bytes.fromhex(one)
    for one in (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
INCLUSION = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (0, 1): (),
}
CONSISTENCY = {
    (1, 1): (),
    (1, 8): INCLUSION[0, 8],
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (6, 7): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}


def flipped(proof: Sequence[bytes], at: int) -> list[bytes]:
    """The proof with one bit of one hash changed."""
    changed = [*proof]
    changed[at] = bytes([changed[at][0] ^ 8]) + changed[at][1:]
    return changed


def longer_and_shorter(proof: Sequence[bytes], *more: bytes) -> list[list[bytes]]:
    """Proofs that are not this one: one more hash before or after it, one less, one changed."""
    wrong = [[*proof, b""], [b"", *proof]]
    wrong += [one for extra in more for one in ([*proof, extra], [extra, *proof])]
    wrong += [flipped(proof, at) for at in range(len(proof))]
    return wrong + ([[*proof[:-1]], [*proof[1:]]] if proof else [])


def test_roots_are_those_of_the_vectors() -> None:
    assert root_of([]) == root(0, NODE) == EMPTY == sha256().digest()
    for size, expected in enumerate(ROOTS, 1):
        assert root_of(LEAVES[:size]) == root(size, NODE) == expected


@pytest.mark.parametrize(("place", "proof"), INCLUSION.items())
def test_a_proof_of_inclusion_is_that_of_the_vectors(place: tuple[int, int], proof: tuple[str, ...]) -> None:
    index, size = place
    made = inclusion_proof(index, size, NODE)
    assert [one.hex() for one in made] == [*proof]
    assert root_by_inclusion(LEAVES[index], index, size, made) == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_a_proof_of_inclusion_holds_for_nothing_else(index: int, size: int) -> None:
    leaf, right, proof = LEAVES[index], ROOTS[size - 1], inclusion_proof(index, size, NODE)
    wrong = [(leaf, index, size, one) for one in longer_and_shorter(proof, right)]
    wrong += [(leaf, at, size, proof) for at in (index - 1, index + 1, index ^ 2)]
    wrong += [(leaf, index, other, proof) for other in (size * 2, size // 2)]
    wrong += [(b"WrongLeaf", index, size, proof)]
    for each in wrong:
        try:
            assert root_by_inclusion(*each) != right
        except ValueError:
            continue


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCY.items())
def test_a_proof_of_consistency_is_that_of_the_vectors(
    sizes: tuple[int, int], proof: tuple[str, ...]
) -> None:
    old, new = sizes
    made = consistency_proof(old, new, NODE)
    assert [one.hex() for one in made] == [*proof]
    check_consistency((old, ROOTS[old - 1]), (new, ROOTS[new - 1]), made)


@pytest.mark.parametrize(("old", "new"), [sizes for sizes in CONSISTENCY if sizes != (1, 1)])
def test_a_proof_of_consistency_holds_for_nothing_else(old: int, new: int) -> None:
    before, after, proof = ROOTS[old - 1], ROOTS[new - 1], consistency_proof(old, new, NODE)
    wrong = [((old, before), (new, after), one) for one in longer_and_shorter(proof, before, after)]
    wrong += [((other, before), (new, after), proof) for other in (old - 1, old + 1, old ^ 2) if other]
    wrong += [((old, before), (other, after), proof) for other in (new * 2, new // 2)]
    wrong += [((old, b"WrongRoot"), (new, after), proof), ((old, before), (new, b"WrongRoot"), proof)]
    wrong += [((old, after), (new, before), proof), ((old, before), (new, after), [])]
    for each in wrong:
        with pytest.raises(ValueError, match=r"\w"):
            check_consistency(*each)


def test_trees_of_one_size_and_the_empty_tree_need_no_proof() -> None:
    check_consistency((0, EMPTY), (5, ROOTS[4]), consistency_proof(0, 5, NODE))
    check_consistency((5, ROOTS[4]), (5, ROOTS[4]), consistency_proof(5, 5, NODE))
    for old, new in (((5, ROOTS[4]), (5, ROOTS[5])), ((6, ROOTS[5]), (5, ROOTS[4]))):
        with pytest.raises(ValueError, match="does not"):
            check_consistency(old, new, [])
    with pytest.raises(ValueError, match="too long"):
        check_consistency((5, ROOTS[4]), (5, ROOTS[4]), [EMPTY])


def test_what_is_not_in_the_tree_has_no_proof() -> None:
    for index, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError, match="no leaf"):
            inclusion_proof(index, size, NODE)
        with pytest.raises(ValueError, match="no leaf"):
            root_by_inclusion(LEAVES[0], index, size, [])
    with pytest.raises(ValueError, match="does not go on"):
        consistency_proof(6, 5, NODE)


@given(st.integers(1, 700), st.data())
def test_every_leaf_and_every_older_tree_has_its_proof(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    node = nodes_of(leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    made = inclusion_proof(index, size, node)
    assert root_by_inclusion(leaves[index], index, size, made) == root_of(leaves) == root(size, node)
    both = (old, root_of(leaves[:old])), (size, root_of(leaves))
    check_consistency(*both, consistency_proof(old, size, node))
    if 0 < old < size:
        forked = [*leaves]
        forked[data.draw(st.integers(0, old - 1))] = leaf_hash(b"another")
        with pytest.raises(ValueError, match="does not begin"):
            check_consistency(
                both[0], (size, root_of(forked)), consistency_proof(old, size, nodes_of(forked))
            )
