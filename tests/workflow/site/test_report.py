"""The report on a folder: fresh or not, written only where it changed, and nobody else's files touched."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound
from factcheck.workflow.claims.edit import edit_claim, note_claim
from factcheck.workflow.site.build import BuildResult
from factcheck.workflow.site.report import ReportRequest, report_desk, report_folder
from factcheck.workflow.transfer.exports import export_dossiers
from tests.desks import added, opened, tell_all, tree

ABOUT_ALL = {"index.html", "find/1.js", "scale.html", "how-to-read.html", "pages.json"}


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        tell_all(desk, tmp_path)
        yield desk


@pytest.fixture
def sqlite_desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path) as desk:
        added(desk, "The bridge opened in 1932.", ref="bridge")
        added(desk, "The tower opened in 1950.", ref="tower")
        yield desk


def _made(desk: Desk) -> BuildResult:
    return report_desk(desk, ReportRequest(desk.settings.reports))


def _checked(desk: Desk) -> BuildResult:
    return report_desk(desk, ReportRequest(desk.settings.reports, check=True))


def test_a_report_has_a_page_for_each_claim_and_those_about_all(desk: Desk) -> None:
    printed = _made(desk)
    claims = {f"claims/{ref}.html" for ref in ("bridge-1932", "bridge-length", "bridge-plan")}
    assert set(printed.written) == set(tree(desk.settings.reports))
    assert set(printed.written) >= claims | ABOUT_ALL
    assert printed.pages == 14


def test_a_second_report_writes_nothing(desk: Desk) -> None:
    _made(desk)
    again = _made(desk)
    assert (again.pages, again.written, again.removed) == (14, [], [])
    assert _checked(desk).stale == []


def test_an_articles_text_stands_in_the_report_wherever_its_archive_is_at_hand(
    desk: Desk, tmp_path: Path
) -> None:
    bridge = 'id="t.bridge-1932"'
    _made(desk)
    export_dossiers(desk, tmp_path / "out")
    elsewhere = replace(desk.settings, folder=tmp_path / "nowhere", archive_at="archive")
    report_folder(elsewhere, tmp_path / "out", ReportRequest(tmp_path / "whole"))
    for path in (tmp_path / "out" / "archive").rglob("*.gz"):
        path.unlink()
    report_folder(elsewhere, tmp_path / "out", ReportRequest(tmp_path / "bare"))
    made, whole, bare = (
        (folder / "articles" / "bridges.html").read_text("utf-8")
        for folder in (desk.settings.reports, tmp_path / "whole", tmp_path / "bare")
    )
    assert bridge in made == whole
    assert "4 set aside" in made
    assert bridge not in bare
    assert "The text of this article is not at hand" in bare


@pytest.mark.parametrize(("zone", "anew"), [("Pacific/Auckland", True), ("Etc/UTC", False), ("UTC", False)])
def test_another_time_zone_writes_the_pages_anew_unless_it_is_utc(
    sqlite_desk: Desk, zone: str, anew: bool
) -> None:
    _made(sqlite_desk)
    elsewhere = replace(sqlite_desk, settings=replace(sqlite_desk.settings, timezone=zone))
    assert ("claims/bridge.html" in _made(elsewhere).written) is anew


def test_a_changed_claim_of_an_article_writes_its_copy_too(desk: Desk) -> None:
    _made(desk)
    edit_claim(desk, "bridge-1932", {"claimant": "Eve"}, "She said it.")
    assert "articles/bridges.html" in _made(desk).written


def test_a_changed_claim_writes_its_page_the_index_and_the_list(desk: Desk) -> None:
    _made(desk)
    edit_claim(desk, "bridge-plan", {"text": "The bridge was planned in 1930."})
    assert set(_made(desk).written) == {"claims/bridge-plan.html", "index.html", "find/1.js", "pages.json"}


def test_what_was_rendered_step_by_step_is_what_is_rendered_at_once(desk: Desk, tmp_path: Path) -> None:
    _made(desk)
    note_claim(desk, "bridge-plan", "Not for readers.")
    added(desk, "A later claim.")
    _made(desk)
    report_desk(desk, ReportRequest(tmp_path / "at-once"))
    assert tree(desk.settings.reports) == tree(tmp_path / "at-once")


@pytest.mark.parametrize("page", ["claims/bridge.html", "index.html", "scale.html", "pages.json"])
@pytest.mark.parametrize("content", [b"", b"tampered", None])
def test_a_page_that_was_changed_or_lost_is_mended(
    sqlite_desk: Desk, page: str, content: bytes | None
) -> None:
    _made(sqlite_desk)
    whole = tree(sqlite_desk.settings.reports)
    path = sqlite_desk.settings.reports / page
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert page in _checked(sqlite_desk).stale
    assert _made(sqlite_desk).written == [page]
    assert tree(sqlite_desk.settings.reports) == whole


@pytest.mark.parametrize(
    "listed", ["[]", "{", '{"index.html": 5}', "\xff", '{"claims/bridge.html": {"key": 1}}']
)
def test_a_damaged_list_only_means_that_all_is_rendered_again(sqlite_desk: Desk, listed: str) -> None:
    _made(sqlite_desk)
    whole = tree(sqlite_desk.settings.reports)
    (sqlite_desk.settings.reports / "pages.json").write_bytes(listed.encode("latin-1"))
    _made(sqlite_desk)
    assert tree(sqlite_desk.settings.reports) == whole


def test_a_list_that_names_files_elsewhere_takes_nothing_away(sqlite_desk: Desk, tmp_path: Path) -> None:
    _made(sqlite_desk)
    kept = tmp_path / "kept.html"
    kept.write_text("mine", "utf-8")
    (sqlite_desk.settings.reports / "mine.css").write_text("mine", "utf-8")
    names = ["../kept.html", str(kept), "claims/../../kept.html", "mine.css"]
    listed = ", ".join(f'"{name}": {{"key": "", "sha256": ""}}' for name in names)
    (sqlite_desk.settings.reports / "pages.json").write_text(f"{{{listed}}}", "utf-8")
    assert _made(sqlite_desk).removed == []
    assert kept.exists()
    assert (sqlite_desk.settings.reports / "mine.css").exists()


def test_files_of_others_are_left_alone(sqlite_desk: Desk) -> None:
    others = {"notes.txt": b"mine", "claims/mine.html": b"mine", "logo/logo.svg": b"<svg/>"}
    for name, content in others.items():
        path = sqlite_desk.settings.reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _made(sqlite_desk)
    _made(sqlite_desk)
    assert tree(sqlite_desk.settings.reports).items() >= others.items()
    assert _checked(sqlite_desk).stale == []


def test_the_page_of_a_claim_that_is_no_more_is_taken_away(sqlite_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "dossiers"
    export_dossiers(sqlite_desk, folder)
    order = ReportRequest(tmp_path / "out")
    report_folder(sqlite_desk.settings, folder, order)
    for path in folder.glob("tower.*"):
        path.unlink()
    check = report_folder(sqlite_desk.settings, folder, ReportRequest(tmp_path / "out", check=True))
    assert check.removed == ["claims/tower.html"]
    assert (tmp_path / "out" / "claims" / "tower.html").exists()
    assert report_folder(sqlite_desk.settings, folder, order).removed == ["claims/tower.html"]
    assert not (tmp_path / "out" / "claims" / "tower.html").exists()


def test_checking_writes_nothing(desk: Desk) -> None:
    checked = _checked(desk)
    assert len(checked.stale) == 15
    assert not desk.settings.reports.exists()
    _made(desk)
    note_claim(desk, "bridge-plan", "Moves the history on, but not the page.")
    added(desk, "A new claim.", ref="new")
    whole = tree(desk.settings.reports)
    assert {"claims/new.html", "index.html", "pages.json"} <= set(_checked(desk).stale)
    assert tree(desk.settings.reports) == whole


def test_a_single_page_holds_every_claim_and_leaves_the_list_alone(desk: Desk) -> None:
    _made(desk)
    whole = tree(desk.settings.reports)
    printed = report_desk(desk, ReportRequest(desk.settings.reports, single=True))
    page = tree(desk.settings.reports).pop("report.html").decode()
    assert printed.written == ["report.html"]
    assert "The bridge opened in 1932." in page
    assert "The bridge was planned in 1929." in page
    assert tree(desk.settings.reports) == whole | {"report.html": page.encode()}
    assert report_desk(desk, ReportRequest(desk.settings.reports, single=True, check=True)).stale == []


def test_the_same_pages_come_from_the_folder_the_desk_exported(desk: Desk, tmp_path: Path) -> None:
    _made(desk)
    export_dossiers(desk, tmp_path / "out")
    check = ReportRequest(desk.settings.reports, check=True)
    assert report_folder(desk.settings, tmp_path / "out", check).stale == []


def test_an_edited_dossier_is_not_rendered_before_it_is_on_record(sqlite_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "dossiers"
    export_dossiers(sqlite_desk, folder)
    form = folder / "bridge.toml"
    form.write_text(form.read_text("utf-8").replace("1932", "1933"), "utf-8")
    with pytest.raises(BadInput) as caught:
        report_folder(sqlite_desk.settings, folder, ReportRequest(tmp_path / "out"))
    assert [finding.code for finding in caught.value.findings] == ["not-imported"]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_said(sqlite_desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no folder"):
        report_folder(sqlite_desk.settings, tmp_path / "none", ReportRequest(tmp_path / "out"))
