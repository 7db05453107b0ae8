"""Rule 1 of evidence: each standing says something true about how a quote is held, and rises only by being found."""

from collections.abc import Sequence

from factcheck.errors import Remedy, RuleRefused, Words
from factcheck.model.claim_step import ClaimStep
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.scale import Rating
from factcheck.model.signing import scale_of
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome, SourceKind, Standing
from factcheck.person_names import same_person
from factcheck.phrase import comma, name, say


def standing_is_true(step: ClaimStep) -> None:
    """Rule 1: each standing says something true about how the quote is held."""
    _standing_is_true(step.before, step.part)


def standings_stay_true(step: ClaimStep) -> None:
    """Rule 1: what is told anew of a source leaves every standing of its quotes true."""
    for evidence in step.before.evidence:
        if evidence.source == step.part.id:
            _standing_is_true(step.after, evidence)


def _standing_is_true(record: Record, evidence: Evidence) -> None:
    source = record.source(evidence.source)
    captures = {one.id: one for one in record.captures if one.source == source.id}
    capture = captures.get(evidence.capture or "")
    if evidence.capture is not None and capture is None:
        raise _no_such_capture(record.claim.ref, source.id, evidence.capture, list(captures))
    if evidence.standing is Standing.ANCHORED:
        _words_are_held(record.claim.ref, capture, on_picture=evidence.region is not None)
        on_picture = evidence.region is not None and capture is not None and capture.is_pictured
        if not on_picture and (evidence.position is None or evidence.match is None):
            said = say(
                "{evidence} does not say where in {capture} it stands.",
                evidence=evidence.id,
                capture=evidence.capture or "",
            )
            find = Remedy.by(
                "cite", say("Let the desk find it."), ref=record.claim.ref, source=source.id, quote=None
            )
            raise RuleRefused(1, said, find)
    if evidence.standing is Standing.FILED and (capture is None or capture.outcome is not Outcome.FILED):
        raise RuleRefused(
            1,
            say(
                "source {source} has no document in the archive, so nothing can be filed under it.",
                source=source.id,
            ),
            Remedy.by("source", say("Give the file."), ref=record.claim.ref, file=None),
            say("Or cite it as transcribed."),
        )
    if evidence.standing is Standing.TOLD and source.kind is not SourceKind.CONVERSATION:
        raise RuleRefused(
            1,
            say("source {source} is not a conversation, so nobody told it.", source=source.id),
            Remedy.by(
                "source", say("Record the talk."), ref=record.claim.ref, kind="conversation", title=None
            ),
        )


def _no_such_capture(ref: str, source_id: str, given: str, captures: Sequence[str]) -> RuleRefused:
    if captures:
        return RuleRefused(
            1,
            say("source {source} has no capture {capture}.", source=source_id, capture=given),
            say("It has: {captures}.", captures=comma(captures)),
        )
    said = say(
        "source {source} has no document in the archive, so {capture} cannot be quoted.",
        source=source_id,
        capture=given,
    )
    return RuleRefused(1, said, *fetch_or_file(ref, say("Fetch it.")))


def fetch_or_file(ref: str, text: Words) -> tuple[Remedy, Remedy]:
    """The two ways in which a document comes into the archive; `text` says what is to be fetched."""
    return Remedy.by("fetch", text, ref=ref), Remedy.by("attach", say("Or file it."), ref=ref, file=None)


def _words_are_held(ref: str, capture: Capture | None, *, on_picture: bool) -> None:
    """A fetch that failed, was blocked or came back empty is never evidence of anything."""
    if capture is not None and on_picture and capture.is_pictured:
        return
    if capture is None or not capture.outcome.holds_words or capture.text_digest is None:
        said = (
            say("{capture} is {outcome}", capture=capture.id, outcome=capture.outcome)
            if capture
            else say("no capture is named")
        )
        raise RuleRefused(
            1,
            say("a quote is anchored only by finding it in words that were captured, and {said}.", said=said),
            Remedy.by("fetch", say("Fetch the page."), ref=ref),
            say("Or cite it as transcribed."),
        )


def machine_words_have_a_place(step: ClaimStep) -> None:
    """Rule 1: what a program read stands at a place of a picture, and who looked is whoever says so."""
    evidence: Evidence = step.part
    if evidence.machine_read is None:
        return
    if evidence.region is None or not evidence.standing.is_held:
        raise RuleRefused(
            1,
            say(
                "{evidence} was read by a program, and no place on a picture is named.", evidence=evidence.id
            ),
            say("Say where it stands, or who copied it by hand."),
        )
    known = next((one.who for one in step.before.evidence if one.id == evidence.id), None)
    if evidence.who not in (None, known) and not same_person(evidence.who or "", step.line.by):
        raise RuleRefused(
            1,
            say(
                "{evidence} was looked at by whoever says so, and {person} is not who acts.",
                evidence=evidence.id,
                person=name(evidence.who or ""),
            ),
            say("Have whoever looked say so."),
        )


def somebody_read_the_picture(step: ClaimStep) -> None:
    """Rule 1: words that have a place on a picture and none in a text were read there by a person or a program."""
    one: Evidence = step.part
    if one.region and one.position is None and one.who is None and one.machine_read is None:
        raise RuleRefused(
            1,
            say("{evidence} stands on a picture, and nobody says who read it there.", evidence=one.id),
            say("Have whoever looked say so."),
        )


def picture_is_of_a_capture(step: ClaimStep) -> None:
    """Rule 1: a place on a picture, and a picture of that place, are of what the quote was found in."""
    one: Evidence = step.part
    is_held = one.standing.is_held and one.capture is not None
    if (one.region and not is_held) or (one.picture and not one.region):
        raise RuleRefused(
            1,
            say("{evidence} has a picture of nothing that the desk holds.", evidence=one.id),
            Remedy.by(
                "cite",
                say("Let the desk find it."),
                ref=step.before.claim.ref,
                source=one.source,
                quote=None,
            ),
        )


def only_the_standing_rises(step: ClaimStep) -> None:
    """Rules 1 and 5: a transcribed quote may be found in what the desk holds later; nothing else of it changes."""
    after: Evidence = step.part
    before = step.before.quote(after.id)
    kept = {"source", "stance", "who", "when", "how", "note"}
    rises = before.standing is Standing.TRANSCRIBED and after.standing.is_held
    if not rises or any(getattr(before, name) != getattr(after, name) for name in kept):
        raise RuleRefused(
            5,
            say("{evidence} is on record as it was cited.", evidence=before.id),
            say("Only a transcribed quote can be anchored later."),
        )


def only_what_is_said_of_it_changes(step: ClaimStep) -> None:
    """Rules 1 and 5: stance, note and standing are the desk's own; the words, their source and who saw them are not."""
    after: Evidence = step.part
    before = step.before.quote(after.id)
    kept = {*_THE_QUOTE, *(() if before.standing is not after.standing else _WHERE_HELD)}
    if before.awaits_a_look and not after.awaits_a_look:
        kept.remove("exact")  # who looks puts right what the program misread
    unseen = after.awaits_a_look and not before.awaits_a_look
    if unseen or any(getattr(before, name) != getattr(after, name) for name in kept):
        raise RuleRefused(
            5,
            say("{evidence} is on record with these words.", evidence=before.id),
            Remedy.by("drop", say("Take it back."), ref=step.before.claim.ref, evidence=before.id, why=None),
            Remedy.by(
                "cite", say("And quote anew."), ref=step.before.claim.ref, source=before.source, quote=None
            ),
        )
    if before.standing is not after.standing is Standing.ANCHORED:
        find = Remedy.by(
            "cite", say("Let the desk find it."), ref=step.before.claim.ref, source=before.source, quote=None
        )
        raise RuleRefused(
            1, say("{evidence} is anchored only by finding it in a capture.", evidence=before.id), find
        )


_THE_QUOTE = frozenset({"source", "exact", "prefix", "suffix"})
_WHERE_HELD = frozenset({"capture", "position", "match", "excerpt", "region", "picture", "machine_read"})


def evidence_is_there(step: ClaimStep) -> None:
    """What is taken back is on record."""
    step.before.quote(str(step.line.body.get("evidence")))


def evidence_is_held(step: ClaimStep) -> None:
    """Rule 1: what is published rests on at least one quote that stands in something the desk holds."""
    record = step.before
    if not step.prints_a_version or record.verdict is None:
        return
    rating = scale_of(record.verdict, step.scales).rating(record.verdict.rating)
    if lacks_what_is_held(record, rating):
        ref = record.claim.ref
        raise RuleRefused(
            1,
            say("{ref} cites no quote that stands in a capture or a document of the desk.", ref=ref),
            *fetch_or_file(ref, say("Fetch what it cites.")),
        )


def lacks_what_is_held(record: Record, rating: Rating) -> bool:
    """Whether no cited quote stands in a capture or a document, though something is cited or has to be."""
    cited = record.cited(record.verdict) if record.verdict else ()
    held = any(one.standing.is_held for one in cited)
    return not held and (bool(cited) or rating.order is not None)
