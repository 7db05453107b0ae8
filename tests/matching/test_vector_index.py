"""The nearest of many vectors, found by the signs of their numbers."""

import numpy as np
import pytest

from factcheck.matching import vector_index
from factcheck.matching.vector_index import VectorIndex


def _index(numbers: int, *vectors: list[int]) -> VectorIndex:
    index = VectorIndex(numbers)
    index.add([(at, key, bytes(np.array(one, np.int8))) for at, (key, one) in enumerate(_keyed(vectors), 1)])
    return index


def _keyed(vectors: tuple[list[int], ...]) -> list[tuple[int, list[int]]]:
    return [(10 * number, one) for number, one in enumerate(vectors, 1)]


def test_those_are_nearest_whose_numbers_have_the_same_signs() -> None:
    index = _index(3, [5, 5, -5], [-5, -5, 5], [5, -1, -5])
    assert set(index.nearest(bytes(np.array([9, 1, -2], np.int8)), 2)) == {10, 30}


def test_all_are_given_where_there_are_no_more() -> None:
    assert set(_index(2, [1, 1], [1, -1]).nearest(b"\x01\x01", 9)) == {10, 20}
    assert VectorIndex(2).nearest(b"\x01\x01", 9) == []


def test_vectors_with_other_numbers_and_empty_ones_are_left_out() -> None:
    index = _index(2, [1, 1, 1], [], [1, 1])
    assert len(index) == 1
    assert index.last == 3
    assert index.nearest(b"\x01\x01", 9) == [30]
    assert index.nearest(b"\x01\x01\x01", 9) == []
    assert index.nearest(b"", 9) == []


def test_of_many_the_nearest_by_all_numbers_are_among_four_hundred() -> None:
    numbers = np.random.default_rng(7)
    held = numbers.normal(0, 40, (5_000, 512)).clip(-127, 127).astype(np.int8)
    asked = (held[17] * 0.7 + numbers.normal(0, 30, 512)).clip(-127, 127).astype(np.int8)
    index = VectorIndex(512)
    for at in range(0, 5_000, 1_000):
        index.add([(key + 1, key, held[key].tobytes()) for key in range(at, at + 1_000)])
    found = index.nearest(asked.tobytes(), 400)
    assert len(found) == 400
    assert 17 in found


def test_vectors_that_come_one_by_one_and_in_thousands_are_all_held() -> None:
    index = VectorIndex(2)
    for at in (1, 2, 3):
        index.add([(at, at, b"\x01\xff")])
    index.add([(at, at, b"\xff\x01") for at in range(4, 20_000)])
    index.add([(20_000, 20_000, b"\xff\xff"), (20_001, 20_001, b"")])
    assert len(index) == 20_000
    assert index.last == 20_001
    assert set(index.nearest(b"\x01\xff", 3)) == {1, 2, 3}


def test_of_more_than_a_million_the_newest_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "_MOST", 20)
    monkeypatch.setattr(vector_index, "_BLOCK", 5)
    index = VectorIndex(2)
    for at in range(1, 51, 5):
        index.add([(one, one, b"\x01\x01") for one in range(at, at + 5)])
    assert sorted(index.nearest(b"\x01\x01", 99)) == list(range(31, 51))
