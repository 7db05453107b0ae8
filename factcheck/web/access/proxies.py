"""The proxies before the desk, who alone may say from where a request came and of whom it is."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from factcheck.web.guard.request_head import RequestHead

_FORWARDED = "x-forwarded-for"
_SUBSCRIBER = 64
"""Bits of an IPv6 address that a provider gives to one customer, who has the rest."""


class Proxies:
    """Proxies by their addresses or networks."""

    def __init__(self, named: Sequence[str]) -> None:
        self._networks = [ip_network(one) for one in named]

    def sent(self, head: RequestHead) -> bool:
        """Whether a request came through one of them."""
        return self._is_one(head.peer)

    def client(self, head: RequestHead) -> str:
        """The address from which a request came: of what proxies say, the last that is not of a proxy itself.

        Of an IPv6 address it is the network of one customer. Blank where it is not known.
        """
        said = [one.strip() for field in head.values(_FORWARDED) for one in field.split(",")]
        at = head.peer
        while said and self._is_one(at):
            at = said.pop()
        return _counted(at) or _counted(head.peer)

    def _is_one(self, address: str) -> bool:
        try:
            plain = ip_address(address)
        except ValueError:
            return False
        mapped = getattr(plain, "ipv4_mapped", None)
        return any((mapped or plain) in one for one in self._networks)


def _counted(address: str) -> str:
    try:
        plain = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(plain, IPv6Address):
        return str(plain)
    if plain.ipv4_mapped:
        return str(plain.ipv4_mapped)
    return str(ip_network((plain, _SUBSCRIBER), strict=False))
