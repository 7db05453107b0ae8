"""Private words made safe to stand behind a digest that strangers see.

A history is chained by the digests of its lines, and a sign-off by one too. A short name behind a digest could be found
by trying names out; with a random salt beside it, it cannot (rule 6). Where readers are promised a line that holds a
private word, that word alone gets a salt, and strangers are given the line with its digest (`given_body`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from factcheck.model.event import SALTS
from factcheck.model.parts import PARTS_BY_ACT
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act

Body = Mapping[str, Any]
SALT = "salt"
"""The key of a body that holds nothing but chance."""

_ALWAYS = frozenset(
    {
        *(Act.ASSIGN, Act.NOTE, Act.EDIT, Act.RENAME, Act.AMEND, Act.DROP),
        *(Act.RETURN, Act.WITHDRAW, Act.LINK, Act.DISTINGUISH, Act.TAKE_OVER, Act.COMMENT, Act.RESOLVE),
    }
)
_PRIVATE_FIELDS = ("note", "assignee", "deadline", "priority")
_OF_A_LINK = ("wanted_by", "answers", "noted")
_ON_A_SOURCE = (Act.CAPTURE, Act.CITE, Act.ANCHOR)


def salted(record: Record | None, act: Act, body: Body, salt: Callable[[], str]) -> dict[str, Any]:
    """The body with a salt where it holds what may stay in the desk, else as it is.

    A source that becomes confidential gets one of its own, which the digest of a sign-off then holds too.
    """
    given = dict(body)
    if act is Act.SOURCE and given.get("source", {}).get("confidential"):
        return {**given, "source": {SALT: salt(), **given["source"]}}
    if paths := _private_values(act, given):
        return {**given, SALTS: {path: salt() for path in paths}}
    return {**given, SALT: salt()} if _is_private(record, act, given) else given


def _private_values(act: Act, body: Body) -> list[str]:
    """The paths of private values in a line of which readers are promised the rest."""
    match act:
        case Act.ADD:
            return [f"claim.{name}" for name in _PRIVATE_FIELDS if name in body["claim"]]
        case Act.SUBMIT if "to" in body:
            return ["to"]
        case Act.REDACT:  # the digests of what stands there now, which could be tried out
            return ["lines"]
        case Act.APPROVE if body["review"].get("comment"):
            return ["review.comment"]
        case Act.CONTACT if not body["contact"].get("public"):
            return ["contact"]
        case Act.CONTACT:
            return [f"contact.{name}" for name in _OF_A_LINK if name in body["contact"]]
    return []


def _is_private(record: Record | None, act: Act, body: Body) -> bool:
    if act in _ON_A_SOURCE and record:
        source = body[PARTS_BY_ACT[act].key].get("source")
        return any(one.confidential and one.id == source for one in record.sources)
    return act in _ALWAYS or ("why" in body and act is not Act.REDACT)
