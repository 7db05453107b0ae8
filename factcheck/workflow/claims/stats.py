"""What a desk has done: claims by month of entry, by who rated them, by verdict and by status."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from factcheck.desk import Desk
from factcheck.model.vocabulary import Status
from factcheck.person_names import folded_name

GROUPS = ("month", "person", "verdict", "status")
"""What claims are counted by."""
STATS = ("by", "value", "claims", "of", "rated", "published", "median_days")
"""What is said of each group: how many claims of how many, and of them how many are rated and were published.

Of months and statuses the whole is every claim, of people and verdicts every claim that is rated. What was withdrawn
counts as no rated claim. `median_days` is the median of days from entry to the first publication of those that were
published, None where none was.
"""

Row = dict[str, Any]


def stats(desk: Desk, groups: Sequence[str] = GROUPS) -> list[Row]:
    """The counts of these groups, in this order: months as they came, people by name, verdicts as on the scale."""
    with desk.store.reading() as ledger:
        rows = ledger.listed(("id", "status", "verdict", "author", "added_at"))
        first = ledger.first_published()
    claims = [_counted(desk, row, first) for row in rows]
    return [one for by in groups for one in _group(desk, by, claims)]


def _counted(desk: Desk, row: Row, first: Any) -> Row:
    rated = row["verdict"] is not None and row["status"] is not Status.WITHDRAWN
    out = first.get(row["id"])
    return {
        "month": f"{desk.day_of(row['added_at']):%Y-%m}",
        "person": row["author"] if rated else None,
        "verdict": row["verdict"] if rated else None,
        "status": row["status"],
        "took": out - row["added_at"] if out else None,
    }


def _group(desk: Desk, by: str, claims: Sequence[Row]) -> Iterator[Row]:
    found: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        if claim[by] is not None:
            found[folded_name(claim[by]) if by == "person" else claim[by]].append(claim)
    of = len(claims) if by in ("month", "status") else sum(claim["verdict"] is not None for claim in claims)
    for key in _in_order(desk, by, found):
        members = found[key]
        took = [claim["took"] for claim in members if claim["took"] is not None]
        yield {
            "by": by,
            "value": members[0][by],
            "claims": len(members),
            "of": of,
            "rated": sum(claim["verdict"] is not None for claim in members),
            "published": len(took),
            "median_days": _days(took),
        }


def _in_order(desk: Desk, by: str, keys: Iterable[str]) -> list[str]:
    known = {"status": [*Status], "verdict": [one.id for one in desk.scale.ratings]}.get(by, [])
    return [*(one for one in known if one in keys), *sorted(set(keys) - set(known))]


def _days(took: Sequence[timedelta]) -> float | None:
    """The median in days, to a tenth."""
    return round(median(one / timedelta(days=1) for one in took), 1) if took else None
