"""Archives of others: `[archives]` in factcheck.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.tables import unknown_keys


@dataclass(frozen=True, slots=True)
class Archives:
    """`also` are beginnings of addresses of archives, beside those that are known, that replay as pywb does."""

    also: tuple[str, ...] = ()


def archives_of(table: Mapping[str, Any]) -> Archives:
    """The settings for which `archives_findings` gives none."""
    return Archives(also=tuple(table.get("also", ())))


def archives_findings(given: object) -> Iterator[Finding]:
    """A finding for every key that has no meaning, and for every value that cannot be."""
    table = given if isinstance(given, dict) else {}
    yield from unknown_keys("archives", table, ("also",))
    also = table.get("also", [])
    if not (isinstance(also, list) and all(_is_address(one) for one in also)):
        mend = 'Write how the addresses of its copies begin: ["https://archive.example/web/"].'
        yield Finding("bad-value", "archives: also", f"is {also!r}.", mend)


def _is_address(one: object) -> bool:
    return isinstance(one, str) and one.startswith(("https://", "http://")) and len(one) > len("https://")
