"""Passages that are relevant to a claim, with the reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.passages import FigureNote, rank_passages
from factcheck.reading.figure.figures import Agreement

PAGE = """State sponsors
The Secretary of State rescinded Iraq's designation as a state sponsor of terrorism on 25 October 2004.
Iraq was first put on the list in 1979. It was taken off in 1982 and put back in 1990.

Fifty-two Americans were held hostage for 444 days. More than 3,000 people marched.
A post says: "Iraq's designation was removed in 2004".
"""


def test_the_best_passage_says_why_it_is_shown() -> None:
    best = rank_passages("The designation of Iraq was rescinded in October 2004.", PAGE)[0]

    assert best.text.startswith("The Secretary of State rescinded")
    assert best.text == PAGE[best.start : best.end]
    assert best.words == ("designation", "rescinded")
    assert best.names == ("Iraq",)
    assert best.figures == (FigureNote("October 2004", "25 October 2004", Agreement.MORE_PRECISE),)
    assert best.why == (
        "shares “designation”, “rescinded”; names Iraq; has 25 October 2004, more precise than October 2004"
    )


@pytest.mark.parametrize(
    ("claim", "figure", "agreement"),
    [
        ("52 Americans were held", "Fifty-two", Agreement.SAME),
        ("3,000 people marched", "More than 3,000 people", Agreement.LESS_PRECISE),
        ("5,000 people marched", "More than 3,000 people", Agreement.DIFFERENT),
        ("52 people marched", "Fifty-two", Agreement.SAME_ELSEWHERE),
        ("$5 were paid to people who marched", "", Agreement.NOT_FOUND),
    ],
)
def test_each_figure_of_the_claim_is_held_against_the_passage(
    claim: str, figure: str, agreement: Agreement
) -> None:
    [note] = rank_passages(claim, PAGE)[0].figures

    assert (note.passage, note.agreement) == (figure, agreement)


def test_a_figure_that_may_be_another_is_said_to_be_so() -> None:
    [best] = rank_passages("The bridge opened in 2023.", "The bridge opened in سال ۱۴۰۲ by its calendar.")

    assert best.figures == (FigureNote("2023", "سال ۱۴۰۲", Agreement.NOT_COMPARED),)
    assert best.why.endswith("has سال ۱۴۰۲, which may be 2023 and may not")


def test_a_near_copy_of_the_claim_is_said_to_restate_it() -> None:
    found = rank_passages("Iraq's designation was removed in 2004", PAGE)

    assert [passage.text[:6] for passage in found if passage.restates] == ["A post"]
    assert next(passage for passage in found if passage.restates).why.startswith("restates the claim; ")


@pytest.mark.parametrize(
    "claim",
    [
        "Iraq's designation was not removed in 2004",
        "Iraq's designation wasn't removed in 2004",
        "Iraq's designation was removed in 2005",
    ],
)
def test_a_negation_or_a_figure_more_or_less_is_no_copy(claim: str) -> None:
    assert not any(passage.restates for passage in rank_passages(claim, PAGE))


@pytest.mark.parametrize("claim", ["Bananas are yellow", "", "?!", "the of and", "More than five"])
def test_nothing_is_shown_when_nothing_bears_on_the_claim(claim: str) -> None:
    assert rank_passages(claim, PAGE) == ()


def test_what_shares_little_comes_last_and_is_said_to() -> None:
    found = rank_passages("The designation of Iraq exports dates", PAGE)
    assert [(passage.text.split()[0], passage.shares_little) for passage in found] == [
        ("The", False),
        ("A", False),
        ("Iraq", True),
    ]

    found = rank_passages("Iraq exports dates", PAGE)
    assert [passage.why for passage in found] == ["names Iraq"] * 3
    assert all(passage.shares_little for passage in found)
    assert rank_passages("Iraq exports dates", PAGE, limit=1) == found[:1]


def test_what_of_a_figure_stands_nowhere_in_the_text_is_named() -> None:
    [best] = rank_passages("The bridge opened on 24 May 1932.", "The bridge opened in May 1932.")

    assert best.figures == (FigureNote("24 May 1932", "May 1932", Agreement.LESS_PRECISE, ("24",)),)
    assert best.why.endswith("24 stands nowhere on the page")


def test_a_passage_tells_the_heading_that_it_stands_under() -> None:
    page = "Costs\nThe bridge cost six million.\n\nOpening\nThe bridge opened in May."

    found = rank_passages("The bridge opened in May", page)

    assert [(one.text, one.heading) for one in found] == [
        ("The bridge opened in May.", "Opening"),
        ("Opening", ""),
        ("The bridge cost six million.", "Costs"),
    ]


def test_no_more_is_shown_than_was_asked_for() -> None:
    claim = "Iraq was on the list of state sponsors"

    assert len(rank_passages(claim, PAGE * 5, limit=2)) == 2
    assert rank_passages(claim, PAGE, limit=0) == ()
    assert rank_passages(claim, "") == ()


def test_a_persian_page_is_searched_like_any_other() -> None:
    page = "پل قدیمی شهر در سال ۱۳۱۱ افتتاح شد. هوا امروز خوب است. هزینه ساخت آن ۵۲ میلیون تومان بود."
    [best] = rank_passages("هزينه ساخت پل 52 ميليون تومان بود", page, language="fa", limit=1)

    assert best.text.startswith("هزینه ساخت")
    assert [note.agreement for note in best.figures] == [Agreement.SAME]


@given(st.text(), st.text())
def test_any_claim_can_be_looked_for_in_any_text(claim: str, text: str) -> None:
    found = rank_passages(claim, text)

    assert all(passage.text == text[passage.start : passage.end] and passage.why for passage in found)
    assert found == tuple(sorted(found, key=lambda passage: -passage.score))
