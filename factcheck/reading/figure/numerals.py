"""Numerals: digits of every script, with the marks between them, and English ordinal words."""

import re
import unicodedata
from decimal import Decimal


class _PlainForms(dict[int, str]):
    """Each character as one lower-case character: digits of any script as 0-9, spaces and dashes unified."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Nd":
            plain = str(unicodedata.digit(character))
        elif category == "Zs":
            plain = " "
        else:
            lower = character.lower()
            plain = lower if len(lower) == 1 else character
        self[code] = plain
        return plain


_VARIANTS = {
    ".": "٫．",
    ",": "٬，",
    "'": "’ʼ",
    "-": "‐‑−－",
    "–": "—―",
    "%": "٪％",
    "ی": "يى",
    "ک": "ك",
    "ا": "أإ",
}
_PLAIN_FORMS = _PlainForms({ord(other): plain for plain, others in _VARIANTS.items() for other in others})


def plain_form(text: str) -> str:
    """The text with each character folded to exactly one character, so that offsets stay the same."""
    return text.lower() if text.isascii() else text.translate(_PLAIN_FORMS)


_NUKTA = "\u093c"


def spellings(word: str) -> set[str]:
    """The ways in which a word is typed: the dot of ज़ is a mark, part of the letter, or left out."""
    apart = unicodedata.normalize("NFD", word) if not word.isascii() else word
    if _NUKTA not in apart:
        return {word}
    return {apart, apart.replace(_NUKTA, ""), *(apart.replace(two, one) for two, one in _WITH_A_DOT.items())}


_WITH_A_DOT = {unicodedata.normalize("NFD", chr(one)): chr(one) for one in range(0x958, 0x960)}

_MARKED = re.compile("[٫٬،\u200c/]")
_PERSIAN_DECIMAL = re.compile(
    r"(?<![\d/])[۰-۹]+(/)[۰-۹]+(?= ?(?:[%٪]|درصد|هزار|میلیون|میلیارد|تریلیون|برابر))"
)
_ARABIC_DECIMAL = re.compile(r"(?<=\d)(،)(?=\d{1,2}(?!\d))")
_DECIMAL = "٫"
"""The one mark that is before decimals wherever it stands."""


def figure_form(text: str) -> str:
    """The form of `plain_form` for reading figures: decimals of Arabic script stay apart, joiners are spaces."""
    plain = plain_form(text)
    if text.isascii() or not _MARKED.search(text):
        return plain
    read = list(plain)
    for at, mark in enumerate(text):
        read[at] = _READ.get(mark, read[at])
    for pattern in (_PERSIAN_DECIMAL, _ARABIC_DECIMAL):
        for found in pattern.finditer(text):
            read[found.start(1)] = _DECIMAL
    return "".join(read)


_READ = {"٫": _DECIMAL, "٬": "'", "\u200c": " "}

_RANKS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
          "fifteenth sixteenth seventeenth eighteenth nineteenth")  # fmt: skip
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"

RANKS = {
    **{word: value for value, word in enumerate(_RANKS.split(), 1)},
    **{word: value * 10 for value, word in enumerate(_TENTHS.split(), 2)},
    "hundredth": 100,
    "thousandth": 1000,
}
"""Ordinal words."""

NUMERAL = (
    r"(?:\d{1,3}(?:[' ]\d{3}){1,9}(?!\d)(?:[.,٫]\d{1,20})?"  # 3 000 and 3'000.50
    r"|\d{1,3}(?:,\d{3}){1,9}(?!\d)(?:[.٫]\d{1,20})?"  # 3,000 and 3,000.50
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:[.٫]\d{1,20})?"  # 1,23,45,678
    r"|\d{1,3}(?:\.\d{3}){1,9}(?!\d)(?:[,٫]\d{1,20})?"  # 1.234.567 and 1.234,56
    r"|\d{1,24}(?:[.,٫]\d{1,20})?)"  # 52 and 1.5 and 1,5
)
"""The pattern of a number in digits, for text from `figure_form`."""

_MARKS = re.compile("[.,٫]")


def digits_values(numeral: str, decimal: str) -> tuple[Decimal, ...]:
    """The values that a number in digits can have, the likeliest first; `decimal` are the marks before decimals.

    "1.234" is 1234 where the comma is before decimals, 1.234 where the full stop is, and either where that is not
    known. Expects a match of NUMERAL, or decimals alone: ".5".
    """
    bare = numeral.replace("'", "").replace(" ", "")
    marks = _MARKS.findall(bare)
    if not marks:
        return (Decimal(bare),)
    whole, _, part = bare.rpartition(marks[-1])
    as_decimal, as_whole = Decimal(f"{_MARKS.sub('', whole)}.{part}"), Decimal(_MARKS.sub("", bare))
    if len(marks) > 1 and len(set(marks)) == 1:
        return (as_whole,)
    if len(marks) > 1 or marks[0] == _DECIMAL or not _may_group(numeral, whole, part):
        return (as_decimal,)
    return _readings(marks[0], decimal, as_whole, as_decimal)


def _may_group(numeral: str, whole: str, part: str) -> bool:
    """Whether the mark can be one between thousands."""
    return len(part) == 3 and whole == numeral[: len(whole)] and 1 <= len(whole) <= 3 and whole[0] != "0"


def _readings(mark: str, decimal: str, as_whole: Decimal, as_decimal: Decimal) -> tuple[Decimal, ...]:
    if mark == ".":
        if decimal == ".":
            return (as_decimal,)
        return (as_whole,) if decimal else (as_whole, as_decimal)
    if mark not in decimal:
        return (as_whole,)
    if decimal == mark and as_whole % 1000:
        return (as_decimal, as_whole)
    return (as_whole, as_decimal)
