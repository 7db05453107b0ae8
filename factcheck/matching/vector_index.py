"""The nearest of many vectors: in memory by the sign of each number, then those few by all of it.

A vector takes 72 bytes so, 7 MB for 100,000 and 72 MB for a million, whose signs are compared in some 20 ms.
"""

from collections.abc import Sequence
from typing import Any

_WIDTH = 64
"""Signs in one word of the processor."""

_BLOCK = 5_000
"""Vectors that are compared together, so that their signs stay in the processor's own memory meanwhile."""

_MOST = 1_000_000
"""Vectors that are held, the newest; older ones are found by their words alone."""


class VectorIndex:
    """The signs of vectors of so many numbers, under their keys; those that have not as many are left out."""

    def __init__(self, numbers: int) -> None:
        self.last = 0
        self._numbers = numbers
        self._blocks: list[tuple[Any, Any]] = []

    def __len__(self) -> int:
        return sum(len(keys) for keys, _ in self._blocks)

    def add(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Take in vectors, each with a number that grows and its key; `last` is the highest number so far."""
        import numpy as np

        if not rows:
            return
        self.last = rows[-1][0]
        known = [(key, vector) for _, key, vector in rows if len(vector) == self._numbers]
        keys = np.array([key for key, _ in known], np.int64)
        signs = _signs(b"".join(vector for _, vector in known), self._numbers)
        if self._blocks and len(self._blocks[-1][0]) < _BLOCK:
            before, held = self._blocks.pop()
            keys, signs = np.concatenate([before, keys]), np.concatenate([held, signs], axis=1)
        self._blocks.append((keys, signs))
        while len(self) - len(self._blocks[0][0]) >= _MOST:
            del self._blocks[0]

    def nearest(self, vector: bytes, count: int) -> list[int]:
        """The keys of about the `count` nearest, in no order; none where `vector` has not as many numbers."""
        import numpy as np

        if not self._blocks or not vector or len(vector) != self._numbers:
            return []
        asked = _signs(vector, self._numbers)
        keys = np.concatenate([keys for keys, _ in self._blocks])
        differing = np.concatenate([_differing(signs, asked) for _, signs in self._blocks])
        if count < len(keys):
            keys = keys[np.argpartition(differing, count)[:count]]
        return [int(key) for key in keys]


def _differing(signs: Any, asked: Any) -> Any:
    """How many signs of each vector differ from those asked about."""
    import numpy as np

    found = np.zeros(signs.shape[1], np.uint16)
    for held, wanted in zip(signs, asked, strict=True):
        found += np.bitwise_count(held ^ wanted)
    return found


def _signs(vectors: bytes, numbers: int) -> Any:
    """The signs of vectors of so many numbers, 64 in one: a row for each 64 numbers, a column for each vector."""
    import numpy as np

    bits = np.packbits(np.frombuffer(vectors, np.int8).reshape(-1, numbers) > 0, axis=1)
    lacking = -bits.shape[1] % (_WIDTH // 8)
    return np.ascontiguousarray(np.ascontiguousarray(np.pad(bits, ((0, 0), (0, lacking)))).view(np.uint64).T)
