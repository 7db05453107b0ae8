"""A new claim."""

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.phrase import say
from factcheck.web.acts.adding import adding_fields, entered
from factcheck.web.acts.claim_fields import as_fields, claim_fields, given_values
from factcheck.web.errors import error_view, status_of
from factcheck.web.forms import ActForm
from factcheck.web.links import CLAIMS, LINKS
from factcheck.web.visit import Fields, Visit, go_to
from factcheck.workflow.claims.add import add_claims

TITLE = say("Add a claim")


def add_form(visit: Visit) -> Response:
    """`/add`: the form; the address may fill it in."""
    return _page(visit, Fields({"priority": "normal", **visit.query}))


def add(visit: Visit) -> Response:
    """`POST /claims`: enter it; where its wording is here already, that is said, and it can be entered all the same."""
    values = given_values(visit.given)
    fields = {name: value for name, value in as_fields(values).items() if value}
    if ref := visit.given.get("ref", "").strip():
        fields["ref"] = ref
    anyway = bool(visit.given.get("anyway"))
    try:
        visit.ensure_same_person()
        taken = add_claims(visit.desk, [("", {"text": "", **fields})], TITLE.text, anyway=anyway)
        return go_to(LINKS.go_on(entered(visit.desk, taken)))
    except FactcheckError as wrong:
        return _page(visit, visit.given, wrong)


def _page(visit: Visit, given: Fields, wrong: FactcheckError | None = None) -> Response:
    fields = (*claim_fields(given_values(given)), *adding_fields(given, is_sent=given is visit.given))
    refused = error_view(wrong) if wrong else None
    me, is_sent = visit.desk.author, bool(visit.given)
    shown = ActForm("add", TITLE, CLAIMS, fields, me, wrong=refused, is_sent=is_sent)
    return visit.page("act", status_of(wrong), form=shown, about=None, ref="", others={})
