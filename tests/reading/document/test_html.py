"""The text of a page, block by block."""

import pytest

from factcheck.reading.document.html import page_headings, parse_page, why_no_words
from tests.reading.pages import lines_of, text_of


def test_blocks_and_line_breaks_begin_new_lines() -> None:
    assert lines_of("<div>one<br>two</div><p>three</p><ul><li>four<li>five</ul><h2>six</h2>seven") == [
        *("one", "two", "three", "four", "five", "six", "seven"),
    ]


@pytest.mark.parametrize(
    "block", ["summary", "legend", "dialog open", "menu", "address", "figcaption", "dt", "section"]
)
def test_no_block_is_run_together_with_the_words_beside_it(block: str) -> None:
    assert lines_of(f"<div>before<{block}>inside</{block.split(maxsplit=1)[0]}>after</div>") == [
        "before",
        "inside",
        "after",
    ]


def test_words_of_one_line_stay_on_one_line() -> None:
    assert lines_of("<p>Fif<b>ty</b>-two <i>schools</i>, <a href='x'>it</a> said</p>") == [
        "Fifty-two schools, it said"
    ]


def test_text_in_figures_and_tables_is_read() -> None:
    markup = (
        "<figure><blockquote>Not one of them.</blockquote><figcaption>The minister</figcaption></figure>"
        "<figure><table><caption>Schools</caption><tr><td>1997</td><td>52</td></tr></table></figure>"
    )
    assert lines_of(markup) == ["Not one of them.", "The minister", "Schools", "1997\t\t52"]


def test_scripts_styles_templates_and_words_for_pictures_are_not_text() -> None:
    markup = (
        "<style>p{}</style><script>var a</script><template>t</template><svg><title>s</title></svg>"
        "<p>Only<img alt='picture'> this</p><script type='application/ld+json'>{}</script>"
    )
    assert lines_of(markup) == ["Only this"]


def test_what_is_folded_away_at_first_is_text() -> None:
    markup = (
        "<p>a</p><a href='#b'>more</a><p hidden id=b>b</p><div role=tabpanel style='display:none'>c</div>"
        "<details><summary>why</summary><p>d</p></details><p hidden=until-found>e</p>"
    )
    assert lines_of(markup) == ["a", "more", "b", "c", "why", "d", "e"]


def test_noscript_is_read_only_where_there_is_hardly_anything_else() -> None:
    words = "<noscript><p>Enable JavaScript to continue.</p></noscript>"
    assert text_of(f"<div id=app></div>{words}") == "Enable JavaScript to continue."
    assert "Enable" not in text_of("<p>Fifty-two schools were closed.</p>" * 10 + words)


def test_printed_readings_do_not_interrupt_a_word() -> None:
    assert text_of("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の試験</p>") == "漢字の試験"


def test_right_to_left_text_keeps_its_logical_order() -> None:
    words = "وزارت گفت ۵۲ مدرسه (از ۱۳۷۶) بسته شد؛ «BBC Persian» نوشت."
    assert text_of(f"<html dir=rtl><p>{words}</p>") == words


def test_a_hundred_thousand_blocks_within_each_other_are_read() -> None:
    assert text_of("<div>" * 100_000 + "deep inside" + "</div>" * 100_000).strip() == "deep inside"


def test_a_paragraph_of_ten_megabytes_is_read() -> None:
    assert text_of("<p>" + "word and " * 1_200_000 + "the end</p>").endswith("word and the end")


def test_headings_are_the_title_and_the_first_heading() -> None:
    assert page_headings(parse_page("<title>News | Site</title><h1>Not <i>found</i></h1><h1>b</h1>")) == (
        "News | Site",
        "Not found",
    )
    assert page_headings(parse_page("")) == ()


def test_a_page_without_words_says_what_it_shows_instead() -> None:
    framed = "<frameset><frame src=menu.htm><frame src=/text.htm></frameset>"
    for markup, why in (
        (
            framed,
            "other pages in frames; quote those: https://a.example/b/menu.htm, https://a.example/text.htm",
        ),
        ("<script>draw()</script>", "the page holds no words of its own; scripts may draw them"),
        ("<p></p>", "the page holds no words of its own"),
    ):
        assert why_no_words(parse_page(markup), "https://a.example/b/").endswith(why)
