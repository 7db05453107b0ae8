"""Who stamps the time on the public log: `[[timestamp]]` in factcheck.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.settings.tables import AddressList


@dataclass(frozen=True, slots=True)
class TimestampAuthority:
    """An authority (RFC 3161) by its address, and the file with the root certificate that it is trusted by."""

    url: str
    root: Path


def authorities_of(entries: Sequence[Mapping[str, str]], folder: Path) -> tuple[TimestampAuthority, ...]:
    """The authorities of a list for which `authorities_findings` gives none; files are in the desk's folder."""
    return tuple(TimestampAuthority(one["url"], folder / one["root"]) for one in entries)


authorities_findings = AddressList(
    table="timestamp",
    what="authority",
    file="root",
    mend_url="Write the authority's: https://…",
    mend_file='Write the file with its root certificate: root = "authority.pem"',
).findings
"""A finding for all that is no authority with its root certificate, and for each that is named twice."""
