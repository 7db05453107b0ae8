"""What a place has to offer that keeps capture files: a folder is one, a prefix of a bucket another."""

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

SUFFIX = ".warc.gz"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Storage(Protocol):
    """Files that are named by their own SHA-256 (64 hexadecimal digits) and never change.

    Content goes in as pieces of any length and comes out as a file to read, so that memory does not grow with a
    file's size. What goes wrong is an OSError, or a StorageFailed that says more. `Archive` trusts no storage: it
    hashes all that goes in and comes out.
    """

    @property
    def location(self) -> str:
        """Where the files lie, as a person would look for them."""

    def put(self, pieces: Iterable[bytes]) -> str:
        """Keep the pieces as one file; returns its SHA-256 once all of it is safe from a crash.

        A file that is there already is hashed: it stays when its name holds, and is replaced when it is damaged.
        When the pieces or the storage raise, nothing is kept.
        """

    def get(self, digest: str) -> AbstractContextManager[BinaryIO]:
        """The file of that name, to be read once from its start; FileNotFoundError where there is none."""

    def has(self, digest: str) -> bool:
        """Whether there is a file of that name; its content is not looked at."""

    def remove(self, digest: str) -> bool:
        """Take the file of that name away; whether the storage keeps it as an earlier version all the same."""

    def names(self, after: str = "") -> Iterator[str]:
        """The SHA-256 of every capture after that one, in order; of anything else its path within the location."""


def path_of(digest: str) -> str:
    """The path of a capture within a storage, in a proof bundle and in an export: `ab/ab….warc.gz`."""
    return f"{digest[:2]}/{digest}{SUFFIX}"


def is_digest(name: str) -> bool:
    """Whether a name is a SHA-256 in hexadecimal digits, as captures have it."""
    return bool(_DIGEST.fullmatch(name))
