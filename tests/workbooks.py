"""Workbooks as people and programs make them, for tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"


def xlsx(rows: Sequence[Sequence[object]], *, epoch: str = "1900", **cells: object) -> bytes:
    """An Excel workbook with these rows and single cells in its sheet; a datetime is a day that is shown as one."""
    return xlsx_sheets({"Sheet1": rows}, epoch=epoch, cells=cells)


def xlsx_sheets(
    sheets: Mapping[str, Sequence[Sequence[object]]], *, epoch: str = "1900", cells: Mapping[str, object] = {}
) -> bytes:
    """The same with several sheets, and single `cells` by their place in the first."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": epoch == "1904", "in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(at, column, cell, day)
                    elif cell is not None:
                        sheet.write(at, column, cell)
        for place, cell in cells.items():
            book.worksheets()[0].write(place, cell)
    return out.getvalue()


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a part of its XML changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            body = before.read(name).decode() if name == part else before.read(name)
            if isinstance(body, str):
                assert old in body
                body = body.replace(old, new)
            after.writestr(name, body)
    return out.getvalue()


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """A LibreOffice sheet with these rows, and with the million empty ones that it writes below."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    body = (
        f'<office:document-content xmlns:office="{_NAMES}office:1.0" xmlns:table="{_NAMES}table:1.0" '
        f'xmlns:text="{_NAMES}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{lines}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_NAMES}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, content in (("mimetype", _ODS), ("META-INF/manifest.xml", manifest), ("content.xml", body)):
            parts.writestr(name, content)
    return out.getvalue()
