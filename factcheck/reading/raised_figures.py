"""Figures written above or below the line, as Unicode writes them (10⁶, CO₂, ½), and marks that lead to notes (12³)."""

import re
import unicodedata
from collections.abc import Iterator

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = f"{RAISED_DIGITS}⁺⁻⁼⁽⁾ⁿ"
LOWERED_DIGITS = "₀₁₂₃₄₅₆₇₈₉"
_RAISED = str.maketrans("0123456789+-−–=()", f"{RAISED_DIGITS}⁺⁻⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−–=()", f"{LOWERED_DIGITS}₊₋₋₋₌₍₎")
_FIGURE = re.compile(r"[\d+\-−–=(),. \u00a0]*\d[\d+\-−–=(),. \u00a0]*")
_MARK = re.compile(r"\d{1,3}|[a-z]")
_FRACTIONS = {unicodedata.normalize("NFKC", one): one for one in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_SIGNS = frozenset(_FRACTIONS.values())

_NOTE_LETTERS = "abcfgh"
"""Letters that mark notes; other raised letters after a figure end an ordinal (2ᵉ, 1º) or stand for a number (10ⁿ)."""

_NOTE = r"\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed)\]"
_MARKS = re.compile(
    rf"{_NOTE}(?:[,; ]?{_NOTE})*+(?!\w)"
    rf"|⁽?[{RAISED_DIGITS}]+(?:[,⁻][{RAISED_DIGITS}]+)*+⁾?(?![\w⁺⁻])"
    r"|[*†‡]{1,3}(?![\w*†‡])"
)
_MARKED = re.compile(r"[\w%.,;:!?)\]\"”’»]")
_BASE = re.compile(r"\d[\d.,'’\u00a0\u2009\u202f]*|[^\W\d_]+|[^\w\s]")
_LENGTH = re.compile(
    r"[kcmdµn]?m|ft|mi|in|yd|px|(?:kilo|centi|milli|deci|zenti|санти|кило)?(?:m[eè]t(?:re|er|ro)s?|метр\w*)|"
    r"miles?|feet|foot|yards?|inch(?:es)?|pixels?|متر\w*|کیلومتر\w*"
)
_UNIT = re.compile(r"(?:[kcmd]?m|ft|mi|in|yd)[23]")
_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d{0,2}){1,6}")
_ATOMS = re.compile(r"(?<=[A-Za-z])\d+")
_AFTER_POWER = re.compile(rf"\s?(?:[=+×·∙*/^<>≤≥≈−]|(?:{_LENGTH.pattern})(?!\w))", re.IGNORECASE)
_BEFORE_POWER = frozenset("=+×·∙*/^<>≤≥≈")
_HOURS = frozenset(map(str, range(25)))
_PER_CENT = re.compile(r"\s?(?:%|٪|per ?cent|pct|prozent|pour cent|por cien|درصد|процент)", re.IGNORECASE)


def raised(text: str) -> str:
    """Text above the line: a figure in superscripts (6 as ⁶, -3 as ⁻³), anything else as it is."""
    return _western(text).translate(_RAISED) if _FIGURE.fullmatch(text) else text


def lowered(text: str) -> str:
    """Text below the line: a figure in subscripts (2 as ₂), anything else as it is."""
    return _western(text).translate(_LOWERED) if _FIGURE.fullmatch(text) else text


def _western(text: str) -> str:
    """The text with digits of other scripts as 0 to 9, as Unicode raises and lowers no others."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def fraction(over: str, under: str) -> str:
    """A fraction on one line: ½, or 5⁄16 where Unicode has no sign for it, or (a + b)⁄c."""
    parts = [part if part.isalnum() else f"({part})" for part in (over.strip(), under.strip())]
    whole = "⁄".join(parts)
    return _FRACTIONS.get(whole, whole)


def is_fraction(word: str) -> bool:
    """Whether a word is a fraction that may follow a whole number: the ½ of 2½, the 5/16 of 2 5⁄16."""
    return word in _SIGNS or bool(re.fullmatch(r"\d+[/⁄]\d+", word))


def after_figure(before: str, written: str) -> str:
    """A fraction as it follows the text before it: 2½, but 2 5⁄16, so that no digit joins another."""
    return f"\u202f{written}" if before[-1:].isdecimal() and written[:1].isdecimal() else written


def as_note_mark(mark: str) -> str:
    """The mark of a note that is known to be one, as its number or letter in brackets; other signs as they are."""
    bare = mark.strip()
    return f"[{bare}]" if _MARK.fullmatch(bare) else raised(mark)


def raised_after(before: str, text: str) -> str:
    """Text above the line after the text before it: in brackets if it can only be the letter of a note."""
    letters = re.search(r"[^\W\d_]*$", before)
    follows_word = before[-1:].isdecimal() or bool(letters and len(letters[0]) > 3)
    return f"[{text}]" if follows_word and len(text) == 1 and text in _NOTE_LETTERS else raised(text)


def off_the_line(word: str) -> str:
    """A unit or formula that was typed on the line, as it is printed: m2 as m², CO2 as CO₂; other words as they are."""
    if _UNIT.fullmatch(word):
        return word[:-1] + raised(word[-1])
    return _ATOMS.sub(lambda found: lowered(found[0]), word) if _FORMULA.fullmatch(word) else word


def on_the_line(word: str) -> str:
    """A unit or formula as it is typed on the line: m² as m2, CO₂ as CO2; other words as they are."""
    plain = unicodedata.normalize("NFKC", word)
    return plain if plain != word and off_the_line(plain) == word else word


def note_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where the marks of notes stand in a text, in order: [3], a raised figure that is no exponent, * and †.

    A raised figure after a number is an exponent if the number is a power of ten or has one digit, or if a sign of
    calculation or a unit of length follows; after a unit of length or one letter it is one too (m², R²). Two raised
    digits after an amount of money or an hour are its cents or minutes (€19⁹⁹, 17³⁰).
    """
    for found in _MARKS.finditer(text):
        before, sign = text[max(0, found.start() - 40) : found.start()], found[0][0]
        if sign == "[":
            is_mark = bool(before[-1:].strip())
        elif sign in RAISED:
            is_mark = not _is_exponent(before, found[0].strip("⁽⁾"), text[found.end() : found.end() + 20])
        else:
            is_mark = bool(_MARKED.match(before[-1:]))
        if is_mark:
            yield found.span()


def without_note_marks(text: str) -> tuple[str, list[int]]:
    """The text without the marks of notes, and for each of its offsets, and its end, the offset in the whole text."""
    pieces, offsets, at = list[str](), list[int](), 0
    for start, end in (*note_marks(text), (len(text), len(text))):
        pieces.append(text[at:start])
        offsets.extend(range(at, start))
        at = end + (text[start - 1 : start] == text[end : end + 1] == " ")
    return "".join(pieces), [*offsets, len(text)]


def _is_exponent(before: str, figure: str, after: str) -> bool:
    """Whether a raised figure belongs to what is before it, rather than leading to a note."""
    words = _BASE.findall(before)
    if not before[-1:].strip():
        return bool(words) and bool(re.fullmatch("10+", words[-1]))
    base = words[-1]
    if before[-1].isdecimal():
        return not _PER_CENT.match(after) and _is_power(words, figure, after)
    if base.isalpha():
        is_unit = bool(_LENGTH.fullmatch(base.casefold()))
        return is_unit or (figure != "¹" and (len(base) == 1 or (len(base) == 2 and base.isupper())))
    return base in ")]" and figure in "²³"


def _is_power(words: list[str], figure: str, after: str) -> bool:
    """Whether a number, the last of these words, with a raised figure is a power or goes on: 10⁶, 16² = 256, €19⁹⁹."""
    if len(figure) == 2 and ((words[-2:-1] and _is_money(words[-2])) or words[-1] in _HOURS):
        return True
    if len(words[-1]) == 1 or re.fullmatch("10*", words[-1]):
        return figure != "¹"
    return bool(words[-2:-1] and words[-2] in _BEFORE_POWER) or bool(_AFTER_POWER.match(after))


def _is_money(sign: str) -> bool:
    return len(sign) == 1 and unicodedata.category(sign) == "Sc"
