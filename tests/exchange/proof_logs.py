"""Bundles with a public log and with signatures by people's keys, put together by hand."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.signed_note import NoteKey
from factcheck.exchange.log.tiles import GrowingTree, tile_path
from factcheck.model.event import canonical
from factcheck.model.sshsig import NAMESPACE
from tests.proofs import HISTORY, PLAIN, Files, Lines, of, rechained, relisted

ORIGIN = "example.org/checks/log"


@dataclass(frozen=True)
class LogKey:
    """A key of a log, which follows from a byte, and those it had before."""

    byte: bytes
    earlier: tuple["LogKey", ...] = ()

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.byte * 32)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def log_id(self) -> str:
        return sha256((*self.earlier, self)[0].public).hexdigest()

    def note_keys(self, origin: str) -> list[NoteKey]:
        return [NoteKey(origin, one.public) for one in (*self.earlier, self)]

    def signed(self, checkpoint: Checkpoint) -> bytes:
        return checkpoint.signed(self.note_keys(checkpoint.origin)[-1], self.private.sign).encode()


DESK = LogKey(b"\1")
OTHERS = tuple(f"leaf {number}".encode() for number in range(300))
"""Entries of publications that are in no bundle of these tests."""


def tree_files(entries: Sequence[bytes], key: LogKey = DESK, origin: str = ORIGIN) -> Files:
    """A log as a bundle holds it: its keys, its checkpoint and its tiles."""
    tree, files = GrowingTree(), Files()
    for entry in entries:
        tree.add(entry)
    for level, number, tile in [*tree.whole, *tree.partial()]:
        files[f"log/{tile_path(level, number, len(tile) // 32)}"] = tile
    keys = "".join(f"{one}\n" for one in key.note_keys(origin)).encode()
    note = key.signed(Checkpoint(origin, len(entries), tree.root()))
    return {**files, "log/checkpoint": note, "log/keys": keys}


def logged(
    files: Files, before: Sequence[bytes] = (), after: Sequence[bytes] = (), kind: str = "publication"
) -> Files:
    """The files of the plain check with a log in which it stands between other leaves."""

    def named(lines: Lines) -> Lines:
        leaf = {"log": DESK.log_id, "index": len(before)}
        of(lines, "publish")["body"]["publication"]["leaf"] = leaf
        return lines

    told = rechained(files, named)
    return relisted({**told, **tree_files([*before, entry_of(told, kind), *after])})


def entry_of(files: Files, kind: str = "publication") -> bytes:
    """The entry of the last line of the plain check."""
    first, *_, last = [json.loads(line) for line in files[HISTORY].splitlines()]
    out = last["body"]["publication"]
    entry = {"schema": 1, "claim": first["hash"], "kind": kind, "line": last["hash"]}
    return canonical({**entry, "version": out["version"], "digest": out["digest"]}).encode()


def ssh_strings(*parts: bytes) -> bytes:
    """Parts as the strings of an SSH message."""
    return b"".join(len(one).to_bytes(4, "big") + one for one in parts)


def ssh_public(key: Ed25519PrivateKey) -> bytes:
    """The public key as ssh writes it."""
    return ssh_strings(b"ssh-ed25519", key.public_key().public_bytes_raw())


def ssh_signed(key: Ed25519PrivateKey, text: bytes, namespace: bytes = NAMESPACE.encode()) -> str:
    """What `ssh-keygen -Y sign` makes of a text."""
    told = (namespace, b"", b"sha512")
    signature = key.sign(b"SSHSIG" + ssh_strings(*told, sha512(text).digest()))
    blob = ssh_strings(ssh_public(key), *told, ssh_strings(b"ssh-ed25519", signature))
    packed = base64.b64encode(b"SSHSIG" + (1).to_bytes(4, "big") + blob).decode()
    lines = [packed[at : at + 70] for at in range(0, len(packed), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"])


BEN = Ed25519PrivateKey.from_private_bytes(b"\2" * 32)
ROW = {
    "principal": "7f0c",
    "name": "Ben",
    "key": f"ssh-ed25519 {base64.b64encode(ssh_public(BEN)).decode()}",
    "from": None,
    "until": None,
    "lost": False,
}


def sign_off(files: Files, signature: str = "", **row: object) -> Files:
    """The files of the plain check with its approval signed by Ben, or so; `row` tells his key otherwise than `ROW`."""
    texts = {}

    def signed(lines: Lines) -> Lines:
        line = of(lines, "approve")
        review = line["body"]["review"]
        told = {key: review[key] for key in ("verdict", "decision", "digest")}
        told |= {"schema": 1, "desk": DESK.log_id, "claim": lines[0]["hash"], "previous": line["previous"]}
        texts["text"] = text = canonical(told).encode()
        review |= {"desk": DESK.log_id, "signature": signature or ssh_signed(BEN, text)}
        texts["signature"] = f"{review['signature']}\n".encode()
        return lines

    forged = rechained(files, signed)
    name = f"signatures/{PLAIN}.8"
    keys = json.dumps([ROW | row]).encode()
    return relisted(
        {**forged, f"{name}.json": texts["text"], f"{name}.sig": texts["signature"], "keys.json": keys}
    )
