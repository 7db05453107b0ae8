"""What the first lines of a text say of it is proposed; what can be read two ways is not."""

import pytest

from factcheck.reading.masthead import proposed_by_text
from tests.drafts import BRIDGE


def test_title_byline_and_date_are_read_from_the_first_lines() -> None:
    assert proposed_by_text(BRIDGE) == {
        "title": "The bridge that took ten years",
        "byline": "Ida Strand",
        "published_on": "2024-06-03",
    }


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("# **The bridge**\n\nIt opened.", {"title": "The bridge"}),
        ("12 May 2024\nTHE BRIDGE OPENS\nBY JOHN DOE", {"title": "THE BRIDGE OPENS", "byline": "JOHN DOE", "published_on": "2024-05-12"}),
        ("The bridge\nMay 2024", {"title": "The bridge", "published_on": "2024-05"}),
        ("The bridge\n31 June 2024", {"title": "The bridge"}),
        ("The bridge\n12/05/2024", {"title": "The bridge"}),
        ("The bridge\nIt opened on 3 May 1932 with two bands.", {"title": "The bridge"}),
        ("پل سندویک\nنویسنده: نور حداد\n۱۲ مه ۲۰۲۴", {"title": "پل سندویک", "byline": "نور حداد", "published_on": "2024-05-12"}),
        ("\u200b\n…", {}),
    ],
)  # fmt: skip
def test_only_what_is_plain_is_proposed(text: str, proposed: dict[str, str]) -> None:
    assert proposed_by_text(text) == proposed


def test_the_title_of_a_text_without_lines_is_its_beginning() -> None:
    assert proposed_by_text("word " * 100_000)["title"] == " ".join(["word"] * 32) + "…"
