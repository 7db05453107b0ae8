"""The metadata of pages and files, as proposed for a source."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.source import Proposal
from factcheck.reading.document.html import parse_page
from factcheck.reading.document.metadata import (
    edtf_date,
    language_tag,
    propose_from_file,
    propose_from_page,
)

URL = "https://daily.example/2011/schools?ref=1"


def proposed(markup: str) -> dict[str, str]:
    return propose_from_page(parse_page(markup), URL)


def linked(*data: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in data)


def test_schema_org_data_is_read() -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "Fifty-two schools &amp; no plan",
        "datePublished": "2011-12-25T23:30:00-05:00",
        "author": [{"@type": "Person", "name": "Jane Roe"}, "John Doe"],
        "publisher": {"@id": "#us"},
        "inLanguage": "en-gb",
    }
    graph = {"@context": "https://schema.org", "@graph": [{"@id": "#us", "name": "The Daily"}, article]}
    assert proposed(linked({"@type": "WebSite", "name": "Site"}, graph)) == {
        "title": "Fifty-two schools & no plan",
        "publisher": "The Daily",
        "author": "Jane Roe, John Doe",
        "published_on": "2011-12-25",
        "language": "en-GB",
    }


def test_open_graph_and_plain_html_are_read() -> None:
    markup = """<html lang="fa"><head><title>عنوان | روزنامه</title><link rel="Canonical" href="/a/1">
        <meta property="og:title" content="عنوان"><meta property="og:site_name" content="روزنامه">
        <meta name="Author" content=" Jane\n Roe "><meta property="article:published_time" content="2011-12">"""
    assert proposed(markup) == {
        "title": "عنوان",
        "publisher": "روزنامه",
        "author": "Jane Roe",
        "published_on": "2011-12",
        "language": "fa",
        "canonical_url": "https://daily.example/a/1",
    }


def test_the_tags_of_journals_and_libraries_are_read() -> None:
    markup = """<meta name="citation_title" content="On schools"><meta name="citation_author" content="Roe, Jane">
        <meta name="citation_author" content="Doe, John"><meta name="citation_publication_date" content="2011/12/25">
        <meta name="citation_journal_title" content="Schools Today"><meta name="DC.language" content="en">"""
    assert proposed(markup) == {
        "title": "On schools",
        "publisher": "Schools Today",
        "author": "Roe, Jane, Doe, John",
        "published_on": "2011-12-25",
        "language": "en",
    }


def test_the_title_alone_is_better_than_nothing() -> None:
    assert proposed("<title>Fifty-two schools</title>") == {"title": "Fifty-two schools"}
    assert proposed("") == {}


def day(*tags: str) -> str | None:
    return proposed("".join(tags)).get("published_on")


def article(**fields: Any) -> str:
    return linked({"@type": "NewsArticle", **fields})


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_one_day_that_a_page_writes_in_several_ways_is_taken_as_the_most_reliable_has_it() -> None:
    late = article(datePublished="2011-12-25T23:30:00-05:00")
    assert day(late, meta("article:published_time", "2011-12-26T04:30:00Z")) == "2011-12-25"
    assert day(late, meta("citation_publication_date", "2011")) == "2011-12-25"
    assert day(article(datePublished={"@type": "Date", "@value": "2011-12-25"})) == "2011-12-25"
    assert (
        day('<time class="entry-date published" datetime="2011-12-25T08:00Z">yesterday</time>')
        == "2011-12-25"
    )


def test_what_is_better_placed_goes_first() -> None:
    related = '<time itemprop="datePublished" datetime="2011-11-11">11 November</time>'
    assert day(article(datePublished="2011-12-25"), related, meta("date", "2012-01-01")) == "2011-12-25"


@pytest.mark.parametrize(
    "tags",
    [
        article(datePublished="2011-12-25") + meta("article:published_time", "2011-12-20"),
        linked([{"@type": "NewsArticle", "datePublished": f"2011-12-2{number}"} for number in range(3)]),
        '<time class="published" datetime="2011-12-25">a</time><time class="published" datetime="2011-12-26">b</time>',
        article(dateModified="2011-12-25") + meta("article:modified_time", "2011-12-25"),
        meta("og:updated_time", "2011-12-25") + '<time datetime="2011-12-25">Christmas</time>',
        meta("article:published_time", "03/04/2011") + meta("date", "1324771200"),
        article(datePublished="1970-01-01T00:00:00Z") + meta("date", "0001-01-01T00:00:00+05:00"),
        article(datePublished="9999-99-99") + meta("article:published_time", ""),
    ],
)
def test_a_day_that_may_be_another_is_left(tags: str) -> None:
    assert day(tags) is None


def publisher(*tags: str) -> str | None:
    return proposed("".join(tags)).get("publisher")


def test_the_publisher_is_the_one_that_is_named_alone() -> None:
    two = linked([{"@type": "Article", "publisher": name} for name in ("The Daily", {"name": "The Weekly"})])
    assert publisher(two, meta("og:site_name", "The Daily")) == "The Daily"
    assert publisher(two) is None
    assert publisher(article(publisher=[{"name": "The Daily"}, "THE DAILY"])) == "THE DAILY"
    assert publisher(meta("og:site_name", "One"), meta("og:site_name", "Two")) is None
    assert publisher(article(publisher="https://daily.example/"), meta("og:site_name", "Daily")) == "Daily"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://x.example/",
            "https://user:pw@x.example/",
            "http://[::1",
        ),
        *("https://x.example/<script>", "https://x.example/a b", "https://:80/", "http://x.example:0/"),
        "https://x.example/" + "a" * 9_000,
    ],
)
def test_only_links_that_a_source_may_carry_are_proposed(address: str) -> None:
    assert proposed(f'<link rel=canonical href="{address}">') == {}


def test_an_address_is_not_the_name_of_an_author() -> None:
    assert proposed('<meta property="article:author" content="https://social.example/jane">') == {}


def test_hostile_data_is_passed_over() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    odd = [
        {"@type": ["NewsArticle", 7], "headline": {"name": 5}, "author": [None, [["x"]]], "publisher": 3},
        deep,
    ]
    assert proposed(linked(odd)) == {}
    assert proposed(f'<script type="application/ld+json">{"[" * 100_000}</script>') == {}
    assert proposed('<script type="application/ld+json">{"@type": "NewsArticle", </script>') == {}
    assert proposed(linked({"@graph": [{"@graph": []}] * 5_000})) == {}


def test_values_are_short_single_lines() -> None:
    found = proposed(f'<meta property="og:title" content="a\x1b[31m&#10;b{"c" * 10_000}">')["title"]
    assert (len(found), found[:8]) == (500, "a[31m bc")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2011", "2011"),
        ("2011-12", "2011-12"),
        ("2011-12-25T10:00:00Z", "2011-12-25"),
        ("2011/12/25", "2011-12-25"),
        ("20111225100000+01'00'", "2011-12-25"),
        ("Sun, 25 Dec 2011 10:00:00 +0100", "2011-12-25"),
        ("201112251000", "2011-12-25"),
        ("2011-02-30", ""),
        ("1324771200", ""),
        ("1700000000000", ""),
        ("2011-12-255", ""),
        ("25/12/2011", ""),
        ("0000-01-01", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_become_edtf_or_nothing(text: str, date: str) -> None:
    assert edtf_date(text) == date


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        *(
            ("en_US", "en-US"),
            ("PT-br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            (" fa ", "fa"),
            ("es-419", "es-419"),
        ),
        *(("english", ""), ("en-", ""), ("x", ""), ("../..", ""), ("", "")),
    ],
)
def test_languages_become_tags_or_nothing(text: str, tag: str) -> None:
    assert language_tag(text) == tag


def test_documents_say_it_in_their_properties() -> None:
    said = {"title": " The\nreport ", "author": "Jane Roe", "published_on": "20111225100000+01'00'"}
    assert propose_from_file(said) == {
        "title": "The report",
        "author": "Jane Roe",
        "published_on": "2011-12-25",
    }


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_proposed_the_model_takes(title: str, day: str, language: str, address: str) -> None:
    markup = parse_page("<html><head></head>")
    head = markup.head
    assert head
    for name, value in (("og:title", title), ("date", day), ("dc.language", language), ("og:url", address)):
        tag = markup.create_element("meta")
        assert tag
        head.append_child(tag)
        for key, words in (("name", name), ("content", value)):
            tag.setattr(key, words)  # type: ignore[attr-defined]
    Proposal.model_validate(propose_from_page(markup, URL))
