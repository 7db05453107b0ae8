"""Signed notes (C2SP signed-note): a text, and under it the Ed25519 signatures of named keys."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_ED25519 = b"\1"
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_MOST = 100
"""Signatures that a note may have; the specification asks for 16 at least."""


@dataclass(frozen=True)
class NoteKey:
    """A public key and the name it signs under: an address without its scheme, without spaces and "+"."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or re.search(r"\s", self.name) or not self.name.isprintable():
            raise ValueError(f'a key cannot be named "{self.name}"')
        if len(self.public) != _KEY_BYTES:
            raise ValueError("an Ed25519 key has 32 bytes")

    @property
    def id(self) -> bytes:
        """The four bytes that a signature names it by, beside the name."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The key as it is given to whoever checks (a vkey)."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    @classmethod
    def read(cls, written: str) -> "NoteKey":
        """The key in a vkey; ValueError for one that is damaged, or of another kind than Ed25519."""
        name, _, rest = written.strip().partition("+")
        told, _, encoded = rest.partition("+")
        raw = _bytes(encoded)
        if raw[:1] != _ED25519:
            raise ValueError(f'"{written}" is no Ed25519 key of a signed note')
        key = cls(name, raw[1:])
        if told != key.id.hex():
            raise ValueError(f'"{written}" is damaged: the middle is not the digest of the rest')
        return key


def sign_note(text: str, key: NoteKey, sign: Callable[[bytes], bytes]) -> str:
    """The text, which ends with a line end, as a note with one signature."""
    return f"{text}\n— {key.name} {_base64(key.id + sign(text.encode()))}\n"


def open_note(note: bytes, keys: Iterable[NoteKey]) -> tuple[str, list[NoteKey]]:
    """The text of a note, and which of these keys signed it; signatures of other keys say nothing.

    ValueError for what is no note, for one that none of these keys signed, and where a signature of theirs is wrong.
    """
    text, signatures = read_note(note)
    known = {(one.name, one.id): one for one in keys}
    signed: dict[NoteKey, None] = {}
    for name, raw in signatures:
        if key := known.get((name, raw[:4])):
            if not _is_signed(key, raw[4:], text):
                raise ValueError(f"the signature of {name} is wrong")
            signed[key] = None
    if not signed:
        names = ", ".join(dict.fromkeys(name for name, _ in signatures))
        raise ValueError(f"it is signed by {names}, and by no key that is known here")
    return text, [*signed]


def read_note(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note and its signatures, each with the name of its key, unchecked; ValueError for what is none."""
    try:
        whole = note.decode()
    except UnicodeDecodeError:
        raise ValueError("it is no signed note: it is not in UTF-8") from None
    text, blank, signatures = whole.rpartition("\n\n")
    if not blank or any(ord(one) < 32 and one != "\n" for one in whole) or not signatures.endswith("\n"):
        raise ValueError("it is no signed note: a text, a blank line and lines of signatures")
    lines = signatures[:-1].split("\n")
    if len(lines) > _MOST:
        raise ValueError(f"it has more than {_MOST} signatures")
    return f"{text}\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    found = _LINE.fullmatch(line)
    raw = _bytes(found[2]) if found else b""
    if not found or len(raw) < 5:
        raise ValueError(f'"{line}" is no signature')
    return found[1], raw


def _is_signed(key: NoteKey, signature: bytes, text: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return len(signature) == _SIGNATURE_BYTES


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(encoded: str) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not raw or _base64(raw) != encoded:
        raise ValueError(f'"{encoded}" is not in base 64')
    return raw
