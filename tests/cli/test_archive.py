"""The archive at the command line: captures written out for other tools, and whatever does not hold found and named."""

import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.cli.conftest import REF, Program
from tests.cli.pages import PAGE, QUOTE, Web, holds
from tests.commands import leftovers
from tests.servers import answer

FORMS = pytest.mark.parametrize("form", ["warc", "wacz"])


@pytest.fixture
def kept(web: Web) -> Web:
    """Two pages in the archive, one of them quoted, a refusal, and a file that a person supplied."""
    web.cite(web.page(), web.page(answer(PAGE.replace("four", "five"))), "http://10.0.0.1/inside")
    assert web.desk("fetch").code == 4
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    web.desk.write("log.html", PAGE.replace("four", "six"))
    web.desk.ok("source", REF, "log.html")
    return web


def _files(web: Web) -> list[Path]:
    return sorted(path for path in (web.desk.folder / "archive").rglob("*") if path.is_file())


# export


@pytest.mark.parametrize(("form", "name"), [("warc", "captures.warc.gz"), ("wacz", "captures.wacz")])
def test_the_captures_are_written_as_one_file_that_is_named(kept: Web, form: str, name: str) -> None:
    ran = kept.desk("export", "--format", form)

    out = kept.desk.folder / name
    assert (ran.code, ran.out) == (0, f"{out}\n")
    assert ran.err == "4 captures.\n"
    assert out.is_file()
    assert leftovers(kept.desk.folder) == []


def test_the_warc_is_the_files_of_the_archive_a_gzip_member_for_each_record(kept: Web) -> None:
    out = kept.desk.folder / "new" / "all.warc.gz"

    assert kept.desk("export", "--format", "warc", "new/all.warc.gz").out == "new/all.warc.gz\n"

    written = out.read_bytes()
    assert len(written) == sum(path.stat().st_size for path in _files(kept))
    assert all(path.read_bytes() in written for path in _files(kept))
    with out.open("rb") as stream:
        kinds = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(stream)
        ]
    assert {url for kind, url in kinds if kind == "response"} == set([*kept.cited][:2])
    assert [kind for kind, _ in kinds].count("warcinfo") == 4
    assert written.count(b"\x1f\x8b\x08") >= len(kinds)
    assert gzip.decompress(written).count(b"WARC/1.1\r\n") == len(kinds)


def test_the_wacz_holds_every_capture_as_it_is_with_an_index(kept: Web) -> None:
    kept.desk.ok("export", "all.wacz", "--format", "wacz")

    with ZipFile(kept.desk.folder / "all.wacz") as package:
        assert package.testzip() is None
        archived = {name: package.read(name) for name in package.namelist() if name.startswith("archive/")}
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
        listed = json.loads(package.read("datapackage.json"))
        index = gzip.decompress(package.read("indexes/index.cdx.gz")).decode()
    assert sorted(archived.values()) == sorted(path.read_bytes() for path in _files(kept))
    assert {one["title"] for one in pages} == {"The bridge"}
    assert {one["path"] for one in listed["resources"]} >= set(archived)
    assert all(url in index for url in [*kept.cited][:2])


@FORMS
def test_a_second_export_is_the_same_to_the_byte(kept: Web, form: str) -> None:
    kept.desk.ok("export", "--format", form, "../first")
    kept.desk.ok("export", "--format", form, "../second")

    first, second = (kept.desk.folder.parent / name for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


@FORMS
def test_where_nothing_was_captured_there_is_nothing_to_write(web: Web, form: str) -> None:
    web.cite(web.page())

    ran = web.desk("export", "--format", form, "out")

    assert (ran.code, ran.out) == (1, "")
    assert "factcheck fetch" in ran.err
    assert not (web.desk.folder / "out").exists()


@FORMS
def test_a_damaged_capture_is_not_passed_on(kept: Web, form: str) -> None:
    kept.desk.ok("export", "--format", form, "out")
    before = (kept.desk.folder / "out").read_bytes()
    damaged = _files(kept)[0]
    _flip(damaged)

    ran = kept.desk("export", "--format", form, "out")

    assert (ran.code, ran.out) == (1, "")
    assert damaged.name in ran.err
    assert (kept.desk.folder / "out").read_bytes() == before
    assert leftovers(kept.desk.folder) == []


@FORMS
def test_an_export_over_a_folder_is_told(kept: Web, form: str) -> None:
    ran = kept.desk("export", "--format", form, "archive")

    assert (ran.code, ran.out) == (1, "")
    assert "There is a folder where a file is needed" in ran.err
    assert holds(kept.desk)


def test_captures_travel_with_the_dossiers_and_are_quoted_elsewhere(kept: Web, program: Program) -> None:
    kept.desk.ok("export", "../out")
    program.ok("init")

    assert program.ok("import", "../out") == REF
    assert program.claim() == kept.desk.claim()
    assert holds(program)
    assert program.ok("cite", REF, "s2", "--quote", QUOTE, "--stance", "supports") == "e2"


# verify


def _flip(path: Path, at: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def _found(web: Web) -> list[dict[str, Any]]:
    ran = web.desk("verify", "--json")
    assert ran.code == 3
    assert set(ran.json) == {"schema", "findings"}
    findings: list[dict[str, Any]] = ran.json["findings"]
    assert findings
    assert all(set(one) == {"code", "where", "message", "mend", "remedy"} for one in findings)
    return findings


def test_an_archive_in_which_everything_holds_says_what_was_walked(kept: Web) -> None:
    ran = kept.desk("verify")

    assert (ran.code, ran.out) == (0, "")
    assert "1 claim, 4 captures, 1 quote" in ran.err


@pytest.mark.parametrize("at", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_flipped_byte_anywhere_in_a_capture_is_found_and_named(kept: Web, at: float) -> None:
    path = kept.desk.folder / "archive" / _place(kept.capture(next(iter(kept.cited)))["record"])
    _flip(path, at)

    (one,) = _found(kept)

    assert one["code"] == "capture-changed"
    assert one["where"] == f"{REF} captures c{_number(kept, path)}"
    assert path.name in one["message"]
    assert "backup" in one["message"] + one["mend"]


def _place(record: str) -> str:
    return f"{record[:2]}/{record}.warc.gz"


def _number(web: Web, path: Path) -> str:
    (capture,) = (one for one in web.desk.claim()["captures"] if path.name.startswith(one["record"]))
    identity: str = capture["id"]
    return identity.removeprefix("c")


def test_every_capture_that_is_gone_is_named(kept: Web) -> None:
    for path in _files(kept):
        path.unlink()

    findings = _found(kept)

    assert [one["code"] for one in findings] == ["capture-missing"] * 4
    assert sorted(one["where"] for one in findings) == [f"{REF} captures c{n}" for n in range(1, 5)]


def _foreign(folder: Path) -> Path:
    path = folder / "notes.txt"
    path.write_text("Not a capture.", "utf-8")
    return path


def _foreign_deep(folder: Path) -> Path:
    path = folder / "ab" / "cd" / "notes.warc.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    return path


def _misplaced(folder: Path) -> Path:
    path = folder / "ab" / f"{'cd' * 32}.warc.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    return path


def _false_name(folder: Path) -> Path:
    path = folder / "ab" / f"{'ab' * 32}.warc.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    return path


def _link(folder: Path) -> Path:
    path = folder / "link"
    path.symlink_to(folder / "nowhere")
    return path


@pytest.mark.parametrize("put", [_foreign, _foreign_deep, _misplaced, _false_name, _link])
def test_whatever_else_lies_in_the_archive_is_named(kept: Web, put: Callable[[Path], Path]) -> None:
    path = put(kept.desk.folder / "archive")

    (one,) = _found(kept)

    assert one["code"] in ("capture-foreign", "capture-changed")
    assert str(path) in one["where"]


def test_a_file_nobody_may_read_is_told_and_the_others_are_still_looked_at(kept: Web) -> None:
    if os.geteuid() == 0:
        pytest.skip("Root may read every file.")
    first, second, *_ = _files(kept)
    first.chmod(0)
    second.unlink()

    assert len(_found(kept)) == 2


def test_a_capture_that_became_a_folder_is_told(kept: Web) -> None:
    path = _files(kept)[0]
    path.unlink()
    path.mkdir()

    assert "capture-missing" in {one["code"] for one in _found(kept)}


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "tsv", "md"])
def test_every_format_names_what_does_not_hold(kept: Web, form: str) -> None:
    _files(kept)[0].unlink()

    ran = kept.desk("verify", "--format", form)

    assert ran.code == 3
    assert "capture-missing" in ran.out
    assert "1 thing does not hold" in ran.err


def test_a_damaged_capture_is_not_quoted_from(kept: Web) -> None:
    _flip(kept.desk.folder / "archive" / _place(kept.capture(next(iter(kept.cited)))["record"]))

    for command in (
        ("find", REF),
        ("cite", REF, "s1", "--quote", "as the register of the city tells", "--stance", "context"),
    ):
        ran = kept.desk(*command)
        assert (ran.code, ran.out) == (1, "")
        assert "backup" in ran.err


def test_a_capture_restored_from_a_backup_holds_again(kept: Web) -> None:
    path = _files(kept)[0]
    content = path.read_bytes()
    _flip(path)
    _found(kept)
    path.write_bytes(content)

    assert holds(kept.desk)


def test_the_archive_is_read_by_the_tools_of_others(kept: Web) -> None:
    first = next(iter(kept.cited))
    for record in ArchiveIterator(io.BytesIO(kept.warc(first)), check_digests="raise"):
        if record.rec_type == "response":
            assert record.content_stream().read() == PAGE.encode()
            assert record.rec_headers.get_header("WARC-Target-URI") == first
