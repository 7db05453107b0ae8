"""Pages of others' web archives and copies in archives on pages and in a proof bundle: told as what others say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.proof_bundle import prove
from tests.archive.outside_files import PAGE, URL, answer, packed
from tests.desks import added, opened
from tests.proofs import Files, Lines, changed, failed, of, rechained, unlogged, unpacked, verified
from tests.sites import BASE, out, sign


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    """A bundle of a check that rests on a page of a web archive that was supplied."""
    folder = tmp_path / "desk"
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", folder, base_url=BASE) as desk:
        _cited(desk, tmp_path)
        sign(desk, "bridge")
        out(desk)
        prove(desk, tmp_path / "proof.zip")
        yield unpacked(tmp_path / "proof.zip")


def _cited(desk: Desk, folder: Path) -> None:
    added(desk, "The bridge was opened in 1973.", ref="bridge")
    add_source(desk, "bridge", URL, {})
    saved = folder / "saved.warc.gz"
    saved.write_bytes(packed(answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()), head=_CHUNKED)))
    attach(desk, "bridge", saved)
    cite(desk, "bridge", "s1", {"exact": "The bridge was opened in 1973", "stance": "supports"})


_CHUNKED = "Transfer-Encoding: chunked\r\n"


def test_a_page_of_a_web_archive_is_proved_to_be_what_was_supplied_and_no_more(
    files: Files, tmp_path: Path
) -> None:
    said = verified(tmp_path / "proof.zip")
    assert said.code == 0, said.out
    page = files["pages/claims/bridge.html"].decode()
    assert "a document supplied by hand" in page
    assert "That file says that it is" in page
    assert failed(
        changed(files, _archived(files), lambda warc: warc[:-9] + b"x" * 9), tmp_path / "forged.zip"
    )


@pytest.mark.parametrize("told", [{"original": "https://example.com/"}, {"at": "1973-01-01T00:00:00Z"}])
def test_another_page_or_time_than_the_file_says_is_named(
    files: Files, tmp_path: Path, told: dict[str, str]
) -> None:
    def change(lines: Lines) -> Lines:
        of(lines, "capture")["body"]["capture"]["memento"] |= told
        return lines

    forged = rechained(unlogged(files), change, "claims/bridge.history.jsonl")
    found = failed(forged, tmp_path / "forged.zip")
    assert [one for one in found if "does not say that it is of the page and time" in one], found


def _archived(files: Files) -> str:
    return next(name for name in files if name.startswith("archive/"))
