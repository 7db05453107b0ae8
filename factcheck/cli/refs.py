"""Refs as they are typed: a unique beginning will do, but for what is signed or published only on a terminal."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.desk import Desk


def on_terminal() -> bool:
    """Whether a person types and reads: only they are asked, and only they may shorten what they sign."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def whole_refs(desk: "Desk", typed: Sequence[str], *, signs: bool = False) -> list[str]:
    """The claims that are meant; `signs` is for acts that sign or publish. BadInput where that is not clear."""
    from factcheck.workflow.claims.refs import claim_refs

    return claim_refs(desk, typed, exact=signs and not on_terminal())


def whole_ref(desk: "Desk", typed: str, *, signs: bool = False) -> str:
    """The one claim that is meant."""
    return whole_refs(desk, [typed], signs=signs)[0]


def whole_article(desk: "Desk", typed: str) -> str:
    """The article that is meant."""
    from factcheck.workflow.claims.refs import article_ref

    return article_ref(desk, typed)
