"""The demo holds what it says it holds, the same each time, and every page of it says that it is invented."""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from factcheck.desk import Desk, open_desk
from factcheck.errors import BadInput, NotSoNow
from factcheck.model.status import status
from factcheck.model.vocabulary import CorrectionKind, RecheckResult
from factcheck.settings import load
from factcheck.workflow.articles.sentences import show_article
from factcheck.workflow.claims.gate import check
from factcheck.workflow.demo.make_demo import HERE, make_demo
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.desks import records, tree

pytestmark = pytest.mark.slow
NOTICE = "Invented for a demonstration: no place, person, source or figure here is real."
NOTICE_FA = "ساختگی، برای نمایش: هیچ جا، شخص، منبع یا عددی در اینجا واقعی نیست."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo."""
    made = tmp_path_factory.mktemp("demo") / "town"
    make_demo(made, environ={})
    return made


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """The demo's desk, as Mira Holt opens it."""
    with open_desk(load(folder, "Mira Holt", environ={})) as opened:
        yield opened


def test_it_holds_claims_at_every_step(desk: Desk) -> None:
    assert {one.claim.ref: str(status(one, desk.scales)) for one in records(desk)} == {
        "bridge-cost": "published",
        "bridge-opened": "published",
        "burglaries-halved": "checking",
        "ferry-record": "published",
        "festival-visitors": "checking",
        "library-hours": "needs-recheck",
        "longest-bridge": "published",
        "rents-doubled": "in-review",
        "school-lunch": "returned",
        "town-debt": "published",
        "trees-planted": "published",
        "turbine-town": "published",
        "water-tests": "signed-off",
    }


def test_every_sentence_of_its_article_is_dealt_with(desk: Desk) -> None:
    shown = show_article(desk, "square-speech")

    assert [one.sentence.text for one in shown.left] == []
    assert shown.coverage.orphans == ()


def test_three_people_worked_on_it_and_nobody_signed_their_own_verdict(desk: Desk) -> None:
    people = {line.by for record in records(desk) for line in record.events}
    signed = [
        (verdict.by, review.by)
        for record in records(desk)
        for review in record.reviews
        for verdict in record.verdicts
        if verdict.id == review.verdict
    ]

    assert people == {"Mira Holt", "Idris Vale", "Sanaz Kia"}
    assert len(signed) == 11
    assert [one for one in signed if one[0] == one[1]] == []


def test_it_holds_a_conflict_a_correction_an_answer_a_drift_and_a_check_of_others(desk: Desk) -> None:
    by_ref = {one.claim.ref: one for one in records(desk)}
    ferry, trees, library = by_ref["ferry-record"], by_ref["trees-planted"], by_ref["library-hours"]

    assert ferry.verdict
    assert str(ferry.verdict.resolves).startswith("Both numbers are right.")
    assert {str(one.stance) for one in ferry.evidence} == {"supports", "refutes", "context"}
    assert [one.kind for one in trees.corrections] == [CorrectionKind.MAJOR]
    assert [one.rating for one in trees.verdicts] == ["false", "mostly-false"]
    assert [one.version for one in trees.publications] == [1, 2]
    assert [one.rung for one in library.drift] == [RecheckResult.QUOTE_ALTERED]
    assert by_ref["bridge-opened"].contacts[0].answered_on == "2025-02-05"
    assert [one.url for one in by_ref["turbine-town"].links] == [
        "https://measurers.example/harrowmere-turbine"
    ]
    assert by_ref["longest-bridge"].claim.language == "fa"


def test_every_address_in_it_leads_nowhere(desk: Desk) -> None:
    urls = [source.url for record in records(desk) for source in record.sources]

    assert len(urls) == 14
    assert [url for url in urls if ".example/" not in str(url)] == []


def test_verify_finds_nothing_and_only_what_is_unfinished_is_kept_back(desk: Desk) -> None:
    verified = verify(desk)

    assert (verified.findings, verified.claims, verified.captures) == ([], 13, 15)
    assert {one.finding.where.partition(":")[0] for one in check(desk).blocking} == {
        "library-hours",
        "rents-doubled",
        "school-lunch",
    }


def test_a_stranger_finds_everything_proved(desk: Desk, tmp_path: Path) -> None:
    prove(desk, tmp_path / "proof.zip")
    with ZipFile(tmp_path / "proof.zip") as bundle:
        bundle.extractall(tmp_path / "proof")
    command = [sys.executable, "-I", str(tmp_path / "proof" / "verify.py")]
    asked = subprocess.run(command, cwd=tmp_path / "proof", capture_output=True, text=True, check=False)

    assert asked.returncode == 0, asked.stdout
    assert "Left open: 0 that readers were promised\n" in asked.stdout
    assert (
        "Versions approved by as many people as the history asks for, none named like the author: 9\n"
        in asked.stdout
    )
    assert asked.stdout.splitlines()[-1] == "All that readers were promised is proved."


def test_it_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    make_demo(tmp_path / "again", environ={})

    for part in ("site", "reports", "archive"):
        assert tree(tmp_path / "again" / part) == tree(folder / part)


def _silent(folder: Path, notice: str) -> list[str]:
    """The pages that do not say that they are invented."""
    pages = [path for part in ("site", "reports") for path in (folder / part).rglob("*.html")]
    assert len(pages) == 43
    return [str(path.relative_to(folder)) for path in pages if notice not in path.read_text("utf-8")]


def _is_listed(page: Path) -> bool:
    """Whether a page offers itself to search engines, or to machines as a check."""
    text = page.read_text("utf-8")
    return '<meta name="robots" content="noindex">' not in text or "ClaimReview" in text


def test_every_page_says_that_it_is_invented_and_asks_not_to_be_found(folder: Path) -> None:
    assert _silent(folder, NOTICE) == []
    assert [path.name for path in (folder / "site").rglob("*.html") if _is_listed(path)] == []


def test_its_pages_are_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    make_demo(tmp_path / "shahr", "fa", environ={})

    assert _silent(tmp_path / "shahr", NOTICE_FA) == []
    index = (tmp_path / "shahr" / "site" / "index.html").read_text("utf-8")
    assert '<html lang="fa" dir="rtl">' in index
    assert "وجود ندارد" in (tmp_path / "shahr" / "site" / "method.html").read_text("utf-8")


def test_no_other_desk_says_so_unasked(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('name = "Harrowmere Checks (invented)"\n', "utf-8")

    assert not load(tmp_path, environ={}).fictional


@pytest.mark.parametrize("there", ["note.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", "utf-8")

    with pytest.raises(NotSoNow, match="is not empty"):
        make_demo(tmp_path, environ={})

    assert tree(tmp_path) == {there: b"mine"}


class _Stopped:
    """Progress of somebody who stops it half-way."""

    def begin(self, total: int) -> None:
        """Nothing is shown."""

    def step(self, done: str = "") -> None:  # noqa: ARG002 - it is what Progress asks for
        """Stop after the first act."""
        raise KeyboardInterrupt


def test_a_demo_that_is_stopped_leaves_nothing_and_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()

    for folder in ("town", "there"):
        with pytest.raises(KeyboardInterrupt):
            make_demo(tmp_path / folder, progress=_Stopped(), environ={})

    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


class _Killed(_Stopped):
    """Progress of somebody who looks at what is there half-way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seen: list[str] = []

    def step(self, done: str = "") -> None:
        """Keep a copy of what is there, as somebody leaves it who is killed."""
        self.seen = [path.name for path in self._folder.iterdir()]
        shutil.copytree(self._folder, self._folder.with_name("killed"))
        super().step(done)


def test_half_of_a_demo_is_no_desk_and_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    town, killed = tmp_path / "town", _Killed(tmp_path / "town")
    town.mkdir()
    with pytest.raises(KeyboardInterrupt):
        make_demo(town, progress=killed, environ={})
    left = tmp_path / "killed"
    assert [path.name for path in left.iterdir()] == killed.seen == [".factcheck-demo-unfinished"]

    made = make_demo(left, environ={})

    assert made.folder == left
    assert {"factcheck.toml", "site", "reports"} <= {path.name for path in left.iterdir()}
    assert not (left / ".factcheck-demo-unfinished").exists()


def test_no_page_says_of_a_capture_that_the_desk_let_a_private_address_through(folder: Path) -> None:
    assert [name for name, page in tree(folder / "site").items() if b"private address" in page] == []


def test_a_file_is_no_folder_to_make_it_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")

    with pytest.raises(NotSoNow, match="is not empty"):
        make_demo(tmp_path / "file", environ={})


def test_it_never_goes_into_a_database_that_the_environment_names(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="FACTCHECK_DATABASE_URL"):
        make_demo(tmp_path / "town", environ={"FACTCHECK_DATABASE_URL": "postgresql://localhost/real"})

    assert not (tmp_path / "town").exists()


def test_a_language_without_pages_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        make_demo(tmp_path / "town", "xx", environ={})

    assert refused.value.findings[0].where == "language"
    assert not (tmp_path / "town").exists()


def test_what_ships_is_small_and_each_capture_is_told_of_in_the_story() -> None:
    story = tomllib.loads((HERE / "story.toml").read_text("utf-8"))
    used = {act["page"] for act in story["acts"] if act["do"] == "source"}

    assert used == {path.stem for path in (HERE / "captures").glob("*.json")}
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.suffix != ".pyc") < 200_000
    assert json.loads((HERE / "checks.json").read_text("utf-8"))["@type"] == "DataFeed"
