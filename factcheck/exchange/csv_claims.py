"""Claims in CSV (RFC 4180) as spreadsheets write it, with the fields of a claim as headers."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from factcheck.errors import BadInput, Finding
from factcheck.exchange.claim_sheet import ReadSheet, Row, SheetChoices, read_sheet
from factcheck.exchange.sheet_headers import known_headers
from factcheck.model.cell import from_spreadsheet_cell

_NAMED_DELIMITER = re.compile(r"\s*sep=([^\r\n])[\r\n]")
_LOOKED_AT = 20
"""Lines from which the delimiter is told."""


def read_claims(text: str, where: str, choices: SheetChoices = SheetChoices()) -> ReadSheet:  # noqa: B008 - frozen
    """The claims of a sheet, each with its place ("FILE line N"); BadInput for what does not fit.

    The delimiter is what Excel's `sep=` says before the headers, else that of comma, semicolon and tab by which most
    headers are known. Quoted cells may hold line breaks; empty rows are skipped.
    """
    csv.field_size_limit(10_000_000)
    named = _NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else _delimiter(text, choices)
    return read_sheet(_rows(text, delimiter, where, named is not None), where, choices)


def _rows(text: str, delimiter: str, where: str, is_named: bool) -> Iterator[Row]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        if is_named:
            next(rows)
        for cells in rows:
            yield f"{where} line {rows.line_num}", [_text(cell) for cell in cells]
    except csv.Error as wrong:
        place = f"{where} line {rows.line_num}"
        finding = Finding("not-csv", place, f"is not CSV: {wrong}.", "Export it again.")
        raise BadInput.of(where, [finding]) from wrong


def _text(cell: str) -> str:
    """What stands in the cell; U+0000 is in no text, and marks a cell of a workbook that is no value."""
    return from_spreadsheet_cell(cell).replace("\0", "")


def _delimiter(text: str, choices: SheetChoices) -> str:
    """The one by which most headers of one line are known; of several, the most frequent in the first line."""
    lines = list(islice((line for line in StringIO(text, newline=None) if line.strip()), _LOOKED_AT))

    def known(delimiter: str) -> int:
        rows = csv.reader(lines, delimiter=delimiter)
        return max((len(known_headers(cells, choices.columns)) for cells in rows), default=0)

    return max(",;\t", key=lambda one: (known(one), lines[0].count(one) if lines else 0))
