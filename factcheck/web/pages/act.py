"""The page of one act: its form, and what becomes of it when it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.web.acts.act import On, OneAct, Sheet
from factcheck.web.acts.table import ACTS, REVIEWED, form_of, sheet_of
from factcheck.web.errors import NO_PAGE, status_of
from factcheck.web.links import LINKS
from factcheck.web.pages.match import match_page
from factcheck.web.pages.review import review_page
from factcheck.web.visit import Fields, Visit, go_to
from factcheck.workflow.claims.list import show_claim


@dataclass(frozen=True)
class ActPages(Generic[On]):
    """The pages of the acts on things of one kind, which have their ref in the address.

    `read` gives the thing as it is with what was filled in, `page` shows the form of an act and why it was refused.
    """

    acts: Mapping[str, OneAct[On]]
    read: Callable[[Visit], On]
    page: Callable[[On, str, FactcheckError | None], Response]

    def form(self, visit: Visit) -> Response:
        """`GET …/REF/ACT`: the form."""
        if visit.named["act"] not in self.acts:
            return visit.error(NO_PAGE)
        return self.page(self.read(visit), visit.named["act"], None)

    def act(self, visit: Visit) -> Response:
        """`POST …/REF/ACT`: do it and lead on; refused, the form comes back as it was sent, with the reason."""
        if visit.named["act"] not in self.acts:
            return visit.error(NO_PAGE)
        return self.done(visit, visit.named["act"])

    def done(self, visit: Visit, name: str) -> Response:
        """The same for the act of this name."""
        seen = visit.given.get("head") or None
        before = self.read(replace(visit, desk=replace(visit.desk, seen=seen)))
        try:
            visit.ensure_same_person()
            return go_to(self.acts[name].do(before))
        except FactcheckError as wrong:
            return self.page(self.read(visit), name, wrong)


def _claim_of(visit: Visit) -> Sheet:
    return sheet_of(visit, show_claim(visit.desk, visit.named["ref"]))


def _claim_page(sheet: Sheet, name: str, wrong: FactcheckError | None) -> Response:
    """The form of an act on a claim; what is decided on a page of its own is shown there."""
    if name in REVIEWED:
        review = LINKS.act(sheet.visit.named["ref"], "review")
        return review_page(sheet.visit, wrong, name) if wrong else go_to(review)
    if name == "match":
        return match_page(sheet.visit, sheet.record, wrong)
    about, act = (LINKS.claim(sheet.ref), sheet.record.claim.text), ACTS[name]
    known = act.of.known(sheet) if act.of else {}
    if act.of and not act.chosen(sheet) and wrong is None:
        if len(known) != 1 or act.of.several:
            return sheet.visit.page("choose", act=act, action=sheet.address(name), known=known, about=about)
        query = Fields([*sheet.visit.query.multi_items(), (act.of.field, next(iter(known)))])
        sheet = replace(sheet, visit=replace(sheet.visit, query=query))
    instead = (LINKS.act(sheet.ref, "attach"), ACTS["attach"].title) if name == "source" else None
    shown = {"form": form_of(sheet, name, wrong), "about": about, "ref": sheet.ref, "instead": instead}
    return sheet.visit.page("act", status_of(wrong), **shown)


ON_CLAIMS = ActPages(ACTS, _claim_of, _claim_page)


def attach(visit: Visit) -> Response:
    """`POST /claims/REF/attach`: for the one form of a claim that has a file."""
    return ON_CLAIMS.done(visit, "attach")
