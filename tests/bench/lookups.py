"""How long look-ups take among many earlier checks: `python -m tests.bench.lookups ANSWER URL AMONG`.

Run as a process of its own, so that its peak is that of looking up alone. ANSWER is a file for the median and the
95th of a hundred, in milliseconds: candidates, ranking, and what a person is shown of the best five; and for the
mean that the processor of this process was at one.
"""

import sys
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from factcheck.matching.earlier import rank_candidates, to_match
from factcheck.model.scale import Scales
from factcheck.store.store import Store, open_store
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
    store = open_store(url, Scales({}))
    try:
        asked = list(questions(_FIRST + _ASKED, among))
        for wording in asked[:_FIRST]:
            look_up(store, wording)
        began = process_time()
        took = [look_up(store, wording) for wording in asked[_FIRST:]]
        busy = (process_time() - began) * 1000 / _ASKED
    finally:
        store.close()
    cut = quantiles(took, n=100)
    answer.write_text(f"{cut[49]} {cut[94]} {busy}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
