"""The report of many claims: time for a page against Pelican's, memory, and what a second run does.

Whole commands are compared, by the page: ours for all claims, Pelican's for a smaller number of articles, as
it would take minutes for all. What each spends on starting is in its figure.
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
_ABOUT_ALL = {"index.html", "pages.json"}


def measure_report(bench: Bench) -> Iterator[Figure]:
    """Ten times faster than Pelican by the page, under 500 MB; a second run is incremental."""
    reports, sites = _Reports(bench.desk), _Sites(bench)
    reports.whole()
    for markup in (WRITTEN, Markup.HTML):
        sites.write(markup, sorted((reports.pages / "claims").iterdir())[: bench.sizes.articles])
    ours: list[Cost] = []
    again: list[Cost] = []
    for _ in range(bench.sizes.rounds):
        ours.append(reports.whole())
        sites.build_all()
        again.append(reports.after_one_change())
    yield sites.against(WRITTEN, ours, bench.sizes.claims, _FASTER)
    yield sites.against(Markup.HTML, ours, bench.sizes.claims, None)
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
        self._articles = bench.sizes.articles
        self._costs: dict[Markup, list[Cost]] = {}

    def write(self, markup: Markup, pages: Sequence[Path]) -> None:
        """The sources of a site; it is built once so that Pelican's bytecode is there too."""
        write_site(self._folder / markup, pages, markup)
        self._costs[markup] = []
        self._build(markup)

    def build_all(self) -> None:
        """Every site anew."""
        for markup, costs in self._costs.items():
            costs.append(self._build(markup))

    def _build(self, markup: Markup) -> Cost:
        folder = self._folder / markup
        shutil.rmtree(folder / "output", ignore_errors=True)
        cost = run(PELICAN, folder)
        if missing := [one for one in folder.glob("content/*") if not _page_of(one).is_file()]:
            raise SystemExit(f"Pelican made no page of {len(missing)} articles, such as {missing[0].name}.")
        return cost

    def against(self, markup: Markup, ours: Sequence[Cost], claims: int, bound: float | None) -> Figure:
        """How many pages we make in the time Pelican makes one; below 1 we are the slower."""
        pairs = Pairs(tuple(ours), tuple(self._costs[markup]))
        pages = claims / self._articles
        faster = [pages / ratio for ratio in pairs.ratios]
        return Figure(
            f"report, by the page of {claims:,}",
            told(seconds(pairs.ours) / claims),
            f"{told(seconds(pairs.peer) / self._articles)} Pelican, {self._articles:,} articles in .{markup}",
            f"{spread(faster)} × as fast",
            f"{pages / pairs.cpu_ratio:.3g} × as fast",
            f"≥ {bound:g} × as fast" if bound else "",
            judged(median(faster) >= bound) if bound else "",
        )


def _page_of(article: Path) -> Path:
    return article.parent.parent / "output" / f"{article.stem}.html"
