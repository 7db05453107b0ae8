"""What an act brings about beside what it was for: a signature that is void, a page that says something else."""

from collections.abc import Iterator
from typing import Any

from factcheck.errors import Finding, Remedy
from factcheck.model.comment import shortened
from factcheck.model.public import public_checks, shown_if_published
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.signing import changed_since_signed, is_in_force
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, Status
from factcheck.phrase import say, say_count

VOID = "signature-void"
"""The code of what takes a signature back, or the standing of what was signed."""


def consequences(before: Record | None, after: Record, scales: Scales) -> Iterator[Finding]:
    """What has to be said at once of acts that led from one record to the other.

    Where nobody had signed before, that is only what was open when somebody did.
    """
    if before is not None and len(after.approvals) > len(before.approvals):
        yield from _left_open(after)
    if before is None or not (before.approvals or before.version) or after.events[-1].act is Act.PUBLISH:
        return
    void = "" if _is_on_its_way(before, after) else _void(before, after, scales)
    if void:
        yield Finding(VOID, after.claim.ref, void, *_new_verdict(after))
    if before.version and not after.is_void:
        yield from _readers(before, after, scales, is_corrected=bool(void))


def _left_open(signed: Record) -> Iterator[Finding]:
    """The comments that nobody had resolved when the verdict was signed."""
    waiting, ref = signed.open_comments, signed.claim.ref
    if waiting:
        first = waiting[0]
        said = say_count(
            len(waiting),
            "{count} comment was open when it was signed, {comment} by {person}: {words}",
            "{count} comments were open when it was signed, {comment} by {person} and others: {words}",
            comment=first.id,
            person=first.by,
            words=shortened(first),
        )
        yield Finding("comments-open", ref, said, Remedy.by("show", say("Read on."), ref=ref))


def _is_on_its_way(before: Record, after: Record) -> bool:
    """Whether a new verdict takes the place of the one that is published and is being corrected."""
    rated = any(line.act is Act.RATE for line in after.events[len(before.events) :])
    out = before.version
    return bool(rated and out and before.verdict and out.first.verdict == before.verdict.id)


def _void(before: Record, after: Record, scales: Scales) -> str:
    """Who signed what holds no more, in words; "" where all holds."""
    held = [one for one in before.approvals if is_in_force(before, one, scales)]
    lost = [one.by for one in held if not is_in_force(after, one, scales)]
    if lost:
        named = " and ".join(dict.fromkeys(lost))
        changed = ", ".join(changed_since_signed(after, scales)) or "the verdict"
        return f"The signature of {named} is void; what was signed has changed: {changed}.{_told(after)}"
    was_signed = status(before, scales).is_signed and not after.is_void
    if was_signed and status(after, scales) is Status.NEEDS_RECHECK:
        return f"It needs a recheck now: there is evidence for and against.{_told(after)}"
    return ""


def _told(after: Record) -> str:
    return " The next publication tells readers that it is looked at again." if after.version else ""


def _new_verdict(record: Record) -> Iterator[Remedy]:
    ref = record.claim.ref
    if record.is_frozen:
        kinds = ("major", "minor", "update")
        yield Remedy.by("correct", "Correct it in the open.", ref=ref, kind=kinds, what=None, why=None)
        yield Remedy.by("rate", "Then rate it again.", ref=ref, rating=None, because=None)
    elif record.approvals:
        yield Remedy.by("rate", "Rate it again.", ref=ref, rating=None, because=None)
    else:
        yield Remedy.by("submit", "Have the new verdict signed.", ref=ref)


def _readers(before: Record, after: Record, scales: Scales, *, is_corrected: bool) -> Iterator[Finding]:
    """When readers see what changed: with what is printed next, or only with a version to come."""
    ref = after.claim.ref
    if _shown_now(before, scales) != _shown_now(after, scales):
        publish = Remedy.by("publish", "Publish.", ref=ref)
        yield Finding("next-publication", ref, "Readers see the change at the next publication.", publish)
    elif _shown_next(before) != _shown_next(after) and not is_corrected:
        said = "Readers see the change with the next version of the check, and not before."
        if after.under_correction:
            yield Finding("next-version", ref, said, Remedy.by("publish", "It is under way.", ref=ref))
        else:
            update = Remedy.by("correct", "Begin it.", ref=ref, kind="update", what=None, why=None)
            yield Finding("next-version", ref, said, update)


def _shown_now(record: Record, scales: Scales) -> list[Any]:
    """What the pages of the versions that are out are made of, as far as acts change it."""
    return [_facts(one.record) for one in public_checks(record, scales)]


def _shown_next(record: Record) -> Any:
    return _facts(shown_if_published(record))


def _facts(public: Record) -> Any:
    return public.claim, public.sources, public.evidence, public.contacts
