"""The figures of a text as support for a claim's figure, by value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.figure_support import closest_figure, closest_or_elsewhere, missing_parts
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


@pytest.mark.parametrize(
    ("claim", "elsewhere", "stands"),
    [
        ("He came in 2019.", "Published on 20 May 2019", True),
        ("He came in April of that year.", "April 11, 2019", True),
        ("He came in May 2019.", "20 May 2019", True),
        ("He came on 20 May 2019.", "In 2019", False),
        ("He stayed from 2005 to 2010.", "In 2008", False),
        ("About 3,000 people came.", "It has 3,012 seats.", False),
    ],
)
def test_a_date_stands_elsewhere_as_a_part_of_one_that_says_more(
    claim: str, elsewhere: str, stands: bool
) -> None:
    [figure] = find_figures(claim)
    nowhere = (Agreement.NOT_FOUND, "")

    found = closest_or_elsewhere(nowhere, figure, find_figures(elsewhere))

    assert (found[0] is Agreement.SAME_ELSEWHERE) is stands
    assert stands or found == nowhere


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("The bridge opened on 12 May 1932.", []),
        ("The bridge opened on 24 May 1932.", ["24"]),
        ("The bridge was closed from 1997 to 2014.", ["2014"]),
        ("The bridge carried two carts.", []),
        ("The bridge carried 53 carts.", ["53"]),
    ],
)
def test_the_parts_of_a_figure_that_stand_nowhere_are_missing(claim: str, missing: list[str]) -> None:
    [figure] = find_figures(claim)

    assert [part.text for part in missing_parts(figure, find_figures(PAGE))] == missing


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
