"""The time zone of a desk, by its IANA name: which day it is there."""

from collections.abc import Iterator
from datetime import tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from factcheck.errors import Finding

UTC_NAMES = frozenset(
    f"{area}{name}" for area in ("", "Etc/") for name in ("UTC", "UCT", "Zulu", "Universal")
)


def zone_of(name: str) -> tzinfo | None:
    """The zone of this name; None where there is none."""
    try:
        return ZoneInfo(name)
    except (
        ValueError,
        OSError,
    ):  # what is no name, or a folder of zones; ZoneInfoNotFoundError is a KeyError
        return None
    except KeyError:
        return None


def timezone_findings(name: str) -> Iterator[Finding]:
    """A finding that names the nearest zone, where there is none of this name."""
    if zone_of(name) is None:
        near = _near(name)
        mean = f'Did you mean "{near}"?' if near else 'Write a name such as "Europe/Berlin".'
        yield Finding("bad-value", "timezone", f'"{name}" is no time zone.', mean)


def _near(name: str) -> str | None:
    """The zone most like it, by its whole name or by its city alone."""
    zones = available_timezones()
    spelt = {zone.casefold(): zone for zone in zones}
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(zones, reverse=True)}
    typed = name.strip().casefold().replace(" ", "_")
    for known, cutoff in ((spelt, 1.0), (cities, 0.85), (spelt, 0.6)):
        if near := get_close_matches(typed, known, 1, cutoff):
            return known[near[0]]
    last = get_close_matches(typed.rpartition("/")[2], cities, 1, 0.6)
    return cities[last[0]] if last else None
