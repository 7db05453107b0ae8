"""The cells of one sheet of a workbook (xlsx, xlsm, xls, ods) as text; runs in a worker process, whose limits hold."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import python_calamine as calamine

from factcheck.reading.document.media_type import OLE, media_type_of
from factcheck.reading.document.values import ERROR, NO_VALUE, UnreadableDocument

_MOST_CHARACTERS = 60_000_000
_MOST_XML = 300_000_000
_ENCRYPTED_WORD = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"([^>]*)>(.*?)</c>', re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]+)</v>|<is>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def read_cells(body: bytes, wanted: str) -> tuple[str, dict[str, Any]]:
    """The rows that hold something, one a line as JSON (row number from 1, cells), and what is said of the workbook.

    The sheet is the `wanted` one, else the first that is shown and holds something. Raises UnreadableDocument:
    "encrypted", "too-large", "no-sheet", "damaged".
    """
    if media_type_of(body, "") == OLE and _ENCRYPTED_WORD in body:
        raise UnreadableDocument("encrypted")
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)) as book:
            shown = [
                one.name
                for one in book.sheets_metadata
                if one.visible == calamine.SheetVisibleEnum.Visible
                and one.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            name, sheet = _chosen(book, shown, wanted)
            rows = list(_rows(sheet, _unsaved(body, name)))
    except calamine.PasswordError as wrong:
        raise UnreadableDocument("encrypted") from wrong
    except calamine.CalamineError as wrong:
        raise UnreadableDocument("damaged") from wrong
    if sum(map(len, rows)) > _MOST_CHARACTERS:
        raise UnreadableDocument("too-large")
    return "\n".join(rows), {"sheet": name, "sheets": shown, "epoch": _epoch(body)}


def _chosen(
    book: calamine.CalamineWorkbook, shown: list[str], wanted: str
) -> tuple[str, calamine.CalamineSheet]:
    if wanted and wanted not in book.sheet_names:
        raise UnreadableDocument(f"no-sheet:{', '.join(shown)}")
    for name in [wanted] if wanted else shown or book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None or wanted or name == shown[-1]:
            return name, sheet
    raise UnreadableDocument("damaged")


def _rows(sheet: calamine.CalamineSheet, unsaved: dict[tuple[int, int], str]) -> Iterator[str]:
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    rows = {
        first_row + number: [""] * first_column + [_text(cell) for cell in row]
        for number, row in enumerate(sheet.iter_rows())
    }
    for (row, column), text in unsaved.items():
        cells = rows.setdefault(row, [])
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
    rows = {row: cells for row, cells in sorted(rows.items()) if any(cells)}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom, max(rows, default=0)) + 1):
            if row in rows and top in rows and left < min(len(rows[top]), len(rows[row])):
                rows[row][left] = rows[row][left] or rows[top][left]
    for row, cells in rows.items():
        yield json.dumps([row + 1, cells], ensure_ascii=False)


def _text(cell: object) -> str:
    """A cell as it would be written: whole numbers without a point, days as ISO 8601."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _unsaved(body: bytes, name: str) -> dict[tuple[int, int], str]:
    """The cells of an xlsx sheet, by row and column from 0, that hold an error or a formula without its value."""
    xml = _part(body, _place_of(body, name))
    if b' t="e"' not in xml and b"<f" not in xml:
        return {}
    found = {}
    for cell in _CELL.finditer(xml):
        value = _VALUE.search(cell[4])
        at = (int(cell[2]) - 1, _column(cell[1].decode()))
        if b't="e"' in cell[0].partition(b">")[0]:
            found[at] = ERROR + (value[1] or b"").decode(errors="replace") if value else ERROR
        elif b"<f" in cell[4] and not value:
            found[at] = NO_VALUE
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _epoch(body: bytes) -> str:
    """The year from which numbers of days count."""
    return "1904" if re.search(rb'date1904="(?:1|true)"', _part(body, "xl/workbook.xml")) else "1900"


def _place_of(body: bytes, name: str) -> str:
    """The part of an xlsx file that holds a sheet; "" in other files."""
    book, relations = _part(body, "xl/workbook.xml"), _part(body, "xl/_rels/workbook.xml.rels")
    sheets = {_attribute(one, "name"): _attribute(one, r"\w+:id") for one in _SHEET.findall(book)}
    targets = {_attribute(one, "Id"): _attribute(one, "Target") for one in _RELATION.findall(relations)}
    target = targets.get(sheets.get(name, ""), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag.decode("utf-8", "replace"))
    return html.unescape(found[1]) if found else ""


def _part(body: bytes, name: str) -> bytes:
    """One part of a zip file; empty where there is none. Raises UnreadableDocument for one that is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            if parts.getinfo(name).file_size > _MOST_XML:
                raise UnreadableDocument("too-large")
            return parts.read(name)
    except (KeyError, OSError, zipfile.BadZipFile, NotImplementedError, EOFError):
        return b""
