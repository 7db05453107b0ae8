"""Comments by hand: words that are selected are their place, by a key or a button, and marks lead there and back."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.served import Served, serving

_SELECT = """([text, words]) => {
  const walker = document.createTreeWalker(document.getElementById(text), NodeFilter.SHOW_TEXT);
  let node;
  while ((node = walker.nextNode()) && !node.data.includes(words));
  const at = node.data.indexOf(words);
  document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""


@pytest.fixture
def own(_made: Path, tmp_path: Path) -> Iterator[Served]:
    """The desk with a claim at each stage, to be changed by one test."""
    with serving(Path(shutil.copytree(_made, tmp_path / "desk"))) as one:
        yield one


@pytest.fixture
def tab(page: Any, own: Served) -> Any:
    """A tab of somebody who was let in, on a claim."""
    name, _, value = own.cookie.partition("=")
    cookie = {"name": name, "value": value, "url": own.address, "httpOnly": True, "sameSite": "Strict"}
    page.context.add_cookies([cookie])
    page.goto(f"{own.address}/claims/bridge")
    return page


def _select(tab: Any, words: str) -> None:
    tab.evaluate(_SELECT, ["captured-text", words])
    tab.wait_for_function("!document.getElementById('quote-bar').hidden")


@pytest.mark.parametrize("way", ["key", "button"])
def test_what_is_selected_is_the_place_of_the_comment(tab: Any, way: str) -> None:
    _select(tab, "over the delta")
    if way == "key":
        tab.keyboard.press("c")
    else:
        tab.locator("#comment-selection").click()
    tab.keyboard.type("Which delta?")
    assert tab.locator("#comment-quote").input_value() == "over the delta"
    tab.locator("#form-comment button").first.click()
    tab.wait_for_url("**#m2")

    assert "Which delta?" in tab.locator("#m2").inner_text()
    tab.locator(".comment-mark[data-name=m2]").click()
    assert tab.url.endswith("#m2")
    tab.locator("#m2 a").first.click()
    tab.wait_for_url("**#at-m2")
    assert tab.locator("#at-m2 + .commented").inner_text() == "over the delta"
    assert tab.complaints == []


def test_a_mark_adds_nothing_to_the_words_that_are_selected(tab: Any) -> None:
    whole = "It was closed"
    tab.evaluate(
        """() => document.getSelection().selectAllChildren(document.getElementById("captured-text"))"""
    )
    tab.wait_for_function("!document.getElementById('quote-bar').hidden")
    taken = tab.locator("#form-cite [name=quote]").input_value()
    assert whole in taken
    assert "m1" not in taken
