"""A quote is at its recorded position, or it is not."""

import pytest

from factcheck.model.evidence import Position
from factcheck.reading.quote.quote_check import is_quote_at

TEXT = "On Monday the bridge opened. The mayor spoke for an hour. Rain fell on all."


@pytest.mark.parametrize(
    ("words", "exact"),
    [
        ("the bridge opened", "the bridge opened"),
        ("the bridge opened. The mayor spoke", "the bridge […] spoke"),
        (TEXT, "On Monday […] The mayor […] on all."),
    ],
)
def test_the_quote_is_at_its_position(words: str, exact: str) -> None:
    start = TEXT.index(words)
    assert is_quote_at(TEXT, Position(start=start, end=start + len(words)), exact)


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        (10, 27, "the bridge closed"),
        (11, 28, "the bridge opened"),
        (0, 75, "On Monday […] Rain […] The mayor […] on all."),
        (0, 75, "On Monday […] snow […] on all."),
        (0, 9, "On Monday […] On Monday"),
        (900, 917, "the bridge opened"),
    ],
)
def test_other_words_are_not_the_quote(start: int, end: int, exact: str) -> None:
    assert not is_quote_at(TEXT, Position(start=start, end=end), exact)
