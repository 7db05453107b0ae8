"""From what a person types to refs: a beginning will do where it fits one, and a ref that is there goes before."""

from collections.abc import Iterable, Sequence

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.store.ledger import Ledger

_NAMED = 10
"""Refs that are named of those a beginning fits."""


def claim_refs(desk: Desk, typed: Sequence[str], *, exact: bool = False) -> list[str]:
    """The refs of the claims that are meant, each once; what fits none is given back as it was typed.

    BadInput where a beginning fits several and, with `exact`, where it is only a beginning.
    """
    with desk.store.reading() as ledger:
        meant = (_meant(ref, ledger, exact=exact) for ref in typed)
        return [*dict.fromkeys(meant)]


def ref_or_words(desk: Desk, typed: str) -> str:
    """The ref that one word means, if it is clear; else the words as they are."""
    try:
        return typed if len(typed.split()) > 1 else claim_refs(desk, [typed])[0]
    except BadInput:
        return typed


def article_ref(desk: Desk, typed: str) -> str:
    """The same as `claim_refs` for the ref of one article."""
    with desk.store.reading() as ledger:
        known = ledger.article_refs()
    start = typed.strip()
    return typed if typed in known or not start else _only(start, known) or typed


def _meant(typed: str, ledger: Ledger, *, exact: bool) -> str:
    start = typed.strip()
    if not start or ledger.refs_among([typed]):
        return typed
    ref = _only(start, ledger.refs_like(start)) or typed
    if exact and ref != typed:
        raise BadInput(f'"{typed}" is only the beginning of {ref}. Nothing was done; write the whole ref.')
    return ref


def _only(start: str, known: Iterable[str]) -> str:
    """The one ref that begins so, "" where none does; databases do not agree whether case counts, here it does."""
    fits = sorted(ref for ref in known if ref.startswith(start))
    if len(fits) > 1:
        more = f" and {len(fits) - _NAMED:,} more" if len(fits) > _NAMED else ""
        raise BadInput(
            f'"{start}" fits {len(fits):,} refs: {", ".join(fits[:_NAMED])}{more}. Write more of the one meant.'
        )
    return fits[0] if fits else ""
