"""WARC records as gzip members, written and walked."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive import record_reader as module
from factcheck.archive.record_writer import sha256
from factcheck.errors import StorageFailed
from tests.archive.checking import record_of, records_in
from tests.archive.visits import NOISE, PAGE

FIELDS = (("WARC-Target-URI", "http://site.example/"), ("Content-Type", "text/html"))
ONE = record_of("resource", FIELDS, PAGE)


@given(st.lists(st.binary(), min_size=1, max_size=3), st.integers(1, 4))
def test_records_come_back_in_order_with_their_places(blocks: list[bytes], times: int) -> None:
    members = [record_of("resource", FIELDS, *blocks), ONE] * times
    found = records_in(b"".join(members))
    assert [one.block_digest for one in found] == [sha256(*blocks), sha256(PAGE)] * times
    assert [one.length for one in found] == [len(one) for one in members]
    assert [one.offset for one in found] == [sum(map(len, members[:n])) for n in range(len(members))]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert record_of("resource", FIELDS, PAGE[:10], PAGE[10:]) == ONE
    assert ONE[4:8] == bytes(4)  # no time in the gzip head


def test_what_is_packed_already_is_not_packed_again() -> None:
    kept = record_of("resource", FIELDS, NOISE)
    assert NOISE[:1000] in kept
    assert gzip.decompress(kept).endswith(NOISE + b"\r\n\r\n")
    assert len(ONE) < len(PAGE) / 10


def test_a_value_never_begins_a_line_of_its_own() -> None:
    [one] = records_in(record_of("resource", (("Content-Type", "text/html\r\nWARC-Type: warcinfo\0"),), b""))
    assert one.kind == "resource"
    assert one.header("content-type") == "text/html WARC-Type: warcinfo"


def test_a_field_without_a_value_is_left_out() -> None:
    [one] = records_in(record_of("response", (("WARC-Truncated", ""),), b""))
    assert [name for name, _ in one.headers] == ["WARC-Type", "WARC-Block-Digest", "Content-Length"]
    assert one.header("WARC-Truncated") == ""


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


@pytest.mark.parametrize(
    ("damaged", "why"),
    [
        (b"words", "incorrect header check"),
        (ONE[:-1], "it ends in the middle of a record"),
        (ONE + b"\0", "in the middle|incorrect header"),
        (ONE[:-8] + bytes(4) + ONE[-4:], "incorrect data check"),
        (_packed(b"words"), "no WARC record"),
        (_packed(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n\r\n"), "no WARC record"),
        (
            _packed(b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 9\r\n\r\nx\r\n\r\n"),
            "not as long as it says",
        ),
        (
            _packed(b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\nx\r\n"),
            "not as long as it says",
        ),
        (_packed(b"WARC/1.1\r\nWARC-Type: resource\r\n\r\nx\r\n\r\n"), "not as long as it says"),
    ],
)
def test_what_is_damaged_is_told(damaged: bytes, why: str) -> None:
    with pytest.raises(StorageFailed, match=rf"The capture cannot be read back: .*({why})"):
        records_in(damaged)


def test_a_record_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_RECORD", 1_000_000)
    bomb = zlib.compress(bytes(50_000_000), 9, 31)
    assert len(bomb) < 50_000
    with pytest.raises(StorageFailed, match="unpacks to more than any capture holds"):
        records_in(bomb)


@given(st.lists(st.binary(), max_size=4))
def test_a_digest_is_of_the_parts_as_one(parts: list[bytes]) -> None:
    assert sha256(*parts) == sha256(b"".join(parts))
