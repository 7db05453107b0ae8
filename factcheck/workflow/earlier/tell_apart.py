"""A person's word that an earlier claim is another one, however alike the words; and taking that back."""

from dataclasses import dataclass

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, Remedy
from factcheck.model.earlier import Distinction
from factcheck.model.lookup import Earlier
from factcheck.model.record import next_id
from factcheck.model.text import wording_digest
from factcheck.model.vocabulary import Act
from factcheck.phrase import say
from factcheck.store.distinctions import CheckPlace
from factcheck.workflow.act import OpenClaim, decided_anew, open_claim
from factcheck.workflow.earlier.confirm import earlier_at, nearest


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What is on record as another claim, and whether that is new."""

    distinction: Distinction
    is_new: bool


def place_of_check(earlier: Earlier) -> CheckPlace:
    """What an earlier claim is known by where it is told apart from another."""
    return (earlier.ref, "") if earlier.ref else (earlier.url or "", wording_digest(earlier.text))


@decided_anew
def tell_apart(desk: Desk, ref: str, other: str, why: str | None = None) -> ToldApart:
    """Put on record that `other`, a claim of this desk or the address of a check of others, is another claim.

    Of several checks at one address it is the nearest that is not told apart yet. NotFound where there is no `other`,
    BadInput where it is the claim itself.
    """
    with open_claim(desk, ref) as claim:
        earlier = earlier_at(claim.ledger, other)
        if earlier[0].ref == claim.record.claim.ref:
            raise BadInput(say("{ref} is this claim itself; name another.", ref=ref))
        known = [(one, _place_now(claim, one)) for one in claim.record.told_apart]
        apart = {place for _, place in known}
        left = [one for one in earlier if place_of_check(one) not in apart]
        if not left:
            return ToldApart(
                next(one for one, place in known if place == place_of_check(earlier[0])), is_new=False
            )
        found = nearest(claim.ledger, claim.record.claim.text, left).earlier
        said = {"ref": found.ref, "url": found.url, "text": found.text, "why": why}
        told = Distinction.of({"id": next_id("n", claim.record.distinctions), **said}, f"match {ref}")
        claim.act(Act.DISTINGUISH, {"distinction": told.plain()})
        return ToldApart(told, is_new=True)


@decided_anew
def take_back_apart(desk: Desk, ref: str, other: str, why: str) -> tuple[Distinction, ...]:
    """Take back that `other` is another claim, with the reason; of an address, all checks there.

    NotFound where the claim does not say so; RuleRefused without a reason.
    """
    with open_claim(desk, ref) as claim:
        now = claim.ledger.called_now([other]).get(other, other)
        told = [one for one in claim.record.told_apart if _place_now(claim, one)[0] == now]
        if not told:
            raise NotFound(
                say("{ref} and {place} are not on record as two claims.", ref=ref, place=other),
                remedies=[Remedy.by("show", say("Read on."), ref=ref)],
            )
        back = tuple(Distinction.of({**one.plain(), "why": why, "taken_back": True}) for one in told)
        for one in back:
            claim.act(Act.DISTINGUISH, {"distinction": one.plain()})
        return back


def _place_now(claim: OpenClaim, one: Distinction) -> CheckPlace:
    if one.ref is None:
        return one.place, wording_digest(one.text)
    return claim.ledger.called_now([one.ref]).get(one.ref, one.ref), ""
