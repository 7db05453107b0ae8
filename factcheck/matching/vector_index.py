"""The nearest of many vectors: in memory by the sign of each number, then those few by all of it.

A vector takes 64 bytes so, 6 MB for 100,000 and 64 MB for a million, and the signs of all are compared with a few
operations of the processor each. Of 100,000 that takes some 10 ms, of a million 100 ms.
"""

from collections.abc import Sequence
from typing import Any

_WIDTH = 64
"""Signs in one word of the processor."""


class VectorIndex:
    """The signs of vectors under their keys; those that are empty, or have not as many numbers, are left out."""

    def __init__(self) -> None:
        self.last = 0
        self._numbers: int | None = None
        self._keys: list[Any] = []
        self._signs: list[Any] = []

    def __len__(self) -> int:
        return sum(map(len, self._keys))

    def add(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Take in vectors, each with a number that grows and its key; `last` is the highest number so far."""
        import numpy as np

        if not rows:
            return
        self.last = rows[-1][0]
        numbers = self._numbers or next((len(vector) for _, _, vector in rows if vector), None)
        known = [(key, vector) for _, key, vector in rows if vector and len(vector) == numbers]
        if known:
            self._numbers = numbers
            self._keys.append(np.array([key for key, _ in known], np.int64))
            self._signs.append(_signs(b"".join(vector for _, vector in known), len(known)))

    def nearest(self, vector: bytes, count: int) -> list[int]:
        """The keys of about the `count` nearest, in no order; none where `vector` has not as many numbers."""
        import numpy as np

        if not self._keys or len(vector) != self._numbers:
            return []
        if len(self._keys) > 1:
            self._keys, self._signs = [np.concatenate(self._keys)], [np.concatenate(self._signs)]
        keys, asked = self._keys[0], _signs(vector, 1)[0]
        differing = np.zeros(len(keys), np.uint16)
        for held, wanted in zip(self._signs[0].T, asked, strict=True):
            differing += np.bitwise_count(held ^ wanted)
        if count >= len(keys):
            return [int(key) for key in keys]
        return [int(key) for key in keys[np.argpartition(differing, count)[:count]]]


def _signs(vectors: bytes, count: int) -> Any:
    """Of each vector the signs of its numbers, 64 in one."""
    import numpy as np

    bits = np.packbits(np.frombuffer(vectors, np.int8).reshape(count, -1) > 0, axis=1)
    lacking = -bits.shape[1] % (_WIDTH // 8)
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, lacking)))).view(np.uint64)
