"""The evidence as a claim's page shows it."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.model.vocabulary import Act
from factcheck.report.edition import Edition
from factcheck.report.pages import claim_page
from factcheck.report.translator import Translator
from tests.report.reader import text_of

if TYPE_CHECKING:
    from tests.report.conftest import Story


def test_each_standing_is_said_in_words(story: type["Story"], edition: Edition) -> None:
    told = (
        story()
        .source()
        .capture()
        .cite(standing="filed", capture="c1")
        .cite()
        .source("A clerk", kind="conversation")
        .cite(standing="told", who="Amal Haddad", how="by phone")
    )
    text = text_of(claim_page(told.record, None, edition))
    assert "In a document supplied by hand on 2 November 2026, 08:00 UTC (PDF, 1.2 MB, SHA-256 abab" in text
    assert "Copied by hand on 2 November 2026 by Ana Ruiz. The desk also holds a document supplied" in text
    assert "Told to the desk by Amal Haddad on 2 November 2026, by phone." in text


def test_reasons_carry_marks_to_the_evidence(story: type["Story"], edition: Edition) -> None:
    told = story().source().cite().cite("in 1932").rate(rationale="The programme says so [e2]. See [e9].")
    page = claim_page(told.record, None, edition)
    assert re.search(
        r'says so<a class="mark" href="#e2"[^>]*>2</a>\. See \[e9\]\.<a class="mark" href="#e1"', page
    )
    assert 'id="e1"' in page
    assert 'id="e2"' in page


def test_conflicting_evidence_says_how_it_was_resolved(story: type["Story"], edition: Edition) -> None:
    told = story().source().cite().cite("in 1933", "refutes")
    text = text_of(claim_page(told.record, None, edition))
    assert "The evidence points both ways. No verdict has resolved that yet." in text
    told.rate(resolves="The programme is of the day.")
    text = text_of(claim_page(told.record, None, edition))
    assert "How that was resolved: The programme is of the day." in text


def test_copies_of_one_report_are_not_counted_twice(story: type["Story"], edition: Edition) -> None:
    told = story().source(origin="wire").cite().source("Other paper", origin="wire").cite()
    text = text_of(claim_page(told.record, None, edition))
    assert "2 quotes: all speak for the claim. From 2 sources, which go back to 1 report." in text
    assert "Goes back to the same report as evidence 2." in text


def test_a_party_to_the_dispute_is_marked(story: type["Story"], edition: Edition) -> None:
    text = text_of(claim_page(story().source(party_to_dispute=True).cite().record, None, edition))
    assert "A party to the dispute" in text
    assert "It is a party to the dispute." in text


def test_a_link_leads_to_the_words_and_names_its_host(story: type["Story"], edition: Edition) -> None:
    told = story().source(url="https://пример.example/a").cite("opened in 1932 on a cold and rainy day")
    page = claim_page(told.record, None, edition)
    assert (
        'href="https://xn--e1afmkfd.example/a#:~:text=opened%20in%201932%20on%20a%20cold%20and%20rainy%20day"'
        ' rel="noopener noreferrer"'
    ) in page
    assert "on xn--e1afmkfd.example" in text_of(page)


def test_a_source_that_gave_nothing_is_shown_as_looked_at(story: type["Story"], edition: Edition) -> None:
    text = text_of(claim_page(story().source("Old handbook").record, None, edition))
    assert "Also looked at, nothing quoted from it Old handbook. Other source." in text


def test_foreign_words_keep_their_language_and_direction(story: type["Story"], edition: Edition) -> None:
    told = story().source("سجل", language="ar").cite("قتل أربعة")
    page = claim_page(told.record, None, edition)
    assert '<blockquote dir="auto" lang="ar"><p>قتل أربعة</p></blockquote>' in page
    assert '<bdi lang="ar">سجل</bdi>' in page


def test_a_desk_that_writes_another_language_is_marked_as_such(
    story: type["Story"], edition: Edition
) -> None:
    page = claim_page(story().rated().record, None, replace(edition, words=Translator("fa")))
    assert '<html lang="fa" dir="rtl">' in page
    assert '<p class="summary" dir="auto">' in page


def test_a_quote_that_was_taken_back_is_on_no_page_and_the_others_keep_their_numbers(
    story: type["Story"], edition: Edition
) -> None:
    told = story().source().cite("in 1931", "refutes").cite("in 1932")
    told.did(Act.DROP, {"evidence": "e1", "why": "A slip."})
    told.did(Act.AMEND, {"evidence": told.record.quote("e2").plain() | {"note": "So."}, "why": "Left out."})
    told.cite("in 1933").rate(rationale="The programme says so [e2].", resolves=None)
    page = claim_page(told.record, None, edition)
    text = text_of(page)
    assert "in 1931" not in text
    assert re.findall(r'<span class="number">([0-9]+)</span>', page) == ["2", "3"]
    assert 'href="#e1"' not in page
    assert "Ana Ruiz quoted City archive; the quote was taken back later" in text
    assert "Ana Ruiz took back a quote from City archive: A slip." in text
    assert "Ana Ruiz corrected what is said of evidence 2: Left out." in text


def test_a_source_that_nobody_gave_a_title_has_its_pages_own(story: type["Story"], edition: Edition) -> None:
    told = story().source("", url="https://tide.example/a").page(proposed={"title": "Tides of 1932"}).cite()
    assert "<bdi>Tides of 1932</bdi>" in claim_page(told.record, None, edition)
    told.source("Tables", id="s1", url="https://tide.example/a")
    assert "<bdi>Tables</bdi>" in claim_page(told.record, None, edition)
