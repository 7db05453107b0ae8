"""Claims as an Excel workbook that is corrected and imported again: no cell is a formula, closed words are chosen."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from factcheck.errors import BadInput, Finding
from factcheck.model.cell import spreadsheet_cell

_LONGEST = 32_767
"""The characters that a cell of Excel holds."""
_LAST_ROW = 1_048_575
_WIDTHS = {"text": 60, "quote": 40, "context": 40, "head": 12}


def to_workbook(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], choices: Mapping[str, Sequence[str]]
) -> bytes:
    """An xlsx file with these columns of the rows; `choices` are the words that a column's cells are chosen from.

    Values are text, lists are parted with semicolons. BadInput for a text that is longer than a cell.
    """
    out, too_long = io.BytesIO(), list[Finding]()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Claims")
        as_text = book.add_format({"quote_prefix": True, "num_format": "@"})
        plain = book.add_format({"num_format": "@"})
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 1)
        for number, row in enumerate(rows, 1):
            for at, name in enumerate(columns):
                text = _text(row.get(name))
                if len(text) > _LONGEST:
                    too_long.append(_too_long(f"{row.get('ref')}: {name}", len(text)))
                elif text:
                    sheet.write_string(number, at, text, plain if spreadsheet_cell(text) == text else as_text)
        for at, name in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(name, 18))
        _offer(book, sheet, columns, choices)
    if too_long:
        raise BadInput.of("The workbook", too_long)
    return out.getvalue()


def _offer(book: Any, sheet: Any, columns: Sequence[str], choices: Mapping[str, Sequence[str]]) -> None:
    """Have the words of closed columns chosen, from a hidden sheet: a list in a cell ends at 255 letters."""
    words = book.add_worksheet("Words")
    words.hide()
    for at, (name, known) in enumerate(choices.items()):
        if name not in columns or not known:
            continue
        for row, word in enumerate(known):
            words.write_string(row, at, word)
        letter = chr(ord("A") + at)
        source = f"=Words!${letter}$1:${letter}${len(known)}"
        column = columns.index(name)
        sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": source})


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _too_long(where: str, length: int) -> Finding:
    message = f"has {length:,} characters, and a cell of Excel holds {_LONGEST:,}."
    return Finding("too-long", where, message, "Take another form for these claims.")
