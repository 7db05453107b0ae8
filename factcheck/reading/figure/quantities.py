"""Finding quantities in a text: numbers with a currency, per cent, measure, unit of time or noun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from factcheck.reading.figure.numerals import (
    NUMERAL,
    RANKS,
    SCALES,
    SMALL,
    WORDS,
    digits_value,
    number_words_value,
)
from factcheck.reading.figure.values import Figure, FigureKind

_CURRENCIES = {
    name: unit
    for unit, names in {
        "$": "$ us$ usd dollar dollars دولار دلار",
        "£": "£ gbp sterling",
        "€": "€ eur euro euros",
        "¥": "¥ jpy yen",
        "₹": "₹ inr rs rs. rupee rupees",
        "AUD": "a$ au$ aud",
        "CAD": "c$ ca$ cad",
        "CHF": "chf",
        "rial": "﷼ rial rials ریال",
        "toman": "toman tomans تومان",
        "₽": "₽ rub ruble rubles rouble roubles",
        "₺": "₺ try lira",
        "₪": "₪ ils shekel shekels",
        "₩": "₩ krw won",
    }.items()
    for name in names.split()
}
_TIMES = {
    name: unit
    for unit, names in {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs",
        "day": "day days روز یوم ایام",
        "week": "week weeks هفته",
        "month": "month months ماه شهر",
        "year": "year years yr yrs سال سنوات سنة عاما",
        "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for name in names.split()
}
_MEASURES = {
    name: unit
    for unit, names in {
        "kilometre": "km kilometre kilometres kilometer kilometers",
        "metre": "m metre metres meter meters",
        "centimetre": "cm centimetre centimetres centimeter centimeters",
        "mile": "mile miles",
        "foot": "ft foot feet",
        "kilogram": "kg kilogram kilograms kilo kilos",
        "ton": "ton tons tonne tonnes",
        "pound": "pound pounds lb lbs",
        "person": "person people persons",
        "man": "man men",
        "woman": "woman women",
        "child": "child children",
    }.items()
    for name in names.split()
}
_NOT_NOUNS_LISTED = (
    "a after also an and are as at been before but by compared could did during for from had has have he her his "
    "if in into is it its more new of on or other others out over per points she since than that the their there "
    "they this to until up was were when which while who will with would years"
)
_NOT_NOUNS = frozenset(_NOT_NOUNS_LISTED.split())
_SHARES = {"half": (50, 50), "third": (33, 34), "quarter": (25, 25), "fifth": (20, 20), "tenth": (10, 10)}

_FREE = r"(?<![^\W\u3040-\u9fff\uac00-\ud7af])(?<![^\W\d_]-)(?<!\d[.,:/])"
"""No letter before it, except in scripts without spaces between words."""
_HEAD = (
    _FREE
    + r"(?:(?P<currency>(?:us|a|au|c|ca)?\$|[£€¥₹₽₺₪₩﷼]|\b(?:usd|eur|gbp|rs\.?|chf|aud|inr)(?= ?\d)) ?)?"
)
_FURTHER = r"\d|[.,:]\d|[⁰¹²³⁴-⁹⁻₀-₉¼-¾⅐-⅞⁄]| ?[×x·*] ?10[⁰¹²³⁴-⁹⁻]"
"""What makes another number of the digits before it: 12½, 10⁶, 3 × 10⁸. Such numbers are not read."""
_NUMBER = re.compile(rf"{_HEAD}(?:(?P<minus>-)?(?P<digits>{NUMERAL})(?!{_FURTHER})|(?P<words>{WORDS}))")
_HALF = re.compile(r" and a half\b")
_SCALE = re.compile(
    r"(?P<half> and a half\b)?"
    rf"(?:[ -]?(?P<word>{'|'.join(sorted((s for s in SCALES if len(s) > 1), key=len, reverse=True))})(?!\w)"
    r"|(?P<letter>[kmbt])(?!\w)(?P<counted> (?:people|\w{2,20}s)\b)?|(?P<sign>[万萬億亿]))?"
)
_RANK_ENDING = re.compile(r"(?:st|nd|rd|th)(?!\w)")
_PER_CENT = re.compile(
    r"[ -]?(?:%|(?:per ?cent|percentage[ -]points?|pct|prozent|por ciento|pour cent)\b"
    r"|درصد|(?:فی ال|بال)م[ئا]+[ةه])"
)
_NEXT = re.compile(r"(?P<gap>[ -]?)(?P<word>[^\W\d_]+|[$£€¥₹₽₺₪₩﷼])(?!\d)")
_RANK = re.compile(
    rf"(?<!\w)(?:(?P<tens>{'|'.join(word for word in SMALL if SMALL[word] >= 20)})[ -])?"
    rf"(?P<rank>{'|'.join(RANKS)})(?!\w)"
)
_SHARE = re.compile(
    r"(?<!\w)(?:(?P<half>half)|(?P<count>an?|one|two|three|four)[ -](?P<part>third|quarter|fifth|tenth)s?)"
    r"(?= (?:of|the|its|their|his|her|our|all|a(?! (?:dozen|hundred|thousand|million|billion)))\b)"
)
_APPROXIMATE = {
    "more than": "more than|over|above|upwards of|in excess of|exceeding|beyond|بیش از|اکثر من",
    "at least": "at least|no fewer than|no less than|not less than|a minimum of|minimum|حداقل|علی الاقل",
    "less than": "less than|fewer than|under|below",
    "at most": "at most|up to|as many as|as much as|no more than|not more than|a maximum of|maximum",
    "about": r"about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|an estimated|estimated|"
    r"circa|ca\.?|c\.|~|حدود|نحو",
}
_WORDINGS = tuple(_APPROXIMATE)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<how{at}>{_APPROXIMATE[how]})' for at, how in enumerate(_WORDINGS))}) ?(?:an? |the )?$"
)
_AFTER = re.compile(
    r"(?P<least>\+(?!\w)| or more\b)|(?P<most> or (?:fewer|less)\b)|(?P<about> or so\b|-odd\b)"
)
_LONGEST_BEFORE = 24
_UNSPACED = "\u3040"
"""The first character of the scripts that write a noun directly after its number."""


@dataclass(frozen=True, slots=True)
class _ParsedNumber:
    """A number as parsed so far: its value, and the offset after it."""

    value: Decimal
    end: int


def find_quantities(plain: str, text: str) -> Iterator[Figure]:
    """The quantities of a text in order; `plain` is its plain form with the dates blanked out."""
    at = 0
    found = sorted(
        (match for pattern in (_NUMBER, _RANK, _SHARE) for match in pattern.finditer(plain)),
        key=lambda match: (match.start(), -match.end()),
    )
    for match in found:
        if match.start() >= at and (figure := _figure(match, plain, text)):
            yield figure
            at = figure.end


def _figure(match: re.Match[str], plain: str, text: str) -> Figure | None:
    if match.re is _SHARE:
        low, high = _SHARES[match["part"] or "half"]
        times = SMALL.get(match["count"] or "", 1)
        share = _made(text, match.span(), FigureKind.PERCENT, Decimal(low * times))
        return replace(share, high=Decimal(high * times))
    if match.re is _RANK:
        value = SMALL.get(match["tens"] or "", 0) + RANKS[match["rank"]]
        return _made(text, match.span(), FigureKind.ORDINAL, Decimal(value))
    number = _number(match)
    if number is None:
        return None
    if match["digits"] and (ending := _RANK_ENDING.match(plain, number.end)):
        return _made(text, (match.start(), ending.end()), FigureKind.ORDINAL, number.value)
    if match["digits"] or _HALF.match(plain, number.end):
        number = _scaled(number, plain, bool(match["currency"]))
    figure = _with_unit(match, number, plain, text)
    return _approximated(figure, plain, text) if figure else None


def _number(match: re.Match[str]) -> _ParsedNumber | None:
    if match["digits"]:
        value = digits_value(match["digits"])
        return _ParsedNumber(-value if match["minus"] else value, match.end())
    read = number_words_value(match["words"])
    return _ParsedNumber(read[0], match.start("words") + read[1]) if read else None


def _scaled(number: _ParsedNumber, plain: str, is_money: bool) -> _ParsedNumber:
    """The number times the multiplier after it; "5m" is metres unless it is money or a plural noun follows."""
    found = _SCALE.match(plain, number.end)
    if not found:
        return number
    value = number.value + (Decimal("0.5") if found["half"] else 0)
    letter = found["letter"]
    if letter in ("m", "t") and not is_money and not found["counted"]:
        return _ParsedNumber(value, found.start("letter"))
    word = found["word"] or found["sign"] or {"m": "mn"}.get(letter, letter)
    scaled = value * SCALES[word] if word else value
    return _ParsedNumber(scaled, found.start("counted") if found["counted"] else found.end())


def _with_unit(match: re.Match[str], number: _ParsedNumber, plain: str, text: str) -> Figure | None:
    """The figure with what it measures: money, per cent, time, a measure, a noun, or nothing given."""
    start, money = match.start(), match["currency"]
    if money:
        return _made(text, (start, number.end), FigureKind.MONEY, number.value, _CURRENCIES[money])
    if share := _PER_CENT.match(plain, number.end):
        return _made(text, (start, share.end()), FigureKind.PERCENT, number.value)
    noun = _NEXT.match(plain, number.end)
    word = noun["word"] if noun else ""
    span = (start, noun.end() if noun else number.end)
    if word in _CURRENCIES and word not in ("try", "won"):
        return _made(text, span, FigureKind.MONEY, number.value, _CURRENCIES[word])
    if word in _TIMES:
        return _made(text, span, FigureKind.DURATION, number.value, _TIMES[word])
    if word in _MEASURES:
        return _made(text, span, FigureKind.NUMBER, number.value, _MEASURES[word])
    if (noun and not noun["gap"] and word < _UNSPACED) or match["words"] == "one":
        return None
    return _made(text, (start, number.end), FigureKind.NUMBER, number.value, _singular(word))


def _singular(noun: str) -> str:
    """A noun without its plural ending, roughly; "" for a word that is no noun."""
    if noun in _NOT_NOUNS:
        return ""
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


def _approximated(figure: Figure, plain: str, text: str) -> Figure:
    """The figure with the words before or after it that make it approximate."""
    start, end, how = figure.start, figure.end, ""
    before = _BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start)
    if before and before.lastgroup:
        start, how = before.start(), _WORDINGS[int(before.lastgroup.removeprefix("how"))]
    elif after := _AFTER.match(plain, end):
        end = after.end()
        how = {"least": "at least", "most": "at most", "about": "about"}[after.lastgroup or "about"]
    return replace(figure, start=start, end=end, text=text[start:end], approximate=how)


def _made(text: str, span: tuple[int, int], kind: FigureKind, value: Decimal, unit: str = "") -> Figure:
    return Figure(*span, text[slice(*span)], kind, value, value, unit=unit)
