"""What forms that enter a claim have in common: its short name, and what is said where its wording is here already."""

from collections.abc import Iterator

from factcheck.desk import Desk
from factcheck.errors import Finding, NotSoNow, Remedy
from factcheck.phrase import say
from factcheck.web.forms import Field
from factcheck.web.visit import Fields
from factcheck.workflow.claims.add import AddResult
from factcheck.workflow.earlier.match import likely_findings


def adding_fields(given: Fields, *, is_sent: bool) -> Iterator[Field]:
    """Its short name and, once the form was sent, a box to enter it though the wording is here."""
    hint = say("For files and addresses; blank makes one of the wording.")
    yield Field("ref", say("Short name"), value=given.get("ref", ""), hint=hint)
    if is_sent:
        yield Field(
            "anyway", say("Enter it though its wording is here already"), "flag", given.get("anyway", "")
        )


def entered(desk: Desk, taken: AddResult) -> str:
    """The ref of the claim that was entered; NotSoNow leads to the one that says the same. What is like it is told."""
    if not taken.refs:
        found = [
            Finding("alike", one.ref, one.text, Remedy.by("show", say("Read it."), ref=one.ref))
            for one in taken.alike
        ]
        raise NotSoNow(say("This wording is here already; nothing was stored."), found)
    desk.told.extend(likely_findings(desk, taken.refs))
    return taken.refs[0]
