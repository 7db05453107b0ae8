"""What mends a finding or a refusal, as the browser shows it: a sentence, with a link where a page does it."""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.errors import Finding, Remedy, Words
from factcheck.web.links import LINKS

ACTS = ("source", "fetch", "attach", "cite", "rate", "submit", "edit", "assign", "note", "drop", "withdraw")
"""Acts that have a form of their own."""


@dataclass(frozen=True, slots=True)
class ShownRemedy:
    """A sentence, and the page it leads to; blank where it leads nowhere."""

    text: Words
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Where, what is wrong, and what mends it."""

    where: str
    message: Words
    remedies: tuple[ShownRemedy, ...]


def shown_finding(finding: Finding) -> ShownFinding:
    """A finding as a page shows it."""
    return ShownFinding(finding.where, finding.said, shown(finding.remedies))


def shown(remedies: Iterable[Remedy]) -> tuple[ShownRemedy, ...]:
    """Remedies as a page shows them."""
    return tuple(ShownRemedy(one.said, _page_of(one)) for one in remedies)


def _page_of(remedy: Remedy) -> str:
    """The page on which an act is done; blank for one that has none."""
    ref = remedy.arguments.get("ref")
    if remedy.act == "list":
        return LINKS.home
    if not isinstance(ref, str) or remedy.act is None:
        return ""
    page = _PAGES.get(remedy.act)
    return "" if page is None else LINKS.act(ref, page) if page else LINKS.claim(ref)


_PAGES = {
    **{name: name for name in (*ACTS, "publish")},
    **dict.fromkeys(("approve", "return"), "review"),
    "check": "publish",
    **dict.fromkeys(("show", "find", "recheck"), ""),
}
"""From each act to the page of a claim on which it is done; blank is the claim's own."""
