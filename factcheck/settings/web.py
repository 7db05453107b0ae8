"""How the desk is served to people with accounts: `[web]` in factcheck.toml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.tables import unknown_keys

_ADDRESS = re.compile(r"https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?")
_FIELD = re.compile(r"[A-Za-z0-9-]+")
_KNOWN = ("addresses", "proxies", "person_header")


@dataclass(frozen=True)
class WebDesk:
    """Under which addresses browsers reach the desk, such as `https://desk.example`, the first of them in links.

    `proxies` are the IP addresses or networks of the proxies before it, who alone may say from where a request came
    and, in the header field `person_header`, of whom it is.
    """

    addresses: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    person_header: str | None = None

    @property
    def address(self) -> str | None:
        """The address that links have."""
        return next(iter(self.addresses), None)


def web_of(given: Mapping[str, Any]) -> WebDesk:
    """The settings for which `web_findings` gives none."""
    addresses = tuple(as_address(one) for one in given.get("addresses", ()))
    return WebDesk(addresses, tuple(given.get("proxies", ())), given.get("person_header"))


def web_findings(given: object) -> Iterator[Finding]:
    """A finding for each address, proxy or header that is none, and where https or a header has no proxy."""
    if not isinstance(given, dict):
        return
    yield from unknown_keys("web", given, _KNOWN)
    addresses, proxies, header = (given.get(name) for name in _KNOWN)
    yield from _list_findings("addresses", addresses, is_address, "https://desk.example")
    yield from _list_findings("proxies", proxies, _is_network, "127.0.0.1")
    if header is not None and not (isinstance(header, str) and _FIELD.fullmatch(header)):
        mend = 'Write its name: person_header = "X-Remote-User"'
        yield Finding("bad-value", "web: person_header", f"is {header!r}.", mend)
    if proxies:
        return
    mend = 'Name their address, as in: proxies = ["127.0.0.1"]'
    if isinstance(addresses, list) and any(str(one).startswith("https:") for one in addresses):
        said = "is not given, and https is spoken by a proxy before the desk."
        yield Finding("bad-value", "web: proxies", said, mend)
    elif header is not None:
        said = "is not given, and whoever reaches the desk could set the header."
        yield Finding("bad-value", "web: proxies", said, mend)


def _list_findings(key: str, given: object, is_good: Any, example: str) -> Iterator[Finding]:
    if given is None:
        return
    if not isinstance(given, list) or not all(isinstance(one, str) and is_good(one) for one in given):
        mend = f'Write them as in: {key} = ["{example}"]'
        yield Finding("bad-value", f"web: {key}", f"is {given!r}.", mend)


def as_address(text: str) -> str:
    """An address as browsers name it: `https://desk.example`, without a slash or the port that goes without saying."""
    plain = text.lower().rstrip("/")
    return plain.removesuffix(":443" if plain.startswith("https:") else ":80")


def is_address(text: str) -> bool:
    """Whether this is the address of a server, with no path, such as `https://desk.example`."""
    found = _ADDRESS.fullmatch(as_address(text))
    return found is not None and int((found[3] or ":0")[1:]) < 65_536


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True
