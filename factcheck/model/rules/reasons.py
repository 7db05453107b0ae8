"""Rule 5: history only grows; what is taken back is taken back with a reason, and the rest stays on record."""

from factcheck.errors import BadInput, Remedy, RuleRefused
from factcheck.model.claim import SIGNED
from factcheck.model.claim_step import ClaimStep
from factcheck.model.event_body import reason_of
from factcheck.model.outside_answer import GUEST
from factcheck.model.publication import Contact
from factcheck.model.signing import is_in_force
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, Decision, Status
from factcheck.phrase import Run, comma, listed, say

SAY_WHY = Remedy.again(say("Say why."), why=None)


def work_goes_on(step: ClaimStep) -> None:
    """Rule 5: a claim that was withdrawn stays as it is."""
    if step.known and step.known.withdrawal:
        raise RuleRefused(
            5,
            say("{ref} was withdrawn, so it takes no more work.", ref=step.known.claim.ref),
            say("Add the claim anew under another ref if it is to be checked after all."),
        )


def ref_never_changes(step: ClaimStep) -> None:
    """Rule 5: a ref is no field that is edited: an act of its own changes it, which keeps the old one reserved."""
    if "ref" in step.line.body["set"]:
        ref = step.before.claim.ref
        raise RuleRefused(
            5, say("a ref is not edited."), Remedy.by("rename", say("Rename the claim."), ref=ref, new=None)
        )


def taking_back_has_a_reason(step: ClaimStep) -> None:
    """Rule 5: changing under a verdict what it rests on takes it back."""
    record, changed = step.before, sorted(SIGNED.intersection(step.line.body["set"]))
    if record.verdict and changed and not reason_of(step.line):
        raise RuleRefused(
            5,
            say(
                "{ref} is rated as it is worded; changing {fields} takes that back.",
                ref=record.claim.ref,
                fields=comma(changed),
            ),
            Remedy.again(say("The claim then needs a new verdict. Say why."), why=None),
        )


def evidence_changes_with_a_reason(step: ClaimStep) -> None:
    """Rule 5: who takes evidence back, or says something else of it, says why."""
    if not reason_of(step.line):
        taken_back = step.line.act is Act.DROP
        said = (
            say("evidence is taken back with a reason.")
            if taken_back
            else say("evidence is amended with a reason.")
        )
        raise RuleRefused(5, said, SAY_WHY)


def signature_is_voided_with_a_reason(step: ClaimStep) -> None:
    """Rule 5: who changes what was signed takes the signature back, and says why."""
    record = step.before
    held = [one for one in record.approvals if is_in_force(record, one, step.scales)]
    void = [one.by for one in held if not is_in_force(step.after, one, step.scales)]
    if void and not reason_of(step.line):
        raise RuleRefused(
            5,
            say(
                "{ref} was signed by {people} as it is; this voids the signature.",
                ref=record.claim.ref,
                people=listed(void),
            ),
            Remedy.again(say("The claim then needs a new verdict. Say why."), why=None),
            *([_in_the_open(record.claim.ref)] if record.is_frozen else []),
        )


def signature_is_questioned_with_a_reason(step: ClaimStep) -> None:
    """Rule 5: who puts evidence for and against under what was signed says why."""
    record = step.before
    signed = record.approvals and not record.in_conflict and status(record, step.scales).is_signed
    if signed and status(step.after, step.scales) is Status.NEEDS_RECHECK and not reason_of(step.line):
        raise RuleRefused(
            5,
            say(
                "{ref} was signed as it is; with this there is evidence for and against.",
                ref=record.claim.ref,
            ),
            Remedy.again(say("The claim then needs a recheck. Say why."), why=None),
            *([_in_the_open(record.claim.ref)] if record.is_frozen else []),
        )


def _in_the_open(ref: str) -> Remedy:
    kinds = ("major", "minor", "update")
    return Remedy.by("correct", say("Or say it in the open first."), ref=ref, kind=kinds, what=None, why=None)


def returned_with_a_reason(step: ClaimStep) -> None:
    """Rule 5: who sends a verdict back says why."""
    if step.part.decision is Decision.RETURN and not step.part.comment:
        raise RuleRefused(5, say("a verdict is returned with a reason."), SAY_WHY)


def withdrawn_with_a_reason(step: ClaimStep) -> None:
    """Rule 5: who withdraws a claim says why."""
    if not reason_of(step.line):
        raise RuleRefused(5, say("a claim is withdrawn with a reason."), SAY_WHY)


def redacted_with_a_reason(step: ClaimStep) -> None:
    """Rule 5: who takes words out for good says why."""
    if not reason_of(step.line):
        raise RuleRefused(5, say("words are taken out for good with a reason."), SAY_WHY)


def only_the_answer_is_new(step: ClaimStep) -> None:
    """Rule 5: whom the desk asked, how and when stays on record; an answer, and who may see it, can follow."""
    if step.said_before is not None:
        refuse_other_asking(step.before.claim.ref, step.said_before, step.part)


def answers_only_grow(step: ClaimStep) -> None:
    """Rule 5: what somebody outside answered by a link stays on record, and so does what was taken note of."""
    refuse_other_answers(step.said_before, step.part, step.line.by)


def refuse_other_asking(ref: str, before: Contact, after: Contact) -> None:
    """RuleRefused where a contact of the claim or article `ref` would be another than was asked, or lose its answer."""
    kept = ("who", "how", "asked_on", "asked")
    if any(getattr(before, name) != getattr(after, name) for name in kept):
        raise RuleRefused(
            5,
            say("{contact} is on record as it was asked.", contact=before.id),
            Remedy.by("contact", say("Record another one."), ref=ref, who=None),
        )
    if before.answered_on and not after.answered_on:
        raise RuleRefused(
            5,
            say("{contact} was answered on {day}.", contact=before.id, day=Run(before.answered_on, "day")),
            say("An answer is not taken out."),
        )


def refuse_other_answers(before: Contact | None, after: Contact, by: str) -> None:
    """RuleRefused where an answer by a link would go, change, or come from somebody at the desk.

    BadInput where more would be noted than came.
    """
    kept, noted = (before.answers, before.noted) if before else ((), 0)
    if after.answers[: len(kept)] != kept or after.noted < noted:
        said = say("what {contact} answered is on record.", contact=after.id)
        raise RuleRefused(5, said, say("An answer is not taken out."))
    if len(after.answers) > len(kept) and by != GUEST:
        raise RuleRefused(
            5,
            say("such an answer comes by the link alone."),
            say("Record it as one that came otherwise."),
        )
    if after.noted > len(after.answers):
        raise BadInput(
            say("{contact} has fewer answers by a link than {noted}.", contact=after.id, noted=after.noted)
        )
