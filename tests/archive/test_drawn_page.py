"""A page as a browser drew it, kept in one file with all that the browser was answered."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from factcheck.archive.capture_contents import facts_at_end
from factcheck.archive.drawn_page import document_of, places_of, shots_of
from factcheck.archive.integrity import check_captures, check_contents
from factcheck.errors import StorageFailed
from factcheck.exchange.proof_formats import blocks
from factcheck.model.source import Browser, Capture
from tests.archive.checking import FolderArchive, kept_in, record_of, records_in, warc_of, warcio_check
from tests.archive.visits import (
    BROWSER,
    DRAWN,
    DRAWN_PAGE,
    DRAWN_WARC,
    NEWS,
    PLACES,
    TEXT,
    WARCS,
    capture,
    numbered,
    visit,
)

PAGE = DRAWN.hops[-1]


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    """An empty archive."""
    return FolderArchive(tmp_path / "archive")


def test_the_document_as_it_was_sent_stays_what_the_source_gave() -> None:
    kept = kept_in(DRAWN_WARC)
    assert (kept.payload, kept.text, kept.url) == (PAGE.body, TEXT, "http://site.example/app/")
    assert kept.headers == PAGE.headers
    assert blocks(DRAWN_WARC)["answer"] == PAGE.body


def test_pictures_places_and_markup_come_back(archive: FolderArchive) -> None:
    record = archive.keep(DRAWN_WARC)
    assert shots_of(archive, record) == DRAWN_PAGE.shots
    assert places_of(archive, record) == PLACES
    assert document_of(archive, record) == DRAWN_PAGE.document


def test_what_no_browser_drew_has_none(archive: FolderArchive) -> None:
    record = archive.keep(WARCS["plain"])
    nothing = shots_of(archive, record), places_of(archive, record), document_of(archive, record)
    assert nothing == ((), (), None)


def test_its_records_say_by_what_it_was_drawn_and_when() -> None:
    own = {one.header("WARC-Target-URI"): one for one in records_in(DRAWN_WARC) if one.kind == "resource"}
    page = "http://site.example/app/"
    assert list(own) == [
        f"urn:dom:{page}",
        f"urn:view:{page}",
        f"urn:view:{page}#xywh=0,60,40,12",
        f"urn:places:{page}",
    ]
    about = [json.loads(one.header("WARC-JSON-Metadata"))["drawn_by"] for one in own.values()]
    assert about[0] == {"product": "Chrome/120.0.1", "width": 40, "height": 30}
    assert about[1] == {**about[0], "xywh": [0, 0, 40, 60]}
    assert {one.header("WARC-Date") for one in own.values()} == {"2026-03-02T09:00:03Z"}
    said = facts_at_end(DRAWN_WARC)
    assert said
    assert said["drawn"] == {**BROWSER.plain(), "at": "2026-03-02T09:00:03Z", "exchanges": 5, "views": 2}


def test_the_text_refers_to_the_page_as_it_was_drawn_and_the_facts_to_what_was_sent() -> None:
    *_, text, facts = records_in(DRAWN_WARC)
    by_id = {one.header("WARC-Record-ID"): one for one in records_in(DRAWN_WARC)}
    assert by_id[text.header("WARC-Refers-To")].header("WARC-Target-URI").startswith("urn:dom:")
    assert by_id[facts.header("WARC-Refers-To")].kind == "response"


def test_warcio_reads_it_and_finds_every_digest_right(tmp_path: Path) -> None:
    path = tmp_path / "drawn.warc.gz"
    path.write_bytes(DRAWN_WARC)
    checked = warcio_check(path)
    assert (checked.returncode, checked.stdout.count("digest pass")) == (0, len(records_in(DRAWN_WARC))), (
        checked.stdout
    )
    read = [
        (one.rec_headers["WARC-Target-URI"], one.raw_stream.read())
        for one in ArchiveIterator(BytesIO(DRAWN_WARC))
        if one.rec_type in ("response", "resource")
    ]
    assert (NEWS, b'{"text": "1932"}') in read
    assert ("urn:view:http://site.example/app/", DRAWN_PAGE.shots[0].png) in read


def test_a_visit_that_nobody_answered_has_nothing_drawn(archive: FolderArchive) -> None:
    refused = warc_of(visit(drawn=DRAWN_PAGE), None, {}, numbered())
    assert [one.kind for one in records_in(refused)] == ["warcinfo", "metadata"]
    assert shots_of(archive, archive.keep(refused)) == ()


def _row(record: str, **told: Any) -> Capture:
    digest = kept_in(DRAWN_WARC).facts["payload_digest"]
    return capture(record, **{"payload_digest": digest, "browser": BROWSER, **told})


@pytest.mark.parametrize(
    "browser",
    [
        None,
        BROWSER.model_copy(update={"product": "HeadlessChrome/1.0"}),
        BROWSER.model_copy(update={"logged_in": not BROWSER.logged_in}),
        BROWSER.model_copy(update={"accepted": "Accept all, and more"}),
        BROWSER.model_copy(update={"width": 1}),
    ],
)
def test_a_row_of_another_browser_than_its_file_is_found(
    archive: FolderArchive, browser: Browser | None
) -> None:
    row = _row(archive.keep(DRAWN_WARC), browser=browser)
    found = [*check_captures(archive, [(row, "here")]), *check_contents(archive, row, "here")]
    assert [(one.code, one.where) for one in found] == [("capture-browser", "here")] * 2


def test_a_changed_byte_of_it_is_found(archive: FolderArchive) -> None:
    record = archive.keep(DRAWN_WARC)
    row = _row(record)
    assert [*check_captures(archive, [(row, "here")]), *check_contents(archive, row, "here")] == []
    path = archive.path(record)
    place = next(one.offset for one in records_in(DRAWN_WARC) if one.kind == "resource") + 90
    path.write_bytes(DRAWN_WARC[:place] + bytes([DRAWN_WARC[place] ^ 1]) + DRAWN_WARC[place + 1 :])
    assert [one.code for one in check_captures(archive, [(row, "here")])] == ["capture-changed"]
    with pytest.raises(StorageFailed):
        shots_of(archive, record)


def test_what_others_wrote_under_such_an_address_is_an_error_of_the_capture(archive: FolderArchive) -> None:
    for about in ("", "[]", '{"drawn_by": {"xywh": [1]}}'):
        fields = (("WARC-Target-URI", "urn:view:http://a.example/"), ("WARC-JSON-Metadata", about))
        record = archive.keep(record_of("resource", fields, b"no picture"))
        with pytest.raises(StorageFailed, match="as it was drawn"):
            shots_of(archive, record)
