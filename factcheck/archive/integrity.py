"""What is wrong with captures: missing, changed, other content than is on record, or no capture at all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, Self

from factcheck.archive.archive import Archive
from factcheck.archive.capture_contents import TAIL, facts_at_end, read_capture, text_digest
from factcheck.archive.storage import is_digest
from factcheck.errors import Finding, StorageFailed, StorageUnavailable
from factcheck.model.source import Browser, Capture
from factcheck.model.vocabulary import Way

_STEP = 1 << 18
_GIVE_UP = 3
"""Captures one after the other for which the archive does not answer; the rest is not asked for then."""


@dataclass(frozen=True, slots=True)
class _OwnFacts:
    """What a capture's file says of itself: the SHA-256 of its payload and of its text, who drew it, what it is of."""

    payload_digest: str | None
    text_digest: str | None
    browser: Mapping[str, Any] | None
    memento: Mapping[str, Any] | None

    @classmethod
    def of(cls, facts: Mapping[str, Any], payload_digest: str | None, text_digest: str | None) -> Self:
        """Those digests, and what else is among the facts."""
        drawn, memento = (
            one if isinstance(one, dict) else None for one in map(facts.get, ("drawn", "memento"))
        )
        browser = drawn and {key: value for key, value in drawn.items() if key in Browser.model_fields}
        return cls(payload_digest, text_digest, browser, memento)


class RecordedDigests(Protocol):
    """What is on record of one capture: SHA-256 (hex) of its file, of its payload and of its text where known."""

    @property
    def record(self) -> str:
        """The SHA-256 that names the file."""

    @property
    def payload_digest(self) -> str | None:
        """That of the body as it was sent."""

    @property
    def text_digest(self) -> str | None:
        """That of the text read from it, as UTF-8."""


def check_contents(archive: Archive, capture: RecordedDigests, where: str) -> Iterator[Finding]:
    """What is wrong with one capture, every record in it read and hashed; `where` is where it is recorded.

    For captures that come from elsewhere; of the desk's own `check_captures` says the same many times quicker.
    """
    try:
        facts = _facts_within(archive, capture.record)
    except StorageFailed as wrong:
        yield _damage(archive, capture.record, where, wrong)
        return
    yield from _compared(capture, where, facts)


def check_captures(archive: Archive, captures: Iterable[tuple[RecordedDigests, str]]) -> Iterator[Finding]:
    """What is wrong with captures, each with where it is recorded.

    Every file is read and hashed once, however many rows name it. Where that gives its name, every byte is
    the one that was kept, and what it says of itself is what to compare with.
    StorageUnavailable where the archive does not answer for several in a row.
    """
    known: dict[str, _OwnFacts | StorageFailed] = {}
    read = _FactsReader(archive)
    for capture, where in captures:
        facts = known.get(capture.record)
        if facts is None:
            facts = known[capture.record] = read(capture.record)
        if isinstance(facts, StorageFailed):
            yield _damage(archive, capture.record, where, facts)
        else:
            yield from _compared(capture, where, facts)


def check_unrecorded(
    archive: Archive, recorded: Collection[str], names: Iterable[str] | None = None
) -> Iterator[Finding]:
    """What is wrong with everything in the archive, or with these `names` in it, but the digests in `recorded`.

    A sound capture is no finding: a page fetched for no claim, or the last act before a crash. StorageFailed where
    the archive cannot be listed, or does not answer for several in a row.
    """
    read = _FactsReader(archive)
    for name in archive.names() if names is None else names:
        if name in recorded:
            continue
        if not is_digest(name):
            message = "lies in the archive and is no capture."
            yield Finding("capture-foreign", archive.place(name), message, "Move it elsewhere.")
        elif isinstance(wrong := read(name), StorageFailed):
            yield _damage(archive, name, archive.place(name), wrong)


class _FactsReader:
    """Gives what a capture says of itself, or why it cannot be trusted."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._unanswered = 0

    def __call__(self, digest: str) -> _OwnFacts | StorageFailed:
        """That of one capture; StorageUnavailable where the archive did not answer for those before it either."""
        try:
            found = self._read(digest)
        except StorageUnavailable as wrong:
            self._unanswered += 1
            if self._unanswered == _GIVE_UP:
                raise
            return wrong
        except StorageFailed as wrong:
            return wrong
        self._unanswered = 0
        return found

    def _read(self, digest: str) -> _OwnFacts:
        with self._archive.get(digest) as file:
            facts = facts_at_end(_tail(file))
        if facts and "payload_digest" in facts:
            return _OwnFacts.of(facts, facts.get("payload_digest"), facts.get("text_digest"))
        return _facts_within(self._archive, digest)


def _facts_within(archive: Archive, digest: str) -> _OwnFacts:
    contents = read_capture(archive, digest)
    return _OwnFacts.of(contents.facts, contents.payload_digest, text_digest(contents.text))


def _tail(file: BinaryIO) -> bytes:
    """The last bytes of a file that is read to its end."""
    tail = b""
    while piece := file.read(_STEP):
        tail = piece[-TAIL:] if len(piece) >= TAIL else (tail + piece)[-TAIL:]
    return tail


def _damage(archive: Archive, digest: str, where: str, wrong: StorageFailed) -> Finding:
    if isinstance(wrong, StorageUnavailable):
        return Finding("capture-unread", where, wrong.said)
    return Finding("capture-changed" if archive.has(digest) else "capture-missing", where, wrong.said)


def _compared(capture: RecordedDigests, where: str, own: _OwnFacts) -> Iterator[Finding]:
    """What a row records and the file does not hold; a row that records no digest claims nothing."""
    if capture.payload_digest not in (None, own.payload_digest):
        message = "the body in the archive is not the one that was recorded."
        yield Finding("capture-payload", where, message)
    if capture.text_digest not in (None, own.text_digest):
        yield Finding("capture-text", where, "the text in the archive is not the one that was recorded.")
    if isinstance(capture, Capture):
        yield from _compared_way(capture, where, own)


def _compared_way(capture: Capture, where: str, own: _OwnFacts) -> Iterator[Finding]:
    """The same of how it came; older files that were supplied do not say what they are of."""
    if (capture.browser.plain() if capture.browser else None) != own.browser:
        message = "the file in the archive does not say that the recorded browser drew it."
        yield Finding("capture-browser", where, message)
    is_silent = own.memento is None and capture.way is Way.SUPPLIED
    if (capture.memento.plain() if capture.memento else None) != own.memento and not is_silent:
        message = "the file in the archive does not say that it is of the recorded page and time."
        yield Finding("capture-memento", where, message)
