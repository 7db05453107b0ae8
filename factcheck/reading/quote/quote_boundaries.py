"""Where a quote may begin and end: between words, but not within a name, a compound or a figure."""

import unicodedata

from factcheck.reading.figure.languages import LANGUAGES
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.word_joints import Joint
from factcheck.reading.raised_figures import RAISED, is_fraction

_PER_CENT = frozenset(
    "percent prozent procent percento درصد بالمئة بالمائة пункт процентов процента процент".split()  # noqa: SIM905
)
_PER, _CENT = frozenset(("per", "pour", "por")), frozenset(("cent", "ciento", "cento"))
_BEFORE = frozenset("+-±~<>≤≥≈")
_AFTER = frozenset("%‰°")
_JOINING = frozenset("&@/\\_=#+")
_PARTICLES = frozenset(("van", "von", "del", "bin", "ibn", "ter", "den", "der", "mac", "fitz"))


def is_boundary(text: IndexedText, number: int) -> bool:
    """Whether a quote may begin with word `number`, or end with the word before it."""
    if not 0 < number < len(text):
        return True
    joint = text.joints[number]
    if joint in (Joint.HYPHEN, Joint.BROKEN, Joint.SOFT):
        return False
    if joint == Joint.RUN_ON:
        return _lost_a_space(text, number)
    if joint == Joint.GLUED and (text.word(number)[0] in RAISED or _within_a_name(text, number)):
        return False
    return joint == Joint.DASH or not _within_a_figure(text, number)


def is_figure(word: str) -> bool:
    """Whether a folded word is a number in digits. It must not be empty."""
    return word[-1].isdecimal() and word.lstrip("-.,")[0].isdecimal()


def _lost_a_space(text: IndexedText, number: int) -> bool:
    """Whether a space was lost between two words, as in "endThe"; some names look the same, as "easyJet".

    They count as two words if the second occurs by itself elsewhere in the text.
    """
    left, right = text.word(number - 1), text.word(number)
    if left[-1] == "ة":
        return True
    small = (left.islower() and len(left) > 2 and left not in _PARTICLES) or (
        left.isdecimal() and len(left) == 4
    )
    if not small or not (len(right) == 1 or right[1:].islower()):
        return False
    return any(text.joints[one] != Joint.RUN_ON for one in text.word_positions.get(right.casefold(), ()))


def _within_a_name(text: IndexedText, number: int) -> bool:
    """Whether a mark joins the words on its two sides: R&D, km/h, U.S., example.org."""
    for mark in (number - 1, number):
        if 0 < mark < len(text) - 1 and text.joints[mark] == text.joints[mark + 1] == Joint.GLUED:
            before, sign, after = text.words(mark - 1, mark + 2)
            if sign in _JOINING or (sign in ".:," and _is_abbreviation(sign, before, after)):
                return True
    return False


def _is_abbreviation(mark: str, before: str, after: str) -> bool:
    """Whether a mark belongs to an abbreviation, a host name or a number rather than ending a sentence."""
    if before[-1].isdecimal() and after[0].isdecimal():
        return True
    if mark != "." or not before.isalpha():
        return False
    return after[0].islower() or (len(before) == 1 and before.isupper() and after[0].isupper())


def _within_a_figure(text: IndexedText, number: int) -> bool:
    """Whether a quantity continues from the word before into this one: a sign, a unit, a word for thousands."""
    before, after = text.word(number - 1), text.word(number)
    if is_figure(after) and (before in _BEFORE or _is_money(before)):
        return True
    if is_figure(before) and is_fraction(after):
        return True
    if is_figure(before):
        if after == "+":
            return text.joints[number] == Joint.GLUED
        return after in _AFTER or _is_money(after) or _counts_on(text, number)
    return before.casefold() in SMALL_OR_SCALE and _counts_on(text, number)


_SCALES = frozenset((*LANGUAGES["en"].scales, "b", "t"))
SMALL_OR_SCALE = frozenset(
    (
        *(word for word, value in LANGUAGES["en"].numbers.items() if value != 1),
        *("one", *(scale for scale in _SCALES if len(scale) > 2 or not scale.isascii())),
    )
)
"""Number words below a hundred, and words that multiply."""


def _counts_on(text: IndexedText, number: int) -> bool:
    after = text.word(number).casefold()
    if after in _PER:
        return number + 1 < len(text) and text.word(number + 1).casefold() in _CENT
    return after in SMALL_OR_SCALE or after in _PER_CENT or after in _SCALES


def _is_money(word: str) -> bool:
    return len(word) == 1 and unicodedata.category(word) == "Sc"
