"""E-mails (RFC 5322, MIME), and pages that a browser saved as one file: MHTML (RFC 2557) and Safari's web archives."""

import plistlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import Any

from factcheck.reading.document.charset import decode_text
from factcheck.reading.document.plain_text import without_quote_marks
from factcheck.reading.document.saved_from import message_date
from factcheck.reading.document.seen_words import seen_text
from factcheck.reading.document.values import FileText, UnreadableDocument

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
"""The header fields that mail programs show above a letter."""
_MANY_LETTERS = re.compile(rb"\n\r?\nFrom \S+ .*\d{4}\r?\n[\w-]+:")
_PAGES = ("text/html", "application/xhtml+xml")
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page of an MHTML file: its bytes, what was said of their type, its URL, what it shows by `src`, and when."""

    body: bytes
    content_type: str
    url: str
    parts: Mapping[str, str]
    saved_at: str = ""


@dataclass(slots=True)
class _Letter:
    """What was gathered of a letter: its texts in order, and the names of what is attached."""

    texts: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)


def saved_webarchive(body: bytes) -> SavedPage:
    """The page of a file that Safari saved (a property list). Raises UnreadableDocument (damaged) if there is none."""
    try:
        archive = plistlib.loads(body)
        parts = dict(_archived_parts(archive))
        root = archive["WebMainResource"]
        content, url = bytes(root["WebResourceData"]), str(root.get("WebResourceURL", ""))
        return SavedPage(content, _archived_type(root), url, parts)
    except (plistlib.InvalidFileException, KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise UnreadableDocument("damaged") from wrong


def _archived_type(resource: dict[str, Any]) -> str:
    kind, charset = (resource.get(f"WebResource{name}", "") for name in ("MIMEType", "TextEncodingName"))
    return f"{kind}; charset={charset}" if charset else str(kind)


def _archived_parts(archive: dict[str, Any]) -> Iterator[tuple[str, str]]:
    frames = archive.get("WebSubframeArchives", [])
    for one in (*archive.get("WebSubresources", []), *(frame["WebMainResource"] for frame in frames)):
        kind = _archived_type(one)
        if kind.startswith((*_PAGES, "text/css")):
            is_page = kind.startswith(_PAGES)
            yield one["WebResourceURL"], decode_text(bytes(one["WebResourceData"]), kind, markup=is_page).text


def saved_page(body: bytes) -> SavedPage:
    """The page of an MHTML file. Raises UnreadableDocument (damaged) if there is none in it."""
    message = _parsed(body)
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise UnreadableDocument("damaged")
    root = pages[0]
    url = _field(message, "Snapshot-Content-Location") or _field(root, "Content-Location")
    parts = dict(_named_parts(message, root))
    return SavedPage(_bytes_of(root), _declared(root), url, parts, message_date(_field(message, "Date")))


def read_mail(body: bytes) -> tuple[FileText, tuple[str, ...]]:
    """The fields of a letter's head that mail programs show and its words, with a note that names what is attached.

    Of two forms of the same words the HTML is read. Raises UnreadableDocument if the letter is encrypted, and
    (unsupported) if the file holds several letters.
    """
    if _MANY_LETTERS.search(body):
        raise UnreadableDocument("unsupported")
    message = _parsed(body)
    letter = _Letter()
    _read_message(message, letter, 0)
    known = {"title": _field(message, "Subject"), "published_on": _field(message, "Date")}
    known["author"] = parseaddr(_field(message, "From"))[0]
    note = f"not read: what is attached ({', '.join(letter.attached)}); save it and attach it by itself"
    return FileText("\n\n".join(letter.texts), known), ((note,) if letter.attached else ())


def _parsed(body: bytes) -> EmailMessage:
    return message_from_bytes(body.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)


def _read_message(message: MIMEPart, letter: _Letter, depth: int) -> None:
    head = [f"{name}: {value}" for name in _SHOWN if (value := _field(message, name))]
    letter.texts.append("\n".join(head))
    _read_part(message, letter, depth)


def _read_part(part: MIMEPart, letter: _Letter, depth: int) -> None:
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or depth > _DEEPEST:
        letter.attached.append(part.get_filename() or kind)
    elif kind in _ENCRYPTED:
        raise UnreadableDocument("encrypted")
    elif part.is_multipart():
        read = _read_message if kind == "message/rfc822" else _read_part
        for inner in _shown_parts(part, kind):
            read(inner, letter, depth + 1)
    elif kind in _PAGES:
        letter.texts.append(seen_text(decode_text(_bytes_of(part), _declared(part), markup=True).text))
    elif kind == "text/plain":
        text = decode_text(_bytes_of(part), _declared(part), markup=False).text
        letter.texts.append(without_quote_marks(text))
    elif part.get_filename():
        letter.attached.append(part.get_filename() or kind)


_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def _shown_parts(part: MIMEPart, kind: str) -> list[MIMEPart]:
    """Of forms of the same words the page, or else the last with words; of what belongs together the first."""
    parts = list(part.iter_parts())
    if kind == "multipart/related":
        return parts[:1]
    if kind != "multipart/alternative":
        return parts
    pages = [one for one in parts if any(each.get_content_type() in _PAGES for each in one.walk())]
    texts = [one for one in parts if any(each.get_content_maintype() == "text" for each in one.walk())]
    return (pages or texts)[-1:]


def _named_parts(message: MIMEPart, root: MIMEPart) -> Iterator[tuple[str, str]]:
    """The pages and style sheets of an MHTML file but for its root, by the addresses under which it shows them."""
    for part in message.walk():
        if part is not root and part.get_content_type() in (*_PAGES, "text/css"):
            is_page = part.get_content_type() in _PAGES
            text = decode_text(_bytes_of(part), _declared(part), markup=is_page).text
            for name in (_field(part, "Content-Location"), f"cid:{_field(part, 'Content-ID').strip('<> ')}"):
                yield name, text


def _bytes_of(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _declared(part: MIMEPart) -> str:
    charset = part.get_param("charset")
    return (
        f"{part.get_content_type()}; charset={charset}"
        if isinstance(charset, str)
        else part.get_content_type()
    )


def _field(message: MIMEPart, name: str) -> str:
    """A field of a head, decoded, on one line; "" if there is none or it cannot be read."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (
        ValueError,
        IndexError,
        LookupError,
        AttributeError,
        TypeError,
    ):  # what the parser raises for odd heads
        return ""
