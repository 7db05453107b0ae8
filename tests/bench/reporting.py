"""The report of many claims: time for a page against Pelican's, memory, and what a second run does.

Whole commands are compared, by the page, on the same page texts. Pelican takes minutes for all of them, so it
builds each site once; a small one before it sees to its bytecode. What each spends on starting is in its figure.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_most, below, judged, spread, told
from tests.bench.material import ref_of
from tests.bench.pelican_site import PELICAN, WRITTEN, Markup, write_site
from tests.bench.timing import FACTCHECK, Cost, Pairs, peak, run, seconds

_FASTER, _MEGABYTES, _SECOND_RUN = 10, 500, 0.2
_WARM_UP = 20
_ABOUT_ALL = {"index.html", "pages.json"}


def measure_report(bench: Bench) -> Iterator[Figure]:
    """Ten times faster than Pelican by the page, under 500 MB; a second run is incremental."""
    reports, sites = _Reports(bench.desk), _Sites(bench)
    reports.whole()
    pages = sorted((reports.pages / "claims").iterdir())
    ours: list[Cost] = []
    again: list[Cost] = []
    for _ in range(bench.sizes.rounds):
        ours.append(reports.whole())
        again.append(reports.after_one_change())
    yield sites.against(WRITTEN, pages, ours, _FASTER)
    yield sites.against(Markup.HTML, pages, ours, None)
    yield below("report: peak memory", peak(ours) / 1e6, _MEGABYTES, "MB")
    yield _second_run(ours, again)
    yield reports.written_again()


def _second_run(first: Sequence[Cost], again: Sequence[Cost]) -> Figure:
    pairs = Pairs(tuple(again), tuple(first))
    return at_most("report again, one claim changed", pairs, "the first time", _SECOND_RUN)


class _Reports:
    """Reports of one desk: all of it, and all of it again after one claim changed."""

    def __init__(self, desk: Path) -> None:
        self.pages = desk / "reports"
        self._desk = desk
        self._changes: list[str] = []
        self._written: list[set[str]] = []

    def whole(self) -> Cost:
        """Every page, into an empty folder."""
        shutil.rmtree(self.pages, ignore_errors=True)
        return run((*FACTCHECK, "report"), self._desk)

    def after_one_change(self) -> Cost:
        """The report again after a claim was reworded; the rewording itself is not measured."""
        ref = ref_of(len(self._changes))
        self._changes.append(ref)
        edit = ("edit", ref, "--text", f"Claim {ref}, reworded.", "--why", "It was misheard.")
        run((*FACTCHECK, *edit), self._desk)
        before = self._stamps()
        cost = run((*FACTCHECK, "report"), self._desk)
        after = self._stamps()
        self._written.append({name for name, stamp in after.items() if before.get(name) != stamp})
        return cost

    def written_again(self) -> Figure:
        """Whether the second runs wrote the page of the claim, the pages about all claims, and nothing else."""
        wanted = [{f"claims/{ref}.html", *_ABOUT_ALL} for ref in self._changes]
        most = max(len(names) for names in self._written)
        return Figure(
            "report again: files written",
            str(most),
            "",
            "",
            "",
            "only what changed",
            judged(wanted == self._written),
        )

    def _stamps(self) -> dict[str, tuple[int, int]]:
        """Every file of the report, with its inode and the time it was written."""
        found = ((path, path.stat()) for path in self.pages.rglob("*.*"))
        return {
            path.relative_to(self.pages).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found
        }


class _Sites:
    """Pelican sites of the same pages, one for each way to write articles."""

    def __init__(self, bench: Bench) -> None:
        self._folder = bench.folder / "pelican"

    def against(
        self, markup: Markup, pages: Sequence[Path], ours: Sequence[Cost], bound: float | None
    ) -> Figure:
        """How many pages we make in the time Pelican makes one; below 1 we are the slower."""
        self._build(markup, pages[:_WARM_UP])
        peer = self._build(markup, pages)
        pairs = Pairs(tuple(ours), (peer,) * len(ours))
        faster = [1 / ratio for ratio in pairs.ratios]
        return Figure(
            f"report, by the page of {len(pages):,}",
            told(seconds(pairs.ours) / len(pages)),
            f"{told(seconds(pairs.peer) / len(pages))} Pelican, the same pages in .{markup}",
            f"{spread(faster)} × as fast",
            f"{1 / pairs.cpu_ratio:.3g} × as fast",
            f"≥ {bound:g} × as fast" if bound else "",
            judged(median(faster) >= bound) if bound else "",
        )

    def _build(self, markup: Markup, pages: Sequence[Path]) -> Cost:
        """A whole site, in an empty folder."""
        folder = self._folder / f"{markup}-{len(pages)}"
        write_site(folder, pages, markup)
        cost = run(PELICAN, folder)
        if missing := [one for one in folder.glob("content/*") if not _page_of(one).is_file()]:
            raise SystemExit(f"Pelican made no page of {len(missing)} articles, such as {missing[0].name}.")
        return cost


def _page_of(article: Path) -> Path:
    return article.parent.parent / "output" / f"{article.stem}.html"
