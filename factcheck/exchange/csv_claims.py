"""Claims in CSV (RFC 4180) as spreadsheets write it, with the fields of a claim as headers."""

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, get_args

from factcheck.errors import BadInput, Finding, did_you_mean
from factcheck.model.cell import from_spreadsheet_cell
from factcheck.model.claim import Claim
from factcheck.model.text import clean

Placed = tuple[str, Mapping[str, Any]]

_NAMED_DELIMITER = re.compile(r"\s*sep=([^\r\n])[\r\n]")
_OF_THE_DESK = frozenset(
    [
        *(
            "status",
            "verdict",
            "author",
            "reader",
            "added_at",
            "changed_at",
            "head",
            "url",
            "state",
            "article_url",
            "label",
        ),
        *("scale", "scale_version", "summary", "published_at", "version", "corrections"),
    ]
)
"""What `list` and the public table say beside the fields of a claim, which an import does not set."""
_COLUMNS = tuple(name for name in Claim.model_fields if name != "place")
"""All fields but the place in an article, which is found in its text and not written by hand."""
_BETWEEN_LINKS = r";(?=\s|;|\Z|https?://)"
"""A link may hold a semicolon itself."""
_LISTS = frozenset(
    name
    for name, field in Claim.model_fields.items()
    if any(arg is Ellipsis for arg in get_args(field.annotation))
)
"""The fields that hold several values, which semicolons separate in a cell."""


def read_claims(text: str, where: str) -> Iterator[Placed]:
    """Each row as its place ("FILE line N") and its fields; BadInput for a header or a row that does not fit.

    The delimiter is what Excel's `sep=` says before the headers, else the most frequent of comma, semicolon and tab
    in the header line. What a sheet of this desk holds beside the fields of a claim is passed over. Quoted cells may
    hold line breaks; empty rows are skipped.
    """
    csv.field_size_limit(10_000_000)
    named = _NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else _delimiter(text)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if named:
        next(rows)
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
    if "article_url" in names:  # in the public table the article is there by its title
        names = ["article_url" if name == "article" else name for name in names]
    findings = [
        Finding(
            "bad-key",
            place,
            f'unknown header "{clean(header).strip()}".',
            did_you_mean(name, _COLUMNS),
        )
        for header, name in zip(headers, names, strict=True)
        if name not in _COLUMNS and name not in _OF_THE_DESK
    ]
    set_here = [name for name in names if name not in _OF_THE_DESK]
    if len(set(set_here)) < len(set_here):
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
        name: from_spreadsheet_cell(cell)
        for name, cell in zip(names, cells, strict=False)
        if cell and not cell.isspace() and name not in _OF_THE_DESK
    }
    for name in _LISTS & given.keys():
        parts = _BETWEEN_LINKS if name == "appearances" else ";"
        given[name] = tuple(part.strip() for part in re.split(parts, given[name]) if part.strip())
    return given
