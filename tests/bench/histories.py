"""Histories: reading a claim against reading it with its rules and validation anew, and an act on a long one."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_least, below
from tests.bench.timing import PYTHON, environment, run

_CLAIMS, _TIMES, _LONG = 60, 5, 5_000
_ACT_MILLISECONDS, _GROWTH = 60, 4


def measure_read(bench: Bench) -> Iterator[Figure]:
    """A claim of twenty lines, SQL included, is read five times as quickly as when every rule is asked again."""
    desk = bench.folder / "read"
    run((PYTHON, "-m", "tests.bench.desks", str(desk), str(_CLAIMS), "signed"), bench.folder)
    told = _measured(desk)
    yield at_least("reading a claim of 20 lines, against asking every rule again", told["read"], 5, "×")
    act = f"an act on a claim of {_LONG:,} lines"
    yield below(act, told["act"], _ACT_MILLISECONDS, "ms of the processor")
    yield below(f"{act}, against one on a quarter of them", told["growth"], _GROWTH * 1.1, "×")


def _measured(desk: Path) -> dict[str, float]:
    command = (PYTHON, "-m", "tests.bench.histories", str(desk))
    told = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout
    return {name: float(number) for name, number in (line.split() for line in told.splitlines())}


def _seconds(work: Callable[[], object]) -> float:
    """What one go takes of the processor: the median of several."""
    taken = []
    for _ in range(_TIMES):
        gc.collect()
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return median(taken)


def _measure(folder: Path) -> None:
    from sqlalchemy import select

    from factcheck.desk import Desk, open_desk
    from factcheck.model.decide import replay
    from factcheck.model.evolve import fold
    from factcheck.model.vocabulary import Act
    from factcheck.settings import load
    from factcheck.store.engine import make_engine, transaction
    from factcheck.store.rows import CLAIMS, EVENTS, checked_event
    from factcheck.workflow.claims.edit import edit_claim

    def read_all(desk: Desk, refs: list[str]) -> None:
        with desk.store.reading() as ledger:
            for ref in refs:
                ledger.record(ref)

    def replay_all(desk: Desk, refs: list[str]) -> None:
        engine = make_engine(desk.settings.database_url)
        with transaction(engine, writing=False) as connection:
            for ref in refs:
                query = (
                    select(EVENTS).join(CLAIMS, CLAIMS.c.id == EVENTS.c.subject).where(CLAIMS.c.ref == ref)
                )
                lines = connection.execute(query.order_by(EVENTS.c.seq)).mappings().all()
                replay(map(checked_event, lines), desk.scales)
        engine.dispose()

    def act_on(desk: Desk, lines: int) -> float:
        """The seconds of one act on a claim of so many lines, each a source."""
        ref = f"long-{lines}"
        events = list(desk.begun({"ref": ref, "text": f"The ward has {lines} sources."}).events)
        for number in range(1, lines):
            source = {"id": f"s{number}", "title": f"Paper {number}", "url": f"https://example.org/{number}"}
            events.append(desk.event(events[-1], Act.SOURCE, {"source": source}))
        with desk.store.writing() as ledger:
            ledger.append_all([(None, fold(events))])
        return _seconds(lambda: edit_claim(desk, ref, {"locator": str(time.perf_counter_ns())}))

    with open_desk(load(folder)) as desk:
        with desk.store.reading() as ledger:
            refs = [row["ref"] for row in ledger.listed(("ref",))]
        ours = _seconds(lambda: read_all(desk, refs))
        theirs = _seconds(lambda: replay_all(desk, refs))
        some, many = act_on(desk, _LONG // 4), act_on(desk, _LONG)
    for name, number in (("read", theirs / ours), ("act", many * 1000), ("growth", many / some)):
        sys.stdout.write(f"{name} {number:.4f}\n")


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
