"""What was measured, held against its target, and the table that says so."""

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from statistics import median

from tests.bench.timing import Pairs, seconds


@dataclass(frozen=True)
class Figure:
    """One line of the table, in words."""

    what: str
    ours: str
    peer: str
    ratio: str
    cpu: str
    target: str
    met: str


_HEAD = Figure("what", "ours", "peer", "ratio", "cpu ratio", "target", "met")


def at_most(what: str, pairs: Pairs, peer: str, bound: float) -> Figure:
    """Our time is at most so many times the peer's: the median of the pairs' ratios, with their range."""
    return Figure(
        what,
        told(seconds(pairs.ours)),
        f"{told(seconds(pairs.peer))} {peer}",
        spread(pairs.ratios),
        f"{pairs.cpu_ratio:.3g}",
        f"≤ {bound:g} ×",
        judged(median(pairs.ratios) <= bound),
    )


def as_fast(what: str, pairs: Pairs, peer: str, share: float) -> Figure:
    """The peer's time is at least such a share of ours: the median of the pairs' ratios, with their range."""
    shares = sorted(1 / ratio for ratio in pairs.ratios)
    return Figure(
        what,
        told(seconds(pairs.ours)),
        f"{told(seconds(pairs.peer))} {peer}",
        spread(shares),
        f"{1 / pairs.cpu_ratio:.3g}",
        f"≥ {share:g} ×",
        judged(median(shares) >= share),
    )


def below(what: str, measured: float, bound: float, unit: str) -> Figure:
    """A figure of our own that stays below a bound."""
    return Figure(what, f"{measured:.3g} {unit}", "", "", "", f"< {bound:g} {unit}", judged(measured < bound))


def at_least(what: str, measured: float, bound: float, unit: str) -> Figure:
    """A figure of our own that reaches a bound."""
    return Figure(
        what, f"{measured:.3g} {unit}", "", "", "", f"≥ {bound:g} {unit}", judged(measured >= bound)
    )


def spread(ratios: Sequence[float]) -> str:
    """The median, and between which values it lies."""
    return f"{median(ratios):.3g} ({min(ratios):.3g}–{max(ratios):.3g})"


def told(duration: float) -> str:
    """Seconds, or milliseconds when they are few."""
    return f"{duration:.2f} s" if duration >= 1 else f"{duration * 1000:.3g} ms"


def judged(is_met: bool) -> str:
    """The last word of a line."""
    return "met" if is_met else "MISSED"


def lines_of(figures: Sequence[Figure]) -> Iterator[str]:
    """The table, its columns aligned."""
    rows = [astuple(figure) for figure in (_HEAD, *figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def machine() -> str:
    """What the figures were taken on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {cores} cores{load}, {python}"
