"""How often the desk looks again at the pages its claims cite: `[recheck]` in factcheck.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.fetching import is_whole
from factcheck.settings.tables import unknown_keys


@dataclass(frozen=True, slots=True)
class Rechecks:
    """After how many days a page is looked at again, by what rests on it; after 0 it never is.

    `deadline` is for claims whose deadline is in the coming week, `published` for what the verdict of a published
    claim cites, `cited` for what another verdict cites, `others` for all other sources; the first that fits counts. A
    page whose words have changed before, or that could not be fetched the last time, is looked at twice as often. At
    most `per_host` pages of one host are looked at in an hour, and `per_day` in all in a day.
    """

    deadline: int = 1
    published: int = 7
    cited: int = 30
    others: int = 90
    per_host: int = 60
    per_day: int = 50_000


_BOUNDS = {"per_host": (1, 100_000), "per_day": (1, 10_000_000)}
_DAYS = (0, 36_500)


def rechecks_of(table: Mapping[str, Any]) -> Rechecks:
    """The settings for which `rechecks_findings` gives none."""
    return Rechecks(**table)


def rechecks_findings(given: object) -> Iterator[Finding]:
    """A finding for every key that has no meaning, and for every number that cannot be."""
    table = given if isinstance(given, dict) else {}
    known = [one.name for one in fields(Rechecks)]
    yield from unknown_keys("recheck", table, known)
    for key in known:
        lowest, highest = _BOUNDS.get(key, _DAYS)
        if key in table and not is_whole(table[key], lowest, highest):
            wanted = f"Write a whole number from {lowest} to {highest}."
            yield Finding("bad-value", f"recheck: {key}", f"is {table[key]!r}.", wanted)
