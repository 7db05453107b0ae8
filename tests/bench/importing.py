"""The import of a spreadsheet of claims, against sqlite-utils putting the same rows into a table."""

from collections.abc import Iterator
from itertools import count

from tests.bench import material
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_most, below
from tests.bench.timing import FACTCHECK, PYTHON, Cost, peak, run, seconds, side_by_side

_TIMES, _SECONDS, _MEGABYTES = 10, 60, 500
_BOOK_SECONDS, _BOOK_MEGABYTES = 90, 400
_PEER = (PYTHON, "-m", "sqlite_utils", "insert")


def measure_import(bench: Bench) -> Iterator[Figure]:
    """At most ten times as long as sqlite-utils, under a minute and 500 MB; each round into an empty database.

    A workbook of as many rows in under 90 s and 400 MB.
    """
    table = material.write_csv(bench.folder / "claims.csv", bench.sizes.rows)
    few = material.write_csv(bench.folder / "few.csv", 10)
    numbers = count()

    def ours(path: str) -> Cost:
        desk = bench.new_desk(f"import-{next(numbers)}")
        return run((*FACTCHECK, "import", path), desk)

    def peer(path: str) -> Cost:
        return run((*_PEER, f"peer-{next(numbers)}.db", "claims", path, "--csv"), bench.folder)

    side_by_side(lambda: ours(str(few)), lambda: peer(str(few)), 1)
    pairs = side_by_side(lambda: ours(str(table)), lambda: peer(str(table)), bench.sizes.rounds)
    what = f"import of {bench.sizes.rows:,} claims"
    yield at_most(what, pairs, "sqlite-utils insert", _TIMES)
    yield below(f"{what}: time", seconds(pairs.ours), _SECONDS, "s")
    yield below(f"{what}: peak memory", peak(pairs.ours) / 1e6, _MEGABYTES, "MB")
    workbook = material.write_workbook(table)
    cost = ours(str(workbook))
    yield below(
        f"import of a workbook of {bench.sizes.rows:,} rows: processor time", cost.cpu, _BOOK_SECONDS, "s"
    )
    yield below("import of a workbook: peak memory", cost.peak / 1e6, _BOOK_MEGABYTES, "MB")
