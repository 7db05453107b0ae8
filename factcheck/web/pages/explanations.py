"""The pages that explain: how to read the others, and what the verdicts mean."""

from starlette.responses import Response

from factcheck.report.pages import current_first
from factcheck.web.visit import Visit
from factcheck.workflow.claims.list import scales_in_use


def guide(visit: Visit) -> Response:
    """`/how-to-read`: the words of the pages, each explained in a sentence."""
    return visit.page("guide")


def scale(visit: Visit) -> Response:
    """`/scale`: what each verdict means, on the current scale and on every other that verdicts use."""
    return visit.page("scale", scales=current_first(visit.site.edition, scales_in_use(visit.desk)))
