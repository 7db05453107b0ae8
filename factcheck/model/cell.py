"""Text as a cell of a table that somebody opens in a spreadsheet."""


def spreadsheet_cell(text: str) -> str:
    """The text so that no spreadsheet runs it as a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
