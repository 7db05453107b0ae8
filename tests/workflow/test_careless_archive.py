"""A desk whose archive answers slowly, half or with other bytes: named errors, nothing half-filed or half-written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.archive.archive import Archive, copy_missing
from factcheck.archive.places import archive_at
from factcheck.desk import Desk
from factcheck.errors import BadInput, StorageFailed, StorageUnavailable
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.evidence import sources
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.find import capture_text
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.exports import export_captures, export_dossiers
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.archive import careless_server as servers
from tests.archive.careless import BAD, CarelessStorage, Fault, slow
from tests.archive.careless_server import CarelessServer, careless_server
from tests.desks import opened
from tests.proofs import PLAIN, tell_plain
from tests.sites import BASE
from tests.workflow.fetched import record

faults = pytest.mark.parametrize("fault", BAD.values(), ids=BAD)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with one published check, whose quotes stand in one capture."""
    url, kept = (
        f"sqlite:///{tmp_path / 'desk.db'}",
        "archive",
    )  # a folder, whichever the tests are to be kept on
    with opened(url, tmp_path / "desk", base_url=BASE, archive_at=kept) as desk:
        tell_plain(desk)
        yield desk


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.txt"
    path.write_text("The bridge has four lamps, says the scan.", "utf-8")
    return path


def _with(desk: Desk, *, gives: Fault | None = None, takes: Fault | None = None) -> Desk:
    return replace(desk, archive=Archive(CarelessStorage(Path(desk.settings.archive), gives, takes)))


@faults
def test_verify_names_a_capture_that_is_not_given_as_it_was_kept(desk: Desk, fault: Fault) -> None:
    found = verify(_with(desk, gives=fault)).findings
    assert [(one.code, one.where) for one in found] == [("capture-changed", f"{PLAIN} captures c1")]


@faults
def test_no_words_are_read_from_such_a_capture(desk: Desk, fault: Fault) -> None:
    with pytest.raises(StorageFailed):
        capture_text(_with(desk, gives=fault), PLAIN, "c1")


@faults
def test_nothing_is_exported_from_such_an_archive(desk: Desk, tmp_path: Path, fault: Fault) -> None:
    careless, out = _with(desk, gives=fault), tmp_path / "out"
    out.mkdir()
    for form in ("warc", "wacz"):
        with pytest.raises(StorageFailed):
            export_captures(careless, out / form, form)
    with pytest.raises(StorageFailed):
        prove(careless, out / "proof.zip")
    with pytest.raises(StorageFailed):
        export_dossiers(careless, out)
    assert [path for path in out.rglob("*") if path.is_file()] == []


@faults
def test_a_file_that_the_archive_did_not_keep_as_it_is_becomes_no_source(
    desk: Desk, scan: Path, fault: Fault
) -> None:
    before, careless = record(desk, PLAIN), _with(desk, takes=fault)
    with pytest.raises(StorageFailed):
        add_source(careless, PLAIN, str(scan), {})
    with pytest.raises(StorageFailed):
        attach(careless, PLAIN, scan, "s1")
    assert record(desk, PLAIN) == before


@pytest.fixture
def server() -> Iterator[CarelessServer]:
    with careless_server() as server:
        yield server


@pytest.mark.parametrize(
    "fault",
    [
        *(servers.Fault.OVERWRITES, servers.Fault.FORGETS, servers.Fault.HALVES, servers.Fault.CUTS_PUT),
        *(servers.Fault.LATE, servers.Fault.HALF, servers.Fault.OTHER_BYTES, servers.Fault.OTHER_PAGE),
    ],
)
def test_what_object_storage_did_not_keep_becomes_no_source(
    desk: Desk, server: CarelessServer, scan: Path, fault: servers.Fault
) -> None:
    before, server.fault = record(desk, PLAIN), fault
    with pytest.raises(StorageFailed):
        add_source(replace(desk, archive=archive_at("s3://desk")), PLAIN, str(scan), {})
    assert record(desk, PLAIN) == before


@pytest.mark.parametrize("refusal", servers.REFUSALS)
def test_nor_what_it_refused(desk: Desk, server: CarelessServer, scan: Path, refusal: str) -> None:
    before, server.refuses = record(desk, PLAIN), refusal
    with pytest.raises(StorageUnavailable):
        add_source(replace(desk, archive=archive_at("s3://desk")), PLAIN, str(scan), {})
    assert record(desk, PLAIN) == before


def test_a_capture_that_object_storage_does_not_give_now_is_not_told_as_changed(
    desk: Desk, server: CarelessServer
) -> None:
    on_objects = replace(desk, archive=archive_at("s3://desk"))
    copy_missing(next(desk.archive.names()), desk.archive, on_objects.archive)
    server.objects = {path: content for path, content in server.objects.items() if not path.startswith(".")}
    assert verify(on_objects).findings == []
    server.fault = servers.Fault.HALF
    assert [one.code for one in verify(on_objects).findings] == ["capture-unread"]


def test_an_archive_that_answers_nothing_at_all_ends_it_at_once(desk: Desk, server: CarelessServer) -> None:
    on_objects = replace(desk, archive=archive_at("s3://desk"))
    server.refuses = "SlowDown"
    with pytest.raises(StorageUnavailable, match="The server asks to slow down"):
        verify(on_objects)


def test_a_capture_that_was_taken_out_and_is_an_earlier_version_still_is_told(
    desk: Desk, server: CarelessServer, scan: Path
) -> None:
    server.versions = True
    on_objects = replace(desk, archive=archive_at("s3://desk"))
    add_source(on_objects, PLAIN, str(scan), {})
    redact(on_objects, PLAIN, ["c2"], "A court asked for it.")
    assert [one.message for one in on_objects.told if one.code == "version-kept"] == [
        "is deleted, and its bucket keeps it as an earlier version."
    ]


def test_a_slow_archive_does_everything_all_the_same(desk: Desk, scan: Path, tmp_path: Path) -> None:
    late = _with(desk, gives=slow, takes=slow)
    assert add_source(late, PLAIN, str(scan), {}) == "s2"
    assert capture_text(late, PLAIN, "c2") == "The bridge has four lamps, says the scan."
    assert export_captures(late, tmp_path / "out.wacz", "wacz") == 2
    assert export_dossiers(late, tmp_path / "out").claims == 1
    assert verify(late).findings == verify(desk).findings == []


def test_a_file_that_grows_while_it_is_filed_is_refused_and_not_half_filed(
    desk: Desk, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read twice: for its digest, which a WARC tells before the bytes, and to be kept."""
    before, kept = record(desk, PLAIN), set(desk.archive.names())
    document = sources.document_of(scan)
    scan.write_text("The bridge has four lamps, says the scan. And more.", "utf-8")
    monkeypatch.setattr(sources, "document_of", lambda _: document)
    with pytest.raises(BadInput, match="changed while it was being read"):
        add_source(desk, PLAIN, str(scan), {})
    assert (record(desk, PLAIN), set(desk.archive.names())) == (before, kept)
