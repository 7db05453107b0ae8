"""The type of claim a sentence makes, and the cues for it, in words that a reporter would use.

Figures, dates and quotations are recognised in any script, denials, opinions and who says it in the languages of
sentence/words, everything else by English words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.denials import denials_in
from factcheck.reading.figure.figures import find_figures
from factcheck.reading.figure.languages import languages_of
from factcheck.reading.figure.numerals import plain_form
from factcheck.reading.figure.values import Figure, FigureKind
from factcheck.reading.sentence.attribution import UNSPACED, Attribution, quoted_words
from factcheck.reading.sentence.check_worthiness_model import HARDLY_PICKED, WorthinessScore
from factcheck.reading.sentence.cue_words import (
    CUES,
    Cue,
    greets,
    has_a_verb,
    is_english,
    names_an_office_holder,
    opinions_in,
    speaks_of_the_talk,
    word_set,
)
from factcheck.reading.word_characters import LETTERS

_YEAR = 10_000
_QUOTED, _SHORT, _HEADING = 3, 4, 14
_WORD = re.compile(rf"{LETTERS}(?:['-]{LETTERS})*")
_CLOSING_MARKS = r"[\s\"'”’»›)\]」』]*$"
_ENDS = re.compile(rf"[.!?…。！？｡।۔؟]{_CLOSING_MARKS}")
_ASKS = re.compile(rf"[?؟？]{_CLOSING_MARKS}")
_END = 20
"""The closing mark of a sentence is among this many last characters."""
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


class _ParsedSentence(NamedTuple):
    """A sentence, also in lower case, its words and figures, the length of its longest quotation, its attribution.

    `opinion`, `obligation` and `prediction` are the cues of these in its language.
    """

    text: str
    lowered: str
    words: Sequence[str]
    figures: Sequence[Figure]
    quoted: int
    attribution: Attribution
    opinion: Cue
    obligation: Cue
    prediction: Cue

    @property
    def asks(self) -> bool:
        return bool(_ASKS.search(self.lowered[-_END:]))

    @property
    def ends(self) -> bool:
        return bool(_ENDS.search(self.lowered[-_END:]))

    @property
    def length(self) -> int:
        """The number of words; in scripts without spaces, two characters count as one."""
        return len(self.words) + len(UNSPACED.findall(self.lowered)) // 2

    def has(self, *kinds: FigureKind) -> bool:
        return any(figure.kind in kinds for figure in self.figures)


def classify_sentence(
    text: str, attribution: Attribution, scored: WorthinessScore
) -> tuple[SentenceKind, tuple[str, ...]]:
    """The type of claim a sentence makes (the first that applies), and all cues found, in words.

    The order is: a quotation of three words or more, a question, greeting or announcement (which assert nothing), a
    figure, something reported, an opinion, a date, what ought to be or will be, an office, an event. One word with a
    figure, as in a chapter heading, asserts nothing, nor do words that score as low as hardly any sentence that people
    picked, above all those about the speaker, the hearer or what was said before. A question, opinion or greeting that
    is worth checking by its score is classified by what else it asserts.
    """
    lowered = plain_form(text)
    words = _WORD.findall(lowered)
    cues_of = opinions_in(languages_of(text))
    parsed = _ParsedSentence(
        text, lowered, words, find_figures(text), quoted_words(text), attribution, *cues_of
    )
    cues = tuple(dict.fromkeys(_cues(parsed)))
    if kind := _asserted(parsed, is_worth_checking=scored.is_worth_checking):
        return kind, cues
    if scored.value < (HARDLY_PICKED if speaks_of_the_talk(lowered) else HARDLY_PICKED / 2):
        return SentenceKind.NONE, (*cues, "says nothing that is checked elsewhere")
    if lacks := _lacks(parsed):
        return SentenceKind.NONE, (*cues, lacks)
    return SentenceKind.EVENT, cues or ("says that something is or was so",)


def _asserted(parsed: _ParsedSentence, *, is_worth_checking: bool) -> SentenceKind | None:
    """The type of claim that the cues show; None if they show none."""
    lowered, words = parsed.lowered, parsed.words
    counts = parsed.has(FigureKind.NUMBER, FigureKind.MONEY, FigureKind.PERCENT, FigureKind.DURATION)
    types = (
        (SentenceKind.QUOTE, parsed.quoted >= _QUOTED),
        (SentenceKind.NONE, (parsed.asks or greets(lowered)) and not is_worth_checking),
        (SentenceKind.FIGURE, counts and len(words) > 1),
        (SentenceKind.ATTRIBUTION, parsed.attribution.is_reported),
        (SentenceKind.OPINION, not is_worth_checking and parsed.opinion.is_in(lowered, words)),
        (SentenceKind.DATE, parsed.has(FigureKind.DATE) and len(words) > 1),
        (
            SentenceKind.OPINION,
            not is_worth_checking
            and (parsed.obligation.is_in(lowered, words) or parsed.prediction.is_in(lowered, words)),
        ),
        (SentenceKind.TITLE, names_an_office_holder(lowered)),
    )
    return next((kind for kind, is_so in types if is_so), None)


def _cues(parsed: _ParsedSentence) -> Iterator[str]:
    if parsed.attribution.is_reported:
        yield "says who"
    if parsed.quoted:
        yield "words in quotation marks"
    yield from map(_counted, parsed.figures)
    if denials_in(parsed.text):
        yield "a denial"
    yield from (
        cue.says
        for cue in (*CUES, parsed.opinion, parsed.obligation, parsed.prediction)
        if cue.is_in(parsed.lowered, parsed.words)
    )
    if parsed.asks:
        yield "a question"
    if greets(parsed.lowered):
        yield "a greeting, thanks or an announcement"


def _counted(figure: Figure) -> str:
    """What a figure measures, in words."""
    if figure.kind is FigureKind.DATE:
        is_year = figure.low % _YEAR == 101 and figure.high % _YEAR == 1231
        return "a year" if is_year and figure.low >= _YEAR else "a date"
    if figure.kind is FigureKind.NUMBER and figure.unit in _PEOPLE:
        return "a number of people"
    return _COUNTED[figure.kind]


def _lacks(parsed: _ParsedSentence) -> str:
    """What a sentence lacks to assert something; "" if nothing. Verbs are recognised in English only."""
    if not parsed.words:
        return "no words"
    if is_english(parsed.words):
        is_short = parsed.length < _SHORT or (not parsed.ends and parsed.length <= _HEADING)
        return "no verb" if is_short and not has_a_verb(parsed.lowered, parsed.words) else ""
    is_short = parsed.length < _SHORT or (not parsed.ends and parsed.length <= 2 * _SHORT)
    return "too few words" if is_short and not has_a_verb(parsed.lowered, parsed.words) else ""
