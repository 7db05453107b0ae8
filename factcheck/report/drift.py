"""What a later capture says of a quote: the line a reader meets, the difference, the notice beside the verdict."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from factcheck.model.drift import Drift
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import RecheckResult
from factcheck.phrase import NOTHING, Message, Phrase, Run, Said, figure, in_sentence, link, say
from factcheck.report.outcomes import RUNG, ended
from factcheck.report.urls import Links
from factcheck.report.wording import day_of, in_prose

_MOST_WORDS = 600
"""A longer quote is shown as it reads now, without the difference."""

_WORDS = re.compile(r"\s*(?:[^\s.,;:!?،؛؟]|[.,;:!?،؛؟](?=\S))+|\s*[.,;:!?،؛؟]+")
"""A word with the space before it; the mark that ends a sentence or a part of one stands alone, one in a figure not."""

_ALIKE = 0.4
"""Wordings that share less than this are shown apart: a difference would be harder to read than the new words."""


@dataclass(frozen=True, slots=True)
class DriftView:
    """What the last recheck of a quote found; `now` is the wording that stands there, with what differs."""

    said: Message
    now: Phrase
    alarming: bool


def drift_view(record: Record, one: Evidence, confidential: bool, to: Links) -> DriftView | None:
    """None where the quote was never looked up again; of a confidential source no word of the later capture."""
    drift = record.latest_drift(one.id)
    if drift is None:
        return None
    capture = _capture(record, drift)
    shown = drift.rung is RecheckResult.QUOTE_ALTERED and drift.found and not confidential
    said = say("<rechecks>Checked again</rechecks> on {day}: {finding}.")
    if shown:
        said = say("<rechecks>Checked again</rechecks> on {day}: {finding}:")
    finding = in_sentence(RUNG[drift.rung]) if confidential else _in_full(drift, capture)
    said = said.at(rechecks=link(to.term("rechecks")), day=day_of(capture.fetched_at), finding=finding)
    media = capture.content_type or ""
    now = (
        difference(*(in_prose(each, media) for each in (one.exact, drift.found or ""))) if shown else NOTHING
    )
    return DriftView(said, now, drift.rung.needs_a_person)


def _capture(record: Record, drift: Drift) -> Capture:
    return next(one for one in record.captures if one.id == drift.capture)


def _in_full(drift: Drift, capture: Capture) -> Said:
    """What was found, with what belongs to the finding of some rungs."""
    finding = in_sentence(RUNG[drift.rung])
    match drift.rung:
        case RecheckResult.GONE:
            return say("{finding}; it was not there twice, at least a day apart", finding=finding)
        case RecheckResult.UNREACHABLE:
            return say("{finding}; most recently, {outcome}", finding=finding, outcome=ended(capture))
        case RecheckResult.UNDETERMINED if not capture.is_whole:
            return say("{finding}, because {outcome}", finding=finding, outcome=ended(capture))
        case RecheckResult.UNDETERMINED if capture.text_digest:
            return say("{finding}, because what came may not be the same page", finding=finding)
        case RecheckResult.UNDETERMINED:
            return say("{finding}, because no words could be read from it", finding=finding)
    return finding


def notice(record: Record, to: Links) -> tuple[Message, ...]:
    """What changed under the verdict in force and nobody has judged yet, quote by quote."""
    if record.withdrawal:
        return ()
    return tuple(
        say(
            "<evidence>Evidence {number}</evidence>: {finding}. Checked on {day}.",
            evidence=link(f"#{to.anchor(record.claim.ref, drift.evidence)}"),
            number=figure(drift.evidence[1:]),
            finding=in_sentence(RUNG[drift.rung]),
            day=day_of(_capture(record, drift).fetched_at),
        )
        for drift in record.unjudged_drift
    )


def evidence_link(record: Record, evidence_id: str, to: Links) -> Run:
    """The way to a quote, by its number on the page."""
    words = say("evidence {number}", number=figure(evidence_id[1:]))
    return link(to.quote(record.claim.ref, evidence_id), words)


def difference(before: str, after: str) -> Phrase:
    """The later wording, with the words that were put in and those that were taken out marked."""
    old, new = _WORDS.findall(before.strip()), _WORDS.findall(after.strip())
    same = _same(old, new)
    last = _same(old[same:][::-1], new[same:][::-1])
    was, now = (words[same : len(words) - last] for words in (old, new))
    if len(was) + len(now) > _MOST_WORDS:
        return Phrase.of(after)
    matcher = SequenceMatcher(
        None, [one.strip() for one in was], [one.strip() for one in now], autojunk=False
    )
    matched = same + last + sum(block.size for block in matcher.get_matching_blocks())
    if 2 * matched < _ALIKE * (len(old) + len(new)):
        return Phrase.of(after)
    steps = (run for step in matcher.get_opcodes() for run in _step(was, now, *step))
    return Phrase((*_whole(new[:same]), *steps, *_whole(new[len(new) - last :])))


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many of the same words two wordings begin."""
    pairs = enumerate(zip(old, new, strict=False))
    shorter = min(len(old), len(new))
    return next((at for at, (one, other) in pairs if one.strip() != other.strip()), shorter)


def _whole(words: Sequence[str]) -> Iterator[Run]:
    if words:
        yield Run("".join(words))


def _step(old: Sequence[str], new: Sequence[str], tag: str, *at: int) -> Iterator[Run]:
    """One stretch; the space before a word stays outside its mark."""
    taken_out, put_in = "".join(old[at[0] : at[1]]), "".join(new[at[2] : at[3]])
    if tag == "equal":
        yield Run(put_in)
        return
    if taken_out and put_in[:1].isalnum():
        put_in = f" {put_in}"
    for text, kind in ((taken_out, "del"), (put_in, "ins")):
        if words := text.lstrip():
            yield Run(text[: -len(words)])
            yield Run(words, kind)


def by_rung(record: Record, capture_id: str) -> Mapping[RecheckResult, list[str]]:
    """What one capture said of the quotes: for each rung, the evidence it was found of, in the order recorded."""
    found: dict[RecheckResult, list[str]] = {}
    there = {one.id for one in record.evidence}
    for drift in record.drift:
        if drift.capture == capture_id and drift.evidence in there:
            found.setdefault(drift.rung, []).append(drift.evidence)
    return found
