"""What a sign-off binds (rule 3): what a reviewer reads, its digest, and what changed under a signature."""

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.errors import NotFound
from factcheck.model.claim import signed_fields
from factcheck.model.event import digest
from factcheck.model.record import Record, once_a_record
from factcheck.model.scale import Scale, Scales
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Decision


def scale_of(verdict: Verdict, scales: Scales) -> Scale:
    """The very version of the scale a verdict was given on."""
    return scales.get(verdict.scale, verdict.scale_version)


def what_is_signed(record: Record, scales: Scales) -> dict[str, Any]:
    """What a reviewer reads: wording, claimant, dates, verdict, cited evidence, its sources and captures, the scale."""
    verdict = record.verdict
    if verdict is None:
        raise NotFound(f"{record.claim.ref} has no verdict to sign.")
    cited = record.cited(verdict)
    named = {one.source for one in cited}
    held = {one.capture for one in cited}
    drift = [one.plain() for one in record.unjudged_drift]
    return {
        "claim": signed_fields(record.claim),
        "verdict": verdict.plain(),
        "evidence": [one.plain() for one in cited],
        "sources": [source.plain() for source in record.sources if source.id in named],
        "captures": [one.payload_digest for one in record.captures if one.id in held],
        "scale": scale_of(verdict, scales).plain(),
        **({"drift": drift} if drift else {}),
    }


@once_a_record
def signing_digest(record: Record, scales: Scales) -> str:
    """SHA-256 (hex) of the canonical form of what is signed; NotFound where there is no verdict.

    Where words of it were taken out since, the digest is still that of what was signed.
    """
    follows = digest(what_is_signed(record, scales))
    return record.signed_digests.get(follows, follows)


def is_in_force(record: Record, review: Review, scales: Scales) -> bool:
    """Whether an approval still binds what it was given for (rule 3)."""
    return (
        review.decision is Decision.APPROVE
        and record.verdict is not None
        and review.verdict == record.verdict.id
        and review.digest == signing_digest(record, scales)
    )


@once_a_record
def changed_since_signed(record: Record, scales: Scales) -> tuple[str, ...]:
    """What is not as it was when the verdict in force was first approved: `claimant`, `evidence e1`, `source s2`.

    Empty while nobody has approved it and while every approval holds.
    """
    if record.read_as is None or all(is_in_force(record, one, scales) for one in record.approvals):
        return ()
    then, now = what_is_signed(record.read_as, scales), what_is_signed(record, scales)
    return tuple(_changes(then, now)) or ("the rating scale",)


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for field in sorted(then["claim"].keys() | now["claim"].keys()):
        if then["claim"].get(field) != now["claim"].get(field):
            yield "wording" if field == "text" else field.replace("_", " ")
    for part, parts in (("evidence", "evidence"), ("source", "sources")):
        old, new = ({one["id"]: one for one in side[parts]} for side in (then, now))
        yield from (f"{part} {key}" for key in {**old, **new} if old.get(key) != new.get(key))
    if then["captures"] != now["captures"]:
        yield "a capture"
    known = then.get("drift", ())
    yield from (
        f"evidence {one['evidence']} ({one['rung']})" for one in now.get("drift", ()) if one not in known
    )
