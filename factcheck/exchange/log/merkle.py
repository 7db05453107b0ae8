"""The Merkle tree of RFC 6962: hashes of leaves and nodes, roots, and proofs of inclusion and of consistency.

What makes a root or a proof is given `node`, which knows the whole subtrees: `node(height, index)` is the hash over the
2**height leaves from index * 2**height on. No library is used: sigstore's are private modules that check and do not
make, pymerkle is under the GPL, and others come with a server or are left alone.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

Node = Callable[[int, int], bytes]
EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry as a leaf of the tree, 32 bytes."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over these leaves; the same over whole subtrees of one height, of which the last may be less."""
    row = list(hashes)
    while len(row) > 1:
        above = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
        row = above + row[len(row) & ~1 :]
    return row[0] if row else EMPTY


def nodes_of(leaves: Sequence[bytes]) -> Node:
    """The whole subtrees over leaf hashes that are all at hand."""

    @cache
    def node(height: int, index: int) -> bytes:
        if height == 0:
            return leaves[index]
        return node_hash(node(height - 1, 2 * index), node(height - 1, 2 * index + 1))

    return node


def root(size: int, node: Node) -> bytes:
    """The root of the tree of the first `size` leaves."""
    return _over(0, size, node)


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """What leads from a leaf to the root of a tree of `size` leaves, from its sibling up; ValueError beyond it."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    proof, start, end = list[bytes](), 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_over(middle, end, node))
            end = middle
        else:
            proof.append(_over(start, middle, node))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """What shows that a tree of `new` leaves begins with the tree of `old` ones; ValueError where it cannot."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not go on from one of {old}")
    return list(_consistency(old, (0, new), node, is_known=True)) if old else []


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that a leaf and its proof lead to; ValueError for a proof that is none of this leaf and size."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    found, at, last = leaf, index, size - 1
    with _used_up(proof) as waiting:
        while last:
            if at & 1:
                found = node_hash(waiting.pop(), found)
            elif at < last:
                found = node_hash(found, waiting.pop())
            at, last = at >> 1, last >> 1
    return found


def check_consistency(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> None:
    """Raise ValueError unless the proof shows that the new tree begins with the old; each is its size and its root."""
    (old_size, old_root), (new_size, new_root) = old, new
    if not 0 <= old_size <= new_size:
        raise ValueError(f"a tree of {new_size} leaves does not go on from one of {old_size}")
    with _used_up(proof) as waiting:
        if 0 < old_size < new_size:
            found = _two_roots(old, new_size, waiting)
        else:
            found = old_root, old_root if old_size == new_size else new_root
    if found != (old_root, new_root):
        raise ValueError("the new tree does not begin with the old one")


def _two_roots(old: tuple[int, bytes], new_size: int, waiting: list[bytes]) -> tuple[bytes, bytes]:
    """The roots, of the old tree and of the new one, that a proof of consistency leads to."""
    at, last = old[0] - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = waiting.pop() if at else old[1]
    while last:
        if at & 1:
            left = waiting.pop()
            before, after = node_hash(left, before), node_hash(left, after)
        elif at < last:
            after = node_hash(after, waiting.pop())
        at, last = at >> 1, last >> 1
    return before, after


@contextmanager
def _used_up(proof: Sequence[bytes]) -> Iterator[list[bytes]]:
    """The hashes of a proof, to be taken from the end of the list; ValueError where they are too few or too many."""
    if any(len(one) != len(EMPTY) for one in proof):
        raise ValueError("the proof holds what is no SHA-256")
    waiting = [*reversed(proof)]
    try:
        yield waiting
    except IndexError:
        raise ValueError("the proof is too short") from None
    if waiting:
        raise ValueError("the proof is too long")


def _consistency(old: int, span: tuple[int, int], node: Node, *, is_known: bool) -> Iterator[bytes]:
    start, end = span
    if old == end - start:
        if not is_known:
            yield _over(start, end, node)
        return
    middle = start + _split(end - start)
    if start + old <= middle:
        yield from _consistency(old, (start, middle), node, is_known=is_known)
        yield _over(middle, end, node)
    else:
        yield from _consistency(start + old - middle, (middle, end), node, is_known=False)
        yield _over(start, middle, node)


def _over(start: int, end: int, node: Node) -> bytes:
    """The hash over the leaves from `start` to before `end`, where a subtree of the tree begins."""
    size = end - start
    if not size:
        return EMPTY
    if size & (size - 1) == 0:
        return node(size.bit_length() - 1, start // size)
    middle = start + _split(size)
    return node_hash(_over(start, middle, node), _over(middle, end, node))


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
