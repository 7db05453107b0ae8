"""The card of a check as it stands in somebody else's page."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html

from factcheck.report.outputs.embed import HEIGHT, WIDTH, embed_page, embed_snippet
from tests.records import hostile
from tests.report.checks import ADDRESS, SITE, corrected, now, published
from tests.report.test_in_browser import RULES

LONG = "The bridge over the harbour opened in 1932 after nine years of works that cost four lives. " * 4
CARDS = {
    "current": published(),
    "corrected": corrected(),
    "recheck": published().recheck("quote-absent"),
    "under-correction": published().correct(),
    "void": published().correct("void").publish(),
    "persian": published(text="پل در سال ۱۹۳۲ باز شد و «خلیج» نام گرفت.", language="fa"),
    "long": published(text=LONG, summary=LONG),
    "one-word": published(text="x" * 300, summary="y" * 400),
    "hostile": published(
        text='"><script>document.title="owned"</script>', summary="<img src=x onerror=alert(1)>"
    ),
}


def _text(card: str) -> str:
    return " ".join(html.fromstring(card.encode()).find("body").text_content().split())


def test_a_card_says_what_was_found_by_whom_and_when() -> None:
    assert _text(embed_page(now(published()), SITE)) == (
        "The bridge opened in 1932. True The register has the day. "
        "Checked by The Harbour Desk. Published on 2 March 2026. Read the whole check"
    )


def test_the_link_leaves_the_frame() -> None:
    link = html.fromstring(embed_page(now(published()), SITE).encode()).find(".//a")
    assert (link.get("href"), link.get("target")) == (
        "https://desk.example/checks/claims/bridge.html",
        "_top",
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("recheck", "Published, being looked at again."),
        ("under-correction", "Published, being corrected."),
        ("void", "Taken back."),
    ],
)
def test_a_check_that_does_not_stand_says_so_first(state: str, words: str) -> None:
    assert _text(embed_page(now(CARDS[state]), SITE)).startswith(words)


def test_a_check_that_was_taken_back_shows_no_verdict() -> None:
    card = embed_page(now(CARDS["void"]), SITE)
    assert "The register has the day." not in card
    assert 'class="badge' not in card
    assert "<title>Taken back: The bridge opened in 1932." in card


def test_a_desk_of_one_says_so() -> None:
    alone = replace(SITE, solo=True)
    assert "no second person checks its verdicts" in embed_page(now(published()), alone)


def test_a_card_is_small() -> None:
    assert len(embed_page(now(published()), SITE).encode()) < 6_000


def test_the_frame_that_others_paste_shows_the_card() -> None:
    (frame,) = html.fragments_fromstring(embed_snippet(now(published()), SITE))
    assert dict(frame.attrib) == {
        "src": "https://desk.example/checks/embed/bridge.html",
        "title": "Fact check: The bridge opened in 1932.",
        "width": str(WIDTH),
        "height": str(HEIGHT),
        "style": "max-width:100%;border:0",
        "loading": "lazy",
    }


def test_the_frame_is_text_that_a_page_escapes() -> None:
    assert type(embed_snippet(now(published()), SITE)) is str


@given(hostile)
@settings(max_examples=60)
def test_hostile_text_opens_no_element(text: str) -> None:
    told = published(text=f"x{text}", summary=f"x{text}")
    body = html.fromstring(embed_page(now(told), SITE).encode()).find("body")
    tags = {one.tag for one in body.iter()}
    assert tags <= {*["h1", "p", "a", "main", "body", "strong", "svg", "circle", "path", "bdi", "time"]}
    (frame,) = html.fragments_fromstring(embed_snippet(now(told), SITE))
    assert frame.get("title", "").startswith("Fact check: x")
    assert list(frame) == []


# In a browser


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cards on disk, and a page of somebody else that shows one of them."""
    folder = tmp_path_factory.mktemp("cards")
    for name, told in CARDS.items():
        (folder / f"{name}.html").write_text(embed_page(now(told), SITE), "utf-8")
    snippet = embed_snippet(now(CARDS["current"]), SITE).replace(ADDRESS.embed("bridge"), "current.html")
    host = f"<!doctype html><title>Host</title><p>An article.</p>{snippet}"
    (folder / "host.html").write_text(host, "utf-8")
    return folder


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["current", "recheck", "void", "persian", "hostile"])
def test_axe_finds_nothing_to_mend_on_a_card(page: Any, cards: Path, name: str, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=theme)
    page.goto((cards / f"{name}.html").as_uri())
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    assert page.complaints == []
    assert page.asked == [(cards / f"{name}.html").as_uri()]
    assert page.title() != "owned"


@pytest.mark.parametrize("name", CARDS)
def test_nothing_runs_over_the_edge_of_a_card(page: Any, cards: Path, name: str) -> None:
    page.goto((cards / f"{name}.html").as_uri())
    for width in (320, 480, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width} px"


@pytest.mark.parametrize("name", [name for name in CARDS if name != "one-word"])
def test_a_card_is_seen_whole_at_the_size_it_asks_for(page: Any, cards: Path, name: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto((cards / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHT


def test_a_host_shows_the_card_and_its_link_opens_the_check_in_the_whole_window(
    page: Any, cards: Path
) -> None:
    page.route(
        "https://desk.example/**",
        lambda route: route.fulfill(body="<title>The check</title>", content_type="text/html"),
    )
    page.goto((cards / "host.html").as_uri())
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text() == "The bridge opened in 1932."
    frame.get_by_role("link").click()
    page.wait_for_url("https://desk.example/checks/claims/bridge.html")
    assert page.title() == "The check"


def test_persian_stands_from_right_to_left_in_a_card(page: Any, cards: Path) -> None:
    page.goto((cards / "persian.html").as_uri())
    heading = page.locator("h1")
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert heading.get_attribute("lang") == "fa"
