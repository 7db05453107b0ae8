"""When an exchange may start: a limit in all and for each host, and a delay between starts with one host."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from math import inf
from typing import Any, Generic, Self, TypeVar

from factcheck.fetch.host_queue import HostQueue, HostState
from factcheck.fetch.policy import Policy

Item = TypeVar("Item")
Host = tuple[str, int]
"""A host name or IP address, and a port."""


class HostScheduler:
    """Grants slots, each for one host; what waits for one host does not hold up another.

    Visits that have begun come before new ones, so that they are finished first.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._free = policy.concurrency
        self._hosts: dict[Host, HostState] = {}
        self._waiting_slots = _WaitingSlots()
        self._queues: list[HostQueue] = [self._waiting_slots]
        self._timer: asyncio.TimerHandle | None = None

    def new_slot(self) -> "HostSlot":
        """A slot that has no host yet."""
        return HostSlot(self)

    def state_of(self, host: Host | None) -> HostState:
        """The state of a host; None stands for addresses without a host, which have no delay."""
        if host is None:
            return HostState(self._policy.concurrency, 0)
        if host not in self._hosts:
            self._hosts[host] = HostState(self._policy.per_host, self._policy.delay)
        return self._hosts[host]

    def slow_down(self, host: Host, delay: float) -> None:
        """Start exchanges with this host at least `delay` seconds apart."""
        state = self.state_of(host)
        state.delay = max(state.delay, delay)

    def schedule(
        self, items: Iterable[tuple[Host | None, Item]], begin: "Begin[Item]", most: int
    ) -> "Backlog[Item]":
        """Begin each item when its host has a slot, at most `most` at a time; cancel the backlog when done."""
        without_host, waiting = self.state_of(None), dict[HostState, list[Item]]()
        for host, item in items:
            waiting.setdefault(self.state_of(host) if host else without_host, []).append(item)
        self._queues.append(backlog := Backlog(self, waiting, begin, most))
        self.dispatch()
        return backlog

    def forget(self, backlog: "Backlog[Item]") -> None:
        """Dispatch nothing more from a backlog."""
        self._queues.remove(backlog)

    async def acquire(self, slot: "HostSlot", host: Host) -> None:
        """Wait until this slot may start an exchange with this host; its present host is released once it is queued."""
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting_slots.add(self.state_of(host), slot, granted)
        slot.release()
        self.dispatch()
        try:
            await granted
        except asyncio.CancelledError:
            slot.release()  # it may have been granted in the same moment
            raise

    def release(self, host: HostState) -> None:
        """Count one exchange fewer with this host."""
        host.active -= 1
        self._free += 1
        for queue in self._queues:
            queue.enqueue(host)
        self.dispatch()

    def dispatch(self) -> None:
        """Start everything that is due while slots are free, and set the timer for what will be due next."""
        now = asyncio.get_running_loop().time()
        for queue in self._queues:
            while self._free and (host := queue.pop_due(now)):
                host.active += 1
                self._free -= 1
                queue.start_next(host, now)
        self._set_timer(min((queue.due for queue in self._queues), default=inf) if self._free else inf)

    def _set_timer(self, due: float) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if due < inf:
            self._timer = asyncio.get_running_loop().call_at(due, self.dispatch)


class HostSlot:
    """The right to one exchange at a time with one host; leaving it as an async context manager releases it."""

    __slots__ = ("_host", "_scheduler")

    def __init__(self, scheduler: HostScheduler) -> None:
        self._scheduler = scheduler
        self._host: HostState | None = None

    async def move(self, host: Host) -> None:
        """Wait for a slot with this host, started its delay after the last; the present host is released."""
        await self._scheduler.acquire(self, host)

    async def start_again(self, host: Host) -> None:
        """Start another exchange with the same host: at once unless another slot started one within the delay."""
        state, now = self._host, asyncio.get_running_loop().time()
        if state is not None and self.is_with(host) and (state.last_slot is self or state.due <= now):
            self.start(state, now)
        else:
            await self.move(host)

    def is_with(self, host: Host) -> bool:
        """Whether the slot is with this host."""
        return self._host is not None and self._host is self._scheduler.state_of(host)

    def start(self, host: HostState, now: float) -> None:
        """Start an exchange with this host; `now` is on the clock of the event loop."""
        host.last_start, host.last_slot = now, self
        self._host = host

    def release(self) -> None:
        """Release the host, if there is one."""
        host, self._host = self._host, None
        if host is not None:
            self._scheduler.release(host)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.release()


Begin = Callable[[Item, HostSlot], Coroutine[Any, Any, None]]
"""Begins an item in the slot it is given, and releases that slot when done."""


class _WaitingSlots(HostQueue):
    """Slots of visits that have begun and wait for their next host."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[HostState, deque[tuple[HostSlot, asyncio.Future[None]]]] = {}

    def add(self, host: HostState, slot: HostSlot, granted: asyncio.Future[None]) -> None:
        """Let a slot wait for a host."""
        self._waiting.setdefault(host, deque()).append((slot, granted))
        self.enqueue(host)

    def has_waiting(self, host: HostState) -> bool:
        """Whether a slot still waits for this host; cancelled ones are removed."""
        waiting = self._waiting.get(host)
        while waiting and waiting[0][1].done():
            waiting.popleft()
        if not waiting:
            self._waiting.pop(host, None)
        return bool(waiting)

    def start_next(self, host: HostState, now: float) -> None:
        """Start the slot that has waited longest for this host."""
        slot, granted = self._waiting[host].popleft()
        slot.start(host, now)
        granted.set_result(None)
        self.enqueue(host)


class Backlog(HostQueue, Generic[Item]):
    """Items that have not begun, by host. Each begins in a task of its own as soon as its host has a slot.

    At most `most` tasks run at a time, counting those that wait for another host or before a new try.
    """

    def __init__(
        self, scheduler: HostScheduler, waiting: dict[HostState, list[Item]], begin: Begin[Item], most: int
    ) -> None:
        super().__init__()
        self._scheduler = scheduler
        self._items = waiting
        self._begin = begin
        self._most = most
        self._running: set[asyncio.Task[None]] = set()
        for host, items in waiting.items():
            items.reverse()  # taken from the end, which costs the same however many there are
            self.enqueue(host)

    def has_waiting(self, host: HostState) -> bool:
        """Whether an item of this host has not begun."""
        return host in self._items

    @property
    def is_open(self) -> bool:
        """Whether one more task may run."""
        return len(self._running) < self._most

    def start_next(self, host: HostState, now: float) -> None:
        """Begin the first item of this host."""
        items = self._items[host]
        slot = self._scheduler.new_slot()
        slot.start(host, now)
        task = asyncio.create_task(self._begin(items.pop(), slot))
        self._running.add(task)
        task.add_done_callback(self._end)
        if not items:
            del self._items[host]
        self.enqueue(host)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._scheduler.dispatch()

    async def cancel(self) -> None:
        """Begin nothing more, and cancel the tasks that run."""
        self._items.clear()
        running = [*self._running]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._scheduler.forget(self)
