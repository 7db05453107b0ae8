"""A capture put on a claim's record, with what it says of the quotes: anchored now, or changed since."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from factcheck.archive.capture_contents import read_capture
from factcheck.desk import Desk
from factcheck.model.drift import Drift
from factcheck.model.evidence import Evidence, Position
from factcheck.model.record import Record, next_id
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act, Outcome, RecheckResult, Standing, Way
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quotes import QuotePlace, find_quote
from factcheck.reading.quote.recheck import (
    RecheckFinding,
    Snapshot,
    compare_quote,
    repeated_failures,
    same_bytes,
)
from factcheck.workflow.act import OpenClaim
from factcheck.workflow.evidence.make_capture import NewCapture, page_of
from factcheck.workflow.evidence.passage_picture import passage_picture

_ANOTHER_PICTURE = "It is not the picture that was quoted, byte for byte; a person has to look."
_REACH = 400
"""Characters of a capture's text that are shown on either side of a quote."""


def put_capture(claim: OpenClaim, source_id: str, caught: NewCapture) -> str:
    """Put a capture of one of its sources on a claim, and return its short id.

    Quotes found in it are anchored; of those that are lost or altered the record says so (drift), unless it is of
    then, as somebody else says: that is no word on what the source says now.
    """
    desk, record = claim.desk, claim.record
    before = record.captures_of(source_id)
    fields = {"id": next_id("c", record.captures), "source": source_id, **caught.fields}
    if caught.outcome is Outcome.UNCHANGED:
        fields["baseline"] = next((one.id for one in reversed(before) if is_comparable(one)), None)
    capture = Capture.of(fields)
    drift = [] if capture.memento else [one.plain() for one in _drift(desk, record, capture, caught.text)]
    body = {"capture": capture.plain(), **({"drift": drift} if drift else {})}
    for evidence in _anchored(desk, claim.act(Act.CAPTURE, body), capture, caught.text):
        claim.act(Act.ANCHOR, {"evidence": evidence.plain()})
    return capture.id


def is_comparable(capture: Capture) -> bool:
    """Whether a server can be asked to compare what it has with this one: it came whole, by a plain request."""
    return capture.outcome.is_whole and capture.way is Way.PLAIN


def text_of(desk: Desk, capture: Capture) -> str | None:
    """The text that was read from a capture, None where there was none; StorageFailed where the archive lost it."""
    if capture.text_digest is None:
        return None
    return read_capture(desk.archive, capture.record).text


def standing_in(capture: Capture) -> Standing:
    """How a quote is held that was found in this capture: anchored, or filed where a person supplied it."""
    return Standing.FILED if capture.outcome is Outcome.FILED else Standing.ANCHORED


def _drift(desk: Desk, record: Record, capture: Capture, text: str | None) -> Iterator[Drift]:
    """What became of each quote of the source; one that stands in an archive's copy rests on that, which stays."""
    copies = {one.id for one in record.captures if one.way is Way.ARCHIVE}
    quotes = [one for one in record.evidence if one.source == capture.source and one.capture not in copies]
    read = _Texts(desk)
    lost = repeated_failures((*record.captures_of(capture.source), capture))
    number = len(record.drift)
    for evidence in quotes:
        step = RecheckFinding(lost) if lost else _step(read, record, evidence, (capture, text))
        if step:
            number += 1
            yield Drift(
                id=f"d{number}",
                evidence=evidence.id,
                capture=capture.id,
                baseline=evidence.capture,
                verdict=record.verdict.id if record.verdict else None,
                rung=step.result,
                found=step.found or None,
                reason=step.reason or None,
            )


def _step(
    read: "_Texts",
    record: Record,
    evidence: Evidence,
    now: tuple[Capture, str | None],
) -> RecheckFinding | None:
    """The rung a quote reached, where there is an earlier capture to hold the new one against.

    A page that is unchanged says what the capture said that it was compared with, which need not be the quote's.
    """
    baseline = next((one for one in record.captures if one.id == evidence.capture), None)
    if baseline is None or (evidence.position is None and evidence.region is None):
        return None
    capture, text = now
    if capture.baseline:
        capture, text = record.capture(capture.baseline), None
    if same_bytes(baseline, capture):
        return RecheckFinding(RecheckResult.SAME_BYTES)
    if evidence.position is None:
        return RecheckFinding(RecheckResult.UNDETERMINED, reason=_ANOTHER_PICTURE)
    stands = Snapshot(capture, text if text is not None else read.text(capture))
    before = Snapshot(baseline, read.text(baseline), partial(read.main_text, baseline))
    return compare_quote(evidence, before, stands)


class _Texts:
    """The texts of captures, each read once for all the quotes of a source."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.text = cache(partial(text_of, desk))
        self.main_text = cache(self._main_text)

    def _main_text(self, capture: Capture) -> str | None:
        return self._desk.readers.main_text(*page_of(self._desk, capture))


def _anchored(desk: Desk, record: Record, capture: Capture, text: str | None) -> Iterator[Evidence]:
    """The transcribed quotes of the source that stand in the new text."""
    waiting = [
        one
        for one in record.evidence
        if one.source == capture.source and one.standing is Standing.TRANSCRIBED
    ]
    if not waiting or not text or not capture.outcome.holds_words:
        return
    page = IndexedText(text)
    for evidence in waiting:
        if places := find_quote(page, evidence.exact, evidence.prefix, evidence.suffix).places:
            yield evidence.model_copy(update=found_in(desk, record, capture, places[0], text))


def found_in(desk: Desk, record: Record, capture: Capture, place: QuotePlace, text: str) -> dict[str, Any]:
    """How a quote is held that was found at a place of a capture's text, as the fields of evidence."""
    found = {"standing": standing_in(capture), "capture": capture.id, **_selector(place, text)}
    source = record.source(capture.source)
    return {**found, **({} if source.confidential else passage_picture(desk, capture, place, text))}


def _selector(place: QuotePlace, text: str) -> dict[str, Any]:
    """Where a quote stands in a text, as the fields of evidence."""
    return {
        "exact": place.exact,
        "prefix": place.prefix or None,
        "suffix": place.suffix or None,
        "position": Position(start=place.start, end=place.end),
        "match": place.match,
        "excerpt": excerpt(text, place.start, place.end),
    }


def excerpt(text: str, start: int, end: int) -> str:
    """The text around a place, about `_REACH` characters on either side, cut between words."""
    before = text[max(start - _REACH, 0) : start]
    after = text[end : end + _REACH]
    if start > _REACH:
        before = f"… {before.partition(' ')[2]}"
    if len(text) > end + _REACH:
        after = f"{after.rpartition(' ')[0]} …"
    return f"{before}{text[start:end]}{after}".strip()
