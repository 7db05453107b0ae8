"""Dates of the Persian, Islamic and Japanese calendars, as Gregorian days."""

import pytest

from factcheck.reading.figure.calendars import lunar_days, solar_days
from factcheck.reading.figure.figures import Agreement, FigureKind, compare, find_figures


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ((1402, 1, 23), (2023, 4, 12), (2023, 4, 12)),
        ((1399, 12, 30), (2021, 3, 20), (2021, 3, 20)),
        ((1357, 11, 22), (1979, 2, 11), (1979, 2, 11)),
        ((1402, 0, 0), (2023, 3, 21), (2024, 3, 19)),
        ((1402, 7, 0), (2023, 9, 23), (2023, 10, 22)),
        ((1402, 12, 0), (2024, 2, 20), (2024, 3, 19)),
    ],
)
def test_a_persian_day_is_a_gregorian_day(
    day: tuple[int, int, int], first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert solar_days(day) == (first, last)


def test_an_islamic_day_is_known_to_a_day() -> None:
    (first, last) = lunar_days((1442, 9, 1))
    assert first <= (2021, 4, 13) <= last


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("۲۳ فروردین ۱۴۰۲", 20230412, 20230412),
        ("فروردین ماه ۱۴۰۲", 20230321, 20230420),
        ("۱۴۰۲/۰۱/۲۳", 20230412, 20230412),
        ("سال ۱۴۰۲", 20230321, 20240319),
        ("سال ۹۸", 20190321, 20200319),
        ("دهه ۱۳۹۰", 20110321, 20210320),
        ("1402 هجری شمسی", 20230321, 20240319),
        ("1442 AH", 20200818, 20210809),
        ("A.H. 1442", 20200818, 20210809),
        ("令和3年4月1日", 20210401, 20210401),
        ("平成元年", 19890101, 19891231),
    ],
)
def test_a_date_of_another_calendar_is_read(text: str, low: int, high: int) -> None:
    [figure] = find_figures(text)
    assert (figure.kind, int(figure.low), int(figure.high)) == (FigureKind.DATE, low, high)


@pytest.mark.parametrize(
    ("claim", "other", "agreement"),
    [
        ("2023", "سال ۱۴۰۲", Agreement.NOT_COMPARED),
        ("2021", "سال ۱۴۰۲", Agreement.DIFFERENT),
        ("12 April 2023", "سال ۱۴۰۲", Agreement.LESS_PRECISE),
        ("سال ۱۴۰۲", "12 April 2023", Agreement.MORE_PRECISE),
    ],
)
def test_years_that_overlap_are_not_called_different(claim: str, other: str, agreement: Agreement) -> None:
    [ours], [theirs] = find_figures(claim), find_figures(other)
    assert compare(ours, theirs) is agreement
