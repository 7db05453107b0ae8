"""The cookies of one host out of a file in Netscape's form, as browsers' extensions and curl write it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import Cookie

from factcheck.errors import BadInput
from factcheck.fetch.address import read_address
from factcheck.fetch.browser.login import Login
from factcheck.fetch.cookies import VisitCookies
from factcheck.fetch.stopped import Stopped

_HTTP_ONLY = "#HttpOnly_"
_FIELDS = 7
_NO_HOST = frozenset("/?#@:")


@dataclass(frozen=True, slots=True)
class GivenCookies:
    """A host, as addresses name it, and the cookies that a person gave for it; nothing of them is ever shown."""

    host: str
    cookies: tuple[Cookie, ...] = field(repr=False)

    def login(self) -> Login:
        """For one visit: what the host sets meanwhile is forgotten after it."""
        return Login(self.host, VisitCookies(self.cookies))

    def is_for(self, url: str) -> bool:
        """Whether an address is on that host."""
        return _host_of(url) == self.host


def cookies_for(host: str, text: str, now: float) -> GivenCookies:
    """The cookies that a file has for a host and that have not expired by `now` (seconds since 1970).

    BadInput where the file has another form, or none for that host.
    """
    name = "" if _NO_HOST.intersection(host) else _host_of(f"https://{host.strip()}/")
    if not name:
        raise BadInput(f'"{host}" is not a host. Write its name alone, such as www.example.org')
    found = tuple(one for one in _cookies(text) if _reaches(one, name))
    if not found:
        raise BadInput(
            f"The file holds no cookie for {name}. Export those of that site, while you are logged in."
        )
    fresh = tuple(one for one in found if not one.is_expired(int(now)))
    if not fresh:
        raise BadInput(f"The cookies for {name} in the file have expired. Log in, and export them anew.")
    return GivenCookies(name, fresh)


def _reaches(cookie: Cookie, host: str) -> bool:
    domain = cookie.domain.lstrip(".").casefold()
    return host == domain or (cookie.domain_initial_dot and host.endswith(f".{domain}"))


def _cookies(text: str) -> Iterator[Cookie]:
    """Each line is a cookie: domain, subdomains too, path, https alone, expiry (0 for a session), name, value."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        bare = line.removeprefix(_HTTP_ONLY)
        if not bare.strip() or bare.startswith("#"):
            continue
        told = bare.split("\t")
        if len(told) != _FIELDS or not told[4].strip().lstrip("-").isdecimal():
            raise BadInput(
                f"Line {number} of the cookie file is no cookie: it has no seven fields with tabs between them. "
                "Export the cookies as cookies.txt, in Netscape's form."
            )
        yield _cookie(*told)


def _cookie(*told: str) -> Cookie:
    domain, subdomains, path, secure, expires, name, value = told
    until = int(expires)
    wide = subdomains.upper() == "TRUE"
    domain = f".{domain.lstrip('.')}" if wide else domain.lstrip(".")
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=domain,
        domain_specified=wide,
        domain_initial_dot=wide,
        path=path,
        path_specified=True,
        secure=secure.upper() == "TRUE",
        expires=until if until > 0 else None,
        discard=until <= 0,
        comment=None,
        comment_url=None,
        rest={},
    )


def _host_of(url: str) -> str:
    try:
        return read_address(url).host
    except Stopped:
        return ""
