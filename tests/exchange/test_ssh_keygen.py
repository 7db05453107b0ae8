"""Signing through the real ssh-keygen, and what is said where it cannot be."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from factcheck.cli.remedies import error_in_words
from factcheck.errors import FactcheckError
from factcheck.exchange import ssh_keygen
from factcheck.exchange.ssh_keygen import find_own, in_agent, key_in, sign
from factcheck.model.sshsig import SshSignature
from factcheck.ssh_keys import PublicKey
from tests.ssh import KINDS, agent, make_key, public

TEXT = "What Ana read."
OTHERWISE = ", or name the file of another key: --sign KEY"


@pytest.fixture(autouse=True)
def _no_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of whoever runs the tests signs or asks."""
    for name in ("SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def _asking(folder: Path, passphrase: str) -> dict[str, str]:
    """An environment in which a program gives the passphrase, as a window of a desktop does."""
    program = folder / "ask"
    program.write_text(f"#!/bin/sh\necho '{passphrase}'\n", "utf-8")
    program.chmod(0o700)
    return {**os.environ, "SSH_ASKPASS": str(program), "SSH_ASKPASS_REQUIRE": "force"}


def _told(key: Path | PublicKey, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(FactcheckError) as wrong:
        sign(TEXT, key, environ or dict(os.environ))
    return error_in_words(wrong.value)


def _holds(signed: str, key: Path) -> None:
    signature = SshSignature.read(signed)
    signature.check(TEXT.encode())
    assert signature.key == public(key)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_signs(tmp_path: Path, kind: str) -> None:
    key = make_key(tmp_path, "key", kind)

    _holds(sign(TEXT, key), key)
    _holds(sign(TEXT, tmp_path / "key.pub"), key)
    assert key_in(key) == key_in(tmp_path / "key.pub") == public(key)


def test_a_key_in_a_form_of_old_signs_and_tells_its_public_key_to_ssh_keygen_alone(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key", "rsa")
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-m", "PEM", "-N", "", "-f", key], check=True, capture_output=True
    )

    _holds(sign(TEXT, key), key)
    assert key_in(key) is None


def test_an_agent_signs_with_what_it_has(tmp_path: Path) -> None:
    key, other = make_key(tmp_path, "key"), make_key(tmp_path, "other")
    with agent(tmp_path, key) as environ:
        assert in_agent(environ) == (public(key),)
        assert find_own([public(other), public(key)], environ) == public(key)
        key.unlink()
        _holds(sign(TEXT, public(key), environ), key)
        assert _told(public(other), environ) == (
            f"The key {public(other).fingerprint} is public, and neither an agent nor a file beside it has the private "
            f"one. Give it to the agent: ssh-add FILE{OTHERWISE}"
        )
    assert in_agent({**environ, "SSH_AUTH_SOCK": str(tmp_path / "gone")}) == ()
    assert in_agent({}) == ()


def test_a_passphrase_is_asked_for_by_ssh_keygen_itself(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key", passphrase="open sesame")

    _holds(sign(TEXT, key, _asking(tmp_path, "open sesame")), key)
    assert _told(key, _asking(tmp_path, "sesame")) == (
        f"{key} stayed locked: the passphrase was wrong. Try again{OTHERWISE}"
    )
    assert key_in(key) == public(key)


@pytest.mark.parametrize("form", ["RFC4716", "PEM", "PKCS8"])
def test_a_passphrase_without_a_terminal_to_ask_for_it_is_said_in_our_words(
    tmp_path: Path, form: str
) -> None:
    key = make_key(tmp_path, "key", "rsa")
    command = ["ssh-keygen", "-q", "-p", "-m", form, "-N", "open sesame", "-f", str(key)]
    subprocess.run(command, check=True, capture_output=True)

    assert _without_a_terminal(key) == (
        f"{key} has a passphrase, and there is no terminal to ask for it. Give it to an agent before: ssh-add FILE"
        f"{OTHERWISE}"
    )


def _without_a_terminal(key: Path) -> str:
    """What is said to a process that has no terminal."""
    read, write = os.pipe()
    if not (child := os.fork()):
        os.setsid()
        os.write(write, _told(key).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with open(read, encoding="utf-8") as said:  # noqa: PTH123 - a pipe has no path
        return said.read()


def test_on_a_terminal_the_passphrase_is_typed(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key", passphrase="open sesame")
    child, terminal = pty.fork()
    if not child:
        (tmp_path / "signed").write_text(sign(TEXT, key), "ascii")
        os._exit(0)
    shown = b""
    while b"passphrase" not in shown:
        shown += os.read(terminal, 1024)
    os.write(terminal, b"open sesame\n")
    os.waitpid(child, 0)
    os.close(terminal)

    _holds((tmp_path / "signed").read_text("ascii"), key)


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key")
    key.chmod(0o644)

    assert (
        _told(key)
        == f"{key} can be read by others, so it is not used. Keep it to yourself: chmod 600 FILE{OTHERWISE}"
    )


def test_what_is_no_key_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("Call Ana.", "utf-8")
    (tmp_path / "broken").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "utf-8")
    for path in (tmp_path / "note", tmp_path / "broken"):
        path.chmod(0o600)

    assert _told(tmp_path / "nobody").startswith(f"There is no key {tmp_path / 'nobody'}.")
    assert _told(tmp_path).startswith(f"{tmp_path} is no key, neither a private one nor a public one (.pub).")
    assert _told(tmp_path / "note").startswith(
        f"{tmp_path / 'note'} is no public key; copy the whole line of the .pub file."
    )
    assert _told(tmp_path / "broken").startswith(f"{tmp_path / 'broken'} signed nothing; ssh-keygen says")


def test_without_ssh_keygen_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_key(tmp_path, "key")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not ssh_keygen.is_installed()
    assert _told(key) == (
        "Signing takes ssh-keygen, which is not on this computer. "
        "Install OpenSSH: on Debian and Ubuntu the package openssh-client; macOS brings it."
    )


def test_of_the_usual_folder_the_file_of_the_key_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".ssh").mkdir()
    keys = [make_key(tmp_path / ".ssh", name) for name in ("id_one", "id_two")]
    (tmp_path / ".ssh" / "known.pub").write_text("no key", "utf-8")

    assert find_own([public(keys[1])], {"HOME": str(tmp_path)}) == keys[1]
    keys[1].unlink()
    assert find_own([public(tmp_path / ".ssh" / "id_two")], {"HOME": str(tmp_path)}) is None
