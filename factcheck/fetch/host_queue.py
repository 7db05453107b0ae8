"""Hosts that somebody waits for, in the order in which they are due."""

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf


@dataclass(slots=True, eq=False)
class HostState:
    """One host and port: who is inside, when the last exchange began, how far apart they must be (seconds)."""

    limit: int
    delay: float
    inside: int = 0
    opened: float = -inf
    opener: object | None = None

    @property
    def due(self) -> float:
        """When the next exchange may begin, on the clock of time.monotonic()."""
        return self.opened + self.delay


class HostQueue:
    """Doors that somebody waits at, the one due first at the front; a full door waits outside the line."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, HostState]] = []
        self._in: set[HostState] = set()
        self._count = 0

    def has(self, door: HostState) -> bool:
        """Whether somebody waits at this door."""
        raise NotImplementedError

    def serve(self, door: HostState, now: float) -> None:
        """Let the first in who waits at this door."""
        raise NotImplementedError

    @property
    def wants(self) -> bool:
        """Whether anybody could be let in at all."""
        return True

    @property
    def due(self) -> float:
        """When the first door will be due; infinite when none will be."""
        return self._heap[0][0] if self._heap and self.wants else inf

    def join(self, door: HostState) -> None:
        """Line a door up if somebody waits there and it is not full."""
        if door not in self._in and door.inside < door.limit and self.has(door):
            self._in.add(door)
            self._count += 1
            heappush(self._heap, (door.due, self._count, door))

    def next_door(self, now: float) -> HostState | None:
        """The first door that is due and not full, taken out of the line."""
        while self._heap and self._heap[0][0] <= now and self.wants:
            _, _, door = heappop(self._heap)
            self._in.discard(door)
            if door.due <= now and door.inside < door.limit and self.has(door):
                return door
            self.join(door)
        return None
