"""A site of many checks: put out by several processes, kept in parts, and corrected without a look at all of it."""

import hashlib
import json
import pickle
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import StorageFailed
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.urls import DATA_JSON
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.site import page_list, parallel, publish_claims, publish_shares, shared_pages
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.site.shared_data import SharedCheck
from factcheck.workflow.site.site_memory import MEMORY, SiteMemory
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, records, tree
from tests.sites import BASE, fix, out, signed

REFS = [f"n{number}" for number in range(6)]


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path, base_url=BASE) as desk:
        yield desk


def _tell(desk: Desk) -> None:
    """Six checks that are related, ready to go out."""
    for ref in REFS:
        signed(desk, f"The bridge has {ref} lamps.", ref, tags=("bridge",))


@pytest.fixture
def sqlite_desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        yield desk


def _share(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    """Two claims in a transaction, by so many processes."""
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    monkeypatch.setattr(parallel, "_processors", lambda: processes)
    monkeypatch.setattr(publish_shares, "AT_ONCE", 2)


@pytest.mark.slow
def test_a_site_put_out_by_three_processes_is_that_of_one_and_so_are_the_histories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for processes in (1, 3):
        folder = tmp_path / str(processes)
        folder.mkdir()
        with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
            _tell(desk)
            _share(monkeypatch, processes)
            published = out(desk)
            assert (published.versions, published.again) == ([(ref, 1) for ref in REFS], [])
            assert (verify(desk).findings, verify(desk).behind) == ([], [])
            made.append((tree(desk.settings.site), [one.head for one in records(desk)]))
    assert made[0] == made[1]


@pytest.mark.slow
def test_what_a_process_that_helps_is_refused_ends_the_publication_and_the_next_completes_it(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(sqlite_desk)
    with monkeypatch.context() as patch:
        _share(patch, 3)
        (sqlite_desk.settings.site / "claims" / "n3.html").mkdir(parents=True)
        with pytest.raises(StorageFailed, match=r"n3\.html"):
            out(sqlite_desk)
    (sqlite_desk.settings.site / "claims" / "n3.html").rmdir()
    out(sqlite_desk)
    assert (verify(sqlite_desk).findings, verify(sqlite_desk).behind) == ([], [])
    publish(sqlite_desk, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(sqlite_desk.settings.site)


def test_data_of_many_checks_stand_in_parts_of_which_a_correction_changes_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_pages, "DATA_AT_ONCE", 2)
    _tell(desk)
    out(desk)
    told = json.loads((desk.settings.site / DATA_JSON).read_text("utf-8"))
    assert told == {
        "schema": 1,
        "desk": "The test desk",
        "url": f"{BASE}/",
        "parts": ["claims-1.json", "claims-2.json", "claims-3.json"],
    }
    assert sorted(one["ref"] for part in told["parts"] for one in _claims(desk, part)) == REFS
    fix(desk, "n3")
    changed = [name for name in out(desk, "n3").printed.written if name.endswith(".json")]
    (part,) = {*changed} & {*told["parts"]}
    assert {one["ref"]: one["version"] for one in _claims(desk, part)}["n3"] == 2
    assert {*changed} == {part, "pages.json"}
    publish(desk, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(desk.settings.site)


@pytest.fixture
def parted(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A site of six checks of which the list stands in parts."""
    monkeypatch.setattr(page_list, "AT_ONCE", 4)
    _tell(sqlite_desk)
    out(sqlite_desk)
    return sqlite_desk


def _lists(desk: Desk) -> set[str]:
    return {path.name for path in desk.settings.site.glob("pages*.json")}


def _part_of(ref: str) -> str:
    return f"pages-{hashlib.sha256(ref.encode()).hexdigest()[0]}.json"


def test_a_long_list_of_files_stands_in_parts_of_which_a_correction_reads_and_writes_its_own(
    parted: Desk, tmp_path: Path
) -> None:
    parts = {_part_of(ref) for ref in REFS}
    assert _lists(parted) == {*parts, "pages.json"}
    top = json.loads((parted.settings.site / "pages.json").read_text("utf-8"))
    assert not any(name.startswith(("claims/", "embed/", "images/")) for name in top)
    assert {"index.html", "feed.xml", *parts} <= top.keys()
    others = {name: parted.settings.site / name for name in parts - {_part_of("n5")}}
    kept = {name: path.read_bytes() for name, path in others.items()}
    for path in others.values():
        path.unlink()
    fix(parted, "n5")
    published = out(parted, "n5").printed
    assert {name for name in published.written if name.startswith("pages")} == {_part_of("n5"), "pages.json"}
    for name, path in others.items():
        path.write_bytes(kept[name])
    assert (verify(parted).findings, verify(parted).behind) == ([], [])
    assert published.pages == out(parted).printed.pages
    publish(parted, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(parted.settings.site)


def test_checks_that_come_one_by_one_end_in_the_list_of_a_site_that_is_made_anew(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_list, "AT_ONCE", 10)
    pages = 0
    for number in range(7):
        signed(sqlite_desk, f"The ferry has {number} decks.", f"f{number}", tags=("ferry",))
        pages = out(sqlite_desk, f"f{number}").printed.pages
    publish(sqlite_desk, PublishRequest(tmp_path / "anew"))
    assert len(_lists(sqlite_desk)) > 1
    assert tree(tmp_path / "anew") == tree(sqlite_desk.settings.site)
    assert out(sqlite_desk).printed.pages == pages


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", "of another"])
def test_a_part_of_the_list_that_is_not_as_it_was_left_is_not_believed(
    parted: Desk, tmp_path: Path, content: bytes | str | None
) -> None:
    part = parted.settings.site / _part_of("n2")
    if content is None:
        part.unlink()
    elif isinstance(content, bytes):
        part.write_bytes(content)
    else:
        part.write_bytes(part.read_bytes().replace(b"claims/n2.html", b"claims/n9.html"))
    assert [one.where for one in verify(parted).findings] == [f"site/{part.name}"]
    fix(parted, "n2")
    out(parted, "n2")
    assert (verify(parted).findings, verify(parted).behind) == ([], [])
    publish(parted, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(parted.settings.site)


def test_a_site_whose_list_is_whole_gets_parts_with_its_next_publication(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    assert _lists(sqlite_desk) == {"pages.json"}
    monkeypatch.setattr(page_list, "AT_ONCE", 4)
    fix(sqlite_desk, "n1")
    written = out(sqlite_desk, "n1").printed.written
    assert {f"claims/{ref}.html" for ref in REFS} & {*written} == {"claims/n1.html"}
    assert _lists(sqlite_desk) == {"pages.json", *map(_part_of, REFS)}
    publish(sqlite_desk, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(sqlite_desk.settings.site)
    monkeypatch.undo()
    assert [one for one in out(sqlite_desk).printed.removed if one.startswith("pages-")] == sorted(
        {*map(_part_of, REFS)}
    )
    assert _lists(sqlite_desk) == {"pages.json"}


def _claims(desk: Desk, name: str) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = json.loads((desk.settings.site / name).read_text("utf-8"))["claims"]
    return claims


def test_a_correction_of_one_leaves_the_files_of_others_unread_and_the_next_publication_mends_them(
    sqlite_desk: Desk,
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    whole, page = tree(sqlite_desk.settings.site), sqlite_desk.settings.site / "claims" / "n5.html"
    page.write_bytes(b"tampered")
    fix(sqlite_desk, "n0")
    assert "claims/n5.html" not in out(sqlite_desk, "n0").printed.written
    assert [one.where for one in verify(sqlite_desk).findings] == ["site/claims/n5.html"]
    assert out(sqlite_desk).printed.written == ["claims/n5.html"]
    assert page.read_bytes() == whole["claims/n5.html"]


@pytest.mark.parametrize("left", [None, b"", b"{}", 5_000])
def test_a_memory_that_is_lost_or_cut_off_changes_nothing_on_the_site(
    sqlite_desk: Desk, tmp_path: Path, left: bytes | int | None
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    memory = sqlite_desk.settings.folder / MEMORY
    if left is None:
        memory.unlink()
    else:
        memory.write_bytes(memory.read_bytes()[:left] if isinstance(left, int) else left)
    _correct_and_hold_to_one_made_anew(sqlite_desk, "n0", tmp_path / "anew")


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE about SET form = 1", "DELETE FROM about", "DROP TABLE counted"],
        [
            "UPDATE counted SET line = 'x'",
            "UPDATE counted SET line = told",
            "DELETE FROM counted WHERE ref = 'n5'",
        ],
        [
            "UPDATE shown SET told = replace(told, 'lamps', 'ferries')",
            "DELETE FROM shown",
            "DROP TABLE shown",
        ],
    ],
)
def test_a_memory_of_which_something_was_changed_changes_nothing_on_the_site(
    sqlite_desk: Desk, tmp_path: Path, statements: list[str]
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    for number, statement in enumerate(statements):
        with closing(sqlite3.connect(sqlite_desk.settings.folder / MEMORY)) as database, database:
            database.execute(statement)
        _correct_and_hold_to_one_made_anew(sqlite_desk, f"n{number}", tmp_path / str(number))


def test_what_is_remembered_of_a_check_is_read_where_it_is_handed_to_a_process_by_a_thread(
    sqlite_desk: Desk,
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    (head,) = (one.head for one in records(sqlite_desk) if one.claim.ref == "n2")
    with closing(SiteMemory(sqlite_desk, sqlite_desk.settings.site, _never)) as memory:
        check = memory.listed("n2", head)
        assert check is not None
        with ThreadPoolExecutor(1) as pool:
            handed = pickle.loads(pool.submit(pickle.dumps, check).result())  # noqa: S301 - our own
    assert (type(handed), handed.text, handed.tags) == (ListedCheck, "The bridge has n2 lamps.", ("bridge",))


def _never(ref: str) -> SharedCheck:
    raise AssertionError(f"{ref} was read from its record")


def _correct_and_hold_to_one_made_anew(desk: Desk, ref: str, anew: Path) -> None:
    fix(desk, ref)
    out(desk, ref)
    publish(desk, PublishRequest(anew))
    assert tree(anew) == tree(desk.settings.site)


def _remembered(desk: Desk) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every row of the memory by its table and what it is about."""
    with closing(sqlite3.connect(desk.settings.folder / MEMORY)) as database:
        return {
            (table, row[0]): row
            for table, rows in (
                ("counted", database.execute("SELECT * FROM counted")),
                ("shown", database.execute("SELECT * FROM shown")),
                ("about", database.execute("SELECT * FROM about")),
            )
            for row in rows
        }


def test_what_is_remembered_after_a_correction_is_what_would_be_remembered_of_a_site_made_anew(
    sqlite_desk: Desk,
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    for ref in ("n0", "n4"):
        before = _remembered(sqlite_desk)
        fix(sqlite_desk, ref)
        out(sqlite_desk, ref)
        after = _remembered(sqlite_desk)
        assert {of for of in after if after[of] != before[of]} == {("counted", ref), ("about", 3)}
    corrected = _remembered(sqlite_desk)
    assert {ref for table, ref in corrected if table == "shown"} == {*REFS}
    (sqlite_desk.settings.folder / MEMORY).unlink()
    (sqlite_desk.settings.site / "index.html").unlink()
    out(sqlite_desk)
    assert _remembered(sqlite_desk) == corrected


def test_a_claim_that_moves_while_its_pages_are_made_goes_out_as_it_is_then(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    moved, prepared = Event(), publish_claims.ClaimsOut._prepared

    def prepared_then_moved(*given: Any) -> Any:
        made = prepared(*given)
        if not moved.is_set():
            moved.set()
            noting = Thread(target=note_claim, args=(desk, "lamps", "Seen meanwhile."))
            noting.start()
            noting.join()
        return made

    monkeypatch.setattr(publish_claims.ClaimsOut, "_prepared", prepared_then_moved)
    assert out(desk).versions == [("lamps", 1)]
    assert [one.act for one in records(desk)[0].events[-2:]] == ["note", "publish"]
    assert (verify(desk).findings, verify(desk).behind) == ([], [])


def test_whoever_reads_while_a_site_is_published_meets_whole_pages_and_nothing_that_is_missing(
    sqlite_desk: Desk,
) -> None:
    _tell(sqlite_desk)
    out(sqlite_desk)
    ended, missing, site = Event(), set[str](), sqlite_desk.settings.site
    seen = [0]

    def read() -> None:
        while not ended.is_set():
            front = (site / "index.html").read_text("utf-8")
            assert front.rstrip().endswith("</html>")
            seen[0] += 1
            links = re.findall(r'href="((?:claims|articles|checks)/[^"#]+)"', front)
            missing.update(link for link in links if not (site / link).is_file())

    reader = Thread(target=read)
    reader.start()
    try:
        for number in range(2):
            signed(sqlite_desk, f"The ferry has {number} decks.", f"f{number}", tags=("ferry",))
            out(sqlite_desk)
    finally:
        ended.set()
        reader.join()
    assert seen[0] > 1
    assert missing == set()
