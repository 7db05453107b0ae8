"""Matches: whether the earlier claim that people judged to be the same is among the best."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from factcheck.matching.earlier import rank_candidates
from factcheck.model.earlier import EarlierCheck
from factcheck.model.scale import Scales
from factcheck.store.ledger import Ledger
from factcheck.store.store import open_store
from tests.quality.seen_first import seen_matches
from tests.quality.tasks import Record, Row, Split, Task, judged

_PLACE = "https://claims.example/"
_DEPTH, _CUT = 50, 5
_TARGETS = {"match_snopes_tweets dev": 0.90, "match_politifact_debates dev": 0.37}
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
    with TemporaryDirectory(prefix="factcheck-quality-") as folder:
        store = open_store(f"sqlite:///{folder}/desk.db", Scales({}))
        try:
            with store.writing() as ledger:
                ledger.shelve(_checks(split.path.with_name("claims.tsv")))
            with store.reading() as ledger:
                begun = perf_counter()
                answers = {record["id"]: _best(ledger, record["text"]) for record in found}
                each = (perf_counter() - begun) / max(1, len(found)) * 1000
        finally:
            store.close()
    lines = (f"{query}\t{claim}\t{score}\n" for query, best in answers.items() for claim, score in best)
    run.write_text("".join(lines), "utf-8")
    rankings = [([claim for claim, _ in answers[record["id"]]], record["same"]) for record in found]
    precision = _mean(_average_precision(best[:_CUT], same) for best, same in rankings)
    target = _TARGETS.get(split.name)
    yield Row(
        "matches",
        split.name,
        len(found),
        f"MAP@{_CUT} {precision:.4f} MRR {_mean(_reciprocal(*one) for one in rankings):.4f} ({each:.1f} ms a look-up)",
        f"MAP@{_CUT} ≥ {target}" if target else "",
        judged(precision >= target) if target else "",
        _PUBLISHED.get(split.path.parent.name, ""),
    )
    yield seen_matches(split, found, _checks(split.path.with_name("claims.tsv")), _PLACE)


def _checks(path: Path) -> Iterator[EarlierCheck]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield EarlierCheck.of({"text": row["claim"], "title": row["title"], "url": _PLACE + row["id"]})


def _best(ledger: Ledger, wording: str) -> list[tuple[str, float]]:
    """The ids of the best claims with scores that fall."""
    best = rank_candidates(wording, ledger.candidates(wording), ledger.how_common)[:_DEPTH]
    shown = ledger.shown([one.key for one in best])
    ids = [str(shown[one.key].url).removeprefix(_PLACE) for one in best]
    return [(claim, 1 / place) for place, claim in enumerate(ids, 1)]


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
