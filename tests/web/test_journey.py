"""A claim's way from entry to publication in Chromium, by keyboard alone, in three people's hands."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.servers import ScriptedServer, answer
from tests.web.forms import PAGE
from tests.web.keyboard import Keyboard
from tests.web.served import Served, serving

TEXT = "The bridge opened in 1932."
QUOTED = "\U0001f309 It opened in 1932, they say."


@pytest.fixture
def program(_empty: Path, tmp_path: Path) -> Program:
    return Program(Path(shutil.copytree(_empty, tmp_path / "desk")))


def _enter_and_cite(ana: Keyboard, url: str) -> None:
    """A new claim, its source fetched, and a sentence of it quoted."""
    if ana.scripts:
        ana.press("g", "n")
        ana.tab.wait_for_url("**/add")
    else:
        ana.to("Add a claim")
        ana.enter()
    ana.fill("Claim", TEXT)
    ana.fill("Short name", "bridge")
    ana.enter()
    ana.go_on("Add a source")
    ana.fill("Link", url)
    ana.enter()
    ana.go_on("Fetch its sources")
    ana.to("Fetch its sources")
    ana.enter()
    assert ana.focused() == "Quote a source"
    if ana.scripts:
        ana.press("e", "j", "j", "e")
        assert ana.focused() == "Supports the claim"
    else:
        ana.to("Quote it")
        ana.enter()
        ana.to("Supports the claim")
    ana.enter()


def _rate_and_submit(ana: Keyboard) -> None:
    """A verdict, given to somebody else."""
    ana.to("Verdict")
    ana.press("T")
    ana.fill("What was found, in one sentence that stands alone", "It opened that year.")
    ana.fill("The reasons", "The register says so [e1].")
    ana.to("Give a verdict")
    ana.enter()
    ana.go_on("Give it to a second person")
    ana.to("Give it to a second person")
    ana.enter()
    assert ana.focused() == "Next that waits for you"


def _sign(ben: Keyboard) -> None:
    """From Today to the verdict that waits, read and signed."""
    if ben.scripts:
        ben.press("j")
        assert ben.focused() == TEXT
    else:
        ben.to(TEXT)
    ben.enter()
    ben.to("Read and sign")
    ben.enter()
    ben.to("Sign it")
    ben.enter()


def _publish(cleo: Keyboard) -> None:
    """To the next thing that waits, and out with it."""
    if cleo.scripts:
        cleo.press("n")
        cleo.tab.wait_for_url("**/claims/bridge")
    else:
        cleo.to(TEXT)
        cleo.enter()
    cleo.to("Publish")
    cleo.enter()
    cleo.to("Publish")
    cleo.enter()


@pytest.mark.parametrize(
    ("width", "theme", "scripts"),
    [(1280, "light", True), (380, "dark", True), (380, "light", False)],
    ids=["wide and light", "narrow and dark", "narrow without scripts"],
)
def test_from_entry_to_publication_by_keyboard(
    browser: Any, program: Program, width: int, theme: str, scripts: bool
) -> None:
    page = answer(PAGE.replace("<p>It was", f"<p>{QUOTED} It was"))

    def at(served: Served) -> Keyboard:
        return Keyboard(browser, served, scripts=scripts, width=width, theme=theme)

    with (
        ScriptedServer({"/": page}) as site,
        serving(program.folder, FACTCHECK_FETCH_ALLOW=f"127.0.0.1:{site.port}") as anas,
        serving(program.folder, "Ben") as bens,
        serving(program.folder, "Cleo") as cleos,
    ):
        ana, ben, cleo = at(anas), at(bens), at(cleos)
        _enter_and_cite(ana, site.url())
        _rate_and_submit(ana)
        ben.tab.reload()
        _sign(ben)
        cleo.tab.reload()
        _publish(cleo)
        for one in (ana, ben, cleo):
            assert one.tab.evaluate("document.documentElement.scrollWidth") <= width
            one.close()
    claim = program.claim("bridge")
    assert (claim["status"], claim["evidence"][0]["standing"]) == ("published", "anchored")
    assert claim["evidence"][0]["exact"] in (QUOTED, QUOTED[2:], "The bridge over the delta opened in 1932.")
    history = program.json("log", "bridge")["events"]
    by = {one["act"]: one["by"] for one in history}
    assert (by["rate"], by["approve"], by["publish"]) == ("Ana", "Ben", "Cleo")
    assert "It opened that year." in (program.folder / "site/claims/bridge.html").read_text("utf-8")
