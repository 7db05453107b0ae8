"""What keeps the words of a file or capture from being read, and which quotes were therefore not checked."""

from factcheck.desk import Desk
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Standing
from factcheck.reading.document.media_type import HTML, PLAIN, XHTML, XML, what_to_save


def why_unread(size: int, kind: str, text_outcome: str, notes: tuple[str, ...] = ()) -> str:
    """What keeps a file of this media type from being read, and what helps; `text_outcome` as the reader gave it."""
    if not size:
        return "it is empty."
    if text_outcome == "failed:unsupported":
        return f"{what_to_save(kind)}."
    if text_outcome == "none" and notes and kind in (HTML, XHTML):
        return f"{notes[-1]}. Save it as text."
    if text_outcome == "none" and kind in (PLAIN, XML):
        return _WHY_NOT["ok"]
    return _WHY_NOT.get(text_outcome, "it takes too much time or memory. Save the part that matters.")


_WHY_NOT = {
    "none": "it is a picture or a scan, or scripts draw its words. Save it as text.",
    "ok": "there is no word in it.",
    "failed:encrypted": "it is locked with a password. Save a copy without one.",
    "failed:damaged": "it is damaged. Get it again.",
}


def remarks_on_source(desk: Desk, ref: str, source_id: str) -> tuple[str, ...]:
    """What is to be known of the words of a source's newest capture: why there are none, or which were not read."""
    with desk.store.reading() as ledger:
        captures = ledger.record(ref).captures_of(source_id)
    if not captures:
        return ()
    if why := _unread(captures[-1]):
        unread = f"No words could be read from it: {why} A quote of it cannot be checked."
        placed = "A quote of it has a place on the picture, which you give or a program finds."
        return (unread, placed) if captures[-1].is_pictured else (unread,)
    return tuple(f"Remark: {note}." for note in captures[-1].notes)


def unsearched(desk: Desk, ref: str, source_id: str | None = None) -> list[Capture]:
    """The newest capture of each source, or of one, if it holds something but no words that could be read."""
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    newest = {one.source: one for one in record.captures if one.outcome.holds_words}
    return [one for one in newest.values() if not one.text_digest and source_id in (None, one.source)]


def _unread(capture: Capture) -> str | None:
    if capture.text_digest:
        return None
    outcome = (capture.text_outcome or "none").removeprefix("text:")
    return why_unread(capture.size, capture.content_type or "", outcome, capture.notes)


def remark_on_quote(desk: Desk, ref: str, evidence_id: str) -> tuple[bool, str]:
    """Whether somebody has to look at a quote first, and what is to be known of it; "" where that is nothing."""
    with desk.store.reading() as ledger:
        evidence = ledger.record(ref).quote(evidence_id)
    if evidence.region and evidence.awaits_a_look:
        place = evidence.region.fragment
        return True, f"A program read it at {place}. Hold it against the picture: nothing rests on it before."
    why = quote_unchecked(desk, ref, evidence_id)
    return False, f"The quote was not checked; it rests on your reading: {why}" if why else ""


def quote_unchecked(desk: Desk, ref: str, evidence_id: str) -> str | None:
    """Why nobody but a person has held a quote against its source; None if the desk found it there, or it was told."""
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    evidence = next(one for one in record.evidence if one.id == evidence_id)
    if evidence.position is not None or evidence.match is not None or evidence.standing is Standing.TOLD:
        return None
    if evidence.region is not None:
        return "a person read them on a picture." if evidence.machine_read is None else None
    if evidence.capture is None:
        return f"the desk holds no words of {evidence.source}."
    capture = record.capture(evidence.capture)
    if why := _unread(capture):
        return f"no words could be read from {capture.id}: {why}"
    return f"it was not found in {capture.id}."
