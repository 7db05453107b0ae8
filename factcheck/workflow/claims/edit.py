"""Working on a claim: edit, assign, note, withdraw.

Each raises NotFound for an unknown ref, RuleRefused where a rule says no, and MovedSince where somebody else changed
meanwhile what is acted on.
"""

from collections.abc import Mapping
from typing import Any

from factcheck.desk import Desk
from factcheck.model.record import Record
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act
from factcheck.workflow.act import act_on, open_claim


def edit_claim(desk: Desk, ref: str, changes: Mapping[str, Any], why: str | None = None) -> list[str]:
    """Change fields of a claim (None or blank clears one); returns the names of those that really changed."""
    who = changes.get("assignee")
    if not is_blank(who):
        changes = {**changes, "assignee": desk.member(str(who))}
    with open_claim(desk, ref) as claim:
        before = claim.record.claim
        proposed = type(before).of({**before.model_dump(), **changes}, ref)
        if proposed.article != before.article and (lacking := claim.ledger.no_article(proposed.article)):
            raise lacking
        old, new = before.plain(), proposed.plain()
        changed = {key: new.get(key) for key in changes if old.get(key) != new.get(key)}
        if changed:
            claim.act(Act.EDIT, {"set": changed, **({"why": why} if why else {})})
        return sorted(changed)


def assign_claim(desk: Desk, ref: str, who: str) -> Record:
    """Give a claim to somebody to check."""
    return act_on(desk, ref, Act.ASSIGN, {"assignee": who if is_blank(who) else desk.member(who)})


def note_claim(desk: Desk, ref: str, note: str) -> Record:
    """Add a private note below those there are."""
    return act_on(desk, ref, Act.NOTE, {"note": note})


def withdraw_claim(desk: Desk, ref: str, why: str) -> Record:
    """Take a claim out of the work, with a reason; it stays on record."""
    return act_on(desk, ref, Act.WITHDRAW, {"why": why})
