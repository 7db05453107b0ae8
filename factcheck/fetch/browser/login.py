"""Cookies that a person gave for one host: sent there and nowhere else, and in no record."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote_to_bytes

from factcheck.fetch.address import Address
from factcheck.fetch.cookies import VisitCookies
from factcheck.model.visit import Hop
from factcheck.reading.document.content_coding import decode

_TELLING = (b"cookie", b"set-cookie", b"authorization", b"proxy-authorization")
_SHORTEST = 16
"""The fewest characters of a value that is looked for elsewhere; shorter ones may stand there by chance."""
_ESCAPED = re.compile(rb"\\(?:u00([0-7][0-9a-fA-F])|([\"/\\]))")
"""Characters as JSON may write them."""
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
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
        return any(_holds(text, secrets) for text in told)

    def blanked(self, url: str) -> str:
        """The address with an ellipsis for each value of such a cookie, or from its path on where it is spelt oddly."""
        secrets = self._secrets()
        for secret in sorted(secrets, key=len, reverse=True):
            for spelling in (secret.decode("utf-8", "replace"), quote(secret, safe="")):
                url = url.replace(spelling, "…")
        return "/".join((*url.split("/", 3)[:3], "…")) if _holds(url.encode("utf-8"), secrets) else url

    def _secrets(self) -> frozenset[bytes]:
        """The values that are looked for, each also without percent signs and as base64 has it within other words."""
        values = {value.encode("utf-8") for value in self.cookies.values()}
        plain = (one for one in values | {*map(unquote_to_bytes, values)} if len(one) >= _SHORTEST)
        return frozenset(spelling for one in plain for spelling in (one, *_base64(one)))


def _base64(value: bytes) -> Iterator[bytes]:
    """What base64 makes of it wherever it begins within what is encoded, in both alphabets."""
    for shift in range(3):
        spelt = b64encode(bytes(shift) + value)
        inner = spelt[-(-shift * 4 // 3) : (shift + len(value)) * 8 // 6]
        yield inner
        yield inner.translate(_URL_SAFE)


def _holds(text: bytes, secrets: Iterable[bytes]) -> bool:
    """Whether a secret stands in a text, as it is, percent-encoded or as JSON escapes it."""
    plain = _ESCAPED.sub(lambda one: bytes.fromhex(one[1].decode()) if one[1] else one[2], text)
    spelt = {text, plain, unquote_to_bytes(plain)}
    return any(secret in one for secret in secrets for one in spelt)


def _without(head: bytes, secrets: Iterable[bytes]) -> bytes:
    first, *lines = head.split(b"\r\n")
    return b"\r\n".join((first, *(line for line in lines if not _tells(line, secrets))))


def _tells(line: bytes, secrets: Iterable[bytes]) -> bool:
    return line.partition(b":")[0].strip().lower() in _TELLING or _holds(line, secrets)
