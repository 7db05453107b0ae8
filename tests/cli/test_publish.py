"""`publish` as a user meets it: where it goes, what it tells, and how it leaves."""

from pathlib import Path

import pytest

from tests.authority import Authority
from tests.cli.conftest import REF, Program
from tests.servers import ScriptedServer, answer


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


def test_a_site_on_object_storage_is_told_and_one_that_could_not_be_put_there_ends_with_1(
    public: Program, objects_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (public.folder / "factcheck.toml").read_text("utf-8")
    public.write("factcheck.toml", f'upload = "{objects_url}"\n{settings}')
    _signed(public)
    with monkeypatch.context() as patch:
        patch.delenv("AWS_ACCESS_KEY_ID")
        refused = public("publish")
    assert (refused.code, public.claim()["status"]) == (1, "published")
    assert "AWS_ACCESS_KEY_ID" in refused.err
    assert "The next publication completes it: factcheck publish" in refused.err
    ran = public("publish")
    assert ran.code == 0
    assert f"{objects_url} has the site, " in ran.err
    assert "0 files put there, 0 taken away." in public("publish", REF).err


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


# verify, of the site


def test_verify_tells_what_was_changed_planted_and_lost_in_the_site(public: Program) -> None:
    _signed(public)
    public.ok("publish")
    held = public("verify")
    files = len([one for one in (public.folder / "site").rglob("*") if one.is_file()])
    assert (held.code, held.out) == (0, "")
    assert f"{files} files of the site, each as it is on record." in held.err

    public.write("site/claims.csv", "text\n")
    public.write("site/.evil.html", "<script>")
    (public.folder / "site" / "feed.xml").unlink()
    ran = public("verify", "--json")

    assert ran.code == 3
    assert "3 things do not hold." in ran.err
    told = {one["where"]: (one["code"], one["remedy"]["act"]) for one in ran.json["findings"]}
    assert told == {
        "site/claims.csv": ("page-changed", "publish"),
        "site/.evil.html": ("site-not-ours", None),
        "site/feed.xml": ("page-missing", "publish"),
    }
    assert ran.json["findings"][0].keys() == {"code", "where", "message", "mend", "remedy"}


def test_what_an_interrupted_publication_left_is_told_and_no_damage(public: Program) -> None:
    _signed(public)
    public.ok("publish")
    public.write("site/.incoming-1-index.html", "<p>Half")
    ran = public("verify", "--json")
    assert ran.code == 0
    assert [one["code"] for one in ran.json["findings"]] == ["site-unfinished"]
    assert "1 thing of the site that the next publication puts right: factcheck publish" in ran.err
    public.ok("publish")
    assert public.ok("verify") == ""


def test_files_that_the_settings_name_as_the_desks_own_are_counted(public: Program) -> None:
    _signed(public)
    public.ok("publish")
    public.write("site/CNAME", "example.org")
    assert public("verify").code == 3
    settings = (public.folder / "factcheck.toml").read_text("utf-8")
    public.write("factcheck.toml", f'site_own = ["CNAME"]\n{settings}')
    ran = public("verify")
    assert ran.code == 0
    assert "1 file of the site put there by the desk itself, and not checked." in ran.err
    public.write("factcheck.toml", f'site_own = ["../x", 7]\n{settings}')
    assert "holds '../x', which is no path in the site" in public("verify").err


def test_verify_site_fetches_every_file_and_says_what_it_cannot_see(public: Program) -> None:
    _signed(public)
    assert "Nothing of the site is on record" in public("verify", "--site", "https://example.org/checks").err
    public.ok("publish")
    site = public.folder / "site"
    names = [one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()]
    with ScriptedServer({f"/{name}": answer((site / name).read_bytes()) for name in names}) as server:
        server.say("/", answer((site / "index.html").read_bytes()))
        refused = public("verify", "--site", server.url())
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FACTCHECK_FETCH_ALLOW", f"127.0.0.1:{server.port}")
            patch.setenv("FACTCHECK_FETCH_DELAY", "0")
            held = public("verify", "--site", server.url())
            server.say("/claims.json", answer("{}"))
            found = public("verify", "--site", server.url(), "--json")

    assert refused.code == 1
    assert "could not be fetched: 127.0.0.1 is an address inside a network" in refused.err
    assert (held.code, held.out) == (0, "")
    assert f"{len(names)} files at {server.url().rstrip('/')}, each as it is on record." in held.err
    assert "What else stands there cannot be listed over the web, and was not looked for." in held.err
    assert found.code == 3
    assert [(one["code"], one["where"]) for one in found.json["findings"]] == [
        ("page-changed", f"{server.url()}claims.json")
    ]


# Time stamps


def test_an_authority_of_the_settings_stamps_the_log_and_verify_says_so(
    public: Program, tmp_path: Path
) -> None:
    _signed(public)
    authority = Authority(tmp_path / "authority")
    with ScriptedServer({"/tsa": authority}) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_FETCH_ALLOW", f"127.0.0.1:{server.port}")
        settings = (public.folder / "factcheck.toml").read_text("utf-8")
        named = f'[[timestamp]]\nurl = "{server.url("/tsa")}"\nroot = "root.pem"\n'
        public.write("factcheck.toml", f"{settings}\n{named}")
        failed = public("publish")
        public.write("root.pem", authority.certificate.read_text("utf-8"))
        stamped = public("publish")

    assert (failed.code, stamped.code) == (0, 0)
    assert "There is no time stamp on the public log from it" in failed.err
    assert "root.pem" in failed.err
    assert "no time stamp" not in stamped.err
    assert (public.folder / "site" / "log" / "stamps" / "1.1.tsr").is_file()
    ran = public("verify")
    assert (ran.code, ran.out) == (0, "")
    assert "1 time stamp on the public log verified, the last of 20" in ran.err
    public.write("factcheck.toml", settings)
    unknown = public("verify", "--json")
    assert unknown.code == 0
    assert [one["code"] for one in unknown.json["findings"]] == ["stamp-unproved"]
    assert "1 thing not checked, as told above." in unknown.err
