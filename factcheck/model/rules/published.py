"""Rule 4: what is published is frozen, and changes only in the open."""

from factcheck.errors import Remedy, RuleRefused
from factcheck.model.claim import SIGNED
from factcheck.model.claim_step import ClaimStep
from factcheck.model.record import Record
from factcheck.model.signing import signing_digest
from factcheck.model.status import status
from factcheck.model.vocabulary import Status
from factcheck.phrase import comma, say


def wording_is_not_published(step: ClaimStep) -> None:
    """Rule 4: what was published of a claim is changed by a correction alone."""
    record, changed = step.before, sorted(SIGNED.intersection(step.line.body["set"]))
    if changed and record.is_frozen:
        said = say(
            "{ref} is published; {fields} cannot just change.", ref=record.claim.ref, fields=comma(changed)
        )
        raise RuleRefused(4, said, _openly(record))


def ref_is_not_published(step: ClaimStep) -> None:
    """Rule 4: the ref of a published claim is in addresses that readers keep."""
    record = step.before
    if record.version:
        said = say(
            "{ref} is published, so its ref is part of an address that readers keep.", ref=record.claim.ref
        )
        raise RuleRefused(4, said, say("It stays as it is; what the page says is changed by a correction."))


def verdict_is_not_published(step: ClaimStep) -> None:
    """Rule 4: a published verdict is replaced by a correction alone."""
    record = step.before
    if record.is_frozen:
        raise RuleRefused(
            4,
            say("{ref} is published; its verdict cannot just change.", ref=record.claim.ref),
            _openly(record),
        )


def evidence_is_not_published(step: ClaimStep) -> None:
    """Rule 4: evidence that readers were shown is taken back, or said anew of, by a correction alone."""
    record, told = step.before, step.line.body["evidence"]
    evidence_id = told["id"] if isinstance(told, dict) else told
    out = record.version
    if out and record.is_frozen and any(one.id == evidence_id for one in out.record.evidence):
        said = say(
            "{ref} is published with {evidence}, which cannot just change.",
            ref=record.claim.ref,
            evidence=evidence_id,
        )
        raise RuleRefused(4, said, _openly(record))


def taken_back_in_the_open(step: ClaimStep) -> None:
    """Rule 4: a published check is voided where its readers see it, before the claim leaves the work."""
    record = step.before
    if record.version and not record.is_void:
        ref = record.claim.ref
        raise RuleRefused(
            4,
            say("{ref} is published, so it is taken back in the open first.", ref=ref),
            Remedy.by("correct", say("Void it."), ref=ref, kind="void", what=None, why=None),
        )


def something_is_published(step: ClaimStep) -> None:
    """Rule 4: what readers have not seen changes without a correction."""
    record = step.before
    if record.version is None:
        ref = record.claim.ref
        raise RuleRefused(
            4,
            say(
                "{ref} is {status}, not published, so there is nothing to correct.",
                ref=ref,
                status=status(record, step.scales),
            ),
            Remedy.by("edit", say("Change it as it is."), ref=ref),
            Remedy.by("rate", say("Or rate it again."), ref=ref, rating=None, because=None),
        )


def only_what_is_signed_is_published(step: ClaimStep) -> None:
    """Rules 3 and 4: a version is what was signed, as it was; what is out is replaced only by a correction."""
    if not step.prints_a_version:
        _same_version_again(step)
        return
    record, publication = step.before, step.part
    ref, verdict, standing = record.claim.ref, record.verdict, status(record, step.scales)
    if verdict is None or standing is not Status.SIGNED_OFF:
        raise RuleRefused(
            4,
            say("only a signed claim is published, and {ref} is {standing}.", ref=ref, standing=standing),
            Remedy.by("check", say("See what it lacks."), ref=ref),
        )
    if record.version and not record.under_correction:
        raise RuleRefused(4, say("{ref} is published already.", ref=ref), _openly(record))
    digest = signing_digest(record, step.scales)
    expected = record.version.first.version + 1 if record.version else 1
    if (publication.version, publication.verdict, publication.digest) != (expected, verdict.id, digest):
        raise RuleRefused(4, say("{ref}: what was printed is not what was signed.", ref=ref), _again(ref))


def _same_version_again(step: ClaimStep) -> None:
    """Rule 4: a printing anew shows the same check, at the same address."""
    record, publication = step.before, step.part
    out = record.publications[-1]
    if (publication.verdict, publication.digest) != (out.verdict, out.digest):
        raise RuleRefused(
            4,
            say(
                "{ref}: version {version} is published otherwise.", ref=record.claim.ref, version=out.version
            ),
            _again(record.claim.ref),
        )


def _openly(record: Record) -> Remedy:
    kinds = ("major", "minor", "update")
    ref = record.claim.ref
    return Remedy.by("correct", say("Say it in the open first."), ref=ref, kind=kinds, what=None, why=None)


def _again(ref: str) -> Remedy:
    return Remedy.by("publish", say("Publish it again."), ref=ref)
