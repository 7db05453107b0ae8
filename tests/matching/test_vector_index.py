"""The nearest of many vectors, found by the signs of their numbers."""

import numpy as np

from factcheck.matching.vector_index import VectorIndex


def _index(*vectors: list[int]) -> VectorIndex:
    index = VectorIndex()
    index.add([(at, key, bytes(np.array(one, np.int8))) for at, (key, one) in enumerate(_keyed(vectors), 1)])
    return index


def _keyed(vectors: tuple[list[int], ...]) -> list[tuple[int, list[int]]]:
    return [(10 * number, one) for number, one in enumerate(vectors, 1)]


def test_those_are_nearest_whose_numbers_have_the_same_signs() -> None:
    index = _index([5, 5, -5], [-5, -5, 5], [5, -1, -5])
    assert set(index.nearest(bytes(np.array([9, 1, -2], np.int8)), 2)) == {10, 30}


def test_all_are_given_where_there_are_no_more() -> None:
    assert set(_index([1, 1], [1, -1]).nearest(b"\x01\x01", 9)) == {10, 20}
    assert VectorIndex().nearest(b"\x01\x01", 9) == []


def test_vectors_with_other_numbers_and_empty_ones_are_left_out() -> None:
    index = _index([], [1, 1], [1, 1, 1])
    assert len(index) == 1
    assert index.last == 3
    assert index.nearest(b"\x01\x01", 9) == [20]
    assert index.nearest(b"\x01\x01\x01", 9) == []
    assert index.nearest(b"", 9) == []


def test_of_many_the_nearest_by_all_numbers_are_among_four_hundred() -> None:
    numbers = np.random.default_rng(7)
    held = numbers.normal(0, 40, (5_000, 512)).clip(-127, 127).astype(np.int8)
    asked = (held[17] * 0.7 + numbers.normal(0, 30, 512)).clip(-127, 127).astype(np.int8)
    index = VectorIndex()
    for at in range(0, 5_000, 1_000):
        index.add([(key + 1, key, held[key].tobytes()) for key in range(at, at + 1_000)])
    found = index.nearest(asked.tobytes(), 400)
    assert len(found) == 400
    assert 17 in found
