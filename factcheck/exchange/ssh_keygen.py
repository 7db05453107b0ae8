"""Signing with the key somebody has, through the `ssh-keygen` of OpenSSH: a file, an agent or a hardware key."""

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from factcheck.errors import BadInput, NotFound, Remedy
from factcheck.model.sshsig import NAMESPACE
from factcheck.model.value import in_quotes
from factcheck.ssh_keys import PublicKey, key_of, read_key

INSTALL = "Install OpenSSH: on Debian and Ubuntu the package openssh-client; macOS brings it."
_PRIVATE = b"openssh-key-v1\0"
_MOST = 100_000
"""Bytes of a file in which a key is looked for; no key is as long."""
_NAMED = Remedy.again("Name the file of your key.", sign=None)
_ANOTHER = Remedy.again("Or name the file of another key.", sign=None)
_NO_KEY = "is no key, neither a private one nor a public one (.pub)."
_REFUSALS: Mapping[str, tuple[str, str]] = {
    "UNPROTECTED PRIVATE KEY FILE": (
        "can be read by others, so it is not used.",
        "Keep it to yourself: chmod 600 FILE",
    ),
    "incorrect passphrase": ("stayed locked: the passphrase was wrong.", "Try again."),
    "agent refused operation": ("was not used, since the agent refused.", "It may wait for a word from you."),
    "device not found": ("is in a security key that is not plugged in.", "Plug it in and try again."),
    "No private key found": (
        "is public, and neither an agent nor a file beside it has the private one.",
        "Give it to the agent: ssh-add FILE",
    ),
}
"""What `ssh-keygen` says of a key that it cannot sign with, each with what is said here and what mends it."""


def is_installed() -> bool:
    """Whether there is an `ssh-keygen` to sign with."""
    return shutil.which("ssh-keygen") is not None


def sign(text: str, key: Path | PublicKey, environ: Mapping[str, str] = os.environ) -> str:
    """The signature over a text, in armor: by the key of a file, or by a public key whose private one an agent has.

    The text goes in by stdin; `ssh-keygen` itself asks for a passphrase or a PIN, on the terminal. NotFound where it is
    not installed or there is no such file, BadInput where it signs nothing, in our words.
    """
    if not is_installed():
        raise NotFound("Signing takes ssh-keygen, which is not on this computer.", remedies=[INSTALL])
    if isinstance(key, Path):
        key_in(key)
    if isinstance(key, Path) and _is_locked(key) and not _can_ask(environ):
        said = f"{key} has a passphrase, and there is no terminal to ask for it."
        raise BadInput(said, remedies=["Give it to an agent before: ssh-add FILE", _ANOTHER])
    with _as_file(key) as path:
        done = subprocess.run(  # noqa: S603 - the system's own program; the text goes in by stdin
            ["ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(path)],  # noqa: S607 - where PATH has it
            input=text.encode(),
            capture_output=True,
            check=False,
            env={**environ, "LC_ALL": "C"},
        )
    if done.returncode:
        raise _refused(key, done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("ascii")


def key_in(path: Path) -> PublicKey | None:
    """The public key of a file that holds it or its private one; None where only the passphrase would tell.

    NotFound where there is no such file, BadInput where it holds no key.
    """
    content = _content(path)
    if b"PRIVATE KEY-----" in content:
        data = _unarmored(content)
        if not data.startswith(_PRIVATE):
            return None
        *_, rest = _strings(data.removeprefix(_PRIVATE), 3)
        with suppress(ValueError):  # a damaged one, as ssh-keygen will say
            return key_of(_strings(rest[4:], 1)[0])
        return None
    try:
        return read_key(content.decode("utf-8", "replace"))
    except ValueError as wrong:
        raise BadInput(f"{path} {wrong}.", remedies=[_NAMED]) from wrong


def in_agent(environ: Mapping[str, str] = os.environ) -> tuple[PublicKey, ...]:
    """The keys that an agent would sign with; none where no agent runs."""
    if not environ.get("SSH_AUTH_SOCK") or shutil.which("ssh-add") is None:
        return ()
    listed = subprocess.run(
        ["ssh-add", "-L"],  # noqa: S607 - where PATH has it
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=dict(environ),
    )
    return (
        tuple(_keys(listed.stdout.decode("utf-8", "replace").splitlines())) if not listed.returncode else ()
    )


def find_own(keys: Sequence[PublicKey], environ: Mapping[str, str] = os.environ) -> Path | PublicKey | None:
    """Of somebody's keys one that can sign here: an agent has it, or a file of ~/.ssh does; None where neither."""
    held = in_agent(environ)
    for key in keys:
        if key in held:
            return key
    for path in sorted((Path(environ.get("HOME", "/")) / ".ssh").glob("*.pub")):
        with suppress(BadInput, NotFound):
            if key_in(path) in keys and path.with_suffix("").is_file():
                return path.with_suffix("")
    return None


def _keys(lines: Sequence[str]) -> Iterator[PublicKey]:
    for line in lines:
        with suppress(ValueError):  # a certificate, or a kind that signs nothing here
            yield read_key(line)


@contextmanager
def _as_file(key: Path | PublicKey) -> Iterator[Path]:
    if isinstance(key, Path):
        yield key
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "key.pub"
        path.write_text(f"{key.line}\n", "ascii")
        yield path


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = f"{path} {_NO_KEY}" if path.exists() else f"There is no key {path}."
            raise NotFound(what, remedies=[_NAMED])
        with path.open("rb") as file:
            return file.read(_MOST)
    except OSError as wrong:
        raise BadInput(f"{path} cannot be read: {wrong.strerror}.", remedies=[_NAMED]) from wrong


def _is_locked(path: Path) -> bool:
    """Whether a file is a private key under a passphrase."""
    content = _content(path)
    data = _unarmored(content)
    if data.startswith(_PRIVATE):
        return _strings(data.removeprefix(_PRIVATE), 1)[0] != b"none"
    return b"PRIVATE KEY-----" in content and b"ENCRYPTED" in content


def _unarmored(content: bytes) -> bytes:
    """What stands between the lines of dashes; empty where that is not Base64."""
    lines = [line for line in content.splitlines() if line and not line.startswith(b"-----")]
    try:
        return base64.b64decode(b"".join(lines), validate=True)
    except ValueError:
        return b""


def _strings(data: bytes, count: int) -> list[bytes]:
    """The first strings of SSH data, and what follows them."""
    found = []
    for _ in range(count):
        size = int.from_bytes(data[:4])
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return [*found, data]


def _can_ask(environ: Mapping[str, str]) -> bool:
    """Whether `ssh-keygen` can ask for a passphrase: on the terminal, or in a window."""
    if environ.get("SSH_ASKPASS_REQUIRE") or (environ.get("SSH_ASKPASS") and environ.get("DISPLAY")):
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _refused(key: Path | PublicKey, said: str) -> BadInput:
    named = str(key) if isinstance(key, Path) else f"The key {key.fingerprint}"
    for words, (why, mend) in _REFUSALS.items():
        if words in said:
            return BadInput(f"{named} {why}", remedies=[mend, _ANOTHER])
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "nothing")
    return BadInput(f"{named} signed nothing; ssh-keygen says {in_quotes(last.strip())}.", remedies=[_NAMED])
