"""What the desk reads in a claimant's supposed words before it prints them as the claimant's."""

from collections.abc import Iterator

from factcheck.errors import Finding
from factcheck.model.claim import Claim
from factcheck.model.gate.context import QuoteReading
from factcheck.model.gate.quotes import quote_remedies, told_of_claimant, told_of_marks
from factcheck.model.record import Record
from factcheck.reading.sentence.quotations import has_marks, with_inner_marks, words_spoken
from factcheck.reading.sentence.third_person import speaks_of


def quote_findings(record: Record) -> Iterator[Finding]:
    """What `check` will say of a claim's exact words, for whoever enters them."""
    read = read_quote(record.claim)
    told = {
        "third-person-quote": told_of_claimant(record.claim.claimant, read),
        "marked-quote": told_of_marks(read),
    }
    for code, message in told.items():
        if message:
            yield Finding(code, record.claim.ref, message, *quote_remedies(record, read))
            return


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
