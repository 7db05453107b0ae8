"""Review: exactly what is signed with its digest, and the two decisions about it."""

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.model.event import canonical
from factcheck.model.record import Record
from factcheck.model.signing import signing_digest, what_is_signed
from factcheck.report.view import claim_view
from factcheck.web.acts.on_comments import REVIEW
from factcheck.web.acts.on_verdicts import is_read
from factcheck.web.acts.table import form_of, sheet_of
from factcheck.web.errors import error_view, status_of
from factcheck.web.links import LINKS
from factcheck.web.pages.changes import shown_changes
from factcheck.web.pages.comments import shown_threads
from factcheck.web.pages.pictures import with_their_pictures
from factcheck.web.visit import Visit
from factcheck.workflow.claims.list import claim_and_article
from factcheck.workflow.claims.read_since import read_since
from factcheck.workflow.claims.verdicts import text_to_sign


def review(visit: Visit) -> Response:
    """`/claims/REF/review`; NotFound where there is no verdict to sign."""
    return review_page(visit)


def review_page(visit: Visit, wrong: FactcheckError | None = None, act: str = "") -> Response:
    """What is read and signed, with the form of `act` as it was sent where it was refused."""
    record, article = claim_and_article(visit.desk, visit.named["ref"])
    sheet, scales = sheet_of(visit, record), visit.desk.scales
    kept_from = _kept_from(visit, record)
    acts = [
        *(("approve",) if kept_from is None else ()),
        *(("return",) if is_read(sheet) and visit.may("return") else ()),
    ]
    said = shown_threads(sheet, visit.query.get("comment", ""), REVIEW)
    forms = [form_of(sheet, name, wrong if name == act else None) for name in acts]
    return visit.page(
        "review",
        status_of(wrong),
        claim=with_their_pictures(visit, record, claim_view(record, article, visit.site.edition, LINKS)),
        ref=record.claim.ref,
        digest=signing_digest(record, scales),
        signed=canonical(what_is_signed(record, scales)),
        forms=forms,
        kept_from=error_view(kept_from) if kept_from else None,
        threads=said,
        commented=said.on,
        changes=shown_changes(visit, record, read_since(visit.desk, record)),
        read_form=form_of(sheet, "read"),
    )


def _kept_from(visit: Visit, record: Record) -> FactcheckError | None:
    """Why whoever is here may not sign it as it stands, so that nobody reads it in vain."""
    try:
        text_to_sign(visit.desk, record.claim.ref)
    except FactcheckError as wrong:
        return wrong
    return None
