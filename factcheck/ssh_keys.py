"""Public keys as OpenSSH writes them, one a line (`ssh-ed25519 AAAA… comment`), and the data they are made of."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

_POINTS = {"nistp256": 65, "nistp384": 97, "nistp521": 133}
"""The bytes of a point on each curve, uncompressed."""
_KIND = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9.@-]+")
_HARDWARE = "sk-"
_LEAST_BITS = 2048
_COPY_IT = "copy the whole line of the .pub file"
_DAMAGED = f"is cut short or was changed; {_COPY_IT}"
_MAKE_ONE = "Make one of a kind that OpenSSH makes today: ssh-keygen -t ed25519"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key of a kind that signs: `blob` is the SSH encoding (RFC 4253, 6.6), which names the kind too."""

    kind: str
    blob: bytes

    @property
    def line(self) -> str:
        """As a file holds it, without a comment."""
        return f"{self.kind} {base64.b64encode(self.blob).decode()}"

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` names it: "SHA256:" and 43 characters."""
        return f"SHA256:{base64.b64encode(sha256(self.blob).digest()).decode().rstrip('=')}"

    @property
    def is_in_hardware(self) -> bool:
        """Whether it lies in a security key, which may ask to be touched."""
        return self.kind.startswith(_HARDWARE)


def read_key(text: str) -> PublicKey:
    """The key of a line; ValueError says what is wrong with it, in words that go on from it."""
    if "PRIVATE KEY" in text:
        raise ValueError("is a private key, which belongs to its owner alone; give the public one (.pub)")
    if len(text.strip().splitlines()) > 1:
        raise ValueError("is more than one line; give one key at a time")
    kind, _, rest = text.strip().partition(" ")
    encoded = rest.split(maxsplit=1)[:1]
    if not (encoded and _KIND.fullmatch(kind)):
        raise ValueError(f"is no public key; {_COPY_IT}")
    try:
        blob = base64.b64decode(encoded[0], validate=True)
    except ValueError:
        raise ValueError(_DAMAGED) from None
    key = key_of(blob)
    if key.kind != kind:
        raise ValueError(f'says "{kind}" and holds "{key.kind}"; {_COPY_IT}')
    return key


def key_of(blob: bytes) -> PublicKey:
    """The key of an SSH encoding; ValueError as for a line."""
    try:
        first, *parts = ssh_strings(blob)
        kind = first.decode("ascii")
    except (ValueError, IndexError):
        raise ValueError(_DAMAGED) from None
    if "-cert-" in kind:
        raise ValueError("is a certificate; give the public key itself")
    if kind == "ssh-rsa" and len(parts) == 2 and 0 < int.from_bytes(parts[1]).bit_length() < _LEAST_BITS:
        raise ValueError(f"is an RSA key of less than {_LEAST_BITS} bits, which is weak. {_MAKE_ONE}")
    if not is_known(kind):
        raise ValueError(f'is of the kind "{kind}", which signs nothing here. {_MAKE_ONE}')
    if not _fits(kind, parts):
        raise ValueError(_DAMAGED)
    return PublicKey(kind, blob)


def is_known(kind: str) -> bool:
    """Whether signatures by such keys can be checked."""
    return kind in _KINDS


def ssh_strings(data: bytes) -> list[bytes]:
    """The strings that SSH data consists of, each after its length of four bytes; ValueError where one is cut short."""
    found = []
    while data:
        size = int.from_bytes(data[:4])
        if len(data) < 4 + size:
            raise ValueError("the data is cut short")
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return found


def ssh_string(content: bytes) -> bytes:
    """One string of SSH data."""
    return len(content).to_bytes(4) + content


_KINDS = {
    "ssh-ed25519": "raw",
    "ssh-rsa": "numbers",
    **{f"ecdsa-sha2-{curve}": "point" for curve in _POINTS},
    "sk-ssh-ed25519@openssh.com": "raw",
    "sk-ecdsa-sha2-nistp256@openssh.com": "point",
}


def _fits(kind: str, parts: Sequence[bytes]) -> bool:
    """Whether the parts after the kind are those of a key of this kind; one in hardware names its application last."""
    if kind.startswith(_HARDWARE):
        *parts, application = parts or [b""]
        if not application:
            return False
    match _KINDS[kind], parts:
        case "raw", [raw]:
            return len(raw) == 32
        case "numbers", [_, modulus]:
            return bool(modulus)
        case "point", [curve, point]:
            name = curve.decode("ascii", "replace")
            return f"ecdsa-sha2-{name}" in kind and len(point) == _POINTS.get(name) and point[0] == 4
    return False
