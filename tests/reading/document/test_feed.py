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


# Hostile and odd feeds

_ITEM = "<item><title>Привет</title><link>/a</link></item>"
_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def _declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss>{_ITEM}</rss>'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (_declared("windows-1251").encode("cp1251"), ""),
        (_declared("windows-1251").encode("cp1251"), "text/xml; charset=utf-8"),
        (f"<rss>{_ITEM}</rss>".encode("cp1251"), "text/xml; charset=windows-1251"),
        (f"<rss>{_ITEM}</rss>".encode(), "text/xml; charset=iso-8859-1"),
        (_declared("utf-16").encode("utf-16"), ""),
        (_declared("utf-16").encode("utf-16-le"), ""),
        (_declared("utf-16").encode("utf-16-be"), ""),
        (_declared("utf-16").encode(), ""),
        (_declared("klingon").encode(), ""),
        (_declared("utf-8").encode("utf-8-sig"), ""),
        (b"\n \n" + _declared("utf-8").encode(), ""),
    ],
    ids=range(11),
)
def test_a_feed_is_read_in_its_encoding_whatever_it_or_its_server_says(
    body: bytes, content_type: str
) -> None:
    assert read_feed(body, BASE, content_type) == [FeedEntry("", "https://news.example/a", "Привет", "")]


@pytest.mark.parametrize(
    "body",
    [
        f'<!DOCTYPE r [<!ENTITY e0 "lol">{_BOMB}]><rss><item><title>&e9;</title></item></rss>'.encode(),
        b'<!DOCTYPE r [<!ENTITY a "%s">]><rss><item><title>%s</title></item></rss>'
        % (b"a" * 99_999, b"&a;" * 9_999),
        b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]><rss><item><link>/a</link></item></rss>',
        b"<rss>" + b"<a>" * 200_000 + b"<item/>",
        b"<rss>" + b"<item>" * 5_000,
        b"<rss><item><description>" + b"a" * 11_000_000 + b"</description></item></rss>",
    ],
    ids=["many laughs", "one long laugh", "a fetch", "deep", "deep entries", "long"],
)
def test_a_feed_that_would_blow_up_is_read_small(body: bytes) -> None:
    found = read_feed(body, BASE)
    assert len(found) < 300
    assert sum(len(one.title) + len(one.words) for one in found) <= MOST_WORDS + 300


def test_relative_links_go_from_the_base_that_the_feed_names() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://o.example/b/">
    <entry><link href="c"/></entry><entry xml:base="d/"><link href="e"/></entry><entry><link href="/f"/></entry>
    </feed>"""
    assert [one.url for one in read_feed(atom, BASE)] == [
        *("https://o.example/b/c", "https://o.example/b/d/e", "https://o.example/f"),
    ]


def test_the_words_of_an_entry_stay_apart_as_its_marks_have_them() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div>A <b>b</b></div></title>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry>
    <entry><title type="html">AT&amp;amp;T&amp;#8217;s</title><summary>a &lt; b</summary></entry></feed>"""
    marked, plain = read_feed(atom, BASE)
    assert (marked.title, "<p>One.</p><p>Two.</p>" in marked.words) == ("A b", True)
    assert (plain.title, plain.words) == ("AT&T’s", "a &lt; b")


def test_pictures_and_podcasts_do_not_stand_for_the_entry() -> None:
    media = b"""<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><item>
    <media:title>A picture</media:title><media:content><media:description>It shows.</media:description></media:content>
    <atom:link rel="alternate" href="/else"/><title>News</title><link>/news</link><description>So.</description>
    <content:encoded>Whole.</content:encoded><undeclared:title>No</undeclared:title></item></rss>"""
    assert read_feed(media, BASE) == [FeedEntry("", "https://news.example/news", "News", "Whole.")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("<pubDate>Mon, 06 Sep 2009 16:45:00 +0000</pubDate>", "2009-09-06"),
        ("<pubDate>yesterday</pubDate><date>2026-02-03T23:30:00-05:00</date>", "2026-02-03"),
        (
            "<updated>2026-01-02T03:04:05.123Z</updated><published>2025-12-31T00:00:00Z</published>",
            "2025-12-31",
        ),
        ("<pubDate>Fri, 32 Foo 2009</pubDate>", ""),
        ("<pubDate>Mon, 06 Sep 99999 16:45 GMT</pubDate>", ""),
        ("<published>2026-13-45</published>", ""),
        ("<pubDate/>", ""),
    ],
)
def test_an_entry_has_the_day_it_tells_or_none(written: str, day: str) -> None:
    assert [one.day for one in read_feed(f"<rss><item>{written}</item></rss>".encode(), BASE)] == [day]


def test_json_is_told_as_what_it_is() -> None:
    with pytest.raises(ValueError, match="it is JSON"):
        read_feed(b'\xef\xbb\xbf {"version": "https://jsonfeed.org/version/1.1"}', BASE)
