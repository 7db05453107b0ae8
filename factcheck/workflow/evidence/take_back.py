"""Evidence that was entered by mistake: taken back, or something else said of it; both stay on record."""

from collections.abc import Mapping
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act, Outcome, Standing
from factcheck.workflow.act import act_on, decided_anew, open_claim

_WHO = ("who", "when", "how")
_HELD = ("capture", "position", "match", "excerpt", "region", "picture", "machine_read")


def drop_evidence(desk: Desk, ref: str, evidence_id: str, why: str | None) -> Record:
    """Take evidence back: it stays on record, and leaves the rules and the pages.

    NotFound for unknown evidence; RuleRefused without a reason, and where it is published and not being corrected.
    """
    return act_on(desk, ref, Act.DROP, {"evidence": evidence_id, "why": why or ""})


@decided_anew
def amend_evidence(
    desk: Desk, ref: str, evidence_id: str, fields: Mapping[str, Any], why: str | None
) -> Evidence:
    """Say something else of evidence: its stance, its note, how the desk holds it; returns it as it is now.

    Words and source stay. A standing is completed as it is for a quote that is new. With `looked` among the fields the
    author has held what a program read against the picture, and may put the words right (`exact`). Raises what
    `drop_evidence` does, and BadInput where nothing is to change.
    """
    given = {key: value for key, value in fields.items() if value is not None}
    looked = given.pop("looked", False)
    if not given and not looked:
        raise BadInput(
            f"{ref}: say what is to change of {evidence_id}: its stance, its note or its standing."
        )
    with open_claim(desk, ref) as claim:
        before = claim.record.quote(evidence_id)
        if looked and not before.awaits_a_look:
            raise BadInput(
                f"{ref}: no program read the words of {evidence_id} that somebody still has to look at."
            )
        if looked:
            given |= {"who": desk.author, "when": desk.today().isoformat()}
            why = why or "The words that a program read were held against the picture."
        said = {**before.plain(), **_standing(desk, claim.record, before, given), **given}
        after = Evidence.of(said, f"amend {ref}: {evidence_id}")
        if after != before:
            claim.act(Act.AMEND, {"evidence": after.plain(), "why": why or ""})
        return after


def _standing(desk: Desk, record: Record, before: Evidence, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that another standing brings along, and takes away."""
    asked = given.get("standing", before.standing)
    if asked == before.standing:
        return {}
    if asked == Standing.FILED:
        filed = [one.id for one in record.captures_of(before.source) if one.outcome is Outcome.FILED]
        who = {} if before.machine_read else dict.fromkeys(_WHO)
        return {"capture": filed[-1] if filed else None, **who}
    who = dict.fromkeys(_WHO)
    if asked == Standing.TRANSCRIBED:
        who |= {"who": desk.author, "when": desk.today().isoformat()}
    return {**dict.fromkeys(_HELD), **who}
