"""Rechecks: what became of a quote between two captures, and what repeated failures of a source mean."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from factcheck.model.evidence import Evidence
from factcheck.model.source import Capture
from factcheck.model.vocabulary import MatchQuality, Outcome, RecheckResult
from factcheck.reading.quote.quote_check import LEFT_OUT
from factcheck.reading.quote.quote_place import QuotePlace, context_agrees, context_of
from factcheck.reading.quote.quotes import IndexedText, NearestWording, changes_in_words, find_quote
from factcheck.reading.quote.same_document import ANOTHER, QuotedText, same_title, why_uncertain

FAILURES_APART = timedelta(hours=24)
"""The least time between two failures before a source counts as gone."""

FAILURES = 3
"""The number of consecutive failures after which a source counts as unreachable."""

_MISSING = frozenset((Outcome.NOT_FOUND, Outcome.DNS))
_TEMPORARY = frozenset(
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
    """A capture and the text read from it; None if no text could be read.

    `main_text` reads it again without the frame of its site, where somebody has to know what the document itself is.
    """

    capture: Capture
    text: str | None
    main_text: Callable[[], str | None] = lambda: None


@dataclass(frozen=True, slots=True)
class RecheckFinding:
    """The result of a recheck; if the wording changed, `found` is the new one; `reason` explains, with the changes."""

    result: RecheckResult
    found: str = ""
    reason: str = ""


def compare_quote(evidence: Evidence, before: Snapshot, after: Snapshot) -> RecheckFinding:
    """What became of a quote in a later capture of its source: the best result that holds. Never raises.

    A quote is altered or absent only if the later capture is whole, has a text, and is a version of the same document;
    `repeated_failures` judges failures.
    """
    if same_bytes(before.capture, after.capture):
        return RecheckFinding(RecheckResult.SAME_BYTES)
    if not after.capture.outcome.holds_words:
        return RecheckFinding(RecheckResult.UNDETERMINED, reason=_no_words(after.capture))
    if before.text is not None and before.text == after.text:
        return RecheckFinding(RecheckResult.SAME_TEXT)
    if after.text is None:
        why = after.capture.text_outcome or "no text could be read from it"
        return RecheckFinding(RecheckResult.UNDETERMINED, reason=f"The page came, but {why}.")
    return _compare_with_page(evidence, before, after.capture, IndexedText(after.text))


def repeated_failures(captures: Sequence[Capture]) -> RecheckResult | None:
    """What the failures of one source mean; `captures` are in the order of time.

    GONE: twice not found or no such host, at least 24 hours apart, with no success since. UNREACHABLE: the last three
    attempts failed temporarily (server errors, timeouts, TLS, connecting). None: neither, or not yet. Files added by
    hand are not attempts.
    """
    attempts = [capture for capture in captures if capture.outcome != Outcome.FILED]
    failing = list(_since_success(attempts))
    missing = [capture.fetched_at for capture in failing if capture.outcome in _MISSING]
    if missing and max(missing) - min(missing) >= FAILURES_APART:
        return RecheckResult.GONE
    last = failing[:FAILURES]
    return RecheckResult.UNREACHABLE if len(last) == FAILURES and all(map(_is_temporary, last)) else None


def _since_success(attempts: Sequence[Capture]) -> Iterator[Capture]:
    """The attempts after the last success (words, or the answer that nothing changed), the latest first."""
    for capture in reversed(attempts):
        if capture.outcome.holds_words or capture.outcome == Outcome.UNCHANGED:
            return
        yield capture


def _is_temporary(capture: Capture) -> bool:
    """Whether a failure may be temporary."""
    if capture.outcome == Outcome.HTTP:
        return capture.status is None or capture.status >= 500
    return capture.outcome in _TEMPORARY


def same_bytes(before: Capture, after: Capture) -> bool:
    """Whether the bodies are the same; the outcome "unchanged" says so only of its baseline capture.

    Of a page that a browser drew they do not say what it shows, which its scripts fetch.
    """
    if before.browser or after.browser:
        return before.id == after.id
    if after.outcome == Outcome.UNCHANGED:
        return after.baseline == before.id
    return after.payload_digest is not None and after.payload_digest == before.payload_digest


def _no_words(capture: Capture) -> str:
    why = f" {capture.reason}" if capture.reason else ""
    return f"The attempt ended in {capture.outcome}, which says nothing about the quote.{why}"


# The page changed


def _compare_with_page(
    evidence: Evidence, before: Snapshot, capture: Capture, text: IndexedText
) -> RecheckFinding:
    prefix, suffix = _context(evidence, before.text)
    found = find_quote(text, evidence.exact, prefix, suffix)
    if found.places:
        return _at_places(text, found.places, (prefix, suffix))
    if not capture.is_whole:
        why = f" {capture.reason}" if capture.reason else ""
        return RecheckFinding(
            RecheckResult.UNDETERMINED,
            reason=f"The quote is not in what was read, but that is only a part ({capture.outcome}).{why}",
        )
    if why := _why_uncertain(evidence, before, capture, text, found.nearest):
        return RecheckFinding(RecheckResult.UNDETERMINED, reason=why)
    if found.nearest is None:
        return RecheckFinding(
            RecheckResult.QUOTE_ABSENT,
            reason="The page came whole, and neither the quote nor a like wording is in it.",
        )
    kind = "materially" if found.nearest.material else "in wording only"
    reason = f"The quote reads otherwise now, {kind}: {changes_in_words(found.nearest.changes)}"
    return RecheckFinding(RecheckResult.QUOTE_ALTERED, found.nearest.place.exact, reason)


def _why_uncertain(
    evidence: Evidence, before: Snapshot, capture: Capture, text: IndexedText, nearest: NearestWording | None
) -> str:
    """Why a quote that was not found need be neither gone nor altered, in a sentence; "" if it is one of them."""
    if capture.status not in (None, HTTPStatus.OK):
        return f"The site answered {capture.status}, which need not be the page itself."
    if nearest and _is_in_context(text, nearest, evidence.exact, _context(evidence, before.text)):
        return ""
    if why := _came_otherwise(before.capture, capture):
        return why
    titles = (one.proposed.title if one.proposed else None for one in (before.capture, capture))
    quoted = _quoted_text(evidence, before)
    return why_uncertain(quoted, text, same_title=same_title(*titles)) if quoted else ANOTHER


def _came_otherwise(before: Capture, after: Capture) -> str:
    """Why a page may show less than before though it is the same: it came by another way; "" if it did not."""
    drawn, now = before.browser, after.browser
    if drawn and not now:
        return "The quote stood on the page as a browser drew it; this time it came without what its scripts add."
    if now and not drawn:
        return "This time a browser drew the page, which may show less than was in the bytes that were read before."
    if drawn and now and drawn.logged_in and not now.logged_in:
        return "The quote stood on the page as somebody saw it who was logged in; this time nobody was."
    if drawn and now and drawn.accepted and not now.accepted:
        return "The quote stood on the page after its cookies were accepted; this time they were not."
    return ""


def _is_in_context(text: IndexedText, nearest: NearestWording, exact: str, context: tuple[str, str]) -> bool:
    """Whether a changed wording stands where the quote stood; at an end of the text, if it begins or ends alike."""
    now = IndexedText(nearest.place.exact)
    pieces = [IndexedText(piece) for piece in exact.split(LEFT_OUT)]
    begins = context[0] or any(was.words(0, 2) == now.words(0, 2) for was in pieces)
    ends = context[1] or any(_last_two(was) == _last_two(now) for was in pieces)
    return bool(begins and ends) and context_agrees(text, nearest.place, *context)


def _last_two(words: IndexedText) -> tuple[str, ...]:
    return words.words(max(len(words) - 2, 0), len(words))


def _quoted_text(evidence: Evidence, before: Snapshot) -> QuotedText | None:
    """The earlier document with the place of the quote, without the frame of its site if that can be told apart."""
    main, page = before.main_text() or "", before.text or ""
    if places := find_quote(IndexedText(main), evidence.exact, evidence.prefix, evidence.suffix).places:
        return QuotedText(main, (places[0].start, places[0].end), page)
    at = evidence.position
    return QuotedText(page, (at.start, at.end), page) if at and page else None


def _at_places(text: IndexedText, places: Iterable[QuotePlace], context: tuple[str, str]) -> RecheckFinding:
    """The result for a quote that was found: in its context, or in another."""
    held = [place for place in places if context_agrees(text, place, *context)]
    if not held:
        return RecheckFinding(
            RecheckResult.QUOTE_MOVED, reason="The quote stands, but the words around it are others now."
        )
    if any(place.match == MatchQuality.EXACT for place in held):
        return RecheckFinding(RecheckResult.QUOTE_EXACT)
    return RecheckFinding(RecheckResult.QUOTE_TYPOGRAPHIC)


def _context(evidence: Evidence, text: str | None) -> tuple[str, str]:
    """The context of the quote as cited; if none was kept, its context in the earlier text."""
    if (evidence.prefix or evidence.suffix) or evidence.position is None or text is None:
        return evidence.prefix or "", evidence.suffix or ""
    return context_of(text, evidence.position.start, evidence.position.end)
