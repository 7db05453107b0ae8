"""Where the words of a drawn page stand, held against where the browser itself says that they do."""

from typing import Any

import pytest

from factcheck.model.evidence import Region
from factcheck.reading.document.drawn_places import regions
from factcheck.reading.document.values import ReadDocument, TextPlace
from tests.reading.document.drawn import read_drawn
from tests.report.conftest import _tab, browser, page

__all__ = ["_tab", "browser", "page"]

WHERE = """word => { const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = new Range();
for (let text; text = texts.nextNode();) { const at = text.data.indexOf(word); if (at < 0) continue;
range.setStart(text, at); range.setEnd(text, at + word.length); const box = range.getBoundingClientRect();
return [box.left, box.top, box.right, box.bottom] } }"""
FONT = "<style>body{font:20px/30px serif}</style>"
BELOW = "<p>In sight</p><p style='margin-top:90px'>Far down</p>"
FRAMED = "srcdoc='<body style=margin:0>Framed'"
SCROLLED = "srcdoc='<body style=margin:0><p style=margin:900px>Down<script>scrollTo(900,900)</script>'"
NEAR = 12
"""Pixels by which the places of words may be off, since letters are wider in one font than in another."""


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>The bridge\n   is   <b>closed</b> today.</p>", ["The", "bridge", "closed", "today."]),
        ("<p style='width:150px'>The bridge is closed for all of the winter.</p>", ["bridge", "all", "winter."]),
        ("<p style='text-transform:uppercase'>eine straße am ufer</p>", ["eine", "ufer"]),
        ("<p>😀 a smile 😀 and words</p>", ["smile", "words"]),
        ("<pre>one  two\nthree</pre>", ["one", "two", "three"]),
        ("<div style='columns:3;height:90px'><p>First</p><p>second one</p><p>third</p></div>", ["second", "third"]),
        ("<div style='position:absolute;left:300px;top:2000px'>far down</div>", ["far", "down"]),
        ("<div style='height:60px;overflow:auto'><p>in sight</p></div>", ["in", "sight"]),
        ("<p style='writing-mode:vertical-rl;height:300px'>from top to bottom</p>", ["top", "bottom"]),
        ("<svg width=300 height=60><text x=20 y=30>Exports fell</text></svg>", ["Exports", "fell"]),
        ("<ol><li>one<li>two</ol>", ["one", "two"]),
        ("<table><tr><td>12<td>13<tr><td>12<td>14</table>", ["12", "13", "14"]),
    ],
)  # fmt: skip
def test_a_word_stands_where_the_browser_says(page: Any, markup: str, words: list[str]) -> None:
    read = read_drawn(page, FONT + markup)
    for word in words:
        assert _edges(_place_of(read, word)) == pytest.approx(page.evaluate(WHERE, word), abs=NEAR)


def _place_of(read: ReadDocument, word: str) -> TextPlace:
    start = (read.text or "").index(word)
    return next(place for place in read.places if place.start <= start < place.end)


def _edges(place: TextPlace) -> tuple[int, ...]:
    return place.x, place.y, place.x + place.width, place.y + place.height


def _quoted(page: Any, markup: str, quote: str) -> list[tuple[Region, ...]]:
    read = read_drawn(page, FONT + markup)
    start = (read.text or "").index(quote)
    return [regions(read.places, start, start + len(quote))]


def test_a_quote_of_several_lines_has_a_part_of_the_page_for_each(page: Any) -> None:
    markup = "<body style='margin:0'><p style='width:130px;margin:0'>The bridge is closed today.</p>"
    [lines] = _quoted(page, markup, "bridge is closed")
    assert [(line.y, line.height) for line in lines] == [(1, 27), (31, 27)]
    assert lines[0].x > lines[1].x == 0


@pytest.mark.parametrize(
    ("markup", "quote"),
    [
        ("<p style='width:90px; overflow:hidden; white-space:nowrap'>A line that is cut off</p>", "cut off"),
        (f"<div style='height:40px; overflow:hidden'>{BELOW}</div>", "Far down"),
        (f"<div style='height:40px; overflow:auto'>{BELOW}</div>", "Far down"),
        ("<iframe srcdoc='<p style=margin-top:900px>Far down</p>'></iframe>", "Far down"),
        ("<html dir=rtl><p style='width:3000px;text-align:left'>سلام دنیا</p>", "سلام"),
        ("<details><summary>Method</summary>We asked 900.</details>", "We asked"),
    ],
)  # fmt: skip
def test_words_out_of_sight_have_no_place(page: Any, markup: str, quote: str) -> None:
    assert _quoted(page, markup, quote) == [()]


@pytest.mark.parametrize(
    ("markup", "quote", "left", "top"),
    [
        (f"<iframe style='margin:9px; border:5px solid; padding:3px' {FRAMED}></iframe>", "Framed", 17, 17),
        (f"<iframe {SCROLLED}></iframe>", "Down", 258, 2),
        ("<input value=typed style='margin:40px'>", "typed", 40, 40),
        ("<p dir=rtl style='margin:0;width:200px'>سلام دنیا</p>", "سلام", 165, 3),
        ("<style>p{margin:0}p::before{content:'No. '}</style><p>7</p>", "No.", 0, 3),
        ("<style>p{margin:0}p::first-letter{font-size:3em}</style><p>Once</p>", "Once", 0, 0),
        ("<p style='margin:0'>12<sup>3</sup>4</p>", "12", 0, 3),
    ],
)  # fmt: skip
def test_what_is_no_plain_text_has_its_place_too(
    page: Any, markup: str, quote: str, left: int, top: int
) -> None:
    [[region]] = _quoted(page, f"<body style='margin:0'>{markup}", quote)
    assert (region.x, region.y) == pytest.approx((left, top), abs=8)
