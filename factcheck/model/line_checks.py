"""What a line of a claim's history has to hold before any rule is asked: a part that fits, ids in turn, what it names.

Each check raises BadInput, or NotFound for what is named and not there.
"""

from collections.abc import Iterable

from factcheck.errors import BadInput, NotFound
from factcheck.model.claim import Claim
from factcheck.model.claim_step import ClaimStep
from factcheck.model.drift import Drift
from factcheck.model.event_body import expect_id
from factcheck.model.evolve import uuid_of
from factcheck.model.parts import PARTS_BY_ACT, TOLD_ANEW
from factcheck.model.record import next_id
from factcheck.model.signing import scale_of
from factcheck.model.vocabulary import Act


def follows(step: ClaimStep) -> None:
    """A claim is added once, and first; articles have histories of their own."""
    if step.known is None and step.line.act is not Act.ADD:
        raise BadInput(f'A claim\'s history begins with "add", not with "{step.line.act}".')
    if step.known and step.line.act in _NEVER_AFTER:
        raise BadInput(f'"{step.line.act}" cannot follow in the history of {step.known.claim.ref}.')


_NEVER_AFTER = (Act.ADD, Act.ARTICLE, Act.SKIP, Act.UNSKIP)


def part_fits(step: ClaimStep) -> None:
    """The part is what its act speaks of, and its id the next of its list, or a known one where that may be."""
    part, act = step.part, step.line.act
    if act is Act.ADD:
        uuid_of(step.line)
    kept = PARTS_BY_ACT[act]
    is_known = act in (Act.ANCHOR, Act.AMEND) or (act in TOLD_ANEW and step.said_before)
    if act is Act.CITE:
        expect_id(part.id, step.before.next_evidence)
    elif kept.list and not is_known and not (act is Act.DISTINGUISH and part.taken_back):
        expect_id(part.id, next_id(kept.letter, getattr(step.before, kept.list)))


def claim_fits(step: ClaimStep) -> None:
    """What the line sets of the claim is what is asked of a claim."""
    body, act, before = step.line.body, step.line.act, step.before.claim
    if act is Act.NOTE:
        changes = {"note": f"{before.note}\n{body['note']}" if before.note else body["note"]}
    else:
        name = "ref" if act is Act.RENAME else "assignee"
        changes = body["set"] if act is Act.EDIT else {name: body.get(name)}
    Claim.of({**before.plain(), **changes}, before.ref)


def edit_names_a_field(step: ClaimStep) -> None:
    """An edit says what it sets."""
    changes = step.line.body.get("set")
    if not isinstance(changes, dict) or not changes:
        raise BadInput(f"{step.before.claim.ref}: an edit names at least one field.")


def ref_is_another(step: ClaimStep) -> None:
    """A claim is renamed to something else than it is called."""
    ref = step.before.claim.ref
    if step.line.body.get("ref") == ref:
        raise BadInput(f"{ref} is called that already. Give another.")


def assignee_is_named(step: ClaimStep) -> None:
    """Somebody is named."""
    who = step.line.body.get("assignee")
    if not isinstance(who, str) or not who.strip():
        raise BadInput(f"Say who is to check {step.before.claim.ref}; the name is blank.")


def note_says_something(step: ClaimStep) -> None:
    """A note has words."""
    added = step.line.body.get("note")
    if not isinstance(added, str) or not added.strip():
        raise BadInput("A note is empty; say it in words.")


def capture_is_of_the_claim(step: ClaimStep) -> None:
    """Its source is there, and what it says of drift is of this capture and of quotes that are there."""
    record, capture = step.before, step.part
    record.source(capture.source)
    drift = step.line.body.get("drift", [])
    if not isinstance(drift, list) or not all(isinstance(one, dict) for one in drift):
        raise BadInput('What a capture says of drift is a list under "drift".')
    for number, one in enumerate(drift, 1):
        said = Drift.of(one, f"drift {number}")
        expect_id(said.id, f"d{len(record.drift) + number}")
        if said.capture != capture.id or not any(one.id == said.evidence for one in record.evidence):
            raise BadInput(f"{record.claim.ref}: {said.id} speaks of a capture or a quote that is not there.")


def verdict_names_what_is_there(step: ClaimStep) -> None:
    """The rating is one of its scale, and the evidence it cites is on record."""
    record, verdict = step.before, step.part
    scale_of(verdict, step.scales).rating(verdict.rating)
    known = {one.id for one in record.evidence}
    if unknown := set(verdict.cites) - known:
        raise NotFound(
            f"{record.claim.ref} has no evidence {_listed(unknown)}; it has {_listed(known) or 'none yet'}."
        )


def submission_is_of_the_verdict(step: ClaimStep) -> None:
    """What is passed on is the verdict in force, to at least one reader."""
    ref, verdict, body = step.before.claim.ref, step.before.verdict, step.line.body
    if verdict is None or body.get("verdict") != verdict.id:
        raise BadInput(f"{ref}: the verdict submitted is not the one in force, {verdict and verdict.id}.")
    reviewers = body.get("reviewers", 1)
    if not isinstance(reviewers, int) or reviewers < 1:
        raise BadInput(f"{ref}: a verdict is read by at least one reviewer, not by {reviewers!r}.")


def review_says_what_its_line_says(step: ClaimStep) -> None:
    """Its decision is the act, and who decided is who acts."""
    line, review = step.line, step.part
    if review.decision.value != line.act.value or review.by != line.by:
        ref = step.before.claim.ref
        raise BadInput(f"{ref}: the review says otherwise than the line of history that holds it.")


def redaction_names_what_is_there(step: ClaimStep) -> None:
    """The lines and captures that words are taken out of are on record, and the body holds nothing else."""
    record, body = step.before, step.line.body
    lines, captures = body.get("lines", {}), body.get("captures", [])
    numbers = {str(event.seq) for event in record.events}
    held = {one.id for one in record.captures}
    known = isinstance(lines, dict) and isinstance(captures, list)
    if not known or not (lines or captures) or not (lines.keys() <= numbers and held.issuperset(captures)):
        raise BadInput(f"{record.claim.ref}: what is taken out is of lines and captures that are on record.")


def link_is_to_another(step: ClaimStep) -> None:
    """An earlier claim is another one, and linked once."""
    record, link = step.before, step.part
    if link.ref in record.refs:
        raise BadInput(f"{link.ref} is this claim itself; name another that says the same.")
    if link.place in {one.place for one in record.links}:
        raise BadInput(f"{record.claim.ref}: {link.place} is linked already.")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
