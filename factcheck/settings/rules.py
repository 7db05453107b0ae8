"""The desk's own rules for publishing claims: `[rules]` in factcheck.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.fetching import is_whole

TABLE = "rules"


@dataclass(frozen=True)
class Rules:
    """The desk's rules as written; the model knows which codes and rules for sources are valid.

    `sources` is for example "1 primary or 2 independent", `recheck_after` is a number of days, and `levels` has
    "block", "warn" or "off" by code.
    """

    sources: str | None = None
    recheck_after: int | None = None
    levels: Mapping[str, str] = field(default_factory=dict)


def rules_of(table: Mapping[str, Any]) -> Rules:
    """The rules of a table for which `rules_findings` gives none."""
    levels = {key: value for key, value in table.items() if key not in ("sources", "recheck_after")}
    return Rules(table.get("sources"), table.get("recheck_after"), levels)


def rules_findings(table: object) -> Iterator[Finding]:
    """A finding for every value of the wrong type."""
    for key, value in table.items() if isinstance(table, dict) else ():
        where = f"{TABLE}: {key}"
        if key == "recheck_after":
            if not is_whole(value, 1, 36_500):
                yield Finding("bad-value", where, f"is {value!r}.", "Write a number of days from 1: 180.")
        elif not isinstance(value, str):
            wanted = '"1 primary or 2 independent"' if key == "sources" else '"block", "warn" or "off"'
            yield Finding("bad-value", where, f"is {value!r}.", f"Write text in quotes: {wanted}.")
