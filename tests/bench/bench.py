"""What one run of the benchmarks shares: sizes, a folder, and the desk that is made once for all."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.timing import FACTCHECK, PYTHON, run


@dataclass(frozen=True)
class Sizes:
    """How much is measured, and how often."""

    claims: int
    rows: int
    starts: int
    rounds: int
    pages: int
    wget_pages: int
    few_links: int
    many_links: int
    papers: int
    file_megabytes: int
    feed_megabytes: int
    shelves: tuple[int, ...]


WHOLE = Sizes(
    claims=10_000,
    rows=100_000,
    starts=9,
    rounds=3,
    pages=500,
    wget_pages=60,
    few_links=1_000,
    many_links=20_000,
    papers=20,
    file_megabytes=480,
    feed_megabytes=200,
    shelves=(1_000, 10_000, 100_000, 1_000_000),
)
QUICK = Sizes(
    claims=500,
    rows=5_000,
    starts=5,
    rounds=1,
    pages=100,
    wget_pages=20,
    few_links=100,
    many_links=1_000,
    papers=4,
    file_megabytes=60,
    feed_megabytes=20,
    shelves=(1_000, 10_000),
)
"""Shows in a minute or two that everything runs; the targets are about the whole sizes."""


@dataclass(frozen=True)
class Bench:
    """One run of the benchmarks."""

    folder: Path
    sizes: Sizes

    @cached_property
    def desk(self) -> Path:
        """The desk with many claims, made when first asked for."""
        return self.desk_of(self.sizes.claims)

    def desk_of(self, claims: int) -> Path:
        """A new desk with so many claims."""
        folder = self.folder / f"desk-{claims}"
        run((PYTHON, "-m", "tests.bench.desks", str(folder), str(claims)), self.folder)
        return folder

    def new_desk(self, name: str) -> Path:
        """An empty desk."""
        folder = self.folder / name
        run((*FACTCHECK, "init", str(folder)), self.folder)
        return folder
