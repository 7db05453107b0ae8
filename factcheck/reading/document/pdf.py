"""The words and metadata of PDF files."""

import re
from collections.abc import Iterator
from typing import Any

from factcheck.reading.document.values import FileText, UnreadableDocument

_HYPHEN = re.compile("[\ufffe\x02]")
_SOFT_HYPHEN = "\u00ad"
_WRONG_PASSWORD = 4


def read_pdf(body: bytes, most: int) -> FileText:
    """The text of a PDF, page by page with an empty line between, up to the page that exceeds `most` characters.

    A hyphen that only breaks a line becomes a soft hyphen. Raises UnreadableDocument: encrypted, damaged.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(body) as pdf:
            given = pdf.get_metadata_dict(skip_empty=True)
            text = "\n\n".join(_until(most, _pages(pdf)))
    except pypdfium2.PdfiumError as wrong:
        why = "encrypted" if getattr(wrong, "err_code", None) == _WRONG_PASSWORD else "damaged"
        raise UnreadableDocument(why) from wrong
    named = {"title": "Title", "author": "Author", "published_on": "CreationDate"}
    found = {key: given[name].removeprefix("D:") for key, name in named.items() if given.get(name)}
    return FileText(text, found)


def _pages(pdf: Any) -> Iterator[str]:
    for page in pdf:
        words = page.get_textpage()
        yield _HYPHEN.sub(_SOFT_HYPHEN, words.get_text_range())
        words.close()
        page.close()


def _until(most: int, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces up to the first with which they exceed `most` characters."""
    for piece in pieces:
        yield piece
        most -= len(piece)
        if most < 0:
            return
