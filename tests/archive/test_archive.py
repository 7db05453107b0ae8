"""Captures by digest: whatever the storage does, what is given out was kept, and what is kept was given."""

import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive.archive import Archive, copy_missing
from factcheck.archive.capture_contents import read_capture
from factcheck.archive.integrity import check_captures, check_contents, check_unrecorded
from factcheck.archive.supplied_warc import SuppliedFile, supplied_warc
from factcheck.errors import StorageFailed
from tests.archive.careless import BAD, CarelessStorage, Fault, slow
from tests.archive.checking import FolderArchive
from tests.archive.visits import WARCS, capture
from tests.records import AT, SHA

RECORD_ID = UUID(int=5)
WARC = WARCS["plain"]
faults = pytest.mark.parametrize("fault", BAD.values(), ids=BAD)


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    """An empty archive."""
    return FolderArchive(tmp_path / "archive")


@given(st.binary())
def test_what_is_put_is_got_by_its_sha256(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    archive = FolderArchive(tmp_path_factory.getbasetemp() / "archive-law")
    digest = archive.keep(content)
    assert digest == sha256(content).hexdigest()
    assert archive.read(digest) == content


def test_a_missing_capture_is_told_with_its_path(archive: FolderArchive) -> None:
    with pytest.raises(
        StorageFailed, match=f"{SHA}.warc.gz is missing from the archive. Restore it from a backup"
    ):
        archive.read(SHA)


@pytest.mark.parametrize("at", [0, len(WARC) // 2, len(WARC) - 1])
def test_a_flipped_byte_is_found(archive: FolderArchive, at: int) -> None:
    digest = archive.keep(WARC)
    archive.path(digest).write_bytes(WARC[:at] + bytes([WARC[at] ^ 1]) + WARC[at + 1 :])
    with pytest.raises(StorageFailed, match="is not what was kept under that name"):
        archive.read(digest)


def test_a_block_that_reads_only_the_beginning_still_ends_in_the_error(archive: FolderArchive) -> None:
    digest = archive.keep(WARC)
    archive.path(digest).write_bytes(WARC[:-1] + b"?")
    with pytest.raises(StorageFailed, match="is not what was kept"), archive.get(digest) as file:
        assert file.read(10) == WARC[:10]


def test_an_error_of_the_block_is_not_told_as_one_of_the_archive(archive: FolderArchive) -> None:
    digest = archive.keep(WARC)
    with pytest.raises(OSError, match=r"^no room elsewhere$"), archive.get(digest):
        raise OSError("no room elsewhere")


@faults
def test_what_a_careless_storage_gives_is_never_taken_for_the_capture(
    archive: FolderArchive, fault: Fault
) -> None:
    digest = archive.keep(WARC)
    careless = Archive(CarelessStorage(archive.folder, gives=fault))
    with (
        pytest.raises(StorageFailed, match=f"{digest}.warc.gz.*(is not what was kept|timed out)"),
        careless.get(digest) as file,
    ):
        file.read()
    with pytest.raises(StorageFailed, match=f"{digest}.warc.gz.*(is not what was kept|timed out)"):
        read_capture(careless, digest)


@faults
def test_every_check_names_what_a_careless_storage_gives(archive: FolderArchive, fault: Fault) -> None:
    one = capture(archive.keep(WARC))
    careless = Archive(CarelessStorage(archive.folder, gives=fault))
    found = [check_contents(careless, one, "c1"), check_captures(careless, [(one, "c1")])]
    assert [finding.code for some in (*found, check_unrecorded(careless, ())) for finding in some] == [
        "capture-changed"
    ] * 3


@faults
def test_what_a_careless_storage_keeps_is_not_recorded(tmp_path: Path, fault: Fault) -> None:
    careless = Archive(CarelessStorage(tmp_path / "archive", takes=fault))
    with pytest.raises(StorageFailed, match=r"kept something else than it was given|timed out"):
        careless.put([WARC[:50], WARC[50:]])


@faults
def test_a_copy_of_what_a_careless_storage_gives_is_no_copy(
    archive: FolderArchive, tmp_path: Path, fault: Fault
) -> None:
    digest, target = archive.keep(WARC), FolderArchive(tmp_path / "copy")
    with pytest.raises(StorageFailed):
        copy_missing(digest, Archive(CarelessStorage(archive.folder, gives=fault)), target)
    assert list(target.folder.rglob("*")) == []


def test_a_slow_storage_gives_and_keeps_the_same(archive: FolderArchive, tmp_path: Path) -> None:
    digest = archive.keep(WARC)
    one = Archive(CarelessStorage(archive.folder, gives=slow, takes=slow))
    assert list(check_captures(one, [(capture(digest), "c1")])) == []
    copy = FolderArchive(tmp_path / "copy")
    copy_missing(digest, one, copy)
    assert copy.read(digest) == WARC
    assert one.put([WARCS["gzip"]]) == sha256(WARCS["gzip"]).hexdigest()


@pytest.mark.slow
def test_memory_does_not_grow_with_a_file_that_is_filed_read_and_checked(archive: FolderArchive) -> None:
    def content() -> Iterator[bytes]:
        for number in range(40):
            yield number.to_bytes(2) * 500_000

    class Large(BytesIO):
        """Forty megabytes, made as they are read."""

        def __init__(self) -> None:
            self._pieces = content()

        def seek(self, *_: int) -> int:
            return 0

        def read(self, _: int | None = -1) -> bytes:
            return next(self._pieces, b"")

    tracemalloc.start()
    try:
        document = SuppliedFile.of("application/pdf", Large)
        record = archive.put(supplied_warc(document, RECORD_ID, AT, "words", {}))
        one = capture(record, payload_digest=document.digest)
        assert (
            document.size,
            [*check_captures(archive, [(one, "")]), *check_contents(archive, one, "")],
        ) == (40_000_000, [])
        assert read_capture(archive, record).text == "words"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
