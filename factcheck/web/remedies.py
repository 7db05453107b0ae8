"""What mends a finding or a refusal, as the browser shows it: a sentence, with a link where a page does it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from factcheck.errors import Finding, Remedy, Words
from factcheck.web.links import (
    ADD,
    ADD_ARTICLE,
    APPEARANCES,
    ARTICLES,
    JOBS,
    LINKS,
    PEOPLE,
    PUBLISH,
    REQUESTS,
)

ACTS = (
    *(
        "source",
        "edit-source",
        "fetch",
        "recheck",
        "attach",
        "save-page",
        "cite",
        "amend",
        "drop",
        "rate",
        "submit",
    ),
    *("match", "contact", "answer", "correct", "edit", "rename", "assign", "note", "withdraw", "redact"),
    *("comment", "resolve"),
)
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
    """The page on which an act is done, filled in with what it is given; blank for one that has none."""
    ref, article = remedy.arguments.get("ref"), remedy.arguments.get("article")
    act = remedy.act or ""
    if isinstance(article, str):
        return LINKS.article(article)
    if not isinstance(ref, str):
        return _OF_THE_DESK.get(act, "")
    if act == "ask":
        return LINKS.article_act(ref, act) if article else LINKS.act(ref, act)
    if act == "article-add":
        return LINKS.article_act(ref, "revise")
    given = {name: one for name, one in remedy.arguments.items() if isinstance(one, str) and name != "ref"}
    given |= {name: "yes" for name in _TICKED if remedy.arguments.get(name)}
    page = next(
        (page for (of, name), page in _OF_ONE.items() if of == act and name in given), _PAGES.get(act)
    )
    if not page:
        return "" if page is None else LINKS.claim(ref)
    return f"{LINKS.act(ref, page)}{f'?{urlencode(given)}' if given else ''}"


_TICKED = ("browser", "accept_cookies")
"""Boxes of a form that a remedy ticks."""
_OF_ONE = {
    ("source", "source"): "edit-source",
    ("contact", "contact"): "answer",
    ("fetch", "cookies_for"): None,
}
"""The page of an act where it is given this; None where no page does it so."""
_PAGES = {
    **{name: name for name in (*ACTS, "publish")},
    **dict.fromkeys(("approve", "return"), "review"),
    "check": "publish",
    **dict.fromkeys(("show", "find"), ""),
    "log": "history",
}
"""From each act to the page of a claim on which it is done; blank is the claim's own."""
_OF_THE_DESK = {
    "list": LINKS.home,
    "add": ADD,
    "article-add": ADD_ARTICLE,
    "article-show": ARTICLES,
    **dict.fromkeys(("requests", "request-link"), REQUESTS),
    **dict.fromkeys(("publish", "check"), PUBLISH),
    **dict.fromkeys(("person-add", "person-link", "person-role"), PEOPLE),
    "appearances": APPEARANCES,
    "work": JOBS,
}
"""From acts that are on no claim to their pages."""
