"""Text as a cell of a table that somebody opens in a spreadsheet, and back."""

import re

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_READ_OTHERWISE = re.compile(
    rf"""'*(?:
        [=+\-@＝＋－＠\t\r]                               # a formula (OWASP, CSV injection)
        |(?: 0\d+(?:\.\d+)?                               # a number without its noughts
           | \d{{12,}}                                    # or without its last figures
           | \d+(?:\.\d+)?e\d+
           | \d{{1,2}}[-/.]\d{{1,4}}(?:[-/.]\d{{1,4}})?   # a day
           | \d{{1,4}}/\d{{1,2}}(?:/\d{{1,2}})?
           | \d{{1,3}}:\d{{1,2}}(?::\d{{1,2}})?           # a time
           | (?:\d{{1,2}}[-/.\ ]+)?{_MONTH}[-/.,\ ]+\d{{1,4}}(?:[-/.,\ ]+\d{{1,4}})?
           | \d{{1,2}}[-/.\ ]*{_MONTH}(?:[-/.,\ ]+\d{{1,4}})?
        )\Z
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a spreadsheet takes for something else than its letters; dates as RFC 3339 has them are left to it."""


def spreadsheet_cell(text: str) -> str:
    """The text so that a spreadsheet runs no formula and turns it into no number, day or time: a `'` before it."""
    return f"'{text}" if _READ_OTHERWISE.match(text) else text


def from_spreadsheet_cell(cell: str) -> str:
    """The text that `spreadsheet_cell` made this of."""
    return cell[1:] if cell.startswith("'") and _READ_OTHERWISE.match(cell) else cell
