"""What is in the archive: checked against sha256sum over the same files, and searched for quotes."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, as_fast, below
from tests.bench.timing import FACTCHECK, PYTHON, environment, run, side_by_side

_MEGABYTE = 1_000_000
_VERIFY_SHARE, _MILLISECONDS, _CHARACTERS = 0.5, 10, 50_000


def measure_verify(bench: Bench) -> Iterator[Figure]:
    """The archive is re-hashed at least half as fast as sha256sum reads the same files."""
    if not shutil.which("sha256sum"):
        return
    desk = bench.new_desk("archive")
    run((*FACTCHECK, "add", "The council kept its papers.", "--ref", "papers"), desk)
    for number in range(bench.sizes.papers):
        paper = desk / f"{number}.bin"
        paper.write_bytes(Random(number).randbytes(50 * _MEGABYTE))
        run((*FACTCHECK, "source", "papers", str(paper)), desk)
        paper.unlink()
    files = [str(path) for path in sorted((desk / "archive").rglob("*.warc.gz"))]
    pairs = side_by_side(
        lambda: run((*FACTCHECK, "verify"), desk),
        lambda: run(("sha256sum", *files), desk),
        bench.sizes.rounds,
    )
    size = sum(Path(file).stat().st_size for file in files) // _MEGABYTE
    yield as_fast(f"verify of an archive of {size:,} MB", pairs, "sha256sum", _VERIFY_SHARE)


def measure_quotes(_bench: Bench) -> Iterator[Figure]:
    """A quote is found in a long capture within ten milliseconds once the capture is prepared."""
    command = (PYTHON, "-m", "tests.bench.keeping")
    told = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout
    for line in told.splitlines():
        what, milliseconds = line.rsplit(" ", 1)
        yield below(f"{what}, {_CHARACTERS:,} characters", float(milliseconds), _MILLISECONDS, "ms")


def _time_quotes() -> None:
    from factcheck.reading.quote.normal import Page
    from factcheck.reading.quote.quotes import find_quote
    from tests.bench.material import prose

    text = prose(Random(1), 9_000)[:_CHARACTERS]
    page = Page(text)
    at = len(text) * 2 // 3
    quote = text[at : at + 150].partition(" ")[2].rpartition(" ")[0]
    asked = {
        "a quote found": quote,
        "a quote found but for its marks": quote.replace(" ", "\u00a0 "),
        "an altered quote and its nearest wording": quote.replace(" the ", " no ", 1) + " indeed",
        "a quote that is not there": " ".join(reversed(quote.split())),
    }
    for what, words in asked.items():
        find_quote(page, words)
        taken = []
        for _ in range(20):
            began = time.perf_counter()
            find_quote(page, words)
            taken.append(time.perf_counter() - began)
        sys.stdout.write(f"{what} {median(taken) * 1000:.3f}\n")


if __name__ == "__main__":
    _time_quotes()
