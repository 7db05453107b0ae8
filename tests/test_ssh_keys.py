"""Public keys as OpenSSH writes them: what is read, and what is wrong with what is not."""

import subprocess
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from factcheck.ssh_keys import PublicKey, key_of, read_key, ssh_string, ssh_strings
from tests.needed import need
from tests.ssh import KINDS, SecurityKey, make_key, public

POINT = b"\x04" + b"\x01" * 64


def _line(*parts: bytes, kind: str | None = None) -> str:
    blob = b"".join(map(ssh_string, parts))
    return f"{kind or parts[0].decode()} {b64encode(blob).decode()} a comment"


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_any_kind_is_read_and_named_as_openssh_names_it(tmp_path: Path, kind: str) -> None:
    path = make_key(tmp_path, "key", kind)
    listed = subprocess.run([need("ssh-keygen"), "-lf", path], capture_output=True, check=True, text=True)

    key = public(path)

    assert key.fingerprint == listed.stdout.split()[1]
    assert path.with_name("key.pub").read_text("ascii").startswith(key.line)
    assert not key.is_in_hardware


def test_keys_in_hardware_are_read() -> None:
    key = SecurityKey(Ed25519PrivateKey.generate()).public
    kind = b"sk-ecdsa-sha2-nistp256@openssh.com"

    assert read_key(f"{key.line} ana@desk") == key
    assert key.is_in_hardware
    assert read_key(_line(kind, b"nistp256", POINT, b"ssh:")).is_in_hardware


CUT = "is cut short or was changed; copy the whole line of the .pub file"
RAW = b"r" * 32


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "is no public key; copy the whole line of the .pub file"),
        ("ssh-ed25519", "is no public key; copy the whole line of the .pub file"),
        ("~/.ssh/id_ed25519.pub", "is no public key; copy the whole line of the .pub file"),
        ("ssh-ed25519 AAAA…", CUT),
        ("ana ssh-ed25519 AAAA", "is no public key; copy the whole line of the .pub file"),
        (
            f"{_line(b'ssh-ed25519', b'r' * 32)}\nssh-rsa AAAA",
            "is more than one line; give one key at a time",
        ),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB", CUT),
        (_line(b"ssh-ed25519", b"r" * 31), CUT),
        (_line(b"ssh-ed25519", RAW, b"more"), CUT),
        (_line(b"sk-ssh-ed25519@openssh.com", RAW), CUT),
        (_line(b"ecdsa-sha2-nistp384", b"nistp256", POINT), CUT),
        (_line(b"ecdsa-sha2-nistp256", b"nistp256", b"\x02" + b"\x01" * 32), CUT),
        (_line(b"ssh-rsa", b"\x03"), CUT),
        (
            _line(b"ssh-ed25519", RAW, kind="ssh-rsa"),
            'says "ssh-rsa" and holds "ssh-ed25519"; copy the whole line of the .pub file',
        ),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "is a private key, which belongs to its owner alone; give the public one (.pub)",
        ),
        (
            _line(b"ssh-ed25519-cert-v01@openssh.com", RAW, RAW),
            "is a certificate; give the public key itself",
        ),
        (
            _line(b"ssh-dss", RAW),
            'is of the kind "ssh-dss", which signs nothing here. '
            "Make one of a kind that OpenSSH makes today: ssh-keygen -t ed25519",
        ),
        (
            _line(b"ssh-rsa", b"\x01\x00\x01", b"\x00" + b"\xff" * 128),
            "is an RSA key of less than 2048 bits, which is weak. "
            "Make one of a kind that OpenSSH makes today: ssh-keygen -t ed25519",
        ),
    ],
)
def test_what_is_no_key_that_signs_is_told_apart(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"is|says") as wrong:
        read_key(line)

    assert str(wrong.value) == said


@given(st.binary(max_size=80))
def test_any_bytes_are_a_key_or_said_to_be_none(blob: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(key_of(blob), PublicKey)


@given(st.lists(st.binary(max_size=20)))
def test_strings_come_back(parts: list[bytes]) -> None:
    assert ssh_strings(b"".join(map(ssh_string, parts))) == parts
