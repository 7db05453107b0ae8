"""A queue of hosts that something waits for, in the order in which their next exchange may start."""

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf


@dataclass(slots=True, eq=False)
class HostState:
    """One host and port: its exchanges now, when the last one started, and how far apart they start.

    `delay` is in seconds, `last_start` on the clock of the event loop; `last_slot` is the slot that started it.
    """

    limit: int
    delay: float
    active: int = 0
    last_start: float = -inf
    last_slot: object | None = None

    @property
    def due(self) -> float:
        """When the next exchange may start, on the clock of the event loop."""
        return self.last_start + self.delay

    @property
    def is_full(self) -> bool:
        """Whether as many exchanges are active as may be."""
        return self.active >= self.limit


class HostQueue:
    """Hosts that something waits for, the one due first at the front; a full host is not in the queue."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, HostState]] = []
        self._queued: set[HostState] = set()
        self._count = 0

    def has_waiting(self, host: HostState) -> bool:
        """Whether something waits for this host."""
        raise NotImplementedError

    def start_next(self, host: HostState, now: float) -> None:
        """Start what has waited longest for this host; `now` is on the clock of the event loop."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether anything may be started at all."""
        return True

    @property
    def due(self) -> float:
        """When the first host will be due, on the clock of the event loop; infinite when none will be."""
        return self._heap[0][0] if self._heap and self.is_open else inf

    def enqueue(self, host: HostState) -> None:
        """Queue a host if something waits for it and it is not full."""
        if host not in self._queued and not host.is_full and self.has_waiting(host):
            self._queued.add(host)
            self._count += 1
            heappush(self._heap, (host.due, self._count, host))

    def pop_due(self, now: float) -> HostState | None:
        """The first host that is due and not full, taken out of the queue; None when there is none."""
        while self._heap and self._heap[0][0] <= now and self.is_open:
            _, _, host = heappop(self._heap)
            self._queued.discard(host)
            if host.due <= now and not host.is_full and self.has_waiting(host):
                return host
            self.enqueue(host)
        return None
