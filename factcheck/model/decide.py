"""Whether a line may be added to a claim's history: the table of rules, each with the edition since which it holds.

Every way in (command, import, web) makes lines and has them decided here, so no way in can avoid a rule. What a line
on record did, `evolve` tells.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from factcheck.model import line_checks
from factcheck.model.claim_step import ClaimStep
from factcheck.model.editions import Rule, broken_since, hold
from factcheck.model.event import Event
from factcheck.model.evolve import GrowingRecord, evolve, first_of
from factcheck.model.parts import PARTS_BY_ACT
from factcheck.model.record import Record
from factcheck.model.rules import (
    by_itself,
    comments,
    distinctions,
    evidence,
    key_signature,
    names,
    published,
    reasons,
    verdict,
    words,
)
from factcheck.model.scale import Scales
from factcheck.model.vocabulary import Act

_REVIEWS = (Act.APPROVE, Act.RETURN)
_TALK = (Act.NOTE, Act.COMMENT, Act.RESOLVE)
_WORK = tuple(act for act in Act if act not in (*_TALK, Act.PUBLISH, Act.REDACT))

RULES: tuple[Rule[ClaimStep], ...] = (
    Rule(3, tuple(Act), by_itself.only_captures),
    Rule(1, tuple(Act), line_checks.follows),
    Rule(1, _WORK, reasons.work_goes_on),
    Rule(1, (Act.CORRECT,), published.something_is_published),
    Rule(1, tuple(PARTS_BY_ACT), line_checks.part_fits),
    Rule(3, tuple(Act), names.names_hide_nothing),
    Rule(3, tuple(Act), words.words_can_be_read),
    Rule(1, (Act.EDIT,), line_checks.edit_names_a_field),
    Rule(1, (Act.EDIT,), reasons.ref_never_changes),
    Rule(1, (Act.RENAME,), published.ref_is_not_published),
    Rule(1, (Act.RENAME,), line_checks.ref_is_another),
    Rule(1, (Act.EDIT,), published.wording_is_not_published),
    Rule(1, (Act.EDIT,), reasons.taking_back_has_a_reason),
    Rule(1, (Act.ASSIGN,), line_checks.assignee_is_named),
    Rule(1, (Act.NOTE,), line_checks.note_says_something),
    Rule(1, (Act.EDIT, Act.RENAME, Act.ASSIGN, Act.NOTE), line_checks.claim_fits),
    Rule(1, (Act.SOURCE,), evidence.standings_stay_true),
    Rule(1, (Act.CAPTURE,), line_checks.capture_is_of_the_claim),
    Rule(1, (Act.ANCHOR,), evidence.only_the_standing_rises),
    Rule(3, (Act.DROP,), evidence.evidence_is_there),
    Rule(3, (Act.AMEND,), evidence.only_what_is_said_of_it_changes),
    Rule(3, (Act.AMEND, Act.DROP), published.evidence_is_not_published),
    Rule(3, (Act.AMEND, Act.DROP), reasons.evidence_changes_with_a_reason),
    Rule(1, (Act.CITE, Act.ANCHOR, Act.AMEND), evidence.standing_is_true),
    Rule(3, (Act.CITE, Act.ANCHOR, Act.AMEND), evidence.machine_words_have_a_place),
    Rule(3, (Act.CITE, Act.ANCHOR, Act.AMEND), evidence.somebody_read_the_picture),
    Rule(3, (Act.CITE, Act.ANCHOR, Act.AMEND), evidence.picture_is_of_a_capture),
    Rule(3, (Act.SOURCE,), reasons.signature_is_voided_with_a_reason),
    Rule(3, (Act.CITE,), reasons.signature_is_questioned_with_a_reason),
    Rule(1, (Act.RATE,), published.verdict_is_not_published),
    Rule(1, (Act.RATE,), line_checks.verdict_names_what_is_there),
    Rule(1, (Act.RATE,), verdict.wording_is_the_claims),
    Rule(1, (Act.RATE,), verdict.has_grounds),
    Rule(3, (Act.RATE,), verdict.cites_what_was_looked_at),
    Rule(1, (Act.RATE,), verdict.conflict_is_resolved),
    Rule(1, (Act.SUBMIT,), verdict.only_what_is_rated_is_submitted),
    Rule(3, (Act.SUBMIT,), verdict.named_reader_may_sign),
    Rule(1, (Act.SUBMIT,), line_checks.submission_is_of_the_verdict),
    Rule(1, _REVIEWS, line_checks.review_says_what_its_line_says),
    Rule(1, _REVIEWS, verdict.verdict_in_force_is_in_review),
    Rule(1, _REVIEWS, reasons.returned_with_a_reason),
    Rule(1, _REVIEWS, verdict.reader_is_a_second_person),
    Rule(3, _REVIEWS, verdict.reader_is_nobody_alike),
    Rule(1, _REVIEWS, verdict.nobody_signs_twice),
    Rule(3, _REVIEWS, verdict.nobody_alike_signs_twice),
    Rule(1, _REVIEWS, key_signature.signature_is_of_its_line),  # no line without it held one
    Rule(1, (Act.CONTACT,), reasons.only_the_answer_is_new),
    Rule(3, (Act.CONTACT,), reasons.answers_only_grow),
    Rule(1, (Act.LINK,), line_checks.link_is_to_another),
    Rule(3, (Act.LINK,), distinctions.link_is_not_told_apart),
    Rule(3, (Act.DISTINGUISH,), distinctions.is_of_another_claim),
    Rule(3, (Act.DISTINGUISH,), distinctions.is_told_once),
    Rule(3, (Act.DISTINGUISH,), distinctions.is_taken_back_with_a_reason),
    Rule(3, (Act.COMMENT,), comments.comment_is_on_what_is_there),
    Rule(3, (Act.COMMENT,), comments.reply_is_to_a_comment),
    Rule(3, (Act.RESOLVE,), comments.resolved_comment_is_open),
    Rule(1, (Act.PUBLISH,), published.only_what_is_signed_is_published),
    Rule(1, (Act.PUBLISH,), evidence.evidence_is_held),
    Rule(1, (Act.REDACT,), line_checks.redaction_names_what_is_there),
    Rule(1, (Act.REDACT,), reasons.redacted_with_a_reason),
    Rule(1, (Act.WITHDRAW,), reasons.withdrawn_with_a_reason),
    Rule(1, (Act.WITHDRAW,), published.taken_back_in_the_open),
)
"""What a line is held to, in this order."""


def decide(record: Record | None, event: Event, scales: Scales) -> Record:
    """The record after a new line, the first where there is none yet.

    Raises RuleRefused, BadInput or NotFound where the line breaks a rule of its edition.
    """
    evolved = partial(evolve, record, event) if record else partial(_begun, event)
    step = ClaimStep(event, record, evolved, scales)
    hold(step, RULES)
    return step.after


def replay(events: Iterable[Event], scales: Scales) -> Record:
    """The record a history tells, each line held to the rules of its edition; raises what `decide` does."""
    step = None
    for step in _steps(events, scales):
        hold(step, RULES)
    assert step is not None  # noqa: S101 - a history without a line was refused
    return step.after


def older_lines(record: Record, scales: Scales) -> Iterator[tuple[Event, str]]:
    """Every line that breaks a rule of today which came after it, and what it breaks."""
    if any(rule.since > record.events[0].edition for rule in RULES):
        yield from broken_since(_steps(record.events, scales), RULES)


def _steps(events: Iterable[Event], scales: Scales) -> Iterator[ClaimStep]:
    """Every line of a history as a step, to be judged before the next is asked for."""
    history = iter(events)
    first = first_of(history)
    step = ClaimStep(first, None, partial(_begun, first), scales)
    yield step
    growing = GrowingRecord.begun(first)
    for event in history:
        step = ClaimStep(event, step.after, partial(_grown, growing, event), scales)
        yield step


def _begun(event: Event) -> Record:
    return GrowingRecord.begun(event).record()


def _grown(growing: GrowingRecord, event: Event) -> Record:
    growing.take(event)
    return growing.record()
