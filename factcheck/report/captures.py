"""What the desk captured of a source: where a quote was found in it, what stands around it, what proves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from factcheck.model.evidence import Evidence
from factcheck.model.pictures import held_pictures
from factcheck.model.record import Record
from factcheck.model.source import Browser, Capture, Memento
from factcheck.model.vocabulary import Act, MatchQuality, Outcome, Standing
from factcheck.phrase import (
    NOTHING,
    Message,
    Phrase,
    Run,
    Said,
    code,
    comma,
    figure,
    fingerprint,
    link,
    name,
    say,
    sentences,
)
from factcheck.reading.quote.quote_check import LEFT_OUT
from factcheck.report.fragment import live_link
from factcheck.report.outcomes import OUTCOME, ended
from factcheck.report.urls import Links
from factcheck.report.wording import day_of, file_words, in_prose, is_page, moment, shortened, when

_TRIES = 100
"""Places of a short quote in its excerpt among which the one with its context is looked for."""

Marks = list[tuple[int, int]]
"""Where the pieces of a quote begin and end in a text."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The digests behind a quote, each with its label, and every capture of its source where there are several.

    `held` is what the quote was found in: a "capture" or a "document".
    """

    held: str
    facts: tuple[tuple[Message, Run], ...]
    captures: tuple[Said, ...]


def found_in(one: Evidence, capture: Capture, to: Links) -> Phrase:
    """Where the desk found the quote, and how that capture came about; of public sources only."""
    at, file = moment(capture.fetched_at), _file(capture)
    when = say("{moment} ({file})", moment=at, file=file) if file else at
    return sentences(_found(one, capture, when, to), _place(one, capture), *_came(capture, to))


def _file(capture: Capture) -> Said:
    """What came: `web page, 48.2 kB, SHA-256 abababababab…`."""
    kind, digest = capture.content_type, capture.payload_digest
    parts = (file_words(kind, capture.size) if kind else None, fingerprint(digest) if digest else None)
    return comma([one for one in parts if one])


def found_unnamed(one: Evidence, capture: Capture, to: Links) -> Phrase:
    """The same of a confidential source: nothing but the day."""
    found, kept_back = (
        _found(one, capture, day_of(capture.fetched_at), to),
        say("Its fingerprint is kept back as well."),
    )
    return sentences(found, *(_seen(one) if one.machine_read else ()), kept_back)


def _found(one: Evidence, capture: Capture, when: Said, to: Links) -> Message:
    """In what the words were found, how exactly, and when it came."""
    by_hand = capture.outcome is Outcome.FILED
    if one.region and one.position is None:
        found = _SEEN[one.standing]
    elif one.position is None:
        found = _HELD[one.standing]
    else:
        exact = one.match is not MatchQuality.TYPOGRAPHIC
        quality = 0 if exact else 2 if LEFT_OUT in one.exact else 1
        place = 3 if capture.browser else 2 if by_hand else 0 if is_page(capture.content_type or "") else 1
        found = _FOUND[place][quality]
    return found.at(held=link(to.term("held")), when=when)


_HELD = {
    Standing.ANCHORED: say("<held>Found in a page the desk captured</held> on {when}."),
    Standing.FILED: say("<held>In a document supplied by hand</held> on {when}."),
}
_SEEN = {
    Standing.ANCHORED: say("<held>Read on a picture the desk captured</held> on {when}."),
    Standing.FILED: say("<held>Read on a picture supplied by hand</held> on {when}."),
}
_FOUND = (
    (
        say("<held>Found word for word</held> in the page as captured on {when}."),
        say(
            "<held>Found</held> in the page as captured on {when}, but for quotation marks, spaces and the like."
        ),
        say(
            "<held>Found</held> in the page as captured on {when}, but for quotation marks, spaces and the like, "
            "and for what “[…]” leaves out."
        ),
    ),
    (
        say("<held>Found word for word</held> in the document as captured on {when}."),
        say(
            "<held>Found</held> in the document as captured on {when}, but for quotation marks, spaces and the "
            "like."
        ),
        say(
            "<held>Found</held> in the document as captured on {when}, but for quotation marks, spaces and the "
            "like, and for what “[…]” leaves out."
        ),
    ),
    (
        say("<held>Found word for word</held> in a document supplied by hand on {when}."),
        say(
            "<held>Found</held> in a document supplied by hand on {when}, but for quotation marks, spaces and "
            "the like."
        ),
        say(
            "<held>Found</held> in a document supplied by hand on {when}, but for quotation marks, spaces and "
            "the like, and for what “[…]” leaves out."
        ),
    ),
    (
        say("<held>Found word for word</held> in the page as a browser drew it on {when}."),
        say(
            "<held>Found</held> in the page as a browser drew it on {when}, but for quotation marks, spaces and "
            "the like."
        ),
        say(
            "<held>Found</held> in the page as a browser drew it on {when}, but for quotation marks, spaces and "
            "the like, and for what “[…]” leaves out."
        ),
    ),
)
"""How the words were found in a page, a document of the web, one supplied by hand, and a page that a browser drew."""


def _place(one: Evidence, capture: Capture) -> Said:
    """What a reader must know where the desk's program did not find the words itself."""
    if one.position is not None:
        return NOTHING
    if one.region:
        return sentences(*_seen(one))
    if capture.text_digest:
        return say("Where in it the words stand is not on record.")
    return say("No text was read from it: a person found the words there.")


def _seen(one: Evidence) -> Iterator[Message]:
    """Which page of it the words stand on, and who or what read them there."""
    if one.region and one.region.page > 1:
        yield say("It is page {page} of it.", page=one.region.page)
    if one.awaits_a_look:
        yield say(
            "A program read the words, and nobody has held them against the picture: nothing rests on them."
        )
    elif one.machine_read:
        yield say(
            "A program read the words, and {person} held them against the picture {when}.",
            person=one.who or "",
            when=when(one.when or ""),
        )
    elif one.who:
        yield say("{person} read the words there {when}.", person=one.who, when=when(one.when or ""))


def _came(capture: Capture, to: Links) -> Iterator[Message]:
    if not capture.outcome.is_whole:
        yield say("{outcome}.", outcome=link(to.term("captures"), OUTCOME[capture.outcome]))
    live = live_link(capture.final_url) if capture.final_url else None
    if live and capture.final_url != capture.requested_url:
        yield say("Redirected to {address}.", address=Run(shortened(live, 100), "away", live))
    if capture.memento:
        yield said_to_be(capture.memento)
    if capture.browser:
        yield from drawn_by(capture.browser)
    if capture.let_through:
        yield say("Reached because this desk’s settings let its private address through.")


def said_to_be(memento: Memento) -> Message:
    """Which page, and of when, others say that it is: an archive, or the file that was supplied."""
    live = live_link(memento.original)
    page = Run(shortened(memento.original, 100), "away", live) if live else name(memento.original)
    if memento.archive:
        said = say("{archive} says that it is {page} as it was on {moment}.")
        return said.at(archive=memento.archive, page=page, moment=moment(memento.at))
    return say(
        "That file says that it is {page} as it was on {moment}.", page=page, moment=moment(memento.at)
    )


def drawn_by(browser: Browser) -> Iterator[Message]:
    """Which browser drew a page, and what of that may make it another page than readers see."""
    yield say(
        "Drawn by {browser} in a window of {width} × {height} pixels.",
        browser=name(browser.name),
        width=figure(browser.width),
        height=figure(browser.height),
    )
    if browser.accepted:
        yield say("The page asked for consent, and “{button}” was pressed.", button=name(browser.accepted))
    if browser.logged_in:
        yield say("It was asked for with the cookies of a person: others may be shown another page.")
    if not browser.sandboxed:
        yield say("The browser ran without its own sandbox.")


def kept_of(captures: Sequence[Capture], to: Links) -> Phrase:
    """What there is of a source that nothing is quoted from: when it was captured, or why it could not be."""
    said: list[Message] = []
    if words := _with_words(captures):
        day = day_of(words.fetched_at)
        by_hand = words.outcome is Outcome.FILED
        said += [
            say("A document was supplied by hand on {day}.", day=day)
            if by_hand
            else say("Drawn by a browser and kept on {day}.", day=day)
            if words.browser
            else say("Captured on {day}.", day=day)
        ]
        said += _came(words, to)
    if captures and _failed(captures[-1]):
        said.append(_not_fetched(captures[-1], to))
    return sentences(*said)


def _with_words(captures: Sequence[Capture]) -> Capture | None:
    return next((one for one in reversed(captures) if one.outcome.holds_words), None)


def _failed(capture: Capture) -> bool:
    return not capture.outcome.holds_words and capture.outcome is not Outcome.UNCHANGED


def _not_fetched(capture: Capture, to: Links) -> Message:
    return say(
        "<captures>Could not be fetched</captures> on {day}: {outcome}.",
        captures=link(to.term("captures")),
        day=day_of(capture.fetched_at),
        outcome=ended(capture),
    )


def not_found_in(record: Record, one: Evidence, to: Links) -> Iterator[Message]:
    """What the desk holds of the source of a quote that no capture holds."""
    captures = record.captures_of(one.source)
    words = _with_words(captures)
    if words is None:
        yield say("The desk holds no copy.")
        if captures and _failed(captures[-1]):
            yield _not_fetched(captures[-1], to)
        return
    missed = words.text_digest and _came_after(record, words, one)
    said = _NOT_FOUND if missed and words.is_whole else _NOT_ALL if missed else _NOT_LOOKED_UP
    yield said[words.outcome is Outcome.FILED].at(day=day_of(words.fetched_at), outcome=ended(words))


_NOT_FOUND = (
    say("The words were not found in what was captured on {day}."),
    say("The words were not found in a document supplied by hand on {day}."),
)
_NOT_ALL = (
    say("The words were not found in what was captured on {day}, and {outcome}."),
    say("The words were not found in a document supplied by hand on {day}, and {outcome}."),
)
_NOT_LOOKED_UP = (
    say("The desk also holds what was captured on {day}; the words were not looked up there."),
    say("The desk also holds a document supplied by hand on {day}; the words were not looked up there."),
)
"""Each of a capture, and of a document supplied by hand."""


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
    pictured = ((_PICTURE, code(kept.record)) for kept in held_pictures(record) if kept.record == one.picture)
    return Proof(held, (*_facts(capture), *islice(pictured, 1)), tuple(map(_line, several)))


_PICTURE = say("The picture of the words, SHA-256 of its file in the archive")


def _facts(capture: Capture) -> Iterator[tuple[Message, Run]]:
    if capture.requested_url:
        yield say("Address asked for"), name(live_link(capture.requested_url) or capture.requested_url)
    if capture.declared_type:
        yield say("What the server called it"), name(capture.declared_type)
    by_hand = capture.outcome is Outcome.FILED
    digests = (
        (say("The document, SHA-256") if by_hand else say("What came, SHA-256"), capture.payload_digest),
        (_DRAWN_TEXT if capture.browser else say("The text read from it, SHA-256"), capture.text_digest),
        (say("The file in the archive, SHA-256"), capture.record),
    )
    yield from ((label, code(digest)) for label, digest in digests if digest)


_DRAWN_TEXT = say("The text as a browser drew it, SHA-256")


def _line(capture: Capture) -> Said:
    """One capture among others: when, how it ended and what came."""
    came = say("{moment}: {outcome}", moment=moment(capture.fetched_at), outcome=ended(capture))
    return sentences(came, code(capture.payload_digest)) if capture.payload_digest else came


def excerpt(one: Evidence, content_type: str) -> Phrase:
    """The capture's own text around the quote, the quote marked in it, each piece where something is left out."""
    text = one.excerpt or ""
    runs: list[tuple[str, str]] = []
    at = 0
    for begin, end in _marks(text, one):
        runs += [(text[at:begin], ""), (text[begin:end], "quoted")]
        at = end
    runs.append((text[at:], ""))
    return (
        Phrase(tuple(Run(in_prose(words, content_type), kind) for words, kind in runs)) if text else NOTHING
    )


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
