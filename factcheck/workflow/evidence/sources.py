"""Sources: recording where evidence comes from, filing documents, taking over what a page says of itself."""

import mimetypes
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotFound, Remedy
from factcheck.files import disk_errors_explained, no_file
from factcheck.model.links import has_scheme
from factcheck.model.record import Record, next_id
from factcheck.model.source import Capture, Source
from factcheck.model.vocabulary import Act, Outcome, SourceKind
from factcheck.workflow.act import open_claim
from factcheck.workflow.evidence.make_capture import NewCapture, keep_document
from factcheck.workflow.evidence.record_capture import put_capture

MAX_FILE = 500_000_000
"""Bytes of a file that the archive takes."""
_SOURCE_ID = re.compile(r"s[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class SourceChange:
    """How a source is told: with what the page says of itself where nobody says, and why what was told changes."""

    proposed: bool = False
    why: str | None = None


def add_source(
    desk: Desk,
    ref: str,
    location: str | None,
    fields: Mapping[str, Any],
    how: SourceChange = SourceChange(),
) -> str:
    """Record a source and return its short id.

    `location` is a link, a file to keep in the archive, the id of a source that is on record, or None for a
    conversation. A link or a file that the claim has already keeps its id; fields given anew then replace those
    it had. `how.proposed` fills what is still blank with what the latest capture says of itself.

    BadInput where a field does not fit, NotFound where there is no such file or source, or nothing is proposed;
    RuleRefused where it changes what was signed, without a reason.
    """
    if location is None:
        if fields.get("kind") != SourceKind.CONVERSATION:
            raise BadInput(
                "A source needs a link or a file.",
                remedies=[Remedy.again("Only a conversation has neither.", kind="conversation")],
            )
        return _Entry(fields).put(desk, ref)
    if has_scheme(location):
        return _Entry({**fields, "url": location}, how=how).put(desk, ref)
    path = Path(location)
    if not path.exists() and _SOURCE_ID.fullmatch(location):
        return _Entry(fields, source_id=location, how=how).put(desk, ref)
    document = document_of(path)
    return _Entry(fields, document=document, named=path.name, how=how).put(desk, ref)


def proposed_by_check(desk: Desk, ref: str, location: str | None) -> dict[str, Any]:
    """What a check of others says of itself, as fields of a source, where `location` is its address.

    Nothing where it is not on the shelf, or is a source of the claim already.
    """
    if location is None or not has_scheme(location):
        return {}
    with desk.store.reading() as ledger:
        checks = ledger.checks_at(location)
        if not checks or any(one.url == location for one in ledger.record(ref).sources):
            return {}
    said = {name: getattr(checks[0], name) for name in ("title", "publisher", "published_on", "language")}
    return {name: value for name, value in said.items() if value} | {"kind": SourceKind.NEWS}


def attach(desk: Desk, ref: str, path: Path, source_id: str | None = None) -> tuple[str, str]:
    """File what a person saved of a source; returns the ids of the source and the capture.

    Without `source_id` it is filed under the claim's only link that has no capture yet; NotSoNow lists them when
    there are several; when there is none, the file becomes a source of its own.
    """
    with desk.store.reading() as ledger:
        before = ledger.record(ref)
    chosen = before.source(source_id).id if source_id else _waiting(before)
    if chosen is None:
        chosen = add_source(desk, ref, str(path), {})
        with desk.store.reading() as ledger:
            return chosen, ledger.record(ref).captures_of(chosen)[-1].id
    document = document_of(path)
    if same := _filed_already(before, chosen, document):
        return chosen, same
    caught = keep_document(desk, document)
    with open_claim(desk, ref, before.head) as claim:
        if same := _filed_already(claim.record, chosen, document):
            return chosen, same
        return chosen, put_capture(claim, chosen, caught)


def _filed_already(record: Record, source_id: str, document: SuppliedFile) -> str | None:
    """The capture of the source that is this very file, supplied by hand before."""
    filed = (one for one in record.captures_of(source_id) if one.outcome is Outcome.FILED)
    return next((one.id for one in filed if one.payload_digest == document.digest), None)


def _waiting(record: Record) -> str | None:
    """The one source with a link of which nothing could be captured yet."""
    waiting = [
        one
        for one in record.sources
        if one.url and not any(_gave(capture) for capture in record.captures_of(one.id))
    ]
    if len(waiting) > 1:
        ref = record.claim.ref
        raise BadInput(
            f"{ref} has {len(waiting)} sources without a capture.",
            [Finding("several-sources", one.id, one.url or "") for one in waiting],
            [Remedy.by("attach", "Say which one the file is of.", ref=ref, file=None, source=waiting[0].id)],
        )
    return waiting[0].id if waiting else None


def document_of(path: Path) -> SuppliedFile:
    """A file as it is kept; NotFound or BadInput where there is none that can be, StorageFailed where reading fails."""
    if not path.is_file():
        raise NotFound(f"{no_file(path)} A link begins with https:// or http://")
    with disk_errors_explained(path):
        size = path.stat().st_size
    if size > MAX_FILE:
        raise BadInput(f"{path} is larger than {MAX_FILE // 1_000_000} MB. Keep the part that is quoted.")
    kind, encoding = mimetypes.guess_type(path.name)
    named = "application/octet-stream" if kind is None or encoding else kind
    document = SuppliedFile.of(named, partial(_opened, path))
    if not document.size:
        raise BadInput(f"{path} is empty, so it is evidence of nothing.")
    return document


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with disk_errors_explained(path), path.open("rb") as file:
        yield file


def _gave(capture: Capture) -> bool:
    """Whether a capture is something to quote from; a page without words of its own is not."""
    return capture.outcome is Outcome.FILED or (
        capture.outcome.holds_words and capture.text_digest is not None
    )


class _Entry:
    """A source as it was given: validated first, its document kept next, and only then a row written."""

    def __init__(
        self,
        fields: Mapping[str, Any],
        *,
        source_id: str | None = None,
        document: SuppliedFile | None = None,
        named: str | None = None,
        how: SourceChange = SourceChange(),
    ) -> None:
        self._fields = fields
        self._source_id = source_id
        self._document = document
        self._named = named
        self._how = how

    def put(self, desk: Desk, ref: str) -> str:
        """Put it on record, new or changed, and return its id."""
        if self._source_id is None:
            Source.of({"id": "s1", "title": self._named, **self._fields}, f"source of {ref}")
        caught = self._keep(desk, ref)
        with open_claim(desk, ref) as claim:
            known, why = self._known(claim.record), self._how.why
            source = self._merged(claim.record, known)
            if known and known.url and source.url != known.url:
                _has_no_words_of(claim.record, known)
            if source != known:
                claim.act(Act.SOURCE, {"source": source.plain(), **({"why": why} if known and why else {})})
            if caught and not known:
                put_capture(claim, source.id, caught)
            return source.id

    def _keep(self, desk: Desk, ref: str) -> NewCapture | None:
        """The document as it is kept; None where there is none, or the claim has it already."""
        with desk.store.reading() as ledger:
            if not self._document or self._known(ledger.record(ref)):
                return None
        return keep_document(desk, self._document)

    def _known(self, record: Record) -> Source | None:
        """The claim's source that is meant, is this link, or holds this very file."""
        if self._source_id:
            return record.source(self._source_id)
        url, document = self._fields.get("url"), self._document
        holding = {
            one.source for one in record.captures if document and one.payload_digest == document.digest
        }
        return next((one for one in record.sources if (url and one.url == url) or one.id in holding), None)

    def _merged(self, record: Record, known: Source | None) -> Source:
        """What is given goes before what was known, and that before what the page says of itself."""
        said = known.plain() if known else {"id": next_id("s", record.sources), "title": self._named}
        return Source.of({**(_proposed(record, known) if self._how.proposed else {}), **said, **self._fields})


def _has_no_words_of(record: Record, source: Source) -> None:
    """An address is corrected while nothing came from it: what was captured there is not of another address."""
    held = [one.id for one in record.captures_of(source.id) if one.outcome.holds_words and one.requested_url]
    if held:
        raise BadInput(
            f"{record.claim.ref}: {held[0]} is of {source.url}, so {source.id} keeps that address.",
            remedies=[Remedy.by("source", "Record the other one.", ref=record.claim.ref, url=None)],
        )


def _proposed(record: Record, known: Source | None) -> dict[str, Any]:
    """What the latest capture that says something of itself proposes, as fields of a source."""
    said = [one.proposed for one in record.captures_of(known.id if known else "") if one.proposed]
    if not said:
        ref = record.claim.ref
        raise NotFound(
            f"{ref}: no capture of this source says anything of itself; nothing was stored.",
            remedies=[Remedy.by("fetch", "Record it, and fetch it first.", ref=ref)],
        )
    return {key: value for key, value in said[-1].plain().items() if key in Source.model_fields}
