"""Pictures of passages in the archive: kept with the place they show, read back, and never taken for something else."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from factcheck.archive.archive import Archive
from factcheck.archive.capture_contents import read_capture
from factcheck.archive.folder import FolderStorage
from factcheck.archive.picture_warc import PassagePicture, picture_warc, read_picture
from factcheck.archive.storage import path_of
from factcheck.archive.supplied_warc import SuppliedFile, supplied_warc
from factcheck.errors import StorageFailed
from factcheck.model.evidence import Region

AT = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
URL = "https://example.org/bridges?é"


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (120, 40), (9, 9, 9)).save(out, "PNG")
    return out.getvalue()


PICTURE = PassagePicture(png(), Region(x=10, y=20, width=120, height=40), "ab" * 32)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(FolderStorage(tmp_path))


def test_a_picture_is_read_back_with_its_place_and_size(archive: Archive) -> None:
    kept = read_picture(archive, archive.put(picture_warc(PICTURE, URL, AT)))
    assert kept == PICTURE
    assert kept
    assert kept.size == (120, 40)


def test_the_same_picture_is_the_same_file(archive: Archive) -> None:
    digest = archive.put(picture_warc(PICTURE, URL, AT))
    assert archive.put(picture_warc(PICTURE, URL, AT)) == digest


def test_a_picture_says_which_part_of_which_page_it_shows(archive: Archive) -> None:
    kept = read_capture(archive, archive.put(picture_warc(PICTURE, URL, AT)))
    assert (kept.text, kept.url, kept.facts["cut_from"]) == (None, URL, "ab" * 32)
    with archive.get(archive.put(picture_warc(PICTURE, URL, AT))) as file:
        assert len(file.read()) < len(PICTURE.png) + 2_000


def test_what_is_no_picture_of_a_passage_is_never_shown_as_one(archive: Archive) -> None:
    whole = SuppliedFile.of_bytes("image/png", PICTURE.png)
    digest = archive.put(supplied_warc(whole, UUID(int=1), AT, None, {}))
    assert read_picture(archive, digest) is None


def test_a_flipped_byte_is_found(archive: Archive, tmp_path: Path) -> None:
    digest = archive.put(picture_warc(PICTURE, URL, AT))
    path = tmp_path / path_of(digest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    with pytest.raises(StorageFailed):
        read_picture(archive, digest)
