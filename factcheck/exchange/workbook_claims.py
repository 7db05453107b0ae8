"""Claims in a sheet of a workbook, whose cells a reading process gives."""

from dataclasses import replace

from factcheck.errors import BadInput, Remedy
from factcheck.exchange.claim_sheet import ReadSheet, SheetChoices, read_sheet
from factcheck.reading.document.values import SheetCells

_EPOCHS = frozenset(("1900", "1904"))
_SAVE_ANEW = "Open it in a spreadsheet and save it anew, or save its sheet as “CSV UTF-8” and import that."
_TOO_MUCH = (
    "takes more time or memory to read than a sheet of claims does. Often one stray cell stands far below or to the "
    "right: copy the rows that count into a new workbook, or save the sheet as “CSV UTF-8” and import that."
)
_WHY = {
    "encrypted": "is locked with a password. Save it without one and import that.",
    "damaged": f"cannot be read as a workbook. {_SAVE_ANEW}",
    "crashed": f"cannot be read as a workbook. {_SAVE_ANEW}",
}


def claims_in_workbook(cells: SheetCells | str, where: str, choices: SheetChoices) -> ReadSheet:
    """The claims of a sheet, each with its place ("FILE row N"); BadInput for what does not fit or was not read.

    Sheets beside it are passed over by name. Numbers of days count from the year that the workbook says.
    """
    if isinstance(cells, str):
        raise _unread(cells, where)
    dates = choices.dates if choices.dates & _EPOCHS else choices.dates | {cells.epoch}
    rows = ((f"{where} row {number}", row) for number, row in cells.rows)
    sheet = read_sheet(rows, where, replace(choices, dates=dates), ragged=True)
    others = tuple(f'sheet "{name}"' for name in cells.sheets if name != cells.sheet)
    return replace(sheet, passed_over=(*others, *sheet.passed_over))


def _unread(why: str, where: str) -> BadInput:
    code, _, names = why.partition(":")
    if code == "no-sheet":
        return BadInput(
            f"{where} has no sheet of that name, but: {names}.", (), [Remedy.again("Name one", sheet=None)]
        )
    return BadInput(f"{where} {_WHY.get(code, _TOO_MUCH)}")
