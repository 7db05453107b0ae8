"""Words and links of others made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.text_cleanup import complete_link, valid_text, without_markup
from factcheck.model.links import check_link


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Plain — سلام", "Plain — سلام"),
        ("<p>One<br/>two</p>", "\nOne\ntwo\n"),
        ("<a href='x' title=\"y\">link</a><!-- note -->", "link"),
        ("&lt;b&gt;bold&lt;/b&gt; &amp;amp; &amp;quot;x&amp;quot;", 'bold & "x"'),
        ("1 < 2 > 1 & so on", "1 < 2 > 1 & so on"),
        ("a <3 b", "a <3 b"),
        ("&#x1F600;&#99999999999999999999;", "\U0001f600\ufffd"),
        ("&nosuch; &", "&nosuch; &"),
    ],
)
def test_tags_and_entities_become_words(text: str, plain: str) -> None:
    assert without_markup(text) == plain


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        (" https://x.example/a \n", "https://x.example/a"),
        ("https://x.example/a b\nc", "https://x.example/a%20bc"),
        ("https://x.example/publicações", "https://x.example/publicações"),
        ("https://x.example/?a=1&amp;b=2", "https://x.example/?a=1&b=2"),
        ('https://x.example/"<>\\', "https://x.example/%22%3C%3E%5C"),
        ("https://x.example/\u202egnp", "https://x.example/%E2%80%AEgnp"),
        ("x.example/a", "https://x.example/a"),
        ("//x.example/a", "https://x.example/a"),
        ("www.x.example", "https://www.x.example"),
        ("/a", "https://base.example/a"),
        *((text, "") for text in ("", " ", "a post", "#us", "a@x.example", "http://", "http://[::1")),
        *((text, "") for text in ("javascript:alert(1)", "data:text/html,x", "mailto:a@x.example")),
        *((text, "") for text in ("https://a@x.example/", "http://x.example:0/")),
        ("https://x.example/" + "a" * 9_000, ""),
        ("https://x.example/\ud800", "https://x.example/\ufffd"),
    ],
)
def test_links_are_made_whole_or_dropped(text: str, link: str) -> None:
    assert complete_link(text, "https://base.example/b/c") == link


@given(
    st.text(),
    st.sampled_from(["", "https://x.example/", "//", "x.example/"]),
    st.sampled_from(["", "https://b.example"]),
)
def test_a_link_that_is_made_may_be_kept(text: str, start: str, base: str) -> None:
    link = complete_link(start + text, base)
    assert link == "" or check_link(link) == link


@given(st.text(alphabet=st.characters()) | st.text(alphabet="<>&#;x1ab/!-"))
def test_letters_that_are_made_whole_can_be_written(text: str) -> None:
    assert isinstance(valid_text(without_markup(text)).encode(), bytes)
