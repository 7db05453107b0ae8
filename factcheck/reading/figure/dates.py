"""Finding dates in a text: days, months, years, decades, centuries and spans."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from factcheck.reading.figure.numerals import RANKS
from factcheck.reading.figure.values import Figure, FigureKind

_NAMES = (
    "january jan januar janvier enero janeiro gennaio ینایر ژانویه",
    "february feb februar février febrero fevereiro febbraio فبرایر فوریه شباط",
    "march mar märz mars marzo março مارس آذار",
    "april apr avril abril aprile ابریل آوریل نیسان",
    "may mai mayo maio maggio مایو مه ایار",
    "june jun juni juin junio junho giugno یونیو ژوئن حزیران",
    "july jul juli juillet julio julho luglio یولیو ژوئیه تموز",
    "august aug août agosto اغسطس اوت آب",
    "september sep sept septembre septiembre setembro settembre سبتمبر سپتامبر ایلول",
    "october oct oktober octobre octubre outubro ottobre اکتوبر اکتبر",
    "november nov novembre noviembre novembro نوفمبر نوامبر",
    "december dec dezember décembre diciembre dezembro dicembre دیسمبر دسامبر",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_ALONE = {names.split()[0]: number for number, names in enumerate(_NAMES, 1)}
_ALSO_OTHER_WORDS = {"march", "april", "may", "june", "august"}
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|during|from|through|to|last|next|early|mid|late)[ -]$"
)

_MONTH = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_RANK = r"(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?:1\d{3}|20\d{2}|2100)"
_TO = r" ?(?:[-–/]|to|and|or|until|through) ?"
_OF = r"(?:of |de |del |من )?"
_FREE = r"(?<![\w#£€¥])(?<!\d[.,:/])(?<![$] )(?<![$])"
_CLOSED = r"(?!\w)(?![.,:]\d)"
_COUNTED = (
    "hundred|thousand|million|billion|people|men|women|children|votes|dollars|euros|pounds|miles|metres|meters|feet|"
    "km|kilometres|kilometers|kg|tons|tonnes|troops|soldiers|copies|members|years|days|hours|minutes|acres|hectares"
)
"""Words after which a four-digit number is a quantity rather than a year."""
_ORDINAL = rf"(?P<rank>\d{{1,2}}(?=st|nd|rd|th)|{'|'.join(RANKS)}|twenty-first)(?:st|nd|rd|th)?"


_DIGIT = re.compile(r"\d")
_Reader = Callable[[re.Match[str], str], Figure | None]
"""Makes a date of a match in the plain text, given the text itself; None if it is no date."""


def find_dates(plain: str, text: str) -> tuple[tuple[Figure, ...], str]:
    """The dates of a text in no order, and its plain form with each date replaced by NULs.

    `plain` is the text from `numerals.plain_form`; the text itself tells the month May from the verb.
    """
    found: list[Figure] = []

    def take(read: _Reader, match: re.Match[str]) -> str:
        figure = read(match, text)
        if figure is None:
            return match[0]
        found.append(figure)
        return "\0" * len(match[0])

    for pattern, read in _READERS if _DIGIT.search(plain) else _READERS_OF_WORDS:
        plain = pattern.sub(partial(take, read), plain)
    return tuple(found), plain


def _calendar_date(match: re.Match[str], text: str) -> Figure | None:
    """A day, a month or a year, with the parts that are given; the month is a name or a number."""
    said = {key: value for key, value in match.groupdict().items() if value}
    if "m" in said and not _is_month(text[match.start("m") : match.end("m")]):
        return None
    month = _MONTHS[said["m"]] if "m" in said else int(said.get("n", 0))
    year_at = next((key for key in ("y", "y2") if key in said), "y")
    year = int(said.get(year_at, 0))
    if month > 12:
        return None
    days = {key: (year, month, int(said[key])) for key in ("d", "d2") if key in said}
    keys = days | dict.fromkeys(("m", "n"), (year, month, 0)) | {year_at: (year, 0, 0)}
    parts = tuple(_part(match, text, key, day) for key, day in keys.items() if key in said)
    ends = sorted(days.values()) or [(year, month, 0)]
    whole = _dated(text, match.span(), ends[0], ends[-1])
    return replace(whole, parts=parts) if len(parts) > 1 else whole


def _in_digits(match: re.Match[str], text: str) -> Figure | None:
    """A day, month and year in digits; if day and month are ambiguous, the range from one reading to the other."""
    year, one, two = (int(match[key]) for key in ("y", "one", "two"))
    both = {(year, two, one): ("one", "two"), (year, one, two): ("two", "one")}
    if match["mark"] == ".":
        both = {(year, two, one): ("one", "two")}  # with full stops, the day comes first
    readings = sorted(day for day in both if day[1] <= 12)
    if not readings:
        return None
    whole = _dated(text, match.span(), readings[0], readings[-1])
    if len(readings) > 1:
        return whole
    day_at, month_at = both[readings[0]]
    said = ((day_at, readings[0]), (month_at, (*readings[0][:2], 0)), ("y", (year, 0, 0)))
    return replace(whole, parts=tuple(_part(match, text, key, day) for key, day in said))


def _is_month(name: str) -> bool:
    return name[0].isupper() or name.rstrip(".") not in ("may", "march", "mar", "dec", "jan")


def _part(match: re.Match[str], text: str, key: str, day: tuple[int, int, int]) -> Figure:
    return _dated(text, match.span(key), day, day)


def _dated(
    text: str, span: tuple[int, int], first: tuple[int, int, int], last: tuple[int, int, int]
) -> Figure:
    """A date from the first day to the last; a month or day of 0 means all of them."""
    low = _day(first[0], first[1] or 1, first[2] or 1)
    high = _day(last[0], last[1] or 12, last[2] or 31)
    return Figure(*span, text[slice(*span)], FigureKind.DATE, low, high)


def _day(year: int, month: int, day: int) -> Decimal:
    return Decimal(year * 10_000 + month * 100 + day)


def _two_years(match: re.Match[str], text: str) -> Figure | None:
    """Two years, as 2012–13 and 1999-00; 2012-06 is a month."""
    first, short = int(match["y"]), int(match["short"])
    last = first - first % 100 + short
    if short == 0 and first % 100 == 99:
        last += 100
    if last <= first:
        month = short if 1 <= short <= 12 and "-" in match[0] else 0
        return _dated(text, match.span(), (first, month, 0), (first, month, 0)) if month else None
    ends = (_part(match, text, "y", (first, 0, 0)), _part(match, text, "short", (last, 0, 0)))
    return replace(_dated(text, match.span(), (first, 0, 0), (last, 0, 0)), parts=ends)


def _decade(match: re.Match[str], text: str) -> Figure:
    first = int(match["decade"] or f"19{match['decade2']}")
    return _dated(text, match.span(), (first, 0, 0), (first + (99 if first % 100 == 0 else 9), 0, 0))


def _century(match: re.Match[str], text: str) -> Figure:
    rank = match["rank"]
    last = (int(rank) if rank.isdigit() else RANKS.get(rank, 21)) * 100
    return _dated(text, match.span(), (last - 99, 0, 0), (last, 0, 0))


def _of_an_era(match: re.Match[str], text: str) -> Figure:
    """A year with its era, BC or AD, or a span of years such as "3,800–3,700 BC"."""
    era = "BC" if match["era"].startswith("bc") else ""
    years = {key: int(match[key].replace(",", "")) for key in ("from", "era_year") if match[key]}
    ends = tuple(replace(_part(match, text, key, (year, 0, 0)), unit=era) for key, year in years.items())
    low, high = sorted((years.get("from", years["era_year"]), years["era_year"]))
    whole = _dated(text, match.span(), (low, 0, 0), (high, 0, 0))
    return replace(whole, unit=era, parts=ends if len(ends) > 1 else ())


def _month_alone(match: re.Match[str], text: str) -> Figure | None:
    """The name of a month by itself, if it cannot be another word."""
    name, start = match["alone"], match.start()
    before = text[max(0, start - 9) : start].casefold()
    if not text[start].isupper() or (name in _ALSO_OTHER_WORDS and not _BEFORE_A_MONTH.search(before)):
        return None
    month = _ALONE[name]
    return _dated(text, match.span(), (0, month, 0), (0, month, 0))


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"{_FREE}(?P<y>{_YEAR})(?P<mark>[-/.])(?P<n>0?[1-9]|1[0-2])(?P=mark)(?P<d>{_DAY})(?!\d)",
            _calendar_date,
        ),
        (
            rf"{_FREE}(?P<one>{_DAY})(?P<mark>[-/.])(?P<two>{_DAY})(?P=mark)(?P<y>{_YEAR}){_CLOSED}",
            _in_digits,
        ),
        (r"(?<!\d)(?P<y>[1-9]\d{3})年(?:(?P<n>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?", _calendar_date),
        (
            rf"{_FREE}(?P<d>{_DAY}){_RANK}(?:{_TO}(?P<d2>{_DAY}){_RANK})?[ -]{_OF}{_MONTH}"
            rf"(?:,? {_OF}(?P<y>{_YEAR}){_CLOSED}|-(?P<y2>{_YEAR}){_CLOSED})?",
            _calendar_date,
        ),
        (
            rf"(?<!\w){_MONTH}(?:(?:, ?| |-){_OF}(?P<y2>{_YEAR}){_CLOSED}"
            rf"| (?:the )?(?P<d>{_DAY})(?:st|nd|rd|th)?(?![\w%])(?:{_TO}(?P<d2>{_DAY})(?:st|nd|rd|th)?(?!\w))?"
            rf"(?:(?:, ?| )(?P<y>{_YEAR}){_CLOSED})?)",
            _calendar_date,
        ),
        (rf"{_FREE}(?P<y>{_YEAR}) ?[-–/] ?(?P<short>\d{{2}}){_CLOSED}", _two_years),
        (rf"{_FREE}(?P<decade>(?:1\d|20)\d0)'?s\b|(?<!\w)'(?P<decade2>[1-9]0)'?s\b", _decade),
        (rf"(?<!\w){_ORDINAL}[ -](?:century|centuries)\b", _century),
        (
            r"(?<![\w,.])(?:(?P<from>\d{1,4}|\d,\d{3})[-–])?(?P<era_year>\d{1,4}|\d,\d{3}) ?(?P<era>bce?|ad|ce)\b",
            _of_an_era,
        ),
        (rf"{_FREE}(?P<y>{_YEAR}){_CLOSED}(?! ?(?:%|per ?cent|{_COUNTED})\b)(?! ?%)", _calendar_date),
        (rf"(?<!\w)(?P<alone>{'|'.join(_ALONE)})\b", _month_alone),
    )
)
_READERS_OF_WORDS = tuple(one for one in _READERS if one[1] in (_century, _month_alone))
"""The readers that can match a text without digits."""
