"""What only a browser shows of logging in: the pages, a link from elsewhere, and a secret that goes nowhere."""

from typing import Any

import pytest

from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role, Scope
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.people.accounts import add_account, new_link
from factcheck.workflow.people.credentials import end_credential, make_token
from tests.report.test_in_browser import RULES
from tests.servers import ScriptedServer, answer
from tests.web.access.staff_served import StaffServed, opened_as
from tests.workflow.people.staff import PASSWORD

_ALL = {"type": "tag", "values": RULES}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.workflow.people.login._FREE", 1_000)


def _log_in(tab: Any, served: StaffServed, name: str, path: str = "/") -> None:
    tab.goto(served.address + path)
    tab.get_by_label("Name").fill(name)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Log in").click()


def _shown(tab: Any, staff: StaffServed) -> list[str]:
    """The addresses of the pages, once with everything that can be ended and opened on them."""
    make_token(opened_as(staff, "Ada"), "Ada", "A program with a long name " * 5, [Scope.READ])
    _log_in(tab, staff, "Ada", "/people")
    person = str(tab.locator(".persons a").nth(1).get_attribute("href"))
    return ["/login", "/set-password", "/people", "/account", person]


@pytest.mark.parametrize(("theme", "rules"), [("light", _ALL), ("dark", _COLOURS)], ids=["light", "dark"])
def test_axe_finds_nothing_to_mend_and_nothing_runs_over_the_edge(
    page: Any, staff: StaffServed, theme: str, rules: dict[str, Any]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=theme)
    for path in _shown(page, staff):
        if path == "/login":
            page.context.clear_cookies()
        elif path == "/people":
            _log_in(page, staff, "Ada", path)
        page.goto(staff.address + path)
        page.evaluate(_OPEN)
        found = Axe().run(page, options={"runOnly": rules})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        for width in (320, 380, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width} px"
    assert [one for one in page.complaints if "401" not in one] == []


def test_a_link_from_elsewhere_leads_whoever_is_logged_in_to_its_page(page: Any, staff: StaffServed) -> None:
    _log_in(page, staff, "Ed")
    there = f"{staff.address}/claims?words=bridge"
    with ScriptedServer({"/": answer(f'<a href="{there}">A mail</a>')}) as elsewhere:
        page.goto(elsewhere.url(host="localhost"))
        page.get_by_role("link").click()
        page.wait_for_url(there)
        page.get_by_role("heading", name="All claims").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_secret_of_a_link_stands_in_no_address_that_is_asked_for(
    browser: Any, staff: StaffServed, scripts: bool
) -> None:
    at = opened_as(staff, "Ada")
    name = f"Oda {len(at.people)}"
    secret = add_account(at, name, Role.REPORTER).secret
    context = browser.new_context(java_script_enabled=scripts)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(f"{one.url.partition('#')[0]} {one.headers.get('referer')}"))
    link = f"{staff.address}/set-password#{secret}"
    tab.goto(link)
    if not scripts:
        tab.get_by_label("Your link").fill(link)
        tab.get_by_role("button", name="Go on").click()
    tab.get_by_label("New password").fill(PASSWORD)
    assert tab.get_by_label("Name").input_value() == name
    assert tab.url == f"{staff.address}/set-password"
    tab.get_by_role("button", name="Set a password").click()
    tab.get_by_role("link", name="log in").click()
    assert not any(secret in one for one in asked)
    _log_in(tab, staff, name)
    assert "You act as" in tab.locator(".masthead").inner_text()
    context.close()


def test_a_form_that_was_sent_too_late_comes_back_after_the_login(page: Any, staff: StaffServed) -> None:
    at = opened_as(staff, "Ada")
    new_link(at, "Cy")
    _log_in(page, staff, "Cy", "/claims/tower/note")
    page.get_by_role("textbox", name="Private note").fill("half a <b>thought</b>")
    end_credential(opened_as(staff, "Cy"), "Cy", CredentialKind.SESSION)
    page.get_by_role("button", name="Add a private note").click()
    assert "What you sent is kept on this page" in page.locator("main").inner_text()
    page.get_by_label("Name").fill("Cy")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    assert "half a <b>thought</b>" in page.locator("main").inner_text()
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url(f"{staff.address}/claims/tower**")
    assert show_claim(staff.desk, "tower").claim.note == "half a <b>thought</b>"


def test_of_what_is_secret_the_browser_keeps_nothing(page: Any, staff: StaffServed) -> None:
    _log_in(page, staff, "Ed", "/account")
    page.evaluate(_OPEN)
    page.get_by_label("New password").fill("seven slow barges turn")
    page.get_by_role("link", name="Today").click()
    page.wait_for_url(f"{staff.address}/")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "barges" not in kept


def test_what_was_not_sent_is_offered_to_whoever_wrote_it_until_they_log_out(
    browser: Any, staff: StaffServed
) -> None:
    tab = browser.new_context().new_page()

    def opened(name: str) -> int:
        """How many drafts somebody who logs in is offered."""
        _log_in(tab, staff, name, "/add")
        tab.locator("#show-keys").wait_for(state="visible")
        return int(tab.locator(".draft").count())

    assert opened("Ed") == 0
    tab.get_by_label("Claim", exact=True).press_sequentially("half a thought")
    tab.locator("form[data-draft]").wait_for()
    tab.once("dialog", lambda dialog: dialog.accept())
    tab.context.clear_cookies()
    assert opened("Cy") == 0
    tab.context.clear_cookies()
    assert opened("Ed") == 1
    tab.get_by_role("button", name="Log out").click()
    tab.get_by_label("Password").wait_for()
    assert opened("Ed") == 0
    tab.context.close()
