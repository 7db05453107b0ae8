"""Accounts: who may give them, what their roles allow by every way in, and changes of two people at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, NotFound, NotSoNow, RuleRefused
from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role, Scope
from factcheck.model.vocabulary import Act, Decision
from factcheck.workflow.claims.edit import assign_claim, note_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.people.accounts import add_account, change_role, end_account, map_login, new_link
from factcheck.workflow.people.credentials import let_in, make_token
from factcheck.workflow.people.open_accounts import acting_as, list_accounts
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from tests.desks import added, moved, opened, records
from tests.workflow.people.staff import staffed


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with staffed(database_url, tmp_path) as desk:
        yield desk


def _cited(desk: Desk) -> str:
    ref = added(desk, "The bridge opened in 1932.")
    add_source(desk, ref, None, {"kind": "conversation", "title": "A clerk"})
    told = {"standing": "told", "who": "The clerk", "when": "2026-10-30", "how": "by phone"}
    cite(desk, ref, "s1", {"exact": "It was open.", "stance": "supports", **told})
    return ref


def test_the_first_account_is_an_admins(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        with pytest.raises(NotSoNow, match="no accounts yet"):
            add_account(desk, "Ana", Role.EDITOR)
        add_account(desk, "Ana", Role.ADMIN)
        assert [(one.name, one.role) for one in list_accounts(desk)] == [("Ana", Role.ADMIN)]


def test_nobody_is_called_as_what_histories_name_without_a_person(desk: Desk) -> None:
    for name in ("Guest", "the desk itself"):
        with pytest.raises(RuleRefused, match="stands in histories"):
            add_account(desk, name, Role.EDITOR)


def test_each_does_what_the_role_allows_from_entry_to_signature(desk: Desk) -> None:
    rae, cy, ed, gus = (acting_as(desk, name) for name in ("Rae", "Cy", "Ed", "Gus"))
    with pytest.raises(RuleRefused, match="Gus is a guest"):
        added(gus, "It rained.")
    ref = _cited(rae)
    reasons = Reasons("The clerk said so [e1].")
    with pytest.raises(RuleRefused, match="Rae is a reporter"):
        rate(rae, ref, "true", reasons)
    rate(cy, ref, "true", reasons)
    with pytest.raises(RuleRefused, match='Rae is a reporter at this desk, who may not do "approve"'):
        submit(cy, ref, to="Rae")
    submit(cy, ref, to="Ed")
    for who in (rae, cy):
        with pytest.raises(RuleRefused, match='may not do "approve"'):
            review(who, ref, Decision.APPROVE, None, None)
    review(ed, ref, Decision.APPROVE, None, None)

    assert [(line.by, line.act) for line in records(desk)[0].events][-3:] == [
        ("Cy", Act.RATE),
        ("Cy", Act.SUBMIT),
        ("Ed", Act.APPROVE),
    ]


@pytest.mark.parametrize("name", ["Rae", "Cy", "Gus", "Zed", ""])
def test_nobody_but_editors_publishes_even_what_needs_no_new_line(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    with pytest.raises(RuleRefused):
        publish(acting_as(desk, name), PublishRequest(tmp_path / "site"))
    assert not (tmp_path / "site").exists()


def test_lines_on_record_are_read_whatever_the_role_is_now(desk: Desk) -> None:
    ref = _cited(acting_as(desk, "Ed"))
    rate(acting_as(desk, "Ed"), ref, "true", Reasons("The clerk said so [e1]."))
    change_role(desk, "Ed", Role.REPORTER)

    assert records(desk)[0].verdict
    with pytest.raises(RuleRefused, match="Ed is a reporter"):
        rate(acting_as(desk, "Ed"), ref, "false", Reasons("No [e1]."))


def test_a_name_that_acted_keeps_its_history_when_the_account_ends_and_acts_no_more(desk: Desk) -> None:
    ref = added(acting_as(desk, "Ed"), "The bridge opened in 1932.")
    end_account(desk, "ed")

    assert records(desk)[0].events[0].by == "Ed"
    for name in ("Ed", "ED", "Zed"):
        with pytest.raises(RuleRefused, match="has no account at this desk"):
            note_claim(acting_as(desk, name), ref, "Seen.")
    with pytest.raises(RuleRefused, match="not one of the people"):
        assign_claim(acting_as(desk, "Ada"), ref, "Ed")
    add_account(desk, "Ed", Role.CHECKER)
    assert [one.role for one in list_accounts(desk) if one.name == "Ed"] == [Role.CHECKER]


@pytest.mark.parametrize("name", ["Rae", "Cy", "Ed", "Gus", "Zed"])
def test_only_admins_change_who_may_do_what(desk: Desk, name: str) -> None:
    at, before = acting_as(desk, name), list_accounts(desk)
    tries: list[Callable[[], object]] = [
        lambda: add_account(at, "Una", Role.ADMIN),
        lambda: change_role(at, name, Role.ADMIN),
        lambda: change_role(at, "Ada", Role.GUEST),
        lambda: end_account(at, "Ada"),
        lambda: map_login(at, "Ada", "mallory"),
        lambda: new_link(at, "Ada"),
        lambda: make_token(at, "Ada", "mine", [Scope.SIGN]),
    ]
    for attempt in tries:
        with pytest.raises(RuleRefused):
            attempt()
    assert list_accounts(desk) == before


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("ADA", NotSoNow, "has an account already"),
        ("Аda", RuleRefused, 'looks like "Ada"'),
        ("Guest", RuleRefused, "whoever answers by a link"),
        ("Ad\u200ba", BadInput, "which nobody sees"),
        (" ", BadInput, "blank"),
    ],
)
def test_a_name_that_is_there_looks_alike_or_hides_something_gets_no_account(
    desk: Desk, name: str, kind: type[FactcheckError], said: str
) -> None:
    with pytest.raises(kind, match=said):
        add_account(desk, name, Role.REPORTER)
    assert len(list_accounts(desk)) == 5


def test_a_name_that_looks_like_one_whose_account_ended_gets_none(desk: Desk) -> None:
    end_account(desk, "Cy")
    with pytest.raises(RuleRefused, match='looks like "Cy"'):
        add_account(desk, "Су", Role.EDITOR)


def test_one_admin_stays(desk: Desk) -> None:
    tries: list[Callable[[], object]] = [
        lambda: end_account(desk, "Ada"),
        lambda: change_role(desk, "Ada", Role.EDITOR),
    ]
    for attempt in tries:
        with pytest.raises(NotSoNow, match="Ada is the only admin"):
            attempt()
    change_role(desk, "Ed", Role.ADMIN)
    end_account(acting_as(desk, "Ed"), "Ada")
    assert [one.name for one in list_accounts(desk) if one.is_active] == ["Rae", "Cy", "Ed", "Gus"]


def test_one_user_of_the_machine_is_one_person(desk: Desk) -> None:
    map_login(desk, "Ed", "ed")
    with pytest.raises(NotSoNow, match="acts as Ed already"):
        map_login(desk, "Cy", "ed")
    map_login(desk, "Ed", None)
    map_login(desk, "Cy", "ed")
    assert {one.name: one.login for one in list_accounts(desk) if one.login} == {"Cy": "ed"}


def test_nobody_is_found_by_a_misspelt_name(desk: Desk) -> None:
    with pytest.raises(NotFound, match='Did you mean "Rae"'):
        change_role(desk, "Raw", Role.EDITOR)


def test_of_two_admins_who_end_each_other_at_once_one_stays(desk: Desk) -> None:
    change_role(desk, "Ed", Role.ADMIN)

    def end(pair: tuple[str, str]) -> str:
        try:
            end_account(acting_as(desk, pair[0]), pair[1])
        except (RuleRefused, NotSoNow) as wrong:
            return wrong.message
        return ""

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(end, [("Ada", "Ed"), ("Ed", "Ada")]))
    assert said.count("") == 1
    assert sum(one.role is Role.ADMIN and one.is_active for one in list_accounts(desk)) == 1


def test_of_several_who_add_one_person_at_once_one_does(desk: Desk) -> None:
    def add(name: str) -> bool:
        try:
            add_account(desk, name, Role.REPORTER)
        except NotSoNow:
            return False
        return True

    with ThreadPoolExecutor(4) as several:
        assert sorted(several.map(add, ["Una", "UNA", "Ｕna", "una"])) == [False, False, False, True]
    assert len(list_accounts(desk)) == 6


def test_a_token_acts_within_its_scopes_and_the_role(desk: Desk) -> None:
    def at(name: str, *scopes: Scope) -> Desk:
        return let_in(desk, CredentialKind.TOKEN, make_token(desk, name, "script", scopes).secret).desk

    ref = added(at("Ed", Scope.READ, Scope.ACT), "The bridge opened in 1932.")
    with pytest.raises(RuleRefused, match="needs the scope act"):
        note_claim(at("Ed", Scope.READ), ref, "Seen.")
    with pytest.raises(RuleRefused, match="needs the scope sign"):
        review(at("Ed", Scope.READ, Scope.ACT), ref, Decision.APPROVE, None, None)
    with pytest.raises(RuleRefused, match="Rae is a reporter"):
        rate(at("Rae", *Scope), ref, "true", Reasons("It says so."))
    with pytest.raises(RuleRefused, match="for an admin"):
        make_token(at("Ada", Scope.READ, Scope.ACT), "Ada", "more", [*Scope])
    with pytest.raises(RuleRefused, match="for an admin"):
        make_token(at("Ed", Scope.READ, Scope.ACT), "Ed", "more", [*Scope])


def test_a_history_that_says_who_signed_is_taken_in_by_an_admin_alone(desk: Desk, tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other") as other:
        added(other, "The bridge opened in 1932.")
        export_dossiers(other, tmp_path / "given")
    there = moved(desk, tmp_path / "here")
    with pytest.raises(BadInput) as refused:
        import_dossiers(acting_as(there, "Ed"), tmp_path / "given")
    assert "is for an admin of this desk" in refused.value.findings[0].message
    assert records(desk) == []
    import_dossiers(acting_as(there, "Ada"), tmp_path / "given")
    assert len(records(desk)) == 1
