"""Feeds of news: the entries of RSS and Atom, whatever is missing in them."""

import pytest

from factcheck.reading.document.feed import MOST_ENTRIES, MOST_WORDS, FeedEntry, read_feed

BASE = "https://news.example/feeds/all.xml"
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>News</title><link>https://news.example/</link>
<item><title> The
 bridge </title><link>/bridge</link><guid isPermaLink="false">b1</guid><description>Short.</description>
<content:encoded><![CDATA[<p>The bridge opened.</p>]]></content:encoded></item>
<item><guid>https://news.example/two</guid></item>
<item><title>No address</title></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title type="html">One</title>
<link rel="self" href="https://news.example/self"/><link href="https://news.example/1"/><summary>So.</summary></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel/><item rdf:about="x"><title>Old</title><link>https://news.example/old</link></item></rdf:RDF>"""


def test_the_entries_of_rss_have_addresses_and_their_fullest_words() -> None:
    assert read_feed(RSS, BASE) == [
        FeedEntry("b1", "https://news.example/bridge", "The bridge", "<p>The bridge opened.</p>"),
        FeedEntry("https://news.example/two", "https://news.example/two", "", ""),
        FeedEntry("", "", "No address", ""),
    ]


def test_atom_and_the_oldest_rss_are_read_too() -> None:
    assert read_feed(ATOM, BASE) == [FeedEntry("urn:1", "https://news.example/1", "One", "So.")]
    assert [one.url for one in read_feed(RDF, BASE)] == ["https://news.example/old"]


def test_a_feed_that_is_cut_off_gives_the_entries_it_has() -> None:
    assert [one.id for one in read_feed(RSS[: RSS.index(b"<item><guid>") + 30], BASE)][:1] == ["b1"]


@pytest.mark.parametrize("body", [b"", b"  ", b"<html><p>So.</p></html>", b"\x00\xff", b'{"items": []}'])
def test_what_is_no_feed_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match="neither RSS nor Atom"):
        read_feed(body, BASE)


def test_entities_are_not_resolved() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><title>&a;</title></item></rss>'
    assert "root" not in read_feed(bomb, BASE)[0].title


def test_of_a_feed_of_any_length_no_more_than_so_much_is_kept() -> None:
    item = b"<item><link>/%d</link><description>" + b"so " * MOST_WORDS + b"</description></item>"
    found = read_feed(b"<rss>" + b"".join(item % one for one in range(3)) + b"</rss>", BASE)
    assert [len(one.words) for one in found] == [MOST_WORDS] * 3
    many = b"<rss>" + b"<item/>" * (MOST_ENTRIES + 5) + b"</rss>"
    assert len(read_feed(many, BASE)) == MOST_ENTRIES
