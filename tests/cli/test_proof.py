"""`export --format proof`: one zip for strangers, made from a desk on the command line."""

import json
from pathlib import Path

import pytest

from tests.authority import Authority
from tests.cli.conftest import REF, Program
from tests.cli.pages import Web
from tests.commands import leftovers
from tests.proofs import unpacked, verified
from tests.servers import answer
from tests.sites import BASE

QUOTE = "the old bridge was opened to traffic in 1932"


@pytest.fixture
def out_there(web: Web) -> Program:
    """A desk that has published a check of a page it fetched."""
    desk = web.desk
    web.cite(web.page())
    web.fetch()
    desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    desk.ok("rate", REF, "true", "--because", "The register says so.", "--summary", "It opened then.")
    desk.ok("submit", REF)
    desk.ok("approve", REF, "--as", "Ben")
    settings = desk.folder / "factcheck.toml"
    settings.write_text(f'base_url = "{BASE}"\n{settings.read_text("utf-8")}', "utf-8")
    desk.ok("publish")
    return desk


def test_a_proof_bundle_is_named_and_checked_by_its_own_program(out_there: Program, tmp_path: Path) -> None:
    ran = out_there("export", "--format", "proof")

    bundle = out_there.folder / "proof.zip"
    assert (ran.code, ran.out) == (0, f"{bundle}\n")
    assert ran.err.startswith("1 claim, 3 pages, 1 capture.\n")  # the check, its card and its image
    assert "python verify.py proof.zip" in ran.err
    assert leftovers(out_there.folder) == []
    own = tmp_path / "verify.py"
    own.write_bytes(unpacked(bundle)["verify.py"])
    assert verified(bundle, own).code == 0


def test_it_goes_where_it_is_told_to_and_is_the_same_each_time(out_there: Program) -> None:
    first = out_there.folder / out_there.ok("export", "--format", "proof", "new/first.zip")
    second = out_there.folder / out_there.ok("export", "second.zip", "--format", "proof")

    assert first.read_bytes() == second.read_bytes()


def test_pages_that_are_no_longer_there_are_told(out_there: Program) -> None:
    for page in (out_there.folder / "site").rglob("*.html"):
        page.unlink()

    assert "not in the bundle: 2 published pages." in out_there.run("export", "--format", "proof").err


def test_a_changed_page_is_named_and_nothing_is_written(out_there: Program) -> None:
    page = out_there.folder / "site" / "claims" / f"{REF}.html"
    page.write_text("Another page.", "utf-8")

    ran = out_there("export", "--format", "proof")

    assert (ran.code, ran.out) == (3, "")
    assert str(page) in ran.err
    assert "factcheck publish" in ran.err
    assert leftovers(out_there.folder) == []
    assert not (out_there.folder / "proof.zip").exists()


def test_where_nothing_is_published_it_says_what_to_do(desk: Program) -> None:
    desk.signed_off()

    ran = desk("export", "--format", "proof")

    assert (ran.code, ran.out) == (1, "")
    assert "factcheck publish" in ran.err


def test_a_time_stamp_is_asked_for_at_an_address(out_there: Program, web: Web, tmp_path: Path) -> None:
    web.server.say("/tsa", Authority(tmp_path))

    ran = out_there("export", "--format", "proof", "--timestamp", web.server.url("/tsa"))

    assert ran.code == 0
    assert "Time-stamped at 20" in ran.err
    assert "manifest.tsr" in unpacked(out_there.folder / "proof.zip")


def test_an_authority_that_gives_none_leaves_no_bundle(out_there: Program, web: Web) -> None:
    web.server.say("/tsa", answer("Busy.", "503 Service Unavailable"))

    ran = out_there("export", "--format", "proof", "--timestamp", web.server.url("/tsa"))

    assert (ran.code, ran.out) == (1, "")
    assert "503 Service Unavailable" in ran.err
    assert "--timestamp" in ran.err
    assert not (out_there.folder / "proof.zip").exists()


def test_a_time_stamp_belongs_to_a_proof_bundle(desk: Program) -> None:
    ran = desk("export", "--timestamp", "https://tsa.example/")

    assert ran.code == 2
    assert "--format proof" in ran.err


def test_the_manifest_names_the_desk_and_the_program(out_there: Program) -> None:
    out_there.ok("export", "--format", "proof")

    told = json.loads(unpacked(out_there.folder / "proof.zip")["manifest.json"])
    assert told["desk"] == "The Evening Desk"
    assert told["program"].startswith("factcheck/")
    assert [one["ref"] for one in told["claims"]] == [REF]
