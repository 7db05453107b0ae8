"""What a desk asks of a claim before it is published: `[rules]` in factcheck.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.fetching import is_whole

TABLE = "rules"


@dataclass(frozen=True)
class Rules:
    """The desk's own words; which codes there are and what a sources rule may say, the model knows.

    `sources` is such as "1 primary or 2 independent", `recheck_after` a number of days, `levels` gives
    "block", "warn" or "off" by code.
    """

    sources: str | None = None
    recheck_after: int | None = None
    levels: Mapping[str, str] = field(default_factory=dict)


def rules_of(table: Mapping[str, Any]) -> Rules:
    """The rules a table says that has no findings."""
    levels = {key: value for key, value in table.items() if key not in ("sources", "recheck_after")}
    return Rules(table.get("sources"), table.get("recheck_after"), levels)


def rules_findings(table: object) -> Iterator[Finding]:
    """Every value that is of the wrong kind."""
    for key, value in table.items() if isinstance(table, dict) else ():
        where = f"{TABLE}: {key}"
        if key == "recheck_after":
            if not is_whole(value, 1, 36_500):
                yield Finding("bad-value", where, f"is {value!r}.", "Write a number of days from 1: 180.")
        elif not isinstance(value, str):
            wanted = '"1 primary or 2 independent"' if key == "sources" else '"block", "warn" or "off"'
            yield Finding("bad-value", where, f"is {value!r}.", f"Write text in quotes: {wanted}.")
