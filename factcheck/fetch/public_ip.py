"""Which IP addresses are public: the global unicast space and nothing else."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_SPECIAL_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers (CGNAT)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the metadata of cloud machines
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

_GLOBAL_V6 = IPv6Network("2000::/3")
"""Global unicast. Outside are loopback, mapped and compatible addresses (::/96), NAT64, local, multicast."""

_SPECIAL_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, among them Teredo, benchmarks and ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries a v4 address
        "3fff::/20",  # documentation
    )
)


_HOME = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
_METADATA = frozenset(map(ip_address, ("192.0.0.192", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254")))
"""Where clouds tell a machine its secrets, outside of the link-local networks (Oracle, Alibaba, Amazon, Google)."""


def may_be_named(ip: IPv4Address | IPv6Address) -> bool:
    """Whether a name that the settings let through may lead here: a public address, or one of a network's own.

    Link-local addresses and those of a cloud's metadata are let through by their number alone.
    """
    at_home = any(ip in network for network in _HOME if network.version == ip.version)
    return ip not in _METADATA and (is_public(ip) or at_home)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address is public (IANA special-purpose registries, RFC 6890); one that embeds IPv4 is not."""
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _SPECIAL_V4)
    return ip in _GLOBAL_V6 and not any(ip in network for network in _SPECIAL_V6)
