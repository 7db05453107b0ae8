"""The parts of a claim's figures that stand nowhere in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.sentence.sentences import split_sentences
from tests.matching.test_figure_support import PAGE
from tests.quality.figures import unsupported_parts


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        ("The bridge opened on 13 May 1932.", ["13"]),
        ("The bridge opened on 12 June 1933.", ["12", "June", "1933"]),
        ("The bridge was closed from 1997 to 2014.", ["2014"]),
        ("The bridge carried 53 carts.", ["53"]),
        ("The bridge carried two carts for one year.", []),
        ("The water fell by 0% or -5%.", ["0%", "-5%"]),
        ("The bridge opened.", []),
    ],
)
def test_what_is_nowhere_in_the_text_is_named_part_by_part(claim: str, parts: list[str]) -> None:
    places = [
        place
        for one in unsupported_parts(claim, [span.text for span in split_sentences(PAGE)])
        for place in one
    ]

    assert [claim[start:end] for start, end in places] == parts


@given(st.text(), st.lists(st.text()))
def test_any_claim_can_be_held_against_any_sentences(claim: str, sentences: list[str]) -> None:
    for places in unsupported_parts(claim, sentences):
        assert all(0 <= start < end <= len(claim) for start, end in places)
