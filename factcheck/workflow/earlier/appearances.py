"""What a person makes of a place where a claim seems to be said again: an appearance of it, or another claim."""

from collections.abc import Sequence

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, Remedy
from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.model.links import check_link
from factcheck.model.vocabulary import Act
from factcheck.phrase import say
from factcheck.store.ledger import Ledger
from factcheck.workflow.act import decided_anew, open_claim


def list_appearances(
    desk: Desk,
    *states: AppearanceState,
    ref: str | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[ProposedAppearance]:
    """What was found and is open, or in these states, the newest first: of one claim, and below that number."""
    with desk.store.reading() as ledger:
        now = ledger.called_now([ref]).get(ref, ref) if ref else None
        states = states or (AppearanceState.OPEN,)
        return ledger.appearances.listed(*states, ref=now, before=before, limit=limit)


@decided_anew
def add_appearance(desk: Desk, number: int, url: str | None = None) -> str:
    """Put on the record of the claim that it was made there too, at the address found or at this one; its ref.

    NotFound where there is no such place; NotSoNow where it was decided on, or the check is one of others; BadInput
    where no address is known or given.
    """
    with desk.store.reading() as ledger:
        one = _open(ledger, number)
    if one.ref is None:
        raise NotSoNow(say("That check is one of others; only claims of this desk have appearances here."))
    link = url or one.url
    if link is None:
        raise BadInput(say("Say at which address it can be found: “{file}” is a file.", file=one.file or ""))
    try:
        link = check_link(link)
    except ValueError as wrong:
        raise BadInput(f"{link}: {wrong}.") from wrong
    with open_claim(desk, one.ref) as claim:
        _open(claim.ledger, number)
        there = claim.record.claim.appearances
        if link not in there:
            claim.act(Act.EDIT, {"set": {"appearances": [*there, link]}})
        _decide(desk, claim.ledger, number, AppearanceState.ADDED)
    return one.ref


def note_appearance(desk: Desk, number: int) -> None:
    """Say that it is the same claim, of which nothing more is made. NotFound, NotSoNow."""
    _settle(desk, number, AppearanceState.NOTED)


def call_another(desk: Desk, number: int) -> None:
    """Say that it is another claim: the same words are not proposed for that check again. NotFound, NotSoNow."""
    _settle(desk, number, AppearanceState.ANOTHER)


def _settle(desk: Desk, number: int, state: AppearanceState) -> None:
    desk.check_role(Act.EDIT)
    with desk.store.writing() as ledger:
        _open(ledger, number)
        _decide(desk, ledger, number, state)


def _decide(desk: Desk, ledger: Ledger, number: int, state: AppearanceState) -> None:
    ledger.appearances.decide(number, state, desk.member(desk.author), desk.clock())


def _open(ledger: Ledger, number: int) -> ProposedAppearance:
    one = ledger.appearances.get(number)
    if one is None:
        see = Remedy.by("appearances", say("See them all."))
        raise NotFound(
            say("There is nothing found under the number {number}.", number=str(number)), remedies=[see]
        )
    if one.state is AppearanceState.OPEN:
        return one
    if one.state is AppearanceState.ADDED:
        raise NotSoNow(say("{person} put it on record already.", person=one.by or ""))
    if one.state is AppearanceState.NOTED:
        raise NotSoNow(say("{person} took note of it already.", person=one.by or ""))
    raise NotSoNow(say("{person} said that it is another claim.", person=one.by or ""))


def found_by(desk: Desk, numbers: Sequence[int]) -> list[ProposedAppearance]:
    """What was found under these numbers, the newest first."""
    with desk.store.reading() as ledger:
        return ledger.appearances.of_numbers(numbers)
