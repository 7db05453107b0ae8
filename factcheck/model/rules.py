"""Rules 1 to 5 of the desk, each as a check that refuses in words and says what to do.

1. No rating without usable evidence.  2. Conflict stays visible.  3. Sign-off is by a second person.
4. What is published is frozen.  5. What is taken back is taken back with a reason.
"""

from collections.abc import Collection

from factcheck.errors import Remedy, RuleRefused
from factcheck.model.evidence import Evidence
from factcheck.model.publication import Contact, Publication
from factcheck.model.record import Record
from factcheck.model.scale import Rating
from factcheck.model.signing import SIGNED
from factcheck.model.source import Capture
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act, Decision, Outcome, SourceKind, Standing, Status


def standing_is_true(record: Record, evidence: Evidence) -> None:
    """Rule 1: each standing says something true about how the quote is held."""
    source = record.source(evidence.source)
    captures = {one.id: one for one in record.captures if one.source == source.id}
    capture = captures.get(evidence.capture or "")
    if evidence.capture is not None and capture is None:
        raise _no_such_capture(record.claim.ref, source.id, evidence.capture, captures)
    if evidence.standing is Standing.ANCHORED:
        _words_are_held(record.claim.ref, capture)
        if evidence.position is None or evidence.match is None:
            said = f"{evidence.id} does not say where in {evidence.capture} it stands."
            find = Remedy.by(
                "cite", "Let the desk find it.", ref=record.claim.ref, source=source.id, quote=None
            )
            raise RuleRefused(1, said, find)
    if evidence.standing is Standing.FILED and (capture is None or capture.outcome is not Outcome.FILED):
        raise RuleRefused(
            1,
            f"source {source.id} has no document in the archive, so nothing can be filed under it.",
            Remedy.by("source", "Give the file.", ref=record.claim.ref, file=None),
            "Or cite it as transcribed.",
        )
    if evidence.standing is Standing.TOLD and source.kind is not SourceKind.CONVERSATION:
        raise RuleRefused(
            1,
            f"source {source.id} is not a conversation, so nobody told it.",
            Remedy.by("source", "Record the talk.", ref=record.claim.ref, kind="conversation", title=None),
        )


def _no_such_capture(ref: str, source_id: str, given: str, captures: Collection[str]) -> RuleRefused:
    if captures:
        return RuleRefused(
            1, f"source {source_id} has no capture {given}.", f"It has: {', '.join(captures)}."
        )
    said = f"source {source_id} has no document in the archive, so {given} cannot be quoted."
    return RuleRefused(1, said, *fetch_or_file(ref, "Fetch it."))


def fetch_or_file(ref: str, text: str) -> tuple[Remedy, Remedy]:
    """The two ways in which a document comes into the archive; `text` says what is to be fetched."""
    return Remedy.by("fetch", text, ref=ref), Remedy.by("attach", "Or file it.", ref=ref, file=None)


def _words_are_held(ref: str, capture: Capture | None) -> None:
    """A fetch that failed, was blocked or came back empty is never evidence of anything."""
    if capture is None or not capture.outcome.holds_words or capture.text_digest is None:
        said = f"{capture.id} is {capture.outcome}" if capture else "no capture is named"
        raise RuleRefused(
            1,
            f"a quote is anchored only by finding it in words that were captured, and {said}.",
            Remedy.by("fetch", "Fetch the page.", ref=ref),
            "Or cite it as transcribed.",
        )


def only_the_standing_rises(before: Evidence, after: Evidence) -> None:
    """Rules 1 and 5: a transcribed quote may be found in what the desk holds later; nothing else of it changes."""
    kept = {"source", "stance", "who", "when", "how", "note"}
    held = (Standing.ANCHORED, Standing.FILED)
    rises = before.standing is Standing.TRANSCRIBED and after.standing in held
    if not rises or any(getattr(before, name) != getattr(after, name) for name in kept):
        raise RuleRefused(
            5, f"{before.id} is on record as it was cited.", "Only a transcribed quote can be anchored later."
        )


def wording_is_the_claims(record: Record, verdict: Verdict) -> None:
    """Rule 1: a verdict rates the claim's exact wording."""
    if verdict.wording != record.claim.text:
        raise RuleRefused(
            1,
            f"this verdict rates another wording than {record.claim.ref} has.",
            "Rate the claim as it stands.",
        )


def has_grounds(record: Record, verdict: Verdict, rating: Rating) -> None:
    """Rule 1: a rating rests on cited evidence; one outside the truth order on a recorded attempt."""
    if rating.order is not None and not verdict.cites:
        raise RuleRefused(
            1,
            f'"{verdict.rating}" rests on no evidence.',
            Remedy.by(
                "cite", "Quote some first.", ref=record.claim.ref, source=None, quote=None, stance="supports"
            ),
        )
    if not record.sources:
        raise RuleRefused(
            1,
            f'"{verdict.rating}" needs at least one recorded attempt to find out.',
            Remedy.by("source", "Record where you looked.", ref=record.claim.ref, url=None),
        )


def conflict_is_resolved(record: Record, verdict: Verdict) -> None:
    """Rule 2: with evidence for and against, a verdict says how it settles that."""
    if record.in_conflict and not verdict.resolves:
        raise RuleRefused(
            2,
            f"{record.claim.ref} has evidence for and against it.",
            Remedy.again("Say in words how the verdict settles that.", resolves=None),
        )


def reader_is_a_second_person(record: Record, review: Review) -> None:
    """Rule 3: neither who gave the verdict nor who entered it signs it, unless the desk is declared solo.

    Where it was taken over, whoever gave it there gave it.
    """
    rated = [event for event in record.events if event.act is Act.RATE][-1]
    gave = [rated.by, record.verdicts[-1].by, *([record.taken_over.by] if record.taken_over else ())]
    authors = {_same_person(one) for one in gave}
    if _same_person(review.by) in authors and not review.solo and review.decision is Decision.APPROVE:
        raise RuleRefused(
            3,
            f"{review.by} gave this verdict and cannot sign it too.",
            Remedy.again("Let a second person sign.", by=None),
            "A desk of one says so in factcheck.toml: solo = true",
        )


def nobody_signs_twice(record: Record, review: Review) -> None:
    """Rule 3: where several have to sign, each signature is another person's."""
    signed = {_same_person(one.by) for one in record.approvals}
    if review.decision is Decision.APPROVE and _same_person(review.by) in signed:
        more = record.reviewers_needed - len(signed)
        raise RuleRefused(
            3,
            f"{review.by} has signed {record.claim.ref} already.",
            Remedy.again(f"It needs {more} more {'person' if more == 1 else 'people'}.", by=None),
        )


def wording_is_not_published(record: Record, fields: Collection[str]) -> None:
    """Rule 4: what was published of a claim is changed by a correction alone."""
    changed = sorted(SIGNED.intersection(fields))
    if changed and record.is_frozen:
        said = f"{record.claim.ref} is published; {', '.join(changed)} cannot just change."
        raise RuleRefused(4, said, _openly(record))


def verdict_is_not_published(record: Record) -> None:
    """Rule 4: a published verdict is replaced by a correction alone."""
    if record.is_frozen:
        raise RuleRefused(
            4, f"{record.claim.ref} is published; its verdict cannot just change.", _openly(record)
        )


def taken_back_in_the_open(record: Record) -> None:
    """Rule 4: a published check is voided where its readers see it, before the claim leaves the work."""
    if record.version and not record.is_void:
        ref = record.claim.ref
        raise RuleRefused(
            4,
            f"{ref} is published, so it is taken back in the open first.",
            Remedy.by("correct", "Void it.", ref=ref, kind="void", what=None, why=None),
        )


def _openly(record: Record) -> Remedy:
    kinds = ("major", "minor", "update")
    ref = record.claim.ref
    return Remedy.by("correct", "Say it in the open first.", ref=ref, kind=kinds, what=None, why=None)


def may_be_published(record: Record, publication: Publication, standing: Status, digest: str) -> None:
    """Rules 3 and 4: only what is signed is published, as it was signed; what is out only with a correction."""
    ref, verdict = record.claim.ref, record.verdict
    if verdict is None or standing is not Status.SIGNED_OFF:
        raise RuleRefused(
            4,
            f"only a signed claim is published, and {ref} is {standing}.",
            Remedy.by("check", "See what it lacks.", ref=ref),
        )
    if record.version and not record.under_correction:
        raise RuleRefused(4, f"{ref} is published already.", _openly(record))
    expected = record.version.first.version + 1 if record.version else 1
    if (publication.version, publication.verdict, publication.digest) != (expected, verdict.id, digest):
        raise RuleRefused(4, f"{ref}: what was printed is not what was signed.", _again(ref))


def _again(ref: str) -> Remedy:
    return Remedy.by("publish", "Publish it again.", ref=ref)


def evidence_is_held(record: Record, rating: Rating) -> None:
    """Rule 1: what is published rests on at least one quote that stands in something the desk holds."""
    if lacks_what_is_held(record, rating):
        ref = record.claim.ref
        raise RuleRefused(
            1,
            f"{ref} cites no quote that stands in a capture or a document of the desk.",
            *fetch_or_file(ref, "Fetch what it cites."),
        )


def lacks_what_is_held(record: Record, rating: Rating) -> bool:
    """Whether no cited quote stands in a capture or a document, though something is cited or has to be."""
    cited = record.cited(record.verdict) if record.verdict else ()
    held = any(one.standing in (Standing.ANCHORED, Standing.FILED) for one in cited)
    return not held and (bool(cited) or rating.order is not None)


def same_version_again(record: Record, publication: Publication) -> None:
    """Rule 4: a printing anew shows the same check, at the same address."""
    out = record.publications[-1]
    if (publication.verdict, publication.digest) != (out.verdict, out.digest):
        raise RuleRefused(
            4,
            f"{record.claim.ref}: version {out.version} is published otherwise.",
            _again(record.claim.ref),
        )


def only_the_answer_is_new(ref: str, before: Contact, after: Contact) -> None:
    """Rule 5: whom the desk asked, how and when stays on record; an answer, and who may see it, can follow."""
    kept = ("who", "how", "asked_on", "asked")
    if any(getattr(before, name) != getattr(after, name) for name in kept):
        raise RuleRefused(
            5,
            f"{before.id} is on record as it was asked.",
            Remedy.by("contact", "Record another one.", ref=ref, who=None),
        )
    if before.answered_on and not after.answered_on:
        raise RuleRefused(
            5, f"{before.id} was answered on {before.answered_on}.", "An answer is not taken out."
        )


def taking_back_has_a_reason(record: Record, fields: Collection[str], why: str) -> None:
    """Rule 5: changing under a verdict what it rests on takes it back."""
    changed = sorted(SIGNED.intersection(fields))
    if record.verdict and changed and not why:
        raise RuleRefused(
            5,
            f"{record.claim.ref} is rated as it is worded; changing {', '.join(changed)} takes that back.",
            Remedy.again("The claim then needs a new verdict. Say why.", why=None),
        )


def _same_person(name: str) -> str:
    return " ".join(name.casefold().split())
