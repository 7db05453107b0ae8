"""The words and metadata of PDF files."""

import re
from collections.abc import Iterator
from typing import Any

from factcheck.reading.document.pdf_page import Page, read_page
from factcheck.reading.document.running_heads import join_pages
from factcheck.reading.document.values import STRUCK_OUT, FileText, UnreadableDocument

_HYPHEN = re.compile("[\ufffe\x02]")
_SOFT_HYPHEN = "\u00ad"
_WRONG_PASSWORD = 4


def read_pdf(body: bytes, most: int) -> FileText:
    """The text of a PDF, page by page with an empty line between, up to the page that exceeds `most` characters.

    A hyphen that only breaks a line becomes a soft hyphen; heads and feet that return on pages stand once. Notes how
    many pages show pictures and no words. Raises UnreadableDocument: encrypted, damaged.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(body) as pdf:
            given = pdf.get_metadata_dict(skip_empty=True)
            pages = list(_until(most, _pages(pdf)))
    except pypdfium2.PdfiumError as wrong:
        why = "encrypted" if getattr(wrong, "err_code", None) == _WRONG_PASSWORD else "damaged"
        raise UnreadableDocument(why) from wrong
    named = {"title": "Title", "author": "Author", "published_on": "CreationDate"}
    found = {key: given[name].removeprefix("D:") for key, name in named.items() if given.get(name)}
    text = join_pages([_HYPHEN.sub(_SOFT_HYPHEN, page.text) for page in pages])
    return FileText(text, found, _notes(pages))


def _pages(pdf: Any) -> Iterator[Page]:
    import pypdfium2.raw

    if pdf.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
        pdf.init_forms()
    for number in range(len(pdf)):
        yield read_page(pdf, number)


def _until(most: int, pages: Iterator[Page]) -> Iterator[Page]:
    """The pages up to the first with which they exceed `most` characters."""
    for page in pages:
        yield page
        most -= len(page.text)
        if most < 0:
            return


def _notes(pages: list[Page]) -> tuple[str, ...]:
    notes = [STRUCK_OUT] if any(page.has_struck_words for page in pages) else []
    pictures = sum(page.has_pictures and not page.text.strip() for page in pages)
    if 0 < pictures < len(pages):
        notes.append(
            f"{pictures} of {len(pages)} pages hold pictures and no words; what is written on them was not read"
        )
    return tuple(notes)
