"""Bringing in checks that others published, from a file or an address: onto the shelf, never among the desk's own."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from factcheck.archive.outside_pages import web_archive_kind
from factcheck.desk import Desk
from factcheck.dossier.folder import FORM, HISTORY
from factcheck.errors import BadInput, Finding, NotFound
from factcheck.exchange.claimreview import ImportCounts, LeftOut, Read, ReadCheck, read_feed, read_page
from factcheck.exchange.sheet_links import sheet_address
from factcheck.files import disk_errors_explained, no_file
from factcheck.model.earlier import EarlierCheck
from factcheck.model.links import has_scheme
from factcheck.reading.document.content_coding import decode
from factcheck.reading.document.media_type import HTML, XHTML, media_type_of
from factcheck.reading.document.worker_pool import Hints
from factcheck.store.external_checks import Shelved
from factcheck.store.turns import EXTERNAL_CHECKS
from factcheck.workflow.earlier.vectors import encode_new
from factcheck.workflow.evidence.fetch_queue import FetchTask
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.fetch_sources import visit
from factcheck.workflow.evidence.make_capture import payload_of

_HEAD = 4_096
_GZIP = "application/gzip"
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)*(?:\{\s*["}]|\])')
_MARKS = b"\xff\xfe"
_SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
_KEY_OF_A_CLAIM = re.compile(rb'"(?:text|claims?|claim_?text|statement)"\s*:', re.IGNORECASE)
_OF_A_CHECK = re.compile(rb'"@type"|"@context"|"claimReview(?:ed)?"|"itemReviewed"|ClaimReview')
_AT_ONCE, _WEIGHT = 500, 4_000_000
"""Checks, and characters of them, that are written in one transaction: others at the desk get their turn between."""

_UNPACKED = 200_000_000
"""Bytes that an answer may unpack to which is not gzip, the one coding that is unpacked as it is read."""

_EXAMPLES = 3


@dataclass
class ChecksImport:
    """What an import did: the items that were read, and how many of them were new, changed or here already.

    `examples` maps each reason to leave something out to its first few places; `seen` is how a fetch ended.
    """

    tally: ImportCounts = field(default_factory=ImportCounts)
    shelved: Shelved = field(default_factory=Shelved)
    examples: dict[str, list[Finding]] = field(default_factory=dict)
    seen: FetchResult | None = None

    def count(self, read: Read) -> None:
        """Count one more item."""
        self.tally.count(read)
        if isinstance(read, LeftOut):
            places = self.examples.setdefault(read.why.code, [])
            if len(places) < _EXAMPLES:
                places.append(read.why)

    def add(self, shelved: Shelved) -> None:
        """Add what was written in one transaction."""
        self.shelved.added += shelved.added
        self.shelved.changed += shelved.changed
        self.shelved.unchanged += shelved.unchanged

    def as_json(self) -> dict[str, Any]:
        """The counts in the words of the JSON contract."""
        return {
            "read": self.tally.items,
            "new": self.shelved.added,
            "changed": self.shelved.changed,
            "here": self.shelved.unchanged,
            "mended": dict(sorted(self.tally.mended.items())),
            "left_out": dict(sorted(self.tally.left_out.items())),
            "examples": [one.as_json() for some in self.examples.values() for one in some],
            "cut_off": [one.as_json() for one in self.tally.cut_off],
            "capture": self.seen.as_json() if self.seen else None,
        }


def form_of(place: str) -> str:
    """The format an import takes this for, by its content where there is any.

    One of "dossiers", "csv", "claimreview", "warc" and "wacz".
    """
    path = Path(place)
    if has_scheme(place):
        return "csv" if sheet_address(place) else "claimreview"
    if not path.is_file() or path.name.endswith((FORM, HISTORY)):
        return "dossiers"
    if kind := web_archive_kind(path):
        return kind.lower()
    if path.suffix.lower() in _SHEETS:
        return "csv"
    with disk_errors_explained(path), path.open("rb") as file:
        head = file.read(_HEAD)
    if media_type_of(head, "") in (HTML, XHTML, _GZIP) or _JSON.match(
        head.lstrip(_MARKS).replace(b"\0", b"")
    ):
        return "csv" if _holds_claims_alone(path, head) else "claimreview"
    return "dossiers" if path.suffix == ".jsonl" else "csv"


def _holds_claims_alone(path: Path, head: bytes) -> bool:
    """Whether JSON holds objects with claims, and says nothing of checks as schema.org or its users have it."""
    if not _JSON.match(head) or not _KEY_OF_A_CLAIM.search(head):
        return False
    with disk_errors_explained(path), path.open("rb") as file:
        return not any(_OF_A_CHECK.search(line) for line in file)


def import_checks(desk: Desk, path: Path) -> ChecksImport:
    """Put the checks in a file on the shelf: a feed of any length, an answer of a search, single items, a page.

    Some hundred at a time are written in a transaction of their own, so that a feed of any length takes little
    memory and does not keep others waiting. What was written stays when it is stopped; bringing the same in
    again adds nothing and goes on with the rest.
    """
    if not path.is_file():
        raise NotFound(f"{no_file(path)} A link begins with https:// or http://")
    with disk_errors_explained(path), path.open("rb") as file:
        is_page = media_type_of(file.peek(_HEAD)[:_HEAD], "") in (HTML, XHTML)
        if is_page:
            return store_checks(desk, _in_page(desk, file.read(), Hints(), str(path)))
        return store_checks(desk, read_feed(file, str(path)))


def import_address(desk: Desk, url: str) -> ChecksImport:
    """The same for what a URL gives, which is kept in the archive; without words, only `seen` is filled.

    BadInput where it cannot be unpacked or read.
    """
    return import_feed(desk, FetchTask(url))


def import_feed(desk: Desk, wanted: FetchTask, known: str | None = None) -> ChecksImport:
    """The same, where only what changed is asked for; a body with the SHA-256 `known` is not read again."""
    (seen,) = visit(desk, [wanted])
    if not seen.outcome.holds_words or seen.digest == known:
        return ChecksImport(seen=seen)
    payload, hints = payload_of(desk, seen.record)
    if seen.content_type in (HTML, XHTML):
        items = _in_page(desk, payload.getvalue(), hints, seen.url)
    else:
        items = read_feed(_unpacked(payload, hints), seen.url)
    brought = store_checks(desk, items)
    brought.seen = seen
    return brought


def _unpacked(payload: io.BytesIO, hints: Hints) -> BinaryIO:
    """The feed as it is read: gzip is seen by its first bytes, other codings are taken off first."""
    coding = hints.content_encoding.strip().casefold()
    if coding in ("gzip", "x-gzip"):
        payload.seek(0)
        return payload
    decoded = decode(payload.getvalue(), coding, _UNPACKED)
    if decoded.coding in ("ok", "corrupt"):
        return io.BytesIO(decoded.body)
    raise BadInput(
        f"{hints.url}: what came cannot be unpacked ({decoded.coding}). Save it as a file and import that."
    )


def _in_page(desk: Desk, body: bytes, hints: Hints, where: str) -> Iterator[Read]:
    data = desk.readers.linked_data(body, hints)
    if data is None:
        raise BadInput(f"{where} cannot be read as a page. Save the page anew in a browser and import that.")
    return read_page(data, where)


def store_checks(desk: Desk, items: Iterable[Read]) -> ChecksImport:
    """Put every check among the items on the shelf, some hundred in one transaction."""
    brought = ChecksImport()
    waiting: list[EarlierCheck] = []
    weight = 0
    for read in items:
        brought.count(read)
        if not isinstance(read, ReadCheck):
            continue
        waiting.append(read.check)
        weight += len(read.check.raw or "") + len(read.check.body or "")
        if len(waiting) >= _AT_ONCE or weight >= _WEIGHT:
            brought.add(_written(desk, waiting))
            waiting, weight = [], 0
    if waiting:
        brought.add(_written(desk, waiting))
    encode_new(desk)
    return brought


def _written(desk: Desk, checks: Iterable[EarlierCheck]) -> Shelved:
    with desk.store.writing(EXTERNAL_CHECKS) as ledger:
        return ledger.shelve(checks)
