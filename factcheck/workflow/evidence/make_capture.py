"""A visit made into a capture: read in a process of its own, judged, and kept in the archive with its text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from factcheck.archive.capture_contents import read_capture, text_digest
from factcheck.archive.drawn_page import document_of
from factcheck.archive.record_writer import sha256
from factcheck.archive.supplied_warc import SuppliedFile, supplied_page_warc, supplied_warc
from factcheck.archive.visit_warc import visit_warc
from factcheck.desk import Desk
from factcheck.model.source import Capture, Memento, Proposal
from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.block_pages import SCRIPTS
from factcheck.reading.document.media_type import HTML, XHTML
from factcheck.reading.document.script_drawn import is_script_drawn
from factcheck.reading.document.soft_404 import judge_visit, onward_address
from factcheck.reading.document.worker_pool import TOO_LARGE, Hints, ReadDocument

_UNREAD = ReadDocument(text=None, text_outcome="none", content_type="")
_ROBOTS = "The site's robots.txt asks robots to stay away from this page; a person chose it."
MAIN_ALONE = "Of the page the article alone was read, without menus and the like."
_WEB = re.compile(r"https?://\S{1,8000}", re.IGNORECASE)
_SAID = (
    *("outcome", "reason", "content_type", "declared_type"),
    *("text_digest", "text_outcome", "notes", "memento"),
)
"""Fields of a capture that the metadata record has too."""
_SHORT = 2_000
"""Characters of a header or a remark that a row takes; the archive keeps the whole."""


@dataclass(frozen=True, slots=True)
class NewCapture:
    """A capture in the archive that is on no claim's record yet: its fields but for `id` and `source`, and its text.

    `sends_on` is the address to which the page sends its readers by itself, "" if it does not. `may_be_drawn` marks a
    page of which a browser may show more words than came.
    """

    fields: Mapping[str, Any]
    text: str | None
    sends_on: str = ""
    may_be_drawn: bool = False

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        return Outcome(self.fields["outcome"])


@dataclass(frozen=True, slots=True)
class SaidCopy:
    """What an archive says of a copy that it gave, and what of the page is the archive's own, as a CSS selector."""

    memento: Memento
    frame: str = ""


def keep_visit(
    desk: Desk,
    visit: Visit,
    compared_with: datetime | None = None,
    *,
    main: bool = False,
    copy: SaidCopy | None = None,
) -> NewCapture:
    """Read what a visit gave and put it into the archive; no row is written yet.

    `compared_with` is the time of the capture that the server was asked to compare with; `main` takes only the article
    of a page; `copy` is what an archive says of what it gave.
    """
    hop = visit.last
    reading = _read(desk, visit, copy.frame if copy else "")
    outcome, reason = judge_visit(visit, reading)
    if main and hop and outcome.holds_words:
        reading = _main_of(desk, hop.body, _hints(hop, visit.final_url), reading)
    text = reading.text if outcome.holds_words else None
    fields = {
        "outcome": outcome,
        "reason": reason[:_SHORT] or None,
        **_of_the_way(visit),
        "memento": copy.memento.plain() if copy else None,
        "notes": (*visit.notes, *reading.notes, *((_ROBOTS,) if visit.robots == "disallowed" else ())),
        **(_of_the_answer(hop, reading) if hop else {}),
        **_of_the_text(reading, text),
    }
    facts = _facts(fields, reading)
    if compared_with:
        facts["baseline_at"] = compared_with.strftime("%Y-%m-%dT%H:%M:%SZ")
    kept = _kept(desk, fields, text, visit_warc(visit, text, facts, desk.new_id, reading.places))
    return replace(
        kept, sends_on=onward_address(visit, reading), may_be_drawn=_may_be_drawn(visit, reading, kept)
    )


def _of_the_way(visit: Visit) -> dict[str, Any]:
    """When and by which way it was visited."""
    return {
        "fetched_at": visit.started_at,
        "requested_url": visit.requested_url,
        "final_url": visit.final_url if visit.final_url != visit.requested_url else None,
        "redirects": tuple(one.url for one in visit.hops[1:-1]),
        "let_through": visit.let_through,
        "browser": visit.drawn.browser if visit.drawn and visit.hops else None,
    }


def _may_be_drawn(visit: Visit, reading: ReadDocument, kept: NewCapture) -> bool:
    """Whether a plain request brought a page that asks for scripts, or one whose words they seem to draw."""
    if visit.drawn or not visit.last or reading.content_type not in (HTML, XHTML):
        return False
    coding = visit.last.list_header("content-encoding")
    few = kept.outcome.holds_words and is_script_drawn(kept.text, visit.last.body, coding)
    return few or kept.fields["reason"] == SCRIPTS


def keep_document(desk: Desk, document: SuppliedFile) -> NewCapture:
    """Read a file that a person supplied and put it into the archive, marked as supplied by hand."""
    return keep_read(desk, document, read_document(desk, document))


def read_document(desk: Desk, document: SuppliedFile, *, main: bool = False) -> ReadDocument:
    """What a file says, nothing kept yet; `main` takes only the article of a page."""
    if document.size > desk.readers.most:
        return TOO_LARGE
    with document.open() as file:
        content = file.read()
    hints = Hints(content_type=document.content_type)
    reading = desk.readers.read(content, hints, document.parts)
    return _main_of(desk, content, hints, reading) if main else reading


def keep_read(desk: Desk, document: SuppliedFile, reading: ReadDocument) -> NewCapture:
    """Put a file that a person supplied, and that was read, into the archive."""
    now = desk.clock()
    told, memento = _said_to_be(document, reading)
    fields = {
        "outcome": Outcome.FILED,
        "fetched_at": now,
        "memento": memento,
        "content_type": _kind_of(document, reading),
        "size": document.size,
        "payload_digest": document.digest,
        "notes": (*told, *reading.notes),
        **_of_the_text(reading, reading.text),
    }
    warc = supplied_warc(document, desk.new_id(), now, reading.text, _facts(fields, reading))
    return _kept(desk, fields, reading.text, warc)


def _said_to_be(
    document: SuppliedFile, reading: ReadDocument
) -> tuple[tuple[str, ...], Mapping[str, Any] | None]:
    """What is to be known of a supplied file, and which page of when it says that it is."""
    told = [f"In a file that was supplied, SHA-256 {document.within}."] if document.within else []
    if document.parts:
        told.append(f"Read with frames and style sheets that were saved beside it ({len(document.parts)}).")
    if not _WEB.fullmatch(reading.saved_from):
        return tuple(told), None
    if reading.saved_at:
        return tuple(told), Memento.of({"original": reading.saved_from, "at": reading.saved_at}).plain()
    return (*told, f"The file says that it is {reading.saved_from}, and not of when."), None


def keep_page(desk: Desk, page: Hop, origin: SuppliedFile, record: Mapping[str, str]) -> NewCapture:
    """Read a page of a web archive that a person supplied and put it into the archive, marked as supplied by hand.

    `origin` is that file, `record` are the header fields of the page's record in it.
    """
    reading = desk.readers.read(page.body, _hints(page, page.url)) if page.body else _UNREAD
    answered = _of_the_answer(page, reading)
    cut = ("The file says that this page was cut off.",) if page.truncated else ()
    fields = {
        "outcome": Outcome.FILED,
        "fetched_at": desk.clock(),
        "memento": Memento(original=page.url, at=page.at).plain(),
        "notes": (f"From a web archive that was supplied, SHA-256 {origin.digest}.", *cut, *reading.notes),
        **{name: value for name, value in answered.items() if name not in ("etag", "last_modified")},
        **_of_the_text(reading, reading.text),
    }
    facts = {**_facts(fields, reading), "supplied_file": origin.digest, "supplied_record": dict(record)}
    warc = supplied_page_warc(page, desk.new_id, fields["fetched_at"], reading.text, facts)
    return _kept(desk, fields, reading.text, warc)


def payload_of(desk: Desk, record: str) -> tuple[BytesIO, Hints]:
    """What a capture's source gave, by the SHA-256 of its file, and what the server said of it; StorageFailed."""
    payload = BytesIO()
    kept = read_capture(desk.archive, record, payload)
    codings = [value for name, value in kept.headers if name.casefold() == "content-encoding"]
    said = {name.casefold(): value for name, value in reversed(kept.headers)}
    return payload, Hints(said.get("content-type", ""), ", ".join(codings), kept.url)


def page_of(desk: Desk, capture: Capture) -> tuple[bytes, Hints]:
    """The document of a capture, as a browser drew it where one did, and what is known of it; StorageFailed."""
    drawn = document_of(desk.archive, capture.record) if capture.browser else None
    if drawn is not None:
        return drawn, Hints(f"{HTML}; charset=utf-8", url=capture.final_url or capture.requested_url or "")
    payload, hints = payload_of(desk, capture.record)
    return payload.getvalue(), hints


def _kept(desk: Desk, fields: Mapping[str, Any], text: str | None, warc: Iterable[bytes]) -> NewCapture:
    return NewCapture({**fields, "record": desk.archive.put(warc)}, text)


def _read(desk: Desk, visit: Visit, frame: str) -> ReadDocument:
    hop = visit.last
    if hop and visit.drawn:
        return desk.readers.read(visit.drawn.layout, Hints(url=visit.final_url, drawn=True))
    if hop and hop.body:
        return desk.readers.read(hop.body, replace(_hints(hop, visit.final_url), frame=frame))
    return _UNREAD


def _hints(hop: Hop, url: str) -> Hints:
    return Hints(hop.header("content-type"), hop.list_header("content-encoding"), url)


def _main_of(desk: Desk, body: bytes, hints: Hints, reading: ReadDocument) -> ReadDocument:
    """The same with the article alone for its text, where it is a page in which that can be told apart."""
    if reading.text is None or reading.content_type not in (HTML, XHTML):
        return reading
    text = desk.readers.main_text(body, hints)
    return replace(reading, text=text, notes=(*reading.notes, MAIN_ALONE)) if text else reading


def _of_the_answer(hop: Hop, reading: ReadDocument) -> dict[str, Any]:
    """What the server said of the body, and what the body is."""
    declared = hop.header("content-type")
    kind = declared.partition(";")[0].strip().casefold()
    return {
        "status": hop.status,
        "content_type": reading.content_type or kind[:_SHORT],
        "declared_type": declared[:_SHORT] if reading.content_type not in ("", kind) else None,
        "size": len(hop.body),
        "payload_digest": sha256(hop.body) if hop.body else None,
        "etag": hop.header("etag")[:_SHORT],
        "last_modified": hop.header("last-modified")[:_SHORT],
    }


def _of_the_text(reading: ReadDocument, text: str | None) -> dict[str, Any]:
    """What was read from the body, and what it says of itself."""
    failed = reading.text_outcome not in ("ok", "none")
    return {
        "text_digest": text_digest(text),
        "text_outcome": f"text:{reading.text_outcome}" if failed else None,
        "charset": f"{reading.charset} ({reading.charset_from})" if reading.charset_from else None,
        "proposed": Proposal.of(reading.proposed).plain() if reading.proposed else None,
    }


def _kind_of(document: SuppliedFile, reading: ReadDocument) -> str:
    """The signature decides; where it says nothing, what the file's name says."""
    vague = reading.content_type in ("", "application/octet-stream", "text/plain")
    return document.content_type if vague else reading.content_type


def _facts(fields: Mapping[str, Any], reading: ReadDocument) -> dict[str, Any]:
    """What the archive's own metadata record says beside what the visit says of itself."""
    return {
        **{name: fields[name] for name in _SAID if fields.get(name)},
        "charset": reading.charset,
        "charset_from": reading.charset_from,
        "coding": reading.coding,
    }
