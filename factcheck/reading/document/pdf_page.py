"""The words of one page of a PDF, as a reader sees them."""

from dataclasses import dataclass
from typing import Any

from factcheck.reading.document.pdf_annotations import OnTop, put_on_page
from factcheck.reading.document.pdf_characters import Box, Characters
from factcheck.reading.document.pdf_drawing import Drawing
from factcheck.reading.document.pdf_lines import LeftToRight, split_lines
from factcheck.reading.document.pdf_paragraphs import paragraphs
from factcheck.reading.document.pdf_right_to_left import RightToLeft, has_right_to_left
from factcheck.reading.document.pdf_unseen import invisible_characters, struck_characters


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, paragraph by paragraph, and whether pictures stand on it and words were struck out."""

    text: str
    has_pictures: bool
    has_struck_words: bool


def _shown(page: Any) -> Box:
    """The part of the page that is shown."""
    return Box(*page.get_bbox())


def read_page(pdf: Any, number: int) -> Page:
    """Read a page with what forms and notes show on it."""
    page = pdf[number]
    on_top = put_on_page(page, pdf.formenv.raw if pdf.formenv else None)
    if on_top:
        page.close()
        page = pdf[number]
    text_page = page.get_textpage()
    characters, drawing = Characters(text_page), Drawing(page)
    struck = struck_characters(characters, drawing, (on_top or OnTop()).struck)
    lines = split_lines(characters, struck | invisible_characters(characters, drawing, _shown(page)))
    if has_right_to_left(characters.codes):
        read = RightToLeft(characters, drawing).read(lines)
    else:
        read = LeftToRight(characters).read(lines)
    text = _whole("\n".join(filter(None, (paragraphs(read), *(on_top or OnTop()).said))))
    text_page.close()
    page.close()
    return Page(text, bool(drawing.pictures), bool(struck))


def _whole(text: str) -> str:
    """The text with characters as one that PDFium gives in two halves (surrogates of UTF-16)."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
