"""Bytes from a spreadsheet or a pipe decoded as text, with a warning where an encoding was assumed."""

import codecs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> tuple[str, str | None]:
    """The text, and a warning for the user where the bytes are not valid UTF-8 or UTF-16; never raises.

    Without a byte order mark, bytes that are not UTF-8 are read as Windows-1252.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_with_mark(content, encoding)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        warning = (
            f"Line {line} is not UTF-8, so the text was read as Windows-1252. "
            "If letters look wrong, save it as UTF-8 and try again."
        )
        return content.decode("cp1252", errors="replace"), warning


def _decode_with_mark(content: bytes, encoding: str) -> tuple[str, str | None]:
    """Text whose byte order mark names its encoding, which the rest may still violate."""
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError:
        name = encoding.upper()
        warning = f"Some letters could not be read as {name} and are shown as \ufffd. Save the text as UTF-8."
        return content.decode(encoding, errors="replace"), warning
