"""What sort of assertion a sentence makes, and the signs of it in words that a reporter would use.

Figures, dates and quotations are known in any writing by their signs; the rest goes by English words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.figure.figures import find_figures
from factcheck.reading.figure.numerals import plain_form
from factcheck.reading.figure.values import Figure, FigureKind
from factcheck.reading.quote.material_words import denies
from factcheck.reading.sentence.attribution import UNSPACED, Attribution, quoted_words
from factcheck.reading.sentence.cue_words import (
    AHEAD,
    CUES,
    OUGHT,
    VIEW,
    greets,
    has_a_verb,
    is_english,
    names_an_office_holder,
    word_set,
)

_YEAR = 10_000
_QUOTED, _SHORT, _HEADING = 3, 4, 14
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CLOSED = r"[\s\"'”’»›)\]」』]*$"
_ENDS = re.compile(rf"[.!?…。！？｡।۔؟]{_CLOSED}")
_ASKS = re.compile(rf"[?؟？]{_CLOSED}")
_END = 20
"""How near its end the mark of a sentence stands."""
_PEOPLE = word_set(
    "person man woman child refugee migrant worker voter soldier student pupil patient resident victim citizen "
    "employee protester prisoner"
)
_COUNTED = {
    FigureKind.NUMBER: "a number",
    FigureKind.MONEY: "a sum of money",
    FigureKind.PERCENT: "a share of something",
    FigureKind.DURATION: "a length of time",
    FigureKind.ORDINAL: "a place in an order",
}


class _Read(NamedTuple):
    """A sentence as it was read: in small letters, its words, its figures, its longest quotation, its speaker."""

    small: str
    words: Sequence[str]
    figures: Sequence[Figure]
    quoted: int
    speech: Attribution

    @property
    def asks(self) -> bool:
        return bool(_ASKS.search(self.small[-_END:]))

    @property
    def ends(self) -> bool:
        return bool(_ENDS.search(self.small[-_END:]))

    @property
    def length(self) -> int:
        """How many words it has, two characters for one where no space is written between words."""
        return len(self.words) + len(UNSPACED.findall(self.small)) // 2

    def has(self, *kinds: FigureKind) -> bool:
        return any(figure.kind in kinds for figure in self.figures)


def classify_sentence(
    text: str, speech: Attribution, *, stands_out: bool
) -> tuple[SentenceKind, tuple[str, ...]]:
    """What sort of assertion a sentence makes, the first of those that it makes, and every sign that was seen.

    The order is: a quotation of three words or more, a question (which asserts nothing), a figure, somebody's saying,
    a view, a date, what ought to be or will be, an office, an event. One word with a figure, as over a chapter, asserts
    nothing. A question or a view that `stands_out`, by its rank, holds something to check and is read for that.
    """
    small = plain_form(text)
    read = _Read(small, _WORD.findall(small), find_figures(text), quoted_words(text), speech)
    signs = tuple(dict.fromkeys(_signs(read)))
    if kind := _asserted(read, stands_out=stands_out):
        return kind, signs
    if lacks := _lacks(read):
        return SentenceKind.NONE, (*signs, lacks)
    return SentenceKind.EVENT, signs or ("says that something is or was so",)


def _asserted(read: _Read, *, stands_out: bool) -> SentenceKind | None:
    """The sort of assertion that its signs tell of; None where there are none of a sort."""
    small, words = read.small, read.words
    counts = read.has(FigureKind.NUMBER, FigureKind.MONEY, FigureKind.PERCENT, FigureKind.DURATION)
    sorts = (
        (SentenceKind.QUOTE, read.quoted >= _QUOTED),
        (SentenceKind.NONE, read.asks and not stands_out),
        (SentenceKind.FIGURE, counts and len(words) > 1),
        (SentenceKind.ATTRIBUTION, read.speech.is_reported),
        (SentenceKind.OPINION, not stands_out and VIEW.is_in(small, words)),
        (SentenceKind.DATE, read.has(FigureKind.DATE) and len(words) > 1),
        (SentenceKind.NONE, greets(small)),
        (SentenceKind.OPINION, not stands_out and (OUGHT.is_in(small, words) or AHEAD.is_in(small, words))),
        (SentenceKind.TITLE, names_an_office_holder(small)),
    )
    return next((kind for kind, is_so in sorts if is_so), None)


def _signs(read: _Read) -> Iterator[str]:
    if read.speech.is_reported:
        yield "says who"
    if read.quoted:
        yield "words in quotation marks"
    yield from map(_counted, read.figures)
    if any(map(denies, read.words)):
        yield "a denial"
    yield from (sign.says for sign in (*CUES, VIEW, OUGHT, AHEAD) if sign.is_in(read.small, read.words))
    if read.asks:
        yield "a question"
    if greets(read.small):
        yield "a greeting or thanks"


def _counted(figure: Figure) -> str:
    """What a figure counts, in words."""
    if figure.kind is FigureKind.DATE:
        is_year = figure.low % _YEAR == 101 and figure.high % _YEAR == 1231
        return "a year" if is_year and figure.low >= _YEAR else "a date"
    if figure.kind is FigureKind.NUMBER and figure.unit in _PEOPLE:
        return "a number of people"
    return _COUNTED[figure.kind]


def _lacks(read: _Read) -> str:
    """What a sentence lacks to say that something is so; "" where it lacks nothing. Verbs are known in English only."""
    if not read.words:
        return "no words"
    if is_english(read.words):
        is_short = read.length < _SHORT or (not read.ends and read.length <= _HEADING)
        return "no verb" if is_short and not has_a_verb(read.small, read.words) else ""
    is_short = read.length < _SHORT or (not read.ends and read.length <= 2 * _SHORT)
    return "too few words" if is_short and not has_a_verb(read.small, read.words) else ""
