"""The cookies of one visit: sent back to the site that set them, to no other, and forgotten afterwards."""

from collections.abc import Iterable
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy

import httpx

_STANDARD_PORTS = (80, 443)
_BYTE_BY_BYTE = "latin-1"
"""The encoding in which the bytes of a cookie go back as they came."""


def no_cookies() -> CookieJar:
    """A jar that takes no cookie."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


class VisitCookies:
    """Those that were `given` at first. The standard library's jar holds them to their host, path, time and to https.

    Ports other than 80 and 443 are sites of their own, as for the guard, which lets through an address and a port.
    """

    def __init__(self, given: Iterable[Cookie] = ()) -> None:
        self._given = tuple(given)
        self._jars: dict[int, httpx.Cookies] = {}

    def add_to(self, request: httpx.Request) -> None:
        """Send with a request what is for its address, before the cookies that it has already."""
        request.headers.encoding = _BYTE_BY_BYTE
        had = request.headers.pop("Cookie", "")
        self._jar(request).set_cookie_header(request)
        if had:
            request.headers["Cookie"] = "; ".join(filter(None, (request.headers.get("Cookie"), had)))

    def take_from(self, response: httpx.Response) -> None:
        """Keep what an answer sets."""
        response.headers.encoding = _BYTE_BY_BYTE
        self._jar(response.request).extract_cookies(response)

    def values(self) -> set[str]:
        """The value of each cookie that was given or set."""
        held = (cookie for jar in self._jars.values() for cookie in jar.jar)
        return {cookie.value for cookie in (*self._given, *held) if cookie.value}

    def _jar(self, request: httpx.Request) -> httpx.Cookies:
        port = request.url.port or _STANDARD_PORTS[0]
        site = _STANDARD_PORTS[0] if port in _STANDARD_PORTS else port
        if site not in self._jars:
            # A cookie without a domain is for its own host alone, and none is for all of a suffix such as co.uk.
            host_only = DefaultCookiePolicy.DomainStrictNonDomain
            strict = DefaultCookiePolicy(strict_domain=True, strict_ns_domain=host_only)
            self._jars[site] = httpx.Cookies(CookieJar(strict))
            for cookie in self._given:
                self._jars[site].jar.set_cookie(cookie)
        return self._jars[site]
