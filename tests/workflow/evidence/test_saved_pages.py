"""Pages that a browser saved as files: read with what lies beside them, what they say of themselves told as that."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from factcheck.archive.capture_contents import read_capture
from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Standing, Way
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, opened

URL = "https://example.org/rain"
RAIN = "<p>It rained all day in the valley.</p>"
COMMENT = f"<!-- saved from url=(0024){URL} -->"
SINGLE_FILE = (
    f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {URL} \n"
    f" saved date: Tue Jan 02 2024 04:04:05 GMT+0100 (Central European Standard Time)\n-->{RAIN}"
)
MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: Rain\r\n"
    "Date: Tue, 2 Jan 2024 03:04:05 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/html\r\nContent-Location: {url}\r\n\r\n{page}\r\n--b--\r\n"
)
FRAMES = {
    "page.html": f'{COMMENT}<link rel=stylesheet href="./page_files/s.css"><p class=x>Hidden words.</p>'
    '<iframe src="./page_files/saved%20resource.html"></iframe>',
    "page_files/s.css": ".x { display: none }",
    "page_files/saved resource.html": f'{RAIN}<iframe src="./inner.html"></iframe>',
    "page_files/inner.html": "<p>It cleared up in the evening.</p>",
    "page_files/a.js.download": "alert(1)",
    "page_files/i.png": "GIF89a",
    "other_files/x.html": "<p>Of another page.</p>",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path) as desk:
        added(desk, "It rained.", ref="rain")
        yield desk


def _written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder / next(iter(files))


def _zip(path: Path, files: Mapping[str, str]) -> Path:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def _capture(desk: Desk) -> Capture:
    return show_claim(desk, "rain").captures[-1]


def _text(desk: Desk) -> str:
    return read_capture(desk.archive, _capture(desk).record).text or ""


@pytest.mark.parametrize("name", ["page.mhtml", "page.html"])
def test_a_page_saved_as_one_file_says_which_page_of_when_it_is(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    content = MHTML.format(url=URL, page=RAIN) if name == "page.mhtml" else SINGLE_FILE
    add_source(desk, "rain", "https://example.org/other", {})
    add_source(desk, "rain", URL, {})
    assert attach(desk, "rain", _written(tmp_path / "saved", {name: content})) == ("s2", "c1")

    memento = _capture(desk).memento
    assert memento is not None
    assert (memento.original, memento.archive) == (URL, None)
    assert memento.at.isoformat() == "2024-01-02T03:04:05+00:00"
    assert _capture(desk).way is Way.SUPPLIED
    cite(desk, "rain", "s2", {"exact": "It rained all day", "stance": "supports"})
    assert show_claim(desk, "rain").evidence[0].standing is Standing.FILED
    assert desk.told == []


@pytest.mark.parametrize(
    "date",
    ["", "Date: yesterday\r\n", "Date: Tue, 99 Jan 2024 03:04:05 -0000\r\n"],
)
def test_a_page_without_a_day_of_its_own_is_no_page_of_then(desk: Desk, tmp_path: Path, date: str) -> None:
    content = MHTML.format(url=URL, page=RAIN).replace("Date: Tue, 2 Jan 2024 03:04:05 -0000\r\n", date)
    attach(desk, "rain", _written(tmp_path / "saved", {"page.mhtml": content}))
    assert _capture(desk).memento is None
    assert f"The file says that it is {URL}, and not of when." in _capture(desk).notes


def test_a_file_of_another_address_than_its_source_is_filed_and_that_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    add_source(desk, "rain", "https://example.org/other", {})
    attach(desk, "rain", _written(tmp_path / "saved", {"page.html": SINGLE_FILE}))
    (told,) = desk.told
    assert told.message == f"The file says that it is {URL}, and s1 is https://example.org/other."


def test_frames_and_style_sheets_are_taken_from_the_folder_beside_the_page(
    desk: Desk, tmp_path: Path
) -> None:
    path = _written(tmp_path / "saved", FRAMES)
    (tmp_path / "saved/page_files/link.html").symlink_to(tmp_path / "saved/other_files/x.html")
    attach(desk, "rain", path)

    assert _text(desk).split("\n\n") == ["It rained all day in the valley.", "It cleared up in the evening."]
    assert _capture(desk).payload_digest == sha256(FRAMES["page.html"].encode()).hexdigest()
    facts = read_capture(desk.archive, _capture(desk).record).facts
    assert sorted(facts["parts"]) == [
        "page_files/inner.html",
        "page_files/s.css",
        "page_files/saved resource.html",
    ]
    assert f"The file says that it is {URL}, and not of when." in _capture(desk).notes
    assert "Read with frames and style sheets that were saved beside it (3)." in _capture(desk).notes
    assert verify(desk).findings == []


@pytest.mark.parametrize("folder", ["", "saved/"])
def test_a_zip_of_a_saved_page_is_read_as_the_page(desk: Desk, tmp_path: Path, folder: str) -> None:
    path = _zip(tmp_path / "page.zip", {f"{folder}{name}": one for name, one in FRAMES.items()})
    attach(desk, "rain", path)
    assert "It cleared up in the evening." in _text(desk)
    assert "Hidden" not in _text(desk)
    assert _capture(desk).content_type == "text/html"
    digest = sha256(path.read_bytes()).hexdigest()
    assert f"In a file that was supplied, SHA-256 {digest}." in _capture(desk).notes
    assert read_capture(desk.archive, _capture(desk).record).facts["supplied_file"] == digest


def test_a_zip_writes_nothing_and_one_that_holds_no_page_alone_is_filed_as_it_is(
    desk: Desk, tmp_path: Path
) -> None:
    before = {*tmp_path.rglob("*")}
    hostile = _zip(tmp_path / "a.zip", {"../../page.html": RAIN, "../../page_files/x.html": "<p>x"})
    attach(desk, "rain", hostile)
    assert _text(desk) == "It rained all day in the valley."
    outside = {one for one in {*tmp_path.rglob("*")} - before if "archive" not in one.parts}
    assert {one.name for one in outside} <= {"a.zip", "desk.db", "desk.db-wal", "desk.db-shm"}
    for files in ({"a.html": RAIN, "b.html": RAIN}, {"a.bin": "x"}, {"mimetype": "x", "a.html": RAIN}):
        attach(desk, "rain", _zip(tmp_path / "b.zip", files))
        assert _capture(desk).text_outcome == "text:failed:unsupported"
    (tmp_path / "c.zip").write_bytes(hostile.read_bytes()[:-10])
    attach(desk, "rain", tmp_path / "c.zip")
    assert _capture(desk).content_type == "application/zip"


def test_a_page_that_unpacks_to_too_much_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="larger than 20 MB"):
        attach(desk, "rain", _zip(tmp_path / "a.zip", {"page.html": " " * 21_000_000}))
    broken = _zip(tmp_path / "b.zip", {"page.html": RAIN * 100}).read_bytes()
    (tmp_path / "b.zip").write_bytes(broken[:60] + b"\xff\xff\xff" + broken[63:])
    with pytest.raises(BadInput, match="cannot be unpacked"):
        attach(desk, "rain", tmp_path / "b.zip")
    assert show_claim(desk, "rain").captures == ()
