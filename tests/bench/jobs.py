"""Background jobs on PostgreSQL: how many are entered in a second, and the memory of a worker over a night's work."""

from collections.abc import Iterator, Mapping
from itertools import count
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from time import perf_counter
from typing import Any

from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.work import tasks
from factcheck.work.worker import WorkerSettings, work
from factcheck.workflow.claims.add import add_claims
from tests.bench.bench import Bench
from tests.bench.desks import desk_at
from tests.bench.figures import Figure, at_least, below
from tests.bench.looking_up import postgres

_A_SECOND, _GROWTH = 2_000, 1.1
_WARM = 10
"""The share of all jobs after which a worker is warm: it has read what it needs once."""
_LONGEST = 1_800.0


def measure_jobs(bench: Bench) -> Iterator[Figure]:
    """At least 2,000 jobs entered in a second; a worker that did 10,000 holds no tenth more than after 1,000."""
    jobs = bench.sizes.rows // 10
    with postgres(bench.folder / "jobs") as url:
        with desk_at(url, bench.folder) as desk:
            add_claims(desk, [("", {"text": "The bridge has 9 lamps.", "ref": "bridge"})], "the bench")
            yield at_least(f"{jobs:,} jobs entered in one transaction", _enter(desk, jobs), _A_SECOND, "/s")
        context = get_context("spawn")
        told: Queue[tuple[float, float, float]] = context.Queue()
        worker = context.Process(target=_work, args=(url, bench.folder, jobs, told))
        began = perf_counter()
        worker.start()
        warm, last, cpu = told.get(timeout=_LONGEST)
        worker.join()
        took = perf_counter() - began
    yield Figure(f"{jobs:,} jobs done by one worker", f"{jobs / took:.0f} a second", "", "", "", "", "")
    yield Figure(
        "the processor's time of its worker for a job", f"{cpu * 1000 / jobs:.2g} ms", "", "", "", "", ""
    )
    what = f"memory after {jobs:,} jobs to that after {jobs // _WARM:,} ({last:.0f} MB)"
    yield below(what, last / warm, _GROWTH, "×")


def _enter(desk: Desk, jobs: int) -> float:
    """Jobs entered in a second, in one transaction, each with arguments of its own."""
    began = perf_counter()
    with desk.store.writing() as ledger:
        desk.enqueue(ledger, *(Job("fetch", {"names": ["bridge"]}, once=f"fetch {n}") for n in range(jobs)))
    return jobs / (perf_counter() - began)


def _work(url: str, folder: Path, jobs: int, told: "Queue[tuple[float, float, float]]") -> None:
    """Do all jobs; tell the memory once a tenth is done and at the end, and the processor's time."""
    from time import process_time

    fetch, done, held = tasks.TASKS["fetch"], count(1), []

    def counted(desk: Desk, given: Mapping[str, Any]) -> Any:
        if next(done) == jobs // _WARM:
            held.append(_megabytes())
        return fetch(desk, given)

    tasks.TASKS["fetch"] = counted  # type: ignore[index]
    with desk_at(url, folder) as desk:
        work(desk, ["fetch"], WorkerSettings(once=True))
        told.put((held[0], _megabytes(), process_time()))


def _megabytes() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * 4096 / 1e6
