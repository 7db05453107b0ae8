"""Long lists in parts of one length, numbered from the end: what is put before the first changes one part alone."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")

IsWanted = Callable[[str, Sequence[Any], object], bool]
"""Asked before a file is made: its name, the claims it shows, and all that it shows beside them, told by its `repr`."""


def every_file(_name: str, _shown: Sequence[Any], _beside: object) -> bool:
    """All are wanted."""
    return True


def parts_of(count: int, length: int) -> int:
    """The number of parts that so many things fill."""
    return -(-count // length)


def in_part(items: Sequence[Item], number: int, length: int) -> Sequence[Item]:
    """What stands in the part of this number; the first holds the last `length` things."""
    end = len(items) - (number - 1) * length
    return items[max(0, end - length) : end]
