"""Checkpoints of a log (C2SP tlog-checkpoint): its name, how many leaves it has, the root over them, all signed."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from factcheck.exchange.log.merkle import EMPTY
from factcheck.exchange.log.signed_note import NoteKey, open_note, sign_note

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: `origin` names it, `root` is the hash over its first `size` leaves."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed(self, key: NoteKey, sign: Callable[[bytes], bytes]) -> str:
        """The checkpoint as it is given away, with one signature."""
        return sign_note(self.text, key, sign)

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """What the text of a note says, lines beyond the third passed over; ValueError where it is no checkpoint."""
        origin, *more = text.split("\n")[:-1]
        if not origin or len(more) < 2 or not all(more) or not _NUMBER.fullmatch(more[0]):
            raise ValueError("it is no checkpoint: the name of a log, its size and its root")
        return cls(origin, int(more[0]), hash_in(more[1]))


def open_checkpoint(note: bytes, keys: Iterable[NoteKey], origins: Iterable[str] = ()) -> Checkpoint:
    """A checkpoint that one of these keys signed, of one of the logs of these names where any are given.

    ValueError where it is none, in words that go on from "it" or name what is wrong.
    """
    text, _ = open_note(note, keys)
    told = Checkpoint.read(text)
    wanted = [*origins]
    if wanted and told.origin not in wanted:
        raise ValueError(f"it is of the log {told.origin}, not of {wanted[-1]}")
    return told


def hash_in(line: str) -> bytes:
    """A SHA-256 in base 64; ValueError for anything else."""
    try:
        found = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != len(EMPTY) or base64.b64encode(found).decode() != line:
        raise ValueError(f'"{line}" is no SHA-256 in base 64')
    return found
