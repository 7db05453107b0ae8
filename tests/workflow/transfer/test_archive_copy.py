"""Captures copied to another place and back: every one, hashed where it arrives, going on after a stop."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from factcheck.archive.folder import FolderStorage
from factcheck.archive.places import archive_at
from factcheck.archive.s3 import open_bucket
from factcheck.archive.storage import path_of
from factcheck.desk import Desk
from factcheck.errors import NotSoNow, StorageUnavailable
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.archive_copy import ArchiveCopyResult, copy_archive
from factcheck.workflow.transfer.verify import verify
from tests.archive.careless_server import CarelessServer, careless_server
from tests.conftest import NewDatabase
from tests.desks import added, opened, tree

_MANY = 40


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a claim that rests on a file, and many captures beside it."""
    (tmp_path / "plan.txt").write_text("The bridge has two lanes.")
    with new_sqlite() as url, opened(url, tmp_path / "desk", archive_at="archive") as desk:
        added(desk, "The bridge has two lanes.", ref="lanes")
        add_source(desk, "lanes", str(tmp_path / "plan.txt"), {})
        for number in range(_MANY):
            FolderStorage(Path(desk.settings.archive)).put([b"page %d" % number])
        yield desk


def _told(copy: ArchiveCopyResult) -> tuple[int, int, int, int]:
    return copy.copied, copy.there, copy.mended, len(copy.findings)


def test_from_a_folder_to_object_storage_and_back_nothing_is_lost(
    desk: Desk, objects_url: str, tmp_path: Path
) -> None:
    before = tree(Path(desk.settings.archive))
    assert _told(copy_archive(desk, objects_url)) == (len(before), 0, 0, 0)
    on_objects = replace(
        desk, settings=replace(desk.settings, archive_at=objects_url), archive=archive_at(objects_url)
    )
    assert list(on_objects.archive.names()) == list(desk.archive.names())
    assert verify(replace(on_objects, settings=desk.settings)).captures == verify(desk).captures > 0
    back = tmp_path / "back"
    assert _told(copy_archive(on_objects, str(back))) == (len(before), 0, 0, 0)
    assert tree(back) == before


def test_what_is_there_is_hashed_and_replaced_where_it_is_damaged(desk: Desk, objects_url: str) -> None:
    first, second, *rest = desk.archive.names()
    bucket = open_bucket(objects_url)
    bucket.put(path_of(first), b"damaged")
    archive_at(objects_url).put([Path(desk.settings.archive, path_of(second)).read_bytes()])
    assert _told(copy_archive(desk, objects_url)) == (len(rest), 1, 1, 0)
    assert _told(copy_archive(desk, objects_url)) == (0, len(rest) + 2, 0, 0)


def test_only_what_is_missing_is_copied_where_that_is_wanted(desk: Desk, objects_url: str) -> None:
    names = list(desk.archive.names())
    bucket = open_bucket(objects_url)
    for name in (names[0], names[5], names[-1]):
        bucket.put(path_of(name), b"not looked at")
    Path(desk.settings.archive, "notes.txt").write_text("Not a capture.")
    done = copy_archive(desk, objects_url, missing_only=True)
    assert (done.copied, done.there, done.other) == (len(names) - 3, 3, 1)
    assert list(archive_at(objects_url).names()) == names


def test_a_capture_that_is_damaged_here_is_named_and_left_out(desk: Desk, objects_url: str) -> None:
    first, *rest = desk.archive.names()
    Path(desk.settings.archive, path_of(first)).write_bytes(b"damaged")
    done = copy_archive(desk, objects_url)
    assert [(one.code, one.where) for one in done.findings] == [
        ("capture-damaged", desk.archive.place(first))
    ]
    assert list(archive_at(objects_url).names()) == rest


@pytest.mark.parametrize("missing_only", [False, True])
def test_a_capture_on_record_that_is_not_there_is_named(
    desk: Desk, tmp_path: Path, *, missing_only: bool
) -> None:
    with desk.store.reading() as ledger:
        (lost,) = ledger.recorded_captures("", 10)
    desk.archive.remove(lost.record)
    copied = copy_archive(desk, str(tmp_path / "copy"), missing_only=missing_only)
    assert [(one.code, one.where) for one in copied.findings] == [("capture-missing", "lanes captures c1")]
    assert copied.copied == _MANY


def test_the_place_where_they_are_is_refused(desk: Desk) -> None:
    with pytest.raises(NotSoNow, match=r"are at .* already; nothing was copied"):
        copy_archive(desk, desk.settings.archive)


@dataclass
class _FailsAfter:
    """Progress that lets a server refuse everything once so many are done."""

    server: CarelessServer
    left: int

    def begin(self, total: int) -> None:
        """Every capture is counted before."""
        assert total > _MANY

    def step(self, done: str = "") -> None:
        """One more is done."""
        assert not done
        self.left -= 1
        if not self.left:
            self.server.refuses = "SlowDown"


def test_stopped_half_way_it_goes_on_when_it_is_run_again(desk: Desk) -> None:
    with careless_server() as server:
        with pytest.raises(StorageUnavailable, match="The server asks to slow down"):
            copy_archive(replace(desk, progress=_FailsAfter(server, 5)), "s3://desk")
        server.refuses = ""
        before = sum(path.endswith(".gz") for path in server.objects)
        assert 5 <= before < _MANY
        assert _told(copy_archive(desk, "s3://desk")) == (_MANY + 1 - before, before, 0, 0)
        assert list(archive_at("s3://desk").names()) == list(desk.archive.names())
