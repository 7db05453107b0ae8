"""Acts on comments: say something of a claim or a place, reply, resolve; and say that one has read the claim."""

from collections.abc import Iterator

from factcheck.model.comment import ARTICLE, shortened
from factcheck.model.record import Record
from factcheck.phrase import Message, say
from factcheck.web.acts.act import ClaimAct, Sheet, Things
from factcheck.web.forms import Field, choices, folded, whole_number
from factcheck.web.links import LINKS
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.read_since import mark_read

REVIEW = "review"
"""What a form says of the page that it stands on, so that it leads back there."""


def targets(record: Record) -> dict[str, str | Message]:
    """What a comment can be on beside the claim, and what that is called in a form."""
    named = {one.id: one.title or one.url or one.id for one in record.sources}
    found: dict[str, str | Message] = {one.id: f"{one.id}: {one.exact}" for one in record.evidence}
    for one in record.captures:
        if one.text_digest:
            found[one.id] = say("{capture}: the text of {source}", capture=one.id, source=named[one.source])
    for verdict in record.verdicts[-1:]:
        found[verdict.id] = say("{verdict}: the reasons", verdict=verdict.id)
    return found | ({ARTICLE: say("The article")} if record.claim.article else {})


def place_of(sheet: Sheet) -> CommentPlace:
    """The place that a form names."""
    start, end = (sheet.given(name) for name in ("start", "end"))
    place = (whole_number(one) if one else None for one in (start, end, sheet.given("place")))
    return CommentPlace(sheet.given("target"), sheet.given("quote"), *place)


def place_fields(sheet: Sheet) -> Iterator[Field]:
    """The fields of a place in a text of the claim."""
    on = choices(targets(sheet.record), sheet.text("target"))
    yield Field("target", say("What it is on, if not the whole claim"), "choice", choices=on)
    yield sheet.prose("quote", say("The place, by the words that stand there"))


def _comment_fields(sheet: Sheet) -> Iterator[Field]:
    if sheet.text("reply_to"):
        yield sheet.hidden("reply_to")
        yield sheet.prose("body", say("The reply"), needed=True)
    else:
        label = say("What you ask or doubt")
        yield Field("body", label, "prose", sheet.text("body"), needed=True, id="comment")
        yield from place_fields(sheet)
        yield from (sheet.hidden("start"), sheet.hidden("end"))
        several = say("Which place, where the words stand in several")
        yield from folded([sheet.line("place", several, hint=say("A number: 1 is the first."))])
    hint = say("Blank for whoever is in charge of the claim.")
    yield from folded([sheet.line("to", say("Who is to answer"), hint=hint)])
    yield sheet.hidden("back")


def _comment(sheet: Sheet) -> str:
    desk, body, to = sheet.visit.desk, sheet.text("body"), sheet.given("to")
    if answered := sheet.given("reply_to"):
        said = reply(desk, sheet.ref, answered, body, to)
    else:
        said = add_comment(desk, sheet.ref, body, place_of(sheet), to)
    return back(sheet, said.id)


def back(sheet: Sheet, comment: str) -> str:
    """The page on which the form stood, at a comment."""
    on_review = sheet.given("back") == REVIEW
    return f"{LINKS.act(sheet.ref, REVIEW)}#{comment}" if on_review else LINKS.comment(sheet.ref, comment)


def _open(sheet: Sheet) -> dict[str, str]:
    return {one.id: f"{one.id}: {shortened(one)}" for one in sheet.record.open_comments}


def _resolve(sheet: Sheet) -> str:
    settled = sheet.many("comments")
    resolve(sheet.visit.desk, sheet.ref, settled)
    return back(sheet, settled[0]) if settled else LINKS.claim(sheet.ref)


def _read(sheet: Sheet) -> str:
    mark_read(sheet.visit.desk, sheet.ref, sheet.given("head"))
    return LINKS.act(sheet.ref, REVIEW)


COMMENT = ClaimAct(say("Comment"), _comment_fields, _comment, lambda _: True)
RESOLVE = ClaimAct(
    say("Resolve"),
    lambda sheet: (sheet.hidden("back"),),
    _resolve,
    lambda _: False,
    say("It stays on record; a reply opens it again."),
    Things("comments", say("Comments"), _open, several=True),
)
READ = ClaimAct(
    say("I have read this"),
    lambda _: (),
    _read,
    lambda _: False,
    say("You are then shown what others change from here on. Nobody else sees what you have read."),
)
