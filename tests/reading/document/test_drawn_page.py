"""The words of a page as a browser drew it: what a reader sees, in the order and form in which any page is read."""

import json
from typing import Any

import pytest

from factcheck.reading.document.values import Hints
from factcheck.reading.document.worker import read
from factcheck.reading.document.worker_pool import WorkerPool
from tests.reading.document.drawn import LIMITS, layout_of, lines_drawn, read_drawn
from tests.reading.pages import lines_of
from tests.report.conftest import _tab, browser, page

__all__ = ["_tab", "browser", "page"]

SHADOW = """<div id=host>The light <b slot=end>ends.</b></div><script>
host.attachShadow({mode: '%s'}).innerHTML = '<p>In the shadow:</p><slot></slot><slot name=end></slot>'</script>"""
COUNTED = "<style>body{counter-reset:n}h2::before{counter-increment:n;content:counter(n) '. '}</style>"
UNSEEN = "position:absolute; clip:rect(1px,1px,1px,1px); width:1px; height:1px; overflow:hidden"
BELOW = "<p>In sight</p><p style='margin-top:90px'>below</p>"
LOOSE = "<script>document.querySelector('tr').append('loose')</script>"
NOTES = "<style>sup+sup::before{content:','}</style><sup><a href=#n>3</a></sup><sup><a href=#m>4</a></sup>"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="


@pytest.mark.parametrize(
    "hidden",
    [
        "display:none",
        "visibility:hidden",
        "opacity:0",
        "opacity:0; transition: opacity 1s",
        "font-size:0",
        "color:transparent",
        "color:#fff",
        "color:rgba(255,255,255,.5)",
        "position:absolute; left:-9999px",
        "position:absolute; top:-9999px",
        "display:inline-block; width:1px; height:1px; overflow:hidden",
        "display:inline-block; transform:scale(0)",
        "display:inline-block; text-indent:100%; white-space:nowrap; overflow:hidden; width:40px",
        "position:absolute; clip:rect(0,0,0,0)",
        "position:absolute; clip-path:inset(50%)",
        "position:absolute; clip-path:circle(0)",
        "position:absolute; clip-path:polygon(0 0, 0 0, 0 0)",
        "display:inline-block; transform:rotateY(90deg)",
        "text-decoration:line-through",
    ],
)
def test_words_that_are_not_displayed_are_left_out(page: Any, hidden: str) -> None:
    markup = f"<style>.x{{{hidden}}}</style><p>The minister did <span class=x>not</span> resign.</p>"
    assert lines_drawn(page, markup) == ["The minister did resign."]


@pytest.mark.parametrize(
    "shown",
    [
        "color:#fff; background:#000",
        "color:#fff; text-shadow:0 0 2px #000",
        "color:transparent; background:#000; background-clip:text",
        f"color:#fff; background:url({PIXEL})",
        "color:#fff; background:linear-gradient(#fff, #000)",
        "opacity:.1",
        "font-size:6px",
        "overflow:hidden",
        "display:inline-block; height:0",
        "position:relative; left:-4px",
        "display:contents",
        "filter:blur(0)",
    ],
)
def test_words_that_are_displayed_are_read(page: Any, shown: str) -> None:
    markup = f"<p>The minister did <span style='{shown}'>not</span> resign.</p>"
    assert lines_drawn(page, markup) == ["The minister did not resign."]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<style media=print>p{display:block!important}</style><p style='display:none'>On paper</p><p>Here", ["Here"]),
        ("<div style='visibility:hidden'>out <b style='visibility:visible'>in sight</b></div>", ["in sight"]),
        ("<div style='opacity:0'><iframe srcdoc='<p>unseen'></iframe></div><p>seen</p>", ["seen"]),
        ("<iframe srcdoc='<p>unseen' width=1 height=1></iframe><p>seen</p>", ["seen"]),
        ("<iframe srcdoc='<p>In the frame'></iframe><p>After it</p>", ["In the frame", "After it"]),
        (SHADOW % "open", ["In the shadow:", "The light ends."]),
        (SHADOW % "closed", ["In the shadow:", "The light ends."]),
        ("<p id=p></p><script>p.textContent = 'Drawn by a script'</script>", ["Drawn by a script"]),
        ("<style>p::before{content:'No. '}p::after{content:' EUR'}</style><p>7</p>", ["No. 7 EUR"]),
        ("<style>li::before{content:'• '}</style><ul style='list-style:none'><li>one</ul>", ["one"]),
        (f"{COUNTED}<h2>A</h2><h2>B</h2>", ["1. A", "2. B"]),
        ("<style>b::before{content:'\\2212'}a::after{content:' \\2197'}</style><b>5</b><a>Roe</a>", ["−5Roe"]),
        ("<style>mjx-c::before{content:'x'}</style>is <mjx-container><mjx-c></mjx-c></mjx-container>", ["is ￼"]),
        (f"is <b class=katex-mathml style='{UNSEEN}'><math><mi>x</mi></math></b><i class=katex-html>x</i>", ["is x"]),
        ("<style>i::before{content:'\\e900'}</style><p><i></i>Search</p>", ["Search"]),
        ("<ol style='list-style:lower-roman'><li>one<li>two</ol>", ["i. one", "ii. two"]),
        ("<ol style='list-style:none'><li>one</ol>", ["one"]),
        ("<style>p::first-letter{font-size:3em;float:left}</style><p>Once upon a time</p>", ["Once upon a time"]),
        ("<p style='text-transform:uppercase'>Straße</p>", ["Straße"]),
        ("<p>one\n   two  three</p><p style='white-space:pre-line'>four\nfive</p>", ["one two three", "four", "five"]),
        ("<p lang=de>wir <q>gehen</q></p>", ["wir „gehen“"]),
        ("<p>8<sup>a</sup>, 10<sup>6</sup>, H<sub>2</sub>O, <sup>1</sup>/<sub>2</sub></p>", ["8[a], 10⁶, H₂O, ½"]),
        ("<p>said so<sup><a href=#n>3</a></sup>.</p>", ["said so[3]."]),
        (f"<p>so{NOTES}</p>", ["so[3][4]"]),
        ("<p>12<span style='position:relative; bottom:4px'>3</span></p>", ["12³"]),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", ["½"]),
        ("<p><ruby>漢<rt>kan</rt></ruby>字</p>", ["漢字"]),
        ("<svg><text x=5 y=20>Exports</text><text x=5 y=40>fell</text></svg>", ["Exports", "fell"]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ["a\t\tb", "c\t\td"]),
        ("<p dir=rtl>سلام دنیا abc 123</p>", ["سلام دنیا abc 123"]),
        ("<p>To <b style='unicode-bidi:bidi-override;direction:rtl'>moc.elpmaxe@aor</b></p>", ["To roa@example.com"]),
        (f"<table><tr><td>a</td></tr></table>{LOOSE}", ["a\t\tloose"]),
        ("<svg><g style='display:none'><text y=20>unseen</text></g><text y=20>seen</text></svg>", ["seen"]),
        ("<div style='display:none'>All of it unseen</div>", []),
        ("<p style='writing-mode:vertical-rl'>From top to bottom</p>", ["From top to bottom"]),
        ("<div style='columns:2'><p>First column</p><p>second column</p></div>", ["First column", "second column"]),
        ("<details><summary>More</summary>The rest</details>", ["More", "The rest"]),
        ("<a href=#t>Open</a><div id=t style='display:none'>Brought out</div>", ["Open", "Brought out"]),
        ("<div style='height:3000px'></div><div style='content-visibility:auto'>Far down</div>", ["Far down"]),
        ("<p class=ends-here>Before</p><p><s>old</s> new</p>", ["Before", "new"]),
        (f"<div style='overflow:auto; height:30px'>{BELOW}</div>", ["In sight", "below"]),
        (f"<div style='overflow:hidden; height:30px'>{BELOW}</div>", ["In sight", "below"]),
        ("<div style='overflow:hidden;height:0'>Clipped</div><p>Here</p>", ["Here"]),
        ("<div style='overflow:hidden;height:0'><div style='position:fixed'>Fixed</div></div>", ["Fixed"]),
        ("<body style='overflow:hidden;height:100px'><p style='margin-top:500px'>Behind a wall</p>", ["Behind a wall"]),
        ("<p>Covered</p><div style='position:fixed;inset:0;background:#fff'>Consent</div>", ["Covered", "Consent"]),
        ("<html dir=rtl><body><p style='width:3000px'>بلند</p></body></html>", ["بلند"]),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_seen(page: Any, markup: str, lines: list[str]) -> None:
    assert lines_drawn(page, markup) == lines


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p style='display:flex'><b style='order:2'>5</b><b style='order:1'>3</b></p>", "3 5"),
        ("<p style='display:flex;flex-direction:row-reverse'><b>5</b><b>3</b></p>", "3 5"),
        ("<p style='display:flex' dir=rtl><b style='order:2'>خمس</b><b style='order:1'>ست</b></p>", "ست خمس"),
    ],
)
def test_words_of_one_line_stand_in_the_order_that_a_style_gives_them(
    page: Any, markup: str, line: str
) -> None:
    assert lines_drawn(page, markup) == [line]


def test_parts_of_a_page_stay_in_the_order_of_the_document(page: Any) -> None:
    side = "<aside style='order:-1'><p>Side</p><p>by side</p></aside>"
    markup = f"<div style='display:flex'><main><p>Main</p><p>words</p></main>{side}</div>"
    assert lines_drawn(page, markup) == ["Main", "words", "Side", "by side"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("<input value=sent>", "typed"),
        ("<textarea>sent</textarea>", "typed"),
        ("<select><option>sent<option>typed</select>", "typed"),
        ("<input type=password>", ""),
        ("<input type=hidden value=unseen>", ""),
        ("<input placeholder=unseen style='display:none'>", ""),
        ("<input type=checkbox>", "☐"),
    ],
)
def test_a_form_field_shows_what_stands_in_it_now(page: Any, field: str, words: str) -> None:
    typed = "<script>document.forms[0][0].value = 'typed'</script>"
    markup = f"<form>is: {field}</form>{'' if words != 'typed' and 'password' not in field else typed}"
    assert " ".join(lines_drawn(page, markup)).split() == ["is:", *words.split()]


def test_a_page_says_of_itself_what_its_markup_says(page: Any) -> None:
    head = "<title>Harbour</title><meta name=author content='Ana Roe'><link rel=canonical href=/harbour>"
    read = read_drawn(
        page, f"<html lang=en><head>{head}</head><h1>The harbour of Harrowmere</h1><p>Closed.</p>"
    )
    assert read.content_type == "text/html"
    assert read.headings == ("Harbour", "The harbour of Harrowmere")
    assert read.proposed["author"] == "Ana Roe"
    assert read.proposed["canonical_url"] == "https://daily.example/harbour"


def test_words_painted_by_a_script_are_no_words_of_the_page(page: Any) -> None:
    read = read_drawn(page, "<canvas id=c width=300 height=100></canvas>")
    assert (read.text, read.text_outcome) == (None, "none")
    assert any("canvas" in note for note in read.notes)


def test_a_layout_that_is_none_is_damaged() -> None:
    with WorkerPool(1) as pool:
        for body in (
            b"{}",
            b"[]",
            b"<p>The minister resigned.",
            json.dumps({"documents": [], "strings": []}).encode(),
        ):
            assert pool.read(body, Hints(drawn=True)).text_outcome == "failed:damaged"


def test_a_server_cannot_pass_its_answer_off_as_a_layout(page: Any) -> None:
    layout = layout_of(page, "<p>The minister resigned.</p>")
    assert not read(layout, Hints(content_type="application/json"), LIMITS).places


PAGES = {
    "news": """<header><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav></header><main><article>
        <h1>Bridge closed</h1><p class=by>By <a rel=author>Ana Roe</a>, <time>3 May</time></p>
        <p>The bridge was closed on <em>3 May</em> after the storm&nbsp;&mdash; &ldquo;for good&rdquo;, said
        Roe.<sup><a href=#n1>1</a></sup></p><blockquote><p>It will not open again.</p></blockquote>
        <figure><img alt='A bridge'><figcaption>The bridge in April</figcaption></figure>
        <p>It cost 4.21&nbsp;million crowns, <del>3</del> <ins>2</ins> per cent more.</p></article></main>
        <footer><p id=n1>1 Town archive</p></footer>""",
    "table": """<table><caption>Passengers</caption><thead><tr><th>Year<th>Number</thead><tr><td>2023<td>48,500
        <tr><td>2024<td>51,000</table><dl><dt>Ferry<dd>A boat<dt>Pier<dd>A place</dl>""",
    "boxes": """<div style='display:flex; gap:9px'><span>Half true</span><a href=/c>The bridge is closed.</a></div>
        <div style='display:grid; grid-template-columns:1fr 1fr'><p>One</p><p>Two</p></div>""",
    "persian": """<article dir=rtl lang=fa><h1>پل بسته شد</h1>
        <p>شهردار گفت: «پل در ۳ مه بسته شد» و بهای آن ۴٫۲ میلیون بود.</p></article>""",
    "inline": """<p>A<b>b</b>c <i>d</i>e<span>f</span>, x<br>y <code>z</code><wbr>w <small>s</small></p>
        <pre>a  b\n  c</pre><address>A<br>B</address>""",
    "forms": """<form><label>Name <input value=Roe></label><button>Send <b>it</b></button>
        <select><option>Yes<option selected>No</select></form>""",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_needs_no_browser_reads_the_same_without_one(page: Any, name: str) -> None:
    assert lines_drawn(page, PAGES[name]) == lines_of(PAGES[name])
