"""Partial dates and spans."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.claim import Claim
from factcheck.model.dates import check_edtf, earliest, in_words, latest, latest_today, span_in_words
from tests.records import days, findings_of, months, partial_dates, years


@given(partial_dates)
def test_every_partial_date_is_kept_as_it_was_entered(text: str) -> None:
    assert check_edtf(text) == text
    assert check_edtf(f"  {text}\n") == text


@given(st.dates())
def test_a_day_means_that_day_alone(day: date) -> None:
    assert earliest(str(day)) == latest(str(day)) == day


@given(st.dates())
def test_a_month_and_a_year_hold_their_days_and_no_others(day: date) -> None:
    month, year = str(day)[:7], str(day)[:4]
    assert earliest(year) <= earliest(month) <= day <= latest(month) <= latest(year)
    assert earliest(month).day == earliest(year).day == earliest(year).month == 1
    assert latest(month).month == day.month
    assert (latest(year).month, latest(year).day) == (12, 31)


@given(partial_dates, partial_dates)
def test_a_span_runs_from_the_first_to_the_last_or_is_refused(one: str, other: str) -> None:
    span = f"{one}/{other}"
    if earliest(one) > earliest(other):
        with pytest.raises(ValueError, match=f"runs backwards; write {other}/{one}"):
            check_edtf(span)
        return
    assert check_edtf(span) == span
    assert (earliest(span), latest(span)) == (earliest(one), latest(other))
    assert in_words(span) == f"{in_words(one)} to {in_words(other)}"


@pytest.mark.parametrize(
    ("month", "last"), [("2011-02", 28), ("2012-02", 29), ("1900-02", 28), ("2000-02", 29)]
)
def test_february_knows_leap_years(month: str, last: int) -> None:
    assert latest(month).day == last


@pytest.mark.parametrize(
    "text",
    [
        "2011-13",
        "2011-00",
        "2011-02-30",
        "2011-02-00",
        "2011-00-10",
        "2011-04-31",
        "1900-02-29",
        "0000",
        "0000-01-01",
        "2011/2011-13",
        "2011-02-30/2012",
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day in the calendar; check the month and the day"):
        check_edtf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "11",
        "25.12.2011",
        "2011-1",
        "2011-12-25T10:00",
        "20111",
        "-2011",
        "2011/",
        "/2011",
        "٢٠١١",
        "2011~",
    ],
)
def test_what_is_no_date_is_refused_with_examples(text: str) -> None:
    with pytest.raises(
        ValueError, match="is not a date; write 2011, 2011-12, 2011-12-25 or a span 1997/2012"
    ):
        check_edtf(text)


def test_a_span_has_one_slash() -> None:
    with pytest.raises(ValueError, match="a span has one slash, as in 1997/2012"):
        check_edtf("2011/2012/2013")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2011", "2011"),
        ("2011-12", "December 2011"),
        ("2011-12-05", "5 December 2011"),
        ("1997/2012-01", "1997 to January 2012"),
    ],
)
def test_a_date_is_said_as_a_reader_says_it(text: str, said: str) -> None:
    assert in_words(text) == said


@given(days | months | years)
def test_every_date_ends_in_its_year_in_words(text: str) -> None:
    assert in_words(text).split()[-1] == text[:4]


def test_dates_and_years_as_toml_has_them_are_taken() -> None:
    claim = {"ref": "a", "text": "x"}
    assert Claim.of({**claim, "claimed_on": date(2011, 12, 25)}).claimed_on == "2011-12-25"
    assert Claim.of({**claim, "claimed_on": 2011}).claimed_on == "2011"


@pytest.mark.parametrize("given", [True, 11, 2011.5, datetime(2011, 12, 25, tzinfo=UTC), ["2011"]])
def test_other_types_are_no_dates(given: object) -> None:
    found = findings_of(lambda: Claim.of({"ref": "a", "text": "x", "claimed_on": given}))
    assert len(found) == 1
    assert found[0].startswith("claimed_on: ")


@pytest.mark.parametrize(
    ("hour", "day"),
    [("09:59", date(2026, 11, 28)), ("10:00", date(2026, 11, 29)), ("23:59", date(2026, 11, 29))],
)
def test_the_latest_day_on_earth_begins_fourteen_hours_before_that_of_utc(hour: str, day: date) -> None:
    assert latest_today(datetime.fromisoformat(f"2026-11-28T{hour}:00+00:00")) == day


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(days=800), "2 years"),
        (timedelta(days=365), "1 year"),
        (timedelta(days=2, hours=1), "2 days"),
        (timedelta(minutes=119), "1 hour"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(seconds=59), "59 seconds"),
    ],
)
def test_a_span_is_told_in_its_largest_unit(span: timedelta, said: str) -> None:
    assert span_in_words(span) == said
