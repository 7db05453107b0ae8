"""Sources: recording where evidence comes from, filing documents, taking over what a page says of itself."""

import mimetypes
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, Remedy
from factcheck.files import disk_errors_explained, no_file
from factcheck.model.links import has_scheme
from factcheck.model.record import Record, next_id
from factcheck.model.source import Source
from factcheck.model.vocabulary import Act, Outcome, SourceKind
from factcheck.workflow.act import OpenClaim, for_each
from factcheck.workflow.evidence.archive_copies import refuse_other_page
from factcheck.workflow.evidence.make_capture import NewCapture, keep_document
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.saved_pages import with_parts

MAX_FILE = 500_000_000
"""Bytes of a file that the archive takes."""
_SOURCE_ID = re.compile(r"s[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class SourceChange:
    """How a source is told: what is known of a new one, whether the page may say what is blank, why it changes."""

    proposed: bool = False
    why: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)


def add_source(
    desk: Desk, ref: str, location: str | None, fields: Mapping[str, Any], how: SourceChange = SourceChange()
) -> str:
    """Record a source of one claim and return its short id; raises what `add_sources` does."""
    return add_sources(desk, [ref], location, fields, how)[0]


def add_sources(
    desk: Desk,
    refs: Sequence[str],
    location: str | None,
    fields: Mapping[str, Any],
    how: SourceChange = SourceChange(),
) -> list[str]:
    """Record one source of claims, of all or of none, and return its short ids in the order of the claims.

    `location` is a link, a file to keep in the archive, the id of a source that is on record, or None for a
    conversation. A file is kept once for all. A link or a file that a claim has already keeps its id; fields given
    anew then replace those it had, and `how.known` is of a new one. `how.proposed` fills what is still blank with
    what the latest capture says of itself.

    BadInput where a field does not fit, NotFound where there is no such file or source, or nothing is proposed;
    RuleRefused where it changes what was signed, without a reason.
    """
    if location is None:
        if fields.get("kind") != SourceKind.CONVERSATION:
            raise BadInput(
                "A source needs a link or a file.",
                remedies=[Remedy.again("Only a conversation has neither.", kind="conversation")],
            )
        return SourceEntry(fields).put(desk, refs)
    if has_scheme(location):
        return SourceEntry({**fields, "url": location}, how=how).put(desk, refs)
    path = Path(location)
    if not path.exists() and _SOURCE_ID.fullmatch(location):
        of_one(refs, location)
        return SourceEntry(fields, source_id=location, how=how).put(desk, refs)
    document = document_of(path)
    return SourceEntry(fields, document=document, named=path.name, how=how).put(desk, refs)


def change_source(desk: Desk, ref: str, source_id: str, fields: Mapping[str, Any], how: SourceChange) -> None:
    """Change fields of a source that is on record (None clears one); raises what `add_sources` does."""
    SourceEntry(fields, source_id=source_id, how=how).put(desk, [ref])


def proposed_by_check(desk: Desk, refs: Iterable[str], location: str | None) -> dict[str, Any]:
    """What a check of others says of itself, as fields of a source, where `location` is its address.

    Nothing where it is not on the shelf, or is a source of each of the claims already.
    """
    if location is None or not has_scheme(location):
        return {}
    with desk.store.reading() as ledger:
        checks = ledger.checks_at(location)
        if not checks or all(_has(ledger.record(ref), location) for ref in refs):
            return {}
    said = {name: getattr(checks[0], name) for name in ("title", "publisher", "published_on", "language")}
    return {name: value for name, value in said.items() if value} | {"kind": SourceKind.NEWS}


def of_one(refs: Sequence[str], source_id: str) -> None:
    """Raise BadInput where a source is named that only one of several claims has."""
    if len(refs) > 1:
        raise BadInput(f"{source_id} is a source of one claim, and {len(refs)} are named. Name one.")


def _has(record: Record, url: str) -> bool:
    return any(one.url == url for one in record.sources)


def lost_files(desk: Desk, records: Iterable[Record], digest: str) -> set[str]:
    """The names of files of a document, by its SHA-256, that are on record and not in the archive, and why not is open.

    Those that somebody took out for good are not among them.
    """
    kept = {
        capture.record
        for one in records
        for capture in one.captures
        if capture.payload_digest == digest and capture.id not in one.gone_captures
    }
    return {name for name in kept if not desk.archive.has(name)}


def filed_already(record: Record, source_id: str | None, digest: str, lost: set[str]) -> str | None:
    """The capture of the source, or of any, that is this document, supplied by hand before and not lost since."""
    held = record.captures_of(source_id) if source_id else record.captures
    filed = (one for one in held if one.outcome is Outcome.FILED and one.record not in lost)
    return next((one.id for one in filed if one.payload_digest == digest), None)


def document_of(path: Path) -> SuppliedFile:
    """A file as it is kept; NotFound or BadInput where there is none that can be, StorageFailed where reading fails."""
    if not path.is_file():
        raise NotFound(f"{no_file(path)} A link begins with https:// or http://")
    with disk_errors_explained(path):
        size = path.stat().st_size
    if size > MAX_FILE:
        raise BadInput(
            f"{path.name} is larger than {MAX_FILE // 1_000_000} MB. Keep the part that is quoted."
        )
    kind, encoding = mimetypes.guess_type(path.name)
    named = "application/octet-stream" if kind is None or encoding else kind
    document = with_parts(path, SuppliedFile.of(named, partial(opened_file, path)))
    if not document.size:
        raise BadInput(f"{path.name} is empty, so it is evidence of nothing.")
    return document


@contextmanager
def opened_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is open for reading; StorageFailed where the disk does not give it."""
    with disk_errors_explained(path), path.open("rb") as file:
        yield file


class SourceEntry:
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
        self._lost: set[str] = set()

    def put(self, desk: Desk, refs: Sequence[str]) -> list[str]:
        """Put it on record, new or changed, of each claim, and return its ids."""
        if self._source_id is None:
            said = {"id": "s1", "title": self._named, **self._how.known, **self._fields}
            Source.of(said, f"source of {', '.join(refs)}")
        caught = self._keep(desk, refs)
        return for_each(desk, refs, lambda claim: self.on(claim, caught))

    def on(self, claim: OpenClaim, caught: NewCapture | None) -> str:
        """Put it on record of one claim, with its document where it is new there."""
        known, why = self._known(claim.record), self._how.why
        source = self._merged(claim.record, known)
        if self._fields.get("archived_url"):
            refuse_other_page(claim.desk, source.url, source.archived_url)
        if known and known.url and source.url != known.url:
            _has_no_words_of(claim.record, known)
        if source != known:
            claim.act(Act.SOURCE, {"source": source.plain(), **({"why": why} if known and why else {})})
        if caught and not (known and self._is_held(claim.record)):
            put_capture(claim, source.id, caught)
        return source.id

    def _is_held(self, record: Record) -> bool:
        digest = self._document and self._document.digest
        return any(one.payload_digest == digest and one.record not in self._lost for one in record.captures)

    def _keep(self, desk: Desk, refs: Sequence[str]) -> NewCapture | None:
        """The document as it is kept; None where there is none, or the claims and the archive have it already."""
        if not self._document:
            return None
        with desk.store.reading() as ledger:
            records = [ledger.record(ref) for ref in refs]
        self._lost = lost_files(desk, records, self._document.digest)
        if all(self._known(one) and self._is_held(one) for one in records):
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
        new = {"id": next_id("s", record.sources), "title": self._named, **self._how.known}
        said = known.plain() if known else new
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
