"""Finding dates in a text: days, months, years, decades, centuries and spans."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from factcheck.reading.figure.calendar_dates import CALENDAR_READERS, OTHER_CALENDARS, Reader
from factcheck.reading.figure.calendar_dates import dated as _dated
from factcheck.reading.figure.languages import LANGUAGES, any_of, load_words
from factcheck.reading.figure.numerals import RANKS
from factcheck.reading.figure.units import unit_after
from factcheck.reading.figure.values import Figure

_CALENDARS = load_words("months")


def _by_name(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Each name of a month with its number; a name that is two months in two languages has both."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(names, 1):
        for name in filter(None, row.split("|")):
            found[name] = (*found.get(name, ()), number)
    return found


MONTHS, _SHORT_MONTHS = _by_name(_CALENDARS["gregorian"]), _by_name(_CALENDARS["short"])
"""The names of months, those of the second only between a day and a year."""
_ONLY_WITH_A_YEAR = frozenset(("می",))
"""Names of months that are frequent words too."""

_ALONE = {name: MONTHS[name][0] for name in _CALENDARS["english"].split()}
_ALSO_OTHER_WORDS = {"march", "april", "may", "june", "august"}
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|during|from|through|to|last|next|early|mid|late)[ -]$"
)

_NAME = r"(?:(?:کانون|تشرین|ربیع|جمادی|جمادا|ذو|ذی) )?[^\W\d_]+(?:[\u0900-\u0963\u0970-\u097f]+[^\W\d_]*)*"
_MONTH = rf"(?P<m>{_NAME})(?:/{_NAME})?(?!\w)[\u064b-\u0654]?\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_RANK = r"(?:st|nd|rd|th|er|ro|\.?[ºª]|\.)?"
_YEAR = r"(?:1\d{3}|20\d{2}|2100)"
_TO = r" ?(?:[-–/]|to|and|or|until|through|bis|und|et|au|y|al|e|a|تا|و|الی) ?"
_OF = r"(?:of |de |del |d'|من |شهر |ماه )?"
_FREE = r"(?<![\w#£€¥])(?<!\d[.,:/])(?<![$] )(?<![$])"
_CLOSED = r"(?!\w)(?![.,:]\d)"
_ORDINAL = rf"(?P<rank>\d{{1,2}}(?=st|nd|rd|th)|{'|'.join(RANKS)}|twenty-first)(?:st|nd|rd|th)?"
_COUNTED = frozenset(("vote", "troop", "soldier", "copie", "member", "acre", *LANGUAGES["en"].scales))
"""Words after which a four-digit number is a quantity rather than a year, beside those of units.toml."""

_ROMAN = {
    f"{tens}{ones}": 10 * ten + one
    for ten, tens in enumerate(("", "x", "xx"))
    for one, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens or ones
}
_CENTURY = (
    rf"(?<!\w){_ORDINAL}[ -](?:century|centuries)\b"
    rf"|(?<!\w)(?P<rank2>\d{{1,2}}|{any_of(_ROMAN)})(?:\.|e|ème|er|º)? ?(?:jahrhunderts?|siècles?)\b"
    r"|(?<!\w)(?P<rank4>\d{1,2})वी(?:ं|ँ)? (?:सदी|शताब्दी)"
    rf"|(?<!\w)(?:siglos?|séculos?|secolo|قرن|القرن) (?P<rank3>\d{{1,2}}|{any_of(_ROMAN)})(?!\w)"
)
_CENTURIES = ("centur", "jahrhundert", "siècle", "siglo", "século", "secolo", "قرن", "सदी", "शताब्दी")
_DECADE = (
    rf"{_FREE}(?P<decade>(?:1\d|20)\d0)(?:'?s\b|er[ -]jahren?\b|er(?!\w))|(?<!\w)'(?P<decade2>[1-9]0)'?s\b"
    r"|(?<!\w)(?:années|años|anos|década(?: de)?|décennie|عقد|دهة) (?P<decade3>(?:1\d|20)\d0)(?!\w)"
)

_BC, _BC_BEFORE, _AD = ("|".join(load_words("phrases")["eras"][era]) for era in ("bc", "bc_before", "ad"))
_BEFORE_CHRIST = re.compile(rf"bce?|{_BC}|{_BC_BEFORE}")

_OTHER_LETTERS = re.compile("[\u0590-\u1eff\u3040-\ud7af]")
"""Letters of scripts in which years of other calendars are written."""
_DIGIT = re.compile(r"[\d元]")


def find_dates(plain: str, text: str) -> tuple[tuple[Figure, ...], str]:
    """The dates of a text in no order, and its plain form with each date replaced by NULs.

    `plain` is the text from `numerals.figure_form`; the text itself tells the month May from the verb.
    """
    found: list[Figure] = []

    def take(read: Reader, match: re.Match[str]) -> str:
        figure = read(match, text)
        if figure is None:
            return match[0]
        found.append(figure)
        return "\0" * len(match[0])

    for pattern, read in _readers_of(plain, text):
        plain = pattern.sub(partial(take, read), plain)
    return tuple(found), plain


def _calendar_date(match: re.Match[str], text: str) -> Figure | None:
    """A day, a month or a year, with the parts that are given; the month is a name or a number."""
    said = {key: value for key, value in match.groupdict().items() if value}
    months = (
        _months(said, text[match.start("m") : match.end("m")]) if "m" in said else (int(said.get("n", 0)),)
    )
    dates = [_with_parts(match, text, said, month) for month in months if month <= 12]
    return replace(dates[0], others=tuple(dates[1:])) if dates else None


def _months(said: dict[str, str], written: str) -> tuple[int, ...]:
    """The numbers of the month of this name; none if it can be another word here."""
    has_year = "y" in said or "y2" in said
    if not _is_month(written) or (said["m"] in _ONLY_WITH_A_YEAR and not has_year):
        return ()
    short = _SHORT_MONTHS.get(said["m"], ()) if has_year and "d" in said else ()
    return MONTHS.get(said["m"], short)


def _with_parts(match: re.Match[str], text: str, said: dict[str, str], month: int) -> Figure:
    year_at = next((key for key in ("y", "y2") if key in said), "y")
    year = int(said.get(year_at, 0))
    days = {key: (year, month, int(said[key])) for key in ("d", "d2") if key in said}
    keys = days | dict.fromkeys(("m", "n"), (year, month, 0)) | {year_at: (year, 0, 0)}
    parts = tuple(_part(match, text, key, day) for key, day in keys.items() if key in said)
    ends = sorted(days.values()) or [(year, month, 0)]
    whole = _dated(text, match.span(), ends[0], ends[-1])
    return replace(whole, parts=parts) if len(parts) > 1 else whole


def _year(match: re.Match[str], text: str) -> Figure | None:
    """A year by itself; a number of four digits that counts something is none."""
    unit = unit_after(match.string, match.end())
    if unit.is_known or unit.name in _COUNTED:
        return None
    return _calendar_date(match, text)


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
    first = int(match["decade"] or match["decade3"] or f"19{match['decade2']}")
    return _dated(text, match.span(), (first, 0, 0), (first + (99 if first % 100 == 0 else 9), 0, 0))


def _century(match: re.Match[str], text: str) -> Figure:
    rank = next(said for said in (match[one] for one in ("rank", "rank2", "rank3", "rank4")) if said)
    last = (int(rank) if rank.isdigit() else RANKS.get(rank) or _ROMAN.get(rank, 21)) * 100
    return _dated(text, match.span(), (last - 99, 0, 0), (last, 0, 0))


def _of_an_era(match: re.Match[str], text: str) -> Figure:
    """A year with its era, BC or AD, or a span of years such as "3,800–3,700 BC"."""
    era = "BC" if _BEFORE_CHRIST.fullmatch(match["era"]) else ""
    years = {
        key: int(match[key].replace(",", "")) for key in ("from", "era_year") if match.groupdict().get(key)
    }
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


_Readers = tuple[tuple[re.Pattern[str], Reader], ...]


def _readers_of(plain: str, text: str) -> _Readers:
    """The readers that can match a text at all; other calendars are named where they are written in ASCII."""
    if not _DIGIT.search(plain):
        return _READERS_OF_WORDS if _has_a_century(plain) else _READERS_OF_WORDS[-1:]
    readers = _READERS if _has_a_century(plain) else _READERS_BUT_CENTURIES
    if text.isascii():
        return CALENDAR_READERS + readers if OTHER_CALENDARS.search(plain) else readers
    has_calendars = _OTHER_LETTERS.search(text) or OTHER_CALENDARS.search(plain)
    return (*(CALENDAR_READERS if has_calendars else ()), _BEFORE_A_YEAR, *readers)


def _has_a_century(plain: str) -> bool:
    return any(word in plain for word in _CENTURIES)


_READERS: _Readers = tuple(
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
        (_DECADE, _decade),
        (_CENTURY, _century),
        (
            r"(?<![\w,.])(?:(?P<from>\d{1,4}|\d,\d{3})[-–])?(?P<era_year>\d{1,4}|\d,\d{3}) ?"
            rf"(?P<era>(?:bce?|ad|ce)\b|{_BC}|{_AD})",
            _of_an_era,
        ),
        (rf"{_FREE}(?P<y>{_YEAR}){_CLOSED}", _year),
        (rf"(?<!\w)(?P<alone>{'|'.join(_ALONE)})\b", _month_alone),
    )
)
_BEFORE_A_YEAR: tuple[re.Pattern[str], Reader] = (
    re.compile(rf"(?<![^\W\d_])(?P<era>{_BC_BEFORE}) ?(?P<era_year>\d{{1,4}})年?(?!\d)"),
    _of_an_era,
)
_READERS_BUT_CENTURIES = tuple(one for one in _READERS if one[1] is not _century)
_READERS_OF_WORDS = tuple(one for one in _READERS if one[1] in (_century, _month_alone))
"""The readers that can match a text without digits."""
