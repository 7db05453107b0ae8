"""How long look-ups take among many earlier checks: `python -m tests.bench.lookups ANSWER URL AMONG`.

Run as a process of its own, so that its peak is that of looking up alone. ANSWER is a file for the median and the
95th of a hundred, in milliseconds: candidates, ranking, and what a person is shown of the best five; and for the
mean of processor time, in this process and in the one of PostgreSQL that answers it.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import psutil
from sqlalchemy import Engine, func, select

from factcheck.matching.earlier import rank_candidates, to_match
from factcheck.model.scale import Scales
from factcheck.store.engine import make_engine
from factcheck.store.store import Store
from tests.bench.shelf_material import questions

_ASKED, _FIRST, _SHOWN = 200, 20, 5


def look_up(store: Store, wording: str) -> float:
    """One look-up in a transaction of its own; milliseconds it took."""
    began = perf_counter()
    with store.reading() as ledger:
        best = rank_candidates(wording, ledger.candidates(wording), ledger.how_common)[:_SHOWN]
        shown = ledger.shown([one.key for one in best])
        for one in best:
            to_match(wording, one, shown[one.key])
    return (perf_counter() - began) * 1000


def main(answer: Path, url: str, among: int) -> None:
    """Look up some to warm up, then those that count."""
    engine = make_engine(url)
    store = Store(engine, Scales({}))
    asked = list(questions(_FIRST + _ASKED, among))
    try:
        for wording in asked[:_FIRST]:
            look_up(store, wording)
        at_work = [psutil.Process(), *_server_of(engine)]
        began = _processor(at_work)
        took = [look_up(store, wording) for wording in asked[_FIRST:]]
        spent = _processor(at_work) - began
    finally:
        store.close()
    cut = quantiles(took, n=100)
    answer.write_text(f"{cut[49]} {cut[94]} {spent * 1000 / _ASKED}", "utf-8")


def _server_of(engine: Engine) -> Iterator[psutil.Process]:
    """The process that answers the one connection which the engine has."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            yield psutil.Process(connection.execute(select(func.pg_backend_pid())).scalar_one())


def _processor(processes: Iterable[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
