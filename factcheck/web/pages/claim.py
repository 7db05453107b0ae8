"""One claim: left what its page says, right what its sources gave, as text with the quotes marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from starlette.responses import Response

from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Status
from factcheck.phrase import Said, visible
from factcheck.report.outcomes import OUTCOME
from factcheck.report.view import claim_view
from factcheck.report.wording import moment
from factcheck.web.acts.table import form_of, offered, sheet_of
from factcheck.web.links import LINKS
from factcheck.web.pages.contacts import contact_rows
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.claims.list import claim_and_article
from factcheck.workflow.evidence.find import capture_text

MOST_SHOWN = 300_000
"""Characters of a captured text that a page shows."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a captured text: `start` is its first code point in the whole, `quoted` the evidence it belongs to.

    `control` names a character that would turn the text around it; the run is then that one character.
    """

    text: str
    start: int
    quoted: tuple[str, ...] = ()
    control: str = ""


@dataclass(frozen=True, slots=True)
class CaptureLink:
    """One capture of a source: how it ended and when, and the address that shows its text, where it has one."""

    id: str
    outcome: Said
    at: Said
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """A source with what was captured of it, newest first."""

    id: str
    name: str
    lang: str
    confidential: bool
    captures: tuple[CaptureLink, ...]


@dataclass(frozen=True, slots=True)
class CapturedText:
    """The text of one capture; `cut` says that it goes on beyond what is shown."""

    capture: str
    source: str
    lang: str
    runs: tuple[TextRun, ...]
    quoted: tuple[str, ...]
    cut: bool


def claim(visit: Visit) -> Response:
    """`/claims/REF`; `?capture=c2` shows the text of that capture, else that of the newest which has one."""
    record, article = claim_and_article(visit.desk, visit.named["ref"])
    ref = record.claim.ref
    if ref != visit.named["ref"]:
        return go_to(LINKS.claim(ref))
    shown = _shown_capture(record, visit.query.get("capture", ""))
    sheet = sheet_of(visit, record)
    acts = offered(sheet)
    here = [name for name, _ in acts if name == "cite" or (name == "rate" and record.evidence)]
    return visit.page(
        "claim",
        claim=claim_view(record, article, visit.site.edition, LINKS),
        acts=[(LINKS.act(ref, name), act.title) for name, act in acts if name not in here],
        forms={name: form_of(sheet, name) for name in here},
        is_read=sheet.standing is Status.IN_REVIEW,
        is_signed=sheet.standing is Status.SIGNED_OFF,
        ref=ref,
        contacts=list(contact_rows(record)),
        sources=list(_sources(visit, record, shown)),
        captured=_captured(visit, record, shown) if shown else None,
    )


def _shown_capture(record: Record, named: str) -> Capture | None:
    if named:
        return record.capture(named)
    readable = (one for one in reversed(record.captures) if one.outcome.holds_words and one.text_digest)
    return next(readable, None)


def _sources(visit: Visit, record: Record, shown: Capture | None) -> Iterator[SourceLinks]:
    for one in record.sources:
        captures = tuple(
            CaptureLink(
                id=capture.id,
                outcome=OUTCOME[capture.outcome],
                at=moment(capture.fetched_at),
                href=f"{LINKS.claim(record.claim.ref)}?capture={capture.id}#captured"
                if capture.text_digest
                else "",
                current=capture == shown,
            )
            for capture in reversed(record.captures_of(one.id))
        )
        named = one.title or one.url or ""
        lang = visit.site.edition.lang(one.language) if one.title else ""
        yield SourceLinks(one.id, named, lang, one.confidential, captures)


def _captured(visit: Visit, record: Record, shown: Capture) -> CapturedText:
    """The text that was read from a capture; NotFound where there is none."""
    whole = capture_text(visit.desk, record.claim.ref, shown.id)
    places = [
        (one.position.start, one.position.end, one.id)
        for one in record.evidence
        if one.capture == shown.id and one.position
    ]
    runs = tuple(runs_of(whole[:MOST_SHOWN], places))
    source = record.source(shown.source)
    return CapturedText(
        capture=shown.id,
        source=source.id,
        lang=visit.site.edition.lang(source.language),
        runs=runs,
        quoted=tuple(one for _, _, one in places),
        cut=len(whole) > MOST_SHOWN,
    )


def runs_of(text: str, places: list[tuple[int, int, str]]) -> Iterator[TextRun]:
    """The text cut where quotes begin and end, and around each character that would turn its direction."""
    cuts = {0, len(text)}
    for start, end, _ in places:
        cuts |= {min(start, len(text)), min(end, len(text))}
    controls = (
        {} if text.isascii() else {at: visible(one) for at, one in enumerate(text) if visible(one) != one}
    )
    for at in controls:
        cuts |= {at, at + 1}
    bounds = sorted(cuts)
    for start, end in pairwise(bounds):
        quoted = tuple(one for begins, ends, one in places if begins <= start < ends)
        yield TextRun(text[start:end], start, quoted, controls.get(start, ""))
