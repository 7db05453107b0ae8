"""The characters of a PDF page, each with its place on the page, as PDFium gives them."""

import ctypes
import math
from typing import Any, NamedTuple

_LEVEL = 0.02


class Box(NamedTuple):
    """A rectangle on the page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def address(drawn: Any) -> int:
    """The address of an object of a page, as PDFium gives it; 0 if it gives none."""
    return ctypes.addressof(drawn.contents) if drawn else 0


class Characters:
    """What stands on a page, by index: `codes` are code points, `boxes` the places that characters take up.

    Between characters stand spaces and line ends that PDFium made up from their places; they belong to no object.
    """

    def __init__(self, text_page: Any) -> None:
        import pypdfium2.raw

        self._pdfium, self._page = pypdfium2.raw, text_page.raw
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._targets = [ctypes.byref(number) for number in self._numbers]
        self._matrix = pypdfium2.raw.FS_MATRIX()
        count = range(text_page.count_chars())
        code_of = pypdfium2.raw.FPDFText_GetUnicode
        self.codes = [code_of(self._page, at) for at in count]
        self.boxes = self._boxes(count)

    def _boxes(self, places: range) -> list[Box]:
        rectangle = self._pdfium.FS_RECTF()
        target, box_of = ctypes.byref(rectangle), self._pdfium.FPDFText_GetLooseCharBox
        boxes = []
        for at in places:
            box_of(self._page, at, target)
            boxes.append(Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        return boxes

    def ink(self, at: int) -> Box:
        """The rectangle that the drawn character fills."""
        self._pdfium.FPDFText_GetCharBox(self._page, at, *self._targets)
        left, right, bottom, top = (number.value for number in self._numbers)
        return Box(left, bottom, right, top)

    def origin(self, at: int) -> tuple[float, float]:
        """Where the pen stood for this character: x, and y of its base line."""
        self._pdfium.FPDFText_GetCharOrigin(self._page, at, *self._targets[:2])
        return self._numbers[0].value, self._numbers[1].value

    def size(self, at: int) -> float:
        """The size of the font on the page, in points."""
        self._pdfium.FPDFText_GetMatrix(self._page, at, ctypes.byref(self._matrix))
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return float(self._pdfium.FPDFText_GetFontSize(self._page, at)) * scale

    def is_level(self, at: int) -> bool:
        """Whether the line of this character runs level, as most do."""
        self._pdfium.FPDFText_GetMatrix(self._page, at, ctypes.byref(self._matrix))
        return bool(abs(self._matrix.b) <= _LEVEL * abs(self._matrix.a))

    def owner(self, at: int) -> int:
        """The address of the object that draws this character; 0 if none does."""
        return address(self.drawn_by(at))

    def drawn_by(self, at: int) -> Any:
        """The object that draws this character, as PDFium has it."""
        return self._pdfium.FPDFText_GetTextObject(self._page, at)
