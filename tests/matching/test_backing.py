"""A claim's figures held against a text by value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.backing import BEST, Backing, backed_by
from factcheck.reading.figure.figures import Agreement
from factcheck.reading.sentence.sentences import sentences

PAGE = """The bridge

The old bridge over the Marl opened on 12 May 1932 and carried fifty-two carts a day.
More than 3,000 people came to the opening. The work took about six years and cost £1.2 million.
It was closed between 1997 and 2012. The ferry carries 40 cars.
"""


def backed(claim: str, text: str) -> tuple[Backing, ...]:
    return backed_by(claim, [span.text for span in sentences(text)])


def only(claim: str) -> Backing:
    [one] = backed(claim, PAGE)
    return one


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
    assert (only(claim).agreement, only(claim).found) == (agreement, found)


def test_a_figure_that_stands_far_from_what_the_claim_says_is_elsewhere() -> None:
    about = [f"The bridge carried carts on day {word}." for word in "abcdefghijkl"]
    [one] = backed_by("The bridge carried 444 carts.", [*about, "Unrelated: four hundred and forty-four."])

    assert len(about) > BEST
    assert (one.agreement, one.found, one.unbacked) == (
        *(Agreement.SAME_ELSEWHERE, "four hundred and forty-four"),
        (),
    )


@pytest.mark.parametrize(
    ("claim", "unbacked"),
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
def test_what_stands_nowhere_in_the_text_is_named_part_by_part(claim: str, unbacked: list[str]) -> None:
    places = [place for one in backed(claim, PAGE) for place in one.unbacked]

    assert [claim[start:end] for start, end in places] == unbacked


def test_persian_digits_are_the_same_figures() -> None:
    [one] = backed("در این حادثه 52 نفر کشته شدند", "به گفته مقامات ۵۲ نفر در این حادثه کشته شدند.")

    assert (one.agreement, one.found) == (Agreement.SAME, "۵۲")


def test_a_text_without_words_backs_nothing() -> None:
    [one] = backed("It cost £5.", "")

    assert (one.agreement, one.unbacked) == (Agreement.NOT_FOUND, ((8, 10),))


@given(st.text(), st.lists(st.text()))
def test_any_claim_can_be_held_against_any_sentences(claim: str, sentences: list[str]) -> None:
    for one in backed_by(claim, sentences):
        assert all(0 <= start < end <= len(claim) for start, end in one.unbacked)
