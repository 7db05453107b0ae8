"""`publish` as a user meets it: where it goes, what it tells, and how it leaves."""

import pytest

from tests.cli.conftest import REF, Program


@pytest.fixture
def public(desk: Program) -> Program:
    """A desk that knows where its site will stand."""
    settings = (desk.folder / "factcheck.toml").read_text("utf-8")
    desk.write("factcheck.toml", f'base_url = "https://example.org/checks"\n{settings}')
    return desk


def _signed(program: Program) -> None:
    """A claim with a quote in a document the desk holds, signed."""
    program.added()
    program.write("register.txt", "The bridge opened in 1932.")
    program.ok("source", REF, "register.txt", "--title", "The register")
    program.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")
    program.ok("rate", REF, "true", "--summary", "It did.", "--because", "The register says so [e1].")
    program.ok("submit", REF)
    program.ok("approve", REF, "--as", "Ben")


def test_it_prints_the_front_page_and_tells_what_went_out(public: Program) -> None:
    _signed(public)
    ran = public("publish")
    assert ran.code == 0
    assert ran.out.strip() == str(public.folder / "site" / "index.html")
    assert f"Published: {REF}, version 1" in ran.err
    assert "Not written yet: texts/method.md, texts/funding.md, texts/complaints.md." in ran.err
    assert "Next: factcheck verify" in ran.err
    assert public.claim()["status"] == "published"


def test_a_second_time_it_changes_nothing(public: Program) -> None:
    _signed(public)
    public.ok("publish")
    assert "0 new or changed" in public("publish").err


def test_out_names_another_folder(public: Program) -> None:
    _signed(public)
    assert public.ok("publish", "--out", "elsewhere") == "elsewhere/index.html"
    assert (public.folder / "elsewhere" / "claims" / f"{REF}.html").is_file()


def test_without_an_address_it_says_which_setting_is_missing(desk: Program) -> None:
    ran = desk("publish")
    assert ran.code == 1
    assert "base_url is not set" in ran.err
    assert 'base_url = "https://example.org/checks"' in ran.err


def test_what_is_rated_and_not_signed_is_named(public: Program) -> None:
    _signed(public)
    public.ok("add", "It rained.", "--ref", "rain")
    public.ok("source", "rain", "https://example.org/")
    public.ok("rate", "rain", "unverifiable", "--because", "Nobody says.")

    ran = public("publish")
    assert ran.code == 0
    assert "Rated and not signed: 1 claim.\n  rain (rated)\n" in ran.err
    assert "rain (rated)" not in public("publish", REF).err
    assert "Rated and not signed: 1 claim.\n  rain (rated)\n" in public("check").err
    public.ok("submit", "rain", "--to", "Ben")
    assert "  rain (in-review)" in public("check", "rain").err


def test_a_named_claim_that_is_not_signed_is_a_no(public: Program) -> None:
    public.added()
    ran = public("publish", REF)
    assert ran.code == 3
    assert f"{REF}: it is unverified, not signed. See what it lacks: factcheck show {REF}" in ran.err
    assert f"Next: factcheck check {REF}" in ran.err


def test_what_rests_on_nothing_the_desk_holds_is_a_no(public: Program) -> None:
    public.signed_off()
    ran = public("publish")
    assert ran.code == 3
    assert (
        f"{REF}: verdicts: v1: cites: No cited quote stands in a capture or a document of the desk."
        in ran.err
    )
    assert ran.err.endswith(f"Next: factcheck check {REF}\n")
    assert public.claim()["status"] == "signed-off"


def test_a_claim_that_is_not_there_is_an_error(public: Program) -> None:
    assert public("publish", "nothing").code == 1


def test_a_minor_correction_goes_out_with_the_next_publication(public: Program) -> None:
    _signed(public)
    public.ok("publish")
    public.ok("correct", REF, "--kind", "minor", "--what", "A slip.", "--why", "Nobody saw it.")
    assert f"Published: {REF}, version 2" in public("publish").err


def test_a_major_correction_is_told_and_goes_out_by_name(public: Program) -> None:
    _signed(public)
    public.ok("publish")
    public.ok("correct", REF, "--kind", "major", "--what", "A blunder.", "--why", "Nobody saw it.")
    assert f"Where its verdict stays: factcheck publish {REF}" in public("publish").err
    assert f"Published: {REF}, version 2" in public("publish", REF).err
