"""What is wrong with captures, found and named."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive.archive import Archive
from factcheck.archive.integrity import check_captures, check_contents, check_unrecorded
from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.errors import Finding
from factcheck.model.source import Capture, Memento
from factcheck.model.vocabulary import Outcome
from tests.archive.checking import FolderArchive, filed_warc, of_another_tool, record_of, warc_of
from tests.archive.visits import NOISE, REFUSED, TEXT, VISITS, WARCS, capture, hop, numbered, visit
from tests.records import AT, SHA, Told

Find = Callable[[Archive, Capture, str], Iterator[Finding]]
DOCUMENT = SuppliedFile.of_bytes("text/plain", b"The bridge opened in 1932.")
RECORD_ID = UUID(int=5)
WARC = filed_warc(DOCUMENT, RECORD_ID, AT, None, {})


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    """An empty archive."""
    return FolderArchive(tmp_path / "archive")


def _capture(record: str, payload: str = DOCUMENT.digest) -> Capture:
    return Told().source().capture(record=record, payload_digest=payload).record.captures[0]


def test_a_sound_capture_has_no_findings(archive: FolderArchive) -> None:
    assert list(check_contents(archive, _capture(archive.keep(WARC)), "bridge: c1")) == []


def test_a_missing_capture_is_a_finding(archive: FolderArchive) -> None:
    [found] = check_contents(archive, _capture(SHA), "bridge: c1")
    assert (found.code, found.where) == ("capture-missing", "bridge: c1")
    assert "is missing from the archive" in found.message


def test_a_changed_capture_is_a_finding(archive: FolderArchive) -> None:
    digest = archive.keep(WARC)
    archive.path(digest).write_bytes(WARC[:-1])
    [found] = check_contents(archive, _capture(digest), "bridge: c1")
    assert (found.code, found.where) == ("capture-changed", "bridge: c1")


def test_a_file_that_is_no_warc_is_a_finding(archive: FolderArchive) -> None:
    [found] = check_contents(archive, _capture(archive.keep(b"words")), "bridge: c1")
    assert found.code == "capture-changed"


def test_another_body_than_was_recorded_is_a_finding(archive: FolderArchive) -> None:
    [found] = check_contents(archive, _capture(archive.keep(WARC), payload=SHA), "bridge: c1")
    assert (found.code, found.where) == ("capture-payload", "bridge: c1")


def test_a_folder_in_place_of_a_capture_is_a_finding(archive: FolderArchive) -> None:
    archive.path(SHA).mkdir(parents=True)
    assert [found.code for found in check_contents(archive, _capture(SHA), "bridge: c1")] == [
        "capture-missing"
    ]


FOUND: list[Find] = [check_contents, lambda archive, one, where: check_captures(archive, [(one, where)])]
"""Both ways to ask about one capture."""


@pytest.mark.parametrize("name", VISITS)
@pytest.mark.parametrize("find", FOUND)
def test_what_was_kept_of_a_visit_is_sound(archive: FolderArchive, find: Find, name: str) -> None:
    record = archive.keep(WARCS[name])
    kept = capture(
        record,
        payload_digest=sha256(VISITS[name].hops[-1].body).hexdigest(),
        text_digest=sha256(TEXT.encode()).hexdigest(),
    )
    assert list(find(archive, kept, "bridge: c1")) == []


@pytest.mark.parametrize("find", FOUND)
def test_what_was_kept_of_a_refusal_is_sound(archive: FolderArchive, find: Find) -> None:
    refused = capture(archive.keep(warc_of(REFUSED, None, {}, numbered())), outcome=REFUSED.outcome)
    assert list(find(archive, refused, "bridge: c1")) == []


@pytest.mark.parametrize("find", FOUND)
@pytest.mark.parametrize(
    ("field", "code"), [("payload_digest", "capture-payload"), ("text_digest", "capture-text")]
)
@pytest.mark.parametrize("warc", [WARCS["gzip"], WARC, warc_of(REFUSED, None, {}, numbered())])
def test_a_row_that_records_other_content_is_a_finding(
    archive: FolderArchive, find: Find, field: str, code: str, warc: bytes
) -> None:
    [found] = find(archive, capture(archive.keep(warc), **{field: SHA}), "bridge: c1")
    assert (found.code, found.where) == (code, "bridge: c1")


@pytest.mark.parametrize("find", FOUND)
def test_a_document_filed_by_another_tool_is_compared_too(archive: FolderArchive, find: Find) -> None:
    record = archive.keep(of_another_tool(b"words"))
    assert list(find(archive, capture(record, payload_digest=sha256(b"words").hexdigest()), "")) == []
    assert [one.code for one in find(archive, capture(record, payload_digest=SHA), "")] == ["capture-payload"]


def test_facts_of_another_tool_without_digests_leave_the_content_to_be_compared(
    archive: FolderArchive,
) -> None:
    record = archive.keep(of_another_tool(b"words") + record_of("metadata", (), b'{"their": "own"}'))
    assert (
        list(check_captures(archive, [(capture(record, payload_digest=sha256(b"words").hexdigest()), "")]))
        == []
    )


MEMENTO = Memento(original="https://example.org/", at=AT, archive="The Web Archive")


@pytest.mark.parametrize("find", FOUND)
@pytest.mark.parametrize(
    ("row", "said", "codes"),
    [
        (MEMENTO, MEMENTO, []),
        (None, MEMENTO, ["capture-memento"]),
        (MEMENTO, None, ["capture-memento"]),
        (MEMENTO.model_copy(update={"original": "https://example.com/"}), MEMENTO, ["capture-memento"]),
        (MEMENTO.model_copy(update={"at": AT + timedelta(days=1)}), MEMENTO, ["capture-memento"]),
        (MEMENTO.model_copy(update={"archive": None}), MEMENTO, ["capture-memento"]),
    ],
)
def test_a_row_that_is_of_another_page_or_time_than_its_file_is_found(
    archive: FolderArchive, find: Find, row: Memento | None, said: Memento | None, codes: list[str]
) -> None:
    record = archive.keep(warc_of(REFUSED, None, {"memento": said.plain()} if said else {}, numbered()))
    kept = capture(record, outcome=REFUSED.outcome, payload_digest=None, memento=row)
    assert [one.code for one in find(archive, kept, "c1")] == codes


@pytest.mark.parametrize("find", FOUND)
def test_older_files_that_were_supplied_say_nothing_of_what_they_are_of(
    archive: FolderArchive, find: Find
) -> None:
    told: dict[str, Any] = {"payload_digest": DOCUMENT.digest, "outcome": Outcome.FILED, "memento": MEMENTO}
    assert list(find(archive, capture(archive.keep(WARC), **told), "c1")) == []
    own = filed_warc(DOCUMENT, RECORD_ID, AT, None, {"memento": {**MEMENTO.plain(), "archive": "Another"}})
    found = find(archive, capture(archive.keep(own), **told), "c1")
    assert [one.code for one in found] == ["capture-memento"]


SMALL = WARCS["redirected"]


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_a_flipped_byte_anywhere_is_found_by_every_way_to_look(
    tmp_path_factory: pytest.TempPathFactory, at: int, flip: int
) -> None:
    archive = FolderArchive(tmp_path_factory.getbasetemp() / "archive-flipped")
    record = archive.keep(SMALL)
    archive.path(record).write_bytes(SMALL[:at] + bytes([SMALL[at] ^ flip]) + SMALL[at + 1 :])
    one = capture(record)
    found = [
        *check_contents(archive, one, "c1"),
        *check_captures(archive, [(one, "c1")]),
        *check_unrecorded(archive, ()),
    ]
    assert [finding.code for finding in found] == ["capture-changed"] * 3


def test_a_capture_under_the_name_of_another_is_found(archive: FolderArchive) -> None:
    one, other = archive.keep(WARCS["plain"]), archive.keep(WARCS["gzip"])
    archive.path(one).write_bytes(WARCS["gzip"])
    found = check_captures(archive, [(capture(one), "first"), (capture(other), "second")])
    assert [(finding.code, finding.where) for finding in found] == [("capture-changed", "first")]


def test_each_file_is_read_once_however_many_rows_name_it(archive: FolderArchive) -> None:
    record = archive.keep(WARC)

    def rows() -> Iterator[tuple[Capture, str]]:
        yield capture(record), "first"
        archive.path(record).unlink()
        yield capture(record, payload_digest=DOCUMENT.digest), "second"
        yield capture(record, payload_digest=SHA), "third"

    assert [(found.code, found.where) for found in check_captures(archive, rows())] == [
        ("capture-payload", "third")
    ]


def test_a_file_of_many_blocks_is_hashed_whole(archive: FolderArchive) -> None:
    large = warc_of(visit(hop("/", NOISE[:3_000_000])), "x" * 100_000, {}, numbered())
    for content in (large, WARCS["5 MB"]):
        record = archive.keep(content)
        assert list(check_captures(archive, [(capture(record), "")])) == []
        archive.path(record).write_bytes(content[:-20] + b"?" + content[-19:])
        assert [found.code for found in check_captures(archive, [(capture(record), "")])] == [
            "capture-changed"
        ]


def test_a_sound_file_that_no_row_names_is_no_finding(archive: FolderArchive) -> None:
    for warc in (*WARCS.values(), WARC, of_another_tool(b"words"), warc_of(REFUSED, None, {}, numbered())):
        archive.keep(warc)
    assert list(check_unrecorded(archive, ())) == []


def test_an_archive_that_is_not_there_yet_has_no_others(archive: FolderArchive) -> None:
    assert list(check_unrecorded(archive, ())) == []


def test_a_file_that_a_row_names_is_not_looked_at_again(archive: FolderArchive) -> None:
    record = archive.keep(WARC)
    archive.path(record).write_bytes(b"changed")
    assert list(check_unrecorded(archive, {record})) == []


def test_a_half_file_under_a_final_name_is_found(archive: FolderArchive) -> None:
    record = archive.keep(WARC)
    archive.path(record).write_bytes(WARC[: len(WARC) // 2])
    [found] = check_unrecorded(archive, ())
    assert (found.code, found.where) == ("capture-changed", str(archive.path(record)))


def test_a_file_whose_name_holds_but_that_is_no_capture_is_found(archive: FolderArchive) -> None:
    archive.keep(b"words")
    [found] = check_unrecorded(archive, ())
    assert found.code == "capture-changed"


@pytest.mark.parametrize(
    "place",
    ["notes.txt", "ab/notes.warc.gz", f"cd/{SHA}.warc.gz", f"ab/{SHA}.warc", f"ab/deep/{SHA}.warc.gz"],
)
def test_what_is_no_capture_by_its_name_is_found(archive: FolderArchive, place: str) -> None:
    path = archive.folder / place
    path.parent.mkdir(parents=True)
    path.write_bytes(WARC)
    [found] = check_unrecorded(archive, {SHA})
    assert (found.code, found.where) == ("capture-foreign", str(path))


def test_a_folder_under_the_name_of_a_capture_is_found(archive: FolderArchive) -> None:
    archive.path(SHA).mkdir(parents=True)
    assert [found.code for found in check_unrecorded(archive, ())] == ["capture-foreign"]


def test_what_a_writer_is_at_is_left_alone(archive: FolderArchive) -> None:
    record = archive.keep(WARC)
    archive.path(record).rename(archive.path(record).with_name(f".incoming-1-{record}.warc.gz"))
    assert list(check_unrecorded(archive, ())) == []
