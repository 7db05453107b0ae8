"""PDF files drawn by hand (ISO 32000-1): content streams, annotations, fonts whose codes stand for any letters."""

from collections.abc import Sequence

from tests.reading.files import pdf_of_objects

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_FIRST_CODE = 0x41


def drawn(
    *pages: bytes, annotations: Sequence[bytes] = (), objects: Sequence[bytes] = (), root: bytes = b""
) -> bytes:
    """A PDF with a page for each content stream, on which F1 is Helvetica, F2 the first and Im the second object.

    The annotations lie on the first page; objects have the numbers from 4 on.
    """
    first = 4 + len(objects)
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    resources = (
        b"/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >>" if objects else b"/Font << /F1 3 0 R >>"
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        HELVETICA,
        *objects,
    ]
    for at, content in enumerate(pages):
        on_top = b"/Annots [%s]" % b" ".join(annotations) if at == 0 else b""
        page = b"/Parent 2 0 R /MediaBox [0 0 612 792] /Resources << %s >> %s" % (resources, on_top)
        parts.append(b"<< /Type /Page %s /Contents %d 0 R >>" % (page, first + 2 * at + 1))
        parts.append(stream(content))
    return pdf_of_objects(parts)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def text(x: float, y: float, words: str, size: float = 12) -> bytes:
    """Words of Helvetica at a place."""
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n".encode("cp1252")


class Font:
    """A font of one code for each of these texts, half as wide as it is high; a text may be several letters."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def objects(self) -> list[bytes]:
        """The font, which must be the first object of the file, and its table of what its codes stand for."""
        rows = "\n".join(
            f"<{_FIRST_CODE + at:02x}> <{each.encode('utf-16-be').hex()}>"
            for at, each in enumerate(self._texts)
        )
        table = (
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(self._texts)} beginbfchar\n{rows}\nendbfchar endcmap end"
        )
        widths = " ".join(["500"] * len(self._texts))
        font = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar {_FIRST_CODE} /LastChar "
            f"{_FIRST_CODE + len(self._texts) - 1} /Widths [{widths}] /ToUnicode 6 0 R /Encoding /WinAnsiEncoding >>"
        )
        return [font.encode(), stream(b""), stream(table.encode())]

    def glyph(self, x: float, y: float, one: str, size: float = 12) -> bytes:
        """One glyph at a place."""
        code = _FIRST_CODE + self._texts.index(one)
        return f"BT /F2 {size} Tf 1 0 0 1 {x:.2f} {y} Tm <{code:02x}> Tj ET\n".encode()
