"""The list of all checks, and the one function that asks them."""

from collections.abc import Iterator

from factcheck.errors import Finding
from factcheck.model.gate.context import Check, GateContext, GateFinding
from factcheck.model.gate.grounds import (
    conflict_unresolved,
    never_captured,
    no_summary,
    nothing_held,
    parties_only,
    quote_not_anchored,
    recheck_due,
    too_few_sources,
)
from factcheck.model.gate.levels import Level
from factcheck.model.gate.names import confidential_named
from factcheck.model.gate.notes import private_note_quoted
from factcheck.model.gate.signature import (
    contact_open,
    not_signed,
    older_rule,
    rating_retired,
    same_wording,
    signature_void,
    too_few_signatures,
    verdict_outdated,
)
from factcheck.model.gate.wording import claimant_type, dated_after, long_wording, rating_word

CHECKS: tuple[Check, ...] = (
    nothing_held,
    conflict_unresolved,
    no_summary,
    too_few_sources,
    parties_only,
    quote_not_anchored,
    never_captured,
    private_note_quoted,
    confidential_named,
    rating_word,
    rating_retired,
    dated_after,
    verdict_outdated,
    signature_void,
    not_signed,
    too_few_signatures,
    long_wording,
    claimant_type,
    same_wording,
    contact_open,
    older_rule,
    recheck_due,
)
"""Every check yields findings of one code, which is its own name with dashes."""


def findings(asked: GateContext) -> Iterator[GateFinding]:
    """Everything the checks find that the desk has not switched off, in the order of the codes.

    What a verdict rests on comes first, since mending it voids the signatures that come last.
    """
    for check in CHECKS:
        level = asked.wishes.level(code_of(check))
        if level is not Level.OFF:
            for found in check(asked):
                where = ": ".join((asked.ref, *found.place))
                finding = Finding(found.code, where, found.message, *found.remedies)
                yield GateFinding(asked.ref, level, found.place, finding)


def code_of(check: Check) -> str:
    """The code a check stands for."""
    return check.__name__.replace("_", "-")
