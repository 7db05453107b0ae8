"""Pages of web archives as evidence: each a capture of its own, supplied by hand, with what its file says it is."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.archive.capture_contents import read_capture
from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome, Standing, Way
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.evidence.attach import attach, attach_each
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.make_capture import payload_of
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.evidence.web_archive_pages import import_pages
from factcheck.workflow.transfer.verify import verify
from tests.archive.outside_files import PAGE, URL, answer, packed, wacz
from tests.desks import added, opened

OTHER = "https://example.org/tower"
TWO = packed(answer(), answer("<title>The tower</title><p>The tower is 90 metres high.", OTHER))
LATER = answer("<p>The bridge was opened in 1974, said the mayor.", WARC_Date="2025-02-03T04:05:06Z")


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge was opened in 1973.", ref="bridge")
        added(desk, "The bridge is old.", ref="old")
        yield desk


def _saved(tmp_path: Path, content: bytes, name: str = "saved.warc.gz") -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def _record(desk: Desk, ref: str = "bridge") -> Record:
    return show_claim(desk, ref)


def _captures(desk: Desk) -> tuple[Capture, ...]:
    return _record(desk).captures


def test_the_page_of_the_source_is_taken_from_a_web_archive_and_quoted(desk: Desk, tmp_path: Path) -> None:
    add_source(desk, "bridge", URL, {})
    path = _saved(tmp_path, wacz({"data.warc.gz": TWO}, [URL, OTHER]), "saved.wacz")
    assert attach(desk, "bridge", path) == ("s1", "c1")

    (capture,) = _captures(desk)
    assert (capture.outcome, capture.way, capture.content_type) == (Outcome.FILED, Way.SUPPLIED, "text/html")
    assert capture.memento is not None
    assert (capture.memento.original, capture.memento.archive) == (URL, None)
    assert capture.memento.at.isoformat() == "2024-01-02T03:04:05+00:00"
    file = hashlib.sha256(path.read_bytes()).hexdigest()
    assert capture.notes[0] == f"From a web archive that was supplied, SHA-256 {file}."
    assert capture.payload_digest == hashlib.sha256(PAGE.encode()).hexdigest()
    assert capture.requested_url is None

    payload, hints = payload_of(desk, capture.record)
    assert (payload.getvalue(), hints.url) == (PAGE.encode(), URL)
    facts = read_capture(desk.archive, capture.record).facts
    assert (facts["supplied_by_hand"], facts["supplied_file"]) == (True, file)
    assert facts["supplied_record"]["WARC-Target-URI"] == URL

    cite(desk, "bridge", "s1", {"exact": "opened in 1973", "stance": "supports"})
    assert _record(desk).evidence[0].standing is Standing.FILED
    assert _record(desk).sources[0].title == "The bridge"
    assert verify(desk).findings == []


def test_the_same_file_adds_nothing_the_second_time(desk: Desk, tmp_path: Path) -> None:
    path = _saved(tmp_path, TWO)
    add_source(desk, "bridge", URL, {})
    assert attach(desk, "bridge", path) == attach(desk, "bridge", path) == ("s1", "c1")
    lines = len(_record(desk).events)
    assert import_pages(desk, "bridge", path) == [("s1", "c1"), ("s2", "c2")]
    assert import_pages(desk, "bridge", path) == [("s1", "c1"), ("s2", "c2")]
    assert len(_record(desk).events) == lines + 3
    desk.archive.remove(_captures(desk)[0].record)
    assert attach(desk, "bridge", path, "s1") == ("s1", "c3")


def test_one_page_is_filed_on_several_claims_at_once(desk: Desk, tmp_path: Path) -> None:
    path = _saved(tmp_path, packed(answer()))
    assert attach_each(desk, ["bridge", "old"], path) == [("s1", "c1"), ("s1", "c1")]
    assert {one.captures[0].record for one in (_record(desk), _record(desk, "old"))} == {
        *desk.archive.names()
    }


def test_nobody_guesses_which_page_is_meant(desk: Desk, tmp_path: Path) -> None:
    path = _saved(tmp_path, TWO)
    with pytest.raises(BadInput, match="None of its pages has the address of a source") as refused:
        attach(desk, "bridge", path)
    assert [one.message for one in refused.value.findings] == [URL, OTHER]
    assert refused.value.remedies[0].arguments == {"page": None}
    add_source(desk, "bridge", "https://example.org/lost", {})
    with pytest.raises(BadInput, match="lost is not a page in it"):
        attach(desk, "bridge", path, "s1")
    assert attach(desk, "bridge", path, page=OTHER) == ("s2", "c1")
    add_source(desk, "bridge", URL, {})
    with pytest.raises(BadInput, match="pages of 2 sources") as several:
        attach(desk, "bridge", path)
    assert [one.where for one in several.value.findings] == ["s2", "s3"]
    html = tmp_path / "page.html"
    html.write_text(PAGE, "utf-8")
    with pytest.raises(BadInput, match="no web archive"):
        attach(desk, "bridge", html, page=URL)


def test_a_page_that_answered_otherwise_is_none(desk: Desk, tmp_path: Path) -> None:
    add_source(desk, "bridge", URL, {})
    lost = answer("<p>Not found", status="404 Not Found")
    with pytest.raises(BadInput, match="it answered 404"):
        attach(desk, "bridge", _saved(tmp_path, lost), "s1")
    assert _captures(desk) == ()


def test_two_captures_of_one_address_are_both_filed_and_a_quote_is_not_lost_by_either(
    desk: Desk, tmp_path: Path
) -> None:
    add_source(desk, "bridge", URL, {})
    attach(desk, "bridge", _saved(tmp_path, answer()))
    cite(desk, "bridge", "s1", {"exact": "opened in 1973", "stance": "supports"})
    assert attach(desk, "bridge", _saved(tmp_path, answer() + LATER, "both.warc")) == ("s1", "c2")
    assert [f"{one.memento.at:%Y}" for one in _captures(desk) if one.memento] == ["2024", "2025"]
    assert _record(desk).drift == ()


def test_every_page_of_a_file_becomes_a_source_and_one_that_is_damaged_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    add_source(desk, "bridge", "http://www.example.org/bridge#top", {})
    wrong = answer(url="https://example.org/changed", WARC_Block_Digest="sha1:AAAA")
    empty = answer("", "https://example.org/empty")
    path = _saved(tmp_path, packed(wrong, empty) + TWO + b"rubbish")
    assert import_pages(desk, "bridge", path) == [("s1", "c1"), ("s2", "c2")]
    record = _record(desk)
    assert [one.url for one in record.sources] == ["http://www.example.org/bridge#top", OTHER]
    assert [one.memento.original for one in record.captures if one.memento] == [URL, OTHER]
    assert [(one.code, one.where) for one in desk.told] == [
        ("damaged-file", "saved.warc.gz"),
        ("page-not-taken", "https://example.org/changed"),
        ("page-not-taken", "https://example.org/empty"),
    ]
    assert verify(desk).findings == []


def test_chosen_pages_of_a_file_are_imported_alone(desk: Desk, tmp_path: Path) -> None:
    assert import_pages(desk, "bridge", _saved(tmp_path, TWO), [OTHER]) == [("s1", "c1")]
    with pytest.raises(BadInput, match=r"No page of saved\.warc\.gz could be taken"):
        import_pages(desk, "bridge", _saved(tmp_path, TWO), ["https://example.org/none"])
    assert [one.url for one in _record(desk).sources] == [OTHER]
