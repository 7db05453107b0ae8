"""What the desk reads in a claimant's supposed words before it prints them as the claimant's."""

from factcheck.model.claim import Claim
from factcheck.model.gate.context import QuoteReading
from factcheck.reading.sentence.quotations import has_marks, with_inner_marks, words_spoken
from factcheck.reading.sentence.third_person import speaks_of


def read_quote(claim: Claim) -> QuoteReading:
    """What is to be looked at in the claim's exact words; empty where there are none, or nothing is to be seen to."""
    if claim.quote is None:
        return QuoteReading()
    of_claimant = speaks_of(claim.quote, claim.claimant) if claim.claimant else ""
    marked = has_marks(claim.quote)
    if not (of_claimant or marked):
        return QuoteReading()
    spoken = words_spoken(claim.quote)
    if of_claimant or spoken:
        return QuoteReading(of_claimant, marked, spoken, claim.sentence or claim.quote)
    return QuoteReading(of_claimant, marked, with_inner_marks(claim.quote))
