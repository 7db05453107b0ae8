"""The differences between two claims with shared words."""

import tomllib
from pathlib import Path

import pytest

from factcheck.matching.differences import differences

ONE_CLAIM = tomllib.loads(Path(__file__).with_name("one_claim.toml").read_text("utf-8"))["pairs"]


def _told(claim: str, earlier: str) -> list[tuple[str, str, str]]:
    return [(str(one.what), one.here, one.there) for one in differences(claim, earlier)]


@pytest.mark.parametrize(
    ("claim", "earlier", "told"),
    [
        ("It fell by 4%.", "It fell by 5%.", [("figure", "4%", "5%")]),
        ("It fell in 2016.", "It fell in May 2017.", [("date", "2016", "May 2017")]),
        ("It has 5 million users.", "It has users.", [("figure", "5 million", "")]),
        ("It has users.", "It has 5 million users.", [("figure", "", "5 million")]),
        ("It rained.", "It never rained.", [("negation", "", "never")]),
        ("It doesn’t rain.", "It rains.", [("negation", "doesn't", "")]),
        ("هذا ليس صحيحا", "هذا صحيح", [("negation", "ليس", "")]),
        ("यह सच नहीं है", "यह सच है", [("negation", "नहीं", "")]),
        ("It rained — Ana Ruiz (@AnaRuiz) March 1, 2022", "It rained in 2021.", [("date", "", "2021")]),
        (
            "It was signed — Paris, 30 May 1814",
            "It was signed — Paris, 30 May 1815",
            [("date", "30 May 1814", "30 May 1815")],
        ),
        (
            "It is up in Ohio — @JoeBiden let 5 million people in",
            "It is up in Ohio — @JoeBiden let 2 million people in",
            [("figure", "5 million people", "2 million people")],
        ),
        ("Prices rose in May.", "Prices fell in May.", [("opposite", "rose", "fell")]),
        ("Prices rose 5%.", "Prices fell 4%.", [("figure", "5%", "4%"), ("opposite", "rose", "fell")]),
        ("More than 90 died.", "Fewer than 90 died.", [("figure", "More than 90", "Fewer than 90")]),
        ("Ana Ruiz banned cars.", "Ben Osei banned cars.", [("name", "Ana Ruiz", "Ben Osei")]),
    ],
)
def test_differing_figures_dates_negations_and_names_are_named(
    claim: str, earlier: str, told: list[tuple[str, str, str]]
) -> None:
    assert _told(claim, earlier) == told


@pytest.mark.parametrize(
    ("claim", "earlier"),
    [
        ("It cost $5 million.", "It cost 5,000,000 dollars."),
        ("More than 3,000 came.", "3,100 came."),
        ("It opened in May 1932.", "It opened in 1932."),
        ("در سال ۱۴۰۲ باز شد", "It opened in 2023."),
        ("It is not so.", "Not so."),
        ("Ana Ruiz's plan failed.", "the plan of ana ruiz failed"),
        ("ANA RUIZ BANNED CARS.", "Ben Osei banned cars."),
        ("Ana banned cars.", "She banned cars."),
        ("", ""),
        ("北京市人口超过两千万", "北京市人口"),
        ("It rained — Ana Ruiz (@AnaRuiz) March 1, 2022", "It rained, Ben Osei says."),
        ("It rained!— Ana Ruiz (@AnaRuiz) March 1, 2022", "In March 2022 it rained."),
        ("In March 2022 it rained.", "It rained! — Ana Ruiz (@AnaRuiz) March 1, 2022"),
        ("It rained pic.twitter.com/Jj7VNVFrIa", "It rained in Ohio."),
        ("It rained https://t.co/OP8QgHUq2k99", "It rained in Ohio."),
    ],
)
def test_what_says_the_same_in_other_words_does_not_differ(claim: str, earlier: str) -> None:
    assert _told(claim, earlier) == []


@pytest.mark.parametrize(("claim", "earlier"), ONE_CLAIM)
def test_what_is_said_in_other_words_of_a_language_or_not_known_does_not_differ(
    claim: str, earlier: str
) -> None:
    assert _told(claim, earlier) == []


@pytest.mark.parametrize(
    ("claim", "earlier", "told"),
    [
        ("O prefeito votou.", "O prefeito não votou.", [("negation", "", "não")]),
        ("C'est pas vrai.", "C'est vrai.", [("negation", "pas", "")]),
        ("او آمد.", "او نیامد.", [("negation", "", "نیامد")]),
        ("Il sindaco non ha votato.", "Il sindaco ha votato.", [("negation", "non", "")]),
        ("Мэр не голосовал.", "Мэр голосовал.", [("negation", "не", "")]),
        ("ما كان الوزير هنا.", "كان الوزير هنا.", [("negation", "ما", "")]),
        ("พ.ศ. 2566", "ค.ศ. 2020", [("date", "พ.ศ. 2566", "ค.ศ. 2020")]),
        ("5 in 10 people left.", "40 percent of people left.", [("figure", "5 in 10 people", "40 percent")]),
    ],
)
def test_what_is_known_of_a_language_differs(
    claim: str, earlier: str, told: list[tuple[str, str, str]]
) -> None:
    assert _told(claim, earlier) == told


def test_a_difference_is_given_in_words_and_in_json() -> None:
    (one,) = differences("It has 5 million users.", "It has users.")
    assert str(one) == "figure: “5 million” here, none there"
    assert one.as_json() == {"what": "figure", "here": "5 million", "there": ""}


def test_of_very_many_figures_the_first_are_compared() -> None:
    counted = " ".join(str(number * 7) for number in range(16_000))
    other = " ".join(str(number * 7 + 3) for number in range(16_000))
    assert len(differences(counted, other)) == 200
    assert differences(counted, counted) == ()
