"""The ladder of a recheck: what became of a quote between two captures, and of a source that fails again and again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from factcheck.model.evidence import Evidence
from factcheck.model.source import Capture
from factcheck.model.vocabulary import MatchQuality, Outcome, RecheckResult
from factcheck.reading.quote.quote_place import QuotePlace, context_agrees, context_of
from factcheck.reading.quote.quotes import IndexedText, changes_in_words, find_quote

FAILURES_APART = timedelta(hours=24)
"""How far two failures must lie apart before a source counts as gone."""

FAILURES = 3
"""So many failures in a row before a source counts as unreachable."""

_MISSING = frozenset((Outcome.NOT_FOUND, Outcome.DNS))
_PASSING = frozenset(
    (
        Outcome.TIMEOUT,
        Outcome.CONNECT,
        Outcome.PROTOCOL,
        Outcome.DNS,
        Outcome.TLS_EXPIRED,
        Outcome.TLS_WRONG_HOST,
        Outcome.TLS_SELF_SIGNED,
        Outcome.TLS_UNKNOWN_CA,
        Outcome.TLS_FAILED,
    )
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A capture and the text read from it; None where none could be read."""

    capture: Capture
    text: str | None


@dataclass(frozen=True, slots=True)
class RecheckFinding:
    """The rung reached, the wording that stands there now where it is another, and why, with the changes."""

    rung: RecheckResult
    found: str = ""
    reason: str = ""


def compare_quote(evidence: Evidence, before: Snapshot, after: Snapshot) -> RecheckFinding:
    """The highest rung that holds for a quote in a later capture of its source.

    A quote is altered or absent only in a whole capture with its text; failures are judged by `strikes`.
    """
    if _same_bytes(before.capture, after.capture):
        return RecheckFinding(RecheckResult.SAME_BYTES)
    if not after.capture.outcome.holds_words:
        return RecheckFinding(RecheckResult.UNDETERMINED, reason=_why_nothing(after.capture))
    if before.text is not None and before.text == after.text:
        return RecheckFinding(RecheckResult.SAME_TEXT)
    if after.text is None:
        why = after.capture.text_outcome or "no text could be read from it"
        return RecheckFinding(RecheckResult.UNDETERMINED, reason=f"The page came, but {why}.")
    return _quote_step(evidence, before, after.capture.outcome, IndexedText(after.text))


def repeated_failures(captures: Sequence[Capture]) -> RecheckResult | None:
    """What repeated failures of one source, in order of time, amount to.

    GONE: not found or no such host twice, at least 24 hours apart, with no success since. UNREACHABLE: the last three
    attempts failed on the way (server errors, timeouts, TLS, connecting). None: not so, or not yet. What
    a person filed by hand is no attempt.
    """
    attempts = [capture for capture in captures if capture.outcome != Outcome.FILED]
    failing = list(_since_success(attempts))
    missing = [capture.fetched_at for capture in failing if capture.outcome in _MISSING]
    if missing and max(missing) - min(missing) >= FAILURES_APART:
        return RecheckResult.GONE
    last = failing[:FAILURES]
    return RecheckResult.UNREACHABLE if len(last) == FAILURES and all(map(_passes, last)) else None


def _since_success(attempts: Sequence[Capture]) -> Iterator[Capture]:
    """The attempts after the last that gave words or was told that nothing changed, the latest first."""
    for capture in reversed(attempts):
        if capture.outcome.holds_words or capture.outcome == Outcome.UNCHANGED:
            return
        yield capture


def _passes(capture: Capture) -> bool:
    """Whether a failure may be over the next time."""
    if capture.outcome == Outcome.HTTP:
        return capture.status is None or capture.status >= 500
    return capture.outcome in _PASSING


def _same_bytes(before: Capture, after: Capture) -> bool:
    """Whether the bodies are the same; "unchanged" says so of the capture it was compared with and of no other."""
    if after.outcome == Outcome.UNCHANGED:
        return after.baseline == before.id
    return after.payload_digest is not None and after.payload_digest == before.payload_digest


def _why_nothing(capture: Capture) -> str:
    why = f" {capture.reason}" if capture.reason else ""
    return f"The attempt ended in {capture.outcome}, which says nothing about the quote.{why}"


# Where the page changed


def _quote_step(evidence: Evidence, before: Snapshot, outcome: Outcome, page: IndexedText) -> RecheckFinding:
    prefix, suffix = _context(evidence, before.text)
    found = find_quote(page, evidence.exact, prefix, suffix)
    if found.places:
        return _standing(page, found.places, (prefix, suffix))
    if not outcome.is_whole:
        return RecheckFinding(
            RecheckResult.UNDETERMINED,
            reason=f"The quote is not in what came, but that is only a part ({outcome}).",
        )
    if found.near is None:
        return RecheckFinding(
            RecheckResult.QUOTE_ABSENT,
            reason="The page came whole, and neither the quote nor a like wording is in it.",
        )
    weight = "materially" if found.near.material else "in wording only"
    reason = f"The quote reads otherwise now, {weight}: {changes_in_words(found.near.changes)}"
    return RecheckFinding(RecheckResult.QUOTE_ALTERED, found.near.place.exact, reason)


def _standing(page: IndexedText, places: Iterable[QuotePlace], context: tuple[str, str]) -> RecheckFinding:
    """The rung of a quote that stands: at its place, or with other words around it."""
    held = [place for place in places if context_agrees(page, place, *context)]
    if not held:
        return RecheckFinding(
            RecheckResult.QUOTE_MOVED, reason="The quote stands, but the words around it are others now."
        )
    if any(place.match == MatchQuality.EXACT for place in held):
        return RecheckFinding(RecheckResult.QUOTE_EXACT)
    return RecheckFinding(RecheckResult.QUOTE_TYPOGRAPHIC)


def _context(evidence: Evidence, text: str | None) -> tuple[str, str]:
    """The words around the quote as it was cited; where they were not kept, those in the earlier text."""
    if (evidence.prefix or evidence.suffix) or evidence.position is None or text is None:
        return evidence.prefix or "", evidence.suffix or ""
    return context_of(text, evidence.position.start, evidence.position.end)
