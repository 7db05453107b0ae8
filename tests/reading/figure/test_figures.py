"""Figures and dates found in texts, and how two of them agree."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, compare, find_figures
from tests.records import hostile

NUMBER, MONEY, PERCENT = FigureKind.NUMBER, FigureKind.MONEY, FigureKind.PERCENT
DATE, ORDINAL, DURATION = FigureKind.DATE, FigureKind.ORDINAL, FigureKind.DURATION


def only(text: str) -> Figure:
    [figure] = find_figures(text)
    return figure


def value_of(text: str) -> tuple[FigureKind, int | float, int | float]:
    figure = only(text)
    return figure.kind, float(figure.low), float(figure.high)


fragments = st.sampled_from(
    [
        *(
            "one",
            "two",
            "twenty",
            "hundred",
            "thousand",
            "million",
            "a",
            "half",
            "and",
            "dozen",
            "-",
            "–",
            "to",
        ),
        *(
            "between",
            "from",
            "5",
            "3,000",
            "2018",
            "May",
            "may",
            "12",
            "/",
            ".",
            ",",
            "%",
            "$",
            "£",
            "bn",
            "m",
        ),
        *(
            "k",
            "1st",
            "second",
            "third",
            "of",
            "the",
            "century",
            "'s",
            "19",
            "00",
            "年",
            "月",
            "日",
            "٥٢",
            "۵۲",
        ),
        *("²", "Ⅷ", "万", "1e9", "9" * 40, "more", "than", "+", "\n", "\t", "\0", "İ", "ß", "ﬁ"),
    ]
)
ragged = (
    st.lists(fragments | st.text(max_size=3), max_size=30).map(" ".join)
    | st.lists(fragments, max_size=30).map("".join)
    | st.text(st.characters(codec=None))
    | hostile
)


@given(ragged)
def test_any_text_gives_figures_in_order_with_their_places(text: str) -> None:
    at = 0
    for figure in find_figures(text):
        assert at <= figure.start < figure.end
        assert figure.text == text[figure.start : figure.end]
        assert figure.low <= figure.high
        assert all(part.text == text[part.start : part.end] for part in figure.parts)
        at = figure.end


@given(ragged)
def test_a_figure_is_the_same_as_itself(text: str) -> None:
    assert {compare(figure, figure) for figure in find_figures(text)} <= {Agreement.SAME}


@given(ragged, ragged)
def test_any_two_figures_can_be_compared(one: str, other: str) -> None:
    for figure in find_figures(one):
        for another in find_figures(other):
            compare(figure, another)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("52", 52),
        ("fifty-two", 52),
        ("٥٢", 52),
        ("۵۲", 52),
        ("５２", 52),
        ("3,000", 3000),
        ("3\u202f000", 3000),
        ("3’000", 3000),
        ("1.234.567", 1_234_567),
        ("1,23,45,678", 12_345_678),
        ("two thousand and fifty-two", 2052),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("two and a half million", 2_500_000),
        ("2.5 million", 2_500_000),
        ("40k", 40_000),
        ("1.2bn", 1_200_000_000),
        ("5m viewers", 5_000_000),
        ("100m", 100),
        ("۳ میلیون", 3_000_000),
        ("5万", 50_000),
        ("-5", -5),
        ("nineteen hundred", 1900),
        ("2½ million", 2_500_000),
        ("3 millones y medio", 3_500_000),
        ("trois millions et demi", 3_500_000),
        ("سه و نیم میلیون", 3_500_000),
        ("ثلاثة ملايين ونصف", 3_500_000),
        ("fifty thousand", 50_000),
        ("three hundred and five", 305),
        ("1 000 000", 1_000_000),
        ("12 000 000", 12_000_000),
        ("3 000 000 000", 3_000_000_000),
        (".5", 0.5),
        ("-.25", -0.25),
        (".500", 0.5),
    ],
)
def test_a_number_is_worth_the_same_however_it_is_written(text: str, value: float) -> None:
    assert value_of(text) == (NUMBER, value, value)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        ("$5m", MONEY, 5e6, 5e6, "$"),
        ("US$50 million", MONEY, 5e7, 5e7, "$"),
        ("5 million euros", MONEY, 5e6, 5e6, "€"),
        ("£3bn", MONEY, 3e9, 3e9, "£"),
        ("$10–20 million", MONEY, 1e7, 2e7, "$"),
        ("$1.2m-$1.5m", MONEY, 1.2e6, 1.5e6, "$"),
        ("about 1.5 to 2 million", NUMBER, 1.5e6, 2e6, ""),
        ("93%", PERCENT, 93, 93, ""),
        ("93 per cent", PERCENT, 93, 93, ""),
        ("٥٢٪", PERCENT, 52, 52, ""),
        ("half of them", PERCENT, 50, 50, ""),
        ("a third of voters", PERCENT, 33, 34, ""),
        ("1st", ORDINAL, 1, 1, ""),
        ("twenty-first", ORDINAL, 21, 21, ""),
        ("2ème", ORDINAL, 2, 2, ""),
        ("3.º", ORDINAL, 3, 3, ""),
        ("der 3. Platz", ORDINAL, 3, 3, ""),
        ("$.50", MONEY, 0.5, 0.5, "$"),
        (".5 percent", PERCENT, 0.5, 0.5, ""),
        ("1 000 000 d'euros", MONEY, 1e6, 1e6, "€"),
        ("world No. 55", ORDINAL, 55, 55, ""),
        ("six-month", DURATION, 6, 6, "month"),
        ("18-year-old", DURATION, 18, 18, "year"),
        ("ten to twelve days", DURATION, 10, 12, "day"),
        ("50 km", NUMBER, 50, 50, "kilometre"),
        ("68°F", NUMBER, 68, 68, "degree Fahrenheit"),
        ("minus 20 degrees Celsius", NUMBER, -20, -20, "degree Celsius"),
        ("20 grados centígrados", NUMBER, 20, 20, "degree Celsius"),
        ("12 planes", NUMBER, 12, 12, "plane"),
        ("5 to 7 million", NUMBER, 5e6, 7e6, ""),
        ("between 5 and 7", NUMBER, 5, 7, ""),
        ("a 2–1 win", NUMBER, 1, 2, "win"),
    ],
)
def test_a_figure_counts_something(text: str, kind: FigureKind, low: float, high: float, unit: str) -> None:
    assert value_of(text) == (kind, low, high)
    assert only(text).unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 May 2001", 20010512, 20010512),
        ("May 12th, 2001", 20010512, 20010512),
        ("the 12th of May 2001", 20010512, 20010512),
        ("2001-05-12", 20010512, 20010512),
        ("13/05/2001", 20010513, 20010513),
        ("05/13/2001", 20010513, 20010513),
        ("12/05/2001", 20010512, 20011205),
        ("12.5.2001", 20010512, 20010512),
        ("2001年5月12日", 20010512, 20010512),
        ("۱۲ مه ۲۰۰۱", 20010512, 20010512),
        ("12 مايو 2001", 20010512, 20010512),
        ("12 de mayo de 2001", 20010512, 20010512),
        ("12 mai 2001", 20010512, 20010512),
        ("May 2001", 20010501, 20010531),
        ("12 May", 512, 512),
        ("in May", 501, 531),
        ("2001", 20010101, 20011231),
        ("1997–2012", 19970101, 20121231),
        ("from 1997 to 2012", 19970101, 20121231),
        ("2018–19", 20180101, 20191231),
        ("1999–00", 19990101, 20001231),
        ("2012-06", 20120601, 20120631),
        ("3–5 June 2011", 20110603, 20110605),
        ("January 10 to March 28, 2019", 20190110, 20190328),
        ("1960s", 19600101, 19691231),
        ("'80s", 19800101, 19891231),
        ("17th-century", 16010101, 17001231),
        ("3,800–3,700 BC", 37000101, 38001231),
    ],
)
def test_a_date_runs_from_the_first_day_it_can_mean_to_the_last(text: str, low: int, high: int) -> None:
    assert value_of(text) == (DATE, low, high)


@pytest.mark.parametrize(
    "text",
    [
        *("he may march", "K4", "5G", "COVID-19", "10:30", "1.0.2", "one of them", "no one", "9" * 40, "3e8"),
        *("million million", "Mayor", "secondary"),
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("more than 3,000", "more than"),
        ("over three thousand", "more than"),
        ("3,000+", "at least"),
        ("at least 3,000", "at least"),
        ("up to 40", "at most"),
        ("fewer than 40", "less than"),
        ("an estimated 40 million", "about"),
        ("nearly 200", "about"),
        ("200 or so", "about"),
        ("some $3m", "about"),
        ("3,000", ""),
    ],
)
def test_words_around_a_figure_say_how_exact_it_is(text: str, how: str) -> None:
    figure = only(text)

    assert (figure.approximate, figure.text) == (how, text)


def test_a_year_with_people_is_a_number_and_one_with_an_event_a_date() -> None:
    assert only("1500 people").kind is NUMBER
    assert only("the 1500 voyage").kind is DATE
    assert only("$1999").kind is MONEY


def test_a_date_has_its_day_month_and_year_as_parts() -> None:
    parts = only("16 May 2001").parts

    assert [(part.text, int(part.low), int(part.high)) for part in parts] == [
        ("16", 20010516, 20010516),
        ("May", 20010501, 20010531),
        ("2001", 20010101, 20011231),
    ]


def test_figures_side_by_side_stay_apart() -> None:
    found = find_figures("In 2015 100 people in 12 towns gave two and three euros.")

    assert [figure.text for figure in found] == ["2015", "100 people", "12", "two", "three euros"]


SAME, DIFFERENT = Agreement.SAME, Agreement.DIFFERENT
LESS, MORE = Agreement.LESS_PRECISE, Agreement.MORE_PRECISE


@pytest.mark.parametrize(
    ("claim", "other", "agreement"),
    [
        ("52", "fifty-two", SAME),
        ("52 Americans", "52 hostages", SAME),
        ("3,000", "more than 3,000", LESS),
        ("more than 3,000", "3,000", MORE),
        ("more than 3,000", "3,214", MORE),
        ("more than 3,000", "9,000", DIFFERENT),
        ("more than 3,000", "at least 3,000", SAME),
        ("more than 3,000", "fewer than 3,000", DIFFERENT),
        ("under 12", "under 11", DIFFERENT),
        ("more than 300", "over 360", DIFFERENT),
        ("about 50", "52", MORE),
        ("5.1 million", "5,123,456", MORE),
        ("5.1 million", "5,223,456", DIFFERENT),
        ("5 to 7", "6", MORE),
        ("52", "53", DIFFERENT),
        ("52 people", "53 people", DIFFERENT),
        ("52 people", "53 dogs", None),
        ("5 km", "5 miles", None),
        ("20 °C", "68 °F", None),
        ("20 °C", "20 degrees Celsius", SAME),
        ("0.5 per cent", ".5 percent", SAME),
        ("5 per cent", ".5 percent", DIFFERENT),
        ("$5", "€5", None),
        ("$5", "5 dollars", SAME),
        ("5%", "5 per cent", SAME),
        ("5%", "5 people", None),
        ("half of them", "50%", SAME),
        ("a third of them", "33%", MORE),
        ("55", "55th", SAME),
        ("two years", "two months", None),
        ("1997–2012", "October 1997", MORE),
        ("12 May 2001", "May 2001", LESS),
        ("May 2001", "12 May 2001", MORE),
        ("12 May 2001", "12 May", LESS),
        ("12 May", "12 May 2001", MORE),
        ("12 May 2001", "2001-05-12", SAME),
        ("12 May", "13 May 2001", DIFFERENT),
        ("12 May", "2001", None),
        ("2001", "2003", DIFFERENT),
        ("2001", "2,001", SAME),
        ("2001", "52", None),
        ("44 BC", "44 AD", None),
    ],
)
def test_figures_of_like_kind_are_compared_by_value(
    claim: str, other: str, agreement: Agreement | None
) -> None:
    assert compare(only(claim), only(other)) is agreement


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It rose from 44 to 88 million euros.", [(44e6, 44e6), (88e6, 88e6)]),
        ("It has doubled, from 44 million to 88 million euros.", [(44e6, 44e6), (88e6, 88e6)]),
        ("It was cut from 88 to 44 million euros.", [(88e6, 88e6), (44e6, 44e6)]),
        ("from 88 to 44 million euros", [(88e6, 88e6), (44e6, 44e6)]),
        ("Es sind von 44 auf 88 Millionen Euro.", [(44e6, 44e6), (88e6, 88e6)]),
        ("de 44 para 88 milhões de euros", [(44e6, 44e6), (88e6, 88e6)]),
        ("از ۴۴ به ۸۸ میلیون یورو", [(44e6, 44e6), (88e6, 88e6)]),
        ("It rose from 500 to 2 million euros.", [(500, 500), (2e6, 2e6)]),
        ("It rose from 44,000 to 88 million euros.", [(44e3, 44e3), (88e6, 88e6)]),
        ("It costs between 44 and 88 million euros.", [(44e6, 88e6)]),
        ("It rose to 44–88 million euros.", [(44e6, 88e6)]),
        ("von 44 bis 88 Millionen Euro", [(44e6, 88e6)]),
        ("from 44 to 88 million euros", [(44e6, 88e6)]),
    ],
)
def test_a_change_is_two_figures_and_a_range_one(text: str, figures: list[tuple[float, float]]) -> None:
    assert [(float(one.low), float(one.high)) for one in find_figures(text)] == figures
    assert all(one.unit == "€" for one in find_figures(text))


@pytest.mark.parametrize(
    ("claim", "other", "agreement"),
    [
        ("50", "from 40 to 60", Agreement.NOT_COMPARED),
        ("40", "from 40 to 60", Agreement.NOT_COMPARED),
        ("70", "from 40 to 60", DIFFERENT),
        ("from 40 to 60", "from 40 to 60", SAME),
        ("1,000", "1.000", SAME),
        ("1,234", "1.234", SAME),
        ("5", "1.234", DIFFERENT),
        ("1.234", "1,235", DIFFERENT),
        ("(1,234)", "-1,234", SAME),
        ("-1,234", "(1,234)", SAME),
        ("1,234", "(1,234)", SAME),
        ("1,235", "(1,234)", DIFFERENT),
        ("3 per cent", "3 percentage points", None),
        ("10 ‰", "10 %", None),
    ],
)
def test_what_can_mean_several_values_is_different_only_if_all_of_them_are(
    claim: str, other: str, agreement: Agreement | None
) -> None:
    assert compare(only(claim), only(other)) is agreement


def test_digits_are_kept_to_the_last() -> None:
    assert only("9" * 24).low == Decimal("9" * 24)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["9", "million ", "twenty ", "1,", "1,000", " ", "one hundred and ", "-", "12/"]
)
def test_a_million_characters_of_anything_are_soon_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    assert sum(len(figure.text) for figure in find_figures(text)) <= len(text)
