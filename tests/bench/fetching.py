"""Fetching, keeping and rechecking pages, against a bare httpx client and wget, on a loopback server with latency."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.figures import Figure, as_fast, below, judged, told
from tests.bench.timing import FACTCHECK, PYTHON, Cost, environment, peak, run, seconds, side_by_side

LATENCY = 150
"""Milliseconds before the server answers."""
_CONCURRENCY = 20
_FETCH_SHARE, _RECHECK_SHARE, _WGET, _GROWTH, _BOMB = 0.8, 0.9, 10, 50, 64


def measure_fetch(bench: Bench) -> Iterator[Figure]:
    """A whole fetch, with guard, archive and text, is at least 0.8 as fast as a client that keeps nothing."""
    pages, numbers = bench.sizes.pages, count()
    with web_server(LATENCY) as port:
        links = _links(bench.folder / "links.txt", port, pages)
        made = _desk(bench.folder / "cited", port, pages)

        def ours() -> Cost:
            desk = Path(shutil.copytree(made, bench.folder / f"fetch-{next(numbers)}"))
            return run((*FACTCHECK, "fetch"), desk)

        def bare() -> Cost:
            return run((PYTHON, "-m", "tests.bench.bare", str(links), str(_CONCURRENCY)), bench.folder)

        pairs = side_by_side(ours, bare, bench.sizes.rounds)
        what = f"fetch of {pages:,} pages, {LATENCY} ms away, {_CONCURRENCY} at a time"
        yield as_fast(what, pairs, "bare httpx.AsyncClient", _FETCH_SHARE)
        yield from _against_wget(bench, links, seconds(pairs.ours) / pages)
        yield from _recheck(bench, port, links)


def measure_memory(bench: Bench) -> Iterator[Figure]:
    """Memory stays flat however long the list is, and whatever a small answer unpacks to."""
    with web_server(0) as port:

        def fetched(name: str, pages: int) -> int:
            return peak([run((*FACTCHECK, "fetch"), _desk(bench.folder / name, port, pages, "small"))])

        few, many = bench.sizes.few_links, bench.sizes.many_links
        growth = abs(fetched("many", many) - fetched("few", few)) / 1e6
        yield below(f"fetch of {many:,} links against {few:,}: difference of peaks", growth, _GROWTH, "MB")
        desk = _desk(bench.folder / "bomb", port, 0)
        address = f"http://127.0.0.1:{port}"
        plain = peak([run((*FACTCHECK, "fetch", f"{address}/1"), desk)])
        bombed = peak([_run_any((*FACTCHECK, "fetch", f"{address}/bomb"), desk)])
        yield below("a brotli bomb: peak above that of a plain page", (bombed - plain) / 1e6, _BOMB, "MB")


def _recheck(bench: Bench, port: int, links: Path) -> Iterator[Figure]:
    """Pages that say they are unchanged are rechecked at least 0.9 as fast as a bare client asks."""
    desk = _desk(bench.folder / "quoted", port, bench.sizes.pages, "quoted")
    run((*FACTCHECK, "fetch"), desk)
    pairs = side_by_side(
        lambda: run((*FACTCHECK, "recheck"), desk),
        lambda: run((PYTHON, "-m", "tests.bench.bare", str(links), str(_CONCURRENCY), '"1"'), bench.folder),
        bench.sizes.rounds,
    )
    what = f"recheck of {bench.sizes.pages:,} unchanged pages (304)"
    yield as_fast(what, pairs, "bare httpx.AsyncClient", _RECHECK_SHARE)


def _against_wget(bench: Bench, links: Path, per_page: float) -> Iterator[Figure]:
    """Wget writes a WARC too, one page at a time; a part of the list is enough to know its pace."""
    if not shutil.which("wget"):
        return
    few = links.read_text("utf-8").split()[: bench.sizes.wget_pages]
    part = bench.folder / "few.txt"
    part.write_text("\n".join(few), "utf-8")
    command = ("wget", "--quiet", "--no-config", "--warc-file=peer", "--output-document=peer.out")
    peer = run((*command, f"--input-file={part}"), bench.folder).wall / len(few)
    yield Figure(
        f"fetch, a page of {bench.sizes.pages:,}",
        told(per_page),
        f"{told(peer)} wget --warc-file, one at a time",
        f"{peer / per_page:.3g}",
        "",
        f"≥ {_WGET} ×",
        judged(peer / per_page >= _WGET),
    )


@contextmanager
def web_server(latency: int) -> Iterator[int]:
    """The benchmarks' own server in a process of its own; gives its port."""
    command = (PYTHON, "-m", "tests.bench.web", str(latency))
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def _desk(folder: Path, port: int, pages: int, how: str = "") -> Path:
    run((PYTHON, "-m", "tests.bench.pages", str(folder), str(port), str(pages), how), folder.parent)
    return folder


def _links(path: Path, port: int, pages: int) -> Path:
    path.write_text("\n".join(f"http://127.0.0.1:{port}/{number}" for number in range(pages)), "utf-8")
    return path


def _run_any(command: tuple[str, ...], folder: Path) -> Cost:
    """A command that may say that not all could be fetched."""
    return run(("/bin/sh", "-c", '"$@" || test $? -eq 4', "sh", *command), folder)
