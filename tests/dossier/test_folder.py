"""A folder of dossiers: what is read, and all that only looks like a dossier."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.dossier.folder import (
    MAX_BYTES,
    DossierFiles,
    article_to_files,
    read_folder,
    read_one,
    to_files,
)
from factcheck.dossier.form import to_toml
from factcheck.dossier.history import to_lines
from factcheck.errors import Finding, NotFound, StorageFailed
from factcheck.files import write_whole
from factcheck.model.article_history import fold_article
from factcheck.model.event import next_event
from factcheck.model.vocabulary import Act
from tests.records import ANA, AT, whole_life

RECORD = whole_life().record


def _read(folder: Path) -> tuple[list[DossierFiles], list[str]]:
    findings: list[Finding] = []
    kept = list(read_folder(folder, findings))
    return kept, [str(finding) for finding in findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds one claim, in files as they are exported."""
    inside = tmp_path / "claims"
    for path, content in to_files(RECORD, inside).items():
        write_whole(path, content)
    return inside


def test_an_exported_claim_is_read_back(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["bridge.history.jsonl", "bridge.toml"]
    [kept], findings = _read(folder)
    assert findings == []
    assert (kept.ref, kept.events, kept.form) == ("bridge", RECORD.events, to_toml(RECORD))
    assert kept.dossier().claim == RECORD.claim
    assert kept.where == str(folder / "bridge.toml")


def test_either_file_of_a_claim_may_be_lacking(folder: Path) -> None:
    (folder / "bridge.toml").rename(folder / "tower.toml")
    kept, findings = _read(folder)
    assert findings == []
    assert [(one.ref, one.form is None, len(one.events)) for one in kept] == [
        ("bridge", True, len(RECORD.events)),
        ("tower", False, 0),
    ]


def test_other_files_are_passed_over(folder: Path) -> None:
    (folder / "README.md").write_text("x")
    (folder / "archive").mkdir()
    (folder / "bridge.toml~").write_text("x")
    kept, findings = _read(folder)
    assert ([one.ref for one in kept], findings) == (["bridge"], [])


def test_one_dossier_is_read_with_the_history_beside_it(folder: Path) -> None:
    findings: list[Finding] = []
    for name in ("bridge.toml", "bridge.history.jsonl"):
        [kept] = read_one(folder / name, findings)
        assert (kept.ref, kept.form, kept.events) == ("bridge", to_toml(RECORD), RECORD.events)
    assert findings == []


def test_a_dossier_that_is_not_there_is_told() -> None:
    with pytest.raises(NotFound, match=r"There is no file nowhere/a\.toml"):
        list(read_one(Path("nowhere/a.toml"), []))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="nowhere: No such file or directory"):
        _read(tmp_path / "nowhere")


def test_a_byte_order_mark_is_no_trouble(folder: Path) -> None:
    path = folder / "bridge.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    [kept], findings = _read(folder)
    assert (kept.form, findings) == (to_toml(RECORD), [])


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


def _link_out(path: Path) -> None:
    (path.parent.parent / "secret.toml").write_text("x")
    path.symlink_to(path.parent.parent / "secret.toml")


def _link_around(path: Path) -> None:
    (path.parent / "other.toml").symlink_to(path)
    path.symlink_to(path.parent / "other.toml")


NOT_DOSSIERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "is a folder. A dossier is a file; move the folder away."),
    "a pipe": (os.mkfifo, "is not a file. A dossier is a plain file; move it away."),
    "too large": (_large, "is larger than 50 MB. A dossier holds one claim; split it."),
    "a link out of the folder": (_link_out, "points out of the folder. Put the file itself there."),
    "a link up and in again": (
        lambda path: path.symlink_to("../claims/../../etc/passwd"),
        "points out of the folder. Put the file itself there.",
    ),
    "a link to the system": (
        lambda path: path.symlink_to("/etc/passwd"),
        "points out of the folder. Put the file itself there.",
    ),
    "a link to nothing": (
        lambda path: path.symlink_to(path.parent / "nothing"),
        "points nowhere. Put the file itself there.",
    ),
    "a link to itself": (lambda path: path.symlink_to(path), "points nowhere. Put the file itself there."),
    "links in a ring": (_link_around, "points nowhere. Put the file itself there."),
    "not UTF-8": (
        lambda path: path.write_bytes(b"a\nb\xff"),
        "line 2: is not UTF-8. Save the file as UTF-8.",
    ),
    "UTF-16": (
        lambda path: path.write_text('ref = "é"', "utf-16"),
        "line 1: is not UTF-8. Save the file as UTF-8.",
    ),
}


@pytest.mark.parametrize("end", [".toml", ".history.jsonl"])
@pytest.mark.parametrize("name", NOT_DOSSIERS)
def test_what_only_looks_like_a_dossier_is_named_and_the_rest_is_read(
    folder: Path, name: str, end: str
) -> None:
    make, told = NOT_DOSSIERS[name]
    make(folder / f"aaa{end}")
    kept, findings = _read(folder)
    assert [one.ref for one in kept] == ["bridge"]
    mine = [one for one in findings if one.startswith(str(folder / f"aaa{end}"))]
    assert len(mine) == 1
    assert mine[0].endswith(told)


def test_a_link_within_the_folder_is_read(folder: Path) -> None:
    (folder / "tower.toml").symlink_to(folder / "bridge.toml")
    kept, findings = _read(folder)
    assert ([one.ref for one in kept], findings) == (["bridge", "tower"], [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty. Restore the file, or remove it."),
        (to_lines(RECORD.events)[:-20], "is not a line of history. Restore the file."),
        (
            to_lines(RECORD.events[1:2]),
            "does not follow from the line before it. Restore the history from a backup or from the dossiers.",
        ),
    ],
    ids=["empty", "truncated", "without its beginning"],
)
def test_a_history_that_does_not_hold_is_named_by_its_file(folder: Path, content: str, told: str) -> None:
    (folder / "bridge.history.jsonl").write_text(content)
    kept, findings = _read(folder)
    assert kept == []
    assert findings[-1].startswith(str(folder / "bridge.history.jsonl"))
    assert findings[-1].endswith(told)


def test_articles_stand_in_a_folder_of_their_own(tmp_path: Path) -> None:
    body = {"id": str(RECORD.id), "article": {"ref": "tide", "title": "The bridge at ninety"}}
    record = fold_article([next_event(None, AT, ANA, Act.ARTICLE, body)])
    files = article_to_files(record, tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in files] == [
        "articles/tide.toml",
        "articles/tide.history.jsonl",
    ]
    for path, content in files.items():
        write_whole(path, content)
    [kept], findings = _read(tmp_path / "articles")
    assert (kept.article(), kept.events, findings) == (record.article, record.events, [])
