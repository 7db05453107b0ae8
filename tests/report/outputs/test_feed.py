"""The feed as feed readers read it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import feedparser
import pytest
from hypothesis import given, settings
from lxml import etree

from factcheck.model.public import PublicCheck
from factcheck.report.outputs.feed import NEWEST, atom_feed
from tests.records import hostile
from tests.report.checks import SITE, corrected, now, published, versions

ATOM = "{http://www.w3.org/2005/Atom}"


def _read(checks: Iterable[PublicCheck]) -> Any:
    """The feed as feedparser reads it; it complains of whatever is not well formed or not as declared."""
    read = feedparser.parse(atom_feed(checks, SITE).encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def _later(check: PublicCheck, number: int) -> PublicCheck:
    """The check as if it were another one, published some minutes later."""
    record = replace(check.record, id=UUID(int=number))
    return replace(check, record=record, at=check.at + timedelta(minutes=number))


def test_a_check_is_an_entry_with_all_a_reader_wants() -> None:
    read = _read(versions(published(claimant="Nour Haddad", tags=["bridges", "1930s & on"])))
    (entry,) = read.entries
    assert entry.title == "True: The bridge opened in 1932."
    assert entry.link == "https://desk.example/checks/claims/bridge.html"
    assert entry.id == "urn:uuid:00000000-0000-0000-0000-000000000007"
    assert entry.summary == "The register has the day."
    assert [tag.term for tag in entry.tags] == ["bridges", "1930s & on"]
    assert entry.published == entry.updated == read.feed.updated == "2026-03-02T09:08:00Z"
    assert "The bridge opened in 1932." in entry.content[0].value


def test_the_feed_says_whose_it_is_and_where() -> None:
    feed = _read(versions(published())).feed
    assert feed.title == "Checks by The Harbour Desk"
    assert feed.id == "https://desk.example/checks/feed.xml"
    assert (feed.author_detail.name, feed.author_detail.href) == (
        "The Harbour Desk",
        "https://desk.example/checks/",
    )
    assert {link.rel: link.href for link in feed.links} == {
        "self": "https://desk.example/checks/feed.xml",
        "alternate": "https://desk.example/checks/",
    }


def test_every_element_that_atom_wants_is_there_once() -> None:
    root = etree.fromstring(atom_feed(versions(corrected()), SITE).encode())
    (entry,) = root.findall(f"{ATOM}entry")
    for parent in (root, entry):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
    assert len(root.findall(f"{ATOM}author")) == 1
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_correction_bumps_the_entry_and_is_told_first() -> None:
    read = _read(versions(corrected()))
    (entry,) = read.entries
    assert entry.title == "False: The bridge opened in 1932."
    assert (entry.published, entry.updated) == ("2026-03-02T09:08:00Z", "2026-03-02T09:13:00Z")
    assert entry.content[0].value.startswith(
        '<p dir="auto"><strong>Correction, 2 March 2026:</strong> The year was wrong. We misread the log.</p>'
    )


def test_several_corrections_come_newest_first() -> None:
    told = corrected().correct("update", what="A second register was found.")
    content = _read(versions(told)).entries[0].content[0].value
    assert content.index("A second register") < content.index("The year was wrong")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (published().correct(), "Published, being corrected."),
        (published().recheck("quote-absent"), "Published, being looked at again."),
        (published().correct("void").publish(), "Taken back."),
    ],
    ids=["under correction", "due for a recheck", "void"],
)
def test_an_entry_that_does_not_stand_says_so_before_all_else(told: Any, words: str) -> None:
    content = _read(versions(told)).entries[0].content[0].value
    assert content.startswith(f"<p><strong>{words}</strong>")


def test_a_check_that_was_taken_back_does_not_wear_its_verdict_in_the_title() -> None:
    entry = _read(versions(published().correct("void").publish())).entries[0]
    assert entry.title == "Taken back: The bridge opened in 1932."


def test_the_newest_change_comes_first_and_the_hundred_newest_are_enough() -> None:
    check = now(published())
    checks = [_later(check, number) for number in range(1, NEWEST + 6)]
    entries = _read(checks).entries
    assert [entry.id for entry in entries[:2]] == [
        f"urn:uuid:{UUID(int=number)}" for number in (NEWEST + 5, NEWEST + 4)
    ]
    assert len(entries) == NEWEST == len({entry.id for entry in entries})


def test_the_order_of_what_is_given_makes_no_difference() -> None:
    checks = [_later(now(published()), number) for number in range(1, 5)]
    assert atom_feed(checks, SITE) == atom_feed(checks[::-1], SITE)


def test_an_id_stays_when_the_site_moves_and_the_check_is_corrected() -> None:
    told = published()
    before = _read(versions(told)).entries[0].id
    assert _read(versions(told.correct())).entries[0].id == before


def test_a_feed_of_nothing_is_still_a_feed() -> None:
    read = _read([])
    assert read.entries == []
    assert read.feed.updated == "1970-01-01T00:00:00Z"


def test_a_long_claim_is_cut_in_the_title_and_whole_in_the_entry() -> None:
    text = "The bridge opened in 1932. " * 30
    entry = _read(versions(published(text=text))).entries[0]
    assert len(entry.title) <= 111
    assert text.strip() in entry.content[0].value


@given(hostile)
@settings(max_examples=60)
def test_hostile_text_stays_text(text: str) -> None:
    said = f"x{text}"
    told = published(text=said, summary=said, tags=[said]).correct(what=said, why=said)
    feed = atom_feed(versions(told), SITE)
    root = etree.fromstring(feed.encode())
    content = root.findtext(f"{ATOM}entry/{ATOM}content")
    assert content
    inside = etree.fromstring(f"<div>{content}</div>")
    assert {one.tag for one in inside.iter()} == {"div", "p", "strong", "blockquote"}
    assert not set("\u202e\u2067") & set(feed)
    _read(versions(told))


def test_code_points_that_xml_cannot_hold_are_replaced() -> None:
    told = published(text="one \ufffe two \uffff", tags=["\uffff"])
    entry = _read(versions(told)).entries[0]
    assert entry.title == "True: one \ufffd two \ufffd"
    assert entry.tags[0].term == "\ufffd"
