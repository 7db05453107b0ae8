"""The public site of many checks: processor time for a check, memory, and what a second publication does."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, below, judged
from tests.bench.material import ref_of
from tests.bench.timing import FACTCHECK, PYTHON, Cost, run

_MILLISECONDS, _MEGABYTES, _KILOBYTES = 4, 300, 150
_ANEW = 7.2
_ABOUT_ALL = {
    *("index.html", "corrections.html", "feed.xml", "sitemap.xml"),
    *("claims.json", "claims.csv", "pages.json"),
}


def measure_publish(bench: Bench) -> Iterator[Figure]:
    """Under 4 ms of processor time a check and 300 MB, a front page under 150 kB; a correction writes what shows it.

    Made anew as a whole, 50,000 checks are to take less than three minutes of two processors: 7.2 ms each.
    """
    desk = _signed_desk(bench)
    first = run((*FACTCHECK, "publish"), desk)
    a_check = first.cpu / bench.sizes.claims * 1000
    yield below("publish: processor time a check", a_check, _MILLISECONDS, "ms")
    yield below("publish: peak memory", first.peak / 1e6, _MEGABYTES, "MB")
    front = (desk / "site" / "index.html").stat().st_size
    yield below("publish: front page", front / 1000, _KILOBYTES, "kB")
    again = [_again(desk) for _ in range(bench.sizes.rounds)]
    yield _told("publish again, nothing new", again, "a twentieth of the first time", first, 0.05)
    yield from _corrected(desk, first, bench.sizes.rounds)
    yield from _made_anew(desk, bench.sizes.claims)
    shutil.rmtree(desk)


def _signed_desk(bench: Bench) -> Path:
    folder = bench.folder / "signed"
    run((PYTHON, "-m", "tests.bench.desks", str(folder), str(bench.sizes.claims), "signed"), bench.folder)
    settings = folder / "factcheck.toml"
    settings.write_text(
        f'base_url = "https://example.org/checks"\nshare_images = false\n{settings.read_text("utf-8")}',
        "utf-8",
    )
    return folder


def _made_anew(desk: Path, checks: int) -> Iterator[Figure]:
    """Every page otherwise than before, as after a change of the program."""
    settings = desk / "factcheck.toml"
    settings.write_text(f'accent = "#7a1f3d"\n{settings.read_text("utf-8")}', "utf-8")
    anew = _again(desk)
    yield below("publish all anew: processor time a check", anew.cpu / checks * 1000, _ANEW, "ms")
    yield below("publish all anew: peak memory of a process", anew.peak / 1e6, _MEGABYTES, "MB")


def _again(desk: Path) -> Cost:
    return run((*FACTCHECK, "publish"), desk)


def _corrected(desk: Path, first: Cost, rounds: int) -> Iterator[Figure]:
    """One correction each time, published; its own pages, its article's and those about all may change."""
    costs, wrong = [], 0
    for number in range(rounds):
        ref = ref_of(number)
        correct = ("correct", ref, "--kind", "minor", "--what", "A slip.", "--why", "Nobody saw it.")
        run((*FACTCHECK, *correct), desk)
        before = _stamps(desk)
        costs.append(run((*FACTCHECK, "publish", ref), desk))
        changed = {name for name, stamp in _stamps(desk).items() if before.get(name) != stamp}
        wanted = {
            f"claims/{ref}.html",
            f"claims/{ref}.1.html",
            f"embed/{ref}.html",
            f"claims/{ref}.tlog-proof",
            "articles/article-0.html",
            *_ABOUT_ALL,
        }
        others = {name for name in changed - wanted if not name.startswith("log/")}
        wrong += sum(not _lists(desk, name, ref) for name in others)
    yield _told("publish again, one check corrected", costs, "a tenth of the first time", first, 0.1)
    yield Figure("publish again: other files written", str(wrong), "", "", "", "0", judged(wrong == 0))


def _lists(desk: Path, name: str, ref: str) -> bool:
    """Whether a file is the page of the list, the rows that are found, or the part of the data, with this check."""
    of_list = name.startswith(("checks/", "find/", "claims-"))
    return of_list and f"claims/{ref}.html" in (desk / "site" / name).read_text("utf-8")


def _told(what: str, costs: list[Cost], target: str, first: Cost, share: float) -> Figure:
    seconds = median(one.cpu for one in costs)
    ratio = seconds / first.cpu
    return Figure(
        what,
        f"{seconds:.2f} s",
        f"{first.cpu:.2f} s the first time",
        "",
        f"{ratio:.3g}",
        target,
        judged(ratio <= share),
    )


def _stamps(desk: Path) -> dict[str, tuple[int, int]]:
    """Every file of the site, with its inode and the time it was written."""
    site = desk / "site"
    found = ((path, path.stat()) for path in site.rglob("*.*"))
    return {path.relative_to(site).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}
