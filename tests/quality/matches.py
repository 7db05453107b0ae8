"""Matches: whether the earlier claim that people judged to be the same is among the best."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from factcheck.desk import Desk
from factcheck.matching.earlier import RankedMatch
from factcheck.model.earlier import EarlierCheck
from factcheck.model.vocabulary import Band
from factcheck.reading.figure.figures import FigureKind, find_figures
from factcheck.workflow.earlier.match import LIMIT, match_words
from factcheck.workflow.earlier.vectors import encode_all
from tests.desks import opened
from tests.encoders import patient_encoder
from tests.quality.seen_first import seen_matches
from tests.quality.tasks import Record, Row, Split, Task, judged

_PLACE = "https://claims.example/"
_CUT = 5


@dataclass(frozen=True)
class _Floors:
    """The least precision, the least share of right checks called likely, and the most of wrong ones."""

    precision: float
    right: float
    wrong: float


_BY_WORDS, _BY_MEANING = "match", "match, [semantic]"
"""What is measured: with words alone, and with the extra where it is installed."""

_FLOORS = {
    _BY_WORDS: {
        "match_snopes_tweets dev": _Floors(0.94, 0.45, 0.02),
        "match_politifact_debates dev": _Floors(0.40, 0.09, 0.04),
    },
    _BY_MEANING: {
        "match_snopes_tweets dev": _Floors(0.96, 0.45, 0.02),
        "match_politifact_debates dev": _Floors(0.405, 0.09, 0.04),
    },
}
_PUBLISHED = {
    "match_snopes_tweets": "BM25 .818, best .956 (2022 test); FTS5 .919, rapidfuzz .643 (dev)",
    "match_politifact_debates": "baseline .321, best .434 (2022 test); FTS5 .371, BM25 .347 (dev)",
}


def read(split: Split, needs: tuple[str, ...]) -> list[Record]:
    """The queries of a split, each with the claims that people judged to be the same."""
    same: dict[str, set[str]] = defaultdict(set)
    for line in split.path.read_text("utf-8").splitlines():
        query, _, claim, judgement = line.split()
        if judgement != "0":
            same[query].add(claim)
    queries = split.path.with_name(f"queries.{split.part}.tsv")
    if not queries.is_file():
        raise SystemExit(f"{split.path} has no queries beside it; put {queries.name} there.")
    lines = (line.split("\t", 1) for line in queries.read_text("utf-8").split("\n") if line)
    return [dict(zip(needs, (query, said, same[query]), strict=True)) for query, said in lines if same[query]]


def _measure(split: Split, found: list[Record], run: Path) -> Iterator[Row]:
    with (
        TemporaryDirectory(prefix="factcheck-quality-") as folder,
        opened(f"sqlite:///{folder}/desk.db", Path(folder)) as desk,
    ):
        with desk.store.writing() as ledger:
            ledger.shelve(_checks(split.path.with_name("claims.tsv")))
        yield from _rows(replace(desk, find_encoder=lambda: None), _BY_WORDS, split, found, run)
        if desk.find_encoder():
            patient = replace(desk, find_encoder=patient_encoder)
            encode_all(patient)
            yield from _rows(patient, _BY_MEANING, split, found, run.with_stem(f"{run.stem}.semantic"))


def _rows(desk: Desk, task: str, split: Split, found: list[Record], run: Path) -> Iterator[Row]:
    begun = process_time()
    seen = {record["id"]: match_words(desk, record["text"]).matches for record in found}
    each = (process_time() - begun) / max(1, len(found)) * 1000
    right, wrong = _likely(desk, found, seen)
    answers = {query: [_id(one) for one in matches] for query, matches in seen.items()}
    lines = (
        f"{query}\t{claim}\t{1 / place}\n"
        for query, best in answers.items()
        for place, claim in enumerate(best, 1)
    )
    run.write_text("".join(lines), "utf-8")
    rankings = [(answers[record["id"]], record["same"]) for record in found]
    precision = _mean(_average_precision(best[:_CUT], same) for best, same in rankings)
    floors = _FLOORS[task].get(split.name)
    yield Row(
        task,
        split.name,
        len(found),
        f"MAP@{_CUT} {precision:.4f} MRR {_mean(_reciprocal(*one) for one in rankings):.4f} ({each:.1f} ms a look-up)",
        f"MAP@{_CUT} ≥ {floors.precision}" if floors else "",
        judged(precision >= floors.precision) if floors else "",
        _PUBLISHED.get(split.path.parent.name, ""),
    )
    yield seen_matches(task, split, rankings)
    yield Row(
        f"{task}, likely",
        split.name,
        len(found),
        f"right ones called likely {right:.4f}, wrong ones where nothing is right {wrong:.4f}",
        f"≥ {floors.right}, ≤ {floors.wrong}" if floors else "",
        judged(right >= floors.right and wrong <= floors.wrong) if floors else "",
        "",
    )


def _id(match: RankedMatch) -> str:
    return str(match.earlier.url).removeprefix(_PLACE)


def _likely(
    desk: Desk, found: list[Record], seen: Mapping[str, Sequence[RankedMatch]]
) -> tuple[float, float]:
    """The shares of claims with a right check shown as likely, and with any where the right ones are left out."""
    right = wrong = 0
    for record in found:
        same = record["same"]
        right += any(one.band is Band.LIKELY and _id(one) in same for one in seen[record["id"]])
        more = match_words(desk, record["text"], LIMIT + len(same)).matches
        others = [one for one in more if _id(one) not in same][:LIMIT]
        wrong += any(one.band is Band.LIKELY for one in others)
    return right / max(1, len(found)), wrong / max(1, len(found))


def _checks(path: Path) -> Iterator[EarlierCheck]:
    """The checks, each with the days that it gives: when it was published (`date`), when it was claimed (`stated`)."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            said = {"text": row["claim"], "title": row["title"], "url": _PLACE + row["id"]}
            days = {field: _day(row.get(column) or "") for field, column in _DAYS.items()}
            yield EarlierCheck.of(said | {field: day for field, day in days.items() if day})


_DAYS = {"published_on": "date", "claimed_on": "stated"}


def _day(words: str) -> str | None:
    """The day that words such as "26 May 2015" name."""
    found = (one for one in find_figures(words) if one.kind is FigureKind.DATE and one.low == one.high)
    day = next((f"{int(one.low):08}" for one in found if one.low > _FIRST_DAY), None)
    return day and f"{day[:4]}-{day[4:6]}-{day[6:]}"


_FIRST_DAY = 10_000_000
"""Dates as numbers that are less than this have no year."""


def _average_precision(best: Sequence[str], same: set[str]) -> float:
    """As trec_eval has it: divided by the number of claims that are the same."""
    places = [place for place, claim in enumerate(best, 1) if claim in same]
    return sum(hit / place for hit, place in enumerate(places, 1)) / len(same)


def _reciprocal(best: Sequence[str], same: set[str]) -> float:
    return next((1 / place for place, claim in enumerate(best, 1) if claim in same), 0.0)


def _mean(values: Iterator[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


MATCHES = Task(
    "matches",
    "match_*",
    ("id", "text", "same"),
    _measure,
    "score_match.py",
    files=("qrels.*.tsv",),
    read=read,
)
