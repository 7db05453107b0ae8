"""Object storage that does something wrong: an error that names it and says what to do, and nothing told as kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from factcheck.archive.archive import Archive
from factcheck.archive.places import archive_at
from factcheck.archive.storage import path_of
from factcheck.errors import StorageFailed, StorageUnavailable
from tests.archive.careless_server import CarelessServer, Fault, careless_server
from tests.archive.visits import WARCS

WARC = WARCS["plain"]
DIGEST = sha256(WARC).hexdigest()


@pytest.fixture
def server() -> Iterator[CarelessServer]:
    """A server that does everything right as yet."""
    with careless_server() as server:
        yield server


@pytest.fixture
def archive(server: CarelessServer) -> Archive:  # noqa: ARG001 - it is asked for, so that it is there
    """An empty archive there."""
    return archive_at("s3://desk")


def test_a_server_that_does_nothing_wrong_keeps_and_gives(server: CarelessServer, archive: Archive) -> None:
    assert archive.put([WARC]) == DIGEST
    assert server.objects[path_of(DIGEST)] == WARC
    assert _got(archive) == WARC
    archive.remove(DIGEST)
    assert not archive.has(DIGEST)


def test_a_server_that_writes_over_what_it_was_to_create_is_refused(
    server: CarelessServer, archive: Archive
) -> None:
    server.fault = Fault.OVERWRITES
    for _ in range(2):
        with pytest.raises(StorageUnavailable, match=r"writes over objects.*nothing was kept\. Use one that"):
            archive.put([WARC])
    assert path_of(DIGEST) not in server.objects


@pytest.mark.parametrize("fault", [Fault.FORGETS, Fault.HALVES])
def test_what_was_not_kept_as_it_was_given_is_found_by_reading_it_back(
    server: CarelessServer, archive: Archive, fault: Fault
) -> None:
    server.fault = fault
    with pytest.raises(StorageFailed, match="kept something else than it was given, so nothing was recorded"):
        archive.put([WARC])


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (
            "SlowDown",
            "The server asks to slow down. It said: 503 SlowDown. Nothing was lost; do it again later",
        ),
        (
            "InternalError",
            "The server is in trouble. It said: 500 InternalError. Nothing was lost; do it again",
        ),
        ("AccessDenied", "This key may not do that. It said: 403 AccessDenied. Give it the rights"),
        ("InvalidAccessKeyId", "The server does not know this key. .*See AWS_ACCESS_KEY_ID"),
        ("RequestTimeTooSkewed", "The clock of this computer is too far from the server's.*Set the clock"),
        ("NoSuchBucket", "There is no such bucket. .*Make it, or write the right one in factcheck.toml"),
        ("PermanentRedirect", "The bucket is in another region. .*Set AWS_REGION"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(
    server: CarelessServer, archive: Archive, refusal: str, said: str
) -> None:
    archive.put([WARC])
    server.refuses = refusal
    for asked in (lambda: archive.put([WARC]), lambda: _got(archive), lambda: archive.has(DIGEST)):
        with pytest.raises(StorageUnavailable, match=f"s3://desk/.*{said}"):
            asked()
    with pytest.raises(StorageUnavailable):
        archive.remove(DIGEST)
    assert server.objects[path_of(DIGEST)] == WARC


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.LATE, "The server did not answer in time. Nothing was lost; do it again later"),
        (Fault.CUTS_PUT, "The connection broke off. Nothing was lost; do it again"),
        (Fault.OTHER_PAGE, "The server did not answer as object storage does. See AWS_ENDPOINT_URL"),
    ],
)
def test_a_put_that_is_not_answered_right_is_told(
    server: CarelessServer, archive: Archive, fault: Fault, said: str
) -> None:
    server.fault = fault
    with pytest.raises(StorageUnavailable, match=said):
        archive.put([WARC])
    assert path_of(DIGEST) not in server.objects


@pytest.mark.parametrize("fault", [Fault.HALF, Fault.OTHER_BYTES, Fault.LATE, Fault.OTHER_PAGE])
def test_what_is_given_is_never_taken_for_the_capture(
    server: CarelessServer, archive: Archive, fault: Fault
) -> None:
    archive.put([WARC])
    server.fault = fault
    with pytest.raises(StorageFailed, match=f"{DIGEST}.warc.gz"):
        _got(archive)


@pytest.mark.usefixtures("server")
def test_a_server_that_is_not_there_is_told_with_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StorageUnavailable, match=r"cannot be reached\. See AWS_ENDPOINT_URL and the network"):
        archive_at("s3://desk").has(DIGEST)


def test_plain_http_is_used_only_where_the_endpoint_says_so(
    server: CarelessServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint.replace("http:", "https:"))
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    with pytest.raises(StorageUnavailable):
        archive_at("s3://desk").put([WARC])
    assert server.asked == 0


def test_how_often_a_server_is_asked_again_is_bounded(server: CarelessServer, archive: Archive) -> None:
    server.refuses = "SlowDown"
    with pytest.raises(StorageUnavailable):
        archive.has(DIGEST)
    assert server.asked == 2


def test_what_cannot_be_replaced_where_it_is_damaged_is_told_and_not_taken_for_kept(
    server: CarelessServer, archive: Archive
) -> None:
    server.objects[path_of(DIGEST)] = b"damaged"
    server.fault = Fault.FORGETS
    with pytest.raises(StorageFailed, match="kept something else than it was given"):
        archive.put([WARC])


def test_of_many_who_put_the_same_at_once_each_is_told_that_it_is_kept(
    server: CarelessServer, archive: Archive
) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(lambda _: archive.put([WARC]), range(8))} == {DIGEST}
    assert server.objects[path_of(DIGEST)] == WARC


def test_what_a_locked_bucket_does_not_delete_is_told(server: CarelessServer, archive: Archive) -> None:
    archive.put([WARC])
    server.fault = Fault.DELETES_NOTHING
    with pytest.raises(StorageFailed, match=r"is there still\. See whether the bucket is locked"):
        archive.remove(DIGEST)


def test_a_bucket_that_keeps_what_is_deleted_as_an_earlier_version_is_told(
    server: CarelessServer, archive: Archive
) -> None:
    for keeps in (False, True):
        archive.put([WARC])
        server.versions = keeps
        assert archive.remove(DIGEST) is keeps


def _got(archive: Archive) -> bytes:
    with archive.get(DIGEST) as file:
        return file.read()
