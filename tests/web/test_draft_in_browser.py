"""The page of somebody outside as Chromium shows it: accessible, within the edge, with scripts and without."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.outside.ask import Asking, ask
from tests.report.test_in_browser import RULES
from tests.web.served import Served, serving


@pytest.fixture(scope="module")
def desk(_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the desk, in Persian."""
    folder = tmp_path_factory.mktemp("persian") / "desk"
    copytree(_made, folder)
    settings = folder / "factcheck.toml"
    settings.write_text(f'language = "fa"\n{settings.read_text("utf-8")}', "utf-8")
    with serving(folder) as one:
        yield one


@pytest.fixture(scope="module")
def links(desk: Served) -> dict[str, str]:
    """The address of each draft."""
    given = {
        "claim": ask(desk.desk, "bridge", Asking("دکتر لیلا رضایی", "سال درست است؟")),
        "hostile": ask(desk.desk, "hostile", Asking("دکتر لیلا رضایی")),
        "article": ask(desk.desk, "bridge", Asking("دکتر لیلا رضایی"), is_article=True),
    }
    return {name: f"{desk.address}/draft/{one.secret}" for name, one in given.items()}


def test_axe_finds_nothing_to_mend_and_nothing_runs_over_the_edge(page: Any, links: dict[str, str]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for address in (*links.values(), f"{links['claim']}x"):
            page.goto(address)
            assert page.locator("html").get_attribute("dir") == "rtl"
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            assert found.violations_count == 0, found.generate_report()
            for width in (320, 380, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert "owned" not in page.title()
            assert page.locator("main img, main script, main i, main b").count() == 0
    assert [one for one in page.complaints if "404" not in one] == []


def test_words_that_are_selected_open_the_comment_of_their_place(
    page: Any, desk: Served, links: dict[str, str]
) -> None:
    page.goto(links["claim"])
    assert page.locator("#wrong-here").is_hidden()
    page.evaluate(
        """() => {
          const node = document.querySelector('.place[data-place="text"] .draft-words').firstChild;
          const range = document.createRange();
          range.setStart(node, node.data.indexOf("opened"));
          range.setEnd(node, node.data.indexOf("1932") + 4);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.locator("#wrong-here button").click()
    assert page.evaluate("document.activeElement.id") == "why-text"
    assert page.locator('.place[data-place="text"] [data-words] mark').inner_text() == "opened in 1932"
    page.keyboard.type("It was 1931.")
    page.locator("#form-draft button").click()
    page.wait_for_url("**?sent=1")
    (said,) = show_claim(desk.desk, "bridge").contacts[0].answers
    assert [(one.part, one.words, one.why) for one in said.comments] == [
        ("text", "opened in 1932", "It was 1931.")
    ]


def test_all_of_it_works_without_scripts(browser: Any, desk: Served, links: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(links["article"])
    tab.locator('.place[data-place="bridge/e1"] summary').click()
    tab.locator('textarea[name="why-bridge/e1"]').fill("Where does it say so?")
    tab.locator("#not-agreed").check()
    tab.locator("#form-draft button").click()
    assert "sent=1" in tab.url
    context.close()
    with desk.desk.store.reading() as ledger:
        (said,) = ledger.article("bridge").contacts[0].answers
    assert [(one.ref, one.part) for one in said.comments] == [("bridge", "e1")]


def test_the_link_goes_to_no_other_site(page: Any, links: dict[str, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(links["hostile"])
    assert {url.split("/")[2] for url in asked} == {links["hostile"].split("/")[2]}
    page.evaluate("() => { for (const one of document.links) one.target = ''; }")
    assert page.evaluate("document.referrer") == ""
    rels = page.locator('main a[href^="http"]').evaluate_all("all => all.map(one => one.rel)")
    assert all("noreferrer" in one for one in rels)
    assert page.locator('meta[name="referrer"]').get_attribute("content") == "no-referrer"
