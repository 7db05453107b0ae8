"""Days as people and spreadsheets write them."""

import pytest

from factcheck.exchange.sheet_days import day_readings


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2011", "2011"),
        ("2011.0", "2011"),
        ("2011-12", "2011-12"),
        ("1997/2012", "1997/2012"),
        ("2016-05-17T09:30:00Z", "2016-05-17"),
        ("2016-05-17 00:00:00", "2016-05-17"),
        ("2016-05-17 00:00:00.000+02:00", "2016-05-17"),
        ("2021-7-16", "2021-07-16"),
        ("2021/7/16", "2021-07-16"),
        ("2021.07.16", "2021-07-16"),
        ("17.05.2016", "2016-05-17"),
        ("17. 5. 2016", "2016-05-17"),
        ("5/17/2016", "2016-05-17"),
        ("5/17/2016 9:30 AM", "2016-05-17"),
        ("04/04/2024", "2024-04-04"),
        ("May 17, 2016", "2016-05-17"),
        ("May 17th, 2016", "2016-05-17"),
        ("Tuesday, May 17, 2016", "2016-05-17"),
        ("17 May 2016", "2016-05-17"),
        ("17-May-2016", "2016-05-17"),
        ("the 17 May 2016", None),
        ("17. Mai 2016", "2016-05-17"),
        ("17 de mayo de 2016", "2016-05-17"),
        ("1er août 2016", "2016-08-01"),
        ("17 مايو 2016", "2016-05-17"),
        ("٢٠١٦-٠٥-١٧", "2016-05-17"),
        ("May 2016", "2016-05"),
        ("05/2016", "2016-05"),
        ("before May 2016", None),
        ("soon", None),
        ("31/02/2024", None),
        ("17/05/16", None),
        ("1402/08/15", None),
        ("2011.5", None),
        ("123456", None),
        ("", None),
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_read(cell: str, day: str | None) -> None:
    assert day_readings(cell) == ({} if day is None else {"": day})


@pytest.mark.parametrize("cell", ["03/04/2024", "3.4.2024", "3-4-2024", "03/04/2024 12:00"])
def test_a_day_that_can_be_read_in_two_ways_is_read_in_both(cell: str) -> None:
    assert day_readings(cell) == {"dmy": "2024-04-03", "mdy": "2024-03-04"}


def test_a_number_of_days_counts_from_either_year() -> None:
    both = {"1900": "2016-05-17", "1904": "2020-05-18"}
    assert [day_readings(cell) for cell in ("42507", "42507.0", "42507.395833")] == [both] * 3
