"""The key of a desk's log, in its file."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from factcheck.errors import BadInput, NotFound
from factcheck.exchange.log.desk_key import (
    log_origin,
    make_desk_key,
    new_desk_key,
    read_desk_key,
    write_desk_key,
)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = make_desk_key(tmp_path / "log.key")
    finally:
        os.umask(before)
    assert mode(tmp_path / "log.key") == 0o600
    again = make_desk_key(tmp_path / "log.key")
    assert again.public == made.public == read_desk_key(tmp_path / "log.key").public
    assert made.log_id == sha256(made.public).hexdigest()
    Ed25519PublicKey.from_public_bytes(made.public).verify(again.sign(b"words"), b"words")
    assert [one.name for one in tmp_path.iterdir()] == ["log.key"]


def test_a_log_keeps_its_id_and_its_keys_when_the_key_is_replaced_or_the_address_changes(
    tmp_path: Path,
) -> None:
    first, second = new_desk_key(), new_desk_key()
    old, moved = first.named("old.example/log"), second.named("old.example/log")
    write_desk_key(tmp_path / "log.key", second.following([old, moved]))
    key = read_desk_key(tmp_path / "log.key")
    assert (mode(tmp_path / "log.key"), key.log_id) == (0o600, first.log_id)
    now = key.named("new.example/log")
    assert key.keys("new.example/log") == [old, moved, now]
    assert key.following([old, now, now]).keys("new.example/log") == [old, moved, now]


@pytest.mark.parametrize("others", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, others: int) -> None:
    make_desk_key(tmp_path / "log.key")
    (tmp_path / "log.key").chmod(others)
    with pytest.raises(BadInput, match=rf"others may read it \(its mode is {others:03o}\).*mode 600"):
        read_desk_key(tmp_path / "log.key")
    (tmp_path / "log.key").chmod(0o400)
    read_desk_key(tmp_path / "log.key")


def test_what_is_no_key_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "log.key"
    with pytest.raises(NotFound, match=r"no key of the desk's log, .*Bring it back from a backup"):
        read_desk_key(path)
    whole = new_desk_key().pem()
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for wrong in (b"", whole[:60].encode(), b"\xff", f"not a key\n{whole}".encode(), other):
        path.write_bytes(wrong)
        path.chmod(0o600)
        with pytest.raises(BadInput, match=r"(holds no key|another kind).*Bring it back from a backup"):
            read_desk_key(path)


def test_a_log_is_named_after_its_site() -> None:
    assert log_origin("https://desk.example/checks/") == "desk.example/checks/log"
    assert log_origin("http://desk.example:8080") == "desk.example:8080/log"
