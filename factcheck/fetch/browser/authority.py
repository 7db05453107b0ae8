"""The certificate by which a browser of ours takes the recording proxy for every https site; made for each run."""

import ssl
from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)


class Authority:
    """A key that nobody else has, and TLS with it.

    Only a browser that was started with `spki` (base64 of the SHA-256 of the public key) takes its certificate, for any
    name. Which certificates the sites themselves show is the fetcher's to verify.
    """

    def __init__(self, now: datetime) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.spki = b64encode(sha256(public).digest()).decode("ascii")
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with TemporaryDirectory() as folder:  # the ssl module reads keys from files alone
            held = Path(folder, "held.pem")
            held.touch(mode=0o600)
            held.write_bytes(
                key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + _certificate(key, now)
            )
            self.tls.load_cert_chain(held)


def _certificate(key: ec.EllipticCurvePrivateKey, now: datetime) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A fact-check desk's recording proxy")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.PEM)
