"""The annotated copy: marks under the words that are claims, their verdicts beside them, in words too."""

import re
from dataclasses import replace

import pytest

from factcheck.model.claim import Article
from factcheck.model.vocabulary import Act
from factcheck.phrase import NOTHING
from factcheck.report.article_view import TextSpan, bare_view, direction_of
from factcheck.report.edition import Edition
from factcheck.report.margin import margin_of
from factcheck.report.pages import annotated_page
from factcheck.report.urls import FROM_FOLDER
from tests.report.conftest import HOSTILE, Story
from tests.report.copies import copy_of, view_of
from tests.report.reader import text_of

TEXT = """The bridge at ninety

The bridge opened in 1932. It cost four million crowns, and three workers died. It is loved.

Nobody knows how many crossed it. Two bands played on 3 May 1932.
"""


def pieces(text: str, *stories: Story, edition: Edition) -> list[TextSpan]:
    article = Article(ref="harbour", title="The bridge")
    view = view_of(article, text, [one.record for one in stories], edition)
    return [piece for paragraph in view.paragraphs for piece in paragraph.pieces]


def under(found: list[TextSpan]) -> dict[str, str]:
    """The words that stand under each claim."""
    words: dict[str, str] = {}
    for piece in found:
        if piece.under:
            ref = piece.under.margin.ref
            words[ref] = words.get(ref, "") + piece.text
    return words


def test_the_words_of_each_claim_are_marked_and_numbered_as_the_text_runs(edition: Edition) -> None:
    found = pieces(TEXT, Story("died", "three workers died"), Story("opened").signed(), edition=edition)

    assert under(found) == {"opened": "The bridge opened in 1932.", "died": "three workers died"}
    ends = [(note.number, note.margin.ref) for piece in found for note in piece.ending]
    assert ends == [(1, "opened"), (2, "died")]


def test_the_text_is_whole_whatever_is_marked(edition: Edition) -> None:
    stories = [
        Story("all", TEXT.strip()),
        Story("over", "crowns, and three workers died. It is loved."),
        Story("same", "three workers died"),
    ]

    view = view_of(Article(ref="a", title="A"), TEXT, [one.record for one in stories], edition)

    shown = ["".join(piece.text for piece in one.pieces) for one in view.paragraphs]
    assert shown == TEXT.strip().split("\n\n")


def test_the_line_tells_the_work_and_the_colour_the_verdict(edition: Edition) -> None:
    changed = Story("changed").signed().did(Act.EDIT, {"set": {"claimant": "Eve"}, "why": "She did."})
    told = {
        "new": (Story("new"), "dotted", "grey"),
        "rated": (Story("rated").rated(), "dashed", "teal"),
        "signed": (Story("signed").signed(), "solid", "teal"),
        "changed": (changed, "wavy", "teal"),
        "gone": (Story("gone").did(Act.WITHDRAW, {"why": "No."}), "struck", "grey"),
    }
    for story, line, colour in told.values():
        margin = margin_of(story.record, edition, FROM_FOLDER)
        assert (margin.line, margin.badge.colour) == (line, colour)
        assert margin.state


def test_the_page_says_everything_in_words(edition: Edition, article: Article) -> None:
    stories = [
        Story("opened").source("City archive", url="https://archive.example/1932").cite().rate().submit(),
        Story("died", "three workers died", quote=None),
    ]

    page = copy_of(
        article, TEXT, [one.record for one in stories], edition, skipped="Nobody knows how many crossed it."
    )

    read = text_of(page)
    for said in (
        "2 of ",
        "1 rated, 0 signed off",
        "1 set aside",
        "set aside Nobody can know that. (Ana Ruiz)",
        "open",
    ):
        assert said in read
    assert re.search(r"1 True .*City archive", read)
    assert 'href="../claims/opened.html"' in page
    assert 'aria-label="claim 1: True"' in page


def test_claims_whose_words_are_gone_stand_below_the_text(edition: Edition, article: Article) -> None:
    lost = Story("lost", "The bridge opened in 1931, before all others.").rated()

    read = text_of(copy_of(article, TEXT, [lost.record], edition))

    assert "The bridge opened in 1931" in read.partition("No longer in the text")[2]


def test_without_a_text_the_page_says_so(edition: Edition, article: Article) -> None:
    page = annotated_page(article.ref, bare_view(article, edition), edition)

    assert "The text of this article is not at hand" in text_of(page)
    assert article.title in page


def test_a_confidential_source_is_not_named(edition: Edition, article: Article) -> None:
    story = Story("opened").source("A clerk by name", confidential=True)

    page = copy_of(article, TEXT, [story.record], edition)

    assert "A clerk by name" not in page
    assert "A confidential source" in page


def test_hostile_text_stays_text(edition: Edition) -> None:
    article = Article(ref="hostile", title=HOSTILE)
    story = (
        Story("hostile", HOSTILE, claimant=HOSTILE)
        .source(HOSTILE)
        .cite(HOSTILE)
        .rate("unproven", summary=HOSTILE)
    )

    page = copy_of(article, f"{HOSTILE} \u202eturned\u202c.", [story.record], edition)

    assert "<script>document" not in page
    assert "<img" not in page
    assert "[RLO]turned" in page


@pytest.mark.parametrize(
    ("language", "direction"), [(None, "auto"), ("en", "ltr"), ("fa", "rtl"), ("ar-IQ", "rtl"), ("de", "ltr")]
)
def test_a_text_runs_as_its_language_does(language: str | None, direction: str) -> None:
    assert direction_of(language) == direction


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One is here.\nTwo is here.", ["One is here.", "Two is here."]),
        ("Title\nOne is here.\n\nTwo is here. Three is.", ["Title|One is here.", "Two is here. Three is."]),
        (
            f"{'One two ' * 8}three.\nFour is here.\n\nFive is.",
            [f"{'One two ' * 8}three. Four is here.", "Five is."],
        ),
        ("一は二。三は四。", ["一は二。三は四。"]),
    ],
)
def test_paragraphs_and_lines_are_those_of_the_text(edition: Edition, text: str, lines: list[str]) -> None:
    view = view_of(Article(ref="a", title="A"), text, [], edition)

    shown = [[replace(piece, tag=NOTHING) for piece in one.pieces] for one in view.paragraphs]

    assert ["".join("|" if piece.breaks else piece.text for piece in one) for one in shown] == lines
