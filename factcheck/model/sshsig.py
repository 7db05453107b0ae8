"""Signatures in the form of `ssh-keygen -Y sign` (SSHSIG, OpenSSH's PROTOCOL.sshsig), read and checked.

The `sshsig` of PyPI knows neither ECDSA nor hardware keys, and passes over bytes that follow a signature, so this is
our own; `cryptography` does the arithmetic.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from factcheck.ssh_keys import PublicKey, key_of, ssh_string, ssh_strings

NAMESPACE = "factcheck-signoff"
"""What the signature is for: one made for something else, such as a commit, is none here."""

_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4)
_HASHES = ("sha512", "sha256")
_ARMOR = re.compile(r"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?")
_RSA_KINDS = {"rsa-sha2-512": "SHA512", "rsa-sha2-256": "SHA256"}
_CURVES = {
    "nistp256": ("SECP256R1", "SHA256"),
    "nistp384": ("SECP384R1", "SHA384"),
    "nistp521": ("SECP521R1", "SHA512"),
}
"""Each curve, and the hash that goes with it (RFC 5656), as `cryptography` calls them."""


@dataclass(frozen=True, slots=True)
class SshSignature:
    """A signature as its text holds it: by which key, for which namespace, over which hash, and its value."""

    key: PublicKey
    namespace: str
    hash_name: str
    value: bytes

    @classmethod
    def read(cls, text: str) -> "SshSignature":
        """The signature of an armored text; ValueError says what is wrong, in words that go on from it."""
        armor = _ARMOR.fullmatch(text.strip().replace("\r\n", "\n"))
        if not armor:
            raise ValueError("is no signature as ssh-keygen writes it")
        try:
            data = base64.b64decode(armor[1].replace("\n", ""), validate=True)
            if not data.startswith(_MAGIC + _VERSION):
                raise ValueError("another version")
            blob, namespace, _, hash_name, value = ssh_strings(data.removeprefix(_MAGIC + _VERSION))
            names = namespace.decode("ascii"), hash_name.decode("ascii")
        except ValueError:  # binascii's own error is one too
            raise ValueError("is cut short, or is of another version of the form") from None
        try:
            return cls(key_of(blob), *names, value)
        except ValueError as wrong:
            raise ValueError(f"is by a key that {wrong}") from None

    def check(self, signed: bytes) -> None:
        """Hold it to what was signed; ValueError says what does not hold, in words that go on from "the signature"."""
        if self.namespace != NAMESPACE:
            raise ValueError(f'was made for "{self.namespace}", not for "{NAMESPACE}"')
        if self.hash_name not in _HASHES:
            raise ValueError(f'is over a hash of the kind "{self.hash_name}"; sha512 and sha256 are known')
        hashed = hashlib.new(self.hash_name, signed).digest()
        parts = (self.namespace.encode(), b"", self.hash_name.encode(), hashed)
        if not _holds(self.key, self.value, _MAGIC + b"".join(map(ssh_string, parts))):
            raise ValueError("does not hold for what was signed here")


def _holds(key: PublicKey, value: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        _verify(key, value, message)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _verify(key: PublicKey, value: bytes, message: bytes) -> None:
    """Raises InvalidSignature where it does not hold, ValueError where it is not of the key's kind.

    A hardware key signs the digests of its application and of the message, with flags and a count between them.
    """
    _, *parts = ssh_strings(key.blob)
    if key.is_in_hardware:
        value, flags = value[:-5], value[-5:]
        message = sha256(parts.pop()).digest() + flags + sha256(message).digest()
    named, signature = ssh_strings(value)
    kind = named.decode("ascii")
    if kind not in (_RSA_KINDS if key.kind == "ssh-rsa" else (key.kind,)):
        raise ValueError("a signature of another kind than its key")
    if kind in _RSA_KINDS:
        _verify_rsa(parts, signature, message, kind)
    elif len(parts) == 1:
        _verify_ed25519(parts, signature, message)
    else:
        _verify_ecdsa(parts, signature, message)


def _verify_ed25519(parts: Sequence[bytes], signature: bytes, message: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Ed25519PublicKey.from_public_bytes(parts[0]).verify(signature, message)


def _verify_rsa(parts: Sequence[bytes], signature: bytes, message: bytes, kind: str) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    key = RSAPublicNumbers(*map(int.from_bytes, parts)).public_key()
    key.verify(signature, message, PKCS1v15(), getattr(hashes, _RSA_KINDS[kind])())


def _verify_ecdsa(parts: Sequence[bytes], signature: bytes, message: bytes) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    curve, hash_name = _CURVES[parts[0].decode("ascii")]
    key = ec.EllipticCurvePublicKey.from_encoded_point(getattr(ec, curve)(), parts[1])
    r, s = map(int.from_bytes, ssh_strings(signature))
    key.verify(encode_dss_signature(r, s), message, ec.ECDSA(getattr(hashes, hash_name)()))
