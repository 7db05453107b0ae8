"""The act on earlier checks: a person says that one is the same claim, or another; or takes over its verdict."""

from collections.abc import Iterator

from factcheck.errors import BadInput, Finding
from factcheck.phrase import say
from factcheck.web.acts.act import ClaimAct, Sheet
from factcheck.web.acts.on_claims import is_open
from factcheck.web.forms import Field
from factcheck.web.links import LINKS
from factcheck.workflow.earlier.confirm import Confirmed, confirm
from factcheck.workflow.earlier.tell_apart import take_back_apart, tell_apart


def _fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.hidden("other")


def _confirm(sheet: Sheet) -> str:
    other = sheet.given("other")
    if other is None:
        raise BadInput(say("Say which earlier check it is about."))
    desk = sheet.visit.desk
    if sheet.has("take_back"):
        take_back_apart(desk, sheet.ref, other, sheet.given("why") or "")
        return f"{LINKS.act(sheet.ref, 'match')}#found"
    if sheet.has("another"):
        tell_apart(desk, sheet.ref, other, sheet.given("why"))
        return f"{LINKS.act(sheet.ref, 'match')}#apart"
    done = confirm(desk, sheet.ref, other, take_over=sheet.has("take_over"))
    desk.told.extend(_told(sheet.ref, other, done))
    return (
        f"{LINKS.claim(sheet.ref)}#verdict" if done.verdict else f"{LINKS.act(sheet.ref, 'match')}#confirmed"
    )


def _told(ref: str, other: str, done: Confirmed) -> Iterator[Finding]:
    if not done.is_new:
        yield Finding("linked-already", ref, say("That it is the same claim is on record already."))
    if done.verdict:
        rating = done.verdict.rating
        said = say(
            "It is rated {rating}, as {other} is; it needs a signature of its own.",
            rating=rating,
            other=other,
        )
        yield Finding("taken-over", ref, said)


MATCH = ClaimAct(say("Earlier checks"), _fields, _confirm, is_open)
