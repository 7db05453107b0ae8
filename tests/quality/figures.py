"""Figures: whether what is said to stand nowhere in the source is what people found unsupported."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.matching.figure_support import missing_parts
from factcheck.reading.figure.figures import find_figures
from tests.quality.seen_first import unsupported_figures
from tests.quality.tasks import Record, Row, Split, Task, judged, write_run

_PRECISION, _RECALL = 0.90, 0.55
_WORDS = frozenset(
    (
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
        *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"),
        *("thousand", "million", "billion", "trillion", "dozen", "half", "twice", "first", "second"),
        *("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "january"),
        *("february", "march", "april", "june", "july", "august", "september", "october"),
        *("november", "december"),
    )
)
"""The words that count as a figure or date beside those with a digit; "may" is left out, being also a verb."""


def _measure(split: Split, found: list[Record], run: Path) -> Iterator[Row]:
    flagged = {
        record["meta"]["id"]: [
            place for parts in unsupported_parts(record["claim"], record["evidence"]) for place in parts
        ]
        for record in found
    }
    write_run(run, ({"id": one, "flagged": places} for one, places in flagged.items()))
    judgements = [one for record in found for one in _judgements(record, flagged[record["meta"]["id"]])]
    precision, recall = _precision_and_recall(judgements)
    yield Row(
        "figures, not found",
        split.name,
        len(judgements),
        f"P {precision:.4f} R {recall:.4f}",
        f"P ≥ {_PRECISION} at R ≥ {_RECALL}",
        judged(precision >= _PRECISION and recall >= _RECALL),
        "surface string .935/.597 (dev)",
    )
    seen = [
        one
        for record in found
        for one in _judgements(record, unsupported_figures(record["claim"], record["evidence"]))
    ]
    told = "P {:.4f} R {:.4f}".format(*_precision_and_recall(seen))
    yield Row("find, figures seen", split.name, len(seen), told, "", "", "")


def _precision_and_recall(judgements: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """Of pairs of what people found and what we found."""
    right = sum(people and ours for people, ours in judgements)
    return (
        right / max(1, sum(ours for _, ours in judgements)),
        right / max(1, sum(people for people, _ in judgements)),
    )


def unsupported_parts(claim: str, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
    """For each figure of a claim, the places of its parts (day, month, year, ends of a range) found in no sentence.

    A count of up to three, or "one year", is never among them: texts express those by naming.
    """
    others = [figure for text in sentences for figure in find_figures(text)]
    return [
        [(part.start, part.end) for part in missing_parts(figure, others)] for figure in find_figures(claim)
    ]


def _judgements(record: Record, flagged: list[tuple[int, int]]) -> Iterator[tuple[bool, bool]]:
    """For each token of a claim that is a figure or date: whether people, and we, found it unsupported."""
    at = 0
    for token, is_unsupported in zip(record["claim_tokens"], record["non_supported_spans"], strict=True):
        start = record["claim"].find(token, at)
        if start < 0:
            continue
        at = start + len(token)
        if re.search(r"\d", token) or token.lower() in _WORDS:
            yield is_unsupported, any(begin < at and end > start for begin, end in flagged)


FIGURES = Task(
    "figures",
    "numbers_*",
    ("claim", "claim_tokens", "non_supported_spans", "evidence", "meta"),
    _measure,
    "score_numbers.py",
)
