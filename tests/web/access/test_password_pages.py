"""The link that an admin gives: it is in no log and no referrer, and sets one password once."""

import html
import re

import pytest

from factcheck.model.roles import Role
from factcheck.workflow.people.accounts import add_account, new_link
from factcheck.workflow.people.codes import code_at
from tests.web.access.staff_served import StaffServed, opened_as
from tests.workflow.people.staff import PASSWORD

OVER = "This link is used, replaced or over."


pytestmark = pytest.mark.usefixtures("nobody_waits")


@pytest.fixture
def link(staff: StaffServed) -> str:
    """A link for somebody new each time."""
    at = opened_as(staff, "Ada")
    return add_account(at, f"Ivo {len(at.people)}", Role.CHECKER).secret


def _name(staff: StaffServed) -> str:
    return next(one for one in reversed(opened_as(staff, "Ada").people) if one.startswith("Ivo"))


def _value(page: str, name: str) -> str:
    found = re.search(f'name="{name}"[^>]* value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize("given", ["{}", "http://desk.example/set-password#{}", "  {} "])
def test_a_link_alone_changes_nothing_and_shows_whose_it_is(
    staff: StaffServed, link: str, given: str
) -> None:
    for _ in range(2):
        page = staff.send("/set-password", {"link": given.format(link)})
        assert page.status == 200
        assert _value(page.body, "name") == _name(staff)


def test_it_sets_a_password_once(staff: StaffServed, link: str) -> None:
    given = {"link": f"https://desk.example/set-password#{link}", "password": PASSWORD}
    done = staff.send("/set-password", given)
    assert done.status == 200
    assert "The password is set" in done.body
    assert link not in done.body
    assert staff.log_in(_name(staff)).status == 303
    for again in (given, {"link": link}):
        answer = staff.send("/set-password", again)
        assert answer.status == 401
        assert OVER in html.unescape(answer.body)


def test_a_newer_link_voids_it(staff: StaffServed, link: str) -> None:
    newer = new_link(opened_as(staff, "Ada"), _name(staff)).secret
    assert staff.send("/set-password", {"link": link, "password": PASSWORD}).status == 401
    assert staff.send("/set-password", {"link": newer, "password": PASSWORD}).status == 200


@pytest.mark.parametrize("given", ["", "x", "#", "é" * 1_000, "a" * 900_000])
def test_what_is_no_link_says_so(staff: StaffServed, given: str) -> None:
    answer = staff.send("/set-password", {"link": given})
    assert answer.status == 401
    assert OVER in html.unescape(answer.body)


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "needs 15"), ("a" * 2_000, "at most 1,024"), ("1234567890123456", "first that")],
)
def test_a_bad_password_is_refused_and_the_link_stays_good(
    staff: StaffServed, link: str, password: str, said: str
) -> None:
    refused = staff.send("/set-password", {"link": link, "password": password})
    assert refused.status == 422
    assert said in html.unescape(refused.body)
    assert password not in refused.body
    assert staff.send("/set-password", {"link": link, "password": PASSWORD}).status == 200


def test_a_second_factor_is_set_with_its_first_code(staff: StaffServed, link: str) -> None:
    page = staff.send("/set-password", {"link": link}).body
    secret = _value(page, "code_secret")
    assert f"secret={secret}" in html.unescape(page)
    given = {"link": link, "password": PASSWORD, "code_secret": secret}
    wrong = staff.send("/set-password", given | {"app_code": "12345"})
    assert wrong.status == 422
    assert _value(wrong.body, "code_secret") == secret
    step = int(staff.desk.clock().timestamp()) // 30
    assert staff.send("/set-password", given | {"app_code": code_at(secret, step)}).status == 200
    assert staff.log_in(_name(staff)).status == 401
    assert staff.log_in(_name(staff), code=code_at(secret, step + 1)).status == 303


@pytest.mark.parametrize("secret", ["", "A", "é", "AAAA", "a" * 100_000])
def test_a_secret_that_is_none_is_refused(staff: StaffServed, link: str, secret: str) -> None:
    given = {"link": link, "password": PASSWORD, "code_secret": secret, "app_code": "123456"}
    assert staff.send("/set-password", given).status == 422


def test_opening_the_page_sends_no_secret_anywhere(staff: StaffServed) -> None:
    page = staff.page("/set-password")
    assert page.status == 200
    assert page["referrer-policy"] == "no-referrer"
    assert page["cache-control"] == "no-store"
    assert "set-cookie" not in page
    assert "<a href" not in page.body.partition("<main")[2].partition("</main")[0]
