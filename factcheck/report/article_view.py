"""The annotated copy of an article: its text with marks under the words that are claims, and claims in the margin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.model.claim import Article
from factcheck.model.vocabulary import SentenceState
from factcheck.phrase import NOTHING, Message, Phrase, Said, figure, say, say_count, sentences
from factcheck.reading.quote.anchoring import TextRange
from factcheck.reading.sentence.coverage import Coverage, SentenceCoverage
from factcheck.report.chart import share
from factcheck.report.claim_list import about_article
from factcheck.report.edition import Edition
from factcheck.report.margin import Margin

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_WRAPPED = range(40, 121)
"""Characters of a line that was broken to fit a page rather than by its writer."""

_STATES = {
    SentenceState.SIGNED_OFF: say("Signed off"),
    SentenceState.PUBLISHED: say("Published"),
    SentenceState.RATED: say("Rated, not signed"),
    SentenceState.NEEDS_RECHECK: say("Needs a recheck"),
    SentenceState.CLAIMED: say("Being checked"),
    SentenceState.OPEN: say("Open"),
    SentenceState.SKIPPED: say("Set aside"),
}
"""In the order of the bar."""
_PATTERN = {
    SentenceState.RATED: "dashed",
    SentenceState.NEEDS_RECHECK: "wavy",
    SentenceState.CLAIMED: "dotted",
}
_TAGGED = {
    SentenceState.OPEN: say("{number} open"),
    SentenceState.SKIPPED: say("{number} set aside"),
}


@dataclass(frozen=True)
class Annotated:
    """An article with its text and how far that is covered; shown are its sentences from `first` (0) up to `last`."""

    article: Article
    text: str
    coverage: Coverage
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A claim in the margin with its number in the text."""

    number: int
    margin: Margin


@dataclass(frozen=True, slots=True)
class Aside:
    """A sentence that was set aside: its number, why, and who says so."""

    number: int
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words that are under the same claims; `under` is the first of these, `ending` those that end here.

    `start` is the code point of the text at which they begin, `of` the sentence that ends with them, where one does.
    """

    text: str
    start: int = 0
    under: MarginNote | None = None
    ending: tuple[MarginNote, ...] = ()
    tag: Said = NOTHING
    breaks: bool = False
    of: SentenceCoverage | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what stands beside it."""

    pieces: tuple[TextSpan, ...]
    notes: tuple[MarginNote, ...]
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the coverage bar, in per cent of its width; it wears the pattern of the line under its words."""

    state: str
    pattern: str
    label: Message
    count: int
    share: Message
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything the page shows; `lost` are claims whose words are not in the text."""

    title: str
    lang: str
    direction: str
    about: Said
    context: str
    lead: Said
    bar: tuple[Part, ...]
    paragraphs: tuple[Paragraph, ...]
    lost: tuple[Margin, ...]
    skips_lost: tuple[str, ...]
    has_text: bool


def bare_view(article: Article, edition: Edition) -> ArticleView:
    """The page of an article whose text is not at hand."""
    return ArticleView(
        title=article.title,
        lang=edition.lang(article.language),
        direction=direction_of(article.language),
        about=about_article(article),
        context=article.context or "",
        lead=NOTHING,
        bar=(),
        paragraphs=(),
        lost=(),
        skips_lost=(),
        has_text=False,
    )


def article_view(annotated: Annotated, margins: Mapping[str, Margin], edition: Edition) -> ArticleView:
    """The annotated copy; `margins` has one for each of the claims that it shows, by ref."""
    coverage = annotated.coverage
    ranges = enumerate(coverage.claim_ranges, 1)
    notes = [
        (stretch, MarginNote(number, margins[ref])) for number, (ref, stretch) in ranges if ref in margins
    ]
    return replace(
        bare_view(annotated.article, edition),
        lead=coverage_in_words(coverage.counts),
        bar=tuple(_bar(coverage)),
        paragraphs=tuple(_paragraphs(annotated, notes)),
        lost=tuple(margins[one.claim] for one in coverage.orphans if one.claim),
        skips_lost=tuple(one.words for one in coverage.orphans if one.skip),
        has_text=True,
    )


def direction_of(language: str | None) -> str:
    """The direction a language is written in; "auto" where nobody said which it is."""
    if language is None:
        return "auto"
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def coverage_in_words(counts: Mapping[str, int]) -> Phrase:
    """How much is checked, with denominators; `counts` are those of `Coverage`."""
    rest = counts["sentences"] - counts["checkable"]
    checkable = say_count(counts["checkable"], "{count} checkable sentence", "{count} checkable sentences")
    return sentences(
        say_count(
            counts["with_claim"],
            "{count} of {sentences} has a claim: {rated} rated, {signed} signed off.",
            "{count} of {sentences} have a claim: {rated} rated, {signed} signed off.",
            sentences=checkable,
            rated=counts["rated"],
            signed=counts["signed_off"],
        ),
        say("{open} open, {aside} set aside.", open=counts["open"], aside=counts["set_aside"]),
        say_count(
            rest,
            "In {count} more sentence there is nothing to check.",
            "In {count} more sentences there is nothing to check.",
        )
        if rest
        else NOTHING,
    )


def _bar(coverage: Coverage) -> Iterator[Part]:
    states = [one.state for one in coverage.sentences]
    counts = {state: states.count(state) for state in _STATES}
    total, before = sum(counts.values()), 0
    for state, count in counts.items():
        if count:
            x, width = (f"{100 * part / total:.3f}%" for part in (before, count))
            yield Part(
                str(state), _PATTERN.get(state, ""), _STATES[state], count, share(count, total), x, width
            )
            before += count


def _paragraphs(annotated: Annotated, notes: Sequence[tuple[TextRange, MarginNote]]) -> Iterator[Paragraph]:
    sentences = annotated.coverage.sentences[annotated.first : annotated.last]
    apart = "\n\n" in annotated.text
    walk = _Walk(notes)
    for one, after in zip(sentences, (*sentences[1:], None), strict=True):
        end = after.sentence.start if after else len(annotated.text)
        walk.take(one, end)
        gap = annotated.text[one.sentence.end : end]
        line = one.sentence.end - annotated.text.rfind("\n", 0, one.sentence.end) - 1
        if after is None or "\n\n" in gap or ("\n" in gap and not apart):
            yield walk.finished()
        elif "\n" in gap and line not in _WRAPPED:
            walk.pieces.append(TextSpan("", breaks=True))
        elif gap:
            walk.pieces.append(TextSpan(" ", one.sentence.end))


class _Walk:
    """One walk along the text: the paragraph under way, and the claims whose words have not ended yet."""

    def __init__(self, notes: Sequence[tuple[TextRange, MarginNote]]) -> None:
        self.pieces: list[TextSpan] = []
        self._ended: list[MarginNote] = []
        self._asides: list[Aside] = []
        self._waiting = list(reversed(notes))
        self._open: list[tuple[TextRange, MarginNote]] = []

    def take(self, one: SentenceCoverage, following: int) -> None:
        """Cut a sentence where claims begin and end; `following` is where the next one begins."""
        start, end = one.sentence.start, one.sentence.end
        while self._waiting and self._waiting[-1][0][0] < end:
            self._open.append(self._waiting.pop())
        here = [_Here.of(stretch, note, (start, end), following) for stretch, note in self._open]
        cuts = sorted({start, end, *(cut for note in here for cut in (note.start, note.end))})
        for a, b in pairwise(cuts):
            text = one.sentence.text[a - start : b - start]
            under = next((note.note for note in here if note.start <= a and b <= note.end), None)
            ending = tuple(note.note for note in here if note.ends and note.end == b)
            self.pieces.append(TextSpan(text, a, under, ending))
        self._ended += [note.note for note in here if note.ends]
        self._open = [(stretch, note) for stretch, note in self._open if stretch[1] > following]
        tag = _TAGGED[one.state].at(number=figure(one.sentence.number)) if one.state in _TAGGED else NOTHING
        self.pieces[-1] = replace(self.pieces[-1], tag=tag, of=one)
        if one.skip and one.state is SentenceState.SKIPPED:
            self._asides.append(Aside(one.sentence.number, one.skip.why, one.skip.by))

    def finished(self) -> Paragraph:
        """The paragraph so far; the next begins."""
        done = Paragraph(tuple(self.pieces), tuple(self._ended), tuple(self._asides))
        self.pieces, self._ended, self._asides = [], [], []
        return done


@dataclass(frozen=True, slots=True)
class _Here:
    """The share a claim has in one sentence, and whether its words end there."""

    note: MarginNote
    start: int
    end: int
    ends: bool

    @classmethod
    def of(cls, stretch: TextRange, note: MarginNote, sentence: TextRange, following: int) -> "_Here":
        start, end = max(stretch[0], sentence[0]), min(stretch[1], sentence[1])
        return cls(note, start, end, stretch[1] <= following)
