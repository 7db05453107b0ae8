"""Acts in a second with one writer and with many, each a process of its own, on SQLite and on PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter

from factcheck.desk import Desk
from factcheck.errors import MovedSince
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import edit_claim
from tests.bench.bench import Bench
from tests.bench.desks import desk_at
from tests.bench.figures import Figure, at_least
from tests.bench.looking_up import postgres

_WRITERS = (1, 4, 16, 32)
_CLAIMS, _ACTS = 64, 1_280
"""Claims of the desk, and acts in all: so many edits of them, and of every ten one new claim."""
_LONGEST = 300.0
_MORE, _NO_LESS = 1.5, 1.0
"""What four writers do of what one does, and 32 of what four do, on PostgreSQL with two cores."""


def measure_writers(bench: Bench) -> Iterator[Figure]:
    """Acts on claims of their own with 1, 4, 16 and 32 writers, and of all on one claim."""
    yield from _measure(bench, "sqlite", f"sqlite:///{bench.folder}/writers.db")
    with postgres(bench.folder / "writers") as url:
        yield from _measure(bench, "postgresql", url)


def _measure(bench: Bench, name: str, url: str) -> Iterator[Figure]:
    refs = _begun(url, bench.folder)
    rates = {count: _rate(url, bench.folder, [refs[at::count] for at in range(count)]) for count in _WRITERS}
    together = _rate(url, bench.folder, [refs[:1]] * 4)
    for count, rate in rates.items():
        yield Figure(f"{name}: acts of {count} writers", f"{rate:.0f} a second", "", "", "", "", "")
    yield Figure(f"{name}: acts of 4 writers on one claim", f"{together:.0f} a second", "", "", "", "", "")
    if name == "postgresql":
        yield at_least(f"{name}: 4 writers to one", rates[4] / rates[1], _MORE, "×")
        yield at_least(f"{name}: 32 writers to 4", rates[32] / rates[4], _NO_LESS, "×")


def _begun(url: str, folder: Path) -> Sequence[str]:
    with desk_at(url, folder) as desk:
        claims = [(str(number), {"text": f"The bridge has {number} lamps."}) for number in range(_CLAIMS)]
        return add_claims(desk, claims, "the bench").refs


def _rate(url: str, folder: Path, shares: Sequence[Sequence[str]]) -> float:
    """Acts in a second of one process for each share, from when all are ready until the last ends."""
    context = get_context("spawn")
    ready, done = context.Barrier(len(shares) + 1), context.Barrier(len(shares) + 1)
    each = _ACTS // len(shares)
    writers = [context.Process(target=_write, args=(url, folder, one, each, ready, done)) for one in shares]
    for one in writers:
        one.start()
    ready.wait(_LONGEST)
    began = perf_counter()
    done.wait(_LONGEST)
    took = perf_counter() - began
    for one in writers:
        one.join()
    return each * len(shares) / took


def _write(url: str, folder: Path, refs: Sequence[str], acts: int, ready: Barrier, done: Barrier) -> None:
    with desk_at(url, folder) as desk:
        for number in range(2):
            _act(desk, refs, number)  # what a program does the first time it does only once
        ready.wait(_LONGEST)
        for number in range(acts):
            _act(desk, refs, number)
        done.wait(_LONGEST)


def _act(desk: Desk, refs: Sequence[str], number: int) -> None:
    if number % 10:
        _edit(desk, refs[number % len(refs)], str(desk.new_id()))
    else:
        add_claims(desk, [("", {"text": f"The dam {desk.new_id()} is {number} metres high."})], "it")


def _edit(desk: Desk, ref: str, locator: str) -> None:
    """Change a claim; where somebody else has changed the same field meanwhile, look again and go on."""
    while True:
        with suppress(MovedSince):
            edit_claim(desk, ref, {"locator": locator})
            return
