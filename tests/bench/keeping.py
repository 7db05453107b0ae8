"""The archive: filing and checking against sha256sum and gzip over the same files, and quotes looked for in it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, as_fast, at_most, below
from tests.bench.timing import FACTCHECK, PYTHON, Cost, environment, peak, run, side_by_side

_MEGABYTE = 1_000_000
_VERIFY_SHARE, _MILLISECONDS, _CHARACTERS = 0.5, 10, 50_000
_FILE_TIMES, _FILE_MEGABYTES = 2, 64


def measure_file(bench: Bench) -> Iterator[Figure]:
    """A large file is filed in little memory, no slower than twice sha256sum and gzip, whether it packs or not."""
    if not (shutil.which("sha256sum") and shutil.which("gzip")):
        return
    desk = bench.new_desk("filed")
    start = peak([run((*FACTCHECK, "list"), desk)])
    size, path = bench.sizes.file_megabytes, bench.folder / "film.bin"
    refs = map("film-{}".format, count(1))

    def file() -> Cost:
        ref = next(refs)  # a claim that has the file already would not file it again
        run((*FACTCHECK, "add", f"The council kept {ref}.", "--ref", ref), desk)
        cost = run((*FACTCHECK, "source", ref, str(path)), desk)
        shutil.rmtree(desk / "archive")
        return cost

    def peer() -> Cost:
        return run(("sh", "-c", 'sha256sum "$1" && gzip -c "$1"', "sh", str(path)), desk)

    for what, packs in (("packed already", False), ("to be packed", True)):
        _write_large(path, size, packs=packs)
        pairs = side_by_side(file, peer, bench.sizes.rounds)
        yield at_most(f"filing {size} MB, {what}", pairs, "sha256sum and gzip", _FILE_TIMES)
        above = (peak(pairs.ours) - start) / 1e6
        yield below(f"filing {size} MB, {what}: peak above that of list", above, _FILE_MEGABYTES, "MB")


def _write_large(path: Path, megabytes: int, *, packs: bool) -> None:
    """A file of noise, or of digits that stand for noise, written in pieces so that this process stays small."""
    with path.open("wb") as file:
        for number in range(megabytes):
            noise = Random(number).randbytes(_MEGABYTE)
            file.write(noise.hex().encode()[:_MEGABYTE] if packs else noise)


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
    from factcheck.reading.quote.indexed_text import IndexedText
    from factcheck.reading.quote.quotes import find_quote
    from tests.bench.material import prose

    text = prose(Random(1), 9_000)[:_CHARACTERS]
    page = IndexedText(text)
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
