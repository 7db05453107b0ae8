"""Signatures as ssh-keygen writes them: those that hold, and all that keep one from holding."""

from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.sshsig import SshSignature
from tests.ssh import KINDS, SecurityKey, make_key, openssh_finds, public, signature

TEXT = '{"digest":"…"}'
AT = "20261103091500Z"


@pytest.mark.parametrize("kind", KINDS)
def test_what_any_kind_of_key_signed_holds_and_nothing_else_does(tmp_path: Path, kind: str) -> None:
    path = make_key(tmp_path, "key", kind)
    signed = SshSignature.read(signature(path, TEXT))

    signed.check(TEXT.encode())

    assert signed.key == public(path)
    assert _fault(signed, TEXT.replace("…", "x")) == "does not hold for what was signed here"


def test_either_hash_that_ssh_keygen_knows_will_do(tmp_path: Path) -> None:
    path = make_key(tmp_path, "key")

    SshSignature.read(signature(path, TEXT, "factcheck-signoff", "-O", "hashalg=sha256")).check(TEXT.encode())


def test_a_signature_by_a_hardware_key_holds_as_openssh_has_it(tmp_path: Path) -> None:
    key = SecurityKey(Ed25519PrivateKey.generate())
    signed = key.sign(TEXT)

    SshSignature.read(signed).check(TEXT.encode())

    assert openssh_finds(tmp_path, f"ana {key.public.line}\n", "ana", signed, TEXT, AT)
    other = SecurityKey(Ed25519PrivateKey.generate()).sign(TEXT)
    swapped = SshSignature(key.public, "factcheck-signoff", "sha512", SshSignature.read(other).value)
    assert _fault(swapped, TEXT) == "does not hold for what was signed here"


def test_a_signature_for_something_else_is_none_here(tmp_path: Path) -> None:
    signed = SshSignature.read(signature(make_key(tmp_path, "key"), TEXT, "git"))

    assert _fault(signed, TEXT) == 'was made for "git", not for "factcheck-signoff"'


def test_a_signature_under_another_key_does_not_hold(tmp_path: Path) -> None:
    signed = SshSignature.read(signature(make_key(tmp_path, "key"), TEXT))
    for name, kind in (("other", "ed25519"), ("rsa", "rsa"), ("ecdsa", "ecdsa")):
        other = public(make_key(tmp_path, name, kind))
        under = SshSignature(other, signed.namespace, signed.hash_name, signed.value)
        assert _fault(under, TEXT) == "does not hold for what was signed here"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no signature as ssh-keygen writes it"),
        ("signed, Ana", "is no signature as ssh-keygen writes it"),
        (
            "-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----",
            "is no signature as ssh-keygen writes it",
        ),
        (
            "-----BEGIN SSH SIGNATURE-----\nAAA=A\n-----END SSH SIGNATURE-----",
            "is cut short, or is of another version of the form",
        ),
        (
            "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAg==\n-----END SSH SIGNATURE-----",
            "is cut short, or is of another version of the form",
        ),
    ],
)
def test_what_is_no_signature_is_said_to_be_none(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        SshSignature.read(text)


def test_line_ends_and_white_space_around_do_not_matter(tmp_path: Path) -> None:
    signed = signature(make_key(tmp_path, "key"), TEXT)

    SshSignature.read(f"\n {signed}\n".replace("\n", "\r\n")).check(TEXT.encode())


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_bit_that_is_flipped_is_found(signed: str, place: int, bit: int) -> None:
    data = bytearray(b64decode("".join(signed.splitlines()[1:-1])))
    place %= len(data)
    data[place] ^= 1 << bit
    armor = f"-----BEGIN SSH SIGNATURE-----\n{b64encode(data).decode()}\n-----END SSH SIGNATURE-----"

    with pytest.raises(ValueError, match=r"."):
        SshSignature.read(armor).check(TEXT.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_a_signature_or_said_to_be_none(data: bytes) -> None:
    armor = f"-----BEGIN SSH SIGNATURE-----\n{b64encode(data).decode()}\n-----END SSH SIGNATURE-----"
    with suppress(ValueError):
        SshSignature.read(armor).check(b"")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> str:
    return signature(make_key(tmp_path_factory.mktemp("keys"), "key"), TEXT)


def _fault(signed: SshSignature, text: str) -> str:
    with pytest.raises(ValueError, match=r".") as wrong:
        signed.check(text.encode())
    return str(wrong.value)
