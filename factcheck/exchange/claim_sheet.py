"""The rows of a sheet as claims: where its headers stand, what each cell gives, and the days in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, get_args

from factcheck.errors import BadInput, Finding, Remedy
from factcheck.exchange.sheet_days import DATES, day_readings
from factcheck.exchange.sheet_headers import HEAD, VERDICT, Columns, known_headers, read_headers
from factcheck.model.claim import Claim
from factcheck.model.dates import in_words
from factcheck.model.text import clean
from factcheck.reading.document.values import ERROR, NO_VALUE

Row = tuple[str, Sequence[str]]
"""The place of a row, such as "FILE line 3", and its cells."""

_ABOVE = 20
"""Rows with something in them among which the headers are looked for."""
_BETWEEN_LINKS = r";(?=\s|;|\Z|https?://)"
"""A link may hold a semicolon itself."""
_LISTS = frozenset(
    name
    for name, one in Claim.model_fields.items()
    if any(arg is Ellipsis for arg in get_args(one.annotation))
)
"""The fields that hold several values, which semicolons separate in a cell."""
_DAYS = ("claimed_on", "deadline")
_OF_CELLS = {
    ERROR: ("holds an error in place of a value.", "Mend the cell."),
    NO_VALUE: (
        "is a formula whose value was not saved.",
        "Open the sheet in a spreadsheet, save it and import it again.",
    ),
}


@dataclass(frozen=True)
class SheetChoices:
    """What a person says of a sheet: the field of each header that is not known, and how its days are to be read."""

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SheetRow:
    """One claim of a sheet: its place, its fields, the fields whose cells are blank, and the head it was written at.

    `verdict` is what a sheet of the desk says of it.
    """

    where: str
    fields: Mapping[str, Any]
    blank: frozenset[str] = frozenset()
    head: str | None = None
    verdict: str | None = None


@dataclass(frozen=True)
class ReadSheet:
    """The claims of a sheet, and what of it was passed over: headers, and rows above them."""

    rows: list[SheetRow]
    passed_over: tuple[str, ...] = ()


def read_sheet(rows: Iterable[Row], where: str, choices: SheetChoices, *, ragged: bool = False) -> ReadSheet:
    """The claims in these rows; BadInput with all that does not fit.

    Rows above the headers are passed over. A row may be longer than the headers only if the sheet is `ragged`.
    """
    filled = ((place, cells) for place, cells in rows if any(map(str.strip, cells)))
    first = list(islice(filled, _ABOVE))
    at = _headers_at(first, choices.columns)
    place, cells = first[at] if first else (f"{where} line 1", ())
    columns, findings = read_headers(_without_blank_end(cells), place, choices.columns)
    if findings:
        raise BadInput.of(where, findings)
    reader = _Reader(columns, choices.dates, ragged=ragged)
    claims = [reader.row(*row) for row in chain(first[at + 1 :], filled)]
    if found := [*reader.findings, *reader.unclear()]:
        raise BadInput.of(where, found)
    above = tuple(f"{one} (above the headers)" for one, _ in first[:at])
    return ReadSheet(claims, (*above, *columns.passed_over))


def _headers_at(rows: Sequence[Row], told: Mapping[str, str]) -> int:
    """Which row names the text and most other fields; where none does, the first that is more than a title."""
    known = [known_headers(cells, told) for _, cells in rows]
    scores = [len(fields) if "text" in fields else 0 for fields in known]
    if any(scores):
        return scores.index(max(scores))
    filled = [sum(map(bool, map(str.strip, cells))) for _, cells in rows]
    return next((at for at, number in enumerate(filled) if number > 1), 0)


def _without_blank_end(cells: Sequence[str]) -> Sequence[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def in_list(name: str, cell: str) -> tuple[str, ...]:
    """The values in a cell of a field that holds several."""
    parts = re.split(_BETWEEN_LINKS if name == "appearances" else ";", cell)
    return tuple(part.strip() for part in parts if part.strip())


class _Reader:
    """Reads row after row; `findings` are what does not fit, and days that may be read in two ways are kept aside."""

    def __init__(self, columns: Columns, dates: frozenset[str], *, ragged: bool) -> None:
        self.findings: list[Finding] = []
        self._fields = columns.fields
        self._dates = dates
        self._ragged = ragged
        self._two_ways: list[tuple[str, str, Mapping[str, str]]] = []

    def row(self, where: str, cells: Sequence[str]) -> SheetRow:
        """What one row says."""
        width = len(self._fields)
        if not self._ragged and any(cell.strip() for cell in cells[width:]):
            message = f"has {len(cells)} cells, but there are {width} headers."
            self.findings.append(Finding("bad-row", where, message, "Put text with commas in quotes."))
        given = {name: cell for name, cell in zip(self._fields, cells, strict=False) if name and cell.strip()}
        head, verdict = given.pop(HEAD, "").strip(), given.pop(VERDICT, "").strip()
        self.findings += [
            Finding("bad-cell", f"{where}: {name}", *_OF_CELLS[cell[:2]])
            for name, cell in given.items()
            if cell.startswith((ERROR, NO_VALUE))
        ]
        fields = {name: self._value(where, name, cell) for name, cell in given.items()}
        blank = frozenset(filter(None, self._fields)) - fields.keys() - {HEAD, VERDICT}
        return SheetRow(where, fields, blank, head or None, verdict or None)

    def unclear(self) -> list[Finding]:
        """One finding for all days that may be read in two ways."""
        findings = []
        for kind in (DATES[:2], DATES[2:]):
            found = [one for one in self._two_ways if kind[0] in one[2]]
            if not found:
                continue
            where, cell, days = found[0]
            more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
            message = f'"{cell}" is {in_words(days[kind[0]])} or {in_words(days[kind[1]])}{more}.'
            mend = Remedy.again("Say once for the whole sheet which it is.", dates=kind)
            findings.append(Finding("unclear-day", where, message, mend))
        return findings

    def _value(self, where: str, name: str, cell: str) -> Any:
        if name in _LISTS:
            return in_list(name, cell)
        return self._day(where, name, cell) if name in _DAYS else cell

    def _day(self, where: str, name: str, cell: str) -> str:
        """The day as EDTF; as it is where it is none, which the claim then says."""
        days = day_readings(cell)
        chosen = [days[word] for word in ("", *self._dates) if word in days]
        if days and not chosen:
            self._two_ways.append((f"{where}: {name}", clean(cell).strip(), days))
        return chosen[0] if chosen else cell
