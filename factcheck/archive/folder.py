"""The archive as a folder: put, get and verify by digest."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from factcheck.archive.capture_contents import TAIL, facts_at_end, read_capture, text_digest
from factcheck.archive.records import sha256
from factcheck.errors import Finding, StorageFailed
from factcheck.files import holds, sweep, told_in_words, write_whole

SUFFIX = ".warc.gz"
_NAME = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})" + re.escape(SUFFIX))
_STEP = 1 << 20
_MEND = "Restore it from a backup."

Told = tuple[str | None, str | None]
"""The digests of payload and text that a file tells of itself."""


class FileDigests(Protocol):
    """What is on record of one file: its name, and the digests of what it holds, as far as they are known."""

    @property
    def record(self) -> str:
        """The SHA-256 that names the file."""

    @property
    def payload_digest(self) -> str | None:
        """That of the body as it was sent."""

    @property
    def text_digest(self) -> str | None:
        """That of the text read from it."""


class Archive:
    """Captures in one folder; a file's name is the SHA-256 of its bytes, and it is never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the capture of that digest is or would be."""
        return self.folder / digest[:2] / f"{digest}{SUFFIX}"

    def put(self, content: bytes) -> str:
        """Keep the bytes; returns the digest that names them."""
        digest = hashlib.sha256(content).hexdigest()
        if not holds(self.path(digest), content):
            write_whole(self.path(digest), content)
        return digest

    def sweep(self) -> None:
        """Remove what killed writers left."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            sweep(folder)

    def get(self, digest: str) -> bytes:
        """The bytes of that digest, re-hashed on the way; StorageFailed when missing or changed."""
        path = self._there(digest)
        with told_in_words(path):
            content = path.read_bytes()
        self._same(path, digest, sha256(content))
        return content

    def findings(self, capture: FileDigests, where: str) -> Iterator[Finding]:
        """What is wrong with one capture, the file taken apart: missing, changed, or other content than recorded.

        For what comes from elsewhere; for the desk's own files `check` says the same many times quicker.
        """
        try:
            kept = read_capture(self.get(capture.record))
        except StorageFailed as wrong:
            yield self._trouble(capture.record, where, wrong)
            return
        yield from _compared(capture, where, (sha256(kept.payload), text_digest(kept.text)))

    def check(self, captures: Iterable[tuple[FileDigests, str]]) -> Iterator[Finding]:
        """What is wrong with captures, each with where it is recorded.

        Every file is read and hashed once, however many rows name it. Where that gives its name, every byte is
        the one that was kept, and the digests of payload and text that it tells itself are those to compare with.
        """
        known: dict[str, Told | StorageFailed] = {}
        for capture, where in captures:
            told = known.get(capture.record)
            if told is None:
                told = known[capture.record] = self._told(capture.record)
            if isinstance(told, StorageFailed):
                yield self._trouble(capture.record, where, told)
            else:
                yield from _compared(capture, where, told)

    def others(self, known: Collection[str]) -> Iterator[Finding]:
        """What is wrong with files that no row names, given the digests that rows do name.

        A sound one is no finding: a page fetched for no claim, or the last act before a crash.
        """
        for path in sorted(self.folder.glob("**/*")):
            place = path.relative_to(self.folder).as_posix()
            named = _NAME.fullmatch(place)
            if (named and named[2] in known) or place.startswith(".") or "/." in place:
                continue
            if not (named and path.is_file()):
                if named or not path.is_dir():
                    message = "lies in the archive and is no capture."
                    yield Finding("capture-foreign", str(path), message, "Move it elsewhere.")
            elif isinstance(wrong := self._told(named[2]), StorageFailed):
                yield Finding("capture-changed", str(path), wrong.message)

    def _there(self, digest: str) -> Path:
        path = self.path(digest)
        if not path.is_file():
            raise StorageFailed(f"{path} is missing from the archive. {_MEND}")
        return path

    def _same(self, path: Path, digest: str, found: str) -> None:
        if digest != found:
            raise StorageFailed(f"{path} is not what was kept under that name. {_MEND}")

    def _told(self, digest: str) -> Told | StorageFailed:
        """What a file tells of itself, or why it cannot be trusted."""
        try:
            path = self._there(digest)
            with told_in_words(path):
                found, tail = _hashed(path)
            self._same(path, digest, found)
            facts: Mapping[str, Any] | None = facts_at_end(tail)
            if facts and "payload_digest" in facts:
                return facts.get("payload_digest"), facts.get("text_digest")
            kept = read_capture(self.get(digest))
        except StorageFailed as wrong:
            return wrong
        return sha256(kept.payload), text_digest(kept.text)

    def _trouble(self, digest: str, where: str, wrong: StorageFailed) -> Finding:
        code = "capture-changed" if self.path(digest).is_file() else "capture-missing"
        return Finding(code, where, wrong.message)


def _hashed(path: Path) -> tuple[str, bytes]:
    """The SHA-256 of a file, read once, and its last bytes."""
    digest, tail = hashlib.sha256(), b""
    with path.open("rb", buffering=0) as file:
        while step := file.read(_STEP):
            digest.update(step)
            tail = step[-TAIL:] if len(step) >= TAIL else (tail + step)[-TAIL:]
    return digest.hexdigest(), tail


def _compared(capture: FileDigests, where: str, told: Told) -> Iterator[Finding]:
    """What a row records and the file does not hold; a row that records no digest claims nothing."""
    payload, text = told
    if capture.payload_digest not in (None, payload):
        message = "the body in the archive is not the one that was recorded."
        yield Finding("capture-payload", where, message)
    if capture.text_digest not in (None, text):
        yield Finding("capture-text", where, "the text in the archive is not the one that was recorded.")
