"""The worker process that reads documents, one after the other, and may be killed at any time.

Started as `python -m factcheck.reading.document.worker`. It takes requests on standard input and answers on standard
output until the input ends, which also happens if the process that started it is gone.
"""

import json
import math
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from factcheck.reading.document.charset import decode_text
from factcheck.reading.document.content_coding import Decoded, decode, named_codings
from factcheck.reading.document.media_type import (
    DOCX,
    HTML,
    MAIL,
    MHTML,
    ODT,
    OLE,
    PDF,
    PLAIN,
    WEBARCHIVE,
    XHTML,
    XML,
    is_media,
    media_type_of,
    what_to_save,
)
from factcheck.reading.document.messages import receive, send
from factcheck.reading.document.plain_text import MAX_TEXT, tidy_text, without_quote_marks, without_struck
from factcheck.reading.document.saved_from import page_saved_from
from factcheck.reading.document.values import (
    CUT,
    FileText,
    Hints,
    Limits,
    LinkedData,
    ReadDocument,
    RenderOptions,
    SavedPart,
    UnreadableDocument,
)

if TYPE_CHECKING:
    from factcheck.reading.document.seen_words import Parts

_MOST_REUSED = 300_000_000
"""A process that has used more bytes than this is not used again, since it never returns all of them."""

_FOLDER = "file:///"
"""Where the parts of a saved page lie, to it."""
_NEARLY = 0.8
_LONGEST_REQUEST = 2**32

_NO_CODING = {"too-large": "too-large", "unknown": "unknown-coding", "too-many": "too-many-codings"}
_ENCRYPTED_WORD = "EncryptedPackage".encode("utf-16-le")


def main() -> None:
    """Answer requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - what libraries print must not end up in the answers
        os.dup2(nowhere.fileno(), 1)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        while message := receive(requests, _LONGEST_REQUEST):
            head, body = message
            text, answer_head = _answer(head, body)
            answer_head["spent"] = (
                _peak_memory() > _MOST_REUSED or answer_head.get("text_outcome") == "failed:memory"
            )
            send(answers, answer_head, text.encode() if isinstance(text, str) else text or b"")


def _answer(head: dict[str, Any], body: bytes) -> tuple[str | bytes | None, dict[str, Any]]:
    hints, limits = Hints(**head["hints"]), Limits(**head["limits"])
    _limit(limits)
    if head["task"] == "main-text":
        text = main_text(body, hints, limits)
        return text, {"has_text": text is not None}
    if head["task"] == "linked-data":
        data = linked_data(body, hints, limits)
        return None, {"data": asdict(data) if data else None}
    if head["task"] == "feed":
        return _feed(decode(body, hints.content_encoding, limits.decoded).body, hints)
    if head["task"] == "sheet":
        return _cells(body, head.get("sheet", ""))
    if head["task"] in ("picture", "words"):
        return _seen(head, decode(body, hints.content_encoding, limits.decoded).body, hints)
    body, parts = _split(body, head.get("parts", ()))
    reading = read(body, hints, limits, parts)
    answer_head = asdict(replace(reading, text=None, places=()))
    return reading.text, answer_head | {"has_text": reading.text is not None, "places": reading.places}


def _feed(body: bytes, hints: Hints) -> tuple[str | None, dict[str, Any]]:
    from factcheck.reading.document.feed import read_feed

    try:
        entries = read_feed(body, hints.url, hints.content_type)
    except (ValueError, MemoryError) as wrong:
        return None, {"why": str(wrong) or "it is too large"}
    return json.dumps([astuple(one) for one in entries]), {}


def _cells(body: bytes, sheet: str) -> tuple[str | None, dict[str, Any]]:
    from factcheck.reading.document.workbook import read_cells

    try:
        return read_cells(body, sheet)
    except UnreadableDocument as why:
        return None, {"why": str(why)}
    except MemoryError:
        return None, {"why": "memory", "spent": True}
    except Exception:  # noqa: BLE001 - a damaged file may bring about anything
        return None, {"why": "damaged"}


def _seen(head: dict[str, Any], body: bytes, hints: Hints) -> tuple[str | bytes | None, dict[str, Any]]:
    """A page as a picture, or the words that a program read on it; else `why` there is none."""
    try:
        if head["task"] == "picture":
            from factcheck.reading.document.picture import look_at

            seen = look_at(body, hints.content_type, RenderOptions(**head["options"]))
            return seen.image, {**asdict(replace(seen, image=b"")), "image": None}
        from factcheck.reading.document.ocr import read_words

        words = read_words(body, hints.content_type, head["page"], head["language"])
        return words.text, {**asdict(words), "text": None}
    except UnreadableDocument as why:
        return None, {"why": str(why)}
    except MemoryError:
        return None, {"why": "memory", "spent": True}
    except Exception:  # noqa: BLE001 - a damaged file may bring about anything
        return None, {"why": "damaged"}


def _limit(limits: Limits) -> None:
    """Limit what the next document may use, if the system can; CPU time counts from the start of the process."""
    try:
        import resource
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: math.ceil(time.process_time() + limits.cpu_seconds),
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        hard = resource.getrlimit(what)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


def _peak_memory() -> int:
    """The peak memory of this process in bytes; 0 if the system does not say.

    On Linux, getrusage(2) starts from the peak of the parent process; /proc has the peak of this one.
    """
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) * 1024
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _split(body: bytes, sizes: Sequence[tuple[str, int]]) -> tuple[bytes, tuple[SavedPart, ...]]:
    """A page, and the parts that follow it, each of which has this size."""
    page = at = len(body) - sum(size for _, size in sizes)
    parts = []
    for address, size in sizes:
        parts.append(SavedPart(address, body[at : at + size]))
        at += size
    return body[:page], tuple(parts)


def read(body: bytes, hints: Hints, limits: Limits, saved: Sequence[SavedPart] = ()) -> ReadDocument:
    """Decode a document, determine its media type, and read it. Never raises: parser errors mean damage.

    `saved` are the parts that were saved beside a page.
    """
    decoded = Decoded(b"")
    kind = ""
    try:
        decoded = decode(body, hints.content_encoding, limits.decoded)
        if decoded.coding in _NO_CODING:
            return ReadDocument(None, f"failed:{_NO_CODING[decoded.coding]}", kind, coding=decoded.coding)
        if not decoded.body:
            return ReadDocument(None, "none", kind, coding=decoded.coding)
        kind = HTML if hints.drawn else media_type_of(decoded.body, hints.content_type)
        if hints.drawn:
            read = _read_drawn(decoded.body, hints)
        elif saved and kind in (HTML, XHTML):
            read = _read_page(kind, decoded.body, hints, _parts_of(saved))
        else:
            read = _read_kind(kind, decoded.body, hints, limits)
        return replace(read, coding=decoded.coding, notes=_ignored_names(hints) + read.notes)
    except UnreadableDocument as why:
        notes = (what_to_save(kind),) if str(why) == "unsupported" else ()
        return ReadDocument(None, f"failed:{why}", kind, coding=decoded.coding, notes=notes)
    except MemoryError:
        return ReadDocument(None, "failed:memory", kind, coding=decoded.coding)
    except Exception:  # noqa: BLE001 - parsers raise anything for hostile bytes, and if they get no memory
        cause = "memory" if _peak_memory() > limits.memory * _NEARLY else "damaged"
        return ReadDocument(None, f"failed:{cause}", kind, coding=decoded.coding)


def main_text(body: bytes, hints: Hints, limits: Limits) -> str | None:
    """The main text of a page, without menus and the like; all the text of any other document."""
    decoded = decode(body, hints.content_encoding, limits.decoded)
    if media_type_of(decoded.body, hints.content_type) not in (HTML, XHTML):
        return read(body, hints, limits).text
    import trafilatura

    from factcheck.reading.document.html import parse_page
    from factcheck.reading.document.seen_words import leave_seen_words

    tree = parse_page(decode_text(decoded.body, hints.content_type, markup=True).text)
    leave_seen_words(tree)
    markup = tree.document.html if tree.document else ""
    found = trafilatura.extract(markup, url=hints.url or None, fast=True, include_comments=False)
    return tidy_text(found)[0] if found else None


def linked_data(body: bytes, hints: Hints, limits: Limits) -> LinkedData | None:
    """The JSON-LD of a page; None if the document is no page."""
    decoded = decode(body, hints.content_encoding, limits.decoded)
    if media_type_of(decoded.body, hints.content_type) not in (HTML, XHTML):
        return None
    from factcheck.reading.document import html as page
    from factcheck.reading.document import metadata as proposals

    tree = page.parse_page(decode_text(decoded.body, hints.content_type, markup=True).text)
    said = proposals.propose_from_page(tree, hints.url)
    scripts = tuple(proposals.linked_data(tree))
    return LinkedData(scripts, said.get("canonical_url") or hints.url, said.get("language", ""))


def _read_kind(kind: str, body: bytes, hints: Hints, limits: Limits) -> ReadDocument:
    if is_media(kind):
        return ReadDocument(None, "none", kind)
    if kind in (HTML, XHTML):
        return _read_page(kind, body, hints)
    if kind in (PLAIN, XML):
        return _read_plain(kind, body, hints)
    if kind in (MAIL, MHTML, WEBARCHIVE):
        return _read_message(kind, body)
    if kind == PDF:
        from factcheck.reading.document.pdf import read_pdf

        return _of_document(kind, read_pdf(body, MAX_TEXT))
    if kind == DOCX:
        from factcheck.reading.document.docx import read_docx

        return _of_document(kind, read_docx(body, limits.decoded))
    if kind == ODT:
        from factcheck.reading.document.odt import read_odt

        return _of_document(kind, read_odt(body, limits.decoded))
    if kind == OLE and _ENCRYPTED_WORD in body:
        raise UnreadableDocument("encrypted")
    raise UnreadableDocument("unsupported")


def _ignored_names(hints: Hints) -> tuple[str, ...]:
    """A note on names in the Content-Encoding header that are no coding."""
    _, ignored = named_codings(hints.content_encoding)
    return tuple(f'the server names a content coding "{name[:40]}", which is none' for name in ignored[:1])


def _read_plain(kind: str, body: bytes, hints: Hints) -> ReadDocument:
    decoding = decode_text(body, hints.content_type, markup=kind == XML)
    text = without_struck(without_quote_marks(decoding.text)) if kind == PLAIN else decoding.text
    read = ReadDocument(text, "ok", kind, decoding.charset, decoding.charset_from, notes=decoding.notes)
    return _normalised(read, "the file holds no words")


def _read_message(kind: str, body: bytes) -> ReadDocument:
    """A letter, or a page that a browser saved with what it shows as one file."""
    from factcheck.reading.document import mail
    from factcheck.reading.document.seen_words import Parts

    if kind == MAIL:
        letter, notes = mail.read_mail(body)
        read = _of_document(kind, letter)
        return replace(read, notes=read.notes + notes)
    page = mail.saved_page(body) if kind == MHTML else mail.saved_webarchive(body)
    hints = Hints(content_type=page.content_type, url=page.url)
    read = _read_page(kind, page.body, hints, Parts(page.parts, page.url))
    return replace(read, saved_from=page.url, saved_at=page.saved_at)


def _read_drawn(body: bytes, hints: Hints) -> ReadDocument:
    """A page as a browser drew it, from its layout."""
    from factcheck.reading.document import drawn_layout, drawn_page, drawn_places, drawn_sight

    page = drawn_layout.read_layout(body)
    drawn = drawn_page.write_markup(page, drawn_sight.sight_of(page))
    read = _read_markup(ReadDocument(None, "ok", HTML), "".join(drawn.markup), hints.url)
    text, places = drawn_places.place_words(read.text or "", drawn.pieces)
    return replace(
        read,
        text=text or None,
        places=places,
        notes=read.notes + drawn_page.words_in_pictures(page),
        headings=tuple(map(drawn_places.without_marks, read.headings)),
        proposed={name: drawn_places.without_marks(said) for name, said in read.proposed.items()},
    )


def _read_page(kind: str, body: bytes, hints: Hints, parts: "Parts | None" = None) -> ReadDocument:
    decoding = decode_text(body, hints.content_type, markup=True)
    read = ReadDocument(None, "ok", kind, decoding.charset, decoding.charset_from, notes=decoding.notes)
    if hints.frame:
        from factcheck.reading.document.seen_words import Parts

        parts = parts or Parts(frame=hints.frame)
    return _read_markup(read, decoding.text, hints.url, parts)


def _read_markup(read: ReadDocument, markup: str, url: str, parts: "Parts | None" = None) -> ReadDocument:
    """What a page says, in addition to what is said of it already."""
    from factcheck.reading.document import html as page
    from factcheck.reading.document.block_pages import LONGEST_BLOCK_PAGE, block_markers
    from factcheck.reading.document.metadata import propose_from_page
    from factcheck.reading.document.onward import onward_addresses
    from factcheck.reading.document.seen_words import Parts, leave_seen_words

    tree = page.parse_page(markup)
    onward = onward_addresses(tree, url)
    saved_from, saved_at = page_saved_from(markup)
    read = replace(read, saved_from=saved_from, saved_at=saved_at)
    read = replace(read, proposed=propose_from_page(tree, url), headings=page.page_headings(tree))
    notes = (*read.notes, *leave_seen_words(tree, parts or Parts()))
    text = page.page_text(tree)
    marks = block_markers(markup) if len(text) < LONGEST_BLOCK_PAGE else ()
    sends_on = next((address for address, most in onward if len(text.strip()) <= most), "")
    read = replace(read, text=text, marks=marks, notes=notes, sends_on=sends_on)
    return _normalised(read, page.why_no_words(tree, url))


def _parts_of(saved: Sequence[SavedPart]) -> "Parts":
    """The parts that lie beside a page, by the addresses that it has for them, as it were in a folder of its own."""
    from factcheck.reading.document.seen_words import Parts

    texts: dict[str, str] = {}
    for one in saved:
        kind = media_type_of(one.content, "")
        text = decode_text(one.content, "", markup=kind in (HTML, XHTML)).text
        texts |= dict.fromkeys((f"{_FOLDER}{one.address}", f"{_FOLDER}{quote(one.address)}"), text)
    return Parts(texts, _FOLDER)


def _of_document(kind: str, document: FileText) -> ReadDocument:
    from factcheck.reading.document.metadata import propose_from_file

    is_scan = not document.text.strip()  # what its scanner or their owner wrote into it is not what it says
    proposed = {} if is_scan else propose_from_file(document.metadata)
    read = ReadDocument(document.text, "ok", kind, notes=document.notes, proposed=proposed)
    return _normalised(read, "the file holds no words; its pages may be pictures of text")


def _normalised(reading: ReadDocument, if_empty: str) -> ReadDocument:
    """The document with its text normalised, or without text if there are no words in it."""
    text, cut = tidy_text(reading.text or "")
    if text.strip():
        outcome = CUT if cut else reading.text_outcome
        return replace(reading, text=text, text_outcome=outcome, notes=reading.notes + cut)
    return replace(reading, text=None, text_outcome="none", notes=(*reading.notes, if_empty))


if __name__ == "__main__":
    main()
