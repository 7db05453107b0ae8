"""Signed notes, with the key and the note of the Go implementation (golang.org/x/mod/sumdb/note)."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.exchange.log.signed_note import NoteKey, open_note, read_note, sign_note

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    f"{TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def another(name: str) -> tuple[NoteKey, Ed25519PrivateKey]:
    private = Ed25519PrivateKey.generate()
    return NoteKey(name, private.public_key().public_bytes_raw()), private


def test_the_note_of_the_go_implementation_is_made_and_read_as_there() -> None:
    key = NoteKey.read(PETER)
    assert str(key) == PETER
    assert sign_note(TEXT, key, Ed25519PrivateKey.from_private_bytes(SEED).sign) == SIGNED
    assert open_note(SIGNED.encode(), [key]) == (TEXT, [key])


def test_a_text_may_hold_blank_lines() -> None:
    key, private = another("quasimodo.example/salvatore")
    text = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n"
    assert open_note(sign_note(text, key, private.sign).encode(), [key]) == (text, [key])


def test_signatures_of_other_keys_say_nothing() -> None:
    key, (other, private) = NoteKey.read(PETER), another("witness.example/w1")
    second = sign_note(TEXT, other, private.sign).rpartition("\n\n")[2]
    note = f"{SIGNED}{second}"
    assert open_note(note.encode(), [key]) == (TEXT, [key])
    assert open_note(note.encode(), [other, key]) == (TEXT, [key, other])
    same_name = another("PeterNeumann")[0]
    assert open_note(note.encode(), [same_name, key])[1] == [key]
    with pytest.raises(ValueError, match=r"signed by PeterNeumann, witness\.example/w1, and by no key"):
        open_note(note.encode(), [same_name])


def test_a_wrong_signature_of_a_known_key_ends_it_whoever_else_signed() -> None:
    key, (other, private) = NoteKey.read(PETER), another("witness.example/w1")
    second = sign_note(TEXT, other, private.sign).rpartition("\n\n")[2]
    changed = f"{SIGNED}{second}".replace("your problem is", "their problem is")
    for keys in ([key], [key, other]):
        with pytest.raises(ValueError, match="the signature of PeterNeumann is wrong"):
            open_note(changed.encode(), keys)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        TEXT.encode(),
        SIGNED.replace("\n\n", "\n").encode(),
        SIGNED[:-1].encode(),
        SIGNED.replace("— ", "- ").encode(),
        SIGNED.replace("PeterNeumann", "Peter Neumann").encode(),
        SIGNED.replace("AM=", "AN=").encode(),
        SIGNED.replace("x08go", "!!!!!").encode(),
        SIGNED.replace("think", "th\tink").encode(),
        SIGNED.replace("\n", "\r\n").encode(),
        SIGNED.encode("utf-16"),
        (SIGNED + SIGNED.rpartition("\n\n")[2] * 100).encode(),
        f"{TEXT}\n— PeterNeumann AAAA\n".encode(),
    ],
)
def test_what_is_no_note_is_refused(note: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_note(note)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3+",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER.replace("PeterNeumann", ""),
        PETER[:-4],
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_is_no_ed25519_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        NoteKey.read(written)
