"""A figure of a text as a value: its offsets, its wording, and the range of values it can mean."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure measures; only figures of the same kind are compared."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    ORDINAL = "ordinal"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date with its offsets (code points) and its values from `low` to `high`, equal for a single value.

    A date is the number YYYYMMDD (ISO 8601 basic format), from the first day it can mean to the last, with the year
    0000 if none is given; every month ends on day 31. A percentage is in hundredths. `approximate` is "", "about",
    "more than", "at least", "less than" or "at most". `unit` is a currency ("$", "GBP"), a measure ("km"), a unit of
    time ("year") or the noun counted, in the singular. `parts` are the ends of a range, or the year, month and day of
    a date, as far as they are given. `others` are what the same words can mean instead, as "1.234" where it is not
    known whether the full stop groups thousands.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    low: Decimal
    high: Decimal
    approximate: str = ""
    unit: str = ""
    parts: "tuple[Figure, ...]" = ()
    others: "tuple[Figure, ...]" = ()
