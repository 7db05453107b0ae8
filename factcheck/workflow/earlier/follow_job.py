"""Following in the background: a look at every desk that is followed."""

from collections.abc import Mapping
from typing import Any

from factcheck.desk import Desk
from factcheck.workflow.earlier.follow import check_followed


def run_follow(desk: Desk) -> Mapping[str, Any]:
    """Look at every desk that is followed; what is new, what could not be read, and whose log does not follow."""
    results = check_followed(desk)
    return {
        "followed": len(results),
        "new": sum(one.shelved.added for one in results),
        "relied_on": sorted({claim.ref for one in results for claim in one.relied}),
        "unread": {one.url: one.reason for one in results if one.reason},
        "broken": {one.url: one.state for one in results if one.findings},
    }
