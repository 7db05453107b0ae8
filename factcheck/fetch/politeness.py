"""Whose turn it is: so many exchanges at once in all and with each host, their starts a while apart."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from math import inf
from time import monotonic
from typing import Any, Generic, Self, TypeVar

from factcheck.fetch.host_queue import HostQueue, HostState
from factcheck.fetch.policy import Policy

Item = TypeVar("Item")
Host = tuple[str, int]


class Turns:
    """Grants places, each with one host; nobody waiting for one host stands in the way of another.

    Visits under way come before new ones, so that what was begun is finished.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._free = policy.concurrency
        self._doors: dict[Host, HostState] = {}
        self._steps = _Steps()
        self._lines: list[HostQueue] = [self._steps]
        self._alarm: asyncio.TimerHandle | None = None

    def place(self) -> "HostSlot":
        """A place that is nowhere yet."""
        return HostSlot(self)

    def door(self, host: Host | None) -> HostState:
        """What is kept of a host; None stands for what leads nowhere and needs no patience."""
        if host is None:
            return HostState(self._policy.concurrency, 0)
        if host not in self._doors:
            self._doors[host] = HostState(self._policy.per_host, self._policy.delay)
        return self._doors[host]

    def slow_down(self, host: Host, delay: float) -> None:
        """Keep exchanges with this host at least so many seconds apart."""
        door = self.door(host)
        door.delay = max(door.delay, delay)

    def enlist(
        self, items: Iterable[tuple[Host | None, Item]], begin: "Begin[Item]", most: int
    ) -> "Backlog[Item]":
        """Begin each of these things when its host has a place, at most so many at a time; strike it when done."""
        nowhere, waiting = self.door(None), dict[HostState, list[Item]]()
        for host, item in items:
            waiting.setdefault(self.door(host) if host else nowhere, []).append(item)
        self._lines.append(backlog := Backlog(self, waiting, begin, most))
        self.grant()
        return backlog

    def strike(self, backlog: "Backlog[Item]") -> None:
        """Forget a list."""
        self._lines.remove(backlog)

    async def admit(self, place: "HostSlot", host: Host) -> None:
        """Wait until this place may begin with this host; the one it has is given back once it is in line."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._steps.add(self.door(host), place, turn)
        place.leave()
        self.grant()
        try:
            await turn
        except asyncio.CancelledError:
            place.leave()  # it may have been granted in the same moment
            raise

    def give_back(self, door: HostState) -> None:
        """One exchange fewer with this host."""
        door.inside -= 1
        self._free += 1
        for line in self._lines:
            line.join(door)
        self.grant()

    def grant(self) -> None:
        """Give out every place that is free and due, and wake up when the next will be due."""
        now = monotonic()
        for line in self._lines:
            while self._free and (door := line.next_door(now)):
                door.inside += 1
                self._free -= 1
                line.serve(door, now)
        self._wake_at(min((line.due for line in self._lines), default=inf) if self._free else inf)

    def _wake_at(self, due: float) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        if due < inf:
            wait = max(0.0, due - monotonic())
            self._alarm = asyncio.get_running_loop().call_later(wait, self.grant)


class HostSlot:
    """The right to one exchange at a time with one host."""

    __slots__ = ("_door", "_turns")

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._door: HostState | None = None

    async def move(self, host: Host) -> None:
        """Wait for a place with this host, its start a while after the last; the old place is given back."""
        await self._turns.admit(self, host)

    async def begin_again(self, host: Host) -> None:
        """Begin another exchange with the host one is with: at once if none began too lately, else in turn."""
        door, now = self._door, monotonic()
        if door is not None and self.is_with(host) and (door.opener is self or door.due <= now):
            self.take(door, now)
        else:
            await self.move(host)

    def is_with(self, host: Host) -> bool:
        """Whether the place is with this host."""
        return self._door is not None and self._door is self._turns.door(host)

    def take(self, door: HostState, now: float) -> None:
        """Be let in."""
        door.opened, door.opener = now, self
        self._door = door

    def leave(self) -> None:
        """Give the place back, if there is one."""
        door, self._door = self._door, None
        if door is not None:
            self._turns.give_back(door)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()


Begin = Callable[[Item, HostSlot], Coroutine[Any, Any, None]]
"""What begins a thing at the place it was given, and leaves that place when done."""


class _Steps(HostQueue):
    """Visits under way that wait for their next step."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[HostState, deque[tuple[HostSlot, asyncio.Future[None]]]] = {}

    def add(self, door: HostState, place: HostSlot, turn: asyncio.Future[None]) -> None:
        """Wait at a door."""
        self._waiting.setdefault(door, deque()).append((place, turn))
        self.join(door)

    def has(self, door: HostState) -> bool:
        """Whether somebody still waits there; those who left are forgotten."""
        waiting = self._waiting.get(door)
        while waiting and waiting[0][1].done():
            waiting.popleft()
        if not waiting:
            self._waiting.pop(door, None)
        return bool(waiting)

    def serve(self, door: HostState, now: float) -> None:
        """Let the first in who waits at this door."""
        place, turn = self._waiting[door].popleft()
        place.take(door, now)
        turn.set_result(None)
        self.join(door)


class Backlog(HostQueue, Generic[Item]):
    """Things not begun yet, by host. Each is begun in a task of its own as soon as there is a place for it.

    `most` bounds how many are under way, which counts those that wait for another host or for a new try.
    """

    def __init__(
        self, turns: Turns, waiting: dict[HostState, list[Item]], begin: Begin[Item], most: int
    ) -> None:
        super().__init__()
        self._turns = turns
        self._items = waiting
        self._begin = begin
        self._most = most
        self._under_way: set[asyncio.Task[None]] = set()
        for door, items in waiting.items():
            items.reverse()  # taken from the end, which costs the same however many there are
            self.join(door)

    def has(self, door: HostState) -> bool:
        """Whether something is left to begin at this door."""
        return door in self._items

    @property
    def wants(self) -> bool:
        """Whether one more may be under way."""
        return len(self._under_way) < self._most

    def serve(self, door: HostState, now: float) -> None:
        """Begin the first thing of this door."""
        items = self._items[door]
        place = self._turns.place()
        place.take(door, now)
        task = asyncio.create_task(self._begin(items.pop(), place))
        self._under_way.add(task)
        task.add_done_callback(self._end)
        if not items:
            del self._items[door]
        self.join(door)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._turns.grant()

    async def strike(self) -> None:
        """Begin nothing more, and end what is under way."""
        self._items.clear()
        under_way = [*self._under_way]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self._turns.strike(self)
