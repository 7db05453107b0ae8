"""The media type of bytes by their signature; what the server declares only decides what bytes cannot show."""

import io
import re
from zipfile import BadZipFile, ZipFile

from factcheck.reading.document.charset import is_wide

HTML = "text/html"
XHTML = "application/xhtml+xml"
XML = "application/xml"
PLAIN = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
UNKNOWN = "application/octet-stream"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS\x00", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)
_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"avif": "image/avif", b"heic": "image/heic", b"mif1": "image/heif", b"M4A ": "audio/mp4"}

_HEAD = 4_096
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - set(b"\t\n\x0c\r\x1b"))
_MOST_CONTROLS = 0.01
_LEAD = rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?s:.*?)-->)*+"
_HTML_TAG = re.compile(
    _LEAD
    + rb"<(?:!doctype\s+html"
    + rb"|(?:html|head|body|script|style|title|meta|link|iframe|h1|div|font|table|a|b|br|p)[\s>/])",
    re.IGNORECASE,
)
_XHTML_TAG = re.compile(
    _LEAD + rb"<\?xml\b[^>]*>" + _LEAD + rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE
)
_XML_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")


def media_type_of(body: bytes, content_type: str) -> str:
    """The media type that the bytes show; other text is HTML only if declared so. Never raises."""
    head = body[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(body)
    binary = _binary(head)
    return binary or _kind_of_text(head, content_type)


def is_media(kind: str) -> bool:
    """Whether a media type is an image, audio, video or font, which has no text."""
    return kind.startswith(("image/", "audio/", "video/", "font/")) or kind == "application/ogg"


def _binary(head: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF"):
        return _IN_RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    return ""


def _kind_of_zip(body: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(body)) as packed:
            return DOCX if "word/document.xml" in packed.NameToInfo else ZIP
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return ZIP


def _kind_of_text(head: bytes, content_type: str) -> str:
    wide = is_wide(head, content_type)
    seen = head.replace(b"\0", b"").lstrip(b"\xff\xfe") if wide else head
    if _HTML_TAG.match(seen):
        return HTML
    if _XHTML_TAG.match(seen):
        return XHTML
    if not wide and _looks_binary(head):
        return UNKNOWN
    if _XML_LEAD.match(seen):
        return XML
    declared = content_type.split(";", maxsplit=1)[0].strip().casefold()
    return declared if declared in (HTML, XHTML) else PLAIN


def _looks_binary(head: bytes) -> bool:
    """Whether more than one byte in a hundred is a control byte not used in text (after WHATWG MIME Sniffing)."""
    odd = len(head) - len(head.translate(None, _CONTROL_BYTES))
    return odd > len(head) * _MOST_CONTROLS
