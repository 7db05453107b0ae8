"""Acts on a claim itself: edit, rename, assign, note, withdraw, and words that are taken out for good."""

from collections.abc import Iterator

from factcheck.errors import BadInput, Finding
from factcheck.model.claim import Claim
from factcheck.model.record import Record
from factcheck.model.redaction import words_of
from factcheck.model.vocabulary import Status
from factcheck.phrase import code, figure, say
from factcheck.report.wording import shortened
from factcheck.web.acts.act import ClaimAct, Sheet, Things
from factcheck.web.acts.claim_fields import NAMES, as_fields, claim_fields
from factcheck.web.forms import Field, in_lines
from factcheck.web.links import LINKS
from factcheck.web.wording import FIELD, WHY
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim, rename_claim, withdraw_claim
from factcheck.workflow.claims.redact import Redaction, redact, words_taken


def is_open(sheet: Sheet) -> bool:
    """Whether the claim is in the work."""
    return sheet.standing is not Status.WITHDRAWN


def _claim(record: Record) -> Claim:
    return record.claim


def _edit_fields(sheet: Sheet) -> Iterator[Field]:
    yield from claim_fields(sheet.values(_claim, NAMES))
    yield sheet.line("why", WHY, hint=say("Needed where a verdict rests on what changes."))


def _edit(sheet: Sheet) -> str:
    edit_claim(sheet.visit.desk, sheet.ref, as_fields(sheet.changed(_claim, NAMES)), sheet.given("why"))
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


def _rename_fields(sheet: Sheet) -> Iterator[Field]:
    hint = say("Of small letters, digits and hyphens. What it was called before leads on to it.")
    yield sheet.line("new", say("Short name"), sheet.ref, needed=True, hint=hint)


def _rename(sheet: Sheet) -> str:
    return LINKS.claim(rename_claim(sheet.visit.desk, sheet.ref, sheet.text("new")).claim.ref)


def _redactable(sheet: Sheet) -> dict[str, str]:
    """Every line that holds words, by its number, and every capture whose file is there, by its id."""
    lines = {
        str(one.seq): f"{one.seq}. {one.act}, {one.by}, {one.at:%Y-%m-%d}: {shortened(', '.join(words), 120)}"
        for one in sheet.record.events
        if (words := [*words_of(one)])
    }
    kept = [one for one in sheet.record.captures if one.id not in sheet.record.gone_captures]
    named = {one.id: one.title or one.url or "" for one in sheet.record.sources}
    return lines | {one.id: f"{one.id}: {named.get(one.source, '')}" for one in kept}


def _redact_fields(sheet: Sheet) -> Iterator[Field]:
    what = sheet.many("what")
    lost = [*words_taken(sheet.visit.desk, sheet.ref, what), *(one for one in what if one[:1] == "c")]
    yield Field("", say("These go for good, and nothing brings them back"), "shown", in_lines(lost))
    hint = say("It stays on record and readers may see it, so name nobody.")
    yield sheet.line("why", WHY, needed=True, hint=hint)
    typed = say("Type {ref} to say that you mean it.", ref=code(sheet.ref))
    yield Field("confirm", say("The claim’s short name"), hint=typed, needed=True)


def _redact(sheet: Sheet) -> str:
    if not sheet.many("what"):
        raise BadInput("Say which lines or captures; nothing was taken out.")
    if sheet.text("confirm").strip() != sheet.ref:
        raise BadInput(f"Type {sheet.ref} to say that these words are to go for good; nothing was taken out.")
    done = redact(sheet.visit.desk, sheet.ref, sheet.many("what"), sheet.text("why"))
    sheet.visit.desk.told.extend(_told_of(sheet.ref, done))
    return LINKS.claim(sheet.ref)


def _told_of(ref: str, done: Redaction) -> Iterator[Finding]:
    """What was taken out, and where the same words may stand still."""
    for line in done.lines:
        yield Finding("redacted", ref, say("Line {number} lacks its words now.", number=figure(line)))
    for capture in done.captures:
        yield Finding("redacted", ref, say("{capture} lacks its file now.", capture=capture))
    if done.pictures:
        yield Finding("redacted", ref, say("The pictures of these quotes are gone too."))
    yield from done.elsewhere
    if not done.is_wiped:
        yield Finding(
            "not-wiped", ref, say("Others were reading what was there before: do it again a little later.")
        )
    for path, made_at in done.backups.items():
        holds = say("It was made {moment} and holds it still: delete it once there is a newer one.")
        yield Finding("backup", str(path), holds.at(moment=made_at))
    yield Finding("copies", "", say("Copies and exports that were made before hold it too; make those anew."))


EDIT = ClaimAct(say("Edit the claim"), _edit_fields, _edit, is_open)
RENAME = ClaimAct(
    say("Rename the claim"),
    _rename_fields,
    _rename,
    lambda sheet: is_open(sheet) and not sheet.record.publications,
)
ASSIGN = ClaimAct(say("Give it to somebody to check"), _assign_fields, _assign, is_open)
NOTE = ClaimAct(say("Add a private note"), _note_fields, _note, lambda _: True)
WITHDRAW = ClaimAct(
    say("Withdraw the claim"),
    _withdraw_fields,
    _withdraw,
    is_open,
    say("It leaves the work with your reason. Nothing is deleted."),
)
REDACT = ClaimAct(
    say("Take words out for good"),
    _redact_fields,
    _redact,
    lambda _: True,
    say(
        "Only for words that a law wants gone. The same words go from every line of this claim. Digests, days and "
        "who acted stay, with a line that says why."
    ),
    Things("what", say("Lines of the history, and files of captures"), _redactable, several=True),
    is_secret=True,
)
