"""The archive as a folder: put, get and verify by digest."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from factcheck.archive.warc import payload_of
from factcheck.errors import Finding, StorageFailed
from factcheck.files import holds, sweep, told_in_words, write_whole
from factcheck.model.source import Capture

SUFFIX = ".warc.gz"


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
        path = self.path(digest)
        if not path.is_file():
            raise StorageFailed(f"{path} is missing from the archive. Restore it from a backup.")
        with told_in_words(path):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise StorageFailed(f"{path} is not what was kept under that name. Restore it from a backup.")
        return content

    def findings(self, capture: Capture, where: str) -> Iterator[Finding]:
        """What is wrong with one capture: nothing, or that it is missing, changed, or holds another body."""
        try:
            payload = payload_of(self.get(capture.record))
        except StorageFailed as wrong:
            code = "capture-changed" if self.path(capture.record).is_file() else "capture-missing"
            yield Finding(code, where, wrong.message)
            return
        if hashlib.sha256(payload).hexdigest() != capture.payload_digest:
            yield Finding(
                "capture-payload", where, "the body in the archive is not the one that was recorded."
            )
