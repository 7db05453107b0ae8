"""A capture as a WARC file that others' tools can read."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from factcheck.archive.supplied_warc import SuppliedFile
from tests.archive.checking import filed_warc, kept_in, warcio_check
from tests.records import AT

CONTENT = b"The bridge opened in 1932.\r\n"
DOCUMENT = SuppliedFile.of_bytes("text/plain", CONTENT)
RECORD_ID = UUID(int=5)
WARC = filed_warc(DOCUMENT, RECORD_ID, AT, None, {})


@given(st.binary())
def test_any_document_comes_back(content: bytes) -> None:
    kept = kept_in(filed_warc(SuppliedFile.of_bytes("application/pdf", content), RECORD_ID, AT, None, {}))
    assert (kept.payload, kept.text) == (content, None)
    assert kept.facts["supplied_by_hand"] is True


def test_a_reader_of_warc_finds_what_it_is_and_where_it_came_from() -> None:
    records = [
        (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
        for record in ArchiveIterator(BytesIO(WARC), check_digests="raise")
    ]
    (info, _, told), (kind, headers, body), _ = records
    assert (info, kind, body) == ("warcinfo", "resource", CONTENT)
    assert b"software: factcheck/" in told
    assert headers["WARC-Record-ID"] == f"<urn:uuid:{RECORD_ID}>"
    assert headers["WARC-Target-URI"] == f"urn:sha256:{DOCUMENT.digest}"
    assert headers["WARC-Date"] == "2026-03-02T09:00:00Z"
    assert headers["WARC-Payload-Digest"] == headers["WARC-Block-Digest"] == f"sha256:{DOCUMENT.digest}"
    assert headers["Content-Type"] == "text/plain"
    assert headers["Content-Length"] == str(len(CONTENT))
    assert headers["X-Supplied-By-Hand"] == "yes"


def test_the_version_is_1_1_and_each_record_its_own_gzip_member() -> None:
    assert [record.rec_headers.protocol for record in ArchiveIterator(BytesIO(WARC))] == ["WARC/1.1"] * 3
    assert WARC.count(b"\x1f\x8b\x08") == 3


def test_warcio_checks_it(tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(WARC)
    checked = warcio_check(path)
    assert (checked.returncode, checked.stdout.count("digest pass")) == (0, 3)


def test_a_time_of_another_zone_is_told_in_utc() -> None:
    tehran = datetime(2026, 3, 2, 12, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    date = [
        record.rec_headers.get_header("WARC-Date")
        for record in ArchiveIterator(BytesIO(filed_warc(DOCUMENT, RECORD_ID, tehran, None, {})))
    ]
    assert date == ["2026-03-02T09:00:00Z"] * 3
    assert tehran.astimezone(UTC) == AT


def test_a_document_is_named_by_its_sha256() -> None:
    assert DOCUMENT.digest == sha256(CONTENT).hexdigest()


def test_the_text_that_was_read_and_the_facts_travel_with_it() -> None:
    kept = kept_in(filed_warc(DOCUMENT, RECORD_ID, AT, "پل 🌉", {"named": "plan.txt", "size": 0}))
    assert (kept.payload, kept.text, kept.url) == (CONTENT, "پل 🌉", f"urn:sha256:{DOCUMENT.digest}")
    assert (kept.facts["named"], kept.facts["size"]) == ("plan.txt", len(CONTENT))
    assert kept.facts["text_digest"] == sha256("پل 🌉".encode()).hexdigest()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert filed_warc(DOCUMENT, RECORD_ID, AT, None, {}) == WARC
