"""One long job divided among processes of the standard library's pool."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TypeVar

from factcheck.errors import StorageFailed

WORTH_SHARING = 1000
"""Fewer items than this are done sooner than another process starts."""

MOST = 3
"""Processes at most, this one included; each needs about 120 MB, and all of them together stay under 500."""

Share = TypeVar("Share")
Result = TypeVar("Result")


def split(items: Sequence[str]) -> list[Sequence[str]]:
    """The items in as many shares as there are processors for, or all in one."""
    count = min(_processors(), MOST) if len(items) >= WORTH_SHARING else 1
    return [items[number::count] for number in range(count)]


@contextmanager
def begun(job: Callable[[Share], Result], shares: Sequence[Share]) -> Iterator[Sequence[Future[Result]]]:
    """The results to come of a job that is done for each share by a process of its own, all begun at once.

    `job` is a function of a module; shares and results can be pickled. What a job raises is raised where its result is
    asked for; StorageFailed where a process was killed. Whoever leaves early takes the processes along.
    """
    if not shares:
        yield ()
        return
    others = set(active_children())
    pool = ProcessPoolExecutor(len(shares), get_context("spawn"), _attend)
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


def _attend() -> None:
    """In a process of the pool: leave Control-C to the one that started it, and end when that one is gone."""
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
