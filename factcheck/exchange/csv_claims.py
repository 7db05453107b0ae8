"""Claims in CSV (RFC 4180) as spreadsheets write it, with the fields of a claim as headers."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, get_args

from factcheck.errors import BadInput, Finding, did_you_mean
from factcheck.model.claim import Claim
from factcheck.model.text import clean

Placed = tuple[str, Mapping[str, Any]]

_COLUMNS = tuple(name for name in Claim.model_fields if name != "place")
"""All fields but the place in an article, which is found in its text and not written by hand."""
_LISTS = frozenset(
    name
    for name, field in Claim.model_fields.items()
    if any(arg is Ellipsis for arg in get_args(field.annotation))
)
"""The fields that hold several values, which semicolons separate in a cell."""


def read_claims(text: str, where: str) -> Iterator[Placed]:
    """Each row as its place ("FILE line N") and its fields; BadInput for a header or a row that does not fit.

    The delimiter is the most frequent of comma, semicolon and tab in the header line. Quoted cells may hold line
    breaks; empty rows are skipped.
    """
    csv.field_size_limit(10_000_000)
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        names = _names(next((cells for cells in rows if any(map(str.strip, cells))), []), where)
        for cells in rows:
            place = f"{where} line {rows.line_num}"
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                message = f"has {len(cells)} cells, but there are {len(names)} headers."
                raise BadInput.of(
                    where, [Finding("bad-row", place, message, "Put text with commas in quotes.")]
                )
            if any(cell.strip() for cell in cells):
                yield place, _fields(names, cells)
    except csv.Error as wrong:
        finding = Finding(
            "not-csv", f"{where} line {rows.line_num}", f"is not CSV: {wrong}.", "Export it again."
        )
        raise BadInput.of(where, [finding]) from wrong


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _names(headers: list[str], where: str) -> list[str]:
    """The fields that the headers name, without empty headers at the end."""
    while headers and not headers[-1].strip():
        headers = headers[:-1]
    names = [header.strip().casefold().replace(" ", "_").replace("-", "_") for header in headers]
    place = f"{where} line 1"
    findings = [
        Finding(
            "bad-key",
            place,
            f'unknown header "{clean(header).strip()}".',
            did_you_mean(name, _COLUMNS),
        )
        for header, name in zip(headers, names, strict=True)
        if name not in _COLUMNS
    ]
    if len(set(names)) < len(names):
        findings.append(Finding("bad-key", place, "a header occurs twice.", "Take one of them out."))
    if "text" not in names:
        findings.append(
            Finding("missing", place, 'no header says "text".', "Name the column with the claims text.")
        )
    if findings:
        raise BadInput.of(where, findings)
    return names


def _fields(names: list[str], cells: list[str]) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: cell for name, cell in zip(names, cells, strict=False) if cell and not cell.isspace()
    }
    for name in _LISTS & given.keys():
        given[name] = tuple(part.strip() for part in given[name].split(";") if part.strip())
    return given
