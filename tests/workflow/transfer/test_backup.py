"""A backup: everything of a desk in one file, brought back the same on either database, or nothing at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine

from factcheck.archive.places import archive_at
from factcheck.archive.storage import path_of
from factcheck.desk import Desk, open_desk
from factcheck.errors import BadInput, FactcheckError, NotFound, NotSoNow, StorageFailed
from factcheck.settings import load
from factcheck.workflow.desk_key import desk_key
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.backup import back_up, restore
from factcheck.workflow.transfer.verify import verify
from tests.archive.careless_server import Fault, careless_server
from tests.conftest import NewDatabase
from tests.desks import TABLES, added, capture_path, kept_bytes, opened, records, tell_all, tree
from tests.object_server import NewPlace
from tests.tampering import CLAIMS

SETTINGS = 'name = "The test desk"\nauthor = "Ana"\n# kept as it is written\n'


@pytest.fixture(scope="module")
def desk(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of each kind with everything on it that a desk can have."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "factcheck.toml").write_text(SETTINGS, "utf-8")
    (folder / "claims").mkdir()
    (folder / "claims" / "by-hand.toml").write_text('text = "It rained."\n', "utf-8")
    with new_database() as url, opened(url, folder) as desk:
        tell_all(desk, folder)
        yield desk


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    return back_up(desk, tmp_path / "desk.zip").path


@pytest.fixture(autouse=True)
def no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_DATABASE_URL", raising=False)


def _rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order of its key, but for the types in which a database gives them."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                name: [
                    tuple(row)
                    for row in connection.execute(table.select().order_by(*table.primary_key.columns))
                ]
                for name, table in TABLES.items()
            }
    finally:
        engine.dispose()


def test_it_says_what_it_holds(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk, tmp_path / "desk.zip")
    assert (made.path, made.claims, made.captures) == (tmp_path / "desk.zip", CLAIMS, 8)
    assert made.size == made.path.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == ["desk.zip"]


def test_all_of_it_comes_back_the_same(desk: Desk, backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    assert restore(backup, folder).claims == CLAIMS

    assert _rows(f"sqlite:///{folder / 'factcheck.db'}") == _rows(desk.settings.database_url)
    assert (folder / "factcheck.toml").read_text("utf-8") == SETTINGS
    archived = {path_of(name): kept_bytes(desk, name) for name in desk.archive.names()}
    assert tree(folder / "archive") == archived
    for name in ("claims", "site"):
        kept = tree(desk.settings.folder / name)
        assert tree(folder / name) == {
            path: content for path, content in kept.items() if not path.startswith(".")
        }
    with open_desk(load(folder)) as again:
        assert [one.events for one in records(again)] == [one.events for one in records(desk)]
        assert verify(again).findings == []


def test_the_key_of_the_log_is_in_it_and_others_read_neither(desk: Desk, tmp_path: Path) -> None:
    key = desk_key(desk)
    backup = back_up(desk, tmp_path / "desk.zip").path
    restore(backup, tmp_path / "again")
    assert desk_key(replace(desk, settings=load(tmp_path / "again"))).public == key.public
    for private in (backup, tmp_path / "again" / "log.key"):
        assert private.stat().st_mode & 0o777 == 0o600


def test_it_comes_back_into_the_other_database_and_work_goes_on_there(
    desk: Desk, backup: Path, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", postgres_url)
    restore(backup, tmp_path / "again")

    assert not (tmp_path / "again" / "factcheck.db").exists()
    assert _rows(postgres_url) == _rows(desk.settings.database_url)
    with open_desk(load(tmp_path / "again")) as again:
        from factcheck.workflow.claims.add import add_claims

        add_claims(again, [("here", {"text": "It snowed 9 cm.", "ref": "snow"})], "here")
        assert verify(again).findings == []

    with pytest.raises(NotSoNow, match="holds a desk already"):
        restore(backup, tmp_path / "second")
    assert not (tmp_path / "second").exists()


@pytest.mark.slow
def test_a_large_desk_comes_back_into_an_empty_database_and_an_empty_bucket(
    tmp_path: Path,
    new_postgres: NewDatabase,
    new_place: NewPlace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From PostgreSQL and object storage to others, verified there; then from these to SQLite and a folder."""
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "factcheck.toml").write_text(SETTINGS, "utf-8")
    with new_postgres() as url, opened(url, tmp_path / "made", archive_at=new_place()) as desk:
        tell_all(desk, tmp_path / "made")
        told, kept = _rows(url), set(desk.archive.names())
        backup = back_up(desk, tmp_path / "desk.zip").path
    assert not (tmp_path / "made" / "archive").exists()
    with new_postgres() as url:
        place = new_place()
        monkeypatch.setenv("FACTCHECK_DATABASE_URL", url)
        monkeypatch.setenv("FACTCHECK_ARCHIVE", place)
        restore(backup, tmp_path / "large")
        assert _rows(url) == told
        assert set(archive_at(place).names()) == kept
        assert [path.name for path in (tmp_path / "large").iterdir() if "archive" in path.name] == []
        with pytest.raises(NotSoNow, match="holds a desk already; nothing was changed"):
            restore(backup, tmp_path / "second")
        with open_desk(load(tmp_path / "large")) as large:
            again = back_up(large, tmp_path / "again.zip").path
    monkeypatch.undo()
    restore(again, tmp_path / "laptop")
    assert _rows(f"sqlite:///{tmp_path / 'laptop' / 'factcheck.db'}") == told
    assert set(archive_at(str(tmp_path / "laptop" / "archive")).names()) == kept


@pytest.mark.parametrize("place", ["captures", "../beside"])
def test_captures_come_back_to_where_the_settings_have_them(
    tmp_path: Path, new_sqlite: NewDatabase, place: str
) -> None:
    made, home = tmp_path / "made", tmp_path / "new" / "home"
    made.mkdir()
    (made / "factcheck.toml").write_text(f'{SETTINGS}archive = "{place}"\n', "utf-8")
    (tmp_path / "plan.txt").write_text("It has two lanes.")
    with new_sqlite() as url, opened(url, made, archive_at=place) as desk:
        added(desk, "It has two lanes.", ref="lanes")
        add_source(desk, "lanes", str(tmp_path / "plan.txt"), {})
        backup = back_up(desk, tmp_path / "desk.zip").path
    restore(backup, home)
    assert len(list((home / place).resolve().rglob("*.gz"))) == 1
    with open_desk(load(home)) as again:
        assert verify(again).findings == []


def test_a_place_that_does_not_keep_what_it_is_given_ends_the_restore(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with careless_server() as server:
        monkeypatch.setenv("FACTCHECK_ARCHIVE", "s3://desk")
        server.fault = Fault.HALVES
        with pytest.raises(StorageFailed, match="kept something else than it was given"):
            restore(backup, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("place", ["data/desk.db", "../beside.db"])
def test_it_comes_back_to_where_its_settings_have_the_database(
    tmp_path: Path, new_sqlite: NewDatabase, place: str
) -> None:
    made, home = tmp_path / "made", tmp_path / "new" / "home"
    made.mkdir()
    (made / "factcheck.toml").write_text(f'{SETTINGS}database_url = "sqlite:///{place}"\n', "utf-8")
    with new_sqlite() as url, opened(url, made) as desk:
        backup = back_up(desk, tmp_path / "desk.zip").path
    restore(backup, home)
    assert (home / place).resolve().is_file()
    assert not (home / "factcheck.db").exists()
    with open_desk(load(home)) as again:
        assert records(again) == []


def test_in_a_folder_it_has_the_name_of_the_desk_and_the_time(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    first, second = (back_up(desk, tmp_path / "backups").path for _ in range(2))
    assert first.name.startswith(f"{desk.settings.folder.name}-2026-11-03T")
    assert first < second


def test_whoever_is_logged_in_may_make_one_though_they_act_on_no_claim(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('people = ["Nobody who is ever logged in"]\n', "utf-8")

    with open_desk(load(tmp_path, environ={})) as desk:
        made = back_up(desk, tmp_path / "desk.zip")

    assert (made.claims, made.path.is_file()) == (0, True)


def test_a_newer_backup_takes_the_place_of_an_older_one_and_of_nothing_else(
    desk: Desk, tmp_path: Path
) -> None:
    place = tmp_path / "desk.zip"
    assert back_up(desk, place).path == back_up(desk, place).path
    with ZipFile(tmp_path / "thesis.zip", "w") as other:
        other.writestr("thesis.txt", "years of work")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    for name in ("thesis.zip", "notes.txt"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(NotSoNow, match="is no backup; nothing was written"):
            back_up(desk, tmp_path / name)
        assert (tmp_path / name).read_bytes() == before


def test_a_desk_that_does_not_hold_leaves_the_older_backup_as_it_is(
    desk: Desk, backup: Path, tmp_path: Path
) -> None:
    before = backup.read_bytes()
    capture = capture_path(desk, records(desk)[0].captures[0].record)
    content = capture.read_bytes()
    try:
        for damaged in (content[:-9] + b"!" + content[-8:], None):
            capture.unlink() if damaged is None else capture.write_bytes(damaged)
            with pytest.raises(NotSoNow, match="does not hold, so none was made") as refused:
                back_up(desk, backup)
            assert {one.code for one in refused.value.findings} <= {
                "capture-missing",
                "capture-changed",
                "quote-not-there",
            }
            assert backup.read_bytes() == before
            kept = back_up(desk, tmp_path / "anyway.zip", anyway=True)
            assert (kept.claims, kept.unsound) == (CLAIMS, len(refused.value.findings))
            with pytest.raises(NotSoNow, match="does not hold; nothing was restored"):
                restore(tmp_path / "anyway.zip", tmp_path / "again")
            assert sorted(path.name for path in tmp_path.iterdir()) == ["anyway.zip", "desk.zip"]
            again = tmp_path / "again"
            made = restore(tmp_path / "anyway.zip", again, anyway=True)
            assert (made.claims, made.unsound) == (CLAIMS, kept.unsound)
            shutil.rmtree(again)
    finally:
        capture.write_bytes(content)


def _without(backup: Path, name: str, content: bytes | None = None) -> Path:
    """A copy that lacks one entry, or holds other content there."""
    out = backup.with_name("altered.zip")
    with ZipFile(backup) as given, ZipFile(out, "w") as made:
        for entry in given.namelist():
            if entry != name:
                made.writestr(entry, given.read(entry))
        if content is not None:
            made.writestr(name, content)
    return out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("backup.json", None),
        ("factcheck.toml", None),
        ("factcheck.db", None),
        ("factcheck.db", b"no database"),
        ("factcheck.toml", b"name = "),
    ],
)
def test_what_is_no_whole_backup_is_refused_and_leaves_nothing(
    backup: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    altered = _without(backup, name, content)
    with pytest.raises(FactcheckError):
        restore(altered, tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["altered.zip", "desk.zip"]


@pytest.mark.parametrize("cut", [0, 100, -100])
def test_half_a_backup_is_refused(backup: Path, tmp_path: Path, cut: int) -> None:
    half = tmp_path / "half.zip"
    half.write_bytes(backup.read_bytes()[:cut])
    with pytest.raises(BadInput, match="cannot be read as a backup"):
        restore(half, tmp_path / "again")
    with pytest.raises(NotFound, match="There is no file"):
        restore(tmp_path / "nothing.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_byte_that_changed_in_it_is_found(backup: Path, tmp_path: Path) -> None:
    content = bytearray(backup.read_bytes())
    with ZipFile(backup) as zipped:
        inside = next(one for one in zipped.infolist() if one.filename.startswith("archive/"))
    content[inside.header_offset + 200] ^= 1
    backup.write_bytes(content)
    with pytest.raises(FactcheckError):
        restore(backup, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_names_that_lead_out_of_the_folder_stay_in_it(backup: Path, tmp_path: Path) -> None:
    hostile = _without(backup, "claims/../../../escaped.txt", b"out")
    with ZipFile(hostile, "a") as zipped:
        zipped.writestr("/etc/escaped.txt", "out")
        zipped.writestr(".bashrc", "out")
    restore(hostile, tmp_path / "a" / "again")
    assert [
        path for path in tmp_path.rglob("escaped.txt") if not path.is_relative_to(tmp_path / "a" / "again")
    ] == []
    assert not (tmp_path / "a" / "again" / ".bashrc").exists()


def test_a_folder_that_holds_something_is_left_alone(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", "utf-8")
    for place in (folder, folder / "letter.txt"):
        with pytest.raises(NotSoNow, match="holds something already"):
            restore(backup, place)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_work_may_go_on_while_it_is_made(desk: Desk, tmp_path: Path) -> None:
    """Somebody holds the turn of writers the whole time, and what is not committed is not in it."""
    with desk.store.writing() as ledger:
        refs = ledger.refs_like("")
        made = back_up(desk, tmp_path / "desk.zip")
    restore(made.path, tmp_path / "again")
    with closing(sqlite3.connect(tmp_path / "again" / "factcheck.db")) as database:
        assert {ref for (ref,) in database.execute("SELECT ref FROM claim")} == set(refs.values())
