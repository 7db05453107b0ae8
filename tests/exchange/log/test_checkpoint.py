"""Checkpoints and proofs as files, with the examples of their specifications."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.exchange.log.checkpoint import Checkpoint, open_checkpoint
from factcheck.exchange.log.merkle import inclusion_proof, leaf_hash, nodes_of, root_of
from factcheck.exchange.log.signed_note import NoteKey, read_note, sign_note
from factcheck.exchange.log.tlog_proof import LogProof

EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = NoteKey("desk.example/checks/log", PRIVATE.public_key().public_bytes_raw())
ENTRIES = [f"entry {number}".encode() for number in range(11)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
OURS = Checkpoint(KEY.name, len(LEAVES), root_of(LEAVES))
SIGNED = OURS.signed(KEY, PRIVATE.sign)


def proof(index: int = 6) -> LogProof:
    return LogProof(index, inclusion_proof(index, len(LEAVES), nodes_of(LEAVES)), SIGNED)


def test_the_example_of_the_specification_is_read() -> None:
    text, signatures = read_note(EXAMPLE.encode())
    told = Checkpoint.read(text)
    assert (told.origin, told.size) == ("example.com/behind-the-sofa", 20852163)
    assert base64.b64encode(told.root).decode() == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    assert told.text == text
    assert [name for name, _ in signatures] == ["example.com/behind-the-sofa"]


def test_a_checkpoint_is_read_by_its_key_alone() -> None:
    assert open_checkpoint(SIGNED.encode(), [KEY], [KEY.name]) == OURS
    with pytest.raises(ValueError, match="by no key that is known here"):
        open_checkpoint(EXAMPLE.encode(), [KEY])
    with pytest.raises(ValueError, match=r"the signature of desk\.example/checks/log is wrong"):
        open_checkpoint(SIGNED.replace("\n11\n", "\n12\n").encode(), [KEY])
    with pytest.raises(ValueError, match=r"it is of the log desk\.example/checks/log, not of other\.example"):
        open_checkpoint(SIGNED.encode(), [KEY], ["other.example/log"])


def test_lines_beyond_the_third_are_passed_over() -> None:
    more = sign_note(f"{OURS.text}another line\n", KEY, PRIVATE.sign)
    assert open_checkpoint(more.encode(), [KEY]) == OURS


@pytest.mark.parametrize(
    "text",
    [
        "desk.example/log\n11\n",
        "\n11\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "desk.example/log\n011\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "desk.example/log\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "desk.example/log\n١١\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "desk.example/log\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "desk.example/log\n11\nCsUYapGGPo4dkMgI\n",
        "desk.example/log\n11\nno base 64 at all\n",
        "desk.example/log\n11\n\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no checkpoint|no SHA-256"):
        Checkpoint.read(text)


def test_a_proof_is_written_as_its_specification_has_it_and_read_again() -> None:
    made = proof()
    first, index, *hashes = str(made).partition("\n\n")[0].split("\n")
    assert (first, index) == ("c2sp.org/tlog-proof@v1", "index 6")
    assert [base64.b64decode(one) for one in hashes] == made.path
    assert str(made).endswith(f"\n\n{SIGNED}")
    assert LogProof.read(str(made).encode()) == made
    assert made.check(ENTRIES[6], [KEY]) == OURS
    with_extra = str(made).replace("@v1\n", "@v1\nextra YWdl\n")
    assert LogProof.read(with_extra.encode()) == made


def test_a_proof_shows_its_own_entry_and_no_other() -> None:
    made = proof()
    with pytest.raises(ValueError, match="another root"):
        made.check(ENTRIES[5], [KEY])
    with pytest.raises(ValueError, match=r"another root|too"):
        LogProof(5, made.path, SIGNED).check(ENTRIES[6], [KEY])
    with pytest.raises(ValueError, match="no leaf"):
        LogProof(11, made.path, SIGNED).check(ENTRIES[6], [KEY])
    with pytest.raises(ValueError, match="by no key"):
        made.check(ENTRIES[6], [NoteKey("other.example/log", KEY.public)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 6", "index 06"),
        ("index 6", "index -6"),
        ("index 6\n", ""),
        ("\n\n", "\n"),
        ("index 6\n", "index 6\n!!notbase64!!\n"),
        ("index 6\n", f"index 6\n{base64.b64encode(bytes(64)).decode()}\n"),
    ],
)
def test_what_is_no_proof_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValueError, match=r"no proof|no SHA-256"):
        LogProof.read(str(proof()).replace(old, new).encode())
    with pytest.raises(ValueError, match="no proof"):
        LogProof.read(b"\xff\xfe")
