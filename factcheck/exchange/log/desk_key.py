"""The key a desk signs its log with: one file that only its owner reads, and the names it had before.

The file holds an Ed25519 private key (PKCS#8, PEM). Above it stand the public keys that the log had before, as vkeys,
one a line, oldest first: those it was signed with until they were replaced, and this one under an address that the
desk no longer has. The SHA-256 of the first of them all is the desk's id for good.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import BadInput, NotFound, Remedy
from factcheck.exchange.log.signed_note import NoteKey
from factcheck.files import alone_in, disk_errors_explained, write_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_BEGIN = "-----BEGIN"
_OTHERS = 0o077


@dataclass(frozen=True)
class DeskKey:
    """A desk's key: what it signs with, its public half (32 bytes), and the keys of its log before this one."""

    private: "Ed25519PrivateKey"
    public: bytes
    earlier: tuple[NoteKey, ...] = ()

    @property
    def first(self) -> bytes:
        """The first public key of the log."""
        return (*(one.public for one in self.earlier), self.public)[0]

    @property
    def log_id(self) -> str:
        """The desk's own id, 64 hex: the SHA-256 of the first public key of its log, also after a change of keys."""
        return log_id(self.first)

    def sign(self, content: bytes) -> bytes:
        """The Ed25519 signature over these bytes, 64 bytes."""
        return self.private.sign(content)

    def named(self, origin: str) -> NoteKey:
        """The public key under the name of the desk's log."""
        return NoteKey(origin, self.public)

    def keys(self, origin: str) -> list[NoteKey]:
        """Every key the log was ever signed with under the name it had then, oldest first; this one comes last."""
        now = self.named(origin)
        return [*(one for one in self.earlier if one != now), now]

    def following(self, known: Iterable[NoteKey]) -> "DeskKey":
        """The same key in a log that had all of these before."""
        return replace(self, earlier=tuple(dict.fromkeys([*self.earlier, *known])))

    def pem(self) -> str:
        """The file, as a text."""
        from cryptography.hazmat.primitives import serialization as form

        key = self.private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        return "".join([*(f"{one}\n" for one in self.earlier), key.decode()])


def log_id(public: bytes) -> str:
    """The id of the log whose first public key this is."""
    return hashlib.sha256(public).hexdigest()


def log_origin(base_url: str) -> str:
    """The name of the log of a site: its address without the scheme and the last slash, and "/log"."""
    return f"{base_url.partition('://')[2].rstrip('/')}/log"


def new_desk_key() -> DeskKey:
    """A key that nobody had before."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _of(Ed25519PrivateKey.generate())


def key_from(seed: bytes) -> DeskKey:
    """The key that follows from 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _of(Ed25519PrivateKey.from_private_bytes(seed))


def make_desk_key(path: Path) -> DeskKey:
    """The key in a file, made where there is none; raises what `read_desk_key` does, and StorageFailed."""
    with disk_errors_explained(path), alone_in(path.parent):
        if not path.exists():
            write_desk_key(path, new_desk_key())
    return read_desk_key(path)


def write_desk_key(path: Path, key: DeskKey) -> None:
    """Put a key in its file, in place of what is there; StorageFailed."""
    write_private(path, key.pem().encode())


def read_desk_key(path: Path) -> DeskKey:
    """The key in a file; NotFound where there is none, BadInput where others can read it or it holds no such key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    restore = Remedy.by("backup", "Bring it back from a backup.", restore=None)
    if not path.is_file():
        raise NotFound(f"There is no key of the desk's log, {path}.", remedies=[restore])
    with disk_errors_explained(path):
        mode, content = path.stat().st_mode & 0o777, path.read_bytes()
    if mode & _OTHERS:
        said = f"{path} holds the key of the desk's log, and others may read it (its mode is {mode:03o})."
        mend = "Let its owner alone read it: mode 600. If somebody may have copied it, replace the key."
        raise BadInput(said, remedies=[mend])
    try:
        above, begin, key = content.decode("ascii").partition(_BEGIN)
        earlier = tuple(map(NoteKey.read, above.split()))
        private = load_pem_private_key(f"{begin}{key}".encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise BadInput(f"{path} holds no key of a desk's log: {wrong}.", remedies=[restore]) from wrong
    if not isinstance(private, Ed25519PrivateKey):
        raise BadInput(f"{path} holds a key of another kind than Ed25519.", remedies=[restore])
    return replace(_of(private), earlier=earlier)


def _of(private: "Ed25519PrivateKey") -> DeskKey:
    return DeskKey(private, private.public_key().public_bytes_raw())
