"""Pages about the desk itself: its settings as the file has them, whether its computer lets it work, its numbers."""

from collections.abc import Mapping

from starlette.responses import Response

from factcheck.model.vocabulary import Status
from factcheck.phrase import Message, say
from factcheck.report.wording import STATUS
from factcheck.settings.told import Origin, settings_told
from factcheck.web.remedies import shown_finding
from factcheck.web.visit import Visit
from factcheck.workflow.claims.stats import GROUPS, stats
from factcheck.workflow.doctor import look_over

ORIGIN: Mapping[Origin, Message] = {
    Origin.FILE: say("In factcheck.toml"),
    Origin.ENVIRONMENT: say("In the environment of the program"),
    Origin.DEFAULT: say("Where nothing is said"),
}
"""Where the value of a setting comes from."""
BY: Mapping[str, Message] = {
    "month": say("By month of entry"),
    "person": say("By who rated them"),
    "verdict": say("By verdict"),
    "status": say("By state"),
}
"""What claims are counted by."""


def settings(visit: Visit) -> Response:
    """`/settings`: every setting with where it comes from; a secret is told to be there, and no more."""
    told = [*settings_told(visit.desk.settings)]
    groups = [(title, [one for one in told if one.origin is origin]) for origin, title in ORIGIN.items()]
    return visit.page("settings", groups=[group for group in groups if group[1]])


def checkup(visit: Visit) -> Response:
    """`/checkup`: whether this computer and the desk's folder let it work."""
    found = [*look_over(visit.desk.settings, visit.desk.clock)]
    rows = [(one.name, one.said, [shown_finding(one.finding)] if one.finding else []) for one in found]
    return visit.page("checkup", rows=rows, stops=any(one.stops for one in found))


def numbers(visit: Visit) -> Response:
    """`/numbers`: what the desk has done, each count with of how many."""
    said = visit.site.edition.words.rating
    labels: Mapping[str, Mapping[str, str | Message]] = {
        "status": {one.value: STATUS[one] for one in Status},
        "verdict": {one.id: said(one.label) for one in visit.desk.scale.ratings},
    }
    rows = stats(visit.desk)
    groups = [
        (
            by,
            BY[by],
            [(labels.get(by, {}).get(row["value"], row["value"]), row) for row in rows if row["by"] == by],
        )
        for by in GROUPS
    ]
    return visit.page("numbers", groups=[group for group in groups if group[2]])
