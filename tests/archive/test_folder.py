"""The archive as a folder: put, get and verify by digest."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive.folder import Archive
from factcheck.archive.warc import Document, resource_warc
from factcheck.errors import StorageFailed
from factcheck.model.source import Capture
from tests.records import AT, SHA, Told

DOCUMENT = Document("text/plain", b"The bridge opened in 1932.")
WARC = resource_warc(DOCUMENT, Told().record.id, AT)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "archive")


def _capture(record: str, payload: str = DOCUMENT.digest) -> Capture:
    return Told().source().capture(record=record, payload_digest=payload).record.captures[0]


@given(st.binary())
def test_what_is_put_is_got_by_its_sha256(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    archive = Archive(tmp_path_factory.getbasetemp() / "archive-law")
    digest = archive.put(content)
    assert digest == sha256(content).hexdigest()
    assert archive.get(digest) == content


def test_a_capture_lies_under_the_head_of_its_digest_and_alone(archive: Archive) -> None:
    digest = archive.put(WARC)
    assert archive.path(digest) == archive.folder / digest[:2] / f"{digest}.warc.gz"
    assert [path for path in archive.folder.rglob("*") if path.is_file()] == [archive.path(digest)]


def test_a_capture_is_written_once_and_never_again(archive: Archive) -> None:
    digest = archive.put(WARC)
    before = archive.path(digest).stat()
    assert archive.put(WARC) == digest
    after = archive.path(digest).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_missing_capture_is_told_with_its_path(archive: Archive) -> None:
    with pytest.raises(
        StorageFailed, match=f"{SHA}.warc.gz is missing from the archive. Restore it from a backup"
    ):
        archive.get(SHA)


@pytest.mark.parametrize("at", [0, len(WARC) // 2, len(WARC) - 1])
def test_a_flipped_byte_is_found(archive: Archive, at: int) -> None:
    digest = archive.put(WARC)
    archive.path(digest).write_bytes(WARC[:at] + bytes([WARC[at] ^ 1]) + WARC[at + 1 :])
    with pytest.raises(StorageFailed, match="is not what was kept under that name"):
        archive.get(digest)


def test_a_sound_capture_has_no_findings(archive: Archive) -> None:
    assert list(archive.findings(_capture(archive.put(WARC)), "bridge: c1")) == []


def test_a_missing_capture_is_a_finding(archive: Archive) -> None:
    [found] = archive.findings(_capture(SHA), "bridge: c1")
    assert (found.code, found.where) == ("capture-missing", "bridge: c1")
    assert "is missing from the archive" in found.message


def test_a_changed_capture_is_a_finding(archive: Archive) -> None:
    digest = archive.put(WARC)
    archive.path(digest).write_bytes(WARC[:-1])
    [found] = archive.findings(_capture(digest), "bridge: c1")
    assert (found.code, found.where) == ("capture-changed", "bridge: c1")


def test_a_file_that_is_no_warc_is_a_finding(archive: Archive) -> None:
    [found] = archive.findings(_capture(archive.put(b"words")), "bridge: c1")
    assert found.code == "capture-changed"


def test_another_body_than_was_recorded_is_a_finding(archive: Archive) -> None:
    [found] = archive.findings(_capture(archive.put(WARC), payload=SHA), "bridge: c1")
    assert (found.code, found.where) == ("capture-payload", "bridge: c1")


def test_a_folder_in_place_of_a_capture_is_a_finding(archive: Archive) -> None:
    archive.path(SHA).mkdir(parents=True)
    assert [found.code for found in archive.findings(_capture(SHA), "bridge: c1")] == ["capture-missing"]


def test_putting_a_capture_again_mends_a_damaged_one(archive: Archive) -> None:
    digest = archive.put(WARC)
    archive.path(digest).write_bytes(b"")
    archive.put(WARC)
    assert archive.get(digest) == WARC


@pytest.mark.parametrize("name", ["../secret", "../../etc/passwd", "/etc/passwd", "a/../../../b", "\x00", ""])
def test_no_name_leads_out_of_the_archive(archive: Archive, name: str) -> None:
    archive.folder.mkdir()
    (archive.folder.parent / "secret.warc.gz").write_bytes(b"x")
    with pytest.raises(StorageFailed):
        archive.get(name)


def test_an_archive_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("")
    with pytest.raises(StorageFailed, match="A file stands where a folder is needed"):
        Archive(tmp_path / "archive").put(WARC)
