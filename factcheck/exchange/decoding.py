"""Bytes from a spreadsheet or a pipe as text, and what had to be assumed."""

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(content: bytes) -> tuple[str, str | None]:
    """The text, and a sentence to tell when it was not UTF-8: Windows-1252 is assumed then."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content, encoding)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        told = (
            f"Line {line} is not UTF-8, so the text was read as Windows-1252. "
            "If letters look wrong, save it as UTF-8 and try again."
        )
        return content.decode("cp1252", errors="replace"), told


def _marked(content: bytes, encoding: str) -> tuple[str, str | None]:
    """Text whose first bytes say how it is written; what they promise may still not hold."""
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError:
        told = f"Some letters could not be read as {encoding.upper()} and are shown as \ufffd. Save the text as UTF-8."
        return content.decode(encoding, errors="replace"), told
