"""The address to which a page sends its readers by itself: by a refresh, or by a script where it holds nothing else."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from factcheck.reading.document.metadata import whole_link

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

SOON = 30
"""Seconds: a page that sends its readers on later than that is meant to be read first."""
HARDLY_ANY = 200
"""Characters: a page with no more text than this may be drawn, or left, by a script."""

_REFRESH = re.compile(
    r"\s*(\d+)?(?:\.[\d.]*)?\s*[;,]?\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|([^\"'].*))?",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'\s]+)[\"']|\blocation\.(?:replace|assign)\(\s*[\"']([^\"'\s]+)[\"']"
)
_MOST_TAGS = 200
_MOST_SCRIPT = 300
"""Characters: a longer script does something else, too."""


def refresh_address(value: str, url: str) -> tuple[str, int]:
    """The absolute address and the seconds that a Refresh header of the page at `url` names, or a <meta> like it.

    ("", 0) for none that can be fetched, and for a page that only loads itself again.
    """
    match = _REFRESH.match(value[:10_000])
    if match is None or match[1] is None:
        return "", 0
    target = next(filter(None, match.groups()[1:]), "")
    return _elsewhere(target, url), int(match[1][:6])


def onward_addresses(tree: "HTMLTree", url: str) -> tuple[tuple[str, int], ...]:
    """Where the tree of a page at `url` sends its readers, the surest first.

    Each with the most characters of text that the page may hold so that it counts.
    """
    found: list[tuple[str, int]] = []
    tags = (
        tree.document.query_selector_all("meta[http-equiv],script").values()[:_MOST_TAGS]
        if tree.document
        else ()
    )
    for tag in tags:
        if tag.tag == "script":
            scripted = _at_once(tag.text or "")
            target = _elsewhere(next(filter(None, scripted.groups()), ""), url) if scripted else ""
            found.append((target, HARDLY_ANY))
        elif (tag.getattr("http-equiv") or "").strip().casefold() == "refresh":
            target, seconds = refresh_address(tag.getattr("content") or "", url)
            alone = seconds > SOON or _is_for_no_scripts(tag)
            found.append((target, HARDLY_ANY if alone else 1 << 30))
    return tuple(sorted((one for one in found if one[0]), key=lambda one: -one[1]))


def _at_once(script: str) -> re.Match[str] | None:
    """The address that a short script goes to at once, not when something is clicked."""
    waits = len(script.strip()) > _MOST_SCRIPT or "function" in script or "=>" in script
    return None if waits else _SCRIPTED.search(script)


def _elsewhere(target: str, url: str) -> str:
    link = whole_link(target, url)
    return "" if urldefrag(link)[0] == urldefrag(url)[0] else link


def _is_for_no_scripts(tag: "ElementNode") -> bool:
    above = tag.parent_node
    while above is not None:
        if getattr(above, "tag", "") in ("noscript", "template"):
            return True
        above = above.parent_node
    return False
