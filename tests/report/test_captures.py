"""What a claim's page says of the captures its quotes were found in."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.model.evidence import Evidence
from factcheck.model.vocabulary import Act
from factcheck.report.captures import excerpt
from factcheck.report.edition import Edition
from factcheck.report.pages import claim_page, guide_page, single_page
from factcheck.report.translator import ENGLISH
from tests.report.reader import text_of

if TYPE_CHECKING:
    from tests.report.conftest import Story

URL = "https://archive.example/programme"
SHA = "ab" * 32
LOST: dict[str, Any] = {"payload_digest": None, "content_type": None, "size": 0, "requested_url": URL}


def _page(told: "Story", edition: Edition) -> str:
    return claim_page(told.record, None, edition)


def _marked(exact: str, text: str, media: str = "text/html", **around: str) -> list[str]:
    """The excerpt in pieces: every second one is marked."""
    fields = {"id": "e1", "source": "s1", "stance": "supports", "standing": "filed"}
    shown = ENGLISH.html(excerpt(Evidence.of({**fields, "exact": exact, "excerpt": text, **around}), media))
    return re.split(r"</?mark>", shown)


# How a quote is held


def test_a_quote_that_was_found_says_in_what_and_when(story: type["Story"], edition: Edition) -> None:
    page = _page(story().source(url=URL).page().find(), edition)
    assert (
        "Found word for word in the page as captured on 3 November 2026, 09:12 UTC "
        "(web page, 48.2 kB, SHA-256 abababababab…)." in text_of(page)
    )
    assert '<time datetime="2026-11-03T09:12:00Z">' in page
    assert '<a href="../how-to-read.html#held">Found word for word</a>' in page


def test_what_was_written_otherwise_is_said(story: type["Story"], edition: Edition) -> None:
    told = story().source().page().find(match="typographic").find("a long […] day", match="typographic")
    text = text_of(_page(told, edition))
    assert "(web page, 48.2 kB, SHA-256 abababababab…), but for quotation marks, spaces and the like." in text
    assert "spaces and the like, and for what “[…]” leaves out." in text


def test_a_document_supplied_by_hand_is_never_called_a_page(story: type["Story"], edition: Edition) -> None:
    told = story().source().capture(text_digest=SHA)
    told.find(standing="filed").cite("in 1932", standing="filed", capture="c1")
    text = text_of(_page(told, edition))
    assert "Found word for word in a document supplied by hand on 2 November 2026, 08:00 UTC (PDF" in text
    assert "In a document supplied by hand on 2 November 2026, 08:00 UTC (PDF" in text
    assert "Where in it the words stand is not on record." in text
    assert f"Fingerprints of the document, evidence 2 The document, SHA-256 {SHA}" in text
    unread = story().source().capture(content_type="image/png").cite(standing="filed", capture="c1")
    assert "No text was read from it: a person found the words there." in text_of(_page(unread, edition))


DRAWN = {"product": "Chrome/120.0.6099.224", "width": 1280, "height": 800}


def test_words_that_a_browser_drew_are_never_told_as_words_that_a_server_sent(
    story: type["Story"], edition: Edition
) -> None:
    page = _page(story().source(url=URL).page(text_digest=SHA, browser=DRAWN).find(), edition)
    text = text_of(page)
    assert "Found word for word in the page as a browser drew it on 3 November 2026, 09:12 UTC" in text
    assert "Drawn by Chromium 120.0.6099.224 in a window of 1280 × 800 pixels." in text
    assert "as captured on" not in text
    assert f"The text as a browser drew it, SHA-256 {SHA}" in text
    assert "its own sandbox" not in text


def test_what_may_make_a_drawn_page_another_than_readers_see_is_said(
    story: type["Story"], edition: Edition
) -> None:
    browser = {**DRAWN, "accepted": "Accept all", "logged_in": True, "sandboxed": False}
    text = text_of(_page(story().source(url=URL).page(browser=browser).find(), edition))
    assert "The page asked for consent, and “Accept all” was pressed." in text
    assert "It was asked for with the cookies of a person: others may be shown another page." in text
    assert "The browser ran without its own sandbox." in text


def test_of_a_confidential_source_it_is_said_that_a_browser_drew_it_and_no_more(
    story: type["Story"], edition: Edition
) -> None:
    told = story().source(confidential=True).page(browser={**DRAWN, "accepted": "OK"}).find()
    text = text_of(_page(told, edition))
    assert "Found word for word in the page as a browser drew it on 3 November 2026." in text
    assert "Chrom" not in text
    assert "was pressed" not in text


def test_a_page_that_was_drawn_and_is_not_quoted_says_so(story: type["Story"], edition: Edition) -> None:
    told = story().source(url=URL).page(browser=DRAWN)
    assert "Drawn by a browser and kept on 3 November 2026." in text_of(_page(told, edition))


def test_the_guide_says_what_words_that_a_browser_drew_prove(edition: Edition) -> None:
    assert "that proves less than words in what a server sent" in text_of(guide_page(edition))


def test_a_fetched_pdf_is_a_document(story: type["Story"], edition: Edition) -> None:
    told = story().source().page(content_type="application/pdf").find()
    assert "Found word for word in the document as captured on" in text_of(_page(told, edition))


def test_part_of_a_page_a_detour_and_a_private_address_are_said(
    story: type["Story"], edition: Edition
) -> None:
    final = "https://пример.example/1932"
    told = story().source(url=URL).page(outcome="partial", final_url=final, let_through=True).find()
    page = _page(told, edition)
    assert (
        "Only part of the page came. Redirected to https://xn--e1afmkfd.example/1932. "
        "Reached because this desk’s settings let its private address through." in text_of(page)
    )
    assert '<a href="../how-to-read.html#captures">Only part of the page came</a>' in page


def test_the_whole_digests_can_be_read(story: type["Story"], edition: Edition) -> None:
    told = story().source(url=URL).page(declared_type="text/plain").find()
    text = text_of(_page(told, edition)).partition("Fingerprints of the capture")[2]
    assert f"Address asked for {URL} What the server called it text/plain What came, SHA-256 {SHA}" in text
    assert f"The text read from it, SHA-256 {'ef' * 32}" in text
    assert f"The file in the archive, SHA-256 {'cd' * 32}" in text
    assert "Every capture of this source" not in text


def test_every_capture_of_the_source_is_listed_with_its_end(story: type["Story"], edition: Edition) -> None:
    told = story().source(url=URL).page().find().page(payload_digest="34" * 32)
    told.capture(outcome="error:http", status=503, **LOST)
    text = text_of(_page(told, edition))
    assert f"3 November 2026, 09:12 UTC: the whole page came {'34' * 32}" in text
    assert "2 November 2026, 08:00 UTC: the site answered with an error (503)" in text


# Links


def test_the_copy_that_somebody_else_keeps_is_linked(story: type["Story"], edition: Edition) -> None:
    copy = "https://web.archive.example/2026/https://archive.example/programme"
    told = story().source(url=URL, archived_url=copy).page().find()
    link = f'<a href="{copy}" rel="noopener noreferrer">A copy kept by <bdi>web.archive.example</bdi></a>'
    assert link in _page(told, edition)
    assert link in _page(story().source(archived_url=copy).cite(), edition)
    assert link in _page(story().source(archived_url=copy), edition)


def test_a_quote_with_gaps_is_linked_from_its_first_words_to_its_last(
    story: type["Story"], edition: Edition
) -> None:
    told = (
        story().source(url=URL).page().find("the bridge was opened […] at noon that day", match="typographic")
    )
    assert f'href="{URL}#:~:text=the%20bridge%20was%20opened,at%20noon%20that%20day"' in _page(told, edition)


# The excerpt


def test_the_excerpt_is_plain_text_with_the_quote_marked(story: type["Story"], edition: Edition) -> None:
    text = "<b>News</b>\n\nIt opened in 1932 & \u202enobody\u202c slept."
    page = _page(story().source(language="ar").page().find(excerpt=text), edition)
    assert (
        '<div class="excerpt" dir="auto" lang="ar">&lt;b&gt;News&lt;/b&gt;\n\n'
        "It <mark>opened in 1932</mark> &amp; [RLO]nobody[PDF] slept.</div>"
    ) in page


def test_the_line_breaks_of_a_pdf_do_not_reach_a_reader(story: type["Story"], edition: Edition) -> None:
    quote, text = "44.2\nmillion minis\u00ad\nters", "It owes\n44.2\nmillion minis\u00ad\nters\n\nnow."
    told = story().source().capture().cite(quote, standing="filed", capture="c1", excerpt=text)
    page = _page(told, edition)
    assert '<div class="excerpt" dir="auto">It owes <mark>44.2 million ministers</mark> now.</div>' in page
    assert "<p>44.2 million ministers</p></blockquote>" in page
    assert _marked("a\nb", "a\nb") == ["", "a\nb", ""]


def test_words_around_a_quote_are_not_said_twice(story: type["Story"], edition: Edition) -> None:
    around = {"prefix": "The bridge", "suffix": "at noon."}
    shown = _page(story().source().cite(**around), edition)
    assert shown.count("around") > _page(
        story().source().page().find(excerpt="The bridge opened in 1932 at noon.", **around), edition
    ).count("around")


def test_a_quote_that_was_not_found_has_no_excerpt_to_show(story: type["Story"], edition: Edition) -> None:
    page = _page(story().source().cite(excerpt="opened in 1932 by nobody"), edition)
    assert "by nobody" not in page


def test_the_place_with_its_own_words_around_it_is_marked() -> None:
    text = "52 came. Of the 52 four left; 52 stayed."
    assert _marked("52", text, prefix="Of the", suffix="four") == [
        "52 came. Of the ",
        "52",
        " four left; 52 stayed.",
    ]
    assert _marked("52", text, prefix="nowhere") == ["", "52", " came. Of the 52 four left; 52 stayed."]


def test_each_piece_of_a_quote_with_gaps_is_marked() -> None:
    text = "It was opened late, in the rain, at noon."
    assert _marked("was opened […] at noon", text) == [
        "It ",
        "was opened",
        " late, in the rain, ",
        "at noon",
        ".",
    ]


def test_a_page_that_writes_the_gap_itself_is_marked_whole() -> None:
    assert _marked("was […] open", "It was […] open.") == ["It ", "was […] open", "."]


@pytest.mark.parametrize("exact", ["opened in 1933", "opened […] 1933", "OPENED in 1932"])
def test_nothing_is_marked_that_is_not_there_word_for_word(exact: str) -> None:
    assert _marked(exact, "It opened in 1932.") == ["It opened in 1932."]


def test_what_a_server_says_of_itself_is_inert(story: type["Story"], edition: Edition) -> None:
    hostile = '"><img src=x>{{ 7*7 }}\u202e'
    said = {"declared_type": hostile, "content_type": hostile, "requested_url": hostile}
    for final in ("javascript:alert(1)", f"https://x.example/{hostile}"):
        page = _page(story().source().page(final_url=final, **said).find(excerpt=hostile), edition)
        assert not re.search("<img|javascript:|\u202e", page)
        assert "{{ 7*7 }}" in page


# What was not captured


def test_a_source_that_could_not_be_fetched_says_why_in_a_line(
    story: type["Story"], edition: Edition
) -> None:
    told = story().source("Old handbook", url=URL).capture(outcome="blocked:by-site", **LOST)
    assert (
        "Old handbook. Other source. Could not be fetched on 2 November 2026: the site asks visitors to prove "
        "that they are human, to log in or to agree to something. archive.example"
        in text_of(_page(told, edition))
    )


def test_a_captured_source_without_a_quote_says_when(story: type["Story"], edition: Edition) -> None:
    told = story().source("Old handbook", url=URL).page()
    assert "Old handbook. Other source. Captured on 3 November 2026. archive" in text_of(_page(told, edition))
    told.capture(outcome="error:timeout", **LOST)
    text = text_of(_page(told, edition))
    assert "Captured on 3 November 2026. Could not be fetched on 2 November 2026: the site did not" in text
    filed = story().source("Old handbook").capture()
    assert "A document was supplied by hand on 2 November 2026." in text_of(_page(filed, edition))


def test_a_quote_copied_by_hand_says_what_came_of_looking_for_it(
    story: type["Story"], edition: Edition
) -> None:
    told = story().source(url=URL).cite()
    assert "by Ana Ruiz. The desk holds no copy. Go to" in text_of(_page(told, edition))
    told.capture(outcome="error:dns", **LOST)
    assert (
        "The desk holds no copy. Could not be fetched on 2 November 2026: the site’s name could not be looked up."
        in text_of(_page(told, edition))
    )
    told.page(outcome="partial")
    assert (
        "The words were not found in what was captured on 3 November 2026, and only part of the page came."
        in text_of(_page(told, edition))
    )


def test_a_quote_nobody_looked_up_is_not_said_to_be_missing(story: type["Story"], edition: Edition) -> None:
    text = text_of(_page(story().source().page().cite(), edition))
    assert (
        "The desk also holds a copy on 3 November 2026, but the words were not looked up in it." not in text
    )
    assert (
        "The desk also holds what was captured on 3 November 2026; the words were not looked up there."
        in text
    )
    assert "not found" not in text


# What is private


def test_nothing_of_a_capture_leads_to_a_confidential_source(story: type["Story"], edition: Edition) -> None:
    secret: dict[str, Any] = {
        "requested_url": "https://secret.example/x",
        "final_url": "https://secret.example/y",
        "payload_digest": "5ec4e7" * 10 + "5ec4",
        "text_digest": "5ec4e7" * 10 + "5ec4",
        "declared_type": "secret/type",
        "notes": ["SECRET note"],
        "reason": "SECRET reason",
        "proposed": {"title": "SECRET title"},
        "let_through": True,
        "outcome": "partial",
        "fetched_at": "2026-11-10T10:00:00Z",
    }
    told = story().source(
        "SECRET", url=secret["requested_url"], archived_url=secret["final_url"], confidential=True
    )
    told.page(**secret).find(
        prefix="SECRET before", suffix="SECRET after", excerpt="SECRET opened in 1932 SECRET"
    )
    told.rate().cite("in 1932").recheck("quote-altered", found="SECRET wording", **secret)
    told.recheck("unreachable", "e2", **{**secret, "outcome": "error:timeout"})
    told.source("SECRET two", url="https://secret.example/", confidential=True)
    told.capture("s2", outcome="blocked:by-site", **LOST)
    for page in (_page(told, edition), single_page([told.record], {}, edition)):
        assert "secret" not in page.casefold()
        assert "5ec4" not in page
        assert "private address" not in text_of(page).partition("Two things, kept apart")[0]
    text = text_of(_page(told, edition))
    assert (
        "Found word for word in the page as captured on 10 November 2026. Its fingerprint is kept back as well. "
        "Checked again on 10 November 2026: the words now read otherwise." in text
    )
    assert (
        "Copied by hand on 2 November 2026 by Ana Ruiz. What else the desk holds of it is kept back." in text
    )
    assert "could not fetch a confidential source" in text


# The guide and the history


def test_the_guide_explains_captures_and_rechecks(edition: Edition) -> None:
    page = guide_page(edition)
    assert 'id="captures"' in page
    assert 'id="rechecks"' in page
    assert "The words are no longer thereThe whole page came, and neither" in text_of(page)


def test_the_history_tells_of_captures_and_of_quotes_found(story: type["Story"], edition: Edition) -> None:
    told = (
        story().source("The programme", url=URL).cite().capture(outcome="error:not-found", status=404, **LOST)
    )
    told.page()
    found = {"standing": "anchored", "capture": "c2", "position": {"start": 4, "end": 18}, "match": "exact"}
    told.did(Act.ANCHOR, {"evidence": told.record.quote("e1").plain() | found})
    told.page().page(payload_digest="12" * 32).capture(outcome="unchanged", baseline="c4", **LOST)
    text = text_of(_page(told, edition)).partition("History")[2]
    assert re.findall(r"Ruiz (?:captured|could not|found)(.*?) \d\d:\d\d Ana", text) == [
        " fetch The programme: the site has no such page",
        " The programme",
        " the words of evidence 1 in the capture of 3 November 2026, 09:12 UTC; the quote is anchored now",
        " The programme again: nothing changed",
        " The programme again",
    ]
    assert "captured The programme again: nothing changed State" in text
    assert "Found word for word" in text_of(_page(told, edition))
