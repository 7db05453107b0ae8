"""The public log of many publications: what one more costs, how many files it writes, and an old checkpoint's proof."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from time import process_time

from factcheck.desk import Desk, open_desk
from factcheck.exchange.log.log_folder import LogFolder
from factcheck.exchange.log.merkle import check_consistency, consistency_proof
from factcheck.settings import Settings
from tests.bench.bench import Bench
from tests.bench.figures import Figure, below
from tests.logs import checkpoint_of, grown

_MILLISECONDS, _FILES, _SECONDS, _ROUNDS = 50, 20, 1, 9


def measure_log(bench: Bench) -> Iterator[Figure]:
    """Of a million leaves: one more under 50 ms of processor time and 20 files; consistency from an old one in 1 s."""
    folder, leaves = bench.folder / "log", max(bench.sizes.shelves)
    folder.mkdir()
    url = f"sqlite:///{folder / 'factcheck.db'}"
    told = Settings(folder=folder, name="The log", author="Ana", database_url=url)
    with open_desk(replace(told, base_url="https://example.org/checks")) as desk:
        grown(desk, leaves // 3)
        old = checkpoint_of(desk.settings.site)
        grown(desk, leaves)
        costs, files = zip(
            *(_one_more(desk, leaves + number) for number in range(1, _ROUNDS + 1)), strict=True
        )
        yield below(f"log of {leaves:,}: one more leaf and its proof", median(costs), _MILLISECONDS, "ms")
        yield below(f"log of {leaves:,}: files written for it", max(files), _FILES, "files")
        now = checkpoint_of(desk.settings.site)
        before = process_time()
        proof = consistency_proof(old.size, now.size, LogFolder(desk.settings.site / "log").nodes(now.size))
        check_consistency((old.size, old.root), (now.size, now.root), proof)
        yield below(
            f"log of {leaves:,}: that it goes on from a third of it", process_time() - before, _SECONDS, "s"
        )
    shutil.rmtree(folder)


def _one_more(desk: Desk, size: int) -> tuple[float, int]:
    """The processor's milliseconds for one more leaf and its proof, and how many files were written."""
    before = process_time()
    log = grown(desk, size)
    list(log.proofs([size - 1]))
    return (process_time() - before) * 1000, len(log.written) + 1
