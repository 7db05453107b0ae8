"""What was captured of a claim's sources: the captures there are, and the text of one with what bears on the claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.matching.figure_support import closest_figure
from factcheck.matching.passages import FigureNote, Passage, rank_passages
from factcheck.model.record import Record
from factcheck.model.source import Capture, Source
from factcheck.phrase import NOTHING, Said, say, visible
from factcheck.reading.figure.figures import Agreement, find_figures
from factcheck.report.captures import said_to_be
from factcheck.report.outcomes import OUTCOME
from factcheck.report.wording import moment
from factcheck.web.links import LINKS
from factcheck.web.visit import Visit
from factcheck.workflow.evidence.find import capture_text

MOST_SHOWN = 300_000
"""Characters of a captured text that a page shows; a longer one is shown in parts of so many."""
PASSAGES = 3
"""Sentences of a text that are pointed out."""


TextPlace = tuple[int, int, str]
"""Start and end in a whole text, and what stands there: evidence or a comment."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a captured text: `start` is its first code point in the whole, `quoted` the evidence it belongs to.

    `commented` are the comments that are on it, `ending` those that end with it. `control` names a character that
    would turn the text around it; the run is then that one character.
    """

    text: str
    start: int
    quoted: tuple[str, ...] = ()
    control: str = ""
    commented: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptureLink:
    """One capture of a source: how it ended and when, and the addresses that show its text and its pages, if any.

    `said` is which page of when others say that it is.
    """

    id: str
    outcome: Said
    at: Said
    href: str
    current: bool
    pages: str = ""
    said: Said = NOTHING


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """A source with what was captured of it, newest first."""

    id: str
    name: str
    lang: str
    confidential: bool
    captures: tuple[CaptureLink, ...]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """What a sentence has for a figure of the claim, in words; `agrees` is None where that cannot be told."""

    said: Said
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A sentence that bears on the claim: where it is quoted from, or the evidence that quotes it already."""

    text: str
    start: int
    href: str
    quoted: str
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text of one capture, or a part of it.

    `quoted` are the evidence found in it and the addresses of their places, `parts` the addresses of the parts where
    there are several, `part` the number of the one that is shown, from 1.
    """

    capture: str
    source: str
    name: str
    lang: str
    runs: tuple[TextRun, ...]
    quoted: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    part: int
    passages: tuple[ShownPassage, ...]


def shown_capture(record: Record, named: str) -> Capture | None:
    """The capture that is named, else the newest that can be read or looked at; NotFound where none has that name."""
    if named:
        return record.capture(named)
    held = (one for one in reversed(record.captures) if one.outcome.holds_words)
    return next((one for one in held if one.text_digest or one.is_pictured), None)


def named_source(visit: Visit, source: Source) -> tuple[str, str]:
    """What a source is called, and in which language where that is not the page's."""
    return _named(source), _lang(visit, source)


def source_links(visit: Visit, record: Record, shown: Capture | None) -> Iterator[SourceLinks]:
    """Every source of a claim."""
    for one in record.sources:
        captures = tuple(
            CaptureLink(
                id=capture.id,
                outcome=OUTCOME[capture.outcome],
                at=moment(capture.fetched_at),
                href=f"{LINKS.capture(record.claim.ref, capture.id)}#captured" if capture.text_digest else "",
                current=capture == shown,
                pages=LINKS.page(record.claim.ref, capture.id, 1) if capture.is_pictured else "",
                said=said_to_be(capture.memento) if capture.memento else NOTHING,
            )
            for capture in reversed(record.captures_of(one.id))
        )
        yield SourceLinks(one.id, _named(one), _lang(visit, one), one.confidential, captures)


def captured(
    visit: Visit, record: Record, shown: Capture, place: int, commented: Sequence[TextPlace] = ()
) -> ShownText:
    """The part of a capture's text that has this place (code point), the last one for a place beyond the end.

    `commented` are the places of comments that are marked in it. NotFound where no text was read from it.
    """
    ref, source = record.claim.ref, record.source(shown.source)
    whole = capture_text(visit.desk, ref, shown.id)
    last = max(len(whole) - 1, 0) // MOST_SHOWN
    part = min(place // MOST_SHOWN, last)
    first = part * MOST_SHOWN
    text = whole[first : first + MOST_SHOWN]
    places = [
        (one.position.start, one.position.end, one.id)
        for one in record.evidence
        if one.capture == shown.id and one.position
    ]
    ranked = rank_passages(record.claim.text, text, language=source.language, limit=PASSAGES)
    found = [one for one in ranked if not one.shares_little]
    return ShownText(
        capture=shown.id,
        source=source.id,
        name=_named(source),
        lang=_lang(visit, source),
        runs=tuple(runs_of(text, places, first, commented)),
        quoted=tuple((one, f"{LINKS.capture(ref, shown.id, start)}#at-{one}") for start, _, one in places),
        parts=tuple(
            f"{LINKS.capture(ref, shown.id, number * MOST_SHOWN)}#captured"
            for number in range(last + 1)
            if last
        ),
        part=part + 1,
        passages=(
            *(_passage(ref, shown.id, one, first, places) for one in found),
            *_quotes(record, shown, [(first + one.start, first + one.end) for one in found]),
        ),
    )


def _named(source: Source) -> str:
    return source.title or source.url or ""


def _lang(visit: Visit, source: Source) -> str:
    return visit.site.edition.lang(source.language) if source.title else ""


def runs_of(
    text: str, places: Sequence[TextPlace], first: int = 0, commented: Sequence[TextPlace] = ()
) -> Iterator[TextRun]:
    """A text cut where quotes and comments begin and end, and around each character that would turn its direction.

    `first` is the place of the text in the whole.
    """
    end = first + len(text)
    cuts = {first, end}
    for start, stop, _ in (*places, *commented):
        cuts |= {min(max(start, first), end), min(max(stop, first), end)}
    controls = (
        {}
        if text.isascii()
        else {at: visible(one) for at, one in enumerate(text, first) if visible(one) != one}
    )
    for at in controls:
        cuts |= {at, at + 1}
    for start, stop in pairwise(sorted(cuts)):
        quoted = tuple(one for begins, ends, one in places if begins <= start < ends)
        on = [(ends, one) for begins, ends, one in commented if begins <= start < ends]
        yield TextRun(
            text[start - first : stop - first],
            start,
            quoted,
            controls.get(start, ""),
            tuple(one for _, one in on),
            tuple(one for ends, one in on if ends == stop or stop == end),
        )


def _passage(ref: str, capture: str, found: Passage, first: int, places: Sequence[TextPlace]) -> ShownPassage:
    start, end = first + found.start, first + found.end
    quoted = next((one for begins, ends, one in places if begins < end and start < ends), "")
    href = f"{LINKS.capture(ref, capture, start, end)}#quote"
    figures = (_figure(note) for note in found.figures)
    return ShownPassage(found.text, start, href, quoted, tuple(one for one in figures if one))


def _quotes(record: Record, shown: Capture, told: Sequence[tuple[int, int]]) -> Iterator[ShownPassage]:
    """The quotes of a capture that have figures to compare, but for those within sentences that are told already."""
    for one in record.evidence:
        place = one.position
        if one.capture != shown.id or place is None:
            continue
        figures = tuple(_figures(record.claim.text, one.exact))
        if figures and not any(start < place.end and place.start < end for start, end in told):
            yield ShownPassage(one.exact, place.start, "", one.id, figures)


def _figures(claim: str, words: str) -> Iterator[ShownFigure]:
    there = find_figures(words)
    for one in find_figures(claim):
        how, text = closest_figure(one, there)
        if shown := _figure(FigureNote(one.text, text, how)):
            yield shown


def _figure(note: FigureNote) -> ShownFigure | None:
    there = {"claim": note.claim, "passage": note.passage}
    match note.agreement:
        case Agreement.SAME:
            return ShownFigure(say("{passage}: agrees", passage=note.passage), agrees=True)
        case Agreement.MORE_PRECISE:
            return ShownFigure(say("{passage}: more exact than {claim}", **there), agrees=True)
        case Agreement.LESS_PRECISE:
            return ShownFigure(say("{passage}: less exact than {claim}", **there), agrees=None)
        case Agreement.DIFFERENT:
            return ShownFigure(say("{passage}, where the claim has {claim}", **there), agrees=False)
        case Agreement.NOT_COMPARED:
            return ShownFigure(say("{passage}: may be {claim} or not", **there), agrees=None)
        case Agreement.SAME_ELSEWHERE:
            return ShownFigure(say("{claim} stands elsewhere in the text", claim=note.claim), agrees=None)
        case Agreement.NOT_FOUND if note.missing:
            return ShownFigure(
                say("{parts} stands nowhere in the text", parts=", ".join(note.missing)), agrees=None
            )
        case _:
            return None
