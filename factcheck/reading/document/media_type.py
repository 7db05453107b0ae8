"""The media type of bytes by their signature; what the server declares only decides what bytes cannot show."""

import io
import re
import zlib
from zipfile import BadZipFile, ZipFile

from factcheck.reading.document.charset import is_wide

HTML = "text/html"
XHTML = "application/xhtml+xml"
XML = "application/xml"
PLAIN = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
MAIL = "message/rfc822"
MHTML = "multipart/related"
RTF = "application/rtf"
WEBARCHIVE = "application/x-webarchive"
WORD_XML = "application/msword+xml"
FLAT_ODF = "application/vnd.oasis.opendocument.text-flat-xml"
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
    (b"{\\rtf", RTF),
    (b"%!PS", "application/postscript"),
    (b"WARC/", "application/warc"),
)
_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"avif": "image/avif", b"heic": "image/heic", b"mif1": "image/heif", b"M4A ": "audio/mp4"}

_IN_XML = (
    (b'progid="Word.Document"', WORD_XML),
    (b"<office:document", FLAT_ODF),
    (b"WebMainResource", WEBARCHIVE),
)
"""Signs of files of word processors and browsers that are written as XML."""

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
_MESSAGE_HEAD = re.compile(rb"\s*(?:From .*\n)?(?:[!-9;-~]+:.*\n(?:[ \t]+\S.*\n)*+){2,}+")
_MESSAGE_SIGN = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type|Snapshot-Content-Location):", re.M | re.I
)
_MESSAGE_FIELD = re.compile(rb"^(?:From|To|Subject|Date|Snapshot-Content-Location):", re.M | re.I)
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|From:\s*\"?<?Saved by)", re.M | re.I)
_XML_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")


def media_type_of(body: bytes, content_type: str) -> str:
    """The media type that the bytes show; other text is HTML only if declared so. Never raises."""
    head = body[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(body)
    if head.startswith(b"bplist00") and b"WebMainResource" in body:
        return WEBARCHIVE
    binary = _binary(head)
    return binary or _kind_of_text(head, content_type)


def is_media(kind: str) -> bool:
    """Whether a media type is an image, audio, video or font, which has no text."""
    return kind.startswith(("image/", "audio/", "video/", "font/")) or kind == "application/ogg"


def what_to_save(kind: str) -> str:
    """What a file of a kind that is not read is, and as what to save it instead."""
    named = _NOT_READ.get(kind)
    what = (
        f"this is {named}" if named else "it is no html, pdf, docx or txt, nor of another kind that is read"
    )
    return f"{what}. Save it as html, pdf, docx, odt, eml or txt"


_NOT_READ = {
    RTF: "an RTF file, which is not read",
    OLE: "a file of an older office program (doc, xls, ppt or msg), which is not read",
    ZIP: "a packed file (zip, xlsx, pptx, epub or the like), which is not read",
    MAIL: "a mailbox of several letters, which is not read",
    WORD_XML: "a Word file written as XML, which is not read",
    FLAT_ODF: "an OpenDocument file written as XML, which is not read",
    "application/postscript": "a PostScript file, which is not read",
    "application/warc": "a web archive of many pages (WARC), which is not read",
}


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
            if "word/document.xml" in packed.NameToInfo:
                return DOCX
            named = packed.read("mimetype") if "mimetype" in packed.NameToInfo else b""
            return ODT if named.strip() == ODT.encode() else ZIP
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
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
        return next((kind for sign, kind in _IN_XML if sign in seen), XML)
    if not wide and (kind := _kind_of_message(head)):
        return kind
    declared = content_type.split(";", maxsplit=1)[0].strip().casefold()
    return declared if declared in (HTML, XHTML) else PLAIN


def _kind_of_message(head: bytes) -> str:
    """Whether text is an e-mail or a page saved as one; "" if it does not begin as messages do (RFC 5322)."""
    fields = _MESSAGE_HEAD.match(head)
    if not fields or not (_MESSAGE_SIGN.search(fields[0]) and _MESSAGE_FIELD.search(fields[0])):
        return ""
    return MHTML if _SAVED_PAGE.search(fields[0]) else MAIL


def _looks_binary(head: bytes) -> bool:
    """Whether more than one byte in a hundred is a control byte not used in text (after WHATWG MIME Sniffing)."""
    odd = len(head) - len(head.translate(None, _CONTROL_BYTES))
    return odd > len(head) * _MOST_CONTROLS
