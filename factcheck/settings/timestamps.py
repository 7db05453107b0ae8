"""Who stamps the time on the public log: `[[timestamp]]` in factcheck.toml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import Finding, did_you_mean

_KNOWN = ("url", "root")


@dataclass(frozen=True, slots=True)
class TimestampAuthority:
    """An authority (RFC 3161) by its address, and the file with the root certificate that it is trusted by."""

    url: str
    root: Path


def authorities_of(entries: Sequence[Mapping[str, str]], folder: Path) -> tuple[TimestampAuthority, ...]:
    """The authorities of a list for which `authorities_findings` gives none; files are in the desk's folder."""
    return tuple(TimestampAuthority(one["url"], folder / one["root"]) for one in entries)


def authorities_findings(entries: Sequence[object]) -> Iterator[Finding]:
    """A finding for all that is no authority with its root certificate, and for each that is named twice."""
    urls: list[object] = []
    for number, entry in enumerate(entries, 1):
        where = f"timestamp: {number}"
        if not isinstance(entry, dict):
            yield Finding("bad-value", where, "is no authority.", "Begin each with [[timestamp]].")
            continue
        for name in entry.keys() - set(_KNOWN):
            yield Finding("bad-key", f"{where}: {name}", f'unknown key "{name}".', did_you_mean(name, _KNOWN))
        url, root = (entry.get(name) for name in _KNOWN)
        if not (isinstance(url, str) and url.startswith(("https://", "http://"))):
            yield Finding("bad-value", f"{where}: url", "is no address.", "Write the authority's: https://…")
        elif url in urls:
            yield Finding("bad-value", f"{where}: url", "is named twice.", "Take one of them out.")
        if not (isinstance(root, str) and root.strip()):
            mend = 'Write the file with its root certificate: root = "authority.pem"'
            yield Finding("bad-value", f"{where}: root", "is not given.", mend)
        urls.append(url)
