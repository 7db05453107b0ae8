"""Long lists in parts of one length, numbered from the end: what is put before the first changes one part alone."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def parts_of(count: int, length: int) -> int:
    """The number of parts that so many things fill."""
    return -(-count // length)


def in_part(items: Sequence[Item], number: int, length: int) -> Sequence[Item]:
    """What stands in the part of this number; the first holds the last `length` things."""
    end = len(items) - (number - 1) * length
    return items[max(0, end - length) : end]
