"""What is drawn on a PDF page besides its characters: pictures, thin level lines, spaces, text that is not shown."""

import ctypes
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any, NamedTuple

from factcheck.reading.document.pdf_characters import Box, address

_INVISIBLE = (3, 7)
_SPACES = (" ", "\u00a0", "\u200c")
_NOTHING = 0.01
_LONGEST, _BYTE = 64, 0x100
_DEEPEST = 8
_THICKEST, _SHORTEST = 2.5, 3.0


class Drawing:
    """The objects of a page: boxes of `pictures` and `strokes`, addresses of `invisible` and of all text objects."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self.pictures, self.strokes, self.invisible = list[Box](), list[Box](), set[int]()
        self._texts: list[Any] = []
        self._pdfium = pdfium
        count = pdfium.FPDFPage_CountObjects(page.raw)
        self._take(partial(pdfium.FPDFPage_GetObject, page.raw), count, _AS_IT_IS, _DEEPEST)

    def _take(self, give: Callable[[int], Any], count: int, matrix: "Matrix", deepest: int) -> None:
        """Take note of objects, those of a form within the page by the matrix of the form."""
        pdfium, kind_of = self._pdfium, self._pdfium.FPDFPageObj_GetType
        mode_of = pdfium.FPDFTextObj_GetTextRenderMode
        for number in range(count):
            drawn = give(number)
            kind = kind_of(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(drawn)
                if mode_of(drawn) in _INVISIBLE:
                    self.invisible.add(address(drawn))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures.append(_moved(_bounds(drawn), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                box = _moved(_bounds(drawn), matrix)
                if box.top - box.bottom <= _THICKEST and box.right - box.left >= _SHORTEST:
                    self.strokes.append(box)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and deepest:
                within = partial(pdfium.FPDFFormObj_GetObject, drawn)
                inner = _matrix(drawn) @ matrix
                self._take(within, pdfium.FPDFFormObj_CountObjects(drawn), inner, deepest - 1)

    def unread(self, owners: Collection[int]) -> Iterator[tuple[Box, str]]:
        """Where text objects stand that draw none of the page's characters: spaces, joints of no width, parts ("")."""
        for drawn in self._texts:
            if address(drawn) not in owners:
                box, meant = _bounds(drawn), actual_text(drawn) or " "
                is_space = box.top - box.bottom < _NOTHING and meant in _SPACES
                yield box, meant if is_space else ""


class Matrix(NamedTuple):
    """How a form is placed: x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.4)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def __matmul__(self, outer: "Matrix") -> "Matrix":
        """This placement within another."""
        x, y = outer.point(self.e, self.f)
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            x,
            y,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


_AS_IT_IS = Matrix(1, 0, 0, 1, 0, 0)


def _matrix(form: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(form, ctypes.byref(found))
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _moved(box: Box, matrix: Matrix) -> Box:
    corners = [matrix.point(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    across, up = zip(*corners, strict=True)
    return Box(min(across), min(up), max(across), max(up))


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
