"""Captures on object storage: created once, read back, mended where damaged, and in memory no more than a part."""

from collections.abc import Iterator
from hashlib import sha256

import obstore
import pytest
from obstore.store import S3Store

from factcheck.archive.archive import Archive
from factcheck.archive.objects import ObjectStorage
from factcheck.archive.places import archive_at
from factcheck.archive.s3 import open_bucket
from factcheck.archive.storage import path_of
from factcheck.errors import BadInput, StorageFailed
from tests.archive.visits import WARCS
from tests.records import SHA

WARC = WARCS["plain"]
DIGEST = sha256(WARC).hexdigest()


@pytest.fixture
def bucket(objects_url: str) -> S3Store:
    """The prefix as any other tool sees it."""
    return open_bucket(objects_url)


@pytest.fixture
def archive(objects_url: str) -> Archive:
    """An empty archive."""
    return archive_at(objects_url)


def _read(archive: Archive, digest: str) -> bytes:
    with archive.get(digest) as file:
        return file.read()


def test_what_is_put_is_got_by_its_sha256_and_lies_under_its_head(archive: Archive, bucket: S3Store) -> None:
    assert archive.put([WARC[:9], WARC[9:]]) == DIGEST
    assert _read(archive, DIGEST) == WARC
    assert bytes(bucket.get(path_of(DIGEST)).bytes()) == WARC
    assert (archive.has(DIGEST), archive.has(SHA)) == (True, False)


def test_what_is_there_and_sound_is_never_written_again(archive: Archive, bucket: S3Store) -> None:
    archive.put([WARC])
    before = bucket.head(path_of(DIGEST))
    archive.put([WARC])
    assert bucket.head(path_of(DIGEST)) == before


@pytest.mark.parametrize("damaged", [b"", b"x", WARC[:-1], WARC + b"\0"])
def test_putting_a_capture_again_mends_a_damaged_one(
    archive: Archive, bucket: S3Store, damaged: bytes
) -> None:
    bucket.put(path_of(DIGEST), damaged, use_multipart=False)
    assert archive.has(DIGEST)
    with pytest.raises(StorageFailed, match="is not what was kept under that name"):
        _read(archive, DIGEST)
    assert archive.put([WARC]) == DIGEST
    assert _read(archive, DIGEST) == WARC


def test_a_long_capture_goes_in_parts_and_one_that_is_there_stays(archive: Archive, bucket: S3Store) -> None:
    pieces = [bytes([number]) * (1 << 20) for number in range(9)]
    digest = sha256(b"".join(pieces)).hexdigest()
    bucket.put(path_of(digest), b"damaged")
    assert archive.put(pieces) == digest
    before = bucket.head(path_of(digest))
    assert before["e_tag"] is not None
    assert before["e_tag"].endswith('-2"')
    assert archive.put(pieces) == digest
    assert bucket.head(path_of(digest)) == before
    assert _read(archive, digest) == b"".join(pieces)


def test_nothing_is_kept_of_pieces_that_end_in_an_error(archive: Archive) -> None:
    def broken() -> Iterator[bytes]:
        yield WARC
        raise StorageFailed("no more")

    with pytest.raises(StorageFailed, match=r"^no more$"):
        archive.put(broken())
    assert list(archive.names()) == []


def test_the_names_are_the_digests_of_captures_and_the_paths_of_other_objects(
    archive: Archive, bucket: S3Store
) -> None:
    digests = [archive.put([WARCS[name]]) for name in ("plain", "gzip")]
    for path in ("notes.txt", f"ab/deep/{SHA}.warc.gz", ".hidden"):
        bucket.put(path, b"x")
    assert set(archive.names()) == {*digests, "notes.txt", f"ab/deep/{SHA}.warc.gz"}


def test_what_is_taken_out_is_gone_and_may_be_gone_before(archive: Archive) -> None:
    archive.put([WARC])
    for _ in range(2):
        archive.remove(DIGEST)
        assert not archive.has(DIGEST)
    with pytest.raises(StorageFailed, match=f"{DIGEST}.warc.gz is missing from the archive"):
        _read(archive, DIGEST)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../../b", "\x00", "", "notes.txt"])
def test_no_name_leads_out_of_the_archive(archive: Archive, bucket: S3Store, name: str) -> None:
    bucket.put("notes.txt", b"x")
    assert not archive.has(name)
    archive.remove(name)
    with pytest.raises(StorageFailed):
        _read(archive, name)
    assert [one["path"] for page in bucket.list() for one in page] == ["notes.txt"]


def test_a_prefix_holds_nothing_of_the_prefixes_beside_it(archive: Archive, objects_url: str) -> None:
    archive_at(f"{objects_url}0").put([WARC])
    archive_at(f"{objects_url}/inner").put([WARC])
    assert list(archive.names()) == [f"inner/{path_of(DIGEST)}"]


def test_without_the_extra_it_says_which_package_is_missing(
    objects_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "obstore.store", None)
    with pytest.raises(BadInput, match=r"pip install 'factcheck-desk\[s3\]'"):
        archive_at(objects_url)


def test_without_credentials_nobody_is_asked(objects_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(BadInput, match=r"does not say who asks there\. Set AWS_ACCESS_KEY_ID"):
        archive_at(objects_url)


def test_another_kind_of_address_is_refused() -> None:
    with pytest.raises(BadInput, match="ftp://x is no place for captures"):
        archive_at("ftp://x")


def test_a_server_that_knows_create_only_is_taken(objects_url: str) -> None:
    for _ in range(2):
        ObjectStorage(objects_url).refuse_careless()
    assert list(ObjectStorage(objects_url).names()) == []
    assert len([*obstore.list(open_bucket(objects_url)).collect()]) == 1
