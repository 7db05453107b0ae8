"""The figures of a text as support for a claim's figure, by value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.figure_support import closest_figure, closest_or_elsewhere
from factcheck.reading.figure.figures import Agreement, find_figures

PAGE = """The bridge

The old bridge over the Marl opened on 12 May 1932 and carried fifty-two carts a day.
More than 3,000 people came to the opening. The work took about six years and cost £1.2 million.
It was closed between 1997 and 2012. The ferry carries 40 cars.
"""


def closest(claim: str, text: str = PAGE) -> tuple[Agreement, str]:
    [figure] = find_figures(claim)
    return closest_figure(figure, find_figures(text))


@pytest.mark.parametrize(
    ("claim", "agreement", "found"),
    [
        ("The bridge carried 52 carts a day.", Agreement.SAME, "fifty-two"),
        ("The bridge opened on May 12, 1932.", Agreement.SAME, "12 May 1932"),
        ("The bridge opened in 1932.", Agreement.MORE_PRECISE, "12 May 1932"),
        ("Exactly 3,000 people came to the opening.", Agreement.LESS_PRECISE, "More than 3,000 people"),
        ("The bridge cost £1,200,000.", Agreement.SAME, "£1.2 million"),
        ("The bridge cost £5 million.", Agreement.DIFFERENT, "£1.2 million"),
        ("The bridge was closed from 1997 to 2012.", Agreement.SAME, "1997 and 2012"),
        ("The bridge cost €5 million.", Agreement.NOT_FOUND, ""),
    ],
)
def test_a_figure_is_found_by_value(claim: str, agreement: Agreement, found: str) -> None:
    assert closest(claim) == (agreement, found)


def test_the_same_figure_elsewhere_is_named_only_where_none_here_supports_it() -> None:
    [figure] = find_figures("The bridge carried 444 carts.")
    elsewhere = find_figures("Unrelated: four hundred and forty-four.")
    same, other = (
        closest_figure(figure, elsewhere),
        closest_figure(figure, find_figures("It carried 5 carts.")),
    )

    assert closest_or_elsewhere(other, figure, elsewhere) == (
        Agreement.SAME_ELSEWHERE,
        "four hundred and forty-four",
    )
    assert closest_or_elsewhere(same, figure, ()) == same
    assert closest_or_elsewhere(other, figure, ()) == other


def test_persian_digits_are_the_same_figures() -> None:
    found = closest("در این حادثه 52 نفر کشته شدند", "به گفته مقامات ۵۲ نفر در این حادثه کشته شدند.")

    assert found == (Agreement.SAME, "۵۲ نفر")


def test_a_text_without_words_supports_nothing() -> None:
    assert closest("It cost £5.", "") == (Agreement.NOT_FOUND, "")


@given(st.text(), st.text())
def test_any_figure_can_be_compared_with_any_text(claim: str, text: str) -> None:
    others = find_figures(text)
    for figure in find_figures(claim):
        how, found = closest_figure(figure, others)
        assert (how is Agreement.NOT_FOUND) == (not found)
