"""A time-stamp authority of the tests' own: openssl signs, a real server on loopback answers."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.needed import need
from tests.servers import Request, answer

_SETTINGS = """\
[req]
distinguished_name = name
[name]
[usage]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """What signs in a folder of its own; `certificate` is what a stranger trusts it by."""

    folder: Path
    digests: str = "sha256"

    def __post_init__(self) -> None:
        (self.folder / "tsa.cnf").write_text(
            _SETTINGS.format(folder=self.folder, digests=self.digests), "utf-8"
        )
        (self.folder / "serial").write_text("01\n", "utf-8")
        made = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        named = ("-subj", "/CN=A time-stamp authority", "-days", "36500", "-extensions", "usage")
        openssl(self.folder, *made, *named, "-keyout", "key.pem", "-out", "cert.pem", "-config", "tsa.cnf")

    @property
    def certificate(self) -> Path:
        """The certificate, signed by itself."""
        return self.folder / "cert.pem"

    def reply(self, query: bytes) -> bytes:
        """The answer to a query."""
        (self.folder / "query.tsq").write_bytes(query)
        signed = ("-signer", "cert.pem", "-inkey", "key.pem", "-config", "tsa.cnf", "-section", "here")
        openssl(self.folder, "ts", "-reply", "-queryfile", "query.tsq", "-out", "reply.tsr", *signed)
        return (self.folder / "reply.tsr").read_bytes()

    def __call__(self, request: Request) -> bytes:
        """The answer over HTTP."""
        return answer(self.reply(request.body), content_type="application/timestamp-reply")


def openssl(folder: Path, *arguments: str) -> str:
    """What openssl says; it has to succeed."""
    ran = subprocess.run([need("openssl"), *arguments], cwd=folder, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode() + ran.stderr.decode()
