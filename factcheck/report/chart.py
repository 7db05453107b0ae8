"""The bar of verdicts: how wide each part is, where it begins and which pattern it wears."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.report.edition import Badge


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims wear one verdict."""

    badge: Badge
    count: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the bar, in per cent of its width; `share` is the same in words."""

    badge: Badge
    count: int
    x: str
    width: str
    share: str


def segments(tallies: Sequence[Tally]) -> Iterator[Segment]:
    """The parts from left to right; they fill the bar, and an empty one takes no room."""
    total = sum(tally.count for tally in tallies)
    before = 0
    for tally in tallies:
        if tally.count:
            yield Segment(
                tally.badge,
                tally.count,
                x=_percent(before, total),
                width=_percent(tally.count, total),
                share=share(tally.count, total),
            )
            before += tally.count


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.3f}%"


def share(part: int, total: int) -> str:
    """Whole per cent; a small part is not rounded down to nothing, nor a large one up to all."""
    if part == total:
        return "100%"
    whole = round(100 * part / total)
    return "under 1%" if whole == 0 else "over 99%" if whole == 100 else f"{whole}%"
