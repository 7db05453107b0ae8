"""Two claims are told apart once, and until that is taken back with a reason they are not confirmed as the same."""

from factcheck.errors import BadInput, NotFound, Remedy, RuleRefused
from factcheck.model.claim_step import ClaimStep
from factcheck.phrase import say


def link_is_not_told_apart(step: ClaimStep) -> None:
    """What is confirmed to say the same is not said to be another claim."""
    ref, place = step.before.claim.ref, step.part.place
    if any(one.is_of(step.part) for one in step.before.told_apart):
        how = {"ref": ref, "not": place, "take_back": True, "why": None}
        back = Remedy.by("match", say("Take that back first."), **how)
        raise RuleRefused(
            5, say("{ref} and {place} are on record as two claims.", ref=ref, place=place), back
        )


def is_of_another_claim(step: ClaimStep) -> None:
    """A claim is told apart from another one."""
    if step.part.ref in step.before.refs:
        raise BadInput(say("{ref} is this claim itself; name another.", ref=step.part.ref))


def is_told_once(step: ClaimStep) -> None:
    """What is told apart was not yet, and what is taken back stands as it was told."""
    record, said, known = step.before, step.part, step.said_before
    ref = record.claim.ref
    if said.taken_back:
        if known is None or known.taken_back or known.place != said.place:
            raise NotFound(
                say("{ref} and {place} are not on record as two claims.", ref=ref, place=said.place)
            )
    elif any(one.is_of(said) for one in record.told_apart):
        raise BadInput(say("{ref} and {place} are on record as two claims.", ref=ref, place=said.place))


def is_taken_back_with_a_reason(step: ClaimStep) -> None:
    """Whoever takes it back says why."""
    if step.part.taken_back and not (step.part.why or "").strip():
        raise RuleRefused(5, say("What was put on record is taken back with a reason."), say("Say why."))
