"""A claim's way from entry to publication in Chromium, with scripts and without, in two people's hands."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.servers import ScriptedServer, answer
from tests.web.conftest import PAGE
from tests.web.served import Served, serving

TEXT = "The bridge opened in 1932."


@pytest.fixture
def program(_empty: Path, tmp_path: Path) -> Program:
    return Program(Path(shutil.copytree(_empty, tmp_path / "desk")))


def _let_in(browser: Any, served: Served, *, scripts: bool) -> Any:
    """A tab of its own that opened the link."""
    tab = browser.new_context(java_script_enabled=scripts).new_page()
    tab.goto(served.access.link)
    assert tab.url == f"{served.address}/"
    return tab


def _send(tab: Any, name: str) -> None:
    tab.get_by_role("button", name=name, exact=True).click()


_SELECT = """words => {
  const text = document.getElementById('captured-text');
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def _quote(tab: Any, words: str, *, scripts: bool) -> None:
    """Quote words of the captured text: select them where scripts run, else type them."""
    if scripts:
        tab.wait_for_function("document.getElementById('quote-bar').offsetParent === null")
        tab.evaluate(_SELECT, words)
        tab.locator("#quote-bar button", has_text="Supports the claim").click()
    else:
        tab.get_by_label("The words, as they stand in the source").fill(words)
        tab.locator("form .stance", has_text="Supports the claim").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_entry_to_publication(browser: Any, program: Program, scripts: bool) -> None:
    page = answer(PAGE.replace("<p>It was", "<p>\U0001f309 It opened in 1932, they say. It was"))
    with (
        ScriptedServer({"/": page}) as site,
        serving(program.folder, FACTCHECK_FETCH_ALLOW=f"127.0.0.1:{site.port}") as ana,
        serving(program.folder, "Ben") as ben,
    ):
        tab = _let_in(browser, ana, scripts=scripts)
        tab.get_by_role("link", name="Add a claim").click()
        tab.get_by_label("Claim", exact=True).fill(TEXT)
        tab.get_by_label("Short name").fill("bridge")
        _send(tab, "Add a claim")
        tab.get_by_role("link", name="Add a source").click()
        tab.get_by_label("Link", exact=True).fill(site.url())
        tab.get_by_label("Kind of source").select_option("primary")
        _send(tab, "Add a source")
        tab.get_by_role("link", name="Fetch its sources").click()
        _send(tab, "Fetch its sources")
        _quote(tab, "It opened in 1932", scripts=scripts)
        tab.get_by_label("Verdict", exact=True).select_option("true")
        tab.get_by_label("What was found, in one sentence that stands alone").fill("It opened that year.")
        tab.get_by_label("The reasons").fill("The register says so [e1].")
        _send(tab, "Give a verdict")
        tab.get_by_role("link", name="Give it to a second person").click()
        _send(tab, "Give it to a second person")

        reader = _let_in(browser, ben, scripts=scripts)
        reader.get_by_role("link", name=TEXT).click()
        reader.get_by_role("link", name="Read and sign").click()
        _send(reader, "Sign it")
        assert "Ben signed the verdict" in reader.locator("main").inner_text()
        reader.context.close()

        tab.get_by_role("link", name="Today").click()
        tab.get_by_role("link", name=TEXT).click()
        tab.get_by_role("link", name="Publish").first.click()
        _send(tab, "Publish")
        tab.context.close()
    claim = program.claim("bridge")
    assert (claim["status"], claim["evidence"][0]["standing"]) == ("published", "anchored")
    assert claim["evidence"][0]["exact"] == "It opened in 1932"
    assert "It opened that year." in (program.folder / "site/claims/bridge.html").read_text("utf-8")


def test_a_form_that_is_not_saved_asks_before_it_is_left(browser: Any, program: Program) -> None:
    program.ok("add", TEXT, "--ref", "bridge")
    asked: list[str] = []

    def leave(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    with serving(program.folder) as ana:
        tab = _let_in(browser, ana, scripts=True)
        tab.on("dialog", leave)
        tab.goto(f"{ana.address}/claims/bridge/note")
        tab.get_by_role("textbox", name="Private note").fill("half a thought")
        tab.get_by_role("link", name="Today").click()
        tab.wait_for_url(f"{ana.address}/")
        tab.goto(f"{ana.address}/claims/bridge/note")
        tab.get_by_role("textbox", name="Private note").fill("a whole thought")
        _send(tab, "Add a private note")
        tab.wait_for_url(f"{ana.address}/claims/bridge")
        tab.context.close()
    assert asked == ["beforeunload"]
    assert program.claim("bridge")["note"] == "a whole thought"
