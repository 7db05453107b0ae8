"""Corrections: what readers were told, what they are still to be told, and what published checks need a look."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from factcheck.model.publication import Correction
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act, CorrectionKind, Step
from factcheck.phrase import Message, Run, Said, figure, say
from factcheck.report.wording import CORRECTION, day_of
from factcheck.store.desk_lines import DeskLine
from factcheck.web.acts.on_evidence import RECHECK
from factcheck.web.acts.on_published import CORRECT
from factcheck.web.links import CORRECTIONS, LINKS
from factcheck.web.pages.today import todo_row
from factcheck.web.visit import Visit
from factcheck.workflow.claims.history import NarrowedHistory, cursor_of, newest_lines
from factcheck.workflow.claims.list import claims_of_refs
from factcheck.workflow.claims.todo import everybodys_step

LIMIT = 25
"""Corrections of a page."""


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """One correction: the claim, of what kind, when and by whom, its words, and where it stands."""

    href: str
    text: str
    lang: str
    kind: Message
    day: Run
    by: str
    what: str
    why: str
    carried: Said
    is_out: bool


def corrections(visit: Visit) -> Response:
    """`/corrections`: what needs one first, then all there were, newest first; `?before=` goes on."""
    before = visit.query.get("before", "")
    lines = newest_lines(visit.desk, LIMIT + 1, NarrowedHistory(act=Act.CORRECT, before=before))
    shown = lines[:LIMIT]
    needs = everybodys_step(visit.desk, Step.RECHECK, LIMIT)
    facts = [] if before else needs.facts
    wanted = {one.ref for one in shown} | {fact["ref"] for fact in facts}
    records = {one.claim.ref: one for one in claims_of_refs(visit.desk, wanted)}
    return visit.page(
        "corrections",
        rows=[row for line in shown for row in _rows(visit, line, records[line.ref])],
        needs=[(todo_row(visit, fact), [*_acts(records[fact["ref"]])]) for fact in facts],
        needed=needs.number,
        more=LINKS.of(CORRECTIONS, before=cursor_of(shown[-1])) if len(lines) > LIMIT else "",
        goes_on=bool(before),
    )


def _acts(record: Record) -> Iterator[tuple[str, Message]]:
    """What may be done about a claim under which something changed."""
    yield LINKS.act(record.claim.ref, "recheck"), RECHECK.title
    if record.publications:
        yield LINKS.act(record.claim.ref, "correct"), CORRECT.title


def _rows(visit: Visit, line: DeskLine, record: Record) -> Iterator[CorrectedRow]:
    said = line.event.body["correction"]
    for one in record.corrections:
        if one.id == said["id"]:
            carried, is_out = _carried(one)
            yield CorrectedRow(
                href=f"{LINKS.claim(line.ref)}#history",
                text=line.text,
                lang=visit.site.edition.lang(line.language),
                kind=CORRECTION[one.kind],
                day=day_of(one.at),
                by=one.by,
                what=one.what,
                why=one.why,
                carried=carried,
                is_out=is_out,
            )


def _carried(one: Correction) -> tuple[Said, bool]:
    """Which version carries it, and whether readers have been told."""
    if one.version is not None:
        if one.kind is CorrectionKind.VOID:
            return say("Readers have been told."), True
        return say("Version {number} carries it.", number=figure(one.version)), True
    return say("Readers have not been told yet."), False
