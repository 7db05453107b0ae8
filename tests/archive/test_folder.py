"""Captures in a folder: written once, whole, and under no other name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.archive.folder import FolderStorage
from factcheck.archive.storage import path_of
from factcheck.errors import StorageFailed
from tests.archive.checking import FolderArchive
from tests.archive.visits import WARCS
from tests.records import SHA

WARC = WARCS["plain"]


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    """An empty archive."""
    return FolderArchive(tmp_path / "archive")


def test_a_capture_lies_under_the_head_of_its_digest_and_alone(archive: FolderArchive) -> None:
    digest = archive.keep(WARC)
    assert archive.path(digest) == archive.folder / digest[:2] / f"{digest}.warc.gz"
    assert [path for path in archive.folder.rglob("*") if path.is_file()] == [archive.path(digest)]


def test_a_capture_is_written_once_and_never_again(archive: FolderArchive) -> None:
    digest = archive.keep(WARC)
    before = archive.path(digest).stat()
    assert archive.keep(WARC) == digest
    after = archive.path(digest).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_putting_a_capture_again_mends_a_damaged_one(archive: FolderArchive) -> None:
    digest = archive.keep(WARC)
    archive.path(digest).write_bytes(b"")
    archive.keep(WARC)
    assert archive.read(digest) == WARC


@pytest.mark.parametrize("name", ["../secret", "../../etc/passwd", "/etc/passwd", "a/../../../b", "\x00", ""])
def test_no_name_leads_out_of_the_archive(archive: FolderArchive, name: str) -> None:
    archive.folder.mkdir()
    (archive.folder.parent / "secret.warc.gz").write_bytes(b"x")
    with pytest.raises(StorageFailed):
        archive.read(name)


def test_an_archive_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("")
    with pytest.raises(StorageFailed, match="There is a file where a folder is needed"):
        FolderArchive(tmp_path / "archive").keep(WARC)


def test_a_capture_takes_its_name_only_when_every_piece_is_there(archive: FolderArchive) -> None:
    def stopped() -> Iterator[bytes]:
        yield WARC
        assert len(list(archive.folder.iterdir())) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.put(stopped())
    assert list(archive.folder.iterdir()) == []


def test_what_a_killed_writer_left_is_gone_with_the_next_capture(archive: FolderArchive) -> None:
    archive.folder.mkdir()
    left = archive.folder / ".incoming-4194305-half"
    left.write_bytes(WARC[:100])
    digest = archive.keep(WARC)
    assert [path for path in archive.folder.rglob("*") if path.is_file()] == [archive.path(digest)]


def test_the_names_are_the_digests_of_captures_and_the_paths_of_other_files(archive: FolderArchive) -> None:
    digests = [archive.keep(WARCS[name]) for name in ("plain", "gzip")]
    (archive.folder / "notes.txt").write_text("Not a capture.")
    (archive.folder / "ab" / "deep").mkdir(parents=True)
    (archive.folder / "ab" / "deep" / f"{SHA}.warc.gz").write_bytes(WARC)
    (archive.folder / ".hidden").write_text("")
    storage = FolderStorage(archive.folder)
    assert set(storage.names()) == {*digests, "notes.txt", f"ab/deep/{SHA}.warc.gz"}
    assert [storage.has(name) for name in (*digests, SHA, "notes.txt")] == [True, True, False, False]
    assert path_of(SHA) == f"{SHA[:2]}/{SHA}.warc.gz"
