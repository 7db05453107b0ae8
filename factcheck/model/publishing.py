"""What readers see: a printing of the next version or of the one that is out, and the corrections it carries."""

from dataclasses import replace
from typing import Any

from factcheck.errors import RuleRefused
from factcheck.model.publication import Correction, Publication, Stated
from factcheck.model.record import Record, Version, keep_digest
from factcheck.model.scale import Scales
from factcheck.model.status import status
from factcheck.model.vocabulary import CorrectionKind, Status


def printed(record: Record, publication: Publication) -> Record:
    """The record once this is out; with a draft, what the pages are made of before the act is on record."""
    new = is_new(record, publication)
    after = stated(record) if new else None
    out = replace(
        record,
        publications=(*record.publications, publication),
        corrections=_carried(record, publication.version, after, voids=not new),
        versions=(*record.versions, Version(publication, record)) if new else record.versions,
    )
    return keep_digest(record, out)


def is_new(record: Record, publication: Publication) -> bool:
    """Whether it is of a version that is not out yet."""
    return record.version is None or publication.version != record.version.first.version


def next_version(record: Record, scales: Scales) -> int | None:
    """The number that a publication would have now; None where nothing is, or can be, published.

    It is the next one when a signed verdict waits for its first publication or with its correction, else that
    of what is out already.
    """
    number = record.version.first.version if record.version else 0
    if status(record, scales) is Status.SIGNED_OFF and (record.under_correction or not number):
        return number + 1
    return number or None


def stated(record: Record) -> Stated:
    """What the verdict in force tells readers in short."""
    verdict = record.verdict
    if verdict is None:
        raise RuleRefused(4, f"{record.claim.ref} has no verdict to publish.", "Rate it first.")
    return Stated(
        wording=verdict.wording,
        rating=verdict.rating,
        scale=verdict.scale,
        scale_version=verdict.scale_version,
        summary=verdict.summary,
    )


def _carried(record: Record, version: int, after: Stated | None, *, voids: bool) -> tuple[Correction, ...]:
    """The corrections, those that this printing carries marked with its version."""
    before = len(record.corrections) - len(record.corrections_since)
    carried: dict[str, Any] = {"version": version, "after": after}
    return (
        *record.corrections[:before],
        *(
            one.model_copy(update=carried)
            if one.version is None and (one.kind is CorrectionKind.VOID or not voids)
            else one
            for one in record.corrections_since
        ),
    )
