"""Time stamps asked of a real authority: good ones, others that are not what they should be, and what is none."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest
from cryptography.x509 import Certificate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.errors import BadInput, StorageFailed
from factcheck.exchange.timestamp import (
    FalseStamp,
    StampQuery,
    UnknownAuthority,
    UnreadableStamp,
    read_roots,
    read_stamp,
    stamp_query,
    verify_stamp,
)
from tests.authority import Authority, openssl

DATA = b"A checkpoint."
DAY = timedelta(days=1)
FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def roots(authority: Authority) -> list[Certificate]:
    return read_roots(authority.certificate)


@pytest.fixture(scope="module")
def query() -> StampQuery:
    return stamp_query(DATA)


@pytest.fixture(scope="module")
def reply(authority: Authority, query: StampQuery) -> bytes:
    """What the authority answers to the query."""
    return authority.reply(query.content)


def test_openssl_reads_the_query_as_it_is_meant(tmp_path: Path, query: StampQuery) -> None:
    (tmp_path / "query.tsq").write_bytes(query.content)

    said = openssl(tmp_path, "ts", "-query", "-in", "query.tsq", "-text")

    assert "Version: 1" in said
    assert "Hash Algorithm: sha256" in said
    assert f"Nonce: 0x{query.nonce:016X}" in said
    assert "Certificate required: yes" in said


def test_no_two_queries_have_one_nonce() -> None:
    assert len({stamp_query(DATA).nonce for _ in range(50)}) == 50


def test_a_good_stamp_tells_when_the_authority_saw_it(
    reply: bytes, query: StampQuery, roots: list[Certificate]
) -> None:
    at = verify_stamp(reply, DATA, roots, query.nonce)

    assert abs(at - datetime.now(UTC)) < timedelta(minutes=10)
    assert read_stamp(reply, DATA, query.nonce) == at


def test_any_of_several_roots_may_stand_behind_it(
    reply: bytes, roots: list[Certificate], tmp_path: Path
) -> None:
    other = read_roots(Authority(tmp_path / "other", name="Another root").certificate)
    assert verify_stamp(reply, DATA, [*other, *roots])


def test_a_stamp_of_something_else_is_false(reply: bytes, roots: list[Certificate]) -> None:
    with pytest.raises(FalseStamp, match="stamp under something else"):
        read_stamp(reply, b"Another.")
    with pytest.raises(FalseStamp, match="stamp under something else"):
        verify_stamp(reply, b"Another.", roots)


def test_an_answer_to_another_question_is_false(
    reply: bytes, query: StampQuery, roots: list[Certificate]
) -> None:
    with pytest.raises(FalseStamp, match="answered another question"):
        verify_stamp(reply, DATA, roots, query.nonce + 1)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda at: Authority(at, start=-3 * DAY, end=-DAY), "certificate has expired"),
        (lambda at: Authority(at, start=DAY, end=3 * DAY), "certificate is not yet valid"),
        (lambda at: Authority(at, name="The root of time"), None),
    ],
    ids=["expired", "dated before its certificate began", "another root of the same name"],
)
def test_a_stamp_that_is_not_signed_as_it_has_to_be_is_false(
    tmp_path: Path, roots: list[Certificate], made: Callable[[Path], Authority], why: str | None
) -> None:
    wrong = made(tmp_path)
    trusted = read_roots(wrong.certificate) if why else roots
    with pytest.raises(FalseStamp, match=why):
        verify_stamp(wrong.reply(stamp_query(DATA).content), DATA, trusted)


def test_of_an_authority_that_nobody_named_it_cannot_be_told(
    tmp_path: Path, roots: list[Certificate]
) -> None:
    other = Authority(tmp_path, name="Another root")
    for given_roots in (roots, []):
        with pytest.raises(UnknownAuthority):
            verify_stamp(other.reply(stamp_query(DATA).content), DATA, given_roots)


def test_a_stamp_stays_good_when_its_certificate_has_expired_since(tmp_path: Path) -> None:
    short = Authority(tmp_path, end=timedelta(seconds=3))
    stamp = short.reply(stamp_query(DATA).content)
    at = verify_stamp(stamp, DATA, read_roots(short.certificate))
    while datetime.now(UTC) < at + timedelta(seconds=4):
        sleep(0.2)
    assert verify_stamp(stamp, DATA, read_roots(short.certificate)) == at


def test_a_refusal_is_told_in_the_authoritys_own_words(tmp_path: Path) -> None:
    strict = Authority(tmp_path, digests="sha512")

    with pytest.raises(UnreadableStamp, match="refused: Message digest algorithm is not supported"):
        read_stamp(strict.reply(stamp_query(DATA).content), DATA)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes.fromhex("30053003020102"), "it does not say why"),
        (bytes.fromhex("30053003020100"), "is no time stamp"),
        (bytes.fromhex("3080300302010200000000"), "is no time stamp"),
        (b"", "is no time stamp"),
        (b"<html>Not here", "is no time stamp"),
    ],
    ids=["a refusal", "granted without a stamp", "BER and no DER", "nothing", "a page"],
)
def test_what_is_no_stamp_cannot_be_read(content: bytes, said: str, roots: list[Certificate]) -> None:
    with pytest.raises(UnreadableStamp, match=said):
        read_stamp(content, DATA)
    with pytest.raises(UnreadableStamp, match=said):
        verify_stamp(content, DATA, roots)


@FEW
@given(data=st.data())
def test_a_cut_or_changed_answer_is_read_or_told_never_more(
    reply: bytes, roots: list[Certificate], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(reply) - 1))
    flipped = reply[:at] + bytes([reply[at] ^ data.draw(st.integers(1, 255))]) + reply[at + 1 :]
    with pytest.raises(UnreadableStamp):
        verify_stamp(reply[:at], DATA, roots)
    with suppress(UnreadableStamp, FalseStamp, UnknownAuthority):
        assert verify_stamp(flipped, DATA, roots) == verify_stamp(reply, DATA, roots)


def test_roots_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("no certificate", "utf-8")
    with pytest.raises(BadInput, match="holds no certificates"):
        read_roots(tmp_path / "root.pem")
    with pytest.raises(StorageFailed, match=r"nothing\.pem"):
        read_roots(tmp_path / "nothing.pem")
