"""Finding quantities in a text: numbers with a currency, per cent, measure, unit of time or noun."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from factcheck.reading.figure.languages import (
    ABBREVIATIONS,
    LANGUAGES,
    NumberWriting,
    any_of,
    number_words_value,
)
from factcheck.reading.figure.numerals import NUMERAL, RANKS, digits_values
from factcheck.reading.figure.shares import SHARE, may_have_shares, share_of
from factcheck.reading.figure.units import CURRENCY_BEFORE, PHRASES, SIGNS, Unit, unit_after
from factcheck.reading.figure.values import Figure, FigureKind

_FREE = r"(?:(?<![^\W\u3040-\u9fff\uac00-\ud7af])|(?<=\b[وبل]))(?<![^\W\d_]-)(?<!\d[.,:/])"
"""No letter before it, except in scripts without spaces between words, and for prefixes of Arabic."""
_NO_MINUS_AFTER = "".join(rf"(?<!\b{word} )" for word in ("au", "du", "lo", "al", "pelo", "ou", "ao"))
_MINUS = rf"(?:-|(?<!\d)(?<!\d )–|(?<!\w){_NO_MINUS_AFTER}(?:{'|'.join(PHRASES['minus'])})[ -])"
_PREFIX = re.compile(
    rf"(?:{_FREE}|(?<=-)(?=[$£€¥₹]))(?P<minus>{_MINUS})?(?:{CURRENCY_BEFORE} ?)?"
    r"(?P<share>(?:%|(?<!\w)yüzde) ?)?(?P<minus2>-)?$"
)
_LONGEST_PREFIX = 12
_PARTS = "¼½¾⅕⅖⅗⅘⅛⅜⅝⅞"
"""Fractions that have few decimals."""
_FURTHER = r"\d|[.,:]\d|(?<![.,]\d)/\d|[⁰¹²³⁴-⁹⁻₀-₉¼-¾⅐-⅞⁄]| ?[×x·*] ?10[⁰¹²³⁴-⁹⁻]|e[+-]?\d"
"""What makes another number of the digits before it: 12⅓, 10⁶, 3 × 10⁸, 3e8. Such numbers are not read."""
_DIGITS = re.compile(
    rf"(?<!\d)(?P<digits>(?<![\w.,:/)\]])\.\d{{1,20}}|{NUMERAL})(?P<part>[{_PARTS}])?(?!{_FURTHER})"
)
"""A number in digits, also one without the zero before its decimals, such as .5."""
_SCALE = re.compile(
    rf"[ -]?(?:(?P<short>{any_of(one for one in ABBREVIATIONS if len(one) > 1)})(?!\w)(?:\.(?= [^\W\d_]))?"
    rf"|(?P<word>{any_of({word for one in LANGUAGES.values() for word in one.scales} - set(ABBREVIATIONS))})(?!\w)"
    r"|(?P<letter>[kmbt])(?!\w)(?P<counted> (?:people|\w{2,20}s)\b)?|(?P<sign>[万萬億亿兆]))"
)
_LETTERS = {"k": Decimal(10**3), "m": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12)}
_MONEY_SIGN = re.compile(r" ?[$£€¥₹₽₺₪₩₴]")
_MORE = {"quarter": Decimal("0.25"), "three": Decimal("0.75"), "half": Decimal("0.5")}
_HALF = re.compile(
    rf"(?:(?P<quarter>{'|'.join(PHRASES['and_a_quarter'])})|(?P<three>{'|'.join(PHRASES['and_three_quarters'])})"
    rf"|(?P<half>{'|'.join(PHRASES['and_a_half'])}))(?!\w)"
)
_LESSER = re.compile(rf"(?:,? (?:(?:and|und|et|y|e|و) )?و?)?(?P<digits>{NUMERAL})(?=[ -]?[^\W\d_])")
_RANK_ENDING = re.compile(r"(?:st|nd|rd|th|\.?er|ère|re|e|ème|eme|nde?|\.?[ºª])(?!\w)")
_FRENCH_RANK = re.compile(r"(?:[ -]et)?[ -]\w+ième")
_RANK_STOP = re.compile(r"(?<=\d)\.(?= [^\W\d_])")
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_RANK = re.compile(rf"(?<!\w)(?:(?P<tens>{_TENS})[ -])?(?P<rank>{any_of(RANKS)})(?!\w)")
_LABEL = re.compile(
    rf"(?<!\w)(?:{'|'.join(PHRASES['labels']['before'])}) ?(?:\d[\d.]{{0,6}}(?: and| or| to|–|-| und| et| y| e) ?)?$"
)
RANKED = ("en", "")
"""Languages whose ordinal words are read."""
_OF_AN_ORDER = re.compile(rf"(?<!\w)(?:{'|'.join(PHRASES['labels']['of_an_order'])}) ?$")
_WORDINGS = tuple(PHRASES["approximate"])
_HOW = "|".join(f"(?P<how{at}>{'|'.join(words)})" for at, words in enumerate(PHRASES["approximate"].values()))
_BEFORE = re.compile(rf"(?<!\w)(?:{_HOW}) ?(?:an? |the |de |d'|einer? |une? )?$")
_AFTER = re.compile(
    "|".join(
        f"(?P<{how.replace(' ', '_')}>{'|'.join(words)})"
        for how, words in PHRASES["approximate_after"].items()
    )
)
_ONES = ("one", "نه")
"""Number words that are other words too, and count before a unit: the Persian nine is "no"."""
_LONGEST_BEFORE = 24
_WHOLE_FIRST = "|".join(PHRASES["of_so_many"]["whole_first"])
OF_SO_MANY = re.compile(
    rf" (?:(?P<whole_first>{_WHOLE_FIRST})|(?:{'|'.join(PHRASES['of_so_many']['between'])})|[^\W\d_]+ sur) "
)
"""What is between two numbers that are a share; where `whole_first`, the second is of the first."""
SHARED_BY = frozenset((*range(2, 11), 20, 100, 1000))
"""Numbers of which others are a share."""
_OF_A_WHOLE = re.compile(rf"(?: [^\W\d_]+)?{OF_SO_MANY.pattern}(?P<whole>\d+|[^\W\d_]+)")
_EACH_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(PHRASES['of_so_many']['each'])}) \S+ (?:[^\W\d_]+ )?|\S+ (?:{_WHOLE_FIRST}) )$"
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in its plain form, with the dates blanked out, as it is written, and its language."""

    plain: str
    written: str
    language: NumberWriting


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as parsed so far: where it starts and ends, and the values it can have, the likeliest first."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    currency: str = ""
    is_share: bool = False

    def scaled(self, factor: Decimal, end: int, more: Decimal = Decimal(0)) -> "_Number":
        """The number times a factor, and something more."""
        return replace(self, end=end, values=tuple(value * factor + more for value in self.values))


def find_quantities(plain: str, text: str, language: NumberWriting) -> Iterator[Figure]:
    """The quantities of a text in order; `plain` is its form from `figure_form` with the dates blanked out."""
    source = _Text(plain, text, language)
    readers = {SHARE: _share, _DIGITS: _in_digits, language.words: _in_words, _RANK: _rank}
    unable = {*(() if may_have_shares(plain) else (SHARE,)), *(() if language.name in RANKED else (_RANK,))}
    waiting = [pattern.search(plain) for pattern in readers if pattern not in unable]
    while found := min(filter(None, waiting), key=lambda one: (one.start(), -one.end()), default=None):
        figure = readers[found.re](found, source)
        if figure:
            yield figure
        at = figure.end if figure else _first_word_end(found)
        waiting = [one.re.search(plain, at) if one and one.start() < at else one for one in waiting]


def _first_word_end(found: re.Match[str]) -> int:
    """Where to go on after what is no figure: another may begin with the second of some number words."""
    space = found[0].find(" ")
    return found.start() + space if space > 0 and not found[0][0].isdigit() else found.end()


def _share(found: re.Match[str], source: _Text) -> Figure:
    low, high = share_of(found)
    return Figure(*found.span(), source.written[slice(*found.span())], FigureKind.PERCENT, low, high)


def _rank(found: re.Match[str], source: _Text) -> Figure:
    tens = LANGUAGES["en"].numbers[found["tens"]] if found["tens"] else 0
    return _made(source, _Number(*found.span(), (Decimal(RANKS[found["rank"]] + tens),)), FigureKind.ORDINAL)


def _in_digits(found: re.Match[str], source: _Text) -> Figure | None:
    plain, language = source.plain, source.language
    before = _PREFIX.search(plain, max(0, found.start() - _LONGEST_PREFIX), found.start())
    if not before:
        return None
    part = Decimal(str(unicodedata.numeric(found["part"]))) if found["part"] else Decimal(0)
    values = tuple(value + part for value in digits_values(found["digits"], language.decimal))
    sign = -1 if before["minus"] or before["minus2"] else 1
    currency = SIGNS.get(before["currency"] or "", "")
    number = _Number(
        before.start(), found.end(), tuple(sign * one for one in values), currency, bool(before["share"])
    )
    ending = _RANK_ENDING.match(plain, number.end)
    if not ending and language.name == "de" and len(found["digits"]) <= 3:
        ending = _RANK_STOP.match(plain, number.end)
    if ending:
        return _made(source, replace(number, end=ending.end()), FigureKind.ORDINAL)
    return _finished(_scaled(number, source), source)


def _in_words(found: re.Match[str], source: _Text) -> Figure | None:
    """A number in words; a bare "one" is none, and an article only with a per cent sign."""
    read = number_words_value(found[0], source.language)
    if not read or 0 < read[0] < 1 or _FRENCH_RANK.match(source.plain, found.start() + read[1]):
        return None
    value, end = read[0], found.start() + read[1]
    said = found[0][: read[1]]
    before = _PREFIX.search(source.plain, max(0, found.start() - _LONGEST_PREFIX), found.start())
    if before and before["minus"] and before["minus"] != "-":
        value, start = -value, before.start()
    else:
        start = found.start()
    number = _Number(start, end, (value,))
    if said in source.language.articles:
        if _is_of_a_whole(source, start, end):
            return _made(source, number, FigureKind.NUMBER)
        unit = unit_after(source.plain, end)
        is_meant = said in _ONES or (unit.kind is FigureKind.PERCENT and source.language.name != "en")
        return _with_unit(number, unit, source) if unit.is_known and is_meant else None
    return _finished(_scaled(number, source, letters=bool(_HALF.match(source.plain, end))), source)


def _is_of_a_whole(source: _Text, start: int, end: int) -> bool:
    """Whether a bare "one" is part of a share: one in five, un Français sur cinq."""
    if _EACH_BEFORE.search(source.plain, max(0, start - _LONGEST_BEFORE), start):
        return True
    if not (found := _OF_A_WHOLE.match(source.plain, end)):
        return False
    whole = found["whole"]
    read = None if whole.isdecimal() else number_words_value(whole, source.language)
    return (Decimal(whole) if whole.isdecimal() else read[0] if read else 0) in SHARED_BY


def _finished(number: _Number, source: _Text) -> Figure | None:
    """The number with its unit and the words that make it approximate; None after what numbers a place in a text."""
    figure = _with_unit(number, unit_after(source.plain, number.end), source)
    if figure is None:
        return None
    if figure.kind in (FigureKind.NUMBER, FigureKind.DURATION):
        before = (source.plain, max(0, number.start - _LONGEST_BEFORE), number.start)
        if _LABEL.search(*before):
            return None
        if _OF_AN_ORDER.search(*before):
            return _made(source, number, FigureKind.ORDINAL)
    return _approximated(_in_brackets(figure, source), source)


def _part(found: re.Match[str]) -> Decimal:
    """The part of one that a match of `_HALF` adds."""
    return _MORE[found.lastgroup or "half"]


def _scaled(number: _Number, source: _Text, *, letters: bool = True) -> _Number:
    """The number times all multipliers after it, as in "2.5 lakh crore", with a lesser one: "5 crore 20 lakh"."""
    if half := _HALF.match(source.plain, number.end):
        number = number.scaled(Decimal(1), half.end(), _last_multiplier(number) * _part(half))
    factor, end = _factor(source, number.end, bool(number.currency) if letters else None)
    if factor == 1:
        return number
    number = number.scaled(factor, end)
    if half := _HALF.match(source.plain, end):
        return number.scaled(Decimal(1), half.end(), factor * _part(half))
    while lesser := _LESSER.match(source.plain, number.end):
        less, end = _factor(source, lesser.end(), None)
        (value, *_) = digits_values(lesser["digits"], source.language.decimal)
        if not 1 < less < factor or value * less >= factor:
            break
        number, factor = number.scaled(Decimal(1), end, value * less), less
    return number


def _last_multiplier(number: _Number) -> Decimal:
    """The multiplier that a number in words ends in: a million for three million, one for thirty-five."""
    factor = Decimal(1)
    while number.values[0] and number.values[0] % (factor * 1000) == 0:
        factor *= 1000
    return factor


def _factor(source: _Text, end: int, is_money: bool | None) -> tuple[Decimal, int]:
    """The product of the multipliers from here on, and the offset after them; a letter is one if `is_money` is told.

    "5m" is metres unless it is money or a plural noun follows.
    """
    factor = Decimal(1)
    while found := _SCALE.match(source.plain, end):
        letter, word = found["letter"], found["short"] or found["word"] or found["sign"]
        if letter:
            is_sum = is_money or _MONEY_SIGN.match(source.plain, found.end("letter"))
            if is_money is None or factor != 1 or (letter in "mt" and not is_sum and not found["counted"]):
                break
            return _LETTERS[letter], found.start("counted") if found["counted"] else found.end()
        if word not in source.language.scales:
            break
        factor, end = factor * source.language.scales[word], found.end()
    return factor, end


def _with_unit(number: _Number, unit: Unit, source: _Text) -> Figure | None:
    """The figure with what it measures: money, per cent, time, a measure, a noun, or nothing given."""
    if number.currency:
        return _made(source, number, FigureKind.MONEY, number.currency)
    if number.is_share:
        return _made(source, number, FigureKind.PERCENT)
    if unit.is_glued:
        return None
    number = replace(number, end=unit.end)
    if unit.is_known and (half := _HALF.match(source.plain, unit.end)):
        number = number.scaled(Decimal(1), half.end(), _part(half))
    figure = _made(source, number, unit.kind, unit.name)
    if unit.name != "pound":
        return figure
    money = _made(source, number, FigureKind.MONEY, "£")
    return replace(figure, others=(*figure.others, replace(money, others=()), *money.others))


def _in_brackets(figure: Figure, source: _Text) -> Figure:
    """The figure with its negative as another reading where brackets hold it alone, as accounts write losses."""
    plain = source.plain
    if (
        plain[figure.start - 1 : figure.start] != "("
        or plain[figure.end : figure.end + 1] != ")"
        or figure.low < 0
    ):
        return figure
    return replace(figure, others=(replace(figure, low=-figure.high, high=-figure.low), *figure.others))


def _approximated(figure: Figure, source: _Text) -> Figure:
    """The figure with the words before or after it that make it approximate."""
    start, end, how = figure.start, figure.end, ""
    before = _BEFORE.search(source.plain, max(0, start - _LONGEST_BEFORE), start)
    if before and before.lastgroup:
        start, how = before.start(), _WORDINGS[int(before.lastgroup.removeprefix("how"))]
    elif after := _AFTER.match(source.plain, end):
        end, how = after.end(), (after.lastgroup or "").replace("_", " ")
    return replace(figure, start=start, end=end, text=source.written[start:end], approximate=how)


def _made(source: _Text, number: _Number, kind: FigureKind, unit: str = "") -> Figure:
    """The figure of a number, with its other readings where it has several."""
    span = (number.start, number.end)
    first, *rest = (
        Figure(*span, source.written[slice(*span)], kind, value, value, unit=unit) for value in number.values
    )
    return replace(first, others=tuple(rest))
