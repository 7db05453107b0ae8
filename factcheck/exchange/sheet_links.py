"""Links to sheets: which ones are, and the address at which a shared Google sheet gives its cells as CSV."""

import re
from urllib.parse import parse_qs, urlsplit

_SHARED = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?P<published>e/)?(?P<id>[\w-]{10,})")
_FILES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".jsonl")


def sheet_address(link: str) -> str | None:
    """The address that gives the sheet of a link, for a Google sheet that of its export; None for other links."""
    try:
        parts = urlsplit(link)
        shared = _SHARED.match(parts.path) if parts.hostname == "docs.google.com" else None
    except ValueError:
        return None
    if shared:
        named = {**parse_qs(parts.query), **parse_qs(parts.fragment)}.get("gid", ["0"])[0]
        gid = named if named.isdecimal() else "0"
        if shared["published"]:
            return f"https://docs.google.com/spreadsheets/d/e/{shared['id']}/pub?output=csv&gid={gid}"
        return f"https://docs.google.com/spreadsheets/d/{shared['id']}/export?format=csv&gid={gid}"
    return link if parts.path.lower().endswith(_FILES) else None
