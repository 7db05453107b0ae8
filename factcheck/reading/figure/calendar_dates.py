"""Finding dates of other calendars than the Gregorian: Persian solar years, Islamic lunar years, Japanese eras."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from factcheck.reading.figure.calendars import Day, lunar_days, solar_days
from factcheck.reading.figure.languages import any_of, load_words
from factcheck.reading.figure.units import unit_after
from factcheck.reading.figure.values import Figure, FigureKind

Reader = Callable[[re.Match[str], str], Figure | None]
"""Makes a date of a match in the plain text, given the text itself; None if it is no date."""

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""Japanese eras, each with the year before its first."""

_ROMANISED = {
    "meiji": "明治",
    "taisho": "大正",
    "shōwa": "昭和",
    "showa": "昭和",
    "heisei": "平成",
    "reiwa": "令和",
}


def _months(name: str) -> dict[str, int]:
    rows = enumerate(load_words("months")[name], 1)
    return {month: number for number, row in rows for month in row.split("|")}


_SOLAR, _LUNAR = _months("solar"), _months("lunar")
_DAY = r"(?<![\w.,/])(?:(?P<d>0?[1-9]|[12]\d|3[01])(?: ?ام)? )?"
_YEAR = r"(?P<y>1[0-4]\d\d)(?!\w)(?![.,:/]\d)"
_IN = r"(?:ماه )?(?:سال |سنة |عام |من عام )?"
_IS_SOLAR = r"(?:هجری )?(?:شمسی|خورشیدی|ه\.? ?ش)(?!\w)"
_IS_LUNAR = r"(?:هـ|ه\.? ?ق|هجری[ةه]?|قمری|a\.?h\.?|hijri)(?!\w)"


_PERSIAN = re.compile("[پچژگیک۰-۹]")


def dated(text: str, span: tuple[int, int], first: Day, last: Day) -> Figure:
    """A Gregorian date from the first day to the last; a month or day of 0 means all of them."""
    low = _number(first[0], first[1] or 1, first[2] or 1)
    high = _number(last[0], last[1] or 12, last[2] or 31)
    return Figure(*span, text[slice(*span)], FigureKind.DATE, low, high)


def _number(year: int, month: int, day: int) -> Decimal:
    return Decimal(year * 10_000 + month * 100 + day)


def _solar(match: re.Match[str], text: str) -> Figure | None:
    return _converted(match, text, solar_days, _SOLAR)


def _lunar(match: re.Match[str], text: str) -> Figure | None:
    return _converted(match, text, lunar_days, _LUNAR)


def _converted(
    match: re.Match[str], text: str, days: Callable[[Day], tuple[Day, Day]], months: dict[str, int]
) -> Figure | None:
    """The Gregorian days of what is given of a day, month and year."""
    said = match.groupdict()
    month = months[said["m"]] if said.get("m") else int(said.get("n") or 0)
    return (
        dated(text, match.span(), *days((int(said["y"]), month, int(said.get("d") or 0))))
        if month <= 12
        else None
    )


def _solar_decade(match: re.Match[str], text: str) -> Figure:
    first = int(match["y"])
    first += 1300 if first < 100 else 0
    return dated(text, match.span(), solar_days((first, 0, 0))[0], solar_days((first + 9, 0, 0))[1])


def _short_solar_year(match: re.Match[str], text: str) -> Figure:
    return dated(text, match.span("y"), *solar_days((1300 + int(match["y"]), 0, 0)))


def _perhaps_solar(match: re.Match[str], text: str) -> Figure | None:
    """A number of four digits in a Persian text that may be a year; one that counts something is none."""
    unit = unit_after(match.string, match.end())
    if not _PERSIAN.search(text) or unit.is_known:
        return None
    year = _solar(match, text)
    value = Decimal(match["y"])
    return year and replace(year, others=(replace(year, kind=FigureKind.NUMBER, low=value, high=value),))


def _of_an_era(match: re.Match[str], text: str) -> Figure | None:
    year = _ERAS[_ROMANISED.get(match["era"], match["era"])] + (1 if match["y"] == "元" else int(match["y"]))
    day = (year, int(match["n"] or 0), int(match["d"] or 0))
    return dated(text, match.span(), day, day) if day[1] <= 12 else None


def _of_years(first: int, last: int, match: re.Match[str], text: str) -> Figure:
    """A year of an era, as the Gregorian years that it can be."""
    year = int(match["y"])
    return dated(text, match.span(), (max(0, year + first), 0, 0), (max(0, year + last), 0, 0))


def _era_readers() -> Iterator[tuple[str, Reader]]:
    for era in load_words("months")["eras"]:
        read = partial(_of_years, int(era["first"]), int(era["last"]))
        yield rf"(?<![^\W\d_])(?:{era['before']}) ?(?P<y>\d{{1,4}}) ?年?(?![\d.,]\d)", read
        if after := era.get("after"):
            yield rf"(?<![\w.,])(?P<y>\d{{4}}),? ?(?:{after})(?!\w)", read


OTHER_CALENDARS = re.compile(
    rf"(?:\ba\.?h|\bhijri|{any_of(_ROMANISED)}|\ba\.?m|saka|[vb]ikram|minguo|jewish|hebrew|mundi|ethiopi|[veb]\.[sce])"
    r"(?![^\W_])"
)
"""What names another calendar in a text without other letters than those of ASCII."""

CALENDAR_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        *_era_readers(),
        (rf"{_DAY}(?P<m>{any_of(_SOLAR)})(?:،|,)? {_IN}{_YEAR}", _solar),
        (rf"{_DAY}(?P<m>{any_of(_LUNAR)})(?:،|,)? {_IN}{_YEAR}(?: ?{_IS_LUNAR})?", _lunar),
        (r"(?<![\w.,/])(?P<y>1[34]\d\d)/(?P<n>\d{1,2})/(?P<d>0?[1-9]|[12]\d|3[01])(?![\w/])", _solar),
        (rf"(?<![\w.,/]){_YEAR} ?{_IS_SOLAR}", _solar),
        (rf"(?<![\w.,/]){_YEAR} ?{_IS_LUNAR}", _lunar),
        (rf"(?<!\w)(?:a\.?h\.?|hijri) {_YEAR}", _lunar),
        (r"(?<!\w)دهه (?:سال )?(?P<y>1[34]\d0)(?!\w)", _solar_decade),
        (r"(?<!\w)دهه (?P<y>[4-9]0)(?!\w)(?! میلادی)", _solar_decade),
        (r"(?<!\w)سال (?:های )?(?P<y>1[34]\d\d)(?!\w)(?![.,:/]\d)", _solar),
        (r"(?<!\w)سال (?P<y>[5-9]\d)(?!\w)(?![.,:/]\d)", _short_solar_year),
        (r"(?<![\w.,/])(?P<y>1[34]\d\d)(?!\w)(?![.,:/]\d)", _perhaps_solar),
        (
            rf"(?P<era>{'|'.join(_ERAS)})(?P<y>\d{{1,2}}|元)年(?:(?P<n>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日)?)?",
            _of_an_era,
        ),
        (rf"(?<!\w)(?P<era>{any_of(_ROMANISED)}) (?P<y>\d{{1,2}})(?P<n>)(?P<d>)(?!\w)(?![.,]\d)", _of_an_era),
    )
)
"""The patterns of such dates for text from `figure_form`, and what reads them; those that say most come first."""
