"""What a process counts of its own work since it began, for whoever watches it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the groups that durations are counted in; what takes longer is in a last one."""
Labels = tuple[str, ...]


@dataclass
class Counter:
    """A number for each group of values of its labels; it only grows."""

    name: str
    about: str
    labels: Labels
    _counts: dict[Labels, float] = field(default_factory=lambda: defaultdict(float))
    _turn: Lock = field(default_factory=Lock)

    def add(self, *values: str, amount: float = 1) -> None:
        """Count one more, or that many; a value for each label."""
        with self._turn:
            self._counts[values] += amount

    def counted(self) -> Iterator[tuple[Labels, float]]:
        """The values of the labels, each with its number."""
        with self._turn:
            yield from sorted(self._counts.items())


@dataclass
class Durations:
    """How long something took, by its labels: in how many cases how long, and all of it together."""

    name: str
    about: str
    labels: Labels
    _groups: dict[Labels, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * (len(SECONDS) + 1))
    )
    _sums: dict[Labels, float] = field(default_factory=lambda: defaultdict(float))
    _turn: Lock = field(default_factory=Lock)

    def add(self, seconds: float, *values: str) -> None:
        """One case more; a value for each label."""
        with self._turn:
            self._groups[values][bisect_left(SECONDS, seconds)] += 1
            self._sums[values] += seconds

    def counted(self) -> Iterator[tuple[Labels, list[int], float]]:
        """The values of the labels, each with the number of cases in each group and the seconds of all."""
        with self._turn:
            for values in sorted(self._groups):
                yield values, [*self._groups[values]], self._sums[values]


ACTS = Counter("factcheck_acts", "Acts that were committed.", ("act",))
FETCHES = Counter("factcheck_fetches", "Fetches, by how they ended.", ("outcome",))
ARCHIVED = Counter("factcheck_archived_bytes", "Bytes that were put into the archive.", ())
REQUESTS = Durations(
    "factcheck_request_seconds", "Requests that were answered.", ("method", "route", "status")
)
JOBS = Durations("factcheck_job_seconds", "Jobs that were worked off.", ("task", "outcome"))
