"""Figures of claims against figures of passages, in the seven languages of the pages; figure_pairs.tsv holds the pairs.

The figure of the claim stands in square brackets. "not-compared" is right where the passage has no such figure, or one
that may be another: anything is better than calling it "different".
"""

import csv
from pathlib import Path

import pytest

from factcheck.matching.figure_support import closest_figure
from factcheck.reading.figure.figures import find_figures

with Path(__file__).with_name("figure_pairs.tsv").open(encoding="utf-8", newline="") as _file:
    PAIRS = [tuple(row.values()) for row in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def agreement(claim: str, passage: str) -> str:
    """How the passage agrees with the figure in brackets."""
    start, end = claim.index("["), claim.index("]") - 1
    others = find_figures(passage)
    for figure in find_figures(claim.replace("[", "").replace("]", "")):
        if figure.start < end and start < figure.end:
            how = str(closest_figure(figure, others)[0])
            return "not-compared" if how == "not-found" else how
    return "not-compared"


@pytest.mark.parametrize(("language", "claim", "passage", "expected"), PAIRS)
def test_a_figure_is_held_against_a_passage(language: str, claim: str, passage: str, expected: str) -> None:
    assert agreement(claim, passage) == expected, language
