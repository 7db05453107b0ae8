"""What the desk captured of a source: where a quote was found in it, what stands around it, what proves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act, MatchQuality, Outcome
from factcheck.report.address import Addresses
from factcheck.report.fragment import live_link
from factcheck.report.outcomes import OUTCOME, ended
from factcheck.report.phrase import NOTHING, Phrase, Run, Said, code, fingerprint, name
from factcheck.report.wording import STANDING, day_of, file_words, is_page, moment, on_day, shortened

LEFT_OUT = " […] "
"""What joins the pieces of a quote that leaves something out."""

_TRIES = 100
"""Places of a short quote in its excerpt among which the one with its context is looked for."""

Marks = list[tuple[int, int]]
"""Where the pieces of a quote begin and end in a text."""

_LET_THROUGH = " Reached because this desk’s settings let its private address through."


@dataclass(frozen=True, slots=True)
class Proof:
    """The digests behind a quote, each with its label, and every capture of its source where there are several.

    `held` is what the quote was found in: a "capture" or a "document".
    """

    held: str
    facts: tuple[tuple[str, Phrase], ...]
    captures: tuple[Phrase, ...]


def found_in(one: Evidence, capture: Capture, to: Addresses) -> Phrase:
    """Where the desk found the quote, and how that capture came about; of public sources only."""
    return Phrase.of(
        *_found(one, capture, (moment(capture.fetched_at), *_file(capture)), to),
        ".",
        *_place(one, capture),
        *_came(capture, to),
    )


def _file(capture: Capture) -> Iterator[Run]:
    """What came, in brackets: ` (web page, 48.2 kB, SHA-256 abababababab…)`."""
    kind = capture.content_type
    parts: list[Run] = [Run(file_words(kind, capture.size))] if kind else []
    if capture.payload_digest:
        parts += [Run(", " if parts else ""), fingerprint(capture.payload_digest)]
    if parts:
        yield from (Run(" ("), *parts, Run(")"))


def found_unnamed(one: Evidence, capture: Capture, to: Addresses) -> Phrase:
    """The same of a confidential source: nothing but the day."""
    when = (day_of(capture.fetched_at),)
    return Phrase.of(*_found(one, capture, when, to), ". Its fingerprint is kept back as well.")


def _found(one: Evidence, capture: Capture, when: Sequence[Said], to: Addresses) -> Iterator[str | Said]:
    """`Found word for word in the page as captured on 3 November 2026, 09:12 UTC`."""
    by_hand = capture.outcome is Outcome.FILED
    if one.position is None:
        yield Run(STANDING[one.standing], "here", to.term("held"))
    else:
        exact = one.match is MatchQuality.EXACT
        yield Run("Found word for word" if exact else "Found", "here", to.term("held"))
        page = "page" if is_page(capture.content_type or "") else "document"
        yield " in a document supplied by hand" if by_hand else f" in the {page} as captured"
    yield " on "
    yield from when
    if one.match is MatchQuality.TYPOGRAPHIC:
        left_out = f", and for what “{LEFT_OUT.strip()}” leaves out" if LEFT_OUT in one.exact else ""
        yield f", but for quotation marks, spaces and the like{left_out}"


def _place(one: Evidence, capture: Capture) -> Iterator[str]:
    """What a reader must know where the desk's program did not find the words itself."""
    if one.position is None:
        yield (
            " Where in it the words stand is not on record."
            if capture.text_digest
            else " No text was read from it: a person found the words there."
        )


def _came(capture: Capture, to: Addresses) -> Iterator[str | Said]:
    if not capture.outcome.is_whole:
        yield " "
        yield Run(OUTCOME[capture.outcome], "here", to.term("captures"))
        yield "."
    link = live_link(capture.final_url) if capture.final_url else None
    if link and capture.final_url != capture.requested_url:
        yield " Redirected to "
        yield Run(shortened(link, 100), "away", link)
        yield "."
    if capture.let_through:
        yield _LET_THROUGH


def kept_of(captures: Sequence[Capture], to: Addresses) -> Phrase:
    """What there is of a source that nothing is quoted from: when it was captured, or why it could not be."""
    words = next((one for one in reversed(captures) if one.outcome.holds_words), None)
    said: list[str | Said] = []
    if words:
        by_hand = words.outcome is Outcome.FILED
        said += ["A document was supplied by hand" if by_hand else "Captured", *on_day(words.fetched_at), "."]
        said += _came(words, to)
    if captures and _failed(captures[-1]):
        said += [" " if said else "", *_not_fetched(captures[-1], to)]
    return Phrase.of(*said)


def _failed(capture: Capture) -> bool:
    return not capture.outcome.holds_words and capture.outcome is not Outcome.UNCHANGED


def _not_fetched(capture: Capture, to: Addresses) -> tuple[str | Said, ...]:
    link = Run("Could not be fetched", "here", to.term("captures"))
    return (link, *on_day(capture.fetched_at), f": {ended(capture)}.")


def not_found_in(record: Record, one: Evidence, to: Addresses) -> Iterator[str | Said]:
    """What the desk holds of the source of a quote that no capture holds."""
    captures = record.captures_of(one.source)
    words = next((capture for capture in reversed(captures) if capture.outcome.holds_words), None)
    if words is None:
        yield " The desk holds no copy."
        if captures and _failed(captures[-1]):
            yield " "
            yield from _not_fetched(captures[-1], to)
        return
    held = "a document supplied by hand" if words.outcome is Outcome.FILED else "what was captured"
    if words.text_digest and _came_after(record, words, one):
        yield f" The words were not found in {held}"
        yield from on_day(words.fetched_at)
        yield "." if words.outcome.is_whole else f", and {ended(words)}."
    else:
        yield f" The desk also holds {held}"
        yield from on_day(words.fetched_at)
        yield "; the words were not looked up there."


def _came_after(record: Record, capture: Capture, one: Evidence) -> bool:
    """Whether the quote was on record when the capture was taken, so that it was looked for there."""
    for event in record.events:
        if event.act is Act.CITE and event.body["evidence"]["id"] == one.id:
            return True
        if event.act is Act.CAPTURE and event.body["capture"]["id"] == capture.id:
            return False
    return False


def proof(record: Record, one: Evidence, capture: Capture) -> Proof:
    """All that a stranger needs to check a capture by hand."""
    captures = record.captures_of(one.source)
    several = captures if len(captures) > 1 else ()
    held = "document" if capture.outcome is Outcome.FILED else "capture"
    return Proof(held, tuple(_facts(capture)), tuple(map(_line, several)))


def _facts(capture: Capture) -> Iterator[tuple[str, Phrase]]:
    if capture.requested_url:
        yield "Address asked for", Phrase.of(name(live_link(capture.requested_url) or capture.requested_url))
    if capture.declared_type:
        yield "What the server called it", Phrase.of(name(capture.declared_type))
    came = "The document" if capture.outcome is Outcome.FILED else "What came"
    digests = (
        (f"{came}, SHA-256", capture.payload_digest),
        ("The text read from it, SHA-256", capture.text_digest),
        ("The file in the archive, SHA-256", capture.record),
    )
    for label, digest in digests:
        if digest:
            yield label, Phrase.of(code(digest))


def _line(capture: Capture) -> Phrase:
    """One capture among others: when, how it ended and what came."""
    digest = (" ", code(capture.payload_digest)) if capture.payload_digest else ()
    return Phrase.of(moment(capture.fetched_at), f": {ended(capture)}", *digest)


def excerpt(one: Evidence) -> Phrase:
    """The capture's own text around the quote, the quote marked in it, each piece where something is left out."""
    text = one.excerpt or ""
    runs: list[Run] = []
    at = 0
    for begin, end in _marks(text, one):
        runs += [Run(text[at:begin]), Run(text[begin:end], "quoted")]
        at = end
    return Phrase((*runs, Run(text[at:]))) if text else NOTHING


def _marks(text: str, one: Evidence) -> Marks:
    """Where the quote stands with its own words around it, else where it first stands; never where it does not."""
    pieces = [one.exact] if one.exact in text else [part for part in one.exact.split(LEFT_OUT) if part]
    found = list(islice(_ways(text, pieces), _TRIES))
    return next((marks for marks in found if _has_context(text, marks, one)), found[0] if found else [])


def _ways(text: str, pieces: Sequence[str]) -> Iterator[Marks]:
    """Every place of the first piece that the others follow, each at the nearest place."""
    at = 0
    while marks := _way(text, pieces, at):
        yield marks
        at = marks[0][0] + 1


def _way(text: str, pieces: Sequence[str], at: int) -> Marks:
    marks = []
    for piece in pieces:
        begin = text.find(piece, at)
        if begin < 0:
            return []
        at = begin + len(piece)
        marks.append((begin, at))
    return marks


def _has_context(text: str, marks: Marks, one: Evidence) -> bool:
    before, after = text[: marks[0][0]].rstrip(), text[marks[-1][1] :].lstrip()
    return before.endswith(one.prefix or "") and after.startswith(one.suffix or "")
