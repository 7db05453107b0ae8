"""From what a person types to refs: a beginning will do where it fits one, and a ref that is there goes before."""

from collections.abc import Iterable, Mapping, Sequence

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, Remedy
from factcheck.model.record import Record
from factcheck.store.ledger import Ledger

_NAMED = 10
"""Refs that are named of those a beginning fits."""


def claim_refs(desk: Desk, typed: Sequence[str], *, exact: bool = False) -> list[str]:
    """The refs of the claims that are meant, each once; what fits none is given back as it was typed.

    A ref that a claim had before leads to it, which is told; its beginning does where it fits no ref in use.
    BadInput where a beginning fits several and, with `exact`, where it is only a beginning.
    """
    with desk.store.reading() as ledger:
        refs = [_whole(ref, ledger, exact=exact) for ref in typed]
        now = ledger.called_now(refs)
    tell_renamed(desk, now)
    return [*dict.fromkeys(now.get(ref, ref) for ref in refs)]


def tell_renamed(desk: Desk, called_now: Mapping[str, str]) -> None:
    """Say once of each ref that a claim had before what the claim is called now."""
    for ref, now in sorted(called_now.items()):
        renamed = Finding("renamed", "", f"{ref} is called {now} now.")
        if ref != now and renamed not in desk.told:
            desk.told.append(renamed)


def tell_renamed_links(desk: Desk, record: Record) -> None:
    """Say of the claims of this desk that a claim is linked to which of them are called otherwise now."""
    linked = [one.ref for one in record.links if one.ref]
    with desk.store.reading() as ledger:
        tell_renamed(desk, ledger.called_now(linked))


def ref_or_words(desk: Desk, typed: str) -> str:
    """The ref that one word means, if it is clear; else the words as they are, as one with a space beside it is.

    It is told where the word is only the beginning of that ref, since it may have been meant as a word.
    """
    if typed != typed.strip() or len(typed.split()) != 1:
        return typed
    try:
        (ref,) = claim_refs(desk, [typed])
    except BadInput:
        return typed
    if ref != typed and ref.startswith(typed):
        word = Remedy.by("match", "To look up the word, write a space beside it.", ref=f"{typed} ")
        said = f'"{typed}" is the beginning of {ref}, so what is like that claim is told.'
        desk.told.append(Finding("begins-ref", "", said, word))
    return ref


def article_ref(desk: Desk, typed: str) -> str:
    """The same as `claim_refs` for the ref of one article."""
    with desk.store.reading() as ledger:
        known = ledger.article_refs()
    start = typed.strip()
    return typed if typed in known or not start else _only(start, known) or typed


def _whole(typed: str, ledger: Ledger, *, exact: bool) -> str:
    """The ref that is meant, which its claim has or had."""
    start = typed.strip()
    if not start or ledger.called_now([typed]):
        return typed
    like = {ref: now for ref, now in ledger.refs_like(start).items() if ref.startswith(start)}
    in_use = [ref for ref, now in like.items() if ref == now]
    one_of_each = {now: ref for ref, now in like.items()}.values()
    ref = _only(start, in_use or one_of_each) or typed
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
