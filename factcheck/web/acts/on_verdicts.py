"""Acts on a verdict: rate, submit, and what a second person decides: approve, return."""

from collections.abc import Iterator

from factcheck.errors import BadInput
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act, Status
from factcheck.phrase import say
from factcheck.web.acts.act import ClaimAct, Sheet
from factcheck.web.acts.on_claims import is_open
from factcheck.web.acts.on_comments import place_fields, place_of
from factcheck.web.forms import Field, as_text, choices, folded
from factcheck.web.links import LINKS
from factcheck.web.wording import DATES, FIELD
from factcheck.workflow.claims.comments import WHOLE_CLAIM
from factcheck.workflow.claims.verdicts import (
    Reasons,
    approve,
    rate,
    return_at,
    return_each,
    submit,
    text_to_sign,
)


def _rate_fields(sheet: Sheet) -> Iterator[Field]:
    """The form of a verdict: the one that stands is filled in, to be mended; what was quoted since is ticked too."""
    stands = sheet.record.verdict
    was = as_text(stands, _MENDED) if stands else {}
    said = sheet.visit.site.edition.words.rating
    ratings = {one.id: f"{said(one.label)}: {said(one.meaning)}" for one in sheet.visit.desk.scale.ratings}
    quotes = {one.id: f"{one.id}: {one.exact}" for one in sheet.record.evidence}
    rating = sheet.text("rating", was.get("rating", ""))
    yield Field("rating", FIELD["verdict"], "choice", choices=choices(ratings, rating), needed=True)
    yield sheet.line(
        "summary", say("What was found, in one sentence that stands alone"), was.get("summary", "")
    )
    because = was.get("rationale", "")
    yield sheet.prose("because", say("The reasons"), because, needed=True, hint=say("[e1] marks evidence."))
    if quotes:
        yield Field("cites", say("It rests on"), "many", choices=choices(quotes, *_ticked(sheet)))
    yield sheet.prose("resolves", say("How evidence for and against is settled"), was.get("resolves", ""))


_MENDED = ("rating", "summary", "rationale", "resolves")


def _ticked(sheet: Sheet) -> list[str]:
    """What a verdict is to rest on: all quotes at first; where one stands, what it rests on and what came since."""
    quotes, stands = [one.id for one in sheet.record.evidence], sheet.record.verdict
    if sheet.is_sent or stands is None:
        return sheet.many("cites") if sheet.is_sent else quotes
    events = sheet.record.events
    rated = max(number for number, one in enumerate(events) if one.act is Act.RATE)
    left_out = {one.id for one in sheet.told_by(events[:rated]).evidence} - {*stands.cites}
    return [one for one in quotes if one not in left_out]


def _rate(sheet: Sheet) -> str:
    rating = sheet.given("rating")
    if rating is None:
        raise BadInput("Choose a verdict.")
    reasons = Reasons(
        sheet.text("because"), sheet.given("summary"), sheet.many("cites"), sheet.given("resolves")
    )
    rate(sheet.visit.desk, sheet.ref, rating, reasons)
    return LINKS.go_on(sheet.ref)


def _submit_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.line("to", say("Who is to read it"), hint=say("Blank for anybody but you."))
    yield sheet.line("deadline", FIELD["deadline"], hint=DATES)


def _submit(sheet: Sheet) -> str:
    submit(sheet.visit.desk, sheet.ref, sheet.given("deadline"), sheet.given("to"))
    return LINKS.go_on(sheet.ref)


def _wants_key(sheet: Sheet) -> bool:
    return sheet.visit.desk.settings.requires_signature(sheet.record.claim.kind)


def read_digest(sheet: Sheet) -> Field:
    """The digest of what the page shows, so that nothing else is signed."""
    stands = signing_digest(sheet.record, sheet.visit.desk.scales) if sheet.record.verdict else ""
    return Field("digest", kind="hidden", value=stands)


def _approve_fields(sheet: Sheet) -> Iterator[Field]:
    yield read_digest(sheet)
    yield sheet.prose("comment", say("What the reader should know"))
    if _wants_key(sheet):
        text = text_to_sign(sheet.visit.desk, sheet.ref).text
        yield Field("to_sign", say("The text to sign with your own key"), "shown", text)
        yield sheet.prose("signature", say("The signature"), needed=True)


def _approve(sheet: Sheet) -> str:
    digest = _read(sheet)
    approve(sheet.visit.desk, sheet.ref, sheet.given("comment"), digest, sheet.given("signature"))
    return LINKS.go_on(sheet.ref)


def _read(sheet: Sheet) -> str:
    """The digest of what was read; BadInput without one, since nothing is signed unread."""
    digest = sheet.given("digest")
    if digest is None:
        raise BadInput(f"{sheet.ref}: say what you read. Open it and read it first.")
    return digest


def _return_fields(sheet: Sheet) -> Iterator[Field]:
    yield read_digest(sheet)
    yield sheet.prose("why", say("What has to be done first"), needed=True)
    yield from folded(place_fields(sheet))


def _return(sheet: Sheet) -> str:
    desk, why, digest, on = sheet.visit.desk, sheet.text("why"), _read(sheet), place_of(sheet)
    if on == WHOLE_CLAIM:
        return_each(desk, [sheet.ref], why, digest)
    else:
        return_at(desk, sheet.ref, why, digest, on)
    return LINKS.go_on(sheet.ref)


def is_read(sheet: Sheet) -> bool:
    """Whether a second person is asked to read the verdict."""
    return sheet.standing is Status.IN_REVIEW


RATE = ClaimAct(
    say("Give a verdict"), _rate_fields, _rate, lambda sheet: is_open(sheet) and not sheet.record.is_frozen
)
SUBMIT = ClaimAct(
    say("Give it to a second person"),
    _submit_fields,
    _submit,
    lambda sheet: sheet.standing in (Status.RATED, Status.IN_REVIEW),
)
APPROVE = ClaimAct(say("Sign it"), _approve_fields, _approve, is_read)
RETURN = ClaimAct(say("Send it back"), _return_fields, _return, is_read)
