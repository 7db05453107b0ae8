"""How long it takes until a command answers, against the import of the library it stands on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_most
from tests.bench.timing import FACTCHECK, PYTHON, Pairs, run, side_by_side


def measure_help(bench: Bench) -> Iterator[Figure]:
    """`factcheck --help` takes at most three times as long as `import click`."""
    pairs = _against_import("click", ["--help"], bench.folder, bench.sizes.starts)
    yield at_most("factcheck --help", pairs, "import click", 3)


def measure_list(bench: Bench) -> Iterator[Figure]:
    """`factcheck list` takes at most 1.5 times as long as `import sqlmodel`, the first fifty claims 1.3 times."""
    for options, factor in (((), 1.5), (("--limit", "50"), 1.3)):
        pairs = _against_import("sqlmodel", ["list", *options], bench.desk, bench.sizes.starts)
        command = " ".join(("factcheck list", *options))
        yield at_most(f"{command}, {bench.sizes.claims:,} claims", pairs, "import sqlmodel", factor)


def measure_todo(bench: Bench) -> Iterator[Figure]:
    """`todo` and the first fifty claims, on a desk of many, take at most 1.5 times as long as `list` on one of 100."""
    few, many = bench.desk_of(100), bench.desk_of(bench.sizes.rows)
    for words in (("todo",), ("list", "--limit", "50")):
        pairs = side_by_side(
            partial(run, (*FACTCHECK, *words), many),
            lambda: run((*FACTCHECK, "list"), few),
            bench.sizes.starts + 1,
        )
        command = " ".join(("factcheck", *words))
        warm = Pairs(pairs.ours[1:], pairs.peer[1:])
        yield at_most(f"{command}, {bench.sizes.rows:,} claims", warm, "list of 100", 1.5)


def _against_import(library: str, arguments: list[str], folder: Path, rounds: int) -> Pairs:
    """The first pair writes bytecode and fills the disk's cache, so it does not count."""
    pairs = side_by_side(
        lambda: run((*FACTCHECK, *arguments), folder),
        lambda: run((PYTHON, "-c", f"import {library}"), folder),
        rounds + 1,
    )
    return Pairs(pairs.ours[1:], pairs.peer[1:])
