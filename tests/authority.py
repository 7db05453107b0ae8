"""A time-stamp authority of the tests' own: openssl signs, a real server on loopback answers."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.needed import need
from tests.servers import Request, answer

_SETTINGS = """\
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[usage]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = {usage}
[ca]
default_ca = roots
[roots]
database = index.txt
new_certs_dir = .
serial = issued
default_md = sha256
policy = any
[any]
commonName = supplied
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
_DAYS = timedelta(days=1000)


@dataclass(frozen=True)
class Authority:
    """What signs in a folder of its own, under a root certificate named `name`.

    Its own certificate holds from `start` until `end`, and is for the `usage` that it says.
    """

    folder: Path
    digests: str = "sha256"
    name: str = "The root of time"
    start: timedelta = -_DAYS
    end: timedelta = _DAYS
    usage: str = "critical, timeStamping"

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        settings = _SETTINGS.format(folder=self.folder, digests=self.digests, usage=self.usage)
        for name, content in {
            "tsa.cnf": settings,
            "serial": "01\n",
            "issued": "01\n",
            "index.txt": "",
        }.items():
            (self.folder / name).write_text(content, "utf-8")
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")
        root = ("-x509", "-days", "36500", "-extensions", "root", "-keyout", "root.key", "-out", "root.pem")
        openssl(self.folder, "req", *curve, "-subj", f"/CN={self.name}", *root)
        asked = ("-subj", "/CN=A time-stamp authority", "-keyout", "key.pem", "-out", "asked.csr")
        openssl(self.folder, "req", *curve, *asked)
        days = ("-startdate", _day(self.start), "-enddate", _day(self.end))
        signed = ("-cert", "root.pem", "-keyfile", "root.key", "-in", "asked.csr", "-out", "cert.pem")
        openssl(
            self.folder,
            "ca",
            "-batch",
            "-config",
            "tsa.cnf",
            *signed,
            "-extensions",
            "usage",
            *days,
            "-notext",
        )

    @property
    def certificate(self) -> Path:
        """The root certificate that a stranger trusts it by."""
        return self.folder / "root.pem"

    def reply(self, query: bytes) -> bytes:
        """The answer to a query."""
        (self.folder / "query.tsq").write_bytes(query)
        signed = ("-signer", "cert.pem", "-inkey", "key.pem", "-config", "tsa.cnf", "-section", "here")
        openssl(self.folder, "ts", "-reply", "-queryfile", "query.tsq", "-out", "reply.tsr", *signed)
        return (self.folder / "reply.tsr").read_bytes()

    def __call__(self, request: Request) -> bytes:
        """The answer over HTTP."""
        return answer(self.reply(request.body), content_type="application/timestamp-reply")


def _day(after: timedelta) -> str:
    return f"{datetime.now(UTC) + after:%Y%m%d%H%M%SZ}"


def openssl(folder: Path, *arguments: str) -> str:
    """What openssl says; it has to succeed."""
    ran = subprocess.run([need("openssl"), *arguments], cwd=folder, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode() + ran.stderr.decode()
