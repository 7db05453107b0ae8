"""An article gone through in Chromium, with scripts and without, from its text to earlier checks of a claim of it."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.web.served import Served, serving

TEXT = (
    "\U0001f309 The bridge\n\nBy Ida Strand\n\n"
    "\U0001f309 The bridge opened in 1932 \u202eand\u202c in 1932 it was new. "
    "It cost four million crowns, said Nour Haddad.\n\nIt is the finest of all. It was closed in 1950."
)
PERSIAN = "پل در سال ۱۳۱۱ باز شد. شهردار گفت: «هزینهٔ آن چهار میلیون بود.» روزانه ۱۲٬۰۰۰ خودرو از آن می‌گذرد."

_SELECT = """([words, times]) => {
  const walk = document.createTreeWalker(document.getElementById('article-text'), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0 && --times === 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


@pytest.fixture
def program(_empty: Path, tmp_path: Path) -> Program:
    return Program(Path(shutil.copytree(_empty, tmp_path / "desk")))


def _let_in(browser: Any, served: Served, *, scripts: bool) -> Any:
    tab = browser.new_context(java_script_enabled=scripts).new_page()
    tab.goto(served.access.link)
    return tab


def _send(tab: Any, name: str) -> None:
    tab.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_pasted_text_to_earlier_checks(browser: Any, program: Program, scripts: bool) -> None:
    program.ok("add", "The bridge over the delta opened in 1932.", "--ref", "delta")
    with serving(program.folder) as ana:
        tab = _let_in(browser, ana, scripts=scripts)
        tab.get_by_role("link", name="Articles", exact=True).click()
        tab.get_by_role("link", name="Add an article").click()
        tab.get_by_label("The text", exact=True).fill(TEXT)
        tab.get_by_label("Short name").fill("bridge")
        _send(tab, "Add an article")
        assert "0 of 4 checkable sentences have a claim" in tab.locator("main").inner_text()

        if scripts:
            tab.evaluate(_SELECT, ["in 1932 it was new", 1])
            tab.get_by_role("link", name="Make a claim of the words that are selected").click()
            assert tab.get_by_label("Claim", exact=True).input_value() == "in 1932 it was new"
        else:
            assert not tab.locator("#claim-selection").is_visible()
            tab.get_by_role("link", name=re.compile("^3 open ?: make a claim of this sentence$")).click()
        tab.get_by_label("Claim", exact=True).fill("The bridge opened in 1932.")
        tab.get_by_label("Short name").fill("opened")
        _send(tab, "Make a claim of these words")
        assert tab.url.endswith("/articles/bridge?claim=opened#t.opened")
        assert tab.get_by_role("link", name="claim 1: Unverified").is_visible()

        tab.get_by_role("link", name="3 sentences are left").click()
        tab.get_by_role("checkbox", name="6 It was closed in 1950.").check()
        tab.get_by_label("Why those that are ticked need no check").fill("Everybody knows.")
        _send(tab, "Set aside what is ticked")
        assert "2 of 4 checkable sentences are left" in tab.locator("main").inner_text()

        tab.goto(f"{ana.address}/claims/opened")
        tab.get_by_role("link", name="Earlier checks").last.click()
        tab.get_by_role(
            "button", name=re.compile("^It is the same claim ?: The bridge over the delta")
        ).click()
        assert "Confirmed to be the same claim" in tab.locator("main").inner_text()
        tab.goto(f"{ana.address}/claims/opened")
        tab.get_by_role("link", name="The bridge", exact=False).first.click()
        assert tab.locator("#article-text").is_visible()
        tab.context.close()
    claim = program.claim("opened")
    place = claim["place"]
    shown = program.json("article", "show", "bridge")["article"]["sentences"]
    words = "in 1932 it was new" if scripts else shown[2]["text"]
    assert (claim["article"], claim["sentence"]) == ("bridge", words)
    assert TEXT[place["start"] : place["end"]] == words
    assert [one["state"] for one in shown if one["number"] in (3, 6)] == ["claimed", "skipped"]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_words_are_selected_where_the_text_runs_from_right_to_left(
    browser: Any, program: Program, language: str
) -> None:
    program.write("pol.txt", PERSIAN)
    program.ok("article", "add", "pol.txt", "--ref", "pol", "--title", "پل", "--language", "fa")
    settings = (program.folder / "factcheck.toml").read_text("utf-8")
    program.write("factcheck.toml", f'language = "{language}"\n{settings}')
    with serving(program.folder) as ana:
        tab = _let_in(browser, ana, scripts=True)
        tab.goto(f"{ana.address}/articles/pol")
        for width in (320, 380, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.evaluate(_SELECT, ["۱۲٬۰۰۰ خودرو", 1])
        tab.locator("#claim-selection a").click()
        tab.locator("#form-claim [name=ref]").fill("cars")
        tab.locator("#form-claim button").click()
        tab.wait_for_url("**/articles/pol?claim=cars#t.cars")
        tab.context.close()
    place = program.claim("cars")["place"]
    assert PERSIAN[place["start"] : place["end"]] == "۱۲٬۰۰۰ خودرو"


def test_what_was_filled_in_of_a_claim_comes_back_for_the_same_words_alone(
    browser: Any, program: Program
) -> None:
    program.write("bridge.txt", TEXT)
    program.ok("article", "add", "bridge.txt", "--ref", "bridge")
    with serving(program.folder) as ana:
        tab = _let_in(browser, ana, scripts=True)
        tab.on("dialog", lambda dialog: dialog.accept())
        tab.goto(f"{ana.address}/articles/bridge")
        tab.keyboard.press("e")
        assert tab.url == f"{ana.address}/articles/bridge"
        tab.evaluate(_SELECT, ["four million", 1])
        tab.locator("#claim-selection a").wait_for(state="visible")
        tab.keyboard.press("e")
        tab.wait_for_url("**/articles/bridge/claim?*")
        there = tab.url
        tab.get_by_label("Claimant", exact=True).fill("Somebody else")
        tab.goto(f"{ana.address}/articles/bridge/claim?sentence=5")
        tab.get_by_label("Claim", exact=True).wait_for()
        assert tab.get_by_role("button", name="Put it back").count() == 0
        tab.goto(there)
        tab.get_by_role("button", name="Put it back").click()
        assert tab.get_by_label("Claimant", exact=True).input_value() == "Somebody else"
        tab.get_by_label("Short name").fill("cost")
        _send(tab, "Make a claim of these words")
        tab.wait_for_url("**/articles/bridge?claim=cost#t.cost")
        tab.context.close()
    assert (program.claim("cost")["sentence"], program.claim("cost")["claimant"]) == (
        "four million",
        "Somebody else",
    )
