"""The archive as a folder: put, get and verify by digest."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive.folder import Archive
from factcheck.archive.records import member
from factcheck.archive.visit_warc import visit_warc
from factcheck.archive.warc import SuppliedFile, resource_warc
from factcheck.errors import Finding, StorageFailed
from factcheck.model.source import Capture
from tests.archive.checking import of_another_tool
from tests.archive.visits import NOISE, REFUSED, TEXT, VISITS, WARCS, capture, hop, numbered, visit
from tests.records import AT, SHA, Told

Find = Callable[[Archive, Capture, str], Iterator[Finding]]
DOCUMENT = SuppliedFile("text/plain", b"The bridge opened in 1932.")
RECORD_ID = UUID(int=5)
WARC = resource_warc(DOCUMENT, RECORD_ID, AT, None, {})


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


FOUND: list[Find] = [Archive.findings, lambda archive, one, where: archive.check([(one, where)])]
"""Both ways to ask about one capture."""


@pytest.mark.parametrize("name", VISITS)
@pytest.mark.parametrize("find", FOUND)
def test_what_was_kept_of_a_visit_is_sound(archive: Archive, find: Find, name: str) -> None:
    record = archive.put(WARCS[name])
    kept = capture(
        record,
        payload_digest=sha256(VISITS[name].hops[-1].body).hexdigest(),
        text_digest=sha256(TEXT.encode()).hexdigest(),
    )
    assert list(find(archive, kept, "bridge: c1")) == []


@pytest.mark.parametrize("find", FOUND)
def test_what_was_kept_of_a_refusal_is_sound(archive: Archive, find: Find) -> None:
    refused = capture(archive.put(visit_warc(REFUSED, None, {}, numbered())), outcome=REFUSED.outcome)
    assert list(find(archive, refused, "bridge: c1")) == []


@pytest.mark.parametrize("find", FOUND)
@pytest.mark.parametrize(
    ("field", "code"), [("payload_digest", "capture-payload"), ("text_digest", "capture-text")]
)
@pytest.mark.parametrize("warc", [WARCS["gzip"], WARC, visit_warc(REFUSED, None, {}, numbered())])
def test_a_row_that_records_other_content_is_a_finding(
    archive: Archive, find: Find, field: str, code: str, warc: bytes
) -> None:
    [found] = find(archive, capture(archive.put(warc), **{field: SHA}), "bridge: c1")
    assert (found.code, found.where) == (code, "bridge: c1")


@pytest.mark.parametrize("find", FOUND)
def test_a_document_filed_by_another_tool_is_compared_too(archive: Archive, find: Find) -> None:
    record = archive.put(of_another_tool(b"words"))
    assert list(find(archive, capture(record, payload_digest=sha256(b"words").hexdigest()), "")) == []
    assert [one.code for one in find(archive, capture(record, payload_digest=SHA), "")] == ["capture-payload"]


def test_facts_of_another_tool_without_digests_leave_the_content_to_be_compared(archive: Archive) -> None:
    record = archive.put(of_another_tool(b"words") + member("metadata", (), b'{"their": "own"}'))
    assert list(archive.check([(capture(record, payload_digest=sha256(b"words").hexdigest()), "")])) == []


SMALL = WARCS["redirected"]


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_a_flipped_byte_anywhere_is_found_by_every_way_to_look(
    tmp_path_factory: pytest.TempPathFactory, at: int, flip: int
) -> None:
    archive = Archive(tmp_path_factory.getbasetemp() / "archive-flipped")
    record = archive.put(SMALL)
    archive.path(record).write_bytes(SMALL[:at] + bytes([SMALL[at] ^ flip]) + SMALL[at + 1 :])
    one = capture(record)
    found = [*archive.findings(one, "c1"), *archive.check([(one, "c1")]), *archive.others(())]
    assert [finding.code for finding in found] == ["capture-changed"] * 3


def test_a_capture_under_the_name_of_another_is_found(archive: Archive) -> None:
    one, other = archive.put(WARCS["plain"]), archive.put(WARCS["gzip"])
    archive.path(one).write_bytes(WARCS["gzip"])
    found = archive.check([(capture(one), "first"), (capture(other), "second")])
    assert [(finding.code, finding.where) for finding in found] == [("capture-changed", "first")]


def test_each_file_is_read_once_however_many_rows_name_it(archive: Archive) -> None:
    record = archive.put(WARC)

    def rows() -> Iterator[tuple[Capture, str]]:
        yield capture(record), "first"
        archive.path(record).unlink()
        yield capture(record, payload_digest=DOCUMENT.digest), "second"
        yield capture(record, payload_digest=SHA), "third"

    assert [(found.code, found.where) for found in archive.check(rows())] == [("capture-payload", "third")]


def test_a_file_of_many_blocks_is_hashed_whole(archive: Archive) -> None:
    large = visit_warc(visit(hop("/", NOISE[:3_000_000])), "x" * 100_000, {}, numbered())
    for content in (large, WARCS["5 MB"]):
        record = archive.put(content)
        assert list(archive.check([(capture(record), "")])) == []
        archive.path(record).write_bytes(content[:-20] + b"?" + content[-19:])
        assert [found.code for found in archive.check([(capture(record), "")])] == ["capture-changed"]


def test_a_sound_file_that_no_row_names_is_no_finding(archive: Archive) -> None:
    for warc in (*WARCS.values(), WARC, of_another_tool(b"words"), visit_warc(REFUSED, None, {}, numbered())):
        archive.put(warc)
    assert list(archive.others(())) == []


def test_an_archive_that_is_not_there_yet_has_no_others(archive: Archive) -> None:
    assert list(archive.others(())) == []


def test_a_file_that_a_row_names_is_not_looked_at_again(archive: Archive) -> None:
    record = archive.put(WARC)
    archive.path(record).write_bytes(b"changed")
    assert list(archive.others({record})) == []


def test_a_half_file_under_a_final_name_is_found(archive: Archive) -> None:
    record = archive.put(WARC)
    archive.path(record).write_bytes(WARC[: len(WARC) // 2])
    [found] = archive.others(())
    assert (found.code, found.where) == ("capture-changed", str(archive.path(record)))


def test_a_file_whose_name_holds_but_that_is_no_capture_is_found(archive: Archive) -> None:
    archive.put(b"words")
    [found] = archive.others(())
    assert found.code == "capture-changed"


@pytest.mark.parametrize(
    "place",
    ["notes.txt", "ab/notes.warc.gz", f"cd/{SHA}.warc.gz", f"ab/{SHA}.warc", f"ab/deep/{SHA}.warc.gz"],
)
def test_what_is_no_capture_by_its_name_is_found(archive: Archive, place: str) -> None:
    path = archive.folder / place
    path.parent.mkdir(parents=True)
    path.write_bytes(WARC)
    [found] = archive.others({SHA})
    assert (found.code, found.where) == ("capture-foreign", str(path))


def test_a_folder_under_the_name_of_a_capture_is_found(archive: Archive) -> None:
    archive.path(SHA).mkdir(parents=True)
    assert [found.code for found in archive.others(())] == ["capture-foreign"]


def test_what_a_writer_is_at_is_left_alone(archive: Archive) -> None:
    record = archive.put(WARC)
    archive.path(record).rename(archive.path(record).with_name(f".incoming-1-{record}.warc.gz"))
    assert list(archive.others(())) == []


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
