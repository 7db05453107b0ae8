"""Publish: what stands in the way of one claim, how its page will look, and the act."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from starlette.responses import Response

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, Finding, NotSoNow
from factcheck.phrase import Run, comma, say
from factcheck.report.urls import SiteUrls
from factcheck.web.errors import ErrorView, error_view, status_of
from factcheck.web.links import LINKS
from factcheck.web.pages.pictures import picture_ahead
from factcheck.web.remedies import shown_finding
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.site.publish import Published, PublishRequest
from factcheck.workflow.site.publish import preview as make_preview
from factcheck.workflow.site.publish import publish as go_out
from factcheck.workflow.site.publish_job import enqueue_publish


def publish_form(visit: Visit) -> Response:
    """`/claims/REF/publish`."""
    return _page(visit)


def publish(visit: Visit) -> Response:
    """`POST /claims/REF/publish`: publish this claim, and bring the site up to date."""
    desk, ref = visit.desk, show_claim(visit.desk, visit.named["ref"]).claim.ref
    try:
        visit.ensure_same_person()
        if desk.store.has_queue:
            if kept := [one.finding for one in check(desk, [ref]).blocking]:
                raise NotSoNow(f"{ref} is not published.", kept)
            publish_later(desk, [ref])
            return go_to(LINKS.go_on(ref))
        published = go_out(desk, PublishRequest(desk.settings.site, (ref,)))
        if kept := [one for one in published.kept_back if one.where.partition(":")[0] == ref]:
            raise NotSoNow(f"{ref} is not published.", kept)
    except FactcheckError as wrong:
        return _page(visit, wrong)
    desk.told.extend(gone_out(desk, published))
    return go_to(LINKS.go_on(ref))


def publish_later(desk: Desk, refs: Sequence[str]) -> None:
    """Have these claims published in the background; raises what `enqueue_publish` does."""
    enqueue_publish(desk, refs)
    asked = say(
        "Published in the background, after what was asked for before: {claims}.",
        claims=comma(refs),
    )
    desk.told.append(Finding("asked-for", "", asked))


def gone_out(desk: Desk, published: Published) -> Iterator[Finding]:
    """What went out, each claim with the address at which readers find it."""
    site = SiteUrls(desk.settings.base_url or "")
    out = [Run(ref, "away", site.claim(ref)) for ref, _ in published.versions]
    if out:
        yield Finding("published", "", say("Published: {claims}.", claims=comma(out)))


def _page(visit: Visit, wrong: FactcheckError | None = None) -> Response:
    record = show_claim(visit.desk, visit.named["ref"])
    ref = record.claim.ref
    found = check(visit.desk, [ref])
    return visit.page(
        "publish",
        status_of(wrong),
        claim=record.claim,
        ref=ref,
        blocking=[shown_finding(one.finding) for one in found.findings if one.blocks],
        warnings=[shown_finding(one.finding) for one in found.findings if not one.blocks],
        wrong=error_view(wrong) if wrong else None,
        preview=LINKS.preview(ref),
        may_publish=visit.may("publish"),
    )


def preview(visit: Visit) -> Response:
    """`/preview/claims/REF.html`: the page for readers, byte for byte as it would be published at this moment.

    It has the policy it carries itself, and is shut off from the pages of the desk (sandbox). One that shows pictures
    of its own is of the same origin, without which it would get none; it can run no script all the same.
    """
    if shown := re.fullmatch(r"images/([a-z0-9-]+)\.[0-9a-f]{16}\.png", visit.named["file"]):
        return picture_ahead(visit, shown[1], shown[0])
    file = re.fullmatch(r"claims/([^/]+)\.html", visit.named["file"])
    if file is None:
        return visit.error(_NOT_AHEAD)
    page = make_preview(visit.desk, file[1])
    own = _OWN_POLICY.search(page.decode())
    loads = unescape(own[1]) if own else "default-src 'none'"
    alone = "sandbox allow-same-origin" if "'self'" in loads else "sandbox"
    policy = f"{loads}; {alone}; frame-ancestors 'none'"
    return Response(page, 200, {"content-security-policy": policy}, "text/html")


_NOT_AHEAD = ErrorView(404, say("Only the page of a claim is shown ahead; the others stand on the site"))
_OWN_POLICY = re.compile('http-equiv="Content-Security-Policy" content="([^"]*)"')
