"""What the API answers with after an act, as types."""

from factcheck.model.text import Ref, Sha256, ShortId
from factcheck.model.value import Instant
from factcheck.model.vocabulary import (
    Outcome,
    RecheckResult,
    Status,
    Way,
)
from factcheck.web.api.shapes import Answer, FindingShown, Shown


class OnClaim(Shown):
    """What something is on a claim: a source, a capture of it, or fields of it that were taken from its page."""

    ref: Ref
    source: ShortId
    capture: ShortId | None = None
    fields: list[str] | None = None


class OnQuote(Shown):
    """What became of a quote: where it was looked for anew, the result (`rung`), and the words that stand there now."""

    ref: Ref
    evidence: ShortId
    rung: RecheckResult | None = None
    reason: str | None = None
    found: str | None = None


class SeenPage(Shown):
    """What a visit to an address gave, and what it means to the claims that cite it."""

    url: str
    outcome: Outcome
    reason: str | None
    record: Sha256
    digest: str | None
    text_digest: str | None
    fetched_at: Instant
    status: int | None
    final_url: str | None
    content_type: str | None
    size: int
    let_through: bool
    notes: list[str]
    way: Way
    sends_on: str | None
    claims: list[OnClaim]
    taken: list[OnClaim]
    drift: list[OnQuote]
    anchored: list[OnQuote]
    """Transcribed quotes that it holds."""
    unfound: list[OnQuote]
    """Transcribed quotes that it does not hold."""


class Done(Answer):
    """What an act brought about, as far as it is of that kind."""

    ref: Ref | None = None
    """The claim that was acted on, by its ref now."""
    status: Status | None = None
    head: Sha256 | None = None
    """What stands for its history now; null where others acted on it too since the head that was named, if any was."""
    told: list[FindingShown]
    """What is to be known of it, such as that a signature is void."""
    changed: list[str] | None = None
    """The fields that really changed."""
    source: ShortId | None = None
    capture: ShortId | None = None
    captures: list[SeenPage] | None = None
    """What was fetched."""
    evidence: ShortId | None = None
    verdict: ShortId | None = None
    review: ShortId | None = None
    contact: ShortId | None = None
    draft: str | None = None
    """The link to the draft, which is told this once: an address, or a path of the desk where it names no address."""
    comment: ShortId | None = None
    correction: ShortId | None = None
    link: ShortId | None = None
    job: int | None = None
    """The job that does it later."""
    published: list[int] | None = None
    """The version that went out; none where it was kept back, or out already."""
    lines: list[int] | None = None
    """The lines of the history whose words were taken out."""
    files: list[ShortId] | None = None
    """The captures whose files were taken out."""
    refs: list[Ref] | None = None
    """The claims that were entered."""
    alike: list[Ref] | None = None
    """The claims that say the same and were here already."""
    article: Ref | None = None
    numbers: list[int] | None = None
    """The sentences for which it was not so before."""
    sentences: int | None = None
    """How many the article has."""
    proposed: dict[str, str] | None = None
    """What the text says of itself, where nobody said it."""
    lost: list[str] | None = None
    """Words of claims, and of sentences set aside, that a revised text has no more."""
