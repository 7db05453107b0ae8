"""The passages of a text that are relevant to a claim, best first, each with the reason in words."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from factcheck.matching.figure_support import SUPPORTING, closest_figure, closest_or_elsewhere
from factcheck.matching.names import find_names, names_in
from factcheck.matching.sentence_meaning import (
    IS_NEAR,
    MEANS_NEARLY_THE_SAME,
    Meanings,
    with_meanings,
)
from factcheck.matching.sentence_ranking import SentenceRanking, best_first
from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.denials import denials_in
from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, find_figures
from factcheck.reading.figure.languages import NUMBER_WORDS
from factcheck.reading.sentence.headings import find_headings
from factcheck.reading.sentence.sentences import Span, split_sentences
from factcheck.reading.sentence.stemming import stems, words_with_stems

_COPY, _FEWEST = 0.85, 3
"""A passage restates the claim if its words are at least this similar (0 to 1) and at least this many."""

_DISTINCTIVE = 100
_ABOUT_FIGURES = frozenset(("more", "than", "less", "fewer", "least", "most", "about", "over", "under", "up"))
"""Words that belong to a figure, and mean nothing if they are shared without it."""

_LOOKED_AT = 300
"""The number of best sentences that are looked at for any that share something."""

_STANDS = (Agreement.SAME, Agreement.SAME_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A figure of the claim and the closest one of the passage, as written; "" if the passage has none of its kind.

    `missing` are those of its parts that stand nowhere in the whole text: day, month and year, or the ends of a range.
    """

    claim: str
    passage: str
    agreement: Agreement
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a text with its offsets (code points), and what it shares with a claim.

    `score` is for ordering, about 0 to 2 for any text. `words` are the shared words as in the claim, `names` the shared
    names, `figures` has one note for each figure of the claim. `restates` marks a near copy of the claim;
    `shares_little` a sentence that shares less than a relevant one. `heading` is what it stands under, "" where that
    is nothing; `closeness` (-1 to 1) that of its meaning, None where that is not known.
    """

    start: int
    end: int
    text: str
    score: float
    why: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    figures: tuple[FigureNote, ...]
    restates: bool
    shares_little: bool
    heading: str = ""
    closeness: float | None = None


def rank_passages(
    claim: str, text: str, *, language: str | None = None, limit: int = 5, meanings: Meanings | None = None
) -> tuple[Passage, ...]:
    """At most `limit` sentences of a text that share something with a claim, best first.

    A sentence is relevant if it shares two of the claim's words, names or figures, or all if the claim has fewer; one
    figure is enough if it is money, a percentage, a day, or at least a hundred. One that shares one of them shares
    little. `meanings` tells which are near in meaning; only with it are EncoderFailed and ImportError raised.
    `language` is the text's BCP 47 tag. Passages are suggestions to read and decide nothing.
    """
    spans = split_sentences(text, language)
    headings = [*_headings(text, spans)]
    ranking = SentenceRanking([span.text for span in spans], headings)
    found, close = ranking.relevance(claim), dict[int, float]()
    scores = found.scores
    if meanings and any(scores):
        close.update(meanings.closeness(claim, ranking.sentences, best_first(scores)))
        scores = with_meanings(scores, close)
    terms = _ClaimTerms.of(claim)
    best = list[Passage]()
    for at in best_first(scores)[:_LOOKED_AT]:
        if len(best) >= limit:
            break
        above = headings[at]
        heading = "" if above is None else spans[above].text
        seen = _Sentence(spans[at], scores[at], found.shared.get(at, {}), close.get(at), heading)
        if passage := _passage(terms, ranking, at, seen):
            best.append(passage)
    return tuple(best)


@dataclass(frozen=True, slots=True)
class _ClaimTerms:
    """The stems, words, denials, names and figures of a claim."""

    stems: tuple[str, ...]
    denials: tuple[str, ...]
    words: dict[str, str]
    names: tuple[str, ...]
    figures: tuple[Figure, ...]

    @classmethod
    def of(cls, claim: str) -> "_ClaimTerms":
        found = find_figures(claim)
        named = find_names(claim, found)
        without = list(claim)
        for date in (figure for figure in found if figure.kind is FigureKind.DATE):
            without[date.start : date.end] = " " * (date.end - date.start)
        excluded = {stem for name in named for stem in stems(name)} | NUMBER_WORDS | _ABOUT_FIGURES
        words = {
            stem: word
            for word, stem in words_with_stems("".join(without))
            if not {word, stem} & excluded and not word[0].isdigit()
        }
        return cls(tuple(stems(claim)), denials_in(claim), words, named, found)

    @property
    def needed(self) -> int:
        """The number of them that a relevant sentence shares."""
        return min(2, len({*self.words.values()}) + len(self.names) + len(self.figures)) or 1


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its score, the claim's stems in it, its closeness, and its heading."""

    span: Span
    score: float
    shared: Container[str]
    closeness: float | None
    heading: str


def _passage(terms: _ClaimTerms, ranking: SentenceRanking, at: int, one: _Sentence) -> Passage | None:
    """The sentence as a passage; None if it shares nothing with the claim, neither words nor meaning."""
    span, near = one.span, one.closeness or 0.0
    words = tuple(dict.fromkeys(word for stem, word in terms.words.items() if stem in one.shared))
    named = names_in(terms.names, span.text)
    here = [(figure, closest_figure(figure, ranking.figures_at(at))) for figure in terms.figures]
    support = sum(1 + _is_distinctive(figure) for figure, (how, _) in here if how in SUPPORTING)
    shared = len(words) + len(named) + support
    is_little = shared < terms.needed and near < MEANS_NEARLY_THE_SAME
    if not shared and near < IS_NEAR:
        return None
    notes = tuple(_note(figure, found, ranking, at) for figure, found in here)
    is_copy = _is_copy(terms, span.text)
    restates = is_copy and all(note.agreement is Agreement.SAME for note in notes)
    return Passage(
        start=span.start,
        end=span.end,
        text=span.text,
        score=round(one.score, 3),
        why="; ".join((*_reasons(words, named, notes, restates), *_nearness(near))),
        words=words,
        names=named,
        figures=notes,
        restates=restates,
        shares_little=is_little,
        heading=one.heading,
        closeness=one.closeness,
    )


def _nearness(closeness: float) -> Iterator[str]:
    if closeness >= IS_NEAR:
        nearly = "means nearly the same" if closeness >= MEANS_NEARLY_THE_SAME else "is near in meaning"
        yield f"{nearly} ({closeness:.2f})"


def _headings(text: str, spans: Sequence[Span]) -> Iterator[int | None]:
    """For each sentence the heading that it stands under."""
    kinds, last = find_headings(text, spans), None
    for at in range(len(spans)):
        is_one = kinds.get(at) is SentenceKind.HEADING
        yield None if is_one else last
        last = at if is_one else last


def _is_distinctive(figure: Figure) -> bool:
    """Whether texts that share this figure are rarely about different things."""
    if figure.kind is FigureKind.DATE:
        return figure.low == figure.high
    return figure.kind in (FigureKind.MONEY, FigureKind.PERCENT) or figure.low >= _DISTINCTIVE


def _note(figure: Figure, found: tuple[Agreement, str], ranking: SentenceRanking, at: int) -> FigureNote:
    how, text = closest_or_elsewhere(found, figure, ranking.figures_beside(at))
    return FigureNote(figure.text, text, how, () if how in _STANDS else ranking.missing_parts(figure))


def _is_copy(claim: _ClaimTerms, sentence: str) -> bool:
    """Whether a sentence restates the claim in nearly the same words, with as many denials."""
    passage = stems(sentence)
    shared = (Counter(claim.stems) & Counter(passage)).total()
    if shared < _FEWEST or len(claim.denials) != len(denials_in(sentence)):
        return False
    is_alike = 2 * shared / (len(claim.stems) + len(passage)) >= _COPY
    is_inside = f" {' '.join(claim.stems)} " in f" {' '.join(passage)} " and len(passage) <= 2 * len(
        claim.stems
    )
    return is_alike or is_inside


def _reasons(
    words: Sequence[str], named: Sequence[str], notes: Sequence[FigureNote], restates: bool
) -> Iterator[str]:
    """Why a passage is relevant, in words."""
    if restates:
        yield "restates the claim"
    if words:
        yield f"shares {', '.join(f'“{word}”' for word in words)}"
    if named:
        yield f"names {', '.join(named)}"
    for note in notes:
        if reason := _REASONS.get(note.agreement):
            yield reason.format(note.claim, note.passage)
        if note.missing:
            yield f"{', '.join(note.missing)} stands nowhere on the page"


_REASONS = {
    Agreement.SAME: "has the same figure {0}",
    Agreement.MORE_PRECISE: "has {1}, more precise than {0}",
    Agreement.LESS_PRECISE: "has {1}, less precise than {0}",
    Agreement.DIFFERENT: "has {1} where the claim has {0}",
    Agreement.NOT_COMPARED: "has {1}, which may be {0} and may not",
    Agreement.SAME_ELSEWHERE: "{0} stands elsewhere on the page",
}
