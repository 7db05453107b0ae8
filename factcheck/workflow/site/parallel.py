"""One long job divided among processes of the standard library's pool."""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.context import SpawnContext
from threading import Thread
from typing import TypeVar

from factcheck.errors import StorageFailed

WORTH_SHARING = 1000
"""Fewer items than this are done sooner than another process starts."""

MOST = 3
"""Processes at most, this one included; each needs about 120 MB, and all of them together stay under 500."""

Item = TypeVar("Item")
Share = TypeVar("Share")
Result = TypeVar("Result")


class Turns:
    """What processes do in one order, each in its turn, whatever else they do at the same time."""

    def __init__(self, context: SpawnContext) -> None:
        self._next = context.Value("q", 0)
        self._moved = context.Condition(self._next.get_lock())

    @property
    def done(self) -> int:
        """How many turns are over."""
        return int(self._next.value)

    @contextmanager
    def at(self, number: int) -> Iterator[None]:
        """The turn of this number, the first being 0; where it fails, none comes after it."""
        with self._moved:
            self._moved.wait_for(lambda: self._next.value == number)
        yield
        with self._moved:
            self._next.value += 1
            self._moved.notify_all()


def shares(items: int) -> int:
    """How many processes so many items are shared among: as many as there are processors for, or one."""
    return min(_processors(), MOST) if items >= WORTH_SHARING else 1


def split(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The items in as many shares as are worth it."""
    count = shares(len(items))
    return [items[number::count] for number in range(count)]


@contextmanager
def begun(
    job: Callable[[Share], Result], shares: Sequence[Share], turns: Turns | None = None
) -> Iterator[Sequence[Future[Result]]]:
    """The results to come of a job that is done for each share by a process of its own, all begun at once.

    `job` is a function of a module; shares and results can be pickled. What a job raises is raised where its result is
    asked for; StorageFailed where a process was killed. Whoever leaves early takes the processes along. What a job does
    `in_turn` it does in one order with the others.
    """
    if not shares:
        yield ()
        return
    others = set(active_children())
    pool = ProcessPoolExecutor(len(shares), get_context("spawn"), _attend, (turns,))
    try:
        yield [pool.submit(job, share) for share in shares]
    except BaseException as wrong:
        for process in set(active_children()) - others:
            process.terminate()
        if isinstance(wrong, BrokenProcessPool):
            said = "A process that helped ended early. Run the command again."
            raise StorageFailed(said) from wrong
        raise
    finally:
        pool.shutdown()


def new_turns() -> Turns:
    """Turns that no process has had yet."""
    return Turns(get_context("spawn"))


_OBJECTS = 50_000
"""Objects made until those in circles are looked for; ten pages have as many, and a process that ends keeps none."""

_OBJECTS_OF_FEW = 500_000
"""The same where few pages are made, among what is known of tens of thousands of checks."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Objects in circles are looked for seldom: by a tenth of the time of one correction of a large site."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_OF_FEW)
    try:
        yield
    finally:
        gc.set_threshold(*before)


_OURS: list[Turns] = []
"""In a process of the pool, the turns it takes with the others."""


def in_turn(number: int) -> AbstractContextManager[None]:
    """The turn of this number among the processes of the pool."""
    return _OURS[0].at(number)


def _attend(turns: Turns | None) -> None:
    """In a process of the pool: leave Control-C to the one that started it, and end when that one is gone."""
    _OURS[:] = [turns] if turns else []
    gc.set_threshold(_OBJECTS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
