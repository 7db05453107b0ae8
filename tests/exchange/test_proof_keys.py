"""Signatures by people's own keys in a bundle: Ed25519 by the program itself, other keys by the command for OpenSSH."""

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.exchange import proof_formats
from tests.exchange.proof_logs import BEN, DESK, OTHERS, ROW, logged, sign_off, ssh_signed
from tests.proofs import (
    HISTORY,
    PLAIN,
    VERIFY,
    Files,
    Lines,
    Said,
    changed,
    of,
    packed,
    rechained,
    verified,
    without,
)

SIGNED = "Approvals signed with"
SIG = f"signatures/{PLAIN}.8.sig"
P, Q = proof_formats.P, proof_formats.Q


def _said(files: Files, tmp_path: Path) -> Said:
    return verified(packed(files, tmp_path / "signed.zip"))


# Ed25519


def _is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    try:
        return proof_formats.is_signed(key, signature, text)
    except (proof_formats.Wrong, IndexError):
        return False


def test_it_takes_every_good_signature_and_none_that_was_altered() -> None:
    chance = Random(8032)  # noqa: S311 - the same each time
    for size in range(80):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        key, text = private.public_key().public_bytes_raw(), chance.randbytes(size)
        signature = private.sign(text)
        assert _is_signed(key, signature, text)
        at, bit = chance.randrange(64), 1 << chance.randrange(8)
        altered = bytearray(signature)
        altered[at] ^= bit
        wrong_key = bytearray(key)
        wrong_key[at % 32] ^= bit
        more = int.from_bytes(signature[32:], "little") + Q
        for one in (
            (key, bytes(altered), text),
            (bytes(wrong_key), signature, text),
            (key, signature, text + b"."),
            (key, signature[:32] + more.to_bytes(32, "little"), text),
        ):
            assert not _is_signed(*one)


@pytest.mark.parametrize(
    ("key", "text", "signature"),
    [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
            "655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
            "b00d291612bb0c00",
        ),
    ],
)
def test_it_takes_the_examples_of_rfc_8032(key: str, text: str, signature: str) -> None:
    assert _is_signed(*map(bytes.fromhex, (key, signature, text)))


@pytest.mark.parametrize(
    "key",
    [
        (1).to_bytes(32, "little"),
        (0).to_bytes(32, "little"),
        (P - 1).to_bytes(32, "little"),
        (P).to_bytes(32, "little"),
        (P + 1).to_bytes(32, "little"),
        (1 | 1 << 255).to_bytes(32, "little"),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        (2).to_bytes(32, "little"),
        b"\1" * 31,
        b"",
    ],
    ids=[
        "one",
        "order 4",
        "minus one",
        "p",
        "p + 1",
        "minus nought",
        "order 8",
        "order 8 too",
        "off it",
        "short",
        "none",
    ],
)
def test_it_takes_no_key_of_a_small_group_nor_in_a_second_form(key: bytes) -> None:
    nought = (1).to_bytes(32, "little") + bytes(32)

    assert not _is_signed(key, nought, b"anything")


def test_it_takes_what_ssh_keygen_makes(tmp_path: Path) -> None:
    keygen = shutil.which("ssh-keygen")
    if not keygen:
        pytest.skip("ssh-keygen is not installed")
    for kind in ("ed25519", "rsa", "ecdsa"):
        path = tmp_path / kind
        subprocess.run([keygen, "-q", "-t", kind, "-N", "", "-C", "", "-f", str(path)], check=True)
        command = [keygen, "-q", "-Y", "sign", "-f", str(path), "-n", "factcheck-signoff"]
        made = (
            subprocess.run(command, input=b"Read.", capture_output=True, check=True).stdout.decode().rstrip()
        )

        assert proof_formats.signing_key(made, b"Read.") == path.with_suffix(".pub").read_text().strip()
    with pytest.raises(proof_formats.Wrong, match="does not hold"):
        proof_formats.signing_key(ssh_signed(BEN, b"Read."), b"Red.")


# in a bundle


def test_an_approval_that_is_signed_with_the_key_of_whom_it_names_is_proved(
    plain: Files, tmp_path: Path
) -> None:
    said = _said(sign_off(plain), tmp_path)

    assert (said.code, said.failed, said.open) == (0, [], [])
    assert said.proved[SIGNED] == 1


def test_a_name_that_was_typed_is_not_counted_as_signed(plain: Files, tmp_path: Path) -> None:
    assert SIGNED not in _said(plain, tmp_path).proved


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Cem"},
        {"from": "2026-11-03T09:13:01Z"},
        {"until": "2026-11-03T09:13:00Z"},
        {"key": "ssh-ed25519 AAAA"},
    ],
    ids=str,
)
def test_a_key_that_is_anothers_or_not_of_that_day_is_left_open(
    plain: Files, tmp_path: Path, row: dict[str, str]
) -> None:
    said = _said(sign_off(plain, **row), tmp_path)

    assert (said.code, said.failed) == (3, [])
    what = f"is signed with a key that keys.json gives to nobody named Ben for that time, {ROW['key']}"
    assert said.open == [f"- {SIG}: {what}."]


@pytest.mark.parametrize(
    "row", [{"name": "BEN "}, {"from": "2026-11-03T09:13:00Z", "until": "2026-11-03T09:13:01Z"}], ids=str
)
def test_a_key_of_that_person_and_that_day_is_taken(
    plain: Files, tmp_path: Path, row: dict[str, str]
) -> None:
    assert _said(sign_off(plain, **row), tmp_path).code == 0


def test_a_lost_key_counts_only_for_what_stood_in_the_log_before(plain: Files, tmp_path: Path) -> None:
    assert _said(sign_off(plain, until="2027-01-01T00:00:00Z", lost=True), tmp_path).open == [
        f"- {SIG}: is signed with a key that was lost, and nothing shows that it was before."
    ]

    def logged(lines: Lines) -> Lines:
        of(lines, "publish")["body"]["publication"]["leaf"] = {"log": DESK.log_id, "index": 0}
        return lines

    in_log = rechained(plain, logged)
    for until, count in (("2027-01-01T00:00:00Z", 1), ("2026-11-03T09:13:30Z", 0)):
        said = _said(sign_off(in_log, until=until, lost=True), tmp_path)
        assert said.proved.get(SIGNED, 0) == count


def test_a_signature_under_something_else_is_named(plain: Files, tmp_path: Path) -> None:
    told = sign_off(plain)

    def other(lines: Lines) -> Lines:
        of(lines, "source")["at"] = "2026-11-03T09:02:01Z"
        return lines

    moved = _said(rechained(told, other), tmp_path).failed
    assert moved == [f"- {HISTORY} line 8: signatures/{PLAIN}.8.json is not that of its line."]
    for name in (SIG, SIG.replace(".sig", ".json")):
        assert _said(changed(told, name, lambda content: content + b"\n"), tmp_path).failed == [
            f"- {HISTORY} line 8: {name} is not that of its line."
        ]
        assert _said(without(told, name), tmp_path).failed == [
            f"- {HISTORY} line 8: {name} is not in the bundle."
        ]


def test_a_signature_that_does_not_hold_or_is_for_another_use_is_named(plain: Files, tmp_path: Path) -> None:
    text = sign_off(plain)[f"signatures/{PLAIN}.8.json"]
    for signature, what in (
        (ssh_signed(BEN, b"Another text."), "is a signature that does not hold"),
        (ssh_signed(BEN, text, b"git"), "is a signature for b'git'"),
        ("-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----", "is no signature of ssh-keygen"),
    ):
        assert _said(sign_off(plain, signature=signature), tmp_path).failed == [
            f"- {HISTORY} line 8: {what}."
        ]


def test_a_key_of_another_kind_is_left_to_openssh_with_the_command_and_the_time(
    plain: Files, tmp_path: Path
) -> None:
    text = sign_off(plain)[f"signatures/{PLAIN}.8.json"]
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-C", "", "-f", str(key)], check=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "factcheck-signoff"]
    made = subprocess.run(command, input=text, capture_output=True, check=True).stdout.decode().rstrip()
    public = key.with_suffix(".pub").read_text().strip()

    (line,) = _said(sign_off(plain, signature=made, key=public), tmp_path).open

    assert line == (
        f"- {SIG}: is signed with a key that only OpenSSH checks: (ssh-keygen -Y verify -f allowed_signers -I 7f0c "
        f"-n factcheck-signoff -Overify-time=20261103091300Z -s {SIG} < {SIG.replace('.sig', '.json')})."
    )


@pytest.mark.slow
@pytest.mark.parametrize("minor", range(8, 15))
def test_every_python_from_3_8_on_says_the_same(plain: Files, tmp_path: Path, minor: int) -> None:
    python = shutil.which(f"python3.{minor}")
    asked = [python or "", "-c", "import sys; print(sys.version_info[1])"]
    if (
        not python
        or subprocess.run(asked, capture_output=True, check=False).stdout.strip() != str(minor).encode()
    ):
        pytest.skip(f"Python 3.{minor} is not installed")
    bundle = packed(logged(sign_off(plain), OTHERS[:2], OTHERS), tmp_path / "signed.zip")

    ran = subprocess.run([python, "-I", "-S", str(VERIFY), str(bundle)], capture_output=True, check=False)

    assert ran.stderr == b""
    assert ran.stdout.decode() == verified(bundle).out
