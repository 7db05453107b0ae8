"""How two figures agree: the same, less or more precise, different, or not comparable."""

import re
from decimal import Decimal
from enum import StrEnum

from factcheck.reading.figure.units import MEASURES
from factcheck.reading.figure.values import Figure, FigureKind


class Agreement(StrEnum):
    """How a passage's figure agrees with a claim's."""

    SAME = "same"
    SAME_ELSEWHERE = "same-elsewhere"
    LESS_PRECISE = "less-precise"
    MORE_PRECISE = "more-precise"
    DIFFERENT = "different"
    NOT_COMPARED = "not-compared"
    NOT_FOUND = "not-found"


_ABOUT = Decimal("0.05")
"""The relative distance that "about" allows: a twentieth."""

_BOUND = Decimal("0.25")
"""The relative distance beyond a bound that still seems to be meant: "more than 3,000" reaches to 3,750."""

_UPWARDS, _DOWNWARDS = ("more than", "at least"), ("less than", "at most")
_ROUNDED = re.compile(
    r"(?:thousand|million|billion|trillion|m[nr]d?|lion|\d ?(?:k|m|bn|tn))\b", re.IGNORECASE
)
PHYSICAL = MEASURES - {"person", "man", "woman", "child"}
"""Units of what is measured, not counted."""

_YEAR = 10_000


def compare(claim: Figure, other: Figure) -> Agreement | None:
    """How the other figure agrees with the claim's; None if they are not comparable.

    MORE_PRECISE: the other states the claim's figure more exactly. LESS_PRECISE: the claim states more than the other
    supports. Figures of different units can be the same or not comparable, but never different. NOT_COMPARED: one of
    them can mean several values, and it depends on which is meant.
    """
    likeliest = _compare_readings(claim, other)
    if not claim.others and not other.others:
        return likeliest
    if likeliest is Agreement.SAME or _is_negated(claim, other) or _is_negated(other, claim):
        return Agreement.SAME
    answers = {
        _compare_readings(one, another)
        for one in (claim, *claim.others)
        for another in (other, *other.others)
    }
    return likeliest if len(answers) == 1 else Agreement.NOT_COMPARED


def _is_negated(figure: Figure, bracketed: Figure) -> bool:
    """Whether a figure is what another means if its brackets say minus, as in accounts."""
    return figure.low < 0 and any(
        one.low == -bracketed.low and _compare_readings(figure, one) is Agreement.SAME
        for one in bracketed.others
    )


def _compare_readings(claim: Figure, other: Figure) -> Agreement | None:
    if claim.kind is FigureKind.DATE and other.kind is FigureKind.DATE:
        return _compare_dates(claim, other)
    if FigureKind.DATE in (claim.kind, other.kind):
        return Agreement.SAME if _are_one_year(claim, other) else None
    if not _are_comparable(claim, other):
        return None
    if (claim.low, claim.high) == (other.low, other.high):
        return _by_wording(claim.approximate, other.approximate)
    if _is_within(other, claim):
        return Agreement.MORE_PRECISE
    if _is_within(claim, other):
        return Agreement.LESS_PRECISE
    return Agreement.DIFFERENT if _have_same_unit(claim, other) else None


def _are_comparable(claim: Figure, other: Figure) -> bool:
    """Whether equal values would mean the same; a number without unit may be money, a percentage or an ordinal."""
    if claim.kind is not other.kind:
        return any(one.kind is FigureKind.NUMBER and not one.unit for one in (claim, other))
    if claim.kind is FigureKind.NUMBER and not {claim.unit, other.unit} <= PHYSICAL:
        return True
    return claim.unit == other.unit


def _have_same_unit(claim: Figure, other: Figure) -> bool:
    return claim.kind is other.kind and claim.unit == other.unit


def _by_wording(claim: str, other: str) -> Agreement:
    """The agreement of equal values with these approximations."""
    if {claim, other} & {*_UPWARDS} and {claim, other} & {*_DOWNWARDS}:
        return Agreement.DIFFERENT
    if bool(claim) == bool(other):
        return Agreement.SAME
    return Agreement.MORE_PRECISE if claim else Agreement.LESS_PRECISE


def _is_within(exact: Figure, loose: Figure) -> bool:
    """Whether one figure is within the range that the other can mean."""
    if exact.approximate and loose.approximate:
        return False
    low, high = _range_of(loose)
    return low <= exact.low and exact.high <= high


def _range_of(figure: Figure) -> tuple[Decimal, Decimal]:
    """The range that a figure can mean, with its approximation, or the rounding of "5.1 million"."""
    low, high = figure.low, figure.high
    if figure.approximate in _UPWARDS:
        return low, high + abs(high) * _BOUND
    if figure.approximate in _DOWNWARDS:
        return low - abs(low) * _BOUND, high
    if figure.approximate:
        return low - abs(low) * _ABOUT, high + abs(high) * _ABOUT
    slack = _rounding(figure)
    return low - slack, high + slack


def _rounding(figure: Figure) -> Decimal:
    """Half of the last digit given, if a word replaces the other digits."""
    if figure.low != figure.high or abs(figure.low) < 1000 or not _ROUNDED.search(figure.text):
        return Decimal(0)
    exponent = figure.low.normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _are_one_year(claim: Figure, other: Figure) -> bool:
    """Whether a year and a four-digit number are the same, as "2,012" and 2012."""
    date, number = (claim, other) if claim.kind is FigureKind.DATE else (other, claim)
    is_year = _is_whole_year(date) and date.low // _YEAR == date.high // _YEAR
    return number.kind is FigureKind.NUMBER and is_year and number.low == number.high == date.low // _YEAR


def _is_whole_year(date: Figure) -> bool:
    return date.low % _YEAR == 101 and date.high % _YEAR == 1231


def _compare_dates(claim: Figure, other: Figure) -> Agreement | None:
    if claim.unit != other.unit:
        return None
    ours, theirs = (claim.low, claim.high), (other.low, other.high)
    years = bool(claim.low >= _YEAR), bool(other.low >= _YEAR)
    if not all(years):
        if any(_is_whole_year(one) for one in (claim, other)):
            return None
        ours, theirs = _in_a_year(claim), _in_a_year(other)
    if ours == theirs:
        return {(True, False): Agreement.LESS_PRECISE, (False, True): Agreement.MORE_PRECISE}.get(
            years, Agreement.SAME
        )
    if ours[0] <= theirs[0] and theirs[1] <= ours[1] and years[1] >= years[0]:
        return Agreement.MORE_PRECISE
    overlap = theirs[0] <= ours[0] and ours[1] <= theirs[1]
    inside = ours[0] <= theirs[0] and theirs[1] <= ours[1]
    if overlap or inside:
        return Agreement.LESS_PRECISE
    meet = ours[0] <= theirs[1] and theirs[0] <= ours[1]
    is_short = all(high - low < _YEAR for low, high in (ours, theirs))
    return Agreement.NOT_COMPARED if meet and is_short else Agreement.DIFFERENT  # years of two calendars


def _in_a_year(date: Figure) -> tuple[Decimal, Decimal]:
    return date.low % _YEAR, date.high % _YEAR
