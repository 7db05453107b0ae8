"""Addresses as a person or a redirect gives them, read strictly before the network is used."""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import httpx

from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome

MAX_URL = 8_192
_PARTS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?://([^/?#]*))?([^#]*)(#.*)?", re.DOTALL)
_AUTHORITY = re.compile(r"(\[[^\]]*\]|[^:]*)(?::([0-9]*))?")
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_USERINFO = re.compile(r"^([a-z][a-z0-9+.-]*:)?([/\\]*)[^/\\?#]*@", re.IGNORECASE)
_ANY_USERINFO = re.compile(r"^([a-z][a-z0-9+.-]*:)?([/\\]*).*@", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be visited: `url` normalised and without a fragment, `host` as for the DNS.

    `ip` is set where the host is a number, however it was written.
    """

    url: str
    scheme: str
    host: str
    port: int
    ip: IPv4Address | IPv6Address | None

    @property
    def host_port(self) -> tuple[str, int]:
        """The host and port, which share their limits."""
        return self.host, self.port

    @property
    def origin(self) -> str:
        """Scheme, host and port (RFC 6454), which share one robots.txt."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"


def read_address(url: str) -> Address:
    """The address behind a URL (RFC 3986, with numbers for hosts as in the WHATWG URL standard).

    Raises Stopped: bad-url, blocked:scheme or blocked:userinfo.
    """
    _check_characters(url)
    if not (parts := _PARTS.fullmatch(url)):
        raise _bad(url, "has no scheme such as https://")
    scheme, authority, rest = parts[1].lower(), parts[2], parts[3]
    if scheme not in _DEFAULT_PORTS:
        raise Stopped(Outcome.BLOCKED_SCHEME, f"Only http and https are fetched, and this is {scheme}:.")
    if not authority:
        raise _bad(url, "names no site")
    if "@" in authority:
        raise Stopped(
            Outcome.BLOCKED_USERINFO,
            f"The address of {shown(authority.rpartition('@')[2])} carries a user name or password; take it out.",
        )
    host, ip, port = _read_authority(url, scheme, authority)
    return Address(_normalised(url, scheme, (host, port), rest), scheme, host, port, ip)


def resolve_redirect(address: Address, location: str) -> Address:
    """The address that a Location header means, relative to this one; raises Stopped as `read_address` does."""
    _check_characters(location)
    try:
        return read_address(urljoin(address.url, location))
    except ValueError:
        raise _bad(location, "cannot be read") from None


def storable(url: str, stopped: Outcome | None = None) -> str:
    """The URL as given without user name and password, control characters and lone surrogates percent-encoded.

    `stopped` is the outcome where it could not be read; in a bad URL whatever comes before an @ may be a password.
    """
    if stopped is not None:
        url = (_ANY_USERINFO if stopped is Outcome.BAD_URL else _USERINFO).sub(r"\1\2", url)
    return _CONTROL.sub(lambda char: quote(char.group(), errors="replace"), url)


def shown(text: str) -> str:
    """The first 200 characters of text from outside, what cannot be printed replaced by U+FFFD."""
    clean = "".join(char if char.isprintable() else "\ufffd" for char in text[:200])
    return f"{clean}…" if len(text) > len(clean) else clean


def _bad(url: str, what: str) -> Stopped:
    return Stopped(
        Outcome.BAD_URL,
        f"This is no address that can be fetched: it {what}. ({shown(_without_userinfo(url))})",
    )


def _without_userinfo(url: str) -> str:
    return _ANY_USERINFO.sub(r"\1\2", url)


def _check_characters(url: str) -> None:
    if len(url.encode("utf-8", "surrogatepass")) > MAX_URL:
        raise _bad(url, f"is longer than {MAX_URL:,} bytes")
    if "\\" in url:
        raise _bad(url, "holds a backslash")
    if _CONTROL.search(url):
        raise _bad(url, "holds a control character")


def _read_authority(
    url: str, scheme: str, authority: str
) -> tuple[str, IPv4Address | IPv6Address | None, int]:
    if not (parts := _AUTHORITY.fullmatch(authority)):
        raise _bad(url, "has a port that is no number")
    port = int(parts[2]) if parts[2] else _DEFAULT_PORTS[scheme]
    if not 0 < port < 1 << 16:
        raise _bad(url, "has a port that is not between 1 and 65535")
    try:
        ip = _read_ip(host := _read_host(parts[1]))
        return (str(ip) if ip else host), ip, port
    except (httpx.InvalidURL, ValueError):
        # The library that reads international names raises errors of its own; they are ValueErrors.
        raise _bad(url, "names a site that cannot exist") from None


def _read_host(text: str) -> str:
    """The host in ASCII and lower case: compatibility forms folded (full-width digits), the rest by IDNA 2008."""
    host = unicodedata.normalize("NFKC", text).translate(_DOTS).lower()
    if host.startswith("["):
        return host
    if not host.isascii():
        host = httpx.URL(f"http://{host}").raw_host.decode("ascii")
    if not _NAME.fullmatch(host):
        raise ValueError(host)
    for label in host.split("."):
        if label.startswith("xn--"):
            # Reading `host`, httpx decodes the label and raises for an invalid one.
            _ = httpx.URL(f"http://{label}").host
    return host


def _read_ip(host: str) -> IPv4Address | IPv6Address | None:
    """The number a host is, also as 127.1, 2130706433, 0x7f000001 or 0177.0.0.1; None for a name."""
    if host.startswith("["):
        if "%" in host:
            raise ValueError(host)
        return IPv6Address(host[1:-1])
    parts = host.removesuffix(".").split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    *bytes_, last = [_number(part) for part in parts]
    if len(bytes_) > 3 or any(byte > 255 for byte in bytes_) or last >= 256 ** (4 - len(bytes_)):
        raise ValueError(host)
    return IPv4Address(last + sum(byte << 8 * (3 - index) for index, byte in enumerate(bytes_)))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)


def _normalised(url: str, scheme: str, host_port: tuple[str, int], rest: str) -> str:
    host, port = host_port
    suffix = "" if port == _DEFAULT_PORTS[scheme] else f":{port}"
    try:
        return str(httpx.URL(f"{scheme}://{_bracketed(host)}{suffix}{rest}"))
    except (httpx.InvalidURL, ValueError):
        raise _bad(url, "cannot be read") from None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
