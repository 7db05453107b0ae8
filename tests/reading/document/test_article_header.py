"""The header of an article is proposed as its metadata; ambiguous dates are not."""

import pytest

from factcheck.reading.document.article_header import propose_from_text
from tests.drafts import BRIDGE


def test_title_byline_and_date_are_read_from_the_first_lines() -> None:
    assert propose_from_text(BRIDGE) == {
        "title": "The bridge that took ten years",
        "byline": "Ida Strand",
        "published_on": "2024-06-03",
    }


@pytest.mark.parametrize(
    ("text", "title", "byline", "published_on"),
    [
        ("# **The bridge**\n\nIt opened.", "The bridge", None, None),
        ("12 May 2024\nTHE BRIDGE OPENS\nBY JOHN DOE", "THE BRIDGE OPENS", "JOHN DOE", "2024-05-12"),
        ("The bridge\nMay 2024", "The bridge", None, "2024-05"),
        ("The bridge\n31 June 2024", "The bridge", None, None),
        ("The bridge\n12/05/2024", "The bridge", None, None),
        ("The bridge\nIt opened on 3 May 1932 with two bands.", "The bridge", None, None),
        ("پل سندویک\nنویسنده: نور حداد\n۱۲ مه ۲۰۲۴", "پل سندویک", "نور حداد", "2024-05-12"),
        ("The bridge\nBy Ana Ruiz, 3 November 2026", "The bridge", "Ana Ruiz", "2026-11-03"),
        (
            "The bridge\nBy J. R. Smith and Ana de la Cruz | 10:15",
            "The bridge",
            "J. R. Smith and Ana de la Cruz",
            None,
        ),
        ("The bridge\nBy Ana Ruiz, political editor", "The bridge", "Ana Ruiz, political editor", None),
        ("The bridge\nBy Tuesday the river had risen", "The bridge", None, None),
        ("The bridge\nBy 2011 the town had 52 schools", "The bridge", None, None),
        ("The bridge\nIt opened on 3 May 1932.", "The bridge", None, None),
        ("\u200b\n…", None, None, None),
    ],
)
def test_only_what_is_plain_is_proposed(
    text: str, title: str | None, byline: str | None, published_on: str | None
) -> None:
    expected = {"title": title, "byline": byline, "published_on": published_on}

    assert propose_from_text(text) == {name: value for name, value in expected.items() if value}


def test_the_title_of_a_text_without_lines_is_its_beginning() -> None:
    assert propose_from_text("word " * 100_000)["title"] == " ".join(["word"] * 32) + "…"
