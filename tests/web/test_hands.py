"""Keys, words that are selected, and forms that are not sent yet, in Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.web.keys import KEYS
from tests.cli.conftest import Program
from tests.web.served import Served, serving

WORDS = (
    "Rain fell on 3 \U0001f309 bridges. It fell \u202eall\u202c night. "
    "قالت المدينة إن الجسر مغلق. It fell on 3 bridges."
)
PAGE = f"<html lang=en><title>The register</title><body><article><p>{WORDS}</p></article></body></html>"


@pytest.fixture(scope="module")
def folder(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a claim whose source was captured, a confidential one, and others that wait."""
    program = Program(Path(shutil.copytree(_empty, tmp_path_factory.mktemp("hands") / "desk")))
    program.ok("add", "Rain fell on 4 bridges.", "--ref", "rain")
    program.ok("attach", "rain", str(program.write("register.html", PAGE)))
    program.ok("add", "Two.", "--ref", "two")
    program.ok("add", "Three.", "--ref", "three")
    program.ok("source", "three", "--title", "A clerk", "--kind", "conversation", "--confidential")
    program.ok("add", "Rain fell.", "--ref", "wet")
    program.ok("attach", "wet", str(program.folder / "register.html"))
    return program.folder


@pytest.fixture(scope="module")
def ana(folder: Path) -> Iterator[Served]:
    with serving(folder) as one:
        yield one


@pytest.fixture
def tab(browser: Any, ana: Served) -> Iterator[Any]:
    """A tab of Ana's, in a browser that keeps nothing yet."""
    with_cookie = browser.new_context(viewport={"width": 1280, "height": 900})
    with_cookie.add_cookies([_cookie(ana)])
    yield with_cookie.new_page()
    with_cookie.close()


def _cookie(served: Served) -> dict[str, str]:
    name, _, value = served.cookie.partition("=")
    return {"name": name, "value": value, "url": served.address}


def _open(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.locator("#show-keys").wait_for(state="visible")


def _focused(tab: Any) -> str:
    return str(tab.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


# Keys


def test_the_list_of_keys_is_that_of_the_program_and_opens_by_its_own(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/")
    tab.keyboard.press("?")
    shown = tab.locator("dialog[open] dl > div").evaluate_all("all => all.map(one => one.dataset.keys)")
    assert shown == [one.keys for one in KEYS]
    tab.keyboard.press("Escape")
    assert tab.locator("dialog[open]").count() == 0


def test_keys_move_find_and_lead_on(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims")
    seen = []
    for key in "jjkkj":
        tab.keyboard.press(key)
        seen.append(_focused(tab))
    assert seen == [*("Rain fell on 4 bridges.", "Two."), *["Rain fell on 4 bridges."] * 2, "Two."]
    tab.keyboard.press("/")
    assert _focused(tab) == "words"
    tab.keyboard.type("gtj?n")
    assert tab.locator("#words").input_value() == "gtj?n"
    assert tab.url.endswith("/claims")
    tab.locator("h1").click()
    for keys, path in (
        ("gt", "/"),
        ("gn", "/add"),
        ("gc", "/claims"),
        ("n", "/claims/rain"),
        ("n", "/claims/two"),
    ):
        tab.keyboard.type(keys)
        tab.wait_for_url(f"{ana.address}{path}")
        tab.locator("#show-keys").wait_for(state="visible")


def test_the_same_keys_act_on_a_keyboard_of_another_script(tab: Any, ana: Served) -> None:
    press = "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    _open(tab, f"{ana.address}/claims")
    tab.evaluate(press, ["ت", "KeyJ"])
    assert _focused(tab) == "Rain fell on 4 bridges."
    tab.evaluate(press, ["؟", "Slash"])
    assert tab.locator("dialog[open]").count() == 1


@pytest.mark.parametrize(
    "how", ["ctrlKey", "altKey", "metaKey", "isComposing"], ids=["control", "alt", "meta", "composing"]
)
def test_no_key_acts_with_another_held_or_while_a_word_is_composed(tab: Any, ana: Served, how: str) -> None:
    _open(tab, f"{ana.address}/claims")
    tab.evaluate(
        "how => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', bubbles: true, [how]: true}))",
        how,
    )
    assert tab.locator("dialog[open]").count() == 0


def test_keys_that_are_switched_off_stay_off_in_this_browser(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims")
    tab.keyboard.press("?")
    tab.get_by_label("These keys act").uncheck()
    tab.get_by_role("button", name="Close").click()
    _open(tab, f"{ana.address}/claims")
    tab.keyboard.press("?")
    tab.keyboard.press("j")
    assert tab.locator("dialog[open]").count() == 0
    assert _focused(tab) != "Rain fell on 4 bridges."
    tab.get_by_role("button", name="Keys", exact=True).click()
    tab.get_by_label("These keys act").check()
    tab.keyboard.press("Escape")
    tab.keyboard.press("?")
    assert tab.locator("dialog[open]").count() == 1


# Words that are selected

_SELECT = """([from, to, before]) => {
  const text = document.getElementById('captured-text');
  const all = [...text.querySelectorAll('[data-start]')].map(one => one.firstChild);
  const node = words => all.find(one => one.data.includes(words));
  const [first, last] = [node(from), node(to)];
  const start = before ? [document.getElementById('captured').firstChild, 2] : [first, first.data.indexOf(from)];
  getSelection().setBaseAndExtent(...start, last, last.data.indexOf(to) + to.length);
}"""


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("It fell on 3", "bridges.", None),
        ("It fell ", "all", "It fell all"),
        (" night. قالت", "الجسر", "night. قالت المدينة إن الجسر"),
        ("3 \U0001f309", "bridges", "3 \U0001f309 bridges"),
    ],
    ids=["words that stand twice", "across a control", "right to left", "beyond the first plane"],
)
def test_what_is_selected_is_taken_from_its_place(
    tab: Any, ana: Served, first: str, last: str, words: str | None
) -> None:
    _open(tab, f"{ana.address}/claims/rain")
    whole = tab.locator("#captured-text [data-start]").evaluate_all(
        "all => all.map(one => [Number(one.dataset.start), one.textContent])"
    )
    tab.evaluate(_SELECT, [first, last, False])
    tab.locator("#quote-bar").wait_for(state="visible")
    taken = tab.locator("#cite-quote").input_value()
    start = int(tab.locator("#form-cite [name=start]").input_value())
    run = next(text[start - at :] for at, text in whole if at <= start < at + len(text))
    assert run.startswith(taken[:3])
    assert words is None or taken == words


def test_of_a_selection_that_begins_outside_of_the_text_only_its_part_is_taken(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/rain")
    tab.evaluate(_SELECT, ["Rain", "Rain fell on 3", True])
    assert tab.locator("#cite-quote").input_value().endswith("Rain fell on 3")
    assert "as it was captured" not in tab.locator("#cite-quote").input_value()


def test_the_text_the_sentences_that_bear_on_the_claim_and_the_form_are_seen_together(
    tab: Any, ana: Served
) -> None:
    _open(tab, f"{ana.address}/claims/rain")
    tab.locator("#captured").evaluate("one => one.scrollIntoView({behavior: 'instant'})")
    for name in ("#captured-text", ".passages", "#form-cite .stance >> nth=0"):
        box = tab.locator(name).bounding_box()
        assert box["height"] >= 30
        assert box["y"] + box["height"] <= 900


def test_where_nothing_is_selected_it_says_so_and_goes_to_the_text(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/rain")
    tab.keyboard.press("e")
    assert tab.locator("#quote-told").inner_text() == "Nothing is selected in the text."
    assert _focused(tab) == "captured-text"
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    assert tab.locator("#cite-quote").input_value() == "Rain fell on 3 \U0001f309 bridges."
    assert _focused(tab) == "Supports the claim"


def test_words_that_were_typed_are_not_replaced_by_a_selection_but_by_a_button(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/rain")
    tab.locator("#cite-quote").fill("my own words")
    tab.evaluate(_SELECT, ["It fell ", "all", False])
    assert tab.locator("#cite-quote").input_value() == "my own words"
    tab.keyboard.press("Escape")
    tab.locator("h1").focus()


def test_one_button_makes_evidence_of_a_selection_also_across_a_control_and_beside_a_quote(
    tab: Any, ana: Served, folder: Path
) -> None:
    _open(tab, f"{ana.address}/claims/wet")
    for first, last, stance in (
        ("It fell ", "night", "Speaks against the claim"),
        ("3 bridges.", "3 bridges.", "Gives context"),
    ):
        tab.evaluate(_SELECT, [first, last, False])
        with tab.expect_navigation():
            tab.locator("#quote-bar button", has_text=stance).click()
        tab.locator("#show-keys").wait_for(state="visible")
        assert _focused(tab).startswith("at-e")
    first, second = Program(folder).claim("wet")["evidence"]
    text = WORDS.replace("\u202e", "").replace("\u202c", "")
    assert (first["stance"], second["stance"]) == ("refutes", "context")
    assert first["exact"].translate({0x202E: None, 0x202C: None}) == "It fell all night"
    assert first["standing"] == second["standing"] == "filed"
    assert second["exact"] in text


_ON_THE_RIGHT = """names => names.map(one => {
  const { left, right } = document.querySelector(one).getBoundingClientRect();
  return left + right > innerWidth;
})"""


def test_a_page_that_is_read_from_right_to_left_is_mirrored(
    browser: Any, folder: Path, tmp_path: Path
) -> None:
    persian = Path(shutil.copytree(folder, tmp_path / "desk"))
    settings = (persian / "factcheck.toml").read_text("utf-8")
    (persian / "factcheck.toml").write_text(f'language = "fa"\n{settings}', "utf-8")
    with serving(persian) as ana:
        tab = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        tab.goto(ana.access.link)
        _open(tab, f"{ana.address}/claims/rain")
        assert tab.locator("html").get_attribute("dir") == "rtl"
        sides = tab.evaluate(_ON_THE_RIGHT, [".wording", ".desk-beside", "#next", ".desk a"])
        assert sides == [True, False, True, True]
        tab.keyboard.press("j")
        assert tab.evaluate("document.activeElement.matches('.head, .evidence > li')")
        tab.evaluate(_SELECT, ["It fell ", "all", False])
        bar, text = (tab.locator(one).bounding_box() for one in ("#quote-bar", "#captured-text"))
        assert text["x"] <= bar["x"] + 1
        assert bar["x"] + bar["width"] <= text["x"] + text["width"] + 1
        tab.set_viewport_size({"width": 380, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 380
        tab.context.close()


# Forms that are not sent yet


def _leave(tab: Any, address: str) -> list[str]:
    """Go to another page, and say what asked before."""
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    tab.once("dialog", answer)
    tab.goto(address)
    return asked


def test_a_form_that_was_not_sent_asks_is_kept_and_offered_back(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/two/note")
    tab.locator("textarea").type("half a thought")
    assert _leave(tab, f"{ana.address}/") == ["beforeunload"]
    _open(tab, f"{ana.address}/claims/two/note")
    assert tab.locator("textarea").input_value() == ""
    tab.get_by_role("button", name="Put it back").click()
    assert tab.locator("textarea").input_value() == "half a thought"
    tab.get_by_role("button", name="Add a private note").click()
    tab.wait_for_url(f"{ana.address}/claims/two")
    assert _kept(tab) == []


def _kept(tab: Any) -> list[str]:
    names = tab.evaluate("Object.keys(localStorage).filter(one => one.startsWith('factcheck-draft'))")
    return [str(one) for one in names]


def test_what_was_refused_is_kept_and_not_offered_beside_itself(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/two/source")
    tab.locator("#source-url").type("nowhere")
    tab.get_by_role("button", name="Add a source").click()
    tab.get_by_text("is no link").wait_for()
    assert tab.locator(".draft").count() == 0
    assert len(_kept(tab)) == 1
    tab.locator("#source-title").type("A page")
    assert _leave(tab, f"{ana.address}/claims/two/source") == ["beforeunload"]
    tab.get_by_role("button", name="Forget it").click()
    assert _kept(tab) == []


def test_what_was_sent_for_a_link_is_not_offered_back(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/two/ask")
    tab.locator("#form-ask [name=who]").type("Dr Lee")
    tab.get_by_role("button", name="Give a link", exact=True).click()
    tab.locator("#given-link").wait_for()
    tab.wait_for_load_state()
    assert tab.locator(".draft").count() == 0
    assert _kept(tab) == []


def test_two_tabs_of_one_form_lose_neither(tab: Any, ana: Served) -> None:
    other = tab.context.new_page()
    for one, said in ((tab, "first"), (other, "second")):
        _open(one, f"{ana.address}/claims/two/note")
        one.locator("textarea").type(said)
    other.locator("form[data-draft]").wait_for()
    tab.locator("form[data-draft]").wait_for()
    third = tab.context.new_page()
    _open(third, f"{ana.address}/claims/two/note")
    assert third.get_by_role("button", name="Put it back").count() == 2


def test_nothing_is_kept_of_a_claim_with_a_confidential_source(tab: Any, ana: Served) -> None:
    _open(tab, f"{ana.address}/claims/three/note")
    tab.locator("textarea").type("her name")
    _open(tab, f"{ana.address}/claims/two/source")
    tab.locator("#source-title").type("her name")
    tab.locator("#source-confidential").check()
    tab.evaluate("document.querySelector('form').dispatchEvent(new Event('submit'))")
    assert _kept(tab) == []


def test_another_person_is_offered_nothing_of_it(tab: Any, ana: Served, folder: Path) -> None:
    _open(tab, f"{ana.address}/claims/two/note")
    tab.locator("textarea").type("for Ana alone")
    tab.locator("form[data-draft]").wait_for()
    mine = dict(tab.evaluate("({...localStorage})"))
    with serving(folder, "Ben") as ben:
        tab.context.add_cookies([_cookie(ben)])
        theirs = tab.context.new_page()
        theirs.goto(ben.address)
        theirs.evaluate(
            "all => Object.entries(all).forEach(([name, one]) => localStorage.setItem(name, one))", mine
        )
        _open(theirs, f"{ben.address}/claims/two/note")
        assert theirs.locator(".draft").count() == 0
        theirs.close()


def test_a_full_storage_is_told_and_harms_nothing(tab: Any, ana: Served) -> None:
    tab.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    _open(tab, f"{ana.address}/claims/two/note")
    tab.locator("textarea").type("a thought")
    tab.get_by_text("This browser keeps nothing of the form").wait_for()
    assert _leave(tab, f"{ana.address}/") == ["beforeunload"]


def test_where_no_storage_is_let_keys_and_forms_work_all_the_same(tab: Any, ana: Served) -> None:
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    _open(tab, f"{ana.address}/claims/two/note")
    tab.keyboard.press("?")
    assert tab.locator("dialog[open]").count() == 1
