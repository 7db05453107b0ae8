"""Passages: whether a sentence that settles a claim is among the best; and false alarms about figures."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

from factcheck.desk import wanted_encoder
from factcheck.matching.encoder import Encoder
from tests.encoders import patient_encoder
from tests.quality.figures import unsupported_parts
from tests.quality.seen_first import found_passages, ranking_of, seen_passages, unsupported_figures
from tests.quality.tasks import Record, Row, Split, Task, judged, write_run

_DEPTHS = (1, 3, 5, 10)
_HIT_AT_3 = (0.965, 0.965)
"""The least share of claims with what settles them among the first three, by words alone, and by meaning too."""

_FALSE_ALARMS = 0.06


def _measure(split: Split, found: list[Record], run: Path) -> Iterator[Row]:
    yield from _found("find", split, found, run, None)
    if wanted_encoder():
        by_meaning = run.with_suffix(".semantic.jsonl")
        yield from _found("find, [semantic]", split, found, by_meaning, patient_encoder())
    supported = [record for record in found if record.get("label") == "supported"]
    if supported:
        yield _false_alarms(split, supported)
        alarms = sum(bool(unsupported_figures(one["claim"], one["passages"])) for one in supported)
        told = f"claims {alarms / len(supported):.4f}"
        yield Row("find, false alarms", f"{split.name}, supported", len(supported), told, "", "", "")


def _found(task: str, split: Split, found: list[Record], run: Path, encoder: Encoder | None) -> Iterator[Row]:
    """How often what settles a claim is among the best that the command shows, by words, or by meaning too."""
    begun = process_time()
    shown = [found_passages(record["claim"], record["passages"], encoder) for record in found]
    each = (process_time() - begun) / max(1, len(found)) * 1000
    rankings = [ranking_of(one, record["passages"]) for one, record in zip(shown, found, strict=True)]
    answers = zip(found, rankings, strict=True)
    write_run(run, ({"id": record["id"], "ranking": ranking} for record, ranking in answers))
    asked = [(best, gold) for best, record in zip(rankings, found, strict=True) if (gold := _gold(record))]
    hits = {depth: _share(bool(gold & set(best[:depth])) for best, gold in asked) for depth in _DEPTHS}
    floor = _HIT_AT_3[encoder is not None]
    yield Row(
        task,
        split.name,
        len(asked),
        " ".join(f"hit@{depth} {share:.4f}" for depth, share in hits.items()) + f" ({each:.1f} ms a page)",
        f"hit@3 ≥ {floor}",
        judged(hits[3] >= floor),
        "random .069/.185/.279, BM25 .812/.969/.987 (dev)",
    )
    settled = [
        (one, record, gold) for one, record in zip(shown, found, strict=True) if (gold := _gold(record))
    ]
    yield seen_passages(task, split, settled)


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
