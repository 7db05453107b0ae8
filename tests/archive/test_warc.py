"""A capture as a WARC file that others' tools can read."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from factcheck.archive.warc import Document, payload_of, resource_warc
from factcheck.errors import StorageFailed
from tests.records import AT

DOCUMENT = Document("text/plain", b"The bridge opened in 1932.\r\n")
RECORD_ID = UUID(int=5)
WARC = resource_warc(DOCUMENT, RECORD_ID, AT)


@given(st.binary())
def test_any_document_comes_back(content: bytes) -> None:
    assert payload_of(resource_warc(Document("application/pdf", content), RECORD_ID, AT)) == content


def test_a_reader_of_warc_finds_what_it_is_and_where_it_came_from() -> None:
    records = [
        (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
        for record in ArchiveIterator(BytesIO(WARC), check_digests="raise")
    ]
    (info, _, told), (kind, headers, body) = records
    assert (info, kind, body) == ("warcinfo", "resource", DOCUMENT.content)
    assert b"software: factcheck/" in told
    assert headers["WARC-Record-ID"] == f"<urn:uuid:{RECORD_ID}>"
    assert headers["WARC-Target-URI"] == f"urn:sha256:{DOCUMENT.digest}"
    assert headers["WARC-Date"] == "2026-03-02T09:00:00Z"
    assert headers["WARC-Payload-Digest"] == headers["WARC-Block-Digest"] == f"sha256:{DOCUMENT.digest}"
    assert headers["Content-Type"] == "text/plain"
    assert headers["Content-Length"] == str(len(DOCUMENT.content))
    assert headers["X-Supplied-By-Hand"] == "yes"


def test_the_version_is_1_1_and_each_record_its_own_gzip_member() -> None:
    assert [record.rec_headers.protocol for record in ArchiveIterator(BytesIO(WARC))] == ["WARC/1.1"] * 2
    assert WARC.count(b"\x1f\x8b\x08") == 2


def _check(path: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from warcio.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, "check", "-v", str(path)], check=False, capture_output=True, text=True
    )


def test_warcio_checks_it(tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(WARC)
    checked = _check(path)
    assert (checked.returncode, checked.stdout.count("digest pass")) == (0, 2)


def test_a_time_of_another_zone_is_told_in_utc() -> None:
    tehran = datetime(2026, 3, 2, 12, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    date = [
        record.rec_headers.get_header("WARC-Date")
        for record in ArchiveIterator(BytesIO(resource_warc(DOCUMENT, RECORD_ID, tehran)))
    ]
    assert date == ["2026-03-02T09:00:00Z"] * 2
    assert tehran.astimezone(UTC) == AT


def test_a_document_is_named_by_its_sha256() -> None:
    assert DOCUMENT.digest == sha256(DOCUMENT.content).hexdigest()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"plain words", b"\x1f\x8b\x08", WARC[1:], WARC[: WARC.rindex(b"\x1f\x8b\x08")]],
    ids=["empty", "NUL", "words", "gzip head", "no head", "no resource record"],
)
def test_what_is_no_capture_is_told_in_words(content: bytes) -> None:
    with pytest.raises(StorageFailed, match=r"The capture (cannot be read back|holds no resource record)"):
        payload_of(content)


@given(st.integers(0, len(WARC) - 1), st.integers(1, 255))
def test_a_flipped_byte_gives_words_or_a_body_and_never_a_crash(at: int, flip: int) -> None:
    damaged = WARC[:at] + bytes([WARC[at] ^ flip]) + WARC[at + 1 :]
    told = ""
    try:
        assert len(payload_of(damaged)) <= len(damaged)
    except StorageFailed as failed:
        told = failed.message
    assert told == "" or told.startswith("The capture ")


@given(st.integers(0, len(WARC) - 1))
def test_a_cut_capture_never_gives_a_whole_body_for_less(length: int) -> None:
    try:
        body = payload_of(WARC[:length])
    except StorageFailed:
        return
    assert DOCUMENT.content.startswith(body)
