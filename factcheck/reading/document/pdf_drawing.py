"""What is drawn on a PDF page besides its characters: pictures, thin level lines, spaces, text that is not shown."""

import ctypes
from collections.abc import Collection, Iterator
from typing import Any

from factcheck.reading.document.pdf_characters import Box, address

_INVISIBLE = (3, 7)
_SPACES = (" ", "\u00a0", "\u200c")
_NOTHING = 0.01
_LONGEST, _BYTE = 64, 0x100
_THICKEST, _SHORTEST = 2.5, 3.0


class Drawing:
    """The objects of a page: boxes of `pictures` and `strokes`, addresses of `invisible` and of all text objects."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self.pictures, self.strokes, self.invisible = list[Box](), list[Box](), set[int]()
        self._texts: list[Any] = []
        raw, object_at, kind_of = page.raw, pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
        mode_of = pdfium.FPDFTextObj_GetTextRenderMode
        for number in range(pdfium.FPDFPage_CountObjects(raw)):
            drawn = object_at(raw, number)
            kind = kind_of(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(drawn)
                if mode_of(drawn) in _INVISIBLE:
                    self.invisible.add(address(drawn))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures.append(_bounds(drawn))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                box = _bounds(drawn)
                if box.top - box.bottom <= _THICKEST and box.right - box.left >= _SHORTEST:
                    self.strokes.append(box)

    def unread(self, owners: Collection[int]) -> Iterator[tuple[Box, str]]:
        """Where text objects stand that draw none of the page's characters: spaces, joints of no width, parts ("")."""
        for drawn in self._texts:
            if address(drawn) not in owners:
                box, meant = _bounds(drawn), actual_text(drawn) or " "
                is_space = box.top - box.bottom < _NOTHING and meant in _SPACES
                yield box, meant if is_space else ""


def _bounds(drawn: Any) -> Box:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(edge) for edge in edges))
    return Box(*(edge.value for edge in edges))


def actual_text(drawn: Any) -> str:
    """What an object stands for, where the file says so (ActualText; ISO 32000-1, 14.9.4) in a few characters."""
    import pypdfium2.raw as pdfium

    room, size = (ctypes.c_ushort * _LONGEST)(), ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, number)
        if pdfium.FPDFPageObjMark_GetParamStringValue(
            mark, b"ActualText", room, ctypes.sizeof(room), ctypes.byref(size)
        ):
            units = room[: min(size.value // 2, _LONGEST)]
            return _decoded(units[:-1] if units and not units[-1] else units)
    return ""


def _decoded(units: list[int]) -> str:
    """The text; PDFium gives that of hexadecimal strings with each byte of UTF-16 as a unit of its own."""
    if len(units) % 2 == 0 and max(units, default=0) < _BYTE:
        return bytes(units).decode("utf-16-be", "replace")
    return "".join(map(chr, units))
