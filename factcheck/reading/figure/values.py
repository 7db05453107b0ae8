"""One figure of a text as a value: where it stands, how it is written, and what it is worth."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure counts; only figures of like kind are compared."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    ORDINAL = "ordinal"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or date by code-point offsets, from `low` to `high`, which are equal where one value is named.

    A date is counted as YYYYMMDD (ISO 8601 basic form), from the first day it can mean to the last, with the year
    0000 where none is said; a month ends on day 31. A per cent is counted in hundredths. `approximate` is "",
    "about", "more than", "at least", "less than" or "at most". `unit` is a currency ("$", "GBP"), a measure
    ("km"), a unit of time ("year") or the noun that is counted, in the singular. `parts` are the ends of a range,
    and the year, month and day of a date, each as far as its words say.
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
