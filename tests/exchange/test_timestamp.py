"""Time stamps asked of a real authority, and answers that are none."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.exchange.der import SEQUENCE, encode, integer
from factcheck.exchange.timestamp import query, read_reply
from tests.authority import Authority, openssl

DIGEST, NONCE = sha256(b"The manifest.").digest(), 0xFEDC_BA98_7654_3210
FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def reply(authority: Authority) -> bytes:
    """What the authority answers to the query for DIGEST and NONCE."""
    return authority.reply(query(DIGEST, NONCE))


def test_openssl_reads_the_query_as_it_is_meant(tmp_path: Path) -> None:
    (tmp_path / "query.tsq").write_bytes(query(DIGEST, NONCE))

    said = openssl(tmp_path, "ts", "-query", "-in", "query.tsq", "-text")

    assert "Version: 1" in said
    assert "Hash Algorithm: sha256" in said
    assert f"Nonce: 0x{NONCE:X}" in said
    assert "Certificate required: yes" in said


def test_an_answer_tells_when_the_authority_saw_the_digest(reply: bytes) -> None:
    at = read_reply(reply, DIGEST, NONCE)

    assert abs(at - datetime.now(UTC)) < timedelta(minutes=10)


@pytest.mark.parametrize("nonce", [0, 1, 127, 128, 2**63, 2**64 - 1])
def test_every_nonce_comes_back(authority: Authority, nonce: int) -> None:
    assert read_reply(authority.reply(query(DIGEST, nonce)), DIGEST, nonce)


def test_a_stamp_for_something_else_is_refused(reply: bytes) -> None:
    with pytest.raises(BadInput, match="under something else"):
        read_reply(reply, sha256(b"Another.").digest(), NONCE)


def test_an_answer_to_another_question_is_refused(reply: bytes) -> None:
    with pytest.raises(BadInput, match="another question"):
        read_reply(reply, DIGEST, NONCE + 1)


def test_a_refusal_is_told_in_the_authoritys_own_words(tmp_path: Path) -> None:
    strict = Authority(tmp_path, digests="sha512")

    with pytest.raises(BadInput, match=r"refused: Message digest algorithm is not supported\. No bundle"):
        read_reply(strict.reply(query(DIGEST, NONCE)), DIGEST, NONCE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (encode(SEQUENCE, encode(SEQUENCE, integer(2))), "it does not say why"),
        (encode(SEQUENCE, encode(SEQUENCE, integer(0))), "is no time stamp"),
        (b"", "is no time stamp"),
        (b"<html>Not here", "is no time stamp"),
    ],
)
def test_what_is_no_stamp_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_reply(content, DIGEST, NONCE)


@FEW
@given(data=st.data())
def test_a_cut_or_changed_answer_is_read_or_refused(reply: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(reply) - 1))
    flipped = reply[:at] + bytes([reply[at] ^ data.draw(st.integers(1, 255))]) + reply[at + 1 :]
    with pytest.raises(BadInput):
        read_reply(reply[:at], DIGEST, NONCE)
    with suppress(BadInput):  # the signature is not looked at
        assert read_reply(flipped, DIGEST, NONCE)
