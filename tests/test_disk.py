"""A disk that is full or read-only: told in words, and nothing that was stored is lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url

from factcheck.errors import StorageFailed
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.transfer.verify import verify
from tests.commands import ROOT, begin_desk, done, leftovers, run
from tests.desks import added, opened, records, tree

Mount = Callable[..., Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts something in a new folder until the test ends."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("Only root can mount a small or a read-only disk.")
    with ExitStack() as mounted:

        def mount(name: str, *options: str) -> Path:
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            made = subprocess.run(
                ["mount", *options, str(folder)], capture_output=True, text=True, check=False
            )
            if made.returncode:
                pytest.skip(f"No disk could be mounted here: {made.stderr.strip()}")
            if "remount" not in " ".join(options):
                mounted.callback(subprocess.run, ["umount", str(folder)], check=True)
            return folder

        yield mount


@pytest.fixture
def small(mount: Mount) -> Path:
    """A desk with one claim on a disk of one megabyte."""
    desk = begin_desk(mount("small", "-t", "tmpfs", "-o", "size=1m", "tmpfs"))
    done(desk, "add", "Stored while there was room.", "--ref", "stored")
    return desk


@pytest.fixture
def readonly(mount: Mount, tmp_path: Path) -> Path:
    """A desk with one claim on a disk that was made read-only."""
    desk = begin_desk(tmp_path / "readonly")
    done(desk, "add", "Stored before.", "--ref", "stored")
    done(desk, "export")
    mount("readonly", "--bind", str(desk))
    mount("readonly", "-o", "remount,ro,bind")
    return desk


def _expect_told(ended: tuple[int, str, str], *words: str) -> None:
    code, _, err = ended
    assert code == 1
    assert err.startswith("Error: ")
    assert "factcheck itself" not in err
    assert "Traceback" not in err
    assert any(word in err for word in words), err


def _expect_stored(desk: Path) -> None:
    assert [one["ref"] for one in json.loads(done(desk, "list", "--json"))["claims"]] == ["stored"]
    done(desk, "verify")


def _rows(count: int) -> str:
    return "text\n" + "".join(f"Claim number {number} is so.\n" for number in range(count))


FULL = ("Make room", "full")


def test_an_import_that_fills_the_disk_stores_nothing(small: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(_rows(3000), "utf-8")
    _expect_told(run(small, "import", str(tmp_path / "claims.csv")), *FULL)
    _expect_stored(small)


def test_a_file_that_fills_the_disk_is_not_half_filed(small: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.bin").write_bytes(os.urandom(2_000_000))
    _expect_told(run(small, "source", "stored", str(tmp_path / "scan.bin")), *FULL)
    assert leftovers(small) == []
    _expect_stored(small)


@pytest.mark.parametrize("command", ["report", "export"])
def test_writing_pages_or_dossiers_to_a_full_disk_is_told(mount: Mount, tmp_path: Path, command: str) -> None:
    desk = begin_desk(tmp_path / "desk")
    (desk / "claims.csv").write_text(_rows(40), "utf-8")
    done(desk, "import", "claims.csv")
    out = mount("out", "-t", "tmpfs", "-o", "size=64k", "tmpfs")
    where = ["--out", str(out)] if command == "report" else [str(out)]
    _expect_told(run(desk, command, *where), *FULL)
    assert leftovers(out) == []
    assert all(content for content in tree(out).values())


def test_a_backup_that_fills_its_disk_is_told_and_leaves_nothing(mount: Mount, tmp_path: Path) -> None:
    desk = begin_desk(tmp_path / "desk")
    (desk / "scan.bin").write_bytes(os.urandom(300_000))
    done(desk, "add", "Stored.", "--ref", "stored")
    done(desk, "source", "stored", "scan.bin")
    for size in ("64k", "400k", "700k"):  # the database, the zip, and what is brought back of it do not fit
        out = mount(f"out-{size}", "-t", "tmpfs", "-o", f"size={size}", "tmpfs")
        _expect_told(run(desk, "backup", str(out / "desk.zip")), *FULL)
        assert [*out.iterdir()] == []
    done(desk, "backup", str(tmp_path / "desk.zip"))
    full = mount("full", "-t", "tmpfs", "-o", "size=64k", "tmpfs")
    _expect_told(run(desk, "backup", "--restore", str(tmp_path / "desk.zip"), str(full / "again")), *FULL)
    assert [*full.iterdir()] == []


def test_a_disk_without_any_room_left_is_told_and_what_was_stored_stays(small: Path) -> None:
    filler = small / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    _expect_told(run(small, "add", "There is no room for this."), *FULL, "disk")
    _expect_stored(small)
    assert "Stored while" in done(small, "show", "stored")
    filler.unlink(missing_ok=True)
    _expect_stored(small)


WRITING: tuple[tuple[str, ...], ...] = (
    ("add", "New."),
    ("note", "stored", "x"),
    ("export",),
    ("source", "stored", "factcheck.toml"),
    ("withdraw", "stored", "--why", "x"),
)


def test_a_read_only_desk_says_that_it_cannot_be_written(readonly: Path) -> None:
    for command in (one for one in WRITING if one != ("export",)):  # whose files stand there as they would be
        _expect_told(run(readonly, *command), "writable", "be written", "read-only")


def test_a_read_only_desk_is_read_and_verified_and_goes_out_to_another_folder(
    readonly: Path, tmp_path: Path
) -> None:
    _expect_stored(readonly)
    for command in (("show", "stored"), ("log", "stored"), ("check",), ("match", "Stored before.")):
        done(readonly, *command)
    done(readonly, "export", str(tmp_path / "claims"))
    assert "Stored before." in (tmp_path / "claims" / "stored.toml").read_text("utf-8")


def _run_bound(desk: Path, *arguments: str) -> tuple[int, str, str]:
    """The same as `run`, in a process that rights hold to; root has to give up writing where it may not."""
    bound = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] if os.geteuid() == 0 else []
    if bound and not shutil.which("setpriv"):
        pytest.skip("Without setpriv, root may write anything.")
    ended = subprocess.run(
        [*bound, sys.executable, "-m", "factcheck", *arguments],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.fixture
def taken_away() -> Iterator[Path]:
    """A desk with one claim whose folders and files nobody may write."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        desk = begin_desk(Path(folder) / "desk")
        done(desk, "add", "Stored before.", "--ref", "stored")
        yield desk
        _chmod(desk, 0o700)


def _chmod(desk: Path, mode: int) -> None:
    for path in (desk, *desk.rglob("*")):
        path.chmod(mode if path.is_dir() else mode & 0o666)


def test_a_desk_that_its_reader_may_not_write_is_read_and_verified(taken_away: Path) -> None:
    before = tree(taken_away)
    _chmod(taken_away, 0o555)
    for reading in (("list",), ("show", "stored"), ("verify",)):
        code, out, err = _run_bound(taken_away, *reading)
        assert code == 0, err
        assert "tored" in out or reading == ("verify",)
    for command in WRITING:
        _expect_told(_run_bound(taken_away, *command), "writable", "be written", "may not write")
    assert tree(taken_away) == before


def test_an_older_desk_that_its_reader_may_not_write_is_told_to_be_copied(taken_away: Path) -> None:
    with closing(sqlite3.connect(taken_away / "factcheck.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    _chmod(taken_away, 0o555)
    for reading in (("list",), ("verify",)):
        code, _, err = _run_bound(taken_away, *reading)
        assert code == 1
        assert "older than this program" in err
        assert "Copy the folder" in err
        assert "It can be read" not in err


def test_what_a_crash_left_in_the_log_is_read_too(taken_away: Path, tmp_path: Path) -> None:
    database = taken_away / "factcheck.db"
    with closing(sqlite3.connect(database)) as held:
        held.execute("SELECT count(*) FROM claim").fetchone()  # whoever is last folds the log into the file
        done(taken_away, "add", "Stored in the log.", "--ref", "logged")
        for name in ("factcheck.db", "factcheck.db-wal"):
            shutil.copy(taken_away / name, tmp_path / name)
    for path in taken_away.glob("factcheck.db*"):
        path.unlink()
    for name in ("factcheck.db", "factcheck.db-wal"):
        shutil.move(tmp_path / name, taken_away / name)
    _chmod(taken_away, 0o555)
    code, out, err = _run_bound(taken_away, "list")
    assert (code, "Stored in the log." in out) == (0, True), err
    _expect_told(_run_bound(taken_away, "add", "New."), "be written")


def test_the_dossiers_of_a_read_only_desk_can_still_be_reported(readonly: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(readonly, "report", "claims", "--out", str(out))
    assert "Stored before." in (out / "claims" / "stored.html").read_text("utf-8")
    done(readonly, "report", "claims", "--out", str(out), "--check")


def test_a_limit_on_file_size_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """Where nothing can be mounted: the limit a shell sets with `ulimit -f`."""
    desk = begin_desk(tmp_path / "desk")
    done(desk, "add", "Stored while there was room.", "--ref", "stored")
    (desk / "scan.bin").write_bytes(os.urandom(3_000_000))

    def limited() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    _expect_told(run(desk, "source", "stored", "scan.bin", preexec_fn=limited), "large", "Make room", "limit")
    assert leftovers(desk) == []
    _expect_stored(desk)


@pytest.fixture
def small_database(postgres_url: str) -> Iterator[tuple[str, Path]]:
    """The URL of a PostgreSQL database whose tables are on a disk of 24 megabytes, and the folder of that disk."""
    import psycopg
    from psycopg import sql

    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("Only root can mount a small disk.")
    host = make_url(postgres_url).query["host"]
    owner = Path(str(host)).stat().st_uid
    with (
        TemporaryDirectory() as folder,
        psycopg.connect(host=str(host), user="postgres", autocommit=True) as server,
        ExitStack() as made,
    ):
        Path(folder).chmod(0o755)
        options = f"size=24m,uid={owner},mode=700"
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False)
        if mounted.returncode:
            pytest.skip("No disk could be mounted here.")
        made.callback(subprocess.run, ["umount", folder], check=True)
        server.execute(sql.SQL("CREATE TABLESPACE small LOCATION {}").format(folder))
        made.callback(server.execute, "DROP TABLESPACE small")
        server.execute("CREATE DATABASE on_small_disk TABLESPACE small")
        made.callback(server.execute, "DROP DATABASE on_small_disk WITH (FORCE)")
        yield f"postgresql+psycopg://postgres@/on_small_disk?host={host}", Path(folder)


def test_a_postgresql_server_without_room_says_so_and_what_was_stored_stays(
    small_database: tuple[str, Path], tmp_path: Path
) -> None:
    url, disk = small_database
    with opened(url, tmp_path) as desk:
        added(desk, "Stored while there was room.", ref="stored")
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass
        with pytest.raises(StorageFailed, match="Make room on the disk of the server"):
            add_claims(desk, [(str(n), {"text": f"Claim {n}. {'x' * 900}"}) for n in range(200)], "rows")
        assert [one.claim.ref for one in records(desk)] == ["stored"]
        filler.unlink()
        added(desk, "There is room again.")
        assert verify(desk).findings == []
