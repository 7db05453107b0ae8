"""Bringing sheets in: new claims, and corrections of those that are here; all of a sheet in one transaction."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, Finding, MovedSince, NotSoNow, Remedy
from factcheck.exchange.claim_sheet import ReadSheet, SheetChoices, SheetRow, in_list
from factcheck.exchange.csv_claims import read_claims
from factcheck.exchange.decoding import decode
from factcheck.exchange.json_claims import read_json_claims
from factcheck.exchange.sheet_headers import check_told
from factcheck.exchange.workbook_claims import claims_in_workbook
from factcheck.files import disk_errors_explained, write_whole
from factcheck.model.claim import Claim
from factcheck.model.decide import replay
from factcheck.model.moved import claim_at, lines_seen
from factcheck.model.record import Record
from factcheck.model.value import is_blank
from factcheck.model.visible import visible
from factcheck.model.vocabulary import Act, ClaimantType, ClaimKind, Priority
from factcheck.reading.document.media_type import HTML, XHTML, media_type_of
from factcheck.settings import FILE
from factcheck.settings.toml_text import with_columns
from factcheck.store.ledger import Ledger
from factcheck.workflow.act import OpenClaim, store_acts
from factcheck.workflow.claims.add import AddChoices, take_claims
from factcheck.workflow.claims.list import LISTED_WHOLE, list_claims
from factcheck.workflow.earlier.vectors import encode_new
from factcheck.workflow.transfer.imports import ImportResult

_LOG = logging.getLogger(__name__)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of Excel and LibreOffice begin, today's and those of long ago."""
_HEAD = 4_096
_JSON = re.compile(r'\s*(?:\[\s*(?:\{|\])|\{\s*["}])')


@dataclass(frozen=True)
class SheetWishes:
    """How a sheet is read, and what becomes of what is here already.

    `encoding` is given where it is not UTF-8, `sheet` names that of a workbook, `columns` are headers and their fields
    beyond those in the settings, `dates` the words of `sheet_days.DATES`. With `update` rows correct the claims they
    name, for the reason `why`; a `dry` import stores nothing.
    """

    encoding: str | None = None
    anyway: bool = False
    appearances: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    update: bool = False
    why: str | None = None
    sheet: str | None = None
    dry: bool = False


@dataclass(frozen=True)
class RowChange:
    """A row that names a claim which is here: the fields it says otherwise, with the value there and its own.

    `head` is the one the row was written at, None where the sheet does not say or names one of another desk.
    """

    where: str
    ref: str
    head: str | None
    changed: Mapping[str, tuple[Any, Any]]


@dataclass
class SheetImport(ImportResult):
    """What came of a sheet: `stored` are places and new refs, `corrections` what was or would be changed.

    `verdicts` are ratings that a sheet gives, which no sheet can: they need their reasons. `passed_over` names what of
    the sheet was not read.
    """

    stored: list[tuple[str, str]] = field(default_factory=list)
    corrections: list[RowChange] = field(default_factory=list)
    verdicts: list[Finding] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the sheet holds no claim."""
        return super().is_empty and not self.corrections

    @property
    def waiting(self) -> list[RowChange]:
        """The corrections that were not made."""
        return [one for one in self.corrections if one.ref not in self.changed]

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract."""
        corrections = [
            {
                "ref": one.ref,
                "where": one.where,
                "changed": {name: new for name, (_, new) in one.changed.items()},
            }
            for one in self.waiting
        ]
        return {**super().as_json(), "differs": corrections, "passed_over": list(self.passed_over)}


class _DryRun(Exception):
    pass


def import_sheet(
    desk: Desk, source: Path | bytes, wishes: SheetWishes = SheetWishes(), *, where: str | None = None
) -> SheetImport:
    """Claims from a sheet, given as a file or its bytes, in one transaction.

    BadInput carries every finding, and then nothing is stored.
    `where` names the sheet in what is said of it, where that is not its path. NotSoNow where a correction is refused,
    by a rule or since the claim moved in what the row changes.
    """
    where = where or str(source)
    sheet = _read(desk, source, wishes, where)
    brought = SheetImport(passed_over=sheet.passed_over)
    quiet = replace(desk, told=[]) if wishes.dry else desk
    try:
        with desk.store.writing() as ledger:
            _bring(_Bringing(quiet, ledger, wishes, brought), sheet.rows, where)
            if wishes.dry:
                raise _DryRun
    except _DryRun:
        return brought
    if wishes.columns:
        _remember(desk, wishes.columns)
    encode_new(desk)
    _LOG.info(
        "imported a table: %(new)d new, %(changed)d changed, %(here)d here already",
        {"new": len(brought.added), "changed": len(brought.changed), "here": len(brought.alike)},
    )
    return brought


def export_sheet(desk: Desk, path: Path) -> int:
    """Write all claims to a workbook that `import_sheet` takes back; how many they are. Private notes are left out."""
    from factcheck.exchange.workbook_sheet import to_workbook

    rows = list_claims(desk, LISTED_WHOLE)
    choices = {
        "verdict": [rating.id for rating in desk.scale.ratings],
        "kind": [word.value for word in ClaimKind],
        "claimant_type": [word.value for word in ClaimantType],
        "priority": [word.value for word in Priority],
    }
    write_whole(path, to_workbook(LISTED_WHOLE, rows, choices))
    return len(rows)


def _read(desk: Desk, source: Path | bytes, wishes: SheetWishes, where: str) -> ReadSheet:
    choices = SheetChoices({**check_told(desk.settings.columns), **wishes.columns}, wishes.dates)
    with disk_errors_explained(where):
        content = source if isinstance(source, bytes) else source.read_bytes()
    if content.startswith(_WORKBOOKS):
        return claims_in_workbook(desk.readers.sheet(content, wishes.sheet or ""), where, choices)
    if media_type_of(content[:_HEAD], "") in (HTML, XHTML):
        raise BadInput(
            f"{where} is a web page, not a sheet. Open it in a spreadsheet and save it as “CSV UTF-8”."
        )
    text = decode(content, wishes.encoding, where)
    read = read_json_claims if _JSON.match(text) else read_claims
    return read(text, where, choices)


def _remember(desk: Desk, columns: Mapping[str, str]) -> None:
    """Put the columns into the settings file, for the next sheet."""
    path = (desk.settings.folder / FILE).resolve()
    with disk_errors_explained(path):
        text = path.read_bytes().decode()
    if (grown := with_columns(text, columns)) != text:
        write_whole(path, grown.encode())


@dataclass(frozen=True)
class _Bringing:
    """An import under way: where to, as wished, and what came of it so far."""

    desk: Desk
    ledger: Ledger
    wishes: SheetWishes
    brought: SheetImport


def _bring(bringing: _Bringing, rows: Sequence[SheetRow], where: str) -> None:
    wishes, brought = bringing.wishes, bringing.brought
    known = _known(bringing, rows)
    for_new = ((row.where, row.fields) for row in rows if row.fields.get("ref") not in known)
    choices = AddChoices(wishes.anyway, wishes.appearances)
    taken = take_claims(bringing.desk, bringing.ledger, for_new, where, choices)
    brought.added, brought.stored, brought.alike = taken.refs, taken.stored, taken.alike
    for_known = [_named_now(row, known) for row in rows if row.fields.get("ref") in known]
    _correct(bringing, for_known, where)


def _known(bringing: _Bringing, rows: Iterable[SheetRow]) -> Mapping[str, str]:
    """The refs in these rows that claims which are here have or had, each with what that claim is called now.

    None where such rows are wanted as claims or notes.
    """
    if bringing.wishes.anyway or bringing.wishes.appearances:
        return {}
    return bringing.ledger.called_now(str(row.fields["ref"]) for row in rows if "ref" in row.fields)


def _named_now(row: SheetRow, called_now: Mapping[str, str]) -> SheetRow:
    """The row with the ref that its claim has now."""
    return replace(row, fields={**row.fields, "ref": called_now[row.fields["ref"]]})


def _correct(bringing: _Bringing, rows: Sequence[SheetRow], where: str) -> None:
    """Hold rows against the claims they name, and change those where that is wished."""
    brought, findings, refused = bringing.brought, list(_named_twice(rows)), list[Finding]()
    records = {one.claim.ref: one for one in bringing.ledger.records({row.fields["ref"] for row in rows})}
    changed: list[OpenClaim] = []
    for row in rows:
        record = records[row.fields["ref"]]
        brought.verdicts += _rated_in_sheet(bringing.desk, record, row)
        try:
            correction = _correction(bringing.desk, record, row)
            if not correction.changed:
                brought.unchanged += 1
                continue
            brought.corrections.append(correction)
            if bringing.wishes.update and correction.head:
                changed.append(_changed(bringing, record, correction))
        except BadInput as wrong:
            findings += wrong.findings or [Finding("bad-row", row.where, wrong.said, *wrong.remedies)]
        except FactcheckError as wrong:
            refused += _refused(row, wrong)
    if findings:
        raise BadInput.of(where, findings)
    if refused:
        kind = MovedSince if any(one.code == "moved" for one in refused) else NotSoNow
        raise kind(f"{where}: refused for some of its rows; nothing was stored.", refused)
    store_acts(bringing.desk, bringing.ledger, changed)
    brought.changed += [one.record.claim.ref for one in changed]


def _rated_in_sheet(desk: Desk, record: Record, row: SheetRow) -> Iterable[Finding]:
    """What a row of a sheet of this desk says of the verdict, where the claim had another or none."""
    lines = next((line.seq for line in record.events if row.head and line.hash.startswith(row.head)), 0)
    if not lines or not row.verdict:
        return
    verdict = replay(record.events[:lines], desk.scales).verdict
    there = verdict.rating if verdict else None
    if row.verdict != there:
        message = (
            f'the sheet says "{row.verdict}", the desk {there or "nothing yet"}; a sheet gives no verdict.'
        )
        rate = Remedy.by("rate", "Give it with its reasons.", ref=record.claim.ref, rating=row.verdict)
        yield Finding("verdict-in-sheet", f"{row.where}: {record.claim.ref}", message, rate)


def _named_twice(rows: Sequence[SheetRow]) -> Iterable[Finding]:
    seen: set[str] = set()
    for row in rows:
        if row.fields["ref"] in seen:
            message = f'the ref "{row.fields["ref"]}" stands in a row above too.'
            yield Finding("ref-taken", row.where, message, "Take one of them out.")
        seen.add(row.fields["ref"])


def _correction(desk: Desk, record: Record, row: SheetRow) -> RowChange:
    """What a row says otherwise than the claim did where the row was written, so that what moved since stays."""
    head = row.head if row.head and any(line.hash.startswith(row.head) for line in record.events) else None
    before = claim_at(record, lines_seen(record, head) if head else len(record.events))
    then = Claim.of(before)
    given = {name: value for name, value in row.fields.items() if name != "ref" and not is_blank(value)}
    if given.get("assignee") not in (None, then.assignee):
        given["assignee"] = desk.member(str(given["assignee"]))
    kept = {name: value for name, value in before.items() if name not in row.blank} | {"ref": then.ref}
    old, new = then.plain(), Claim.of({**kept, **given}, row.where).plain()
    changed = {
        name: (old.get(name), new.get(name))
        for name in (*given, *sorted(row.blank))
        if _in_cell(name, old.get(name)) != _in_cell(name, new.get(name))
        and not _is_gone(record, old.get(name))
    }
    return RowChange(row.where, record.claim.ref, head, changed)


def _is_gone(record: Record, value: Any) -> bool:
    """Whether words of it were taken out for good, which an older row does not bring back."""
    words = value if isinstance(value, list) else [value]
    return any(isinstance(one, str) and one in record.stand_ins for one in words)


def _in_cell(name: str, value: Any) -> Any:
    """What a sheet of the desk says of a value: marks of direction and a semicolon within one get lost in a cell."""
    if isinstance(value, list):
        return in_list(name, "; ".join(value))
    return visible(value) if isinstance(value, str) else value


def _changed(bringing: _Bringing, record: Record, correction: RowChange) -> OpenClaim:
    """The claim with the correction, decided on the head that the row names."""
    claim = OpenClaim(bringing.desk, bringing.ledger, record, record, correction.head)
    if lacking := bringing.ledger.no_article(correction.changed.get("article", (None, None))[1]):
        raise lacking
    why = {"why": bringing.wishes.why} if bringing.wishes.why else {}
    claim.act(Act.EDIT, {"set": {name: new for name, (_, new) in correction.changed.items()}, **why})
    return claim


def _refused(row: SheetRow, wrong: FactcheckError) -> list[Finding]:
    if isinstance(wrong, MovedSince):
        return [_in_row(one, row.where) for one in wrong.findings]
    return [Finding("refused", row.where, wrong.said, *wrong.remedies)]


def _in_row(finding: Finding, where: str) -> Finding:
    """The finding with the row it is about before its place."""
    see = Remedy.by("show", "See it as it is now.", ref=finding.where.partition(":")[0])
    return Finding(finding.code, f"{where}: {finding.where}", finding.said, see)
