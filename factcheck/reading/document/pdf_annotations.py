"""What lies on top of a PDF page: entries of forms, notes written on the page, stamps, lines that strike words out."""

import ctypes
from typing import Any, NamedTuple

from factcheck.reading.document.pdf_characters import Box

_UNSEEN = 2 | 32
"""The flags of an annotation that is hidden, or not shown on screen (ISO 32000-1, 12.5.3)."""


class OnTop(NamedTuple):
    """What annotations do to a page: areas whose words they strike out, and words that they say but do not draw."""

    struck: tuple[Box, ...] = ()
    said: tuple[str, ...] = ()


def put_on_page(page: Any, form: Any) -> OnTop | None:
    """Make what annotations show a part of the page, which must then be loaded anew; None if there are none.

    Comments that a reader has to open are not shown, and neither are hidden annotations. `form` is the file's form, as
    PDFium has it, if it has one.
    """
    import pypdfium2.raw as pdfium

    struck, said = list[Box](), list[str]()
    shown = 0
    for number in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN or kind == pdfium.FPDF_ANNOT_POPUP:
            remove = True
        elif remove := kind == pdfium.FPDF_ANNOT_STRIKEOUT:
            struck.extend(_areas(annotation))
        elif not pdfium.FPDFAnnot_HasKey(annotation, b"AP"):
            said.append(_said(annotation, kind, form))
        else:
            shown += kind != pdfium.FPDF_ANNOT_LINK
        pdfium.FPDFPage_CloseAnnot(annotation)
        if remove:
            pdfium.FPDFPage_RemoveAnnot(page.raw, number)
    if shown:
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    found = OnTop(tuple(struck), tuple(text for text in reversed(said) if text))
    return found if shown or any(found) else None


def _said(annotation: Any, kind: int, form: Any) -> str:
    """The words of a note on the page or of a form's entry that no drawing of the annotation shows."""
    import pypdfium2.raw as pdfium

    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _string(lambda *room: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *room))
    if kind != pdfium.FPDF_ANNOT_WIDGET or form is None:
        return ""
    shows = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in shows:
        return ""
    return _string(lambda *room: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *room))


def _string(give: Any) -> str:
    """A text that PDFium gives as UTF-16 into room of a given size."""
    import pypdfium2.raw as pdfium

    size = give(None, 0)
    room = ctypes.create_string_buffer(size)
    give(ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return room.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _areas(annotation: Any) -> list[Box]:
    """The rectangles around the words that an annotation marks."""
    import pypdfium2.raw as pdfium

    areas, quad = [], pdfium.FS_QUADPOINTSF()
    for number in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, number, ctypes.byref(quad)):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            areas.append(Box(min(across), min(up), max(across), max(up)))
    return areas
