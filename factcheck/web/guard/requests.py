"""Which requests are let in: to a named host, by a known method; where they change something, from our own pages."""

from collections.abc import Iterator, Mapping
from itertools import chain

from factcheck.web.guard.request_head import Refusal, RequestHead

SAFE = frozenset({"GET", "HEAD"})
MAX_HEAD = 32_768
"""Bytes of a request's head; browsers send the cookies of every local server there is."""
MAX_FIELDS = 100
"""Fields of a head."""
METHODS = SAFE | {"POST"}
API = "/api/"
"""What is below it answers for itself which methods and contents it takes, and lets nobody in by a cookie."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_UTF8 = ("utf-8", "utf8")


def refusal(head: RequestHead, origins: Mapping[str, str]) -> Refusal | None:
    """Why a request is not let in, None where it is.

    `origins` leads from each host, such as `127.0.0.1:8420`, to the address of the desk there, `http://127.0.0.1:8420`.
    """
    return next(chain(_refusals(head, origins), _refusals_of_body(head)), None)


def origin_of(head: RequestHead, origins: Mapping[str, str]) -> str:
    """The address of the desk under which a request came; blank where that is none of its own."""
    named = head.values("host")
    return origins.get(named[0].lower(), "") if len(named) == 1 else ""


def _refusals(head: RequestHead, origins: Mapping[str, str]) -> Iterator[Refusal]:
    own, is_api = origin_of(head, origins), head.path.startswith(API)
    if head.size > MAX_HEAD or len(head.fields) > MAX_FIELDS:
        yield Refusal(431, "The head of the request is too long.")
    if not own:
        yield Refusal(421, "This desk is not served under that name.")
    elif not head.path.startswith("/") or head.path.startswith("//"):
        yield Refusal(400, "The address is not a path.")
    elif head.method not in METHODS and not is_api:
        yield Refusal(405, "Only GET, HEAD and POST are understood here.")
    elif head.values("upgrade"):
        yield Refusal(400, "No other protocol is spoken here.")
    elif head.method not in SAFE:
        if not (may_change(head, own) or (is_api and not _is_from_page(head))):
            yield Refusal(403, "A page from elsewhere sent this; nothing was changed.")
        elif not is_api and not _is_form(head):
            yield Refusal(415, "Only forms are understood here.")


def _refusals_of_body(head: RequestHead) -> Iterator[Refusal]:
    if head.values("transfer-encoding") and head.values("content-length"):
        yield Refusal(400, "The length of what was sent is told in two ways.")
    if not _is_in_utf8(head):
        yield Refusal(415, "Only text in UTF-8 is understood here.")


def may_change(head: RequestHead, own: str) -> bool:
    """Whether an unsafe request comes from our own pages, which are at `own`: scheme, host and port.

    `Sec-Fetch-Site` says so in browsers of today; without it `Origin` does. Without both it is no browser: then only
    a bearer token counts, and no cookie.
    """
    if sites := head.values("sec-fetch-site"):
        return sites == ["same-origin"]
    if origins := head.values("origin"):
        return origins == [own]
    bearers = [one for one in head.values("authorization") if one.lower().startswith("bearer ")]
    return len(bearers) == 1 and not head.values("cookie")


def _is_from_page(head: RequestHead) -> bool:
    """Whether a browser says that a page sent it."""
    return bool(head.values("sec-fetch-site") or head.values("origin"))


def _is_in_utf8(head: RequestHead) -> bool:
    """Whether no other encoding is named for what was sent: some take minutes to decode, some give no text."""
    parameters = (one.split(";") for one in head.values("content-type"))
    named = (one.lower().partition("=") for parts in parameters for one in parts)
    return all(value.strip(' \t"') in _UTF8 for name, _, value in named if "charset" in name)


def _is_form(head: RequestHead) -> bool:
    kinds = [one.partition(";")[0].strip().lower() for one in head.values("content-type")]
    return len(kinds) == 1 and kinds[0] in _FORMS
