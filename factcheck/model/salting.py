"""Private words made safe to stand behind a digest that strangers see.

A history is chained by the digests of its lines, and a sign-off by one too. A short name behind a digest could be found
by trying names out; with a random salt beside it, it cannot (rule 6).
"""

from collections.abc import Callable, Mapping
from typing import Any

from factcheck.model.parts import PARTS_BY_ACT
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act

Body = Mapping[str, Any]
SALT = "salt"
"""The key of a body that holds nothing but chance."""

_ALWAYS = frozenset(
    {
        *(Act.ASSIGN, Act.NOTE, Act.EDIT, Act.RENAME, Act.AMEND, Act.DROP),
        *(Act.RETURN, Act.WITHDRAW, Act.LINK, Act.TAKE_OVER),
    }
)
_PRIVATE_FIELDS = frozenset({"note", "assignee", "deadline", "priority"})
_ON_A_SOURCE = (Act.CAPTURE, Act.CITE, Act.ANCHOR)


def salted(record: Record | None, act: Act, body: Body, salt: Callable[[], str]) -> dict[str, Any]:
    """The body with a salt where it holds what may stay in the desk, else as it is.

    A source that becomes confidential gets one of its own, which the digest of a sign-off then holds too.
    """
    given = dict(body)
    if act is Act.SOURCE and given.get("source", {}).get("confidential"):
        return {**given, "source": {SALT: salt(), **given["source"]}}
    return {**given, SALT: salt()} if _is_private(record, act, given) else given


def _is_private(record: Record | None, act: Act, body: Body) -> bool:
    if act is Act.ADD:
        return not _PRIVATE_FIELDS.isdisjoint(body["claim"])
    if act is Act.CONTACT:
        return not body["contact"].get("public")
    if act is Act.APPROVE:
        return bool(body["review"].get("comment"))
    if act in _ON_A_SOURCE and record:
        source = body[PARTS_BY_ACT[act].key].get("source")
        return any(one.confidential and one.id == source for one in record.sources)
    return act in _ALWAYS or "why" in body
