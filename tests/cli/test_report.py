import re
import shlex

import pytest

from tests.cli.conftest import REF, TEXT, Program


def _page(desk: Program, name: str = f"claims/{REF}.html") -> str:
    return (desk.folder / "reports" / name).read_text("utf-8")


def test_report_prints_where_to_begin_reading_and_says_what_it_wrote(desk: Program) -> None:
    desk.signed_off()

    ran = desk("report")

    assert (ran.code, ran.out) == (0, f"{desk.folder / 'reports' / 'index.html'}\n")
    assert "pages" in ran.err
    assert TEXT in _page(desk)
    assert REF in _page(desk, "index.html")


def test_report_counts_the_pages_it_wrote_among_those_there_are(desk: Program) -> None:
    desk.added()

    words = desk("report").err.split()

    assert int(words[0]) >= int(words[2])


def test_report_again_writes_nothing_new(desk: Program) -> None:
    desk.rated()
    desk.ok("report")

    assert " 0 new or changed" in desk("report").err


def test_report_goes_where_out_says(desk: Program) -> None:
    desk.added()

    assert desk.ok("report", "--out", "elsewhere") == "elsewhere/index.html"
    assert (desk.folder / "elsewhere" / "claims" / f"{REF}.html").is_file()
    assert not (desk.folder / "reports" / "index.html").exists()


def test_single_is_one_file_with_everything(desk: Program) -> None:
    desk.rated()

    desk.ok("report", "--single", "--out", "one")

    assert [one.name for one in (desk.folder / "one").iterdir()] == ["report.html"]
    assert TEXT in (desk.folder / "one" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("single", [(), ("--single",)])
def test_check_is_0_when_fresh_and_3_when_stale_and_never_writes(
    desk: Program, single: tuple[str, ...]
) -> None:
    desk.rated()
    assert desk("report", "--check", *single).code == 3
    assert list((desk.folder / "reports").iterdir()) == []

    desk.ok("report", *single)
    assert desk("report", "--check", *single).code == 0

    desk.ok("submit", REF)
    before = {one: one.read_bytes() for one in (desk.folder / "reports").rglob("*.html")}
    ran = desk("report", "--check", *single)
    assert ran.code == 3
    stale = "report.html" if single else f"claims/{REF}.html"
    assert str(desk.folder / "reports" / stale) in ran.lines
    assert "factcheck report" in ran.err
    assert {one: one.read_bytes() for one in (desk.folder / "reports").rglob("*.html")} == before


@pytest.mark.parametrize("given", [("--out", "elsewhere"), ("--single",), ("../out",)])
def test_what_a_stale_report_says_to_run_makes_it_fresh(desk: Program, given: tuple[str, ...]) -> None:
    desk.rated()
    desk.ok("export", "../out")

    told = desk("report", *given, "--check").err
    command = told.split("factcheck ", 1)[1].splitlines()[0]

    desk.ok(*shlex.split(command))
    assert desk("report", *given, "--check").code == 0


def test_a_page_changed_by_hand_is_stale(desk: Program) -> None:
    desk.added()
    desk.ok("report")
    page = desk.folder / "reports" / "claims" / f"{REF}.html"
    page.write_text(page.read_text("utf-8").replace("1932", "1931"), "utf-8")

    assert desk("report", "--check").code == 3


# A folder of dossiers


def test_a_folder_is_reported_without_any_desk(desk: Program, program: Program) -> None:
    desk.rated()
    desk.ok("export", "../out/claims")

    ran = program("report", "../out/claims", "--out", "pages")

    assert (ran.code, ran.out) == (0, "pages/index.html\n")
    assert TEXT in (program.folder / "pages" / "claims" / f"{REF}.html").read_text("utf-8")
    assert program("report", "../out/claims", "--out", "pages", "--check").code == 0


def test_without_desk_or_out_the_report_stands_beside_the_folder(desk: Program, program: Program) -> None:
    desk.added()
    desk.ok("export", "../out/claims")

    program.ok("report", "../out/claims")

    assert (program.folder.parent / "out" / "reports" / "index.html").is_file()


def test_the_desks_report_and_its_folders_are_the_same_bytes(desk: Program) -> None:
    desk.signed_off()
    desk.ok("export")
    desk.ok("report", "--out", "from-desk")
    desk.ok("report", "claims", "--out", "from-folder")

    def pages(name: str) -> dict[str, bytes]:
        folder = desk.folder / name
        return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.html")}

    assert pages("from-desk") == pages("from-folder")


def test_a_folder_edited_by_hand_is_put_on_record_first(desk: Program) -> None:
    desk.added()
    desk.ok("export")
    form = desk.folder / "claims" / f"{REF}.toml"
    form.write_text(form.read_text("utf-8") + 'claimant = "Lang"\n', "utf-8")

    ran = desk("report", "claims")

    assert (ran.code, ran.out) == (1, "")
    assert f"{REF}.toml" in ran.err
    assert "factcheck import" in ran.err


@pytest.mark.parametrize("folder", ["nowhere", "factcheck.toml"])
def test_a_folder_that_is_none_is_named(desk: Program, folder: str) -> None:
    ran = desk("report", folder)

    assert (ran.code, ran.out) == (1, "")
    assert folder in ran.err


def test_out_where_a_file_stands_says_so(desk: Program) -> None:
    desk.write("taken", "a file")

    ran = desk("report", "--out", "taken")

    assert ran.code == 1
    assert "taken" in ran.err
    assert "Move it away" in ran.err


def test_files_that_are_not_the_reports_are_left_alone(desk: Program) -> None:
    desk.added()
    desk.write("reports/notes.html", "mine")
    desk.ok("report")
    desk.ok("report")

    assert (desk.folder / "reports" / "notes.html").read_text("utf-8") == "mine"


def test_a_new_database_beside_a_report_does_not_empty_it(desk: Program) -> None:
    desk.added()
    desk.ok("export")
    desk.ok("report")
    (desk.folder / "factcheck.db").unlink()

    ran = desk("report")

    assert ran.code != 0
    assert "factcheck import" in ran.err
    assert TEXT in _page(desk)


def test_a_title_or_a_name_that_ends_a_sentence_has_no_full_stop_after_it(desk: Program) -> None:
    desk.added()
    told = ("--title", "Is it open?", "--publisher", "The Town Co.", "--author", "A. Jr.")
    desk.ok("source", REF, "https://s.example/", *told)
    desk.ok("cite", REF, "s1", "--quote", "It is.", "--stance", "context")
    desk.ok("report")

    (line,) = re.findall('<p class="source">.*?</p>', _page(desk))
    assert re.sub("<[^>]*>", "", line) == "Is it open? The Town Co., by A. Jr. Other source"
