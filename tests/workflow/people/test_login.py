"""Logging in: links, passwords, codes, sessions; one answer to all who are not let in; attempts that are slowed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, NotAdmitted, NotSoNow, RuleRefused, TriedTooOften
from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role
from factcheck.workflow.people import login
from factcheck.workflow.people.accounts import add_account, change_role, end_account, new_link
from factcheck.workflow.people.codes import code_at, new_code_secret
from factcheck.workflow.people.credentials import end_credential, let_in, list_credentials, log_out
from factcheck.workflow.people.login import (
    LoginForm,
    NewPassword,
    change_password,
    end_second_factor,
    link_holder,
    log_in,
    set_password,
    set_second_factor,
)
from factcheck.workflow.people.open_accounts import acting_as
from factcheck.workflow.people.passwords import is_password
from tests.workflow.people.staff import PASSWORD, later, staffed, with_password

WRONG = "The name, the password or the code is not right."
OTHER = "seven slow barges turn"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with staffed(database_url, tmp_path) as desk:
        with_password(desk, "Una")
        yield desk


def _session(desk: Desk, name: str = "Una", **said: Any) -> str:
    return log_in(desk, LoginForm(name, said.pop("password", PASSWORD), **said)).secret


def _at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, clock=lambda: moment)


def _code(secret: str, desk: Desk) -> str:
    return code_at(secret, int(desk.clock().timestamp()) // 30)


def test_who_logs_in_is_at_the_desk_by_name(desk: Desk) -> None:
    session = _session(desk, " UNA ", label="Firefox on Linux")
    found = let_in(desk, CredentialKind.SESSION, session)
    assert (found.account.name, found.desk.author, found.by.label) == ("Una", "Una", "Firefox on Linux")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Una", OTHER),
        ("Una", ""),
        ("Una", "x" * 5000),
        ("Zed", PASSWORD),
        ("", ""),
        ("Rae", ""),
        ("Rae", PASSWORD),
    ],
)
def test_who_is_not_let_in_learns_nothing_after_the_same_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, password: str
) -> None:
    tried: list[str] = []

    def check(given: str, kept: str | None) -> bool:
        tried.append(given)
        return is_password(given, kept)

    monkeypatch.setattr(login, "is_password", check)
    with pytest.raises(NotAdmitted) as wrong:
        _session(desk, name, password=password)
    assert (type(wrong.value), wrong.value.message, tried) == (NotAdmitted, WRONG, [password])


def test_an_account_that_ended_lets_nobody_in(desk: Desk) -> None:
    session = _session(desk)
    end_account(desk, "Una")
    with pytest.raises(NotAdmitted):
        _session(desk)
    with pytest.raises(NotAdmitted):
        let_in(desk, CredentialKind.SESSION, session)
    add_account(desk, "Una", Role.EDITOR)
    with pytest.raises(NotAdmitted):
        _session(desk)


# Links


def test_a_link_sets_one_password_and_the_newest_alone_is_good(desk: Desk) -> None:
    first, second = new_link(desk, "Una").secret, new_link(desk, "Una").secret
    with pytest.raises(NotAdmitted):
        set_password(desk, first, NewPassword(OTHER))
    set_password(desk, second, NewPassword(OTHER))
    with pytest.raises(NotAdmitted):
        set_password(desk, second, NewPassword(PASSWORD))
    assert _session(desk, password=OTHER)


def test_of_two_who_use_one_link_at_once_one_sets_the_password(desk: Desk) -> None:
    link = new_link(desk, "Una").secret

    def use(password: str) -> bool:
        try:
            set_password(desk, link, NewPassword(password))
        except NotAdmitted:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(use, [PASSWORD, OTHER])) == [False, True]


def test_a_link_is_over_after_three_days_and_lets_nobody_in_as_a_session(desk: Desk) -> None:
    link = new_link(desk, "Una").secret
    for kind in (CredentialKind.SESSION, CredentialKind.TOKEN):
        with pytest.raises(NotAdmitted):
            let_in(desk, kind, link)
    with pytest.raises(NotAdmitted, match="used, replaced or over"):
        set_password(later(desk, 3 * 86_400), link, NewPassword(OTHER))


@pytest.mark.parametrize(
    "password",
    ["fourteen chars", "a" * 20, "123456789012345", "una una una una una", "The test desk una", "é" * 2000],
)
def test_a_password_that_is_short_long_or_guessed_is_refused_and_the_link_stays_good(
    desk: Desk, password: str
) -> None:
    link = new_link(desk, "Una").secret
    with pytest.raises(BadInput):
        set_password(desk, link, NewPassword(password))
    set_password(desk, link, NewPassword("únicode is fine here"))
    assert _session(desk, password="u\u0301nicode is fine here")


# What ends what


def test_sessions_end_one_by_one_and_all_at_once(desk: Desk) -> None:
    one, two, three = (_session(desk) for _ in range(3))
    log_out(desk, one)
    una = acting_as(desk, "Una")
    listed = list_credentials(una, "Una", CredentialKind.SESSION)
    assert len(listed) == 2
    assert end_credential(una, "Una", CredentialKind.SESSION, listed[0].id) == 1
    for gone in (one, two):
        with pytest.raises(NotAdmitted, match="Log in again"):
            let_in(desk, CredentialKind.SESSION, gone)
    assert let_in(desk, CredentialKind.SESSION, three)
    with pytest.raises(RuleRefused):
        end_credential(acting_as(desk, "Ed"), "Una", CredentialKind.SESSION)


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: change_role(desk, "Una", Role.REPORTER),
        lambda desk: set_password(desk, new_link(desk, "Una").secret, NewPassword(OTHER)),
        lambda desk: change_password(desk, LoginForm("Una", PASSWORD), OTHER),
        lambda desk: end_account(desk, "Una"),
    ],
    ids=["role", "link", "password", "end"],
)
def test_another_role_or_password_ends_that_persons_sessions_and_nobody_elses(
    desk: Desk, change: Callable[[Desk], object]
) -> None:
    with_password(desk, "Vic")
    una, vic = _session(desk), _session(desk, "Vic")
    change(desk)
    with pytest.raises(NotAdmitted):
        let_in(desk, CredentialKind.SESSION, una)
    assert let_in(desk, CredentialKind.SESSION, vic)


def test_a_session_ends_after_a_week_and_after_a_day_without_use(desk: Desk) -> None:
    used, idle, start = _session(desk), _session(desk), desk.clock()
    for day in range(1, 7):
        let_in(later(_at(desk, start), day * 86_000), CredentialKind.SESSION, used)
    with pytest.raises(NotAdmitted):
        let_in(later(_at(desk, start), 86_500), CredentialKind.SESSION, idle)
    with pytest.raises(NotAdmitted):
        let_in(later(_at(desk, start), 7 * 86_400), CredentialKind.SESSION, used)


def test_a_password_is_changed_by_the_one_before_alone(desk: Desk) -> None:
    with pytest.raises(NotAdmitted):
        change_password(desk, LoginForm("Una", OTHER), "three old cranes lean")
    change_password(desk, LoginForm("Una", PASSWORD), OTHER)
    assert _session(desk, password=OTHER)


# The second factor


def test_a_code_is_asked_for_and_good_once(desk: Desk) -> None:
    secret = new_code_secret()
    still = _at(desk, desk.clock())
    link = new_link(desk, "Una").secret
    with pytest.raises(BadInput, match="code"):
        set_password(still, link, NewPassword(PASSWORD, secret, "000000x"))
    set_password(still, link, NewPassword(PASSWORD, secret, _code(secret, still)))

    for code in (None, "", "12345", _code(secret, still)):  # the last one was used to set it up
        with pytest.raises(NotAdmitted, match=WRONG):
            _session(still, code=code)
    soon = later(still, 30)
    assert _session(soon, code=f" {_code(secret, soon)[:3]} {_code(secret, soon)[3:]} ")
    with pytest.raises(NotAdmitted, match=WRONG):
        _session(soon, code=_code(secret, soon))


def test_of_two_who_use_one_code_at_once_one_is_let_in(desk: Desk) -> None:
    secret = new_code_secret()
    still = _at(desk, desk.clock())
    set_password(still, new_link(desk, "Una").secret, NewPassword(PASSWORD, secret, _code(secret, still)))
    soon = later(still, 60)

    def enter(_: int) -> bool:
        try:
            _session(soon, code=_code(secret, soon))
        except NotAdmitted:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(enter, range(2))) == [False, True]


def test_a_role_that_wants_a_second_factor_is_not_let_in_without_one(desk: Desk) -> None:
    strict = replace(desk, settings=replace(desk.settings, second_factor=("editor",)))
    with pytest.raises(NotSoNow, match="wants a second factor of everybody who is editor"):
        _session(strict)
    with pytest.raises(BadInput, match="code"):
        set_password(strict, new_link(strict, "Una").secret, NewPassword(OTHER))
    with pytest.raises(NotAdmitted):
        _session(strict, password=OTHER)


def test_a_second_factor_is_set_and_ended_by_its_owner_and_all_sessions_with_it(desk: Desk) -> None:
    secret, still = new_code_secret(), _at(desk, desk.clock())
    before = _session(still)
    for wrong in ("", "AAAA", "é", secret[:8]):
        with pytest.raises(BadInput, match="code"):
            set_second_factor(still, LoginForm("Una", PASSWORD), wrong, _code(secret, still))
    with pytest.raises(NotAdmitted, match=WRONG):
        set_second_factor(still, LoginForm("Una", OTHER), secret, _code(secret, still))
    set_second_factor(still, LoginForm("Una", PASSWORD), secret, _code(secret, still))
    with pytest.raises(NotAdmitted):
        let_in(still, CredentialKind.SESSION, before)
    soon = later(still, 60)
    with pytest.raises(NotAdmitted, match=WRONG):
        end_second_factor(soon, LoginForm("Una", PASSWORD))
    strict = replace(soon, settings=replace(desk.settings, second_factor=("editor",)))
    with pytest.raises(NotSoNow, match="of everybody who is editor"):
        end_second_factor(strict, LoginForm("Una", PASSWORD, _code(secret, soon)))
    end_second_factor(soon, LoginForm("Una", PASSWORD, _code(secret, soon)))
    assert _session(soon)


def test_all_sessions_but_one_are_ended(desk: Desk) -> None:
    kept, _, _ = _session(desk), _session(desk), _session(desk)
    own = let_in(desk, CredentialKind.SESSION, kept).by.id
    una = acting_as(desk, "Una")
    assert end_credential(una, "Una", CredentialKind.SESSION, but=own) == 2
    assert [one.id for one in list_credentials(una, "Una", CredentialKind.SESSION)] == [own]


def test_a_link_is_its_secret_or_an_address_that_ends_with_it(desk: Desk) -> None:
    secret = new_link(desk, "Una").secret
    for link in (secret, f" https://desk.example/set-password#{secret} ", f"#{secret}"):
        assert link_holder(desk, link).account.name == "Una"
    with pytest.raises(NotAdmitted):
        link_holder(desk, f"{secret}#")


# Slowed


def _fails(desk: Desk, name: str = "Una", address: str | None = None) -> FactcheckError:
    with pytest.raises(NotAdmitted) as wrong:
        _session(desk, name, password=OTHER, address=address)
    return wrong.value


@pytest.mark.parametrize("name", ["Una", "Nobody at all"])
def test_after_five_failures_a_name_has_to_wait_whether_it_exists_or_not(desk: Desk, name: str) -> None:
    still = _at(desk, desk.clock())
    assert [type(_fails(still, name)) for _ in range(6)] == [NotAdmitted] * 5 + [TriedTooOften]
    with pytest.raises(TriedTooOften) as slowed:
        _session(still, name)
    assert 1 <= slowed.value.seconds <= 2
    assert type(_fails(later(still, 2), name)) is NotAdmitted


def test_the_wait_for_a_name_ends_within_a_minute_and_with_it_the_count(desk: Desk) -> None:
    moment = desk.clock()
    for number in range(12):
        _fails(later(_at(desk, moment), number * 61))
    after = later(_at(desk, moment), 12 * 61)
    assert _session(after)
    assert [type(_fails(after)) for _ in range(5)] == [NotAdmitted] * 5


def test_an_address_is_slowed_whatever_names_it_tries_and_others_are_not(desk: Desk) -> None:
    still = _at(desk, desk.clock())
    for number in range(5):
        _fails(still, f"name {number}", "203.0.113.9")
    assert type(_fails(still, "another", "203.0.113.9")) is TriedTooOften
    assert _session(still, address="203.0.113.10")


def test_one_good_login_does_not_clear_an_address(desk: Desk) -> None:
    still = _at(desk, desk.clock())
    for number in range(4):
        _fails(still, f"name {number}", "203.0.113.9")
    _session(still, address="203.0.113.9")
    _fails(still, "name 5", "203.0.113.9")
    assert type(_fails(still, "name 6", "203.0.113.9")) is TriedTooOften


def test_attempts_at_once_are_counted_too(desk: Desk) -> None:
    still = _at(desk, desk.clock())
    with ThreadPoolExecutor(8) as several:
        kinds = [type(one) for one in several.map(lambda _: _fails(still), range(8))]
    assert kinds.count(NotAdmitted) == 5
