"""Fractions in words, such as "a third of" and "les deux tiers", as percentages."""

import re
from decimal import Decimal

from factcheck.reading.figure.languages import LANGUAGES, any_of
from factcheck.reading.figure.units import PHRASES

_PARTS = {"half": (50, 50), "third": (33, 34), "quarter": (25, 25), "fifth": (20, 20), "tenth": (10, 10)}
"""Percentages from and to; a third is between 33 and 34."""

_COUNTS = {
    word: value
    for language in reversed(LANGUAGES.values())
    for word, value in language.numbers.items()
    if 1 <= value < 10 and value % 1 == 0
}
_SAID = PHRASES["shares"]
_COUNT = rf"(?:(?P<{{}}>{any_of(_COUNTS)})[ -])"
_ENGLISH = (
    rf"(?:(?P<half>half)|{_COUNT.format('count')}(?P<part>third|quarter|fifth|tenth)s?)"
    rf"(?= (?:{_SAID['english_before']})\b)"
)
_BY_NAME = "|".join(
    rf"(?P<{name.replace('-', '_')}>{'|'.join(words)})"
    for name, words in _SAID.items()
    if not name.startswith(("english", "counted", "half"))
)
_COUNTED = "|".join(
    rf"(?P<{name.replace('-', '_')}>{'|'.join(words)})"
    for name, words in _SAID.items()
    if name.startswith("counted")
)
_EACH = "|".join(
    rf"(?P<each_{name}>{any_of(words)})" for name, words in PHRASES["each"].items() if name in _PARTS
)
SHARE = re.compile(
    rf"(?<!\w)(?:{_ENGLISH}|(?P<half2>{'|'.join(_SAID['half'])})(?!\w)|{_COUNT.format('count2')}?(?:{_BY_NAME})(?!\w)"
    rf"|{_COUNT.format('count3')}(?:{_COUNTED})(?!\w)"
    rf"|(?:{_EACH})(?![\w\u0900-\u0903\u093e-\u094d])(?! (?:{any_of(PHRASES['each']['not_of'])})(?!\w))"
    r"|(?<=by )(?:(?:a|one)[ -])?(?P<part2>half|third|quarter|fifth|tenth)\b(?! (?:of|time)\b))"
)
"""The pattern of a fraction in words, for text from `figure_form`."""

_SAID_SO = {
    *(re.sub(r"\w\?$|\(.*", "", one) for words in _SAID.values() if isinstance(words, list) for one in words),
    *(one.split()[0] for words in PHRASES["each"].values() for one in words if " " in one),
}
_WORDS = tuple(one for one in _SAID_SO if not any(other in one for other in _SAID_SO - {one}))
_WORDS_IN_ASCII = tuple(filter(str.isascii, _WORDS))


def may_have_shares(plain: str) -> bool:
    """Whether a text has a word of a fraction at all, which is quick to tell."""
    return any(word in plain for word in (_WORDS_IN_ASCII if plain.isascii() else _WORDS))


def share_of(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The percentages from and to that a match of SHARE can mean."""
    said = {
        name.removeprefix("counted_").removeprefix("each_")
        for name, words in found.groupdict().items()
        if words
    }
    if "two_thirds" in said:
        return Decimal(66), Decimal(67)
    count = next((_COUNTS[found[name]] for name in ("count", "count2", "count3") if found[name]), Decimal(1))
    low, high = _PARTS[
        found["part"] or found["part2"] or next((name for name in said if name in _PARTS), "half")
    ]
    return low * count, high * count
