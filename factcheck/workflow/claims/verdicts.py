"""Reaching a verdict and having a second person decide on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.desk import Desk
from factcheck.errors import Remedy, RuleRefused
from factcheck.model.key_signatures import text_of
from factcheck.model.record import Record, next_id
from factcheck.model.signing import signing_digest
from factcheck.model.status import status
from factcheck.model.value import is_blank
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act, Decision, Status
from factcheck.workflow.act import OpenClaim, decided_anew, for_each, open_claim
from factcheck.workflow.claims.comments import CommentPlace, place_fields, put_comment
from factcheck.workflow.claims.key_signing import desk_id, signed
from factcheck.workflow.claims.list import show_claim


@dataclass(frozen=True)
class Reasons:
    """Why a rating is given: one sentence, the reasons, the evidence ids (None for all), the conflict settled."""

    rationale: str
    summary: str | None = None
    cites: Sequence[str] | None = None
    resolves: str | None = None


@dataclass(frozen=True)
class ToSign:
    """The text that approves a verdict as it stands, and the digest of what was read, which the text holds too."""

    text: str
    digest: str


@decided_anew
def rate(desk: Desk, ref: str, rating: str, reasons: Reasons) -> Record:
    """Give the claim's exact wording a rating on the desk's scale.

    NotFound for a rating that the scale does not have, or evidence that the claim does not have; RuleRefused for a
    rating without usable evidence, and for one that leaves a conflict open.
    """
    desk.scale.rating(rating)
    with open_claim(desk, ref) as claim:
        before = claim.record
        every = [one.id for one in before.evidence]
        verdict = Verdict.of(
            {
                "id": next_id("v", before.verdicts),
                "rating": rating,
                "scale": desk.scale.id,
                "scale_version": desk.scale.version,
                "wording": before.claim.text,
                "summary": reasons.summary,
                "rationale": reasons.rationale,
                "cites": tuple(dict.fromkeys(every if reasons.cites is None else reasons.cites)),
                "resolves": reasons.resolves,
                "by": desk.author,
                "at": desk.clock(),
            },
            f"verdict on {ref}",
        )
        return claim.act(Act.RATE, {"verdict": verdict.plain()})


def submit(desk: Desk, ref: str, deadline: str | None = None, to: str | None = None) -> Record:
    """Give the verdict in force to its reviewers, as many as the desk asks for; or hand it over while it is read.

    `to` names who reads it; others may sign it all the same. `deadline` is the day by which it is wanted back, such as
    2026-12-01. RuleRefused where there is none to read, and for a reader who may not sign it.
    """
    return submit_each(desk, [ref], deadline, to)[0]


def submit_each(
    desk: Desk, refs: Iterable[str], deadline: str | None = None, to: str | None = None
) -> list[Record]:
    """The same for several, all or none; NotSoNow names those that cannot be."""

    def give(claim: OpenClaim) -> Record:
        if deadline:
            claim.act(Act.EDIT, {"set": {"deadline": deadline}})
        before, verdict = claim.record, claim.record.verdict
        is_read = status(before, desk.scales) is Status.IN_REVIEW
        wanted = desk.settings.reviewers_of(before.claim.kind)
        reviewers = before.reviewers_needed if is_read else wanted
        named = {} if to is None else {"to": to if is_blank(to) else desk.member(to)}
        body = {"verdict": verdict.id if verdict else None, **named}
        return claim.act(Act.SUBMIT, body | ({"reviewers": reviewers} if reviewers > 1 else {}))

    return for_each(desk, refs, give)


@decided_anew
def review(desk: Desk, ref: str, decision: Decision, comment: str | None, read: str | None) -> Record:
    """Approve or return the verdict in force.

    `read` is the digest (hex, 8 characters or more) of what was read, as `show` gives it. RuleRefused where that has
    changed, where nothing waits for a review, and where the reviewer is not a second person.
    """
    with open_claim(desk, ref) as claim:
        return _review(claim, decision, comment, read)


@decided_anew
def approve(desk: Desk, ref: str, comment: str | None, read: str | None, signature: str | None) -> Record:
    """Approve the verdict in force, with a signature by the author's own key over what `text_to_sign` gives.

    RuleRefused as for `review`; where the signature is over something else, or by no key of the author's that holds
    today; and without one where the desk asks for it.
    """
    with open_claim(desk, ref) as claim:
        return _review(claim, Decision.APPROVE, comment, read, signature)


def text_to_sign(desk: Desk, ref: str, read: str | None = None) -> ToSign:
    """What the desk's author signs to approve the verdict in force; it is good until the claim's next line.

    Raises what the approval itself would, so that nobody signs in vain.
    """
    before = show_claim(desk, ref)
    draft = _drafted(desk, before, Decision.APPROVE, None, read)
    desk.after(before, Act.APPROVE, {"review": draft.plain()})
    signed_here = draft.model_copy(update={"desk": desk_id(desk)})
    return ToSign(text_of(before, signed_here, before.head), draft.digest)


def return_each(
    desk: Desk, refs: Iterable[str], comment: str | None, read: str | None = None
) -> list[Record]:
    """Return the verdicts of claims for one reason, all or none; NotSoNow names those that cannot be."""
    return for_each(desk, refs, lambda claim: _review(claim, Decision.RETURN, comment, read))


@decided_anew
def return_at(desk: Desk, ref: str, why: str | None, read: str | None, on: CommentPlace) -> Record:
    """Return the verdict of one claim for a reason that is also a comment on a place in it."""
    fields = place_fields(desk, ref, on)
    with open_claim(desk, ref) as claim:
        _review(claim, Decision.RETURN, why, read)
        put_comment(claim, why or "", fields)
        return claim.record


def _review(
    claim: OpenClaim,
    decision: Decision,
    comment: str | None,
    read: str | None,
    signature: str | None = None,
) -> Record:
    desk = claim.desk
    decided = _drafted(desk, claim.record, decision, comment, read)
    if signature is not None:
        decided = signed(desk, decided, signature)
    elif decision is Decision.APPROVE and desk.settings.requires_signature(claim.record.claim.kind):
        raise RuleRefused(
            3,
            f"the desk asks for signatures with people's own keys on claims like {claim.record.claim.ref}.",
            Remedy.again("Sign it with yours.", sign=True),
        )
    return claim.act(Act(decision.value), {"review": decided.plain()})


def _drafted(desk: Desk, before: Record, decision: Decision, comment: str | None, read: str | None) -> Review:
    ref = before.claim.ref
    stands = signing_digest(before, desk.scales) if before.verdict else ""
    if read and not (len(read) >= 8 and stands.startswith(read)):
        raise RuleRefused(
            3, f"{ref} has changed since you read it.", Remedy.by("show", "Read it again.", ref=ref)
        )
    return Review.of(
        {
            "id": next_id("r", before.reviews),
            "verdict": before.verdict.id if before.verdict else "v1",
            "decision": decision,
            "comment": comment,
            "digest": stands or "none",
            "solo": desk.settings.solo,
            "by": desk.author,
            "at": desk.clock(),
        },
        f"review of {ref}",
    )
