"""The key (SURT) under which replay tools look an address up, canonical as the Internet Archive's tools make it."""

import re
from urllib.parse import quote, unquote_to_bytes

_ADDRESS = re.compile(r"(https?)://(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?", re.I)
_ABOUT_AN_ADDRESS = re.compile(r"(urn:\w+:https?://[^?#]*)(?:\?([^#]*))?", re.I)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_PATH_SESSIONS = tuple(
    re.compile(rf"^(.*/)(?:{name}/)([^?]+\.aspx.*)$")
    for name in (r"\((?:[a-z]\([0-9a-z]{24}\))+\)", r"\([0-9a-z]{24}\)")
)
_QUERY_SESSIONS = tuple(
    re.compile(rf"^(.*)(?:{name})(?:&(.*))?$")
    for name in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt(url: str) -> str:
    """`com,example)/a?b=1&c=2` for `http://www.Example.com/A/?c=2&b=1`; other text is returned unchanged.

    Of what is said of an address, `urn:view:http://…`, the host and the path stay as they are but for capitals.
    """
    found = _ADDRESS.match(url)
    if not found:
        about = _ABOUT_AN_ADDRESS.match(url)
        return _with_query(_without_session(_unescaped(about[1])), about[2]) if about else url
    scheme, host, port, path, query = found.groups()
    other_port = port and int(port) != _DEFAULT_PORTS[scheme.lower()]
    key = f"{_host(host)}{f':{int(port)}' if other_port else ''}){_path(path)}"
    return _with_query(key, query)


def _with_query(key: str, query: str | None) -> str:
    sorted_query = _query(query or "")
    return f"{key}?{sorted_query}" if sorted_query else key


def page_key(url: str) -> str:
    """The key of an address without its fragment, by which two addresses are of one page."""
    return surt(url.partition("#")[0])


def _host(host: str) -> str:
    name = _escaped(_unescaped(host.strip("[]"))).lower().replace("..", ".").strip(".")
    return ",".join(reversed(re.sub(r"^www\d*\.", "", name).split(".")))


def _path(path: str) -> str:
    steps: list[bytes] = []
    for step in _unescaped(path).split(b"/")[1:]:
        if step == b".." and steps:
            steps.pop()
        elif step != b".":
            steps.append(step)
    *folders, last = steps or [b""]
    return _without_session(b"/" + b"".join(step + b"/" for step in folders if step) + last)


def _without_session(path: bytes) -> str:
    whole = _escaped(path).lower()
    for session in _PATH_SESSIONS:
        whole = session.sub(r"\1\2", whole)
    return whole[:-1] if whole.endswith("/") and len(whole) > 1 else whole


def _query(query: str) -> str:
    plain = _escaped(_unescaped(query)).lower()
    for session in _QUERY_SESSIONS:
        plain = session.sub(lambda found: found[1] + (found[2] or ""), plain)
    return "&".join("=".join(pair) for pair in sorted(tuple(one.split("=", 1)) for one in plain.split("&")))


def _unescaped(text: str) -> bytes:
    """Percent escapes undone until none are left."""
    before, after = b"", text.encode("utf-8", "surrogatepass")
    while after != before:
        before, after = after, unquote_to_bytes(after)
    return after


def _escaped(raw: bytes) -> str:
    return quote(raw, safe=_SAFE)
