"""What only a browser can show: accessibility, layout, working offline and without script."""

from pathlib import Path
from typing import Any

import pytest

PAGES = (
    "index",
    "empty",
    "scale",
    "how-to-read",
    "single",
    "claims/conflict",
    "claims/signed",
    "claims/persian",
    "claims/hostile",
    "claims/withdrawn",
    "claims/changed",
    "claims/new",
    "claims/captured",
    "articles/harbour",
    "articles/hostile",
    "articles/persian",
    "articles/bare",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _address(site: Path, name: str) -> str:
    return (site / f"{name}.html").as_uri()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_to_mend(page: Any, site: Path, name: str, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=theme)
    page.goto(_address(site, name))
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_over_the_edge(page: Any, site: Path, name: str) -> None:
    page.goto(_address(site, name))
    for width in (320, 380, 719, 720, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width} px"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_breaks_no_policy(page: Any, site: Path, name: str) -> None:
    page.goto(_address(site, name))
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert [url for url in page.asked if url.startswith("file:")] == [_address(site, name)]
    assert page.complaints == []


@pytest.mark.parametrize("name", ["claims/hostile", "articles/hostile", "index", "single"])
def test_hostile_text_stays_text(page: Any, site: Path, name: str) -> None:
    page.goto(_address(site, name))
    assert page.title() != "owned"
    assert page.locator("main img, main script").count() == 0
    assert "{{ 7*7 }}" in page.locator("main").inner_text()


def test_without_script_the_index_is_whole_and_shows_no_tools(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(_address(site, "index"))
    assert plain.locator(".rows li").count() == 8
    assert not plain.locator("#tools").is_visible()
    plain.get_by_role("link", name="Four people died.").click()
    assert plain.locator("h1").inner_text() == "Four people died."
    context.close()


def test_links_between_pages_lead_somewhere(page: Any, site: Path) -> None:
    for name in PAGES:
        page.goto(_address(site, name))
        for link in page.locator("a[href]").evaluate_all("all => all.map(one => one.href)"):
            if link.startswith("file:"):
                path, _, anchor = link.removeprefix("file://").partition("#")
                assert Path(path).is_file(), link
                assert not anchor or f'id="{anchor}"' in Path(path).read_text("utf-8"), link


def test_ids_are_unique(page: Any, site: Path) -> None:
    for name in PAGES:
        page.goto(_address(site, name))
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert sorted(ids) == sorted(set(ids)), name


def _found(page: Any, count: int) -> list[str]:
    """The claims that the page shows as found, once there are as many."""
    page.wait_for_function(
        "n => document.querySelectorAll('#found:not([hidden]) li').length === n", arg=count
    )
    found: list[str] = page.locator("#found .rows a").all_inner_texts()
    return found


def test_claims_are_found_by_keyboard(page: Any, site: Path) -> None:
    page.goto(_address(site, "index"))
    page.locator("#find").focus()
    page.keyboard.type("BRIDGE 1932")
    assert _found(page, 1) == ["The bridge opened in 1932."]
    assert page.locator("#shown").inner_text() == "1 of 8 shown"


def test_claims_are_found_across_arabic_and_persian_letters(page: Any, site: Path) -> None:
    page.goto(_address(site, "index"))
    page.locator("#find").fill("خليج")
    assert len(_found(page, 1)) == 1


def test_claims_are_narrowed_to_a_verdict_by_keyboard(page: Any, site: Path) -> None:
    page.goto(_address(site, "index"))
    page.locator("#narrow summary").focus()
    page.keyboard.press("Enter")
    page.locator("#only-verdict").focus()
    page.keyboard.type("False")
    page.keyboard.press("Tab")
    assert _found(page, 1) == ["Four people died."]
    assert not page.locator("#listed").is_visible()


def test_claims_are_sorted_by_keyboard_and_come_back_to_reading_order(page: Any, site: Path) -> None:
    page.goto(_address(site, "index"))
    claims = page.locator("#listed .rows a")
    as_read = claims.all_inner_texts()
    page.locator("#sort").focus()
    page.keyboard.type("Claim, A")
    page.keyboard.press("Tab")
    assert _found(page, 8) == sorted(as_read)
    page.locator("#sort").select_option("")
    page.locator("#listed").wait_for()
    assert claims.all_inner_texts() == as_read
    assert as_read[:2] == ["Four people died.", "The bridge opened in 1932."]


def test_arabic_stands_from_right_to_left_in_an_english_page(page: Any, site: Path) -> None:
    page.goto(_address(site, "claims/conflict"))
    quotes = page.locator(".evidence blockquote")
    directions = quotes.evaluate_all("all => all.map(one => getComputedStyle(one).direction)")
    assert directions == ["rtl", "ltr"]
    assert quotes.first.get_attribute("lang") == "ar"


def test_a_text_from_right_to_left_has_its_claims_on_its_left(page: Any, site: Path) -> None:
    page.goto(_address(site, "articles/persian"))
    text, notes = page.locator(".copy .text").first, page.locator(".copy .notes").first
    assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert notes.bounding_box()["x"] < text.bounding_box()["x"]


def test_the_margin_stands_beside_the_words_and_becomes_footnotes_in_print(page: Any, site: Path) -> None:
    page.goto(_address(site, "articles/harbour"))
    row = page.locator(".copy .row:has(.notes)").first
    text, notes = row.locator(".text"), row.locator(".notes")
    assert notes.bounding_box()["x"] > text.bounding_box()["x"] + text.bounding_box()["width"]
    page.emulate_media(media="print")
    assert notes.bounding_box()["y"] >= text.bounding_box()["y"] + text.bounding_box()["height"]


def test_a_number_in_the_text_leads_to_the_margin_and_back(page: Any, site: Path) -> None:
    page.goto(_address(site, "articles/harbour"))
    page.locator(".text .mark").first.click()
    page.locator(".opened:target .back").click()
    assert page.url.endswith("#" + str(page.locator(".text .mark").first.get_attribute("id")))


def test_print_shows_addresses_and_leaves_out_what_is_folded_until_somebody_opens_it(
    page: Any, site: Path
) -> None:
    page.emulate_media(media="print")
    page.goto(_address(site, "claims/conflict"))
    assert page.locator(".printed").first.is_visible()
    assert not page.locator("details").first.is_visible()
    page.locator("details").first.evaluate("one => one.open = true")
    assert page.locator("details div").first.evaluate("one => one.getBoundingClientRect().height") > 0
    assert not page.locator(".crumbs").is_visible()


def test_the_history_is_printed_once_its_heading_was_followed(page: Any, site: Path) -> None:
    page.emulate_media(media="print")
    page.goto(_address(site, "claims/conflict"))
    assert not page.locator(".timeline").is_visible()
    assert page.locator(".digests").is_visible()
    page.goto(_address(site, "claims/conflict") + "#history")
    assert page.locator(".timeline").is_visible()


def test_a_check_of_two_quotes_is_printed_on_two_sheets(page: Any, site: Path) -> None:
    from pypdfium2 import PdfDocument

    page.goto(_address(site, "claims/conflict"))
    assert page.locator(".evidence > li").count() == 2
    with PdfDocument(page.pdf(format="A4")) as printed:
        assert len(printed) <= 2


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(page: Any, site: Path) -> None:
    page.goto(_address(site, "claims/conflict"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_forced_colours_keep_the_verdict_readable(page: Any, site: Path) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(_address(site, "index"))
    bar = page.locator(".bar .edge").first.evaluate("one => getComputedStyle(one).stroke")
    paper = page.locator(".bar .fill").first.evaluate("one => getComputedStyle(one).fill")
    assert bar != paper


def test_excerpts_and_differences_stand_in_their_own_direction(page: Any, site: Path) -> None:
    page.goto(_address(site, "claims/captured"))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    excerpts = page.locator(".excerpt")
    assert excerpts.evaluate_all("all => all.map(one => getComputedStyle(one).direction)") == ["ltr", "rtl"]
    assert excerpts.nth(1).get_attribute("lang") == "ar"
    assert excerpts.nth(1).locator("mark").count() == 2
    now = page.locator(".now")
    assert now.evaluate_all("all => all.map(one => getComputedStyle(one).direction)") == ["ltr", "rtl"]
    assert now.first.locator("del").first.text_content() == "[taken out: 1932]"
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_unfolded_has_nothing_to_mend_either(page: Any, site: Path, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=theme)
    page.goto(_address(site, "claims/captured") + "#e1")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def test_print_shows_the_excerpt_and_the_whole_digest_where_they_were_opened(page: Any, site: Path) -> None:
    page.emulate_media(media="print")
    page.goto(_address(site, "claims/captured"))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for part in (".excerpt", ".proof code"):
        assert page.locator(part).first.evaluate("one => one.getBoundingClientRect().height") > 0


def test_a_capture_is_text_on_the_page_and_never_a_page_of_its_own(page: Any, site: Path) -> None:
    page.goto(_address(site, "claims/captured"))
    assert page.locator("iframe, object, embed, link[rel=prefetch]").count() == 0
    shown = page.locator("img").evaluate_all("all => all.map(one => one.getAttribute('src'))")
    assert [one.partition(":")[0] for one in shown] == ["data"]  # the desk's own picture of the quote
