"""What the desk reads in a claimant's supposed words before it prints them as the claimant's."""

from collections.abc import Iterator

from factcheck.errors import Finding
from factcheck.model.claim import Claim
from factcheck.model.gate.context import QuoteReading
from factcheck.model.gate.quotes import quote_remedies, told_of_claimant, told_of_marks
from factcheck.model.record import Record
from factcheck.reading.sentence.attribution import attribution_of
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
    of_claimant = _of_claimant(claim.quote, claim.claimant)
    marked = has_marks(claim.quote)
    if not (of_claimant or marked):
        return _as_sentence(claim, claim.quote)
    spoken = words_spoken(claim.quote)
    if of_claimant or spoken:
        return QuoteReading(of_claimant, marked, quote=spoken, sentence=claim.sentence or claim.quote)
    return QuoteReading(of_claimant, marked, quote=with_inner_marks(claim.quote))


def _of_claimant(quote: str, claimant: str | None) -> str:
    """What of the words speaks of the claimant or, where nobody is named, says who said them."""
    found = speaks_of(quote, claimant or "")
    if found or claimant:
        return found
    reported = attribution_of(quote)
    return reported.speaker if reported.is_reported else ""


def _as_sentence(claim: Claim, quote: str) -> QuoteReading:
    """Words that fill their place in the article, of claims made before its sentence had a field of its own."""
    fills = claim.place is not None and claim.place.end - claim.place.start == len(quote)
    if claim.sentence or not fills:
        return QuoteReading()
    return QuoteReading(is_sentence=True, sentence=quote)
