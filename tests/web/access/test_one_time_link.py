"""Who is let in: whoever opens the one-time link, in that browser, and nobody else."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.model.roles import Role
from factcheck.model.vocabulary import Act
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.web.guard.request_head import RequestHead
from factcheck.workflow.people.accounts import add_account, end_account
from tests.web.access.staff_served import StaffServed, opened_as
from tests.web.served import Served, serving


@pytest.fixture
def fresh(_made: Path) -> Iterator[Served]:
    """A desk whose link nobody has opened yet."""
    with serving(_made) as one:
        yield one


def _enter(served: Served, *fields: str, method: str = "GET") -> tuple[int, str]:
    path = served.access.link.removeprefix(served.address)
    answer = served.ask(f"{method} {path}", f"Host: {served.host}", *fields)
    return answer.status, answer.get("set-cookie")


def test_the_link_lets_one_browser_in_once(fresh: Served) -> None:
    status, cookie = _enter(fresh)
    name, _, rest = cookie.partition("=")
    secret, *attributes = rest.split("; ")

    assert (status, name) == (303, f"factcheck-{fresh.port}")
    assert {one.lower() for one in attributes} == {"httponly", "path=/", "samesite=strict"}
    assert fresh.ask("GET /", f"Host: {fresh.host}", f"Cookie: {name}={secret}").status == 200
    assert _enter(fresh) == (401, "")


@pytest.mark.parametrize(
    ("method", "field"), [("HEAD", "X-A: b"), ("GET", "Sec-Purpose: prefetch;prerender")]
)
def test_what_only_looks_ahead_does_not_use_the_link_up(fresh: Served, method: str, field: str) -> None:
    assert _enter(fresh, field, method=method) == (204, "")
    assert _enter(fresh)[0] == 303


def test_a_cookie_that_was_there_before_is_not_taken_over(fresh: Served) -> None:
    planted = f"{fresh.access.cookie}=planted"
    status, cookie = _enter(fresh, f"Cookie: {planted}")
    assert status == 303
    assert "planted" not in cookie
    assert fresh.ask("GET /", f"Host: {fresh.host}", f"Cookie: {planted}").status == 401


def test_of_two_cookies_with_our_name_the_right_one_counts(served: Served) -> None:
    planted = f"{served.access.cookie}=planted"
    for both in (f"{planted}; {served.cookie}", f"{served.cookie}; {planted}"):
        assert served.ask("GET /", f"Host: {served.host}", f"Cookie: {both}").status == 200


@pytest.mark.parametrize("path", ["/", "/claims", "/claims/bridge", "/claims/nobody", "/scale", "/nowhere"])
def test_without_it_every_address_says_the_same(served: Served, path: str) -> None:
    answers = [served.ask(f"GET {one}", f"Host: {served.host}") for one in (path, "/other")]
    assert [one.status for one in answers] == [401, 401]
    assert answers[0].body == answers[1].body
    assert "bridge" not in answers[0].body


@pytest.mark.parametrize(
    "cookie",
    ["", "factcheck-1=a", "{name}=", "{name}", "{name}=%00", "{name}=\xff", "{name}={name}", ";;;={name}"],
)
def test_nor_does_a_cookie_that_is_none_let_anybody_in(served: Served, cookie: str) -> None:
    sent = cookie.replace("{name}", served.access.cookie)
    assert served.ask("GET /", f"Host: {served.host}", f"Cookie: {sent}").status == 401


def test_no_secret_is_kept_as_it_is() -> None:
    access = OneTimeLink(8420)
    token = access.link.partition("token=")[2]
    secret = access.enter(token)
    assert secret is not None
    kept = repr(vars(access) | {"link": ""})
    assert token not in kept
    assert secret not in kept
    assert hashlib.sha256(secret.encode()).hexdigest() in kept


def test_a_form_that_is_sent_after_the_program_ended_is_not_lost_silently(served: Served) -> None:
    cookie = f"Cookie: {served.access.cookie}=of-the-program-before"
    sent = served.ask(
        "POST /claims",
        f"Host: {served.host}",
        cookie,
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 6",
        body=b"text=x",
    )
    assert sent.status == 401
    assert "What you sent was not stored" in sent.body
    assert "What you sent" not in served.ask("GET /", f"Host: {served.host}", cookie).body


def test_at_a_desk_with_accounts_it_lets_in_while_the_author_has_one(staff: StaffServed) -> None:
    ada = opened_as(staff, "Ada")
    add_account(ada, "Ivy", Role.EDITOR)
    access = OneTimeLink(8420)
    secret = access.enter(access.link.partition("token=")[2])
    head = RequestHead("GET", "/", [(b"cookie", f"{access.cookie}={secret}".encode())])
    admitted = access.admit(opened_as(staff, "Ivy"), head)
    assert admitted is not None
    assert admitted.desk.may(Act.APPROVE)
    end_account(ada, "Ivy")
    assert access.admit(opened_as(staff, "Ivy"), head) is None
