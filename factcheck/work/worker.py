"""Working off background jobs: procrastinate's worker on the desk's own database, each job in a thread of its own."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import procrastinate
import psycopg

from factcheck.desk import Desk
from factcheck.errors import BadInput, StorageFailed, did_you_mean
from factcheck.model.job import Job
from factcheck.model.rules.by_itself import ITSELF
from factcheck.store.job_schema import check_installed
from factcheck.work.run import Retries, do
from factcheck.work.tasks import TASKS
from factcheck.workflow.jobs import fail_job, forget_jobs, held_jobs, rescue_jobs

_LOG = logging.getLogger(__name__)
_FORGET_EVERY = 3600.0
"""Seconds from one look for jobs that ended long ago to the next."""
_LONGEST_PAUSE = 30.0
"""Seconds for which a worker waits at most before it tries a database anew that cannot be reached."""


@dataclass(frozen=True)
class WorkerSettings:
    """How a worker goes about it, in seconds.

    It does `jobs` at one time, says every `heartbeat` that it is there, and lets the jobs of workers that were `silent`
    for so long wait again. It looks for jobs every `poll` and whenever one is entered. A job takes no longer than
    `limit`; told to end, the worker gives those it is at `grace`. With `once` it ends once none is due. `times` say, by
    task and as cron writes it, when a task comes back by itself; of several workers one asks for it.
    """

    jobs: int = 4
    heartbeat: float = 10.0
    silent: float = 30.0
    poll: float = 5.0
    limit: float = 3600.0
    grace: float = 60.0
    once: bool = False
    times: Mapping[str, str] = field(default_factory=dict)


def work(
    desk: Desk,
    queues: Sequence[str] = (),
    how: WorkerSettings = WorkerSettings(),
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Work off jobs until the process is told to end (SIGTERM, SIGINT); `tell` says what people have to know.

    A queue has the name of the task whose jobs wait in it; without any it is all that this program knows. Jobs of
    other tasks wait for a program that knows them. BadInput for a queue that is not known, and where the installed
    procrastinate is not the one that this program knows. StorageFailed where a worker that ends when nothing is due
    cannot reach the database; any other waits for it.
    """
    for unknown in (one for one in queues if one not in TASKS):
        raise BadInput(f'There is no queue "{unknown}". {did_you_mean(unknown, TASKS)}')
    check_installed()
    for name in ("procrastinate", "psycopg"):  # they would print tracebacks, and what was asked
        log = logging.getLogger(name)
        log.handlers, log.propagate = [logging.NullHandler()], False
    asyncio.run(_Worker(desk, [*(queues or TASKS)], how, tell).run())


def _log_failure(_loop: object, told: Mapping[str, Any]) -> None:
    """Log what went wrong beside a job, such as that its end could not be noted; such a job is begun anew."""
    _LOG.error("a worker met %(error)s", {"error": type(told.get("exception")).__name__})


class _Worker:
    def __init__(
        self, desk: Desk, queues: Sequence[str], how: WorkerSettings, tell: Callable[[str], None]
    ) -> None:
        self._desk, self._queues, self._how, self._tell = desk, queues, how, tell
        self._doing: dict[int, float] = {}
        self._worker: int | None = None
        self._unended: set[int] = set()
        self._ends = asyncio.Event()
        self._at_work: asyncio.Task[None] | None = None

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_failure)
        loop.set_default_executor(ThreadPoolExecutor(self._how.jobs + 4, "job"))
        if threading.current_thread() is threading.main_thread():
            for told in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(told, self._told_to_end)
        pause = 1.0
        while not self._ends.is_set():
            began = time.monotonic()
            self._at_work = asyncio.create_task(self._work())
            try:
                await self._at_work
            except asyncio.CancelledError:
                return
            except (procrastinate.exceptions.ConnectorException, psycopg.Error, StorageFailed) as wrong:
                if self._how.once:
                    raise StorageFailed(
                        f"The queue of background jobs cannot be used: {wrong.__cause__ or wrong}"
                    ) from wrong
                _LOG.error("the database cannot be used: %(error)s", {"error": type(wrong).__name__})
            if self._how.once:
                return
            pause = 1.0 if time.monotonic() - began > _LONGEST_PAUSE else min(2 * pause, _LONGEST_PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ends.wait(), pause)

    async def _work(self) -> None:
        """Work off jobs as long as the database can be reached."""
        await self._look_after(forget=True)
        connector = procrastinate.PsycopgConnector(**self._desk.store.address, min_size=1, max_size=4)
        app = procrastinate.App(connector=connector)
        for name in TASKS:
            task = app.task(name=name, queue=name, pass_context=True, retry=Retries())(self._doer(name))
            if name in self._how.times:
                by_itself: Any = {"task_kwargs": {"by": ITSELF}, "lock": name, "queueing_lock": name}
                app.periodic(cron=self._how.times[name], **by_itself)(task)
        beside = asyncio.create_task(self._keep_looking())
        try:
            async with app.open_async():
                await app.run_worker_async(
                    queues=self._queues,
                    wait=not self._how.once,
                    concurrency=self._how.jobs,
                    fetch_job_polling_interval=self._how.poll,
                    update_heartbeat_interval=self._how.heartbeat,
                    stalled_worker_timeout=self._how.silent,
                    install_signal_handlers=False,
                )
        finally:
            beside.cancel()

    def _doer(self, name: str) -> Callable[..., Any]:
        def run(context: procrastinate.JobContext, **asked: Any) -> Any:
            asked.pop("timestamp", None)  # of one that comes at set times
            number, self._worker = context.job.id or 0, context.job.worker_id
            self._doing[number] = time.monotonic()
            try:
                return do(self._desk, number, Job(name, **asked))
            finally:
                self._doing.pop(number, None)

        return run

    # What a worker does beside its jobs

    async def _keep_looking(self) -> None:
        forgot = time.monotonic()
        while True:
            await asyncio.sleep(self._how.heartbeat)
            forget = time.monotonic() - forgot > _FORGET_EVERY
            forgot = time.monotonic() if forget else forgot
            with suppress(StorageFailed):  # the worker itself meets it too
                await self._look_after(forget=forget)

    async def _look_after(self, *, forget: bool) -> None:
        """Let the jobs of workers that are gone wait again, and give up those that take too long."""
        lost = await asyncio.to_thread(self._lost)
        if found := await asyncio.to_thread(rescue_jobs, self._desk, self._how.silent, lost):
            _LOG.warning("jobs of workers that are gone wait again: %(count)s", {"count": found})
        if forget:
            await asyncio.to_thread(forget_jobs, self._desk)
        for number, began in [*self._doing.items()]:
            if time.monotonic() - began > self._how.limit:
                said = f"It took longer than {self._how.limit / 60:g} minutes."
                await asyncio.to_thread(fail_job, self._desk, number, said)
                self._doing.pop(number, None)
                self._tell(f"Job {number} was given up: {said} This worker ends, since nothing else ends it.")
                self._told_to_end()

    def _lost(self) -> list[int]:
        """The jobs that this worker is no longer at, now and at the last look, and the end of which was not noted."""
        held = {*held_jobs(self._desk, self._worker)} - self._doing.keys() if self._worker else set()
        lost, self._unended = held & self._unended, held
        return sorted(lost)

    # Its end

    def _told_to_end(self) -> None:
        """Take no more jobs and finish those that are being done; told again, or after a while, end at once."""
        if self._ends.is_set():
            self._end_now()
        self._ends.set()
        if self._at_work:
            self._at_work.cancel()
        if self._doing:
            self._tell(f"Finishing {len(self._doing)} jobs. To end at once, say so again.")
        asyncio.get_running_loop().call_later(self._how.grace, self._end_now)

    def _end_now(self) -> None:
        if self._doing:
            numbers = ", ".join(map(str, self._doing))
            self._tell(f"Ended amid jobs {numbers}; another worker begins them anew within a minute.")
        sys.stdout.flush()
        os._exit(1)  # threads cannot be ended otherwise
