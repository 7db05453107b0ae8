"""The one cookie that the desk sets: its name, its attributes, and how it is read."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from starlette.responses import Response

from factcheck.web.guard.request_head import RequestHead

_MOST = 10
"""Cookies with our name that are tried: others may have been set for the same host."""
_SECURE = "__Host-"


def cookie_name(origin: str) -> str:
    """The name at an address of the desk: `__Host-` where there is https, so that no other host can set it.

    It is named by the port, since browsers send cookies to every port of a host, and another server there would
    overwrite ours.
    """
    there = urlsplit(origin)
    port = there.port or (80 if there.scheme == "http" else None)
    begins = _SECURE if there.scheme == "https" else ""
    return f"{begins}factcheck-{port}" if port else f"{begins}factcheck"


def cookies_of(head: RequestHead, name: str) -> Iterator[str]:
    """The values of every cookie with this name (RFC 6265); one of them is ours."""
    pairs = (pair.strip().partition("=") for field in head.values("cookie") for pair in field.split(";"))
    return islice((value for key, _, value in pairs if key == name), _MOST)


def set_cookie(answer: Response, name: str, secret: str) -> None:
    """Have the browser keep a secret until it is closed, for our own pages alone and for no script."""
    answer.set_cookie(name, secret, secure=name.startswith(_SECURE), httponly=True, samesite="strict")


def end_cookie(answer: Response, name: str) -> None:
    """Have the browser forget it."""
    answer.delete_cookie(name, secure=name.startswith(_SECURE), httponly=True, samesite="strict")
