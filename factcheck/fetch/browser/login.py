"""Cookies that a person gave for one host: sent there and nowhere else, and in no record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from factcheck.fetch.address import Address
from factcheck.fetch.cookies import VisitCookies
from factcheck.model.visit import Hop
from factcheck.reading.document.content_coding import decode

_TELLING = (b"cookie", b"set-cookie", b"authorization", b"proxy-authorization")
_SHORTEST = 16
"""The fewest characters of a value that is looked for elsewhere; shorter ones may stand there by chance."""
_MOST_READ = 50_000_000
"""The most bytes of a decoded body that it is looked for in."""


@dataclass(frozen=True, slots=True)
class Login:
    """A host and the cookies for it. The browser never gets them, nor what that host sets: they stay here."""

    host: str
    cookies: VisitCookies

    def cookies_for(self, address: Address) -> VisitCookies | None:
        """The cookies, if this address is on the host that they are for."""
        return self.cookies if address.host == self.host else None

    def left_out(self, hop: Hop) -> Hop:
        """The exchange without headers that log somebody in, whichever host it was with."""
        secrets = self._secrets()
        head, end, content = hop.request.partition(b"\r\n\r\n")
        return replace(
            hop,
            request=_without(head, secrets) + end + content,
            response=_without(hop.response.removesuffix(b"\r\n\r\n"), secrets) + b"\r\n\r\n",
            headers=tuple(
                (name, value)
                for name, value in hop.headers
                if not _tells(b"%b: %b" % (name.encode(), value.encode()), secrets)
            ),
        )

    def is_told_in(self, hop: Hop) -> bool:
        """Whether the exchange repeats the value of such a cookie, in its address or in what was sent either way."""
        if not (secrets := self._secrets()):
            return False
        body = decode(hop.body, hop.list_header("content-encoding"), _MOST_READ).body or hop.body
        told = (hop.url.encode("utf-8"), hop.request, hop.response, body)
        return any(secret in text for secret in secrets for text in told)

    def blanked(self, url: str) -> str:
        """The address with an ellipsis for each value of such a cookie."""
        for secret in self._secrets():
            url = url.replace(secret.decode("utf-8"), "…")
        return url

    def _secrets(self) -> tuple[bytes, ...]:
        return tuple(value.encode("utf-8") for value in self.cookies.values() if len(value) >= _SHORTEST)


def _without(head: bytes, secrets: Iterable[bytes]) -> bytes:
    first, *lines = head.split(b"\r\n")
    return b"\r\n".join((first, *(line for line in lines if not _tells(line, secrets))))


def _tells(line: bytes, secrets: Iterable[bytes]) -> bool:
    return line.partition(b":")[0].strip().lower() in _TELLING or any(secret in line for secret in secrets)
