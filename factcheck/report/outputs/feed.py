"""The Atom feed (RFC 4287) of what was published and corrected last."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import Markup

from factcheck.model.public import PublicCheck, PublicState, published_verdict
from factcheck.phrase import say, visible
from factcheck.report.edition import Edition
from factcheck.report.translator import Translator
from factcheck.report.view import titled
from factcheck.report.wording import CORRECTION, STATE, STATE_MEANING, day_of, utc

NEWEST = 100
"""So many entries a feed holds; who wants all of them takes `claims.json`."""

_NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries changed: RFC 4287 wants a time, and nothing has happened yet."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(checks: Iterable[PublicCheck], edition: Edition) -> str:
    """`feed.xml`: an entry for each check that no later version replaces, the newest change first.

    An entry's id is made of the claim's own key, so that it stays when the site moves. A correction bumps
    `updated`, and its words come first in the entry; there is no second feed for corrections.
    """
    site = edition.urls
    standing = (one for one in checks if not one.superseded)
    newest = sorted(standing, key=lambda one: (one.changed_at, one.record.claim.ref), reverse=True)[:NEWEST]
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": edition.language})
    _say(feed, "title", edition.words.text(say("Checks by {desk}", desk=edition.desk)))
    _say(feed, "id", site.feed)
    _say(feed, "updated", utc(newest[0].changed_at) if newest else _NEVER)
    author = SubElement(feed, "author")
    _say(author, "name", edition.desk)
    _say(author, "uri", site.home)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site.feed})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.home})
    feed.extend(_entry(one, edition) for one in newest)
    indent(feed, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, "unicode")}\n'


def _entry(check: PublicCheck, edition: Edition) -> Element:
    verdict, claim = published_verdict(check), check.record.claim
    label = edition.badge(verdict.scale, verdict.scale_version, verdict.rating).label
    entry = Element("entry")
    words = edition.words
    found = words.text(STATE[check.state]) if check.state is PublicState.VOID else label
    _say(entry, "title", titled(found, verdict.wording, edition))
    _say(entry, "id", f"urn:uuid:{check.record.id}")
    _say(entry, "published", utc(check.first_at))
    _say(entry, "updated", utc(check.changed_at))
    SubElement(
        entry, "link", {"rel": "alternate", "type": "text/html", "href": edition.urls.claim(claim.ref)}
    )
    for tag in claim.tags:
        SubElement(entry, "category", {"term": _xml(visible(tag))})
    if verdict.summary:
        _say(entry, "summary", verdict.summary)
    _say(entry, "content", "".join(_content(check, label, words)), type="html")
    return entry


def _content(check: PublicCheck, label: str, words: Translator) -> Iterator[str]:
    """What changed first, then what was found: HTML in which everything from the record is text."""
    verdict, claim = published_verdict(check), check.record.claim
    if check.state is not PublicState.CURRENT:
        yield Markup("<p><strong>{}.</strong> {}</p>").format(
            *map(words.text, (STATE[check.state], STATE_MEANING[check.state]))
        )
    for one in sorted((*check.corrections, *check.pending), key=lambda told: told.at, reverse=True):
        kind = words.text(say("{kind}, {day}:", kind=CORRECTION[one.kind], day=day_of(one.at)))
        yield Markup('<p dir="auto"><strong>{}</strong> {}</p>').format(
            kind, visible(f"{one.what} {one.why}")
        )
    language = Markup(' lang="{}"').format(claim.language) if claim.language else ""
    yield Markup('<blockquote dir="auto"{}>{}</blockquote>').format(language, visible(verdict.wording))
    yield Markup("<p><strong>{}</strong></p>").format(visible(label))
    if verdict.summary:
        yield Markup('<p dir="auto">{}</p>').format(visible(verdict.summary))


def _say(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _xml(visible(text))


def _xml(text: str) -> str:
    """Text as XML can hold it (XML 1.0, Char): the few code points it has no way to write become U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
