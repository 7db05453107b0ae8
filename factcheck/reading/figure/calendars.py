"""Days of the Persian solar and the Islamic lunar calendar as Gregorian days."""

from datetime import date, timedelta

Day = tuple[int, int, int]
"""A year, month and day; a month or day of 0 means all of them."""

_SOLAR_BREAKS = (1, 5, 9, 13, 17, 22, 26, 30)
"""The leap years in a cycle of 33, right from 1244 to 1472 (Borkowski, The Persian calendar for 3000 years, 1996)."""

_LUNAR_EPOCH = date(622, 7, 18)
_LUNAR_DOUBT = timedelta(days=1)
"""Months begin when the moon is seen, so a day may be a day earlier or later than in the arithmetical calendar."""


def solar_days(day: Day) -> tuple[Day, Day]:
    """The first and last Gregorian day of a day, month or year of the Persian calendar."""
    year, month, number = day
    first = _solar(year, month or 1, number or 1)
    if number:
        return _parts(first), _parts(first)
    after = _solar(year, month + 1, 1) if 0 < month < 12 else _solar(year + 1, 1, 1)
    return _parts(first), _parts(after - timedelta(days=1))


def _solar(year: int, month: int, day: int) -> date:
    cycles, within = divmod(year - 1, 33)
    leaps = cycles * 8 + sum(leap <= within for leap in _SOLAR_BREAKS)
    in_year = (month - 1) * 31 - max(0, month - 7)
    return date(622, 3, 21) + timedelta(days=(year - 1) * 365 + leaps + in_year + day - 1)


def lunar_days(day: Day) -> tuple[Day, Day]:
    """The same for the Islamic calendar, by the arithmetical calendar and a day on either side."""
    year, month, number = day
    first = _lunar(year, month or 1, number or 1)
    last = first
    if not number:
        after = _lunar(year, month + 1, 1) if 0 < month < 12 else _lunar(year + 1, 1, 1)
        last = after - timedelta(days=1)
    return _parts(first - _LUNAR_DOUBT), _parts(last + _LUNAR_DOUBT)


def _lunar(year: int, month: int, day: int) -> date:
    before = (year - 1) * 354 + (3 + 11 * year) // 30
    in_year = (month - 1) * 29 + month // 2
    return _LUNAR_EPOCH + timedelta(days=before + in_year + day - 1)


def _parts(day: date) -> Day:
    return day.year, day.month, day.day
