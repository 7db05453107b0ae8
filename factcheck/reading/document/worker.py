"""The process that reads documents, one after the other, and may be killed at any of them.

Started as `python -m factcheck.reading.worker`; it is asked on its standard input and answers on its standard output
until the input ends, which it also does when the process that asked is gone.
"""

import math
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.reading.document.charset import decode_text
from factcheck.reading.document.content_coding import Decoded, decode
from factcheck.reading.document.file_kind import DOCX, HTML, OLE, PDF, PLAIN, XHTML, XML, is_media, kind_of
from factcheck.reading.document.messages import receive, send
from factcheck.reading.document.plain_text import MAX_TEXT, tidied
from factcheck.reading.document.values import Hints, Limits, LinkedData, Reading, Unreadable

if TYPE_CHECKING:
    from factcheck.reading.document.pdf_docx import FileText

_SPENT = 300_000_000
"""A process that once used more bytes than this is not used again: they are never given back whole."""

_NEARLY = 0.8
_MOST_ASKED = 2**32

_NO_CODING = {"too-large": "too-large", "unknown": "unknown-coding", "too-many": "too-many-codings"}
_LOCKED_WORD = "EncryptedPackage".encode("utf-16-le")


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a library that prints must not write into the answers
        os.dup2(nowhere.fileno(), 1)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        while message := receive(asked, _MOST_ASKED):
            head, body = message
            text, told = _answer(head, body)
            told["spent"] = _peak_memory() > _SPENT or told.get("text_outcome") == "failed:memory"
            send(answers, told, text.encode() if text is not None else b"")


def _answer(head: dict[str, Any], body: bytes) -> tuple[str | None, dict[str, Any]]:
    hints, limits = Hints(**head["hints"]), Limits(**head["limits"])
    _limit(limits)
    if head["task"] == "main-text":
        text = main_text(body, hints, limits)
        return text, {"has_text": text is not None}
    if head["task"] == "linked-data":
        data = linked_data(body, hints, limits)
        return None, {"data": asdict(data) if data else None}
    reading = read(body, hints, limits)
    told = asdict(replace(reading, text=None))
    return reading.text, told | {"has_text": reading.text is not None}


def _limit(limits: Limits) -> None:
    """Bound what the next document may use, where the system can; CPU time counts from the process's start."""
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
    """The most bytes this process ever held; 0 where the system does not say.

    On Linux getrusage(2) begins with the peak of the process that started this one; /proc tells this one's own.
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


def read(body: bytes, hints: Hints, limits: Limits) -> Reading:
    """Decode, tell what it is, and read it. Whatever a parser raises means that the document is damaged."""
    decoded = Decoded(b"")
    kind = ""
    try:
        decoded = decode(body, hints.content_encoding, limits.decoded)
        if decoded.coding in _NO_CODING:
            return Reading(None, f"failed:{_NO_CODING[decoded.coding]}", kind, coding=decoded.coding)
        kind = kind_of(decoded.body, hints.content_type)
        return replace(_read_kind(kind, decoded.body, hints, limits), coding=decoded.coding)
    except Unreadable as why:
        return Reading(None, f"failed:{why}", kind, coding=decoded.coding)
    except MemoryError:
        return Reading(None, "failed:memory", kind, coding=decoded.coding)
    except Exception:  # noqa: BLE001 - parsers raise anything for hostile bytes, and when they get no memory
        cause = "memory" if _peak_memory() > limits.memory * _NEARLY else "damaged"
        return Reading(None, f"failed:{cause}", kind, coding=decoded.coding)


def main_text(body: bytes, hints: Hints, limits: Limits) -> str | None:
    """A page's main text without menus and the like; of what is no page, all its text."""
    decoded = decode(body, hints.content_encoding, limits.decoded)
    if kind_of(decoded.body, hints.content_type) not in (HTML, XHTML):
        return read(body, hints, limits).text
    import trafilatura

    markup = decode_text(decoded.body, hints.content_type, markup=True).text
    found = trafilatura.extract(markup, url=hints.url or None, fast=True, include_comments=False)
    return tidied(found)[0] if found else None


def linked_data(body: bytes, hints: Hints, limits: Limits) -> LinkedData | None:
    """The JSON-LD of a page; None for what is no page."""
    decoded = decode(body, hints.content_encoding, limits.decoded)
    if kind_of(decoded.body, hints.content_type) not in (HTML, XHTML):
        return None
    from factcheck.reading.document import html as page
    from factcheck.reading.document import metadata as proposals

    tree = page.parse_page(decode_text(decoded.body, hints.content_type, markup=True).text)
    said = proposals.proposed_by_page(tree, hints.url)
    scripts = tuple(proposals.linked_data(tree))
    return LinkedData(scripts, said.get("canonical_url") or hints.url, said.get("language", ""))


def _read_kind(kind: str, body: bytes, hints: Hints, limits: Limits) -> Reading:
    if not body or is_media(kind):
        return Reading(None, "none", kind)
    if kind in (HTML, XHTML):
        return _read_page(kind, body, hints)
    if kind in (PLAIN, XML):
        decoding = decode_text(body, hints.content_type, markup=kind == XML)
        read = Reading(
            decoding.text, "ok", kind, decoding.charset, decoding.charset_from, notes=decoding.notes
        )
        return _finished(read, "the file holds no words")
    if kind == PDF:
        from factcheck.reading.document.pdf_docx import read_pdf

        return _of_document(kind, read_pdf(body, MAX_TEXT))
    if kind == DOCX:
        from factcheck.reading.document.pdf_docx import read_docx

        return _of_document(kind, read_docx(body, limits.decoded))
    if kind == OLE and _LOCKED_WORD in body:
        raise Unreadable("encrypted")
    raise Unreadable("unsupported")


def _read_page(kind: str, body: bytes, hints: Hints) -> Reading:
    from factcheck.reading.document import html as page
    from factcheck.reading.document.block_pages import WALL, marks_of
    from factcheck.reading.document.metadata import proposed_by_page

    decoding = decode_text(body, hints.content_type, markup=True)
    tree = page.parse_page(decoding.text)
    read = Reading(
        text=None,
        text_outcome="ok",
        content_type=kind,
        charset=decoding.charset,
        charset_from=decoding.charset_from,
        notes=decoding.notes,
        proposed=proposed_by_page(tree, hints.url),
        headings=page.headings_of(tree),
    )
    text = page.all_text(tree)
    marks = marks_of(decoding.text) if len(text) < WALL else ()
    read = replace(read, text=text, marks=marks)
    return _finished(read, "the page holds no words of its own; scripts may draw them")


def _of_document(kind: str, document: "FileText") -> Reading:
    from factcheck.reading.document.metadata import proposed_by_document

    read = Reading(document.text, "ok", kind, proposed=proposed_by_document(document.says))
    return _finished(read, "the file holds no words; its pages may be pictures of text")


def _finished(reading: Reading, if_empty: str) -> Reading:
    """The reading with its text as it is kept, or without any when there is no word in it."""
    text, cut = tidied(reading.text or "")
    if text.strip():
        return replace(reading, text=text, notes=reading.notes + cut)
    return replace(reading, text=None, text_outcome="none", notes=(*reading.notes, if_empty))


if __name__ == "__main__":
    main()
