"""Small PDF and Word files made on the spot, and the same packed into something that unpacks to far more."""

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

import brotlicffi
import docx
from docx.document import Document

from factcheck.reading.document.values import Limits

ROOMY = Limits(memory=1 << 40)
"""For reading in the process of the tests, which may hold more than a worker of its own is allowed."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The names of a Word file's elements (ISO/IEC 29500)."""
INFO = b"/Title (The yearly report) /Author (Jane Roe) /CreationDate (D:20111225100000+01'00')"
LOCKED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (01234567890123456789012345678901)"
    b" /U (01234567890123456789012345678901) >> /ID [(a) (b)]"
)


def pdf(pages: Sequence[Sequence[bytes]], info: bytes = INFO, trailer: bytes = b"") -> bytes:
    """A PDF (ISO 32000-1) of these pages, each a row of lines in Windows-1252."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for lines in pages:
        shown = b"BT /F1 12 Tf 72 720 Td 14 TL %s ET" % b" ".join(b"(%s) Tj T*" % line for line in lines)
        contents = b"%d 0 R" % (len(objects) + 2)
        box = b"/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %s >>" % (box, contents))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
    objects.append(b"<< %s >>" % info)
    return pdf_of_objects(objects, b"/Info %d 0 R %s" % (len(objects), trailer))


def pdf_of_objects(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %s >>" % (count, trailer)
    return whole + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        count,
        table,
        end,
        len(whole),
    )


def word(write: Callable[[Document], object]) -> bytes:
    """A Word file into which `write` has written."""
    document = docx.Document()
    write(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def word_of(body: str, parts: Mapping[str, str]) -> bytes:
    """A Word file with this body and these parts, by name each the XML inside its root element.

    The name of a part says its kind (styles, footnotes, …); any other is a head (h1) or foot (f1) of pages.
    """
    made = {
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
        "_rels/.rels": _ROOT_RELATIONS,
    }
    kinds = {name: {"h": "header", "f": "footer"}.get(name.rstrip("0123456789"), name) for name in parts}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    )
    made["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    )
    roots = {"header": "hdr", "footer": "ftr"}
    for name, inside in parts.items():
        made[f"word/{name}.xml"] = _root(roots.get(kinds[name], kinds[name]), inside)
    types = f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{_MAIN}'
    made["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    return zipped({name: content.encode() for name, content in made.items()})


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = " ".join(
    (
        f'xmlns:w="{WORD}"',
        f'xmlns:r="{_OFFICE}/relationships"',
        f'xmlns:m="{_OFFICE}/math"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    )
)
_MAIN = (
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
)
_ROOT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _root(name: str, inside: str) -> str:
    return f"<w:{name} {_NAMES}>{inside}</w:{name}>"


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP file of these parts."""
    saved = io.BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return saved.getvalue()


def with_part(packed: bytes, name: str, content: bytes) -> bytes:
    """The ZIP file with one part replaced."""
    with ZipFile(io.BytesIO(packed)) as old:
        return zipped({part: old.read(part) for part in old.namelist()} | {name: content})


@cache
def brotli_bomb() -> bytes:
    """About three kilobytes of brotli that unpack to two gigabytes."""
    packer, piece = brotlicffi.Compressor(quality=5), bytes(1 << 24)
    bomb: bytes = b"".join(packer.process(piece) for _ in range(128)) + packer.finish()
    return bomb
