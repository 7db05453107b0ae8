"""Checking the whole desk: every chain, every status, every archived file, every quote, every published page."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from factcheck.archive.integrity import RecordedDigests, check_captures, check_unrecorded
from factcheck.desk import Desk
from factcheck.errors import Finding, Remedy, StorageFailed
from factcheck.files import disk_errors_explained
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.reading.quote.quote_check import is_quote_at
from factcheck.store.audit import Audit
from factcheck.workflow.evidence.record_capture import text_of
from factcheck.workflow.site.build import is_page

_LOG = logging.getLogger(__name__)
_TEXTS = 16
"""Texts of captures that are kept at hand: the quotes of one claim often stand in few."""


@dataclass
class Verified:
    """What was walked, everything that does not hold, and what holds and is to be known all the same.

    `older` are lines that a rule of today would refuse, `backward` those that are dated before the line above them,
    `unchecked` counts quotes from documents of which no words, or not these, could be read.
    """

    claims: int = 0
    captures: int = 0
    quotes: int = 0
    unchecked: int = 0
    findings: list[Finding] = field(default_factory=list)
    older: list[Finding] = field(default_factory=list)
    backward: list[Finding] = field(default_factory=list)


def verify(desk: Desk) -> Verified:
    """Check the histories, the rows made of them, the archive, the quotes found in it, and the public pages."""
    verified = Verified()
    quoted: list[tuple[Capture, Evidence, str]] = []
    known: set[str] = set()
    printed: dict[str, set[str]] = {}

    def kept(audit: Audit) -> Iterator[tuple[RecordedDigests, str]]:
        for record in audit.records():
            verified.claims += 1
            desk.progress.step()
            known.update(one.record for one in record.captures)
            for publication in record.publications:
                for name, digest in publication.pages.items():
                    printed.setdefault(name, set()).add(digest)
            in_captures = list(_in_captures(record))
            quoted.extend(one for one in in_captures if one[1].position)
            verified.unchecked += sum(one[1].position is None for one in in_captures)
            for capture in record.captures:
                yield capture, f"{record.claim.ref} captures {capture.id}"
        for article in audit.articles:
            known.update(one.record for one in article.texts)
            yield from ((one, f"article {article.article.ref} text") for one in article.texts)

    with desk.store.reading() as ledger:
        audit = ledger.audit()
        desk.progress.begin(ledger.count_claims())
        in_archive = list(check_captures(desk.archive, kept(audit)))
        verified.findings += audit.findings + in_archive
        verified.older += audit.older
        verified.backward += audit.backward
    verified.captures, verified.quotes = len(known), len(quoted)
    verified.findings += check_unrecorded(desk.archive, known)
    verified.findings += _quotes(desk, quoted)
    verified.findings += _pages(desk.settings.site, printed)
    _log(verified)
    return verified


def _in_captures(record: Record) -> Iterator[tuple[Capture, Evidence, str]]:
    """The evidence of a claim that names a capture, with it and where it is."""
    by_id = {one.id: one for one in record.captures}
    for one in record.evidence:
        if one.capture:
            yield by_id[one.capture], one, f"{record.claim.ref} evidence {one.id}"


def _quotes(desk: Desk, quoted: Iterable[tuple[Capture, Evidence, str]]) -> Iterator[Finding]:
    read = lru_cache(maxsize=_TEXTS)(partial(text_of, desk))
    for capture, evidence, where in quoted:
        with suppress(StorageFailed):  # a file that cannot be read was told of above
            yield from _quote(read(capture), capture, evidence, where)


def _log(verified: Verified) -> None:
    for one in verified.findings:
        _LOG.warning("found %(code)s at %(where)s", {"code": one.code, "where": one.where})
    walked = {name: getattr(verified, name) for name in ("claims", "captures", "quotes")}
    said = {**walked, "findings": len(verified.findings)}
    _LOG.info(
        "verified %(claims)d claims, %(captures)d captures, %(quotes)d quotes: %(findings)d findings", said
    )


def _pages(site: Path, printed: Mapping[str, set[str]]) -> Iterator[Finding]:
    """A finding for each page of the site that was never published so; one that is missing can be made again.

    A page of an earlier printing is what a publication leaves that was interrupted, and the next one mends it.
    """
    for name, digests in sorted(printed.items()):
        path = site / name
        if not is_page(name) or not path.is_file():
            continue
        with disk_errors_explained(path):
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found not in digests:
            yield Finding(
                "page-changed",
                f"{site.name}/{name}",
                "is not what was published.",
                Remedy.by("publish", "Make it again."),
            )


def _quote(text: str | None, capture: Capture, evidence: Evidence, where: str) -> Iterator[Finding]:
    """Whether the words stand where the evidence says."""
    if text is None or evidence.position is None or not is_quote_at(text, evidence.position, evidence.exact):
        yield Finding(
            "quote-not-there",
            where,
            f"does not stand in {capture.id} where it is said to.",
            "Look at both, and cite it anew from what the capture says.",
        )
