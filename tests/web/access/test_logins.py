"""Logging in: whom it lets in, what it tells, how it is slowed, and what becomes of a form that was sent too late."""

import html
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from factcheck.errors import TriedTooOften
from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role
from factcheck.workflow.people.accounts import change_role, end_account
from factcheck.workflow.people.codes import code_at, new_code_secret
from factcheck.workflow.people.credentials import end_credential, list_credentials
from factcheck.workflow.people.login import LoginForm, set_second_factor
from tests.web.access.staff_served import StaffServed, cookie_in, opened_as
from tests.workflow.people.staff import PASSWORD

WRONG = "The name, the password or the code is not right."


def _sessions(served: StaffServed, name: str) -> list[str]:
    return [one.id for one in list_credentials(opened_as(served, name), name, CredentialKind.SESSION)]


pytestmark = pytest.mark.usefixtures("nobody_waits")


# Who is let in


def test_whoever_logs_in_acts_by_that_name_until_they_log_out(staff: StaffServed) -> None:
    answer = staff.log_in("Ed", back="/claims?words=bridge")
    cookie = cookie_in(answer)
    assert (answer.status, answer["location"]) == (303, "/claims?words=bridge")
    page = staff.page("/", cookie)
    assert page.status == 200
    assert "You act as <bdi>Ed</bdi>." in page.body
    noted = staff.send("/claims/tower/note", {"note": "seen"}, cookie)
    assert (noted.status, noted["location"]) == (303, "/claims/tower")
    assert "<bdi>Ed</bdi>" in staff.page("/claims/tower", cookie).body
    left = staff.send("/logout", {}, cookie)
    assert (left.status, left["location"]) == (303, "/login")
    assert "Max-Age=0" in left["set-cookie"]
    assert staff.page("/", cookie).status == 401


def test_on_http_the_cookie_is_named_by_the_port_and_for_our_own_pages_alone(staff: StaffServed) -> None:
    name, _, rest = staff.log_in("Ed")["set-cookie"].partition("=")
    assert name == f"factcheck-{staff.port}"
    assert {one.lower() for one in rest.split("; ")[1:]} == {"httponly", "path=/", "samesite=strict"}


def test_on_https_no_other_host_can_set_it(behind: StaffServed) -> None:
    name, _, rest = behind.log_in("Ed")["set-cookie"].partition("=")
    assert name == "__Host-factcheck"
    assert {one.lower() for one in rest.split("; ")[1:]} == {
        "httponly",
        "path=/",
        "samesite=strict",
        "secure",
    }


def test_each_login_has_a_secret_of_its_own_and_ends_the_one_before(staff: StaffServed) -> None:
    planted = f"factcheck-{staff.port}=planted"
    first = staff.log_in("Ed", cookie=planted)
    assert "planted" not in first["set-cookie"]
    second = staff.log_in("Cy", cookie=cookie_in(first))
    assert cookie_in(second) != cookie_in(first)
    assert staff.page("/", cookie_in(first)).status == 401
    assert "You act as <bdi>Cy</bdi>." in staff.page("/", cookie_in(second)).body


def test_of_two_cookies_with_our_name_the_good_one_counts(staff: StaffServed) -> None:
    good, planted = staff.cookie("Ed"), f"factcheck-{staff.port}=planted"
    for both in (f"{planted}; {good}", f"{good}; {planted}"):
        assert staff.page("/", both).status == 200
    many = "; ".join([planted] * 20 + [good])
    assert staff.page("/", many).status == 401


@pytest.mark.parametrize("name", ["  ed ", "ED", "\uff25\uff44"])
def test_a_name_may_be_spelled_in_another_way(staff: StaffServed, name: str) -> None:
    assert staff.log_in(name).status == 303


def test_the_session_is_listed_by_its_browser(staff: StaffServed, una: str) -> None:
    agent = (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
    )
    staff.log_in(una, f"User-Agent: {agent}")
    (known,) = list_credentials(opened_as(staff, una), una, CredentialKind.SESSION)
    assert known.label == "Chrome, Linux"


# Who is not, and what is told


@pytest.mark.parametrize(
    "given",
    [
        {"name": "Zed"},
        {"name": "Ed", "password": "another password"},
        {"name": "", "password": ""},
        {"name": "Ed", "password": ""},
        {"name": "Ed", "password": "x" * 100_000},
        {"name": "Ed\u0301\u0316" * 10_000, "password": "e\u0301\u0316" * 20_000},
        {"name": "Еd"},
        {"name": "' or 1=1 --"},
    ],
    ids=range(8),
)
def test_no_answer_tells_which_part_was_wrong(staff: StaffServed, given: dict[str, str]) -> None:
    answer = staff.send("/login", {"password": PASSWORD, **given})
    assert answer.status == 401
    assert WRONG in html.unescape(answer.body)
    assert "set-cookie" not in answer
    assert PASSWORD not in answer.body


def test_a_field_that_is_missing_is_no_error_of_ours(staff: StaffServed) -> None:
    assert staff.send("/login", {}).status == 401
    assert staff.send("/login", {"kept": "a=b"}).status == 401


def test_attempts_are_slowed_by_name_and_the_wait_is_told(
    behind: StaffServed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.workflow.people.login._FREE", 5)
    answers = [behind.log_in("Cy", f"X-Forwarded-For: 203.0.113.{at}", password="no") for at in range(6)]
    assert [one.status for one in answers] == [401] * 5 + [429]
    assert int(answers[-1]["retry-after"]) > 0
    assert behind.log_in("Cy", "X-Forwarded-For: 203.0.113.99").status == 429
    assert behind.log_in("Ed", "X-Forwarded-For: 203.0.113.99").status == 303


def test_and_by_address_as_a_named_proxy_tells_it(
    behind: StaffServed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.workflow.people.login._FREE", 5)
    tried = [behind.log_in(f"Nobody {at}", "X-Forwarded-For: 198.51.100.7") for at in range(6)]
    assert [one.status for one in tried] == [401] * 5 + [429]
    assert behind.log_in("Ed", "X-Forwarded-For: 198.51.100.7").status == 429
    assert behind.log_in("Ed", "X-Forwarded-For: 198.51.100.8").status == 303


def test_a_desk_that_has_no_accounts_is_not_logged_in_to(served: object) -> None:
    from tests.web.served import Served

    assert isinstance(served, Served)
    given = {"name": "Ana", "password": PASSWORD}
    assert served.post("/login", **given).status == 404
    anonymous = served.ask("GET /login", f"Host: {served.host}")
    assert anonymous.status == 401


# Where from


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 127.0.0.1", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nowhere", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_address_is_what_a_named_proxy_says(
    behind: StaffServed, said: str, counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def refuse(_: object, form: LoginForm) -> None:
        seen.append(form.address)
        raise TriedTooOften.wait(7)

    monkeypatch.setattr("factcheck.web.access.login_pages.let_log_in", refuse)
    answer = behind.log_in("Ed", f"X-Forwarded-For: {said}")
    assert (answer.status, answer["retry-after"], seen) == (429, "7", [counted])


def test_what_others_say_of_it_does_not_count(staff: StaffServed, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    def refuse(_: object, form: LoginForm) -> None:
        seen.append(form.address)
        raise TriedTooOften.wait(7)

    monkeypatch.setattr("factcheck.web.access.login_pages.let_log_in", refuse)
    staff.log_in("Ed", "X-Forwarded-For: 203.0.113.7", "X-Real-IP: 203.0.113.7", "Forwarded: for=203.0.113.7")
    assert seen == ["127.0.0.1"]


# The second factor


def test_a_code_is_asked_for_and_good_once(staff: StaffServed, una: str) -> None:
    desk, secret = opened_as(staff, una), new_code_secret()
    step = int(desk.clock().timestamp()) // 30
    set_second_factor(desk, LoginForm(una, PASSWORD), secret, code_at(secret, step - 1))
    page = staff.page("/login").body
    assert 'autocomplete="one-time-code"' in page
    for code in ("", "000000", code_at(secret, step - 1), "٠٠٠٠٠٠"):
        assert staff.log_in(una, code=code).status == 401
    good = code_at(secret, step)
    assert staff.log_in(una, code=good).status == 303
    assert staff.log_in(una, code=good).status == 401


# A form that was sent too late


def _hidden(page: str, name: str) -> str:
    found = re.search(f'<input type="hidden" name="{name}" value="([^"]*)">', page)
    return html.unescape(found[1]) if found else ""


def test_a_form_sent_when_the_session_is_over_is_kept_and_sent_again(staff: StaffServed, una: str) -> None:
    cookie = staff.cookie(una)
    end_credential(opened_as(staff, una), una, CredentialKind.SESSION)
    note = "half a <thought>\nand “more”"
    late = staff.send("/claims/bridge/note", {"me": una, "note": note}, cookie)
    assert late.status == 401
    assert "What you sent is kept on this page" in late.body
    kept = {"back": _hidden(late.body, "back"), "kept": _hidden(late.body, "kept")}
    refused = staff.log_in(una, password="wrong", **kept)
    assert (refused.status, _hidden(refused.body, "kept")) == (401, kept["kept"])
    again = staff.log_in(una, **kept)
    assert again.status == 200
    assert 'action="/claims/bridge/note"' in again.body
    fields = {name: _hidden(again.body, name) for name in ("me", "note")}
    assert fields == {"me": una, "note": note}
    assert staff.send("/claims/bridge/note", fields, cookie_in(again)).status == 303


def test_it_is_not_taken_for_anothers(staff: StaffServed, una: str) -> None:
    fields = {"me": una, "note": "of Una"}
    late = staff.send("/claims/bridge/note", fields)
    again = staff.log_in("Ed", back=_hidden(late.body, "back"), kept=_hidden(late.body, "kept"))
    refused = staff.send("/claims/bridge/note", fields, cookie_in(again))
    assert refused.status == 409
    assert f"{una} opened this form, and you are Ed" in html.unescape(re.sub("<[^>]*>", "", refused.body))


def test_where_a_file_was_sent_it_says_how_that_is_kept(staff: StaffServed) -> None:
    body = b'--e\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--e--\r\n'
    late = staff.ask_as(
        *("POST /claims/bridge/attach", "", "Sec-Fetch-Site: same-origin"),
        *("Content-Type: multipart/form-data; boundary=e", f"Content-Length: {len(body)}"),
        body=body,
    )
    assert late.status == 401
    assert "It is not lost" in late.body


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb", "/é"],
)
def test_the_login_leads_to_our_own_pages_alone(staff: StaffServed, back: str) -> None:
    assert staff.log_in("Ed", back=back)["location"] == "/"


def test_a_link_from_elsewhere_is_asked_once_more_from_our_own_page(staff: StaffServed) -> None:
    cookie = staff.cookie("Ed")
    path = "/claims?words=a+%26+b"
    held_back = staff.ask_as(f"GET {path}", "", "Sec-Fetch-Site: cross-site")
    (seconds, _, url) = held_back["refresh"].partition(";url=")
    assert (held_back.status, seconds) == (401, "0")
    assert staff.page(url, cookie)["location"] == path
    assert "refresh" not in staff.page(url)
    assert "refresh" not in staff.page(path)


# While somebody is logged in


def test_another_role_ends_the_sessions_and_the_account_itself_all(staff: StaffServed, una: str) -> None:
    cookie = staff.cookie(una)
    change_role(opened_as(staff, "Ada"), una, Role.REPORTER)
    assert staff.page("/", cookie).status == 401
    cookie = staff.cookie(una)
    assert staff.send("/claims/bridge/withdraw", {"why": "x"}, cookie).status == 403
    end_account(opened_as(staff, "Ada"), una)
    assert staff.page("/", cookie).status == 401
    assert staff.log_in(una).status == 401


def test_a_session_that_is_not_used_for_a_day_is_over(
    staff: StaffServed, una: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = staff.cookie(una)
    monkeypatch.setattr("factcheck.workflow.people.credentials.IDLE", timedelta(0))
    assert staff.page("/", cookie).status == 401


# Who sees what


@pytest.mark.parametrize(
    "path", ["/", "/claims", "/claims/bridge", "/claims/bridge/review", "/preview/claims/bridge.html"]
)
def test_a_guest_sees_no_page_of_the_desk(staff: StaffServed, path: str) -> None:
    answer = staff.page(path, staff.cookie("Gus"))
    assert answer.status == 403
    assert "bridge opened" not in answer.body


@pytest.mark.parametrize("path", ["/", "/claims/bridge", "/nowhere", "/account", "/people", "/how-to-read"])
def test_a_stranger_sees_the_login_and_nothing_else(staff: StaffServed, path: str) -> None:
    answer = staff.page(path)
    assert answer.status == 401
    assert 'autocomplete="current-password"' in answer.body
    assert "<nav" not in answer.body.replace('<nav aria-label="Pages">\n<ul>\n</ul>\n</nav>', "")
    assert answer["cache-control"] == "no-store"


def test_nothing_private_is_logged(staff: StaffServed, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    cookie = staff.cookie("Ed")
    staff.log_in("Ed", password="a wrong password")
    staff.page("/claims?words=secret-word", cookie)
    told = caplog.text
    assert not any(
        one in told for one in (PASSWORD, "a wrong password", cookie.partition("=")[2], "secret-word")
    )


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:{port}",
        "localhost:{port}",
        "desk.example:{port}",
        "evil.example",
        "desk.example.evil.example",
    ],
)
def test_behind_a_proxy_the_desk_answers_under_its_address_alone(behind: StaffServed, host: str) -> None:
    answer = behind.ask("GET /login", f"Host: {host.format(port=behind.port)}")
    assert answer.status == 421
    assert behind.ask("GET /login", "Host: Desk.Example").status == 200
    assert behind.ask("GET /login", "Host: desk.example", "Host: desk.example").status == 400


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://desk.example", 303),
        ("http://desk.example", 403),
        ("https://desk.example:8443", 403),
        ("null", 403),
    ],
)
def test_a_login_comes_from_our_own_page(behind: StaffServed, origin: str, status: int) -> None:
    body = urlencode({"name": "Ed", "password": PASSWORD}).encode()
    answer = behind.ask_as(
        *("POST /login", "", f"Origin: {origin}", f"Content-Length: {len(body)}"),
        "Content-Type: application/x-www-form-urlencoded",
        body=body,
    )
    assert answer.status == status
    assert ("set-cookie" in answer) is (status == 303)
