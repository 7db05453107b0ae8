"""Checking the archive in the background, a part each time."""

from collections.abc import Mapping
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotSoNow, Remedy
from factcheck.workflow.transfer.archive_slice import SLICE, archive_rounds, check_archive_slice

_MOST = 10_000
"""Captures of one part: it takes some minutes, and memory for the rows of so many."""
_TIMES = 30 * 24
"""Parts of an archive, where they are not too large or too small: each hour one, so that a month sees all of it."""


def run_archive_check(desk: Desk) -> Mapping[str, Any]:
    """Check the next part of the archive; how many captures, and how much of the whole was checked in this round.

    NotSoNow with what does not hold.
    """
    whole = max((one.checked for one in archive_rounds(desk) if one.ended), default=0)
    part = check_archive_slice(desk, min(max(-(-whole // _TIMES), SLICE), _MOST))
    if part.findings:
        see = Remedy.by("verify", "See what else does not hold.")
        raise NotSoNow("Some of the archive does not hold.", part.findings, [see])
    return {"checked": part.checked, "percent": part.round.percent}
