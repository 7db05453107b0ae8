"""Acts on a claim itself: edit, assign, note, withdraw."""

from collections.abc import Iterator

from factcheck.model.vocabulary import Status
from factcheck.phrase import say
from factcheck.web.acts.act import ClaimAct, Sheet
from factcheck.web.acts.claim_fields import as_fields, changed_values, claim_fields, shown_values
from factcheck.web.forms import Field
from factcheck.web.links import LINKS
from factcheck.web.wording import FIELD, WHY
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim, withdraw_claim


def is_open(sheet: Sheet) -> bool:
    """Whether the claim is in the work."""
    return sheet.standing is not Status.WITHDRAWN


def _edit_fields(sheet: Sheet) -> Iterator[Field]:
    """The claim as it is now, with what was changed in the form and is not stored: nobody else's change is undone."""
    values = shown_values(sheet.record, sheet.record.head)
    if sheet.is_sent:
        values |= changed_values(sheet.record, sheet.visit.given, sheet.text("head"))
    yield from claim_fields(values)
    yield sheet.line("why", WHY, hint=say("Needed where a verdict rests on what changes."))


def _edit(sheet: Sheet) -> str:
    changed = changed_values(sheet.record, sheet.visit.given, sheet.text("head"))
    edit_claim(sheet.visit.desk, sheet.ref, as_fields(changed), sheet.given("why"))
    return LINKS.claim(sheet.ref)


def _assign_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.line("who", FIELD["assignee"], sheet.record.claim.assignee or "", needed=True)


def _assign(sheet: Sheet) -> str:
    assign_claim(sheet.visit.desk, sheet.ref, sheet.text("who"))
    return LINKS.claim(sheet.ref)


def _note_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.prose("note", FIELD["note"], needed=True, hint=say("Never shown on a page."))


def _note(sheet: Sheet) -> str:
    note_claim(sheet.visit.desk, sheet.ref, sheet.text("note"))
    return LINKS.claim(sheet.ref)


def _withdraw_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.prose("why", WHY, needed=True)


def _withdraw(sheet: Sheet) -> str:
    withdraw_claim(sheet.visit.desk, sheet.ref, sheet.text("why"))
    return LINKS.claim(sheet.ref)


EDIT = ClaimAct(say("Edit the claim"), _edit_fields, _edit, is_open)
ASSIGN = ClaimAct(say("Give it to somebody to check"), _assign_fields, _assign, is_open)
NOTE = ClaimAct(say("Add a private note"), _note_fields, _note, lambda _: True)
WITHDRAW = ClaimAct(
    say("Withdraw the claim"),
    _withdraw_fields,
    _withdraw,
    is_open,
    say("It leaves the work with your reason. Nothing is deleted."),
)
