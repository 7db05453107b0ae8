"""The bar of verdicts: how wide each part is, where it begins and which pattern it wears."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from factcheck.phrase import Message, Said, comma, say
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
    share: Message

    @property
    def label(self) -> str:
        """The verdict's word."""
        return self.badge.label


class _Counted(Protocol):
    @property
    def label(self) -> str | Message: ...

    @property
    def count(self) -> int: ...


def tallied(parts: Iterable[_Counted]) -> Said:
    """The parts of a bar in words: `True 3, False 1`."""
    return comma([say("{label} {count}", label=part.label, count=part.count) for part in parts])


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


def share(part: int, total: int) -> Message:
    """Whole per cent; a small part is not rounded down to nothing, nor a large one up to all."""
    whole = round(100 * part / total)
    if whole == 0:
        return say("under {percent}%", percent=1)
    if whole == 100 and part < total:
        return say("over {percent}%", percent=99)
    return say("{percent}%", percent=whole)
