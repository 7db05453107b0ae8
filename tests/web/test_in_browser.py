"""What only a browser can show: accessibility, layout, other sites' pages, and hostile text that stays text."""

from functools import cache
from typing import Any

import pytest

from tests.report.test_in_browser import RULES
from tests.servers import ScriptedServer, answer
from tests.web.served import Served

PAGES = (
    *("/", "/?for=", "/claims", "/claims?tag=x", "/claims/bridge", "/claims/hostile", "/add", "/scale"),
    *("/claims/bridge/review", "/claims/hostile/publish", "/claims/hostile/edit", "/claims/hostile/cite"),
    *(
        "/articles",
        "/articles/bridge",
        "/articles/bridge/left",
        "/articles/bridge/claim?sentence=3",
        "/add-article",
    ),
    *("/match", "/match?words=%3C/script%3E+bridge", "/claims/hostile/match", "/claims/bridge/match?all=1"),
    *("/claims/hostile/ask", "/articles/bridge/ask"),
    *("/articles/bridge/unskip", "/articles/bridge/revise", "/articles/bridge/edit"),
    *("/claims/hostile/history", "/claims/hostile/history?at=3", "/claims/hostile/edit-source"),
    *("/claims/hostile/amend", "/claims/hostile/contact", "/claims/hostile/redact", "/history", "/publish"),
    *("/claims/hostile/redact?what=1", "/corrections", "/settings", "/checkup", "/numbers"),
    *("/claims?all=1", "/selected?claim=hostile%3A&claim=tower%3A"),
    *("/claims/hostile/rate", "/claims/hostile/drop", "/nowhere"),
)


@pytest.fixture
def tab(page: Any, served: Served) -> Any:
    """A tab of somebody who was let in."""
    name, _, value = served.cookie.partition("=")
    cookie = {"name": name, "value": value, "url": served.address, "httpOnly": True, "sameSite": "Strict"}
    page.context.add_cookies([cookie])
    return page


_ALL = {"type": "tag", "values": RULES}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize(("theme", "rules"), [("light", _ALL), ("dark", _COLOURS)], ids=["light", "dark"])
def test_axe_finds_nothing_to_mend(tab: Any, served: Served, theme: str, rules: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab.emulate_media(color_scheme=theme)
    for path in PAGES:
        tab.goto(served.address + path)
        found = Axe().run(tab, options={"runOnly": rules})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"


def test_nothing_runs_over_the_edge_or_breaks_the_policy(tab: Any, served: Served) -> None:
    for path in PAGES[:-1]:
        tab.goto(served.address + path)
        for width in (320, 380, 720, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width} px"
    assert tab.complaints == []


def test_hostile_text_stays_text(tab: Any, served: Served) -> None:
    pages = [one for one in PAGES if "hostile" in one]
    for path in ("/?for=", "/claims", *pages, "/claims?words=%3C/script%3E%22%3E%3Ci%3E"):
        tab.goto(served.address + path)
        assert "owned" not in tab.title()
        assert tab.locator("main img, main script, main i, main b").count() == 0
        outside = tab.locator("body").evaluate(_OUTSIDE_OF_FIELDS)
        assert "\u202e" not in outside


_OUTSIDE_OF_FIELDS = """body => {
  const copy = body.cloneNode(true);
  copy.querySelectorAll("textarea, input, option").forEach(one => one.remove());
  return copy.outerHTML;
}"""


def test_links_lead_somewhere(tab: Any, served: Served) -> None:
    get = cache(served.get)
    for path in PAGES[:-1]:
        tab.goto(served.address + path)
        links = set(tab.locator("a[href]").evaluate_all("all => all.map(one => one.href)"))
        for link in sorted(one for one in links if one.startswith(served.address)):
            page, _, anchor = link.removeprefix(served.address).partition("#")
            there = get(page)
            if there.status == 303:
                there = get(there["location"].partition("#")[0])
            assert there.status == 200, link
            assert not anchor or f'id="{anchor}"' in there.body, link


ELSEWHERE = """<!doctype html><form method="post" action="{there}/nowhere"><button>Go</button></form>
<script>fetch("{there}/claims", {{mode: "no-cors", credentials: "include"}}).then(
  () => document.title = "let through", () => document.title = "refused")</script>"""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_on_another_port_reaches_nothing(tab: Any, served: Served, name: str) -> None:
    with ScriptedServer({"/": answer(ELSEWHERE.format(there=served.address))}) as elsewhere:
        tab.goto(elsewhere.url(host=name))
        tab.wait_for_function("document.title !== ''")
        assert tab.title() == "refused"
        with tab.expect_response(f"{served.address}/nowhere") as sent:
            tab.get_by_role("button").click()
        assert sent.value.status == 403
