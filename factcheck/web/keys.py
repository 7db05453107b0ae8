"""The keys of the desk's pages: one list, from which the pages, their scripts and the docs take them."""

from dataclasses import dataclass

from factcheck.phrase import Message, say
from factcheck.web.links import ADD, ARTICLES, CLAIMS, CORRECTIONS, HISTORY, MATCH, NEXT, TODAY


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or two that are pressed one after the other, and what it does.

    `href` is where it leads; blank where a script does it on the page that is open.
    """

    keys: str
    does: Message
    href: str = ""


KEYS = (
    Key("?", say("Show these keys")),
    Key("j", say("To the next thing in a list, part of a page, or sentence of a captured text")),
    Key("k", say("To the one before")),
    Key("/", say("Find claims"), f"{CLAIMS}#words"),
    Key("n", say("Next that waits for you"), NEXT),
    Key("e", say("Quote what is selected")),
    Key("c", say("Write a comment")),
    Key("g t", say("Today"), TODAY),
    Key("g a", say("Articles"), ARTICLES),
    Key("g e", say("Earlier checks"), MATCH),
    Key("g c", say("All claims"), CLAIMS),
    Key("g n", say("Add a claim"), ADD),
    Key("g k", say("Corrections"), CORRECTIONS),
    Key("g h", say("History"), HISTORY),
)
"""In the order in which they are shown. None of them signs or publishes."""
