"""Numerals: digits of every script, number words, and words that multiply."""

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


_UNITS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
          "eighteen nineteen")  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_RANKS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
          "fifteenth sixteenth seventeenth eighteenth nineteenth")  # fmt: skip
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"

SMALL = {
    "zero": 0,
    **{word: value for value, word in enumerate(_UNITS.split(), 1)},
    **{word: value for value, word in enumerate(_TENS.split(), 2) for value in [value * 10]},
}
"""Number words below a hundred."""

RANKS = {
    **{word: value for value, word in enumerate(_RANKS.split(), 1)},
    **{word: value * 10 for value, word in enumerate(_TENTHS.split(), 2)},
    "hundredth": 100,
    "thousandth": 1000,
}
"""Ordinal words."""

SCALES = {
    "dozen": 12,
    "hundred": 100,
    **dict.fromkeys(("k", "thousand", "thousands", "tausend", "mille", "mil", "هزار", "الف", "آلاف"), 10**3),
    **dict.fromkeys(("lakh", "lakhs"), 10**5),
    **dict.fromkeys(
        ("mn", "mln", "mio", "million", "millions", "millionen", "millones", "milhões", "میلیون", "ملیون"),
        10**6,
    ),
    **dict.fromkeys(("crore", "crores"), 10**7),
    **dict.fromkeys(("b", "bn", "billion", "billions", "milliarden", "milliards", "میلیارد", "ملیار"), 10**9),
    **dict.fromkeys(("t", "tn", "trn", "trillion", "trillions"), 10**12),
    "万": 10**4,
    "萬": 10**4,
    "億": 10**8,
    "亿": 10**8,
}
"""Words and characters that multiply the number before them."""

NUMBER_WORDS = frozenset((*SMALL, *RANKS, *SCALES))
"""All words that are a number or part of one."""

NUMERAL = (
    r"(?:\d{1,3}(?:[,' ]\d{3}){1,9}(?!\d)(?:\.\d{1,20})?"  # 3,000 and 3 000 and 3'000.50
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"  # 1,23,45,678
    r"|\d{1,3}(?:\.\d{3}){2,9}(?!\d)"  # 1.234.567
    r"|\d{1,24}(?:\.\d{1,20}|,\d{1,2}(?!\d))?)"  # 52 and 1.5 and 1,5
)
"""The pattern of a number in digits, for text from `plain_form`."""

_SCALE_WORDS = "hundred|thousand|million|billion|trillion|dozen"
_ANY = "|".join((*sorted(SMALL, key=len, reverse=True), _SCALE_WORDS))
_AND = r"(?:(?<=hundred) and |(?<=thousand) and |(?<=million) and |(?<=billion) and |[ -])"
WORDS = rf"(?:(?:an?|half an?)[ -](?:{_SCALE_WORDS})|(?:{_ANY}))(?:{_AND}(?:{_ANY})){{0,12}}(?!\w)"
"""The pattern of consecutive number words, for text from `plain_form`; not all need be one number."""

_WORD = re.compile(r"[a-z]+")


def digits_value(numeral: str) -> Decimal:
    """The value of a number in digits, with or without thousands separators. Expects a match of NUMERAL."""
    bare = numeral.replace("'", "").replace(" ", "")
    if re.fullmatch(r"\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    if bare.count(".") > 1:
        bare = bare.replace(".", "")
    return Decimal(bare.replace(",", ""))


def number_words_value(words: str) -> tuple[Decimal, int] | None:
    """The value of the longest number at the beginning of some words, and the offset of its end; None for no number.

    "two thousand and fifty-two people" gives 2052 and 25.
    """
    total, current, limit, end = Decimal(0), Decimal(0), Decimal("Infinity"), 0
    for found in _WORD.finditer(words):
        word = found[0]
        if word == "half" and not end:
            current = Decimal("0.5")
        elif word in ("a", "an") and not end:
            current = current or Decimal(1)
        elif word != "and" or (0 < current < 100) or not end:
            scale = SCALES.get(word, 0)
            step = current * scale if scale < limit and (current < 100 or scale >= 1000) else Decimal(0)
            step = step or _with_small(current, word)
            if not step:
                break
            current, end = step, found.end()
            if scale >= 1000:
                total, current, limit = total + current, Decimal(0), Decimal(scale)
    return (total + current, end) if end else None


def _with_small(current: Decimal, word: str) -> Decimal:
    """The number after one more word below a hundred; 0 if the two do not make one number."""
    value = SMALL.get(word, 0)
    fits = (
        not current or current % 100 == 0 or (20 <= current % 100 <= 90 and current % 10 == 0 and value < 10)
    )
    return current + value if value and fits else Decimal(0)
