"""Proofs that an entry stands in a log (C2SP tlog-proof): its index, the way to the root, and a checkpoint."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.exchange.log.checkpoint import Checkpoint, hash_in, open_checkpoint
from factcheck.exchange.log.merkle import leaf_hash, root_by_inclusion
from factcheck.exchange.log.signed_note import NoteKey

_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True)
class LogProof:
    """That the entry of this index stands in the tree of `checkpoint`, a signed note; `path` is the way to its root."""

    index: int
    path: Sequence[bytes]
    checkpoint: str

    def __str__(self) -> str:
        hashes = [base64.b64encode(one).decode() for one in self.path]
        return "\n".join([_FIRST, f"index {self.index}", *hashes, "", self.checkpoint])

    @classmethod
    def read(cls, content: bytes) -> "LogProof":
        """The proof in a file, unchecked; ValueError where it is none. Extra data in it is passed over."""
        try:
            head, blank, checkpoint = content.decode().partition("\n\n")
        except UnicodeDecodeError:
            head, blank, checkpoint = "", "", ""
        first, *lines = head.split("\n")
        if lines and lines[0].startswith("extra "):
            lines.pop(0)
        found = _INDEX.fullmatch(lines[0]) if lines else None
        if first != _FIRST or not found or not blank:
            raise ValueError("it is no proof of a log")
        return cls(int(found[1]), [hash_in(line) for line in lines[1:]], checkpoint)

    def check(self, entry: bytes, keys: Iterable[NoteKey]) -> Checkpoint:
        """The checkpoint that this shows the entry to stand in; ValueError where it shows no such thing."""
        told = open_checkpoint(self.checkpoint.encode(), keys)
        if root_by_inclusion(leaf_hash(entry), self.index, told.size, self.path) != told.root:
            raise ValueError("it leads to another root than the checkpoint's")
        return told
