"""Sources and what they say: recording where evidence comes from, filing documents, quoting."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factcheck.archive.warc import Document, resource_warc
from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound
from factcheck.files import told_in_words
from factcheck.model.evidence import Evidence
from factcheck.model.links import has_scheme
from factcheck.model.record import Record, next_id
from factcheck.model.source import Capture, Source
from factcheck.model.words import Act, Outcome, SourceKind, Standing

MAX_FILE = 500_000_000
"""Bytes of a file that the archive takes."""


def add_source(desk: Desk, ref: str, location: str | None, fields: Mapping[str, Any]) -> str:
    """Record a source and return its short id.

    `location` is a link, a file to keep in the archive, or None for a conversation. A link or a file that
    the claim has already keeps its id; fields given anew then replace those it had.
    """
    if location is None:
        if fields.get("kind") != SourceKind.CONVERSATION:
            raise BadInput(
                "A source needs a link or a file; only a conversation has neither: --kind conversation"
            )
        return _keep_source(desk, ref, fields, None)
    if has_scheme(location):
        return _keep_source(desk, ref, {**fields, "url": location}, None)
    path = Path(location)
    document = _document(path)
    return _keep_source(desk, ref, fields, document, named=path.name)


def _document(path: Path) -> Document:
    if not path.is_file():
        raise NotFound(f"There is no file {path}. A link begins with https:// or http://")
    with told_in_words(path):
        if path.stat().st_size > MAX_FILE:
            raise BadInput(f"{path} is larger than {MAX_FILE // 1_000_000} MB. Keep the part that is quoted.")
        content = path.read_bytes()
    if not content:
        raise BadInput(f"{path} is empty, so it is evidence of nothing.")
    kind, encoding = mimetypes.guess_type(path.name)
    return Document("application/octet-stream" if kind is None or encoding else kind, content)


def _keep_source(
    desk: Desk, ref: str, fields: Mapping[str, Any], document: Document | None, named: str | None = None
) -> str:
    """Validate first, put the document into the archive next, and only then open the transaction for the row.

    `named` is the title of a source that has no other.
    """
    Source.of({"id": "s1", "title": named, **fields}, f"source of {ref}")
    kept = _file(desk, document) if document else None
    with desk.store.writing() as ledger:
        before = ledger.record(ref)
        known = _known(before, fields.get("url"), document)
        source = Source.of(
            {**(known.plain() if known else {"id": next_id("s", before.sources), "title": named}), **fields}
        )
        after = before
        if source != known:
            after = desk.after(after, Act.SOURCE, {"source": source.plain()})
        if kept and not known:
            capture = Capture.of({"id": next_id("c", before.captures), "source": source.id, **kept})
            after = desk.after(after, Act.CAPTURE, {"capture": capture.plain()})
        if after is not before:
            ledger.append(before, after)
        return source.id


def _known(record: Record, url: str | None, document: Document | None) -> Source | None:
    """The claim's source that is this link or holds this very file."""
    holding = {one.source for one in record.captures if document and one.payload_digest == document.digest}
    return next((one for one in record.sources if (url and one.url == url) or one.id in holding), None)


def _file(desk: Desk, document: Document) -> dict[str, Any]:
    """Put a document into the archive and say what a capture says of it."""
    now = desk.clock()
    desk.archive.sweep()
    record = desk.archive.put(resource_warc(document, desk.new_id(), now))
    return {
        "outcome": Outcome.FILED,
        "fetched_at": now,
        "content_type": document.content_type,
        "size": len(document.content),
        "payload_digest": document.digest,
        "record": record,
    }


def cite(desk: Desk, ref: str, source_id: str, fields: Mapping[str, Any]) -> str:
    """Quote a source and return the evidence's short id; the same quote twice keeps its id.

    Without a standing it is the one the source allows: filed, told, or transcribed by the author today.
    """
    with desk.store.writing() as ledger:
        before = ledger.record(ref)
        source = before.source(source_id)
        held = [one.id for one in before.captures if one.source == source.id]
        given = {key: value for key, value in fields.items() if value is not None}
        standing = given.setdefault("standing", _standing(source, held))
        if standing == Standing.TRANSCRIBED:
            given = {"who": desk.author, "when": desk.clock().date(), **given}
        if standing == Standing.FILED and held:
            given.setdefault("capture", held[-1])
        evidence = Evidence.of(
            {"id": next_id("e", before.evidence), "source": source.id, **given}, f"cite {ref}"
        )
        same = [one for one in before.evidence if one == evidence.model_copy(update={"id": one.id})]
        if same:
            return same[0].id
        ledger.append(before, desk.after(before, Act.CITE, {"evidence": evidence.plain()}))
        return evidence.id


def _standing(source: Source, held: list[str]) -> Standing:
    if held:
        return Standing.FILED
    return Standing.TOLD if source.kind is SourceKind.CONVERSATION else Standing.TRANSCRIBED
