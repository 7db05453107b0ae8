"""Checks of the claimant's exact words: they are the claimant's, and not those of the article around them."""

from collections.abc import Iterator, Mapping

from factcheck.errors import Argument, Remedy
from factcheck.model.gate.context import CheckResult, GateContext, QuoteReading
from factcheck.model.gate.remedies import edited
from factcheck.model.record import Record
from factcheck.phrase import Message, say

_PLACE = ("quote",)


def third_person_quote(asked: GateContext) -> Iterator[CheckResult]:
    """Nobody says of themselves "Okonjo claims", "she said", "according to the mayor"."""
    if told := told_of_claimant(asked.record.claim.claimant, asked.quote):
        yield CheckResult(_PLACE, told, quote_remedies(asked.record, asked.quote))


def marked_quote(asked: GateContext) -> Iterator[CheckResult]:
    """Pages say whose words they are, and put them in quotation marks."""
    if told := told_of_marks(asked.quote):
        yield CheckResult(_PLACE, told, quote_remedies(asked.record, asked.quote))


def quoted_sentence(asked: GateContext) -> Iterator[CheckResult]:
    """A sentence of an article is the article's, unless somebody says that the claimant said just that."""
    if told := told_of_sentence(asked.quote):
        keep: Mapping[str, Argument] = {"sentence": asked.quote.sentence}
        text = say("Or keep it, where the claimant said just that.")
        yield CheckResult(
            _PLACE,
            told,
            (*quote_remedies(asked.record, asked.quote), *edited(asked.record, text, keep)),
        )


def told_of_claimant(claimant: str | None, read: QuoteReading) -> Message | None:
    """That the words speak of the claimant; None where they do not."""
    if not read.of_claimant:
        return None
    if not claimant:
        return say(
            'The exact words tell who said them, as an article does ("{words}").', words=read.of_claimant
        )
    return say(
        'The exact words speak of {claimant}, who is to have said them ("{words}").',
        claimant=claimant,
        words=read.of_claimant,
    )


def told_of_marks(read: QuoteReading) -> Message | None:
    """That the words hold marks of their own; None where they hold none."""
    if not read.has_marks:
        return None
    return say("The exact words hold quotation marks, which stand within those of a page.")


def told_of_sentence(read: QuoteReading) -> Message | None:
    """That the words are the article's sentence; None where they are not."""
    return say("The exact words are a whole sentence of the article.") if read.is_sentence else None


def quote_remedies(record: Record, read: QuoteReading) -> tuple[Remedy, ...]:
    """How the words are put where they belong: what is within marks, and the sentence of the article around it."""
    fields: Mapping[str, Argument] = {
        "quote": read.quote,
        **({"sentence": read.sentence} if read.sentence else {}),
    }
    return edited(record, say("Give only what was said."), fields)
