"""The passages of a text that are relevant to a claim, best first, each with the reason in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.matching.figure_support import SUPPORTING, closest_figure, closest_or_elsewhere
from factcheck.matching.names import find_names, names_in
from factcheck.matching.sentence_ranking import SentenceRanking, best_first
from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, find_figures
from factcheck.reading.figure.languages import NUMBER_WORDS
from factcheck.reading.sentence.sentences import Span, split_sentences
from factcheck.reading.sentence.stemming import stems, words_with_stems

_COPY, _FEWEST = 0.85, 3
"""A passage restates the claim if its words are at least this similar (0 to 1) and at least this many."""

_DISTINCTIVE = 100
_ABOUT_FIGURES = frozenset(("more", "than", "less", "fewer", "least", "most", "about", "over", "under", "up"))
"""Words that belong to a figure, and mean nothing if they are shared without it."""

_STANDS = (Agreement.SAME, Agreement.SAME_ELSEWHERE)

_NEGATIONS = frozenset(
    ("not", "no", "never", "none", "without", "cannot", "nor", "neither", "لا", "لم", "لیس", "نه")
)


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
    `shares_little` a sentence that shares less than a relevant one.
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


def rank_passages(
    claim: str, text: str, *, language: str | None = None, limit: int = 5
) -> tuple[Passage, ...]:
    """At most `limit` sentences of a text: the relevant ones, best first, then those that share little. Never raises.

    A sentence is relevant if it shares two of the claim's words, names or figures, or all if the claim has fewer; one
    figure is enough if it is money, a percentage, a day, or at least a hundred. One that shares one of them shares
    little. `language` is the text's BCP 47 tag. Passages are suggestions to read and decide nothing.
    """
    spans = split_sentences(text, language)
    ranking, terms = SentenceRanking([span.text for span in spans]), _ClaimTerms.of(claim)
    scores = ranking.scores(claim)
    order = (at for at in best_first(scores) if scores[at])
    relevant, little = list[Passage](), list[Passage]()
    for at in order:
        if len(relevant) >= limit:
            break
        least = terms.needed if len(little) >= limit else 1
        if passage := _passage(terms, ranking, at, (spans[at], scores[at]), least):
            (little if passage.shares_little else relevant).append(passage)
    return (*relevant, *little)[:limit]


@dataclass(frozen=True, slots=True)
class _ClaimTerms:
    """The stems, words, names and figures of a claim."""

    stems: tuple[str, ...]
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
        return cls(tuple(stems(claim)), words, named, found)

    @property
    def needed(self) -> int:
        """The number of them that a relevant sentence shares."""
        return min(2, len({*self.words.values()}) + len(self.names) + len(self.figures)) or 1


def _passage(
    terms: _ClaimTerms, ranking: SentenceRanking, at: int, scored: tuple[Span, float], least: int
) -> Passage | None:
    """The sentence as a passage; None if it shares less than `least` with the claim."""
    span, score = scored
    words_here = stems(span.text)
    words = tuple(dict.fromkeys(word for stem, word in terms.words.items() if stem in words_here))
    named = names_in(terms.names, span.text)
    here = [(figure, closest_figure(figure, ranking.figures_at(at))) for figure in terms.figures]
    support = sum(1 + _is_distinctive(figure) for figure, (how, _) in here if how in SUPPORTING)
    shared = len(words) + len(named) + support
    if shared < least:
        return None
    notes = tuple(_note(figure, found, ranking, at) for figure, found in here)
    restates = _is_copy(terms.stems, words_here) and all(note.agreement is Agreement.SAME for note in notes)
    why = "; ".join(_reasons(words, named, notes, restates))
    place = (span.start, span.end, span.text, round(score, 3))
    return Passage(*place, why, words, named, notes, restates, shares_little=shared < terms.needed)


def _is_distinctive(figure: Figure) -> bool:
    """Whether texts that share this figure are rarely about different things."""
    if figure.kind is FigureKind.DATE:
        return figure.low == figure.high
    return figure.kind in (FigureKind.MONEY, FigureKind.PERCENT) or figure.low >= _DISTINCTIVE


def _note(figure: Figure, found: tuple[Agreement, str], ranking: SentenceRanking, at: int) -> FigureNote:
    others = (other for other in range(len(ranking.sentences)) if other != at)
    far = (one for other in others for one in ranking.figures_at(other))
    how, text = closest_or_elsewhere(found, figure, far)
    return FigureNote(figure.text, text, how, () if how in _STANDS else ranking.missing_parts(figure))


def _is_copy(claim: Sequence[str], passage: Sequence[str]) -> bool:
    """Whether a passage restates the claim in nearly the same words, with as many negations."""
    shared = (Counter(claim) & Counter(passage)).total()
    if shared < _FEWEST or _negations(claim) != _negations(passage):
        return False
    is_alike = 2 * shared / (len(claim) + len(passage)) >= _COPY
    is_inside = f" {' '.join(claim)} " in f" {' '.join(passage)} " and len(passage) <= 2 * len(claim)
    return is_alike or is_inside


def _negations(words: Sequence[str]) -> int:
    """The number of negations."""
    return sum(word in _NEGATIONS or word.endswith("n't") for word in words)


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
