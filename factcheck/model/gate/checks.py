"""The list of all checks, and the one function that asks them."""

from collections.abc import Iterator

from factcheck.errors import Finding
from factcheck.model.gate import grounds, names, notes, quotes, signature, wording
from factcheck.model.gate.context import Check, GateContext, GateFinding
from factcheck.model.gate.levels import Level

CHECKS: tuple[Check, ...] = (
    grounds.nothing_held,
    grounds.conflict_unresolved,
    grounds.no_summary,
    grounds.too_few_sources,
    grounds.parties_only,
    grounds.quote_not_anchored,
    grounds.never_captured,
    grounds.bare_host,
    notes.private_note_quoted,
    names.confidential_named,
    wording.rating_word,
    signature.rating_retired,
    wording.dated_after,
    quotes.third_person_quote,
    quotes.marked_quote,
    quotes.quoted_sentence,
    signature.verdict_outdated,
    signature.signature_void,
    signature.not_signed,
    signature.too_few_signatures,
    signature.unproved_signature,
    wording.long_wording,
    wording.claimant_type,
    signature.same_wording,
    signature.relied_on_changed,
    signature.contact_open,
    signature.comments_open,
    signature.older_rule,
    grounds.recheck_due,
)
"""All that a check finds has one code, its own name with dashes."""


def findings(asked: GateContext, *, blocking: bool = False) -> Iterator[GateFinding]:
    """Everything the checks find that the desk has not switched off, in the order of the codes; or only what blocks.

    What a verdict rests on comes first, since mending it voids the signatures that come last.
    """
    for check in CHECKS:
        code = code_of(check)
        level = asked.wishes.level(code)
        if level is Level.BLOCK or (level is Level.WARN and not blocking):
            for found in check(asked):
                where = ": ".join((asked.ref, *found.place))
                finding = Finding(code, where, found.said, *found.remedies)
                yield GateFinding(asked.ref, level, found.place, finding)


def code_of(check: Check) -> str:
    """The code a check stands for."""
    return check.__name__.replace("_", "-")
