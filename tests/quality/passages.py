"""Passages: whether a sentence that settles a claim is among the best; and false alarms about figures."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from factcheck.matching.sentence_ranking import SentenceRanking, best_first
from tests.quality.figures import unsupported_parts
from tests.quality.seen_first import seen_passages, unsupported_figures
from tests.quality.tasks import Record, Row, Split, Task, judged, write_run

_DEPTHS = (1, 3, 5, 10)
_HIT_AT_3, _FALSE_ALARMS = 0.96, 0.06


def _measure(split: Split, found: list[Record], run: Path) -> Iterator[Row]:
    begun = perf_counter()
    rankings = {
        record["id"]: best_first(SentenceRanking(record["passages"]).scores(record["claim"]))
        for record in found
    }
    each = (perf_counter() - begun) / max(1, len(found)) * 1000
    write_run(run, ({"id": one, "ranking": ranking} for one, ranking in rankings.items()))
    asked = [(rankings[record["id"]], gold) for record in found if (gold := _gold(record))]
    hits = {depth: _share(bool(gold & set(best[:depth])) for best, gold in asked) for depth in _DEPTHS}
    yield Row(
        "passages",
        split.name,
        len(asked),
        " ".join(f"hit@{depth} {share:.4f}" for depth, share in hits.items()) + f" ({each:.1f} ms a page)",
        f"hit@3 ≥ {_HIT_AT_3}",
        judged(hits[3] >= _HIT_AT_3),
        "random .069/.185/.279, BM25 .812/.969/.987 (dev)",
    )
    settled = [record for record in found if _gold(record)]
    yield seen_passages(split, settled, [_gold(record) for record in settled])
    supported = [record for record in found if record.get("label") == "supported"]
    if supported:
        yield _false_alarms(split, supported)
        alarms = sum(bool(unsupported_figures(one["claim"], one["passages"])) for one in supported)
        told = f"claims {alarms / len(supported):.4f}"
        yield Row("find, false alarms", f"{split.name}, supported", len(supported), told, "", "", "")


def _gold(record: Record) -> set[int]:
    """Every sentence that one of the sets of sentences settling the claim holds."""
    return {place for places in record.get("gold_sets") or [record.get("gold", [])] for place in places}


def _false_alarms(split: Split, supported: list[Record]) -> Row:
    """How many claims that their source supports have a figure said to stand nowhere in it."""
    claims = [unsupported_parts(record["claim"], record["passages"]) for record in supported]
    figures = [parts for claim in claims for parts in claim]
    share = _share(map(any, claims))
    return Row(
        "figures, false alarms",
        f"{split.name}, supported",
        len(supported),
        f"claims {share:.4f}, figures {_share(map(bool, figures)):.4f} of {len(figures)}",
        f"≤ {_FALSE_ALARMS}",
        judged(share <= _FALSE_ALARMS),
        "",
    )


def _share(answers: Iterator[bool]) -> float:
    said = list(answers)
    return sum(said) / len(said) if said else 0.0


PASSAGES = Task("passages", "evidence_*", ("id", "claim", "passages"), _measure, "score_evidence.py")
