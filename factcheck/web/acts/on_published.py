"""Acts around what is public: contact (whom the desk asked to answer), answer, correct."""

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.errors import BadInput
from factcheck.model.vocabulary import CorrectionKind
from factcheck.phrase import say
from factcheck.report.wording import CORRECTION, CORRECTION_MEANING
from factcheck.web.acts.act import ClaimAct, Sheet, Things
from factcheck.web.acts.on_claims import is_open
from factcheck.web.forms import Field, choices, whole_number
from factcheck.web.links import LINKS
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct


def _asked(sheet: Sheet) -> dict[str, str]:
    """Everybody who was asked, by the id of the contact."""
    return {one.id: f"{one.id}: {one.who}, {one.how}, {one.asked_on}" for one in sheet.record.contacts}


def _contact_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.line("who", say("Who was asked"), needed=True)
    yield sheet.line("how", say("How"), hint=say("Such as by e-mail or by telephone."), needed=True)
    yield sheet.line("asked_on", say("The day it was asked"), hint=_TODAY)
    yield sheet.prose("asked", say("What was asked"))
    yield _public(sheet)


def _answer_fields(sheet: Sheet) -> Iterator[Field]:
    known = sheet.record.contact(sheet.text("contact"))
    yield sheet.line("answered_on", say("The day the answer came"), known.answered_on or "", hint=_TODAY)
    yield sheet.prose("answered", say("What the answer was"), known.answered or "")
    yield sheet.flag("no_answer", say("No answer came"), "1" if known.no_answer else "")
    yield sheet.hidden("noted", str(len(known.answers)))
    yield _public(sheet, "1" if known.public else "")


def _public(sheet: Sheet, shown: str = "") -> Field:
    hint = say("Else it stays at the desk.")
    return sheet.flag("public", say("Show it to readers, on the claim’s page"), shown, hint=hint)


_TODAY = say("Blank is today. Such as 2011, 2011-12, 2011-12-25 or 1997/2012.")


def _contact(sheet: Sheet) -> str:
    fields = {name: sheet.given(name) for name in ("who", "how", "asked_on", "asked")}
    if not (fields["who"] and fields["how"]):
        raise BadInput("Say who was asked, and how.")
    return _recorded(sheet, None, fields)


def _answer(sheet: Sheet) -> str:
    known = sheet.record.contact(sheet.text("contact")).id
    fields: dict[str, Any] = {name: sheet.given(name) for name in ("answered_on", "answered")}
    if noted := sheet.given("noted"):
        fields["noted"] = whole_number(noted)
    return _recorded(sheet, known, {**fields, "no_answer": sheet.has("no_answer")})


def _recorded(sheet: Sheet, known: str | None, fields: Mapping[str, Any]) -> str:
    contact(sheet.visit.desk, sheet.ref, known, {**fields, "public": sheet.has("public")})
    return f"{LINKS.claim(sheet.ref)}#contacts"


def _correct_fields(sheet: Sheet) -> Iterator[Field]:
    labels = {
        one: say("{kind}: {meaning}", kind=CORRECTION[one], meaning=CORRECTION_MEANING[one])
        for one in CorrectionKind
    }
    yield Field(
        "kind", say("What it corrects"), "choice", needed=True, choices=choices(labels, sheet.text("kind"))
    )
    seen = say("Readers see it.")
    yield sheet.prose("what", say("What was wrong, or is new"), needed=True, hint=seen)
    yield sheet.prose("why", say("How it came about"), needed=True, hint=seen)


def _correct(sheet: Sheet) -> str:
    kind = sheet.given("kind")
    if kind is None or kind not in [*CorrectionKind]:
        raise BadInput("Choose what it corrects.")
    correct(sheet.visit.desk, sheet.ref, CorrectionKind(kind), sheet.text("what"), sheet.text("why"))
    void = kind == CorrectionKind.VOID
    return LINKS.act(sheet.ref, "publish") if void else f"{LINKS.claim(sheet.ref)}#verdict"


CONTACT = ClaimAct(
    say("Ask somebody to answer"),
    _contact_fields,
    _contact,
    is_open,
    say("Whom the desk asked, and what came of it (right of reply)."),
)
ANSWER = ClaimAct(
    say("Say what came of it"),
    _answer_fields,
    _answer,
    lambda sheet: is_open(sheet) and bool(sheet.record.contacts),
    of=Things("contact", say("Who was asked"), _asked),
)
CORRECT = ClaimAct(
    say("Correct it in the open"),
    _correct_fields,
    _correct,
    lambda sheet: is_open(sheet) and bool(sheet.record.publications),
    say(
        "Readers are told at the next publication, and what was published before stays readable. From now on the "
        "verdict and the wording may change."
    ),
)
