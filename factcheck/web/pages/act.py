"""The page of one act on a claim: its form, and what becomes of it when it is sent."""

from dataclasses import replace

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.model.record import Record
from factcheck.web.acts.table import ACTS, REVIEWED, form_of, sheet_of
from factcheck.web.errors import NO_PAGE, status_of
from factcheck.web.links import LINKS
from factcheck.web.pages.review import review_page
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.claims.list import show_claim


def act_form(visit: Visit) -> Response:
    """`GET /claims/REF/ACT`: the form; what is decided on a page of its own leads there."""
    name = visit.named["act"]
    if name not in ACTS:
        return visit.error(NO_PAGE)
    if name in REVIEWED:
        return go_to(LINKS.act(visit.named["ref"], "review"))
    return _form_page(visit, show_claim(visit.desk, visit.named["ref"]), name)


def act(visit: Visit) -> Response:
    """`POST /claims/REF/ACT`: do it and lead on; refused, the form comes back as it was sent, with the reason."""
    if visit.named["act"] not in ACTS:
        return visit.error(NO_PAGE)
    return _done(visit, visit.named["act"])


def attach(visit: Visit) -> Response:
    """`POST /claims/REF/attach`: the same, for the one form that has a file."""
    return _done(visit, "attach")


def _done(visit: Visit, name: str) -> Response:
    ref = visit.named["ref"]
    seen = visit.given.get("head") or None
    acting = replace(visit, desk=replace(visit.desk, seen=seen))
    before = show_claim(visit.desk, ref)
    try:
        visit.ensure_same_person()
        return go_to(ACTS[name].do(sheet_of(acting, before)))
    except FactcheckError as wrong:
        now = show_claim(visit.desk, ref)
        if name in REVIEWED:
            return review_page(visit, now, wrong, name)
        return _form_page(visit, now, name, wrong)


def _form_page(visit: Visit, record: Record, name: str, wrong: FactcheckError | None = None) -> Response:
    form = form_of(sheet_of(visit, record), name, wrong)
    return visit.page("act", status_of(wrong), form=form, claim=record.claim, ref=record.claim.ref)
