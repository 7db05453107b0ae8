"""Checking the whole desk: every chain, every status, every archived file, every quote where it is said to stand."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial

from factcheck.desk import Desk
from factcheck.errors import Finding, StorageFailed
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.reading.stands import stands_at
from factcheck.workflow.recording import text_of

_TEXTS = 16
"""Texts of captures that are kept at hand: the quotes of one claim often stand in few."""


@dataclass
class Verified:
    """What was walked, and everything that does not hold."""

    claims: int = 0
    captures: int = 0
    quotes: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(desk: Desk) -> Verified:
    """Walk the histories, the rows made of them, the archive, and the quotes that stand in it."""
    verified = Verified()
    quoted: list[tuple[Capture, Evidence, str]] = []
    known: set[str] = set()

    def captures(records: Iterator[Record]) -> Iterator[tuple[Capture, str]]:
        for record in records:
            verified.claims += 1
            by_id = {one.id: one for one in record.captures}
            known.update(one.record for one in record.captures)
            quoted.extend(
                (by_id[one.capture], one, f"{record.claim.ref} evidence {one.id}")
                for one in record.evidence
                if one.capture and one.position
            )
            for capture in record.captures:
                yield capture, f"{record.claim.ref} captures {capture.id}"

    with desk.store.reading() as ledger:
        audit = ledger.audit()
        in_archive = list(desk.archive.check(captures(audit.records())))
        verified.findings += audit.findings + in_archive
    verified.captures, verified.quotes = len(known), len(quoted)
    verified.findings += desk.archive.others(known)
    read = lru_cache(maxsize=_TEXTS)(partial(text_of, desk))
    for capture, evidence, where in quoted:
        with suppress(StorageFailed):  # a file that cannot be read was told of above
            verified.findings += _quote(read(capture), capture, evidence, where)
    return verified


def _quote(text: str | None, capture: Capture, evidence: Evidence, where: str) -> Iterator[Finding]:
    """Whether the words stand where the evidence says."""
    if text is None or evidence.position is None or not stands_at(text, evidence.position, evidence.exact):
        yield Finding(
            "quote-not-there",
            where,
            f"does not stand in {capture.id} where it is said to.",
            "Look at both, and cite it anew from what the capture says.",
        )
