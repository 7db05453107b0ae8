"""The next thing that waits for whoever is here."""

from starlette.responses import Response

from factcheck.web.links import LINKS, TODAY
from factcheck.web.pages.today import waiting
from factcheck.web.visit import Visit, go_to


def next_waiting(visit: Visit) -> Response:
    """`/next?after=REF`: leads to the claim that follows in what is to be done, else to the first, else to Today."""
    after = visit.query.get("after", "")
    refs = [fact["ref"] for fact in waiting(visit, visit.desk.author).facts if "text" in fact]
    at = refs.index(after) + 1 if after in refs else 0
    others = [one for one in (*refs[at:], *refs[:at]) if one != after]
    return go_to(LINKS.claim(others[0]) if others else TODAY)
