"""Which role may do what: no act is left out, and no role may do less than the one before it."""

import pytest

from factcheck.errors import RoleRefused, RuleRefused
from factcheck.model.roles import ROLES, TAKEN_BY, Role, Scope, may_take, refuse_role, scope_of
from factcheck.model.vocabulary import Act, Step

LADDER = (Role.REPORTER, Role.CHECKER, Role.EDITOR, Role.ADMIN)


def _may(role: Role, act: Act) -> bool:
    try:
        refuse_role("Ana", role, act)
    except RuleRefused:
        return False
    return True


def test_every_act_is_in_the_table() -> None:
    assert set(ROLES) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_who_may_do_more_may_do_all_that_others_may(act: Act) -> None:
    allowed = [_may(role, act) for role in LADDER]
    assert allowed == sorted(allowed)
    assert allowed[-1]
    assert not _may(Role.GUEST, act)


def test_reporters_enter_and_cite_checkers_rate_and_editors_sign() -> None:
    assert [_may(role, Act.CITE) for role in LADDER] == [True, True, True, True]
    assert [_may(role, Act.RATE) for role in LADDER] == [False, True, True, True]
    for act in (Act.APPROVE, Act.RETURN, Act.PUBLISH, Act.CORRECT):
        assert [_may(role, act) for role in LADDER] == [False, False, True, True]


def test_a_refusal_says_who_may_and_what_mends_it() -> None:
    with pytest.raises(RuleRefused, match=r'Ana is a reporter .* "rate"; checker, editor or admin may') as no:
        refuse_role("Ana", Role.REPORTER, Act.RATE)
    assert no.value.remedies[-1].act == "person-role"
    assert no.value.remedies[-1].arguments == {"name": "Ana", "role": ("checker", "editor", "admin")}


def test_what_only_editors_may_needs_a_scope_of_its_own() -> None:
    assert (scope_of(Act.RATE), scope_of(Act.APPROVE), scope_of(Act.PUBLISH)) == (
        Scope.ACT,
        Scope.SIGN,
        Scope.SIGN,
    )


def test_a_refusal_of_a_role_is_told_from_those_of_other_rules() -> None:
    with pytest.raises(RoleRefused):
        refuse_role("Gus", Role.GUEST, Act.NOTE)


def test_each_step_is_for_the_roles_that_may_do_its_act() -> None:
    assert set(TAKEN_BY) == set(Step)
    assert [role for role in Role if may_take(role, Step.CHECK)] == [
        *("reporter", "checker", "editor", "admin")
    ]
    assert [role for role in Role if may_take(role, Step.REVIEW)] == ["editor", "admin"]
