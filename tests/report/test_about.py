"""The desk's own texts: Markdown in, harmless markup out."""

import pytest

from factcheck.report.about import to_markup


def test_words_lists_and_tables_become_markup_one_level_below_the_page_s_heading() -> None:
    made = to_markup("# Our way\n\n- one\n\n| a |\n|---|\n| 1 |\n")
    assert '<h2 dir="auto">Our way</h2>' in made
    assert '<li dir="auto">' in made
    assert '<td dir="auto">1</td>' in made


@pytest.mark.parametrize("link", ["https://example.org/a", "http://example.org/a", "mailto:us@example.org"])
def test_plain_links_are_let_in(link: str) -> None:
    assert f'<a href="{link}" rel="noopener noreferrer">here</a>' in to_markup(f"[here]({link})")


STRANGE = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"),
    *("file:///etc", "//a.example", "page.html"),
)


@pytest.mark.parametrize("link", STRANGE)
@pytest.mark.parametrize("form", ["[here]({})", "[here][1]\n\n[1]: {}", "<{}>"])
def test_every_other_link_stays_text(link: str, form: str) -> None:
    assert "href" not in to_markup(form.format(link))


def test_html_and_pictures_are_not_let_in() -> None:
    made = to_markup("<script>alert(1)</script>\n\n<b>x</b> ![alt](https://example.org/a.png)")
    assert "<script" not in made
    assert "<b>" not in made
    assert "<img" not in made


def test_controls_that_turn_text_around_are_spelled_out() -> None:
    assert "[RLO]evil" in to_markup("\u202eevil")


@pytest.mark.parametrize("text", ["", "\n", "[" * 5_000, "> " * 5_000, "* " * 3_000, "`" * 5_000, "#" * 100])
def test_strange_texts_come_out_too(text: str) -> None:
    assert "<script" not in to_markup(text)
