"""Law 8: a process killed at any moment loses nothing it acknowledged and leaves nothing that verify would report."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands import begin_desk, done, leftovers, run, start
from tests.desks import opened, tree
from tests.logs import checkpoint_of, entries_of, follows
from tests.sites import BASE, out, signed

CLAIMS, CHECKS = 2000, 30
SOME = 150


def _rows(count: int) -> str:
    lines = (f"Claim number {number} is so.,Speaker {number % 7}" for number in range(count))
    return "\n".join(["text,claimant", *lines, ""])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with some hundred claims, to be copied."""
    desk = begin_desk(tmp_path_factory.mktemp("filled") / "desk")
    (desk / "claims.csv").write_text(_rows(SOME), "utf-8")
    done(desk, "import", "claims.csv")
    return desk


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "desk"))


def _killed(desk: Path, *arguments: str, when: Callable[[], bool]) -> bool:
    """Kill the command outright as soon as `when` is so; whether it was still at work."""
    process = start(desk, *arguments)
    with process:
        while process.poll() is None and not when():
            time.sleep(0.002)
        process.kill()
    return process.returncode == -9


def _listed(desk: Path) -> list[str]:
    return sorted(one["text"] for one in json.loads(done(desk, "list", "--json"))["claims"])


def _grown(path: Path, size: int) -> Callable[[], bool]:
    return lambda: path.exists() and path.stat().st_size > size


def _files(folder: Path, count: int) -> Callable[[], bool]:
    return lambda: folder.is_dir() and sum(1 for _ in folder.iterdir()) > count


@pytest.mark.parametrize("spilled", [1, 200_000])
def test_an_import_that_was_killed_left_nothing_or_all_and_can_be_run_again(
    tmp_path: Path, spilled: int
) -> None:
    desk = begin_desk(tmp_path / "desk")
    assert done(desk, "add", "This was acknowledged.").strip()
    (desk / "claims.csv").write_text(_rows(CLAIMS), "utf-8")
    assert _killed(desk, "import", "claims.csv", when=_grown(desk / "factcheck.db-wal", spilled))
    whole = sorted(["This was acknowledged.", *(f"Claim number {n} is so." for n in range(CLAIMS))])
    assert _listed(desk) in (["This was acknowledged."], whole)
    done(desk, "import", "claims.csv")
    assert _listed(desk) == whole
    done(desk, "verify")
    assert leftovers(desk) == []


def test_what_was_acknowledged_before_the_kill_is_stored(tmp_path: Path) -> None:
    desk = begin_desk(tmp_path / "desk")
    (desk / "claims.csv").write_text(_rows(SOME), "utf-8")
    with start(desk, "import", "claims.csv") as process:
        assert process.stdout
        assert process.stdout.readline() == "claim-number-0-is-so\n"
        process.kill()
    assert len(_listed(desk)) == SOME
    done(desk, "verify")


@pytest.fixture(scope="module")
def reported(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The report and the dossiers that nobody interrupted."""
    out = tmp_path_factory.mktemp("whole")
    done(filled, "report", "--out", str(out / "reports"))
    done(filled, "export", str(out / "claims"))
    return tree(out)


@pytest.mark.parametrize("pages", [1, 100])
def test_a_report_that_was_killed_is_finished_by_the_next(
    desk: Path, reported: dict[str, bytes], pages: int
) -> None:
    _killed(desk, "report", when=_files(desk / "reports" / "claims", pages))
    torn = {name: page for name, page in tree(desk / "reports").items() if ".incoming" not in name}
    assert all(reported[f"reports/{name}"] == page for name, page in torn.items())
    done(desk, "report")
    assert leftovers(desk) == []
    assert {
        f"reports/{name}": page for name, page in tree(desk / "reports").items()
    }.items() <= reported.items()
    assert run(desk, "report", "--check")[0] == 0


@pytest.mark.parametrize("files", [100])
def test_an_export_that_was_killed_is_finished_by_the_next(
    desk: Path, reported: dict[str, bytes], files: int
) -> None:
    _killed(desk, "export", when=_files(desk / "claims", files))
    whole = {name: content for name, content in tree(desk / "claims").items() if ".incoming" not in name}
    assert all(reported[f"claims/{name}"] == content for name, content in whole.items())
    done(desk, "export")
    assert leftovers(desk) == []
    assert len(tree(desk / "claims")) == 2 * SOME


def test_a_source_that_was_killed_while_it_was_filed_leaves_no_half_file(desk: Path) -> None:
    (desk / "scan.bin").write_bytes(bytes(range(256)) * 100_000)
    ref = json.loads(done(desk, "list", "--json"))["claims"][0]["ref"]
    _killed(desk, "source", ref, "scan.bin", when=lambda: bool(leftovers(desk)))
    done(desk, "verify")
    done(desk, "source", ref, "scan.bin")
    done(desk, "verify")
    assert leftovers(desk) == []


def test_a_backup_that_was_killed_leaves_the_older_one_and_the_next_clears_up(
    desk: Path, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    done(desk, "backup", str(backups / "desk.zip"))
    older = (backups / "desk.zip").read_bytes()
    assert _killed(desk, "backup", str(backups / "desk.zip"), when=lambda: bool(leftovers(backups)))
    assert (backups / "desk.zip").read_bytes() == older
    done(desk, "backup", str(backups / "desk.zip"))
    assert tree(backups).keys() == {"desk.zip"}
    done(desk, "backup", "--restore", str(backups / "desk.zip"), str(tmp_path / "again"))
    assert _listed(tmp_path / "again") == _listed(desk)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with checks that are signed and one that is out, to be copied."""
    folder = tmp_path_factory.mktemp("ready") / "desk"
    folder.mkdir()
    (folder / "factcheck.toml").write_text(f'author = "Ana"\nbase_url = "{BASE}"\n', "utf-8")
    with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
        signed(desk, "The bridge has no lamps.", "lamps-0")
        out(desk)
        for number in range(1, CHECKS):
            signed(desk, f"The bridge has {number} lamps.", f"lamps-{number}")
    return folder


_PUBLISHING: dict[str, Callable[[Path], bool]] = {
    "recorded": lambda desk: _grown(desk / "factcheck.db-wal", 50_000)(),
    "tiled": lambda desk: _files(desk / "site/log/tile/0/000.p", 1)(),
    "bundled": lambda desk: _files(desk / "site/log/tile/entries/000.p", 1)(),
    "signed": lambda desk: "\n1\n" not in (desk / "site/log/checkpoint").read_text("utf-8"),
    "proved": lambda desk: any((desk / "site/claims").glob("lamps-1*.tlog-proof")),
}


@pytest.mark.parametrize("at", _PUBLISHING)
def test_a_publication_that_was_killed_leaves_a_log_that_holds_and_the_next_goes_on(
    ready: Path, tmp_path: Path, at: str
) -> None:
    desk = Path(shutil.copytree(ready, tmp_path / "desk"))
    before = checkpoint_of(desk / "site")
    _killed(desk, "publish", when=lambda: _PUBLISHING[at](desk))
    done(desk, "verify")
    follows(desk / "site", before)
    done(desk, "publish")
    done(desk, "verify")
    assert leftovers(desk) == []
    entries = [json.loads(one) for one in entries_of(desk / "site")]
    assert len({one["line"] for one in entries}) == len(entries)
    assert len({one["claim"] for one in entries if one["kind"] == "publication"}) == CHECKS
    follows(desk / "site", before)
    whole = tree(desk / "site" / "log")
    done(desk, "publish")
    assert tree(desk / "site" / "log") == whole


@pytest.fixture(autouse=True)
def _no_folder_kept(tmp_path: Path) -> Iterator[None]:
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)
