"""What replay tools add to the address of an exchange that was no GET, so that several with one address stay apart.

As pywb and the tools of Webrecorder do it: `__wb_method=POST` and what was sent, as the words of a form.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlencode

_LONGEST = 4_096
"""Characters of what was sent that are looked at."""


def asked_at(url: str, request: bytes) -> str:
    """The address under which a request (its HTTP message) is looked up; that of a GET is its own."""
    head, _, sent = request.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method = first.partition(" ")[0].upper()
    if method in ("", "GET"):
        return url
    kinds = (one.partition(":")[2].strip() for one in lines if one.lower().startswith("content-type:"))
    query = _as_form(next(kinds, ""), sent)[:_LONGEST] if method in ("POST", "PUT") and sent else ""
    added = "&".join(filter(None, (f"__wb_method={method}", query)))
    return f"{url}{'&' if '?' in url else '?'}{added}"


def _as_form(kind: str, sent: bytes) -> str:
    """What was sent in the words of a form; in base 64 what is none, nor JSON."""
    try:
        if kind.startswith("application/x-www-form-urlencoded"):
            return unquote_plus(sent.decode())
        if kind.startswith(("application/json", "text/plain")):
            return urlencode(_numbered(_pairs(json.loads(sent))))
    except (ValueError, RecursionError):
        if kind.startswith("application/json"):
            return ""
    return f"__wb_post_data={b64encode(sent).decode()}"


def _pairs(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each value in JSON with the name it has, whatever it stands in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _pairs(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _pairs(inner, name)
    elif name:
        yield name, _plain(value)


def _plain(value: object) -> str:
    """A value as JavaScript writes it."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _numbered(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The pairs by their names; the second of a name is name.2_."""
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        else:
            seen[name] = seen.get(name, 1) + 1
            found[f"{name}.{seen[name]}_"] = value
    return found
