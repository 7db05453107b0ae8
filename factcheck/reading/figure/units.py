"""What numbers count: money, shares, times and measures, in the words of units.toml and phrases.toml."""

import re
from dataclasses import dataclass

from factcheck.reading.figure.languages import COMMON_WORDS, any_of, load_words
from factcheck.reading.figure.numerals import plain_form, spellings
from factcheck.reading.figure.values import FigureKind


def by_word(table: dict[str, str]) -> dict[str, str]:
    """Each word of a table with the unit it stands for."""
    return {
        plain_form(word): unit
        for unit, words in table.items()
        for said in words.split()
        for word in spellings(said)
    }


_UNITS, PHRASES = load_words("units"), load_words("phrases")
SIGNS, CURRENCIES = by_word(_UNITS["signs"]), by_word(_UNITS["currencies"])
"""Currencies by the signs before a number and by the words after it."""

_KINDS = (
    (FigureKind.MONEY, SIGNS | CURRENCIES),
    (FigureKind.DURATION, by_word(_UNITS["times"])),
    (FigureKind.NUMBER, by_word(_UNITS["measures"])),
)
_NEVER_AFTER = frozenset(("try", "won", "us$", "rs."))
MEASURES = frozenset(_UNITS["measures"]) | frozenset(_UNITS["phrases"])
"""The units that a figure has to share to be compared; other nouns may be two words for one thing."""

_PER_CENT = re.compile(rf"[ -]?(?:{'|'.join(PHRASES['per_cent'])})(?!\w)")
_PER_MILLE = re.compile(r" ?‰")
_POINTS = re.compile(rf"[ -]?(?:{'|'.join(PHRASES['points'])})(?!\w)")
_MEASURE_PHRASES = tuple(
    (re.compile(rf" ?(?:{words})(?!\w)"), unit) for unit, words in _UNITS["phrases"].items()
)
_NEXT = re.compile(
    r"(?P<gap>[ -]?)(?:(?:de|of|des|von|di) |d['’])?"
    r"(?P<word>(?:(?:k|c|m)?m|م)[23](?!\w)|[^\W\d_]+(?:[\u0900-\u0963\u0970-\u0dff]+[^\W\d_]*)*|[$£€¥₹₽₺₪₩₴﷼]|r\$)(?!\d)"
)
_UNSPACED = "\u3040"
"""The first character of the scripts that write a noun directly after its number."""


_NO_NOUNS = frozenset(
    word
    for words in (
        "a after also an and are as at been before but by compared could did during for from had has have he her his "
        "if in into is it its more new of on or other others out over per points she since than that the their there "
        "they this to until up was were when which while who will with would years",
        *COMMON_WORDS,
        *PHRASES["change"]["to"],
        *PHRASES["change"]["became"],
        *(word for words in PHRASES["between"].values() for word in words),
    )
    for word in words.split()
)
"""Words that are no noun after a number."""


_DOLLARS = re.compile(
    r" ?(?:u\.?s\.?|american|(?P<AUD>australian)|(?P<CAD>canadian))[ -]dollars?(?!\w)", re.IGNORECASE
)
"""Dollars of a state that is named; those of the United States are those of "$"."""


def _singular(noun: str) -> str:
    """A noun without its plural ending, roughly; "" for a word that is no noun."""
    if noun in _NO_NOUNS:
        return ""
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts and the offset after it; a noun of no table, in the singular, is not part of the figure.

    `is_known` tells units of a table, `is_glued` a word without a space before it.
    """

    kind: FigureKind
    end: int
    name: str = ""
    is_known: bool = False
    is_glued: bool = False


def unit_after(plain: str, end: int) -> Unit:
    """What a number that ends here counts."""
    if found := _POINTS.match(plain, end):
        return Unit(FigureKind.PERCENT, found.end(), "point", is_known=True)
    if found := _PER_CENT.match(plain, end):
        return Unit(FigureKind.PERCENT, found.end(), is_known=True)
    if found := _PER_MILLE.match(plain, end):
        return Unit(FigureKind.PERCENT, found.end(), "‰", is_known=True)
    for pattern, name in _MEASURE_PHRASES:
        if found := pattern.match(plain, end):
            return Unit(FigureKind.NUMBER, found.end(), name, is_known=True)
    if found := _DOLLARS.match(plain, end):
        return Unit(FigureKind.MONEY, found.end(), found.lastgroup or "$", is_known=True)
    following = _NEXT.match(plain, end)
    if not following:
        return Unit(FigureKind.NUMBER, end)
    word = following["word"]
    for kind, table in _KINDS:
        if word in table and word not in _NEVER_AFTER:
            return Unit(kind, following.end(), table[word], is_known=True)
    return Unit(FigureKind.NUMBER, end, _singular(word), is_glued=not following["gap"] and word < _UNSPACED)


CURRENCY_BEFORE = (
    r"(?P<currency>(?:us|au|ca|a|c|r)?\$|[£€¥₹₽₺₪₩₴﷼]|"
    rf"\b(?:{any_of(sign for sign in SIGNS if sign.isalpha() and sign.isascii())}|rs\.))"
)
"""The pattern of a currency before a number, as a group of that name."""
