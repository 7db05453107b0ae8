"""Signing off with one's own key, as it is typed."""

import json
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.cli.conftest import REF, Program
from tests.ssh import SecurityKey, make_key, public, signature


@pytest.fixture
def bens(desk: Program, tmp_path: Path) -> Path:
    """Ben's key, which the settings give, and a verdict that waits for him."""
    key = make_key(tmp_path, "ben")
    with (desk.folder / "factcheck.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[[keys]]\nname = "Ben"\nkey = "{public(key).line} ben@laptop"\n')
    desk.submitted()
    return key


def test_a_verdict_is_signed_with_a_key_and_says_so(desk: Program, bens: Path) -> None:
    ran = desk("approve", REF, "--sign", str(bens), "--comment", "Read.", "--as", "Ben")

    assert (ran.code, ran.err) == (
        0,
        f"{REF} is signed off by Ben with a key.\nNext: factcheck check {REF}\n",
    )
    fingerprint = public(bens).fingerprint
    (review,) = desk.claim()["reviews"]
    assert (review["signed_with"], review["key"]) == ("key", fingerprint)
    assert review["signature"].startswith("-----BEGIN SSH SIGNATURE-----\n")
    assert f"signed with their own key {fingerprint}" in " ".join(desk.ok("show", REF).split())
    assert desk.ok("log", REF).splitlines()[-1].split()[-2] == "key"
    assert "signed_with" not in desk.json("log", REF)["events"][-1]
    assert desk("verify").code == 0


def test_the_text_can_be_signed_by_hand_and_the_signature_given_back(desk: Program, bens: Path) -> None:
    text = desk("approve", REF, "--to-sign", "--as", "Ben").out
    assert json.loads(text)["decision"] == "approve"
    assert desk.claim()["reviews"] == []

    desk.ok("approve", REF, "--signature", "-", "--as", "Ben", stdin=signature(bens, text).encode())
    assert desk.claim()["reviews"][0]["signed_with"] == "key"


def test_a_signature_comes_from_a_file_too(desk: Program, bens: Path) -> None:
    text = desk("approve", REF, "--to-sign", "--as", "Ben").out
    desk.write("ben.sig", signature(bens, text))

    desk.ok("approve", REF, "--signature", "ben.sig", "--as", "Ben")
    assert desk.claim()["reviews"][0]["signed_with"] == "key"


def test_where_nobody_has_a_key_everything_is_as_it_was(desk: Program) -> None:
    desk.signed_off()

    assert "a name that was typed" in desk.ok("show", REF)
    assert "SIGNED" not in desk.ok("log", REF).upper().splitlines()[0]


def test_a_desk_that_asks_for_keys_says_how_to_sign(desk: Program, bens: Path) -> None:
    text = (desk.folder / "factcheck.toml").read_text("utf-8")
    desk.write("factcheck.toml", f"require_signatures = true\n{text}")

    ran = desk("approve", REF, "--as", "Ben")
    assert (ran.code, ran.err) == (
        3,
        f"Error: Rule 3: the desk asks for signatures with people's own keys on claims like {REF}. "
        "Sign it with yours: --sign\n",
    )
    desk.ok("approve", REF, "--sign", str(bens), "--as", "Ben")
    found = [one for one in desk("check", "--json").json["findings"] if "unproved" in one["code"]]
    assert found == []


@pytest.mark.usefixtures("bens")
def test_what_was_signed_by_name_before_is_named_with_the_way_to_mend_it(desk: Program) -> None:
    desk.ok("approve", REF, "--as", "Ben")
    text = (desk.folder / "factcheck.toml").read_text("utf-8")
    desk.write("factcheck.toml", f"require_signatures = true\n{text}")

    (found,) = [one for one in desk("check", "--json").json["findings"] if "unproved" in one["code"]]
    assert found["mend"] == (
        f'Rate it again: factcheck rate {REF} true --summary "…" --because "…"; then submit it: factcheck submit {REF}'
        f", and sign it: factcheck approve {REF} --sign --as NAME"
    )


def test_whoever_has_a_key_in_hardware_is_asked_to_touch_it(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key = SecurityKey(Ed25519PrivateKey.generate())
    desk.write("ben.pub", f"{key.public.line} ben@hardware\n")
    desk.ok("person", "key", "Ben", "ben.pub")
    desk.submitted()

    ran = desk("approve", REF, "--sign", "ben.pub", "--as", "Ben")
    assert ran.err.startswith(
        "Touch your security key.\nError: ben.pub is public, and neither an agent nor a file"
    )

    text = desk("approve", REF, "--to-sign", "--as", "Ben").out
    desk.ok("approve", REF, "--signature", "-", "--as", "Ben", stdin=key.sign(text).encode())
    assert desk.claim()["reviews"][0]["signed_with"] == "key"


def test_a_signature_comes_through_a_pipe_too(desk: Program, bens: Path, tmp_path: Path) -> None:
    text = desk("approve", REF, "--to-sign", "--as", "Ben").out
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    pipe.write_text(signature(bens, text), "ascii")

    desk.ok("approve", REF, "--signature", str(pipe), "--as", "Ben")
    os.close(held)


def test_submitting_says_that_a_key_is_asked_for(desk: Program) -> None:
    text = (desk.folder / "factcheck.toml").read_text("utf-8")
    desk.write("factcheck.toml", f"require_signatures = true\n{text}")
    desk.rated()

    assert f"Next: factcheck approve {REF} --sign --as NAME" in desk("submit", REF).err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--sign", "nobody"), 1, "There is no key nobody. Name the file of your key: --sign KEY"),
        (("--signature", "nobody.sig"), 1, "There is no file nobody.sig."),
        (("--sign", "--to-sign"), 2, "Give one of --sign, --to-sign and --signature."),
        (("--signature", "-"), 1, "What was given as a signature is no signature as ssh-keygen writes it."),
    ],
)
def test_what_cannot_be_is_said(
    desk: Program, bens: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    ran = desk("approve", REF, *options, "--as", "Ben")

    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert desk.claim()["reviews"] == []
    assert bens.is_file()
