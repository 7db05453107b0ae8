"""Working on a claim: edit, rename, assign, note, withdraw.

Each raises NotFound for an unknown ref, RuleRefused where a rule says no, and MovedSince where somebody else changed
meanwhile what is acted on; of several claims NotSoNow, which names those on which it was refused.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from factcheck.desk import Desk
from factcheck.model.record import Record
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act
from factcheck.store.turns import of_ref
from factcheck.workflow.act import OpenClaim, act_on, act_on_each, for_each
from factcheck.workflow.earlier.vectors import AT_ONCE, encode_new


def edit_claim(desk: Desk, ref: str, changes: Mapping[str, Any], why: str | None = None) -> list[str]:
    """Change fields of a claim (None or blank clears one); returns the names of those that really changed."""
    return edit_claims(desk, [ref], changes, why)[0]


def edit_claims(
    desk: Desk, refs: Iterable[str], changes: Mapping[str, Any], why: str | None = None
) -> list[list[str]]:
    """The same fields of several claims, all or none; for each the names of those that really changed."""
    who = changes.get("assignee")
    if not is_blank(who):
        changes = {**changes, "assignee": desk.member(str(who))}
    changed = for_each(desk, refs, partial(_edit, changes, why))
    if "text" in changes:
        encode_new(desk, AT_ONCE)
    return changed


def _edit(changes: Mapping[str, Any], why: str | None, claim: OpenClaim) -> list[str]:
    before = claim.record.claim
    proposed = type(before).of({**before.model_dump(), **changes}, before.ref)
    if proposed.article != before.article and (lacking := claim.ledger.no_article(proposed.article)):
        raise lacking
    old, new = before.plain(), proposed.plain()
    changed = {key: new.get(key) for key in changes if old.get(key) != new.get(key)}
    if changed:
        claim.act(Act.EDIT, {"set": changed, **({"why": why} if why else {})})
    return sorted(changed)


def rename_claim(desk: Desk, ref: str, new: str) -> Record:
    """Give a claim that is not published another ref; the old one leads to it, and no other claim gets it.

    BadInput where another claim has or had the new one.
    """
    return for_each(desk, [ref], lambda claim: claim.act(Act.RENAME, {"ref": new}), of_ref(new))[0]


def assign_claim(desk: Desk, ref: str, who: str) -> Record:
    """Give a claim to somebody to check."""
    return assign_claims(desk, [ref], who)[0]


def assign_claims(desk: Desk, refs: Iterable[str], who: str) -> list[Record]:
    """Give claims to somebody to check, all or none."""
    body = {"assignee": who if is_blank(who) else desk.member(who)}
    return act_on_each(desk, refs, Act.ASSIGN, body)


def note_claim(desk: Desk, ref: str, note: str) -> Record:
    """Add a private note below those there are."""
    return note_claims(desk, [ref], note)[0]


def note_claims(desk: Desk, refs: Iterable[str], note: str) -> list[Record]:
    """Add a private note to each, or to none."""
    return act_on_each(desk, refs, Act.NOTE, {"note": note})


def withdraw_claim(desk: Desk, ref: str, why: str) -> Record:
    """Take a claim out of the work, with a reason; it stays on record."""
    return act_on(desk, ref, Act.WITHDRAW, {"why": why})
