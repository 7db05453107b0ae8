"""Pictures of quotes in a proof bundle: each the file that the history names, in the archive and on the page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.archive.storage import path_of
from factcheck.desk import Desk
from factcheck.model.vocabulary import Act
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.transfer.proof_bundle import prove
from tests.desks import opened
from tests.pictured import pictured
from tests.proofs import (
    Files,
    Lines,
    changed,
    failed,
    of,
    packed,
    rechained,
    relisted,
    unlogged,
    unpacked,
    verified,
)
from tests.sites import BASE, out, sign


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path / "desk", base_url=BASE) as desk:
        sign(desk, pictured(desk))
        out(desk)
        yield desk


@pytest.fixture
def files(desk: Desk, tmp_path: Path) -> Files:
    prove(desk, tmp_path / "proof.zip")
    return unpacked(tmp_path / "proof.zip")


def _digest(desk: Desk) -> str:
    return show_claim(desk, "lamps").evidence[0].picture or ""


def test_a_picture_is_proved_to_be_the_file_that_the_history_names(
    desk: Desk, files: Files, tmp_path: Path
) -> None:
    assert f"archive/{path_of(_digest(desk))}" in files
    said = verified(packed(files, tmp_path / "same.zip"))
    assert (said.code, said.proved["Pictures of quotes"]) == (0, 1)
    assert "whatever they show" in said.out


@pytest.mark.parametrize("told", [None, {"product": "Chromium 1.0"}, {"logged_in": True}, {"width": 1}])
def test_another_browser_than_the_file_names_is_named(
    files: Files, tmp_path: Path, told: dict[str, Any] | None
) -> None:
    def change(lines: Lines) -> Lines:
        capture = of(lines, "capture")["body"]["capture"]
        if told is None:
            del capture["browser"]
        else:
            capture["browser"] |= told
        return lines

    found = failed(rechained(unlogged(files), change, "claims/lamps.history.jsonl"), tmp_path / "forged.zip")
    assert [one for one in found if "was not drawn by the browser that its line names" in one], found


def test_another_picture_on_the_page_is_named(desk: Desk, files: Files, tmp_path: Path) -> None:
    shown = f"pages/images/lamps.{_digest(desk)[:16]}.png"
    found = failed(changed(files, shown, lambda png: png + b"."), tmp_path / "forged.zip")
    assert [line for line in found if f"{shown}: is not the page" in line], found


def test_another_picture_in_the_archive_is_named(desk: Desk, files: Files, tmp_path: Path) -> None:
    name = f"archive/{path_of(_digest(desk))}"
    found = failed(changed(files, name, lambda warc: warc[:-1] + b"."), tmp_path / "forged.zip")
    assert [line for line in found if "is not named by its SHA-256" in line], found


def test_a_picture_that_is_missing_is_named(desk: Desk, files: Files, tmp_path: Path) -> None:
    name = f"archive/{path_of(_digest(desk))}"
    rest = relisted({one: content for one, content in files.items() if one != name})
    found = failed(rest, tmp_path / "forged.zip")
    assert [line for line in found if name in line], found


def test_a_picture_that_went_with_its_words_is_open_and_not_false(desk: Desk, tmp_path: Path) -> None:
    line = next(one.seq for one in show_claim(desk, "lamps").events if one.act is Act.CITE)
    digest = _digest(desk)
    redact(desk, "lamps", [str(line)], "A court asked for it.")
    out(desk)
    prove(desk, tmp_path / "less.zip")
    said = verified(tmp_path / "less.zip")
    assert said.code == 3, said.out
    assert [name for name in unpacked(tmp_path / "less.zip") if digest[:16] in name] == []
