"""The public log of the site: what stands in it, that it only grows, and every way in which it might have forked."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.cli.remedies import error_in_words
from factcheck.desk import Desk, open_desk
from factcheck.errors import BadInput, NotSoNow, StorageFailed
from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.desk_key import key_from, write_desk_key
from factcheck.exchange.log.log_folder import LogFolder
from factcheck.exchange.log.signed_note import read_note, sign_note
from factcheck.exchange.log.tiles import tile_path, tiles_of
from factcheck.exchange.log.tlog_proof import LogProof
from factcheck.model.log_leaf import log_entries
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.site.public_log import LogRequest, PublicLog
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.transfer.backup import back_up, restore
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import Counting, by, opened, records, tree
from tests.logs import checkpoint_of, entries_of, follows, grown, keys_of, log_id
from tests.sites import BASE, fix, out, signed, tell_site

TOML = f'name = "The test desk"\nauthor = "Ana"\nbase_url = "{BASE}"\n'


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path, base_url=BASE) as desk:
        yield desk


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Desk]:
    """A desk on SQLite in a folder of its own, with two published checks."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "factcheck.toml").write_text(TOML, "utf-8")
    with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
        for number in (1, 2):
            signed(desk, f"The bridge has {number} lamps.", f"lamps-{number}")
        out(desk)
        yield desk


def tiles(site: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(site / "log").items() if name.startswith("tile/")}


# What stands in it


def test_every_publication_correction_and_void_is_a_leaf_with_its_proof(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    fix(desk, "plan")
    out(desk)
    site = desk.settings.site
    entries = list(entries_of(site))
    told = [pair for record in records(desk) for pair in log_entries(record.events)]
    leaves = {line.body["publication"]["leaf"]["index"]: entry for line, entry in told}
    assert [leaves[index] for index in sorted(leaves)] == entries
    assert {json.loads(entry)["kind"] for entry in entries} == {
        *("publication", "correction", "void", "printing")
    }
    for record in records(desk):
        if last := record.publications[-1:]:
            proof = LogProof.read((site / "claims" / f"{record.claim.ref}.tlog-proof").read_bytes())
            assert last[0].leaf is not None
            assert proof.index == last[0].leaf.index
            proof.check(entries[proof.index].encode(), keys_of(site))
    assert verify(desk).findings == []


def test_a_log_holds_digests_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    for entry in entries_of(desk.settings.site):
        told = json.loads(entry)
        assert told.keys() == {"schema", "claim", "kind", "line", "version", "digest"}
        assert all(len(told[name]) == 64 for name in ("claim", "line", "digest"))


def test_it_is_named_after_its_site_and_has_the_tiles_of_its_size(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    told = checkpoint_of(desk.settings.site)
    assert told.origin == "example.org/checks/log"
    assert {*tiles(desk.settings.site)} >= {tile_path(*one) for one in tiles_of(told.size)}
    assert [one.name for one in keys_of(desk.settings.site)] == [told.origin]


def test_a_desk_that_has_published_nothing_has_no_log(desk: Desk) -> None:
    out(desk)
    assert not (desk.settings.site / "log").exists()


def test_each_publication_only_adds_and_keeps_what_earlier_checkpoints_need(home: Desk) -> None:
    site = home.settings.site
    before, old = checkpoint_of(site), tiles(site)
    assert before.size == 2
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    assert out(home).versions == [("lamps-3", 1)]
    follows(site, before)
    assert tiles(site).items() >= old.items()
    again = tree(site)
    out(home)
    assert tree(site) == again


@settings(max_examples=8)
@given(sizes=st.lists(st.integers(1, 700), min_size=1, max_size=4, unique=True).map(sorted))
def test_a_log_that_grew_in_steps_is_the_one_that_is_made_at_once(
    sizes: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
        for size in sizes[:-1]:
            grown(desk, size)
        log = grown(desk, sizes[-1])
        checkpoint_of(desk.settings.site)
        grew = tree(desk.settings.site / "log")
        anew = PublicLog(desk, folder / "anew", BASE, LogRequest())
        anew.bring_up_to_date()
        assert tree(folder / "anew" / "log") == grew
        some = {0, sizes[0] - 1, sizes[-1] // 2, sizes[-1] - 1}
        assert dict(log.proofs(some)) == dict(anew.proofs(some))


def test_one_more_leaf_writes_few_files_however_many_there_are(home: Desk) -> None:
    grown(home, 70_000)
    assert len(grown(home, 70_001).written) <= 6
    assert len(grown(home, 70_144).written) <= 8  # 274 whole tiles: the partial ones go
    written = grown(home, 70_145).written
    assert len(written) <= 8
    assert checkpoint_of(home.settings.site).size == 70_145


# Mended by the next publication


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:-5]),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        lambda path: path.write_bytes(b""),
    ],
    ids=["missing", "truncated", "changed", "emptied"],
)
def test_a_tile_that_was_harmed_is_made_again(home: Desk, harm: Callable[[Path], None]) -> None:
    grown(home, 600)
    log = home.settings.site / "log"
    before = tree(log)
    for name in before:
        if (name.startswith("tile/") and ".p/" not in name) or name.endswith((".p/88", ".p/2", "keys")):
            _tick(log)
            harm(log / name)
            grown(home, 600)
            assert tree(log) == before, name


def test_tiles_that_were_swapped_are_put_right(home: Desk) -> None:
    grown(home, 600)
    log = home.settings.site / "log"
    before = tree(log)
    for level in ("0", "entries"):
        _tick(log)
        first, second, aside = (log / "tile" / level / name for name in ("000", "001", "aside"))
        first.rename(aside)
        second.rename(first)
        aside.rename(second)
        assert tree(log) != before
        grown(home, 600)
        assert tree(log) == before


def test_a_log_that_is_gone_from_the_site_is_made_again_to_the_byte(home: Desk) -> None:
    grown(home, 300)
    before = tree(home.settings.site / "log")
    shutil.rmtree(home.settings.site / "log")
    grown(home, 300)
    assert tree(home.settings.site / "log") == before


def test_what_was_recorded_and_not_signed_is_signed_by_the_next_publication(
    home: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = home.settings.site
    before = checkpoint_of(site)
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    for broken in ("_sign", "_files", "_on_record"):
        with monkeypatch.context() as patched:
            patched.setattr(PublicLog, broken, _fails)
            with pytest.raises(KeyboardInterrupt):
                out(home)
        assert verify(home).findings == []
        assert checkpoint_of(site) == before
    out(home)
    assert checkpoint_of(site).size == 3
    follows(site, before)
    assert verify(home).findings == []


def _fails(*_: object) -> None:
    raise KeyboardInterrupt


# It never forks


def _restored_beside_a_newer_site(home: Desk, tmp_path: Path) -> Checkpoint:
    """Bring an older backup back as `again` beside the newer site, whose checkpoint this is; dossiers are in `kept`."""
    older = back_up(home, tmp_path / "older.zip").path
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    out(home)
    newer = checkpoint_of(home.settings.site)
    export_dossiers(home, tmp_path / "kept")
    restore(older, tmp_path / "again")
    shutil.rmtree(tmp_path / "again" / "site")
    shutil.copytree(home.settings.site, tmp_path / "again" / "site")
    return newer


def test_a_restored_backup_does_not_take_back_what_the_site_has(home: Desk, tmp_path: Path) -> None:
    newer = _restored_beside_a_newer_site(home, tmp_path)
    with _at(tmp_path / "again") as again:
        signed(again, "The bridge has 4 lamps.", "lamps-4")
        before = tree(again.settings.site)
        with pytest.raises(
            NotSoNow, match=r"newer than this desk: 1 of its 3 leaves .* nothing was published"
        ):
            out(again)
        assert tree(again.settings.site) == before
        assert not next(one for one in records(again) if one.claim.ref == "lamps-4").publications

        import_dossiers(again, tmp_path / "kept")
        assert out(again).versions == [("lamps-4", 1)]
        follows(again.settings.site, newer)
        assert verify(again).findings == []


def test_leaves_that_only_the_site_has_can_be_kept_in_the_open(home: Desk, tmp_path: Path) -> None:
    newer = _restored_beside_a_newer_site(home, tmp_path)
    with _at(tmp_path / "again") as again:
        wanted = PublishRequest(again.settings.site, log=LogRequest(take_log=True))
        publish(again, wanted)
        assert [one.code for one in again.told] == ["log-leaves-kept"]
        follows(again.settings.site, newer)
        (found,) = (one for one in verify(again).findings if one.code == "log-line-lost")
        assert found.where.startswith("leaf 2 of the log")
        import_dossiers(again, tmp_path / "kept")
        assert not [one for one in verify(again).findings if one.code == "log-line-lost"]


def test_two_copies_of_a_desk_that_both_published_are_told_apart(home: Desk, tmp_path: Path) -> None:
    restore(back_up(home, tmp_path / "copy.zip").path, tmp_path / "again")
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    out(home)
    with _at(tmp_path / "again") as again:
        signed(again, "The bridge has 4 lamps.", "lamps-4")
        signed(again, "The bridge has 5 lamps.", "lamps-5")
        out(again)
        shutil.rmtree(again.settings.site)
        shutil.copytree(home.settings.site, again.settings.site)
        before = tree(again.settings.site)
        with pytest.raises(
            NotSoNow, match="went apart: the 3 leaves of the one are not the first of the other"
        ):
            out(again)
        assert tree(again.settings.site) == before
        export_dossiers(home, tmp_path / "kept")
        with pytest.raises((NotSoNow, BadInput), match=r"Two publications|1 thing"):
            import_dossiers(again, tmp_path / "kept")


def test_leaves_that_are_lost_or_changed_on_record_are_not_signed_over(home: Desk) -> None:
    site = home.settings.site
    before = tree(site)
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    with home.store.writing() as ledger:
        ledger._connection.exec_driver_sql("UPDATE log_leaf SET entry = '{}' WHERE \"index\" = 1")
    shutil.rmtree(site / "log")
    with pytest.raises(StorageFailed, match="2 leaves of the public log that were signed are not on record"):
        out(home)
    assert {name for name in before if not name.startswith("log/")} == {*tree(site)}
    with home.store.writing() as ledger:
        ledger._connection.exec_driver_sql('DELETE FROM log_leaf WHERE "index" = 0')
    with pytest.raises(NotSoNow, match=r"has no leaf 0 on record.*Import the dossier"):
        out(home)


def test_the_checkpoint_of_another_desk_is_refused(home: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    write_desk_key(tmp_path / "other" / "log.key", key_from(bytes(32)))
    with opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other", base_url=BASE) as other:
        signed(other, "The bridge has 9 lamps.", "lamps-9")
        with pytest.raises(NotSoNow, match=r"is not a checkpoint of this desk: it is signed by .*no key"):
            publish(other, PublishRequest(home.settings.site))
        assert not records(other)[0].publications


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda note: note.replace("\n2\n", "\n1\n"), "the signature of example.org/checks/log is wrong"),
        (lambda note: note.replace("\n2\n", "\n3000\n"), "the signature of example.org/checks/log is wrong"),
        (lambda note: note.partition("\n\n")[0], "no signed note"),
        (lambda note: note[:0], "no signed note"),
        (lambda note: note.replace("example.org", "example.com"), "by no key that is known here|is wrong"),
    ],
    ids=["smaller", "larger", "unsigned", "empty", "renamed"],
)
def test_a_checkpoint_that_is_damaged_is_told_and_nothing_goes_out(
    home: Desk, change: Callable[[str], str], said: str
) -> None:
    path = home.settings.site / "log" / "checkpoint"
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(NotSoNow, match=rf"not a checkpoint of this desk: .*({said})"):
        out(home)
    path.unlink()
    out(home)
    assert checkpoint_of(home.settings.site).size == 2


def test_a_second_signature_that_says_nothing_does_not_stop_it(home: Desk) -> None:
    path = home.settings.site / "log" / "checkpoint"
    note = path.read_text("utf-8")
    witness = key_from(bytes([9]) * 32)
    text = read_note(note.encode())[0]
    second = sign_note(text, witness.named("witness.example/w"), witness.sign).rpartition("\n\n")[2]
    path.write_text(note + second, "utf-8")
    out(home)
    assert path.read_text("utf-8") == note


def test_a_larger_tree_signed_by_the_own_key_is_newer_than_the_record(home: Desk) -> None:
    key = key_from(bytes([7]) * 32)
    larger = Checkpoint("example.org/checks/log", 9, bytes(32)).signed(
        key.named("example.org/checks/log"), key.sign
    )
    (home.settings.site / "log" / "checkpoint").write_text(larger, "utf-8")
    with pytest.raises(NotSoNow, match="7 of its 9 leaves are not on record here"):
        out(home)
    with pytest.raises(NotSoNow, match=r"cannot be kept: .*missing"):
        publish(home, PublishRequest(home.settings.site, log=LogRequest(take_log=True)))


# Its key


def test_a_lost_key_is_not_replaced_in_silence(home: Desk) -> None:
    key, site = home.settings.log_key, home.settings.site
    before, first, old = checkpoint_of(site), log_id(home), tree(site)
    key.unlink()
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    with pytest.raises(NotSoNow, match=r"signs its public log with is gone: .*log\.key") as refused:
        out(home)
    assert error_in_words(refused.value).endswith(
        "go on with a new key in the open: factcheck publish --new-key"
    )
    assert (tree(site), key.exists()) == (old, False)
    assert [one.code for one in verify(home).findings] == ["log-key"]

    publish(home, PublishRequest(site, log=LogRequest(new_key=True)))
    assert [one.code for one in home.told] == ["log-key-new"]
    assert log_id(home) == first
    assert len(keys_of(site)) == 2
    follows(site, before)
    assert checkpoint_of(site).size == 3
    out(home)
    assert verify(home).findings == []
    for number in (1, 2, 3):  # those that the old key signed hold by its name in the list
        proof = LogProof.read((site / "claims" / f"lamps-{number}.tlog-proof").read_bytes())
        proof.check([*entries_of(site)][proof.index].encode(), keys_of(site))


def test_the_key_of_another_desk_is_told(home: Desk) -> None:
    write_desk_key(home.settings.log_key, key_from(bytes(32)))
    with pytest.raises(NotSoNow, match="is not the key of this desk: it is of the log"):
        out(home)


def test_a_key_that_others_can_read_signs_nothing(home: Desk) -> None:
    before = tree(home.settings.site)
    signed(home, "The bridge has 3 lamps.", "lamps-3")
    home.settings.log_key.chmod(0o644)
    assert [one.code for one in verify(home).findings] == ["log-key"]
    with pytest.raises(BadInput, match="others may read it"):
        out(home)
    assert tree(home.settings.site) == before


def test_a_site_that_moves_keeps_its_log_under_both_names(home: Desk) -> None:
    before = checkpoint_of(home.settings.site)
    moved = replace(home, settings=replace(home.settings, base_url="https://example.net/facts"))
    out(moved)
    assert [one.code for one in home.told] == ["log-moved"]
    names = ["example.org/checks/log", "example.net/facts/log"]
    assert [one.name for one in keys_of(home.settings.site)] == names
    assert checkpoint_of(home.settings.site).origin == names[1]
    follows(home.settings.site, before)
    out(moved)
    assert len(home.told) == 1
    assert verify(moved).findings == []


# Dossiers


def test_dossiers_bring_back_the_same_tree(home: Desk, tmp_path: Path, database_url: str) -> None:
    fix(home, "lamps-1")
    out(home)
    export_dossiers(home, tmp_path / "dossiers")
    (tmp_path / "there").mkdir()
    shutil.copy(home.settings.log_key, tmp_path / "there" / "log.key")
    with opened(database_url, tmp_path / "there", base_url=BASE) as there:
        import_dossiers(there, tmp_path / "dossiers")
        out(there)
        assert list(entries_of(there.settings.site)) == list(entries_of(home.settings.site))
        for name in ("checkpoint", "keys"):
            assert tree(there.settings.site / "log")[name] == tree(home.settings.site / "log")[name]
        mine = {tile_path(*one) for one in tiles_of(3)}
        assert {name: tiles(there.settings.site)[name] for name in mine} == {
            name: tiles(home.settings.site)[name] for name in mine
        }
        assert verify(there).findings == []


def test_half_of_the_dossiers_are_no_log(home: Desk, tmp_path: Path) -> None:
    export_dossiers(home, tmp_path / "dossiers")
    for left in (tmp_path / "dossiers").glob("lamps-1*"):
        left.unlink()
    (tmp_path / "there").mkdir()
    with opened(f"sqlite:///{tmp_path / 'there.db'}", tmp_path / "there", base_url=BASE) as there:
        import_dossiers(there, tmp_path / "dossiers")
        with pytest.raises(NotSoNow, match="has no leaf 0 on record"):
            out(there)


def test_the_leaves_of_another_desk_stand_in_no_tree_of_ours(home: Desk, tmp_path: Path) -> None:
    export_dossiers(home, tmp_path / "dossiers")
    (tmp_path / "there").mkdir()
    write_desk_key(tmp_path / "there" / "log.key", key_from(bytes(32)))
    with opened(f"sqlite:///{tmp_path / 'there.db'}", tmp_path / "there", base_url=BASE) as there:
        import_dossiers(there, tmp_path / "dossiers")
        theirs = [one.publications[0].leaf for one in records(there)]
        out(there)
        ours = [one.publications[-1].leaf for one in records(there)]
        assert {one.log for one in theirs if one} == {log_id(home)}
        assert [(one.log, one.index) for one in ours if one] == [(log_id(there), 0), (log_id(there), 1)]
        assert checkpoint_of(there.settings.site).size == 2
        assert verify(there).findings == []
        note_claim(there, "lamps-1", "Ours now.")
        export_dossiers(there, tmp_path / "again")
        import_dossiers(home, tmp_path / "again")
        assert verify(home).findings == []


# Two at once


def test_two_who_publish_at_once_give_no_place_twice(home: Desk) -> None:
    with open_desk(replace(home.settings, author="Cem")) as second:
        for number in range(3, 7):
            signed(home, f"The bridge has {number} lamps.", f"lamps-{number}")
        before = checkpoint_of(home.settings.site)
        first = PublicLog(home, home.settings.site, BASE, LogRequest())
        first.bring_up_to_date()
        out(by(second, "Cem"), "lamps-3", "lamps-4")
        out(home, "lamps-5", "lamps-6")
        first.bring_up_to_date()
    leaves = sorted(one.leaf.index for record in records(home) for one in record.publications if one.leaf)
    assert leaves == [*range(6)]
    follows(home.settings.site, before)
    assert verify(home).findings == []


def test_nothing_is_left_in_its_folder_by_a_writer_that_was_killed(home: Desk) -> None:
    folder = home.settings.site / "log"
    left = folder / "tile" / "0" / "000.p" / f".incoming-{2**22 + 1}-3"
    left.write_bytes(b"half")
    grown(home, 5)
    assert not [name for name in tree(folder) if ".incoming" in name]
    assert LogFolder(folder).is_whole(5)


@contextmanager
def _at(folder: Path) -> Iterator[Desk]:
    """The desk in a folder, whose next ids are none of those that it has."""
    with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
        yield replace(desk, new_id=Counting(count(500)))


def _tick(folder: Path) -> None:
    """Wait until what is written now is later than the checkpoint by the clock of the disk."""
    probe = folder.parent / "probe"
    while not probe.exists() or probe.stat().st_ctime_ns <= (folder / "checkpoint").stat().st_ctime_ns:
        probe.write_bytes(b"")
    probe.unlink()
