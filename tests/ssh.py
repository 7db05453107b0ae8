"""Keys, signatures and an agent of the tests' own, by the real OpenSSH; and a hardware key that is software."""

import os
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.model.key_signatures import text_of
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.signing import signing_digest
from factcheck.model.sshsig import NAMESPACE
from factcheck.model.verdict import Review
from factcheck.ssh_keys import PublicKey, read_key, ssh_string
from tests.needed import need

KINDS = {
    "ed25519": (),
    "ecdsa": ("-b", "256"),
    "ecdsa-384": ("-b", "384"),
    "ecdsa-521": ("-b", "521"),
    "rsa": ("-b", "2048"),
}
"""Kinds of key that a file can hold, with what ssh-keygen is told of each."""


def make_key(folder: Path, name: str, kind: str = "ed25519", passphrase: str = "") -> Path:
    """A new key in a file of this name, with its public key beside it."""
    path = folder / name
    made = ("-t", kind.partition("-")[0], *KINDS[kind], "-N", passphrase, "-C", f"{name}@tests")
    _ran(need("ssh-keygen"), "-q", *made, "-f", str(path))
    return path


def public(path: Path) -> PublicKey:
    """The public key beside a private one."""
    return read_key(path.with_name(f"{path.name}.pub").read_text("ascii"))


def signature(path: Path, text: str, namespace: str = NAMESPACE, *options: str) -> str:
    """What ssh-keygen signs."""
    said = ("-q", "-Y", "sign", "-n", namespace, *options, "-f", str(path))
    return _ran(need("ssh-keygen"), *said, given=text.encode())


def openssh_finds(folder: Path, allowed: str, principal: str, signed: str, text: str, at: str) -> bool:
    """Whether OpenSSH itself takes the signature for the principal's at that time, such as 20261103091500Z."""
    for name, content in (("allowed_signers", allowed), ("text.sig", signed)):
        (folder / name).write_text(content, "utf-8")
    command = ("-Y", "verify", "-f", "allowed_signers", "-I", principal, "-n", NAMESPACE)
    checked = subprocess.run(
        [need("ssh-keygen"), *command, f"-Overify-time={at}", "-s", "text.sig"],
        cwd=folder,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    return checked.returncode == 0


@contextmanager
def agent(folder: Path, *keys: Path) -> Iterator[dict[str, str]]:
    """An agent that has these keys: what the environment says of it while it runs."""
    socket = folder / "agent.sock"
    running = subprocess.Popen(
        [need("ssh-agent"), "-D", "-a", str(socket)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert running.stdout is not None
        running.stdout.readline()  # it tells its address once it listens
        found = {**os.environ, "SSH_AUTH_SOCK": str(socket)}
        for key in keys:
            _ran(need("ssh-add"), "-q", str(key), env=found)
        yield found
    finally:
        running.terminate()
        running.communicate()


@dataclass(frozen=True)
class SecurityKey:
    """What a hardware key does, in software: it signs its application and the message, with flags and a count."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """Its public key, as ssh-keygen writes those of hardware."""
        kind = "sk-ssh-ed25519@openssh.com"
        raw = self.private.public_key().public_bytes_raw()
        return PublicKey(kind, b"".join(map(ssh_string, (kind.encode(), raw, b"ssh:"))))

    def sign(self, text: str, flags: int = 1, count: int = 7) -> str:
        """A signature in armor."""
        names = (NAMESPACE.encode(), b"", b"sha512")
        message = b"SSHSIG" + b"".join(map(ssh_string, (*names, sha512(text.encode()).digest())))
        last = bytes([flags]) + count.to_bytes(4)
        signed = self.private.sign(sha256(b"ssh:").digest() + last + sha256(message).digest())
        value = ssh_string(self.public.kind.encode()) + ssh_string(signed) + last
        parts = b"".join(map(ssh_string, (self.public.blob, *names, value)))
        armor = b64encode(b"SSHSIG" + (1).to_bytes(4) + parts).decode()
        lines = "\n".join(armor[at : at + 70] for at in range(0, len(armor), 70))
        return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n"


def signed_fields(record: Record, key: SecurityKey, scales: Scales, desk: str = "ab" * 32) -> dict[str, str]:
    """What an approval of the verdict in force says of a signature by this key, where it is the next line."""
    verdict = record.verdict.id if record.verdict else "v1"
    digest = signing_digest(record, scales)
    draft = {"id": "r1", "verdict": verdict, "decision": "approve", "digest": digest, "desk": desk}
    at = record.events[-1].at
    return {
        "desk": desk,
        "signature": key.sign(
            text_of(record, Review.of({**draft, "by": "Ben", "at": at}, "draft"), record.head)
        ),
    }


def _ran(*command: str, given: bytes = b"", env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, input=given, capture_output=True, check=True, env=env)
    return done.stdout.decode()
