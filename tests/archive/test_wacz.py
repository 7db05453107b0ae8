"""Exports for replay: a long WARC, and a WACZ that the format's own tool finds valid."""

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from factcheck.archive.archive import Archive
from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.archive.surt import surt
from factcheck.archive.wacz import write_wacz, write_warc
from factcheck.errors import StorageFailed
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome
from tests.archive.checking import FolderArchive, filed_warc, wacz_validate, warc_of
from tests.archive.visits import REFUSED, UNCHANGED, VISITS, WARCS, capture, numbered
from tests.records import AT, SHA

DOCUMENT = SuppliedFile.of_bytes("application/pdf", b"%PDF-1.7 not really")
RECORD_ID = UUID(int=5)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> FolderArchive:
    """An archive of everything that there is to keep."""
    return FolderArchive(tmp_path_factory.mktemp("desk") / "archive")


@pytest.fixture(scope="module")
def captures(archive: FolderArchive) -> tuple[Capture, ...]:
    """A row for each file; the first is named twice."""
    others = (warc_of(REFUSED, None, {}, numbered()), warc_of(UNCHANGED, None, {}, numbered()))
    filed = filed_warc(DOCUMENT, RECORD_ID, AT, None, {})
    rows = [
        capture(
            archive.keep(WARCS[name]),
            outcome=one.outcome,
            payload_digest=sha256(one.hops[-1].body).hexdigest(),
            proposed={"title": "The bridge"} if name == "plain" else None,
        )
        for name, one in VISITS.items()
    ]
    rows += [capture(archive.keep(warc), outcome=Outcome.UNCHANGED) for warc in others]
    rows += [capture(archive.keep(filed), outcome=Outcome.FILED, payload_digest=DOCUMENT.digest), rows[0]]
    return tuple(rows)


@pytest.fixture(scope="module")
def wacz(
    archive: FolderArchive, captures: tuple[Capture, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The captures as a WACZ."""
    path = tmp_path_factory.mktemp("out") / "desk.wacz"
    assert write_wacz(archive, captures, "Desk “A”", path, AT) == len(captures) - 1
    return path


def test_the_formats_own_tool_finds_it_valid(wacz: Path) -> None:
    checked = wacz_validate(wacz)
    assert checked.stdout.endswith("Validation succeeded, the passed WACZ is valid\n"), checked
    assert checked.returncode == 0


def test_an_export_of_nothing_is_valid_too(archive: FolderArchive, tmp_path: Path) -> None:
    assert write_wacz(archive, (), "Nothing", tmp_path / "none.wacz", AT) == 0
    checked = wacz_validate(tmp_path / "none.wacz")
    assert checked.returncode == 0, checked


def test_every_file_lies_in_it_as_it_is_under_the_digest_that_names_it(
    wacz: Path, archive: FolderArchive
) -> None:
    with ZipFile(wacz) as zipped:
        files = [entry for entry in zipped.infolist() if entry.filename.startswith("archive/")]
        for entry in files:
            digest = entry.filename.removeprefix("archive/").removesuffix(".warc.gz")
            assert (entry.compress_type, zipped.read(entry)) == (ZIP_STORED, archive.read(digest))
    assert len(files) == len(VISITS) + 3


def test_its_list_of_contents_holds(wacz: Path) -> None:
    with ZipFile(wacz) as zipped:
        listed = zipped.read("datapackage.json")
        package = json.loads(listed)
        digest = json.loads(zipped.read("datapackage-digest.json"))
        named = {one["path"]: one for one in package["resources"]}
        for path, one in named.items():
            content = zipped.read(path)
            assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        assert {*named, "datapackage.json", "datapackage-digest.json"} == set(zipped.namelist())
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{sha256(listed).hexdigest()}"}
    assert (package["wacz_version"], package["title"], package["created"]) == (
        "1.1.1",
        "Desk “A”",
        "2026-03-02T09:00:00Z",
    )


def test_each_line_of_the_index_leads_to_its_record(wacz: Path, archive: FolderArchive) -> None:
    with ZipFile(wacz) as zipped:
        lines = gzip.decompress(zipped.read("indexes/index.cdx.gz")).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        key, moment, told = line.split(" ", 2)
        one = json.loads(told)
        whole = archive.path(one["filename"].removesuffix(".warc.gz")).read_bytes()
        part = whole[int(one["offset"]) :][: int(one["length"])]
        [record] = ArchiveIterator(BytesIO(part))
        assert record.rec_headers.get_header("WARC-Target-URI") == one["url"]
        assert (key, moment[:8]) == (
            surt(one["url"]),
            record.rec_headers.get_header("WARC-Date")[:10].replace("-", ""),
        )
    assert len(lines) == sum(len(one.hops) for one in VISITS.values()) + 2


def test_the_index_says_what_each_record_is(wacz: Path) -> None:
    with ZipFile(wacz) as zipped:
        lines = gzip.decompress(zipped.read("indexes/index.cdx.gz")).decode().splitlines()
    told = {
        (one["url"], one.get("mime"), one.get("status"))
        for one in (json.loads(line.split(" ", 2)[2]) for line in lines)
    }
    assert {
        ("http://site.example/plain", "text/html", "200"),
        ("http://site.example/plain", "warc/revisit", "304"),
        ("http://site.example/gone", "text/html", "404"),
        ("http://site.example/first", None, "301"),
        (DOCUMENT.address, "application/pdf", None),
    } <= told


@pytest.mark.slow
def test_a_long_index_comes_in_blocks_that_can_be_read_alone(archive: FolderArchive, tmp_path: Path) -> None:
    rows = [
        capture(
            archive.keep(filed_warc(SuppliedFile.of_bytes("text/plain", b"%d" % n), RECORD_ID, AT, None, {}))
        )
        for n in range(1500)
    ]
    assert write_wacz(archive, rows, "Many", tmp_path / "many.wacz", AT) == 1500
    with ZipFile(tmp_path / "many.wacz") as zipped:
        packed = zipped.read("indexes/index.cdx.gz")
        meta, *blocks = zipped.read("indexes/index.idx").decode().splitlines()
    lines = gzip.decompress(packed).decode().splitlines()
    assert meta == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert [block.split(" {")[0] for block in blocks] == [lines[0].split(" {")[0], lines[1024].split(" {")[0]]
    for block, held in zip(blocks, (lines[:1024], lines[1024:]), strict=True):
        place = json.loads(block.split(" ", 2)[2])
        part = packed[place["offset"] :][: place["length"]]
        assert gzip.decompress(part).decode().splitlines() == held
        assert place["digest"] == f"sha256:{sha256(part).hexdigest()}"


def test_its_pages_are_what_words_were_kept_of(wacz: Path) -> None:
    with ZipFile(wacz) as zipped:
        header, *pages = map(json.loads, zipped.read("pages/pages.jsonl").decode().splitlines())
    assert header["format"] == "json-pages-1.0"
    found = {page["url"]: page for page in pages}
    assert found["http://site.example/plain"]["title"] == "The bridge"
    assert found["http://site.example/plain"]["ts"] == "2026-03-02T09:00:00Z"
    assert found["http://site.example/end"]["title"] == "http://site.example/end"
    assert DOCUMENT.address in found
    assert {"http://site.example/gone", "http://site.example/empty", "http://refused.example/"}.isdisjoint(
        found
    )
    assert len({page["id"] for page in pages}) == len(pages)


def test_the_same_captures_give_the_same_bytes(
    wacz: Path, archive: FolderArchive, captures: tuple[Capture, ...], tmp_path: Path
) -> None:
    write_wacz(archive, captures, "Desk “A”", tmp_path / "again.wacz", AT)
    assert (tmp_path / "again.wacz").read_bytes() == wacz.read_bytes()


def test_a_warc_is_the_files_one_after_the_other(archive: FolderArchive, tmp_path: Path) -> None:
    digests = [archive.keep(WARCS[name]) for name in ("plain", "gzip", "plain")]
    assert write_warc(archive, digests, tmp_path / "new" / "desk.warc.gz") == 2
    assert (tmp_path / "new" / "desk.warc.gz").read_bytes() == WARCS["plain"] + WARCS["gzip"]


def _as_warc(archive: FolderArchive, digests: list[str], out: Path) -> int:
    return write_warc(archive, digests, out)


def _as_wacz(archive: FolderArchive, digests: list[str], out: Path) -> int:
    return write_wacz(archive, map(capture, digests), "Desk", out, AT)


@pytest.mark.parametrize("write", [_as_warc, _as_wacz])
def test_with_a_capture_missing_nothing_is_written(
    archive: FolderArchive, tmp_path: Path, write: Callable[[Archive, list[str], Path], int]
) -> None:
    out = tmp_path / "desk"
    out.write_bytes(b"as it was")
    digests = [archive.keep(WARCS["5 MB"]), SHA]
    with pytest.raises(StorageFailed, match="is missing from the archive"):
        write(archive, digests, out)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("desk", b"as it was")]


def test_a_place_that_cannot_be_written_is_told(archive: FolderArchive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="There is a file where a folder is needed"):
        write_wacz(archive, (), "Desk", tmp_path / "file" / "desk.wacz", AT)
