"""The limits of every visit, and the private addresses that a desk lets through."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

from factcheck import __version__
from factcheck.errors import BadInput, Finding

AGENT = "factcheck-desk"
USER_AGENT = f"{AGENT}/{__version__} (a fact-check desk; fetches single pages that a person chose)"
_ENTRY = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+)):([0-9]{1,5})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of a visit.

    `allow` holds exact pairs of an IP address (or a host name as written in the settings) and a port that are
    let through, for whoever asks for that very host and port, although the address is private or the port is not
    among `ports`. At most `per_host` exchanges
    with one host and port run at once, started at least `delay` seconds apart, and `concurrency` in all.
    `proxy` is the URL of a proxy for everything. `max_body` is in bytes of a body as sent, `connect_seconds` for each
    look-up, connection and TLS handshake, `read_seconds` without a byte, `total_seconds` for one try of a visit
    with its redirects. `chromium` is the program that draws pages (None: the one that is installed), without its
    sandbox only where `sandbox` is false.
    """

    allow: frozenset[tuple[str, int]] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})
    per_host: int = 2
    delay: float = 1.0
    concurrency: int = 20
    proxy: str | None = None
    max_body: int = 20_000_000
    connect_seconds: float = 10
    read_seconds: float = 15
    total_seconds: float = 60
    user_agent: str = USER_AGENT
    chromium: str | None = None
    sandbox: bool = True


def parse_allow(entries: Iterable[str]) -> frozenset[tuple[str, int]]:
    """The pairs in entries such as "127.0.0.1:8001" or "[::1]:8001"; BadInput with a finding for each bad one."""
    read = {entry: _read_entry(entry.strip()) for entry in entries}
    findings = [
        Finding("bad-allow", "fetch.allow", f'"{entry}" is not an address with its port.', _MEND)
        for entry, pair in read.items()
        if pair is None
    ]
    if findings:
        raise BadInput("What is let through cannot be read; nothing was fetched.", findings)
    return frozenset(pair for pair in read.values() if pair is not None)


_MEND = 'Write it as "127.0.0.1:8001" or "[::1]:8001".'


def _read_entry(entry: str) -> tuple[str, int] | None:
    if not (match := _ENTRY.fullmatch(entry)) or not 0 < int(match[3]) < 1 << 16:
        return None
    host = (match[1] or match[2]).casefold()
    try:
        return str(ip_address(host)), int(match[3])
    except ValueError:
        # A name is taken as it is; a bracket or a bare number that is no address is a mistake.
        is_name = match[2] is not None and not host.rpartition(".")[2].isdigit()
        return (host, int(match[3])) if is_name else None
