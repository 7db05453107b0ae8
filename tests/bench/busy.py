"""Looking up earlier checks while eight people enter claims and a feed is brought in, beside the same in quiet."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles

from tests.bench.bench import Bench
from tests.bench.figures import Figure, below
from tests.bench.looking_up import answer_of, postgres
from tests.bench.shelf_material import check
from tests.bench.timing import PYTHON, environment

_PEOPLE, _TIMES = 8, 2
_FEED = 100_000


def measure_busy(bench: Bench) -> Iterator[Figure]:
    """The 95th of a hundred look-ups stays under twice that of a quiet desk, on both databases."""
    yield from busy_figures(bench, "sqlite", f"sqlite:///{bench.folder}/busy.db")
    with postgres(bench.folder / "postgres") as url:
        yield from busy_figures(bench, "postgresql", url)


def busy_figures(bench: Bench, name: str, url: str) -> Iterator[Figure]:
    """The same on one database, whose shelf is filled first."""
    among = bench.sizes.shelves[-1]
    answer_of(bench, "shelf_material", url, "0", str(among))
    yield from beside_quiet(bench, f"{name}, {among:,} earlier checks", url, among)


def beside_quiet(bench: Bench, what: str, url: str, among: int) -> Iterator[Figure]:
    """Look-ups in quiet, then those while others are at work, in medians, the 95th, and processor time."""
    quiet, _ = answer_of(bench, "lookups", url, str(among))
    with _others_at_work(bench, url, among) as entered:
        busy, _ = answer_of(bench, "lookups", url, str(among))
    for at, mean in enumerate(("p50", "p95", "processor")):
        ratio = busy[at] / quiet[at]
        told_so = f"{what}: look-up while others write, {mean} ({busy[at]:.3g} ms, quiet {quiet[at]:.3g} ms)"
        yield below(told_so, ratio, _TIMES, "×")
    yield below(
        f"{what}: a claim entered meanwhile ({len(entered)}), p95", quantiles(entered, n=20)[18], 1_000, "ms"
    )


@contextmanager
def _others_at_work(bench: Bench, url: str, among: int) -> Iterator[list[float]]:
    """Eight who enter claims and one who brings in a feed; afterwards, what each claim took."""
    folder = bench.folder / "desk"
    folder.mkdir(exist_ok=True)
    feed = _feed(bench.folder / "feed.json", among)
    entered: list[float] = []
    with ExitStack() as stack:
        people = [
            stack.enter_context(
                _at_work(bench, url, str(folder), str(person), *([str(feed)] if person == 0 else []))
            )
            for person in range(_PEOPLE + 1)
        ]
        for person in people[1:]:
            assert person.stdout
            person.stdout.readline()  # whoever has entered one is at work
        yield entered
        if people[0].poll() is not None:
            raise SystemExit("The feed was brought in before the look-ups were done: make it longer.")
        for person in people:
            person.terminate()
            said, _ = person.communicate()
            entered += map(float, said.split())


@contextmanager
def _at_work(bench: Bench, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = (PYTHON, "-m", "tests.bench.writing", *arguments)
    with subprocess.Popen(
        command, cwd=bench.folder, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _feed(path: Path, first: int) -> Path:
    """A feed of checks that are not on the shelf, one a line."""
    if not path.exists():
        with path.open("w", encoding="utf-8") as feed:
            feed.writelines(f"{json.dumps(_review(number))}\n" for number in range(first, first + _FEED))
    return path


def _review(number: int) -> dict[str, object]:
    one = check(number)
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": one.url,
        "name": one.title,
        "claimReviewed": one.text,
        "datePublished": one.published_on,
        "author": {"@type": "Organization", "name": one.publisher},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": one.claimant}},
        "reviewRating": {"@type": "Rating", "alternateName": one.rating},
    }
