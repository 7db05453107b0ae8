"""Where a claim stands, which follows from its record and the scales, and the record as the JSON contract has it."""

from collections.abc import Sequence
from typing import Any

from factcheck.model.key_signatures import PersonKey, key_of_signature, signed_with
from factcheck.model.record import PARTS, Record, once_a_record
from factcheck.model.scale import Scales
from factcheck.model.signing import changed_since_signed, is_in_force, signing_digest
from factcheck.model.vocabulary import Decision, Status


@once_a_record
def status(record: Record, scales: Scales) -> Status:
    """Where the claim stands, derived from its record alone."""
    verdict, review = record.verdict, record.review
    if record.withdrawal:
        return Status.WITHDRAWN
    if verdict is None:
        started = record.sources or record.evidence or record.claim.assignee
        return Status.CHECKING if started else Status.UNVERIFIED
    if review and review.decision is Decision.RETURN:
        return Status.RETURNED
    if _rests_on_what_changed(record, scales):
        return Status.NEEDS_RECHECK
    if record.approvals and len(record.approvals) >= record.reviewers_needed:
        return Status.PUBLISHED if record.version and not record.corrections_since else Status.SIGNED_OFF
    in_review = record.submission and record.submission.body.get("verdict") == verdict.id
    return Status.IN_REVIEW if in_review else Status.RATED


def _rests_on_what_changed(record: Record, scales: Scales) -> bool:
    """Whether the verdict in force, or a signature under it, was given for something else than there is now."""
    verdict = record.verdict
    if verdict is None:
        return False
    taken_back = record.is_void and record.version and record.version.first.verdict == verdict.id
    return bool(
        taken_back
        or record.changed_since_rated
        or record.retold_since_rated
        or record.unjudged_drift
        or (record.in_conflict and not verdict.resolves)
        or not all(is_in_force(record, one, scales) for one in record.approvals)
    )


def as_json(record: Record, scales: Scales, keys: Sequence[PersonKey] = ()) -> dict[str, Any]:
    """The record as the JSON contract has it: the claim's fields, its status and verdict, and the lists.

    `keys` are those of the desk's people; by them it says what stands behind each approval.
    """
    parts = {
        name: [one.model_dump(mode="json", exclude={"salt"}) for one in getattr(record, name)]
        for name in PARTS
    }
    for review, shown in zip(record.reviews, parts["reviews"], strict=True):
        key, stands = key_of_signature(review), signed_with(record, review, keys)
        shown["in_force"] = is_in_force(record, review, scales)
        shown["signed_with"] = stands and str(stands)
        shown["key"] = key and key.fingerprint
    for comment, told in zip(record.comments, parts["comments"], strict=True):
        told["motivation"] = comment.motivation
    return {
        **record.claim.model_dump(mode="json"),
        "status": str(status(record, scales)),
        "verdict": record.verdict.rating if record.verdict else None,
        **parts,
        "changed_since_signed": list(changed_since_signed(record, scales)),
        "withdrawal": _withdrawal(record),
        "digest": signing_digest(record, scales) if record.verdict else None,
        "head": record.head,
        **({"former_refs": list(record.former_refs)} if record.former_refs else {}),
    }


def _withdrawal(record: Record) -> dict[str, Any] | None:
    if record.withdrawal is None:
        return None
    said = record.withdrawal.line()
    return {"why": said["body"].get("why"), "by": said["by"], "at": said["at"]}
