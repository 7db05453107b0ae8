"""What each role of a desk with accounts may do: one table from act to roles, which every way in is held to.

A desk without accounts has no roles. Lines on record are never held to it: roles change, history does not.
"""

from collections.abc import Mapping
from enum import StrEnum

from factcheck.errors import Remedy, RoleRefused
from factcheck.model.vocabulary import Act, Step


class Role(StrEnum):
    """What somebody is at the desk."""

    REPORTER = "reporter"
    CHECKER = "checker"
    EDITOR = "editor"
    ADMIN = "admin"
    GUEST = "guest"


class Scope(StrEnum):
    """What an API token may be used for, within what the role of its owner may do."""

    READ = "read"
    ACT = "act"
    SIGN = "sign"


_SIGNERS = (Role.EDITOR, Role.ADMIN)
_CHECKERS = (Role.CHECKER, *_SIGNERS)
_REPORTERS = (Role.REPORTER, *_CHECKERS)

ROLES: Mapping[Act, tuple[Role, ...]] = {
    **dict.fromkeys((Act.ADD, Act.EDIT, Act.RENAME, Act.ASSIGN, Act.NOTE), _REPORTERS),
    **dict.fromkeys((Act.COMMENT, Act.RESOLVE), _REPORTERS),
    **dict.fromkeys((Act.SOURCE, Act.CAPTURE, Act.CITE, Act.ANCHOR, Act.AMEND, Act.DROP), _REPORTERS),
    **dict.fromkeys((Act.CONTACT, Act.LINK, Act.DISTINGUISH, Act.ARTICLE, Act.SKIP, Act.UNSKIP), _REPORTERS),
    **dict.fromkeys((Act.RATE, Act.TAKE_OVER, Act.SUBMIT, Act.WITHDRAW), _CHECKERS),
    **dict.fromkeys((Act.APPROVE, Act.RETURN, Act.PUBLISH, Act.CORRECT, Act.REDACT), _SIGNERS),
}
"""From each act to the roles that may do it; a guest may do none."""


TAKEN_BY: Mapping[Step, Act] = {
    Step.CHECK: Act.CITE,
    Step.RATE: Act.RATE,
    Step.SUBMIT: Act.SUBMIT,
    Step.RETURNED: Act.RATE,
    Step.REVIEW: Act.APPROVE,
    Step.PUBLISH: Act.PUBLISH,
    Step.RECHECK: Act.RATE,
    Step.ASK: Act.CONTACT,
    Step.ANSWERED: Act.CONTACT,
    Step.COMMENT: Act.COMMENT,
    Step.REPEATED: Act.EDIT,
}
"""The act with which each step is taken."""


def may_take(role: Role, step: Step) -> bool:
    """Whether a step that anybody may take is one for this role."""
    return role in ROLES[TAKEN_BY[step]]


def scope_of(act: Act) -> Scope:
    """The scope that a token needs for an act."""
    return Scope.SIGN if ROLES[act] == _SIGNERS else Scope.ACT


def refuse_role(name: str, role: Role, act: Act) -> None:
    """Refuse an act that somebody's role may not do; RoleRefused names the roles that may."""
    if role in ROLES[act]:
        return
    able = tuple(str(one) for one in ROLES[act])
    raise RoleRefused(
        3,
        f'{name} is {_A[role]} at this desk, who may not do "{act}"; {_listed(able)} may.',
        "Ask one of them to.",
        Remedy.by("person-role", "Or have an admin give another role.", name=name, role=able),
    )


_A = {role: f"{'an' if role[0] in 'ae' else 'a'} {role}" for role in Role}
"""Each role with its article."""


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
