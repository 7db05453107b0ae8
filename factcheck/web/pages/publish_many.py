"""Publish several: all that is signed, with what stands in the way of each, and the act for those that are ticked."""

from dataclasses import dataclass

from starlette.responses import Response

from factcheck.errors import BadInput, FactcheckError
from factcheck.model.vocabulary import Step
from factcheck.phrase import say
from factcheck.web.errors import error_view, status_of
from factcheck.web.links import PUBLISH
from factcheck.web.pages.publish import gone_out, publish_later
from factcheck.web.pages.today import TodoRow, todo_row
from factcheck.web.remedies import ShownFinding, shown_finding
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.todo import everybodys_step
from factcheck.workflow.site.publish import PublishRequest
from factcheck.workflow.site.publish import publish as go_out

LIMIT = 50
"""Claims of the page."""


@dataclass(frozen=True, slots=True)
class SignedRow:
    """A claim that is to be published, and what stands in its way."""

    ref: str
    row: TodoRow
    blocking: tuple[ShownFinding, ...]
    chosen: bool


def publish_many_form(visit: Visit) -> Response:
    """`/publish`: what is signed and not published, or corrected and not published anew."""
    return _page(visit)


def publish_many(visit: Visit) -> Response:
    """`POST /publish`: publish those that are ticked, and bring the site up to date."""
    refs = tuple(dict.fromkeys(one for one in visit.given.getlist("claim") if one))
    try:
        visit.ensure_same_person()
        if not refs:
            raise BadInput(say("Tick what is to be published; nothing was."))
        if visit.desk.store.has_queue:
            publish_later(visit.desk, refs)
            return go_to(PUBLISH)
        published = go_out(visit.desk, PublishRequest(visit.desk.settings.site, refs))
        visit.desk.told.extend([*gone_out(visit.desk, published), *published.kept_back])
    except FactcheckError as wrong:
        return _page(visit, wrong)
    return go_to(PUBLISH)


def _page(visit: Visit, wrong: FactcheckError | None = None) -> Response:
    found = everybodys_step(visit.desk, Step.PUBLISH, LIMIT)
    refs = [fact["ref"] for fact in found.facts]
    blocked: dict[str, tuple[ShownFinding, ...]] = {}
    for one in check(visit.desk, refs).blocking if refs else ():
        blocked[one.ref] = (*blocked.get(one.ref, ()), shown_finding(one.finding))
    ticked = visit.given.getlist("claim") if wrong else [ref for ref in refs if ref not in blocked]
    rows = [
        SignedRow(fact["ref"], todo_row(visit, fact), blocked.get(fact["ref"], ()), fact["ref"] in ticked)
        for fact in found.facts
    ]
    refused = error_view(wrong) if wrong else None
    return visit.page("publish_many", status_of(wrong), rows=rows, number=found.number, wrong=refused)
