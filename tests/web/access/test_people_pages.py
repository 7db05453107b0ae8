"""One's own account and the people of the desk in the browser: what is shown, changed and ended, and by whom."""

import html
import re

import pytest

from factcheck.model.account import CredentialKind
from factcheck.model.roles import Scope
from factcheck.workflow.people.codes import code_at
from factcheck.workflow.people.credentials import let_in, make_token
from tests.web.access.staff_served import StaffServed, opened_as
from tests.web.served import Answer
from tests.workflow.people.staff import PASSWORD

OTHER = "seven slow barges turn"


pytestmark = pytest.mark.usefixtures("nobody_waits")


def _id(staff: StaffServed, name: str) -> str:
    return str(next(one.id for one in opened_as(staff, "Ada").accounts if one.name == name))


def _ids(page: str, act: str) -> list[str]:
    return re.findall(f'action="[^"]*/{act}">.*?name="id" value="([^"]*)"', page)


def _text(answer: Answer) -> str:
    return html.unescape(re.sub("<[^>]*>", "", answer.body))


# Sessions


def test_sessions_are_listed_and_ended_one_by_one(staff: StaffServed, una: str) -> None:
    here, there = staff.cookie(una), staff.cookie(una)
    page = staff.page("/account", here)
    assert page.status == 200
    assert "(this one)" in page.body
    own = re.findall('name="but" value="([^"]*)"', page.body)[0]
    (other,) = {*_ids(page.body, "end-session")} - {own}
    ended = staff.send("/account/end-session", {"id": other}, here)
    assert (ended.status, ended["location"]) == (303, "/account")
    assert staff.page("/", there).status == 401
    left = staff.send("/account/end-session", {"id": own}, here)
    assert left["location"] == "/login"
    assert staff.page("/", here).status == 401


def test_all_others_are_ended_at_once(staff: StaffServed, una: str) -> None:
    here, *others = [staff.cookie(una) for _ in range(3)]
    but = re.findall('name="but" value="([^"]*)"', staff.page("/account", here).body)
    assert staff.send("/account/end-session", {"but": but[0]}, here).status == 303
    assert [staff.page("/", one).status for one in (here, *others)] == [200, 401, 401]


@pytest.mark.parametrize("given", [{}, {"id": "nothing"}, {"id": ""}])
def test_what_is_none_is_not_ended(staff: StaffServed, una: str, given: dict[str, str]) -> None:
    here = staff.cookie(una)
    assert staff.send("/account/end-session", given, here).status in (404, 422)
    assert staff.page("/", here).status == 200


# Password and second factor


def test_another_password_ends_all_sessions(staff: StaffServed, una: str) -> None:
    here = staff.cookie(una)
    wrong = staff.send("/account/password", {"password": "no", "new": OTHER}, here)
    assert wrong.status == 401
    assert OTHER not in wrong.body
    short = staff.send("/account/password", {"password": PASSWORD, "new": "short"}, here)
    assert short.status == 422
    changed = staff.send("/account/password", {"password": PASSWORD, "new": OTHER}, here)
    assert (changed.status, changed["location"]) == (303, "/login")
    assert staff.page("/", here).status == 401
    assert staff.log_in(una).status == 401
    assert staff.log_in(una, password=OTHER).status == 303


def test_a_second_factor_is_set_up_and_removed(staff: StaffServed, una: str) -> None:
    here = staff.cookie(una)
    page = staff.page("/account", here).body
    secret = re.findall('name="code_secret" value="([^"]*)"', page)[0]
    assert "otpauth://totp/" in page
    step = int(staff.desk.clock().timestamp()) // 30
    given = {"code_secret": secret, "password": PASSWORD}
    refused = staff.send("/account/second-factor", given | {"app_code": "000000"}, here)
    assert refused.status == 422
    assert f'value="{secret}"' in refused.body
    done = staff.send("/account/second-factor", given | {"app_code": code_at(secret, step - 1)}, here)
    assert done["location"] == "/login"
    assert staff.log_in(una).status == 401
    here = staff.cookie(una, code=code_at(secret, step))
    assert staff.send("/account/end-second-factor", {"password": PASSWORD, "code": ""}, here).status == 401
    last = {"password": PASSWORD, "code": code_at(secret, step + 1)}
    assert staff.send("/account/end-second-factor", last, here)["location"] == "/login"
    assert staff.log_in(una).status == 303


# Tokens


def test_a_token_is_shown_once_and_ended(staff: StaffServed, una: str) -> None:
    here = staff.cookie(una)
    made = staff.send("/account/token", {"label": "The sheet", "scope": "act", "days": "30"}, here)
    assert made.status == 200
    secret = re.findall("factcheck_[A-Za-z0-9_-]+", made.body)[0]
    known = let_in(staff.desk, CredentialKind.TOKEN, secret).by
    assert (known.label, known.scopes) == ("The sheet", (Scope.ACT,))
    assert known.expires_at
    assert (known.expires_at - known.made_at).days == 30
    page = staff.page("/account", here).body
    assert "The sheet" in page
    assert secret not in page
    assert staff.send("/account/end-token", {"id": known.id}, here).status == 303
    assert "The sheet" not in staff.page("/account", here).body


@pytest.mark.parametrize(
    "given",
    [
        {"label": "", "scope": "read"},
        {"label": "x"},
        {"label": "x", "scope": "everything"},
        {"label": "x" * 3_000, "scope": "read"},
    ],
    ids=["blank", "no scope", "no such scope", "long"],
)
def test_a_token_is_for_something_and_may_do_something(
    staff: StaffServed, una: str, given: dict[str, str]
) -> None:
    answer = staff.send("/account/token", given, staff.cookie(una))
    assert answer.status == 422
    assert "factcheck_" not in answer.body


def test_what_a_token_is_called_stays_words(staff: StaffServed, una: str) -> None:
    make_token(opened_as(staff, una), una, "</script><img src=x> \u202eevil", [Scope.READ])
    page = staff.page("/account", staff.cookie(una)).body
    assert "<img src=x>" not in page
    assert "\u202e" not in page


# What an admin does


def test_an_admin_adds_somebody_and_hands_on_the_link(staff: StaffServed) -> None:
    ada = staff.cookie("Ada")
    answer = staff.send("/people", {"name": "Ines Böhm", "role": "checker"}, ada)
    assert answer.status == 200
    link = re.findall("<code>([^<]*)</code>", answer.body)[0]
    assert staff.send("/set-password", {"link": link, "password": PASSWORD}).status == 200
    assert staff.log_in("ines böhm").status == 303
    page = staff.page("/people", ada)
    assert "Ines Böhm" in page.body
    assert link not in page.body
    assert staff.send("/people", {"name": "Ines Böhm", "role": "checker"}, ada).status == 409


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"name": "", "role": "editor"}, 422),
        ({"name": "Zed", "role": ""}, 422),
        ({"name": "Zed", "role": "king"}, 422),
        ({"name": "Ze\u202ed", "role": "editor"}, 422),
        ({"name": "\u0415d", "role": "editor"}, 409),
        ({"name": "x" * 50_000, "role": "editor"}, 422),
    ],
    ids=range(6),
)
def test_a_name_or_a_role_that_is_none_is_refused(
    staff: StaffServed, given: dict[str, str], status: int
) -> None:
    assert staff.send("/people", given, staff.cookie("Ada")).status == status


def test_an_admin_changes_a_role_gives_a_link_and_ends_an_account(staff: StaffServed, una: str) -> None:
    ada, here, page = staff.cookie("Ada"), staff.cookie(una), f"/people/{_id(staff, una)}"
    assert staff.send(f"{page}/role", {"role": "reporter"}, ada).status == 303
    assert staff.page("/", here).status == 401
    assert "Reporter" in staff.page(page, ada).body
    link = re.findall("<code>([^<]*)</code>", staff.send(f"{page}/link", {}, ada).body)[0]
    assert staff.send("/set-password", {"link": link}).status == 200
    assert staff.send(f"{page}/end", {}, ada)["location"] == "/people"
    assert staff.send("/set-password", {"link": link}).status == 401
    assert staff.log_in(una).status == 401
    assert staff.page(page, ada).status == 404
    assert f"<bdi>{una}</bdi>" in staff.page("/people", ada).body


def test_the_only_admin_stays(staff: StaffServed) -> None:
    ada = staff.cookie("Ada")
    for act, given in (("role", {"role": "editor"}), ("end", {})):
        answer = staff.send(f"/account/{act}", given, ada)
        assert answer.status == 409
        assert "only admin" in _text(answer)


@pytest.mark.parametrize("name", ["Rae", "Ed", "Gus"])
def test_nobody_else_looks_after_accounts(staff: StaffServed, una: str, name: str) -> None:
    cookie, page = staff.cookie(name), f"/people/{_id(staff, una)}"
    theirs = staff.cookie(una)
    assert staff.page(page, cookie).status == 403
    for path in (f"{page}/end", f"{page}/role", f"{page}/link", f"{page}/token", f"{page}/end-session"):
        given = {"role": "guest", "label": "x", "scope": "read", "id": "x", "but": "x"}
        assert staff.send(path, given, cookie).status == 403
    assert staff.send("/people", {"name": "Zed", "role": "admin"}, cookie).status == 403
    for act in ("role", "link", "end"):
        assert staff.send(f"/account/{act}", {"role": "admin"}, cookie).status == 403
    assert staff.page("/", theirs).status == 200


def test_everybody_sees_their_own_account_and_colleagues_the_names(staff: StaffServed) -> None:
    assert staff.page("/account", staff.cookie("Gus")).status == 200
    assert staff.page("/people", staff.cookie("Gus")).status == 403
    seen = staff.page("/people", staff.cookie("Rae"))
    assert seen.status == 200
    assert "Cy" in seen.body
    assert "/people/" not in seen.body


@pytest.mark.parametrize("path", ["/people/x", "/people/00000000-0000-0000-0000-000000000000", "/account/x"])
def test_what_is_no_account_says_so(staff: StaffServed, path: str) -> None:
    cookie = staff.cookie("Ada")
    assert staff.page(path, cookie).status == 404
    assert staff.send(f"{path}/x", {}, cookie).status == 404


def test_a_form_of_somebody_else_is_not_taken(staff: StaffServed, una: str) -> None:
    answer = staff.send("/account/token", {"me": "Ed", "label": "x", "scope": "read"}, staff.cookie(una))
    assert answer.status == 409


def test_pages_with_secrets_are_kept_nowhere(
    staff: StaffServed, una: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    made = staff.send("/account/token", {"label": "x", "scope": "read"}, staff.cookie(una))
    assert made["cache-control"] == "no-store"
    assert made["referrer-policy"] == "no-referrer"
    page = staff.page("/account", staff.cookie(una)).body
    assert "data-kept" not in page
    told = staff.send(f"/people/{_id(staff, una)}/link", {}, staff.cookie("Ada")).body
    secrets = re.findall("<code>([^<]*)</code>", told + made.body)
    assert len(secrets) == 2
    staff.send("/set-password", {"link": secrets[0], "password": OTHER})
    assert not any(one.rpartition("#")[2] in caplog.text for one in (*secrets, OTHER, PASSWORD))
