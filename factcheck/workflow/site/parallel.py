"""One long job shared among processes: each takes its share, hands back its result, and ends."""

import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from factcheck.errors import FactcheckError, StorageFailed

WORTH_SHARING = 1000
"""Fewer items than this are done sooner than another process starts."""

MOST = 3
"""Processes at most; each needs about 120 MB, and all of them together stay under 500."""

Share = TypeVar("Share")
Result = TypeVar("Result")
_parent: int | None = None
"""In a process that does a share: the one that started it."""


def split(items: Sequence[str]) -> list[Sequence[str]]:
    """The items in as many shares as there are processors for, or all in one."""
    count = min(_processors(), MOST) if len(items) >= WORTH_SHARING else 1
    return [items[number::count] for number in range(count)]


class Started(Generic[Result]):
    """A share that another process is at."""

    def __init__(self, job: Callable[[Share], Result], share: Share) -> None:
        """`job` is a function of a module; share and result can be pickled."""
        context = get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        context.Process(target=_work, args=(job, share, sender, os.getpid()), daemon=True).start()
        sender.close()

    def result(self) -> Result:
        """Wait for the result; StorageFailed with what the process said when it failed."""
        try:
            result, said = self._receiver.recv()
        except EOFError:
            result, said = None, "A process that helped ended early. Run the command again."
        if said is not None:
            raise StorageFailed(said)
        done: Result = result
        return done


def leave_when_alone() -> None:
    """End a process that does a share if the one that started it is gone; does nothing elsewhere."""
    if _parent is not None and os.getppid() != _parent:
        os._exit(1)


def _work(job: Callable[[Any], Any], share: object, sender: Any, parent: int) -> None:
    global _parent  # noqa: PLW0603 - said once, at the start of the process
    _parent = parent
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it answers, and takes this one along
    try:
        sender.send((job(share), None))
    except FactcheckError as wrong:
        sender.send((None, wrong.message))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
