"""Following another desk: its log is held to what was seen of it, its checks are taken with their proof."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import BadInput, NotFound, NotSoNow
from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.desk_key import DeskKey, log_origin, new_desk_key, read_desk_key
from factcheck.exchange.log.log_folder import LogFiles, LogFolder
from factcheck.exchange.log.signed_note import NoteKey, read_note, sign_note
from factcheck.exchange.log.tlog_proof import LogProof
from factcheck.model.vocabulary import Step
from factcheck.workflow.claims.edit import edit_claim, note_claim
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.earlier.follow import (
    FollowResult,
    check_followed,
    follow,
    list_followed,
    stop_following,
)
from factcheck.workflow.earlier.follow_job import run_follow
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.site import shared_pages
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, tree
from tests.followed_sites import Neighbours, neighbours
from tests.logs import entries_of
from tests.servers import End, Script, ScriptedServer, answer, redirect
from tests.sites import fix, held, sign


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Neighbours]:
    """Our desk, and one that has published two checks."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    with (
        ScriptedServer() as server,
        opened(f"sqlite:///{tmp_path / 'ours.db'}", tmp_path / "ours") as ours,
        opened(f"sqlite:///{tmp_path / 'theirs.db'}", tmp_path / "theirs") as theirs,
    ):
        both = neighbours(ours, theirs, server)
        both.publish("old", "long")
        yield both


def _shelf(two: Neighbours) -> dict[str, str | None]:
    with two.ours.store.reading() as ledger:
        found = [ledger.checks_at(f"{two.url}/claims/{ref}.html") for ref in ("old", "long", "high")]
    return {check.text: check.rating for some in found for check in some}


def test_checks_are_taken_with_the_proof_that_they_stand_in_the_log(two: Neighbours) -> None:
    first = two.follow()
    assert (first.state, first.leaves, first.shelved.added, first.left_out) == ("follows", 2, 2, [])
    assert _shelf(two) == {"The bridge is old.": "True", "The bridge is long.": "True"}
    (seen,) = list_followed(two.ours)
    for one in seen.checks.values():
        proof = LogProof(one.index, [bytes.fromhex(step) for step in one.path], one.note)
        told = proof.check(one.entry.encode(), map(NoteKey.read, seen.keys))
        assert told.size == 2
    assert verify(two.ours).findings == []


def test_a_second_look_at_the_same_adds_nothing(two: Neighbours) -> None:
    two.follow()
    (before,) = list_followed(two.ours)
    again = two.follow()
    assert (again.state, again.shelved.unchanged, again.changes) == ("follows", 2, [])
    assert list_followed(two.ours) == [before]


def test_a_log_that_grew_follows(two: Neighbours) -> None:
    two.follow()
    two.publish("high")
    (again,) = check_followed(two.ours)
    assert (again.state, again.leaves, again.shelved.added) == ("follows", 3, 1)


def test_a_job_tells_what_came_of_all_that_are_followed(two: Neighbours) -> None:
    two.follow()
    two.publish("high")
    nothing: dict[str, Any] = {"relied_on": [], "unread": {}, "broken": {}}
    assert run_follow(two.ours) == {"followed": 1, "new": 1, **nothing}
    assert run_follow(two.ours) == {"followed": 1, "new": 0, **nothing}


# What changed, and where this desk relies on it


def _relying(two: Neighbours, ref: str = "old") -> None:
    """A claim of ours that is rated, and confirmed to say the same as a check of theirs."""
    two.follow()
    held(two.ours, f"The bridge is {ref}.", ref)
    confirm(two.ours, ref, f"{two.url}/claims/{ref}.html")
    sign(two.ours, ref)


def _told(result: FollowResult) -> list[tuple[str, str, str]]:
    return [(one.ref, one.url.rsplit("/", 1)[1], one.what) for one in result.relied]


def _steps(two: Neighbours) -> list[tuple[str, str, str]]:
    rows = todo(two.ours, steps=[Step.RECHECK]).rows
    return [(row["ref"], row["who"], row["why"].split(" (")[0]) for row in rows]


def test_what_is_taken_back_there_is_told_where_we_rely_on_it(two: Neighbours) -> None:
    _relying(two)
    assert _steps(two) == []
    fix(two.theirs, "old", "void", "The plan is a forgery.")
    two.publish()
    result = two.follow()
    said = "was taken back: The plan is a forgery. Nobody saw it."
    assert _told(result) == [("old", "old.html", said)]
    assert _steps(two) == [("old", "Ana", f"a check it relies on {said}")]
    assert _shelf(two)["The bridge is old."] is None
    assert two.follow().changes == []


def test_who_rates_anew_has_seen_it(two: Neighbours) -> None:
    _relying(two)
    fix(two.theirs, "old", "void", "The plan is a forgery.")
    two.publish()
    two.follow()
    rate(two.ours, "old", "true", Reasons("Our own source says so [e1].", "As planned."))
    assert _steps(two) == []


def test_who_notes_that_the_verdict_stands_has_seen_it(two: Neighbours) -> None:
    _relying(two)
    fix(two.theirs, "old", "void", "The plan is a forgery.")
    two.publish()
    two.follow()
    found = [one.finding for one in check(two.ours).findings if one.finding.code == "relied-on-changed"]
    note_claim(two.ours, "old", "All is well.")
    assert _steps(two)
    ((*_, stands),) = [one.remedies for one in found]
    note_claim(two.ours, "old", str(stands.arguments["text"]))
    assert _steps(two) == []
    assert "relied-on-changed" not in {one.finding.code for one in check(two.ours).findings}


def test_what_is_corrected_there_is_told_to_whoever_cites_it(two: Neighbours) -> None:
    two.follow()
    held(two.ours, "It is a long bridge.", "ours")
    add_source(two.ours, "ours", f"{two.url}/claims/long.html", {})
    sign(two.ours, "ours")
    fix(two.theirs, "long", "major", "It was measured anew.")
    edit_claim(two.theirs, "long", {"text": "The bridge is quite long."}, "Measured.")
    sign(two.theirs, "long", "mostly-true")
    two.publish()
    result = two.follow()
    assert _told(result) == [("ours", "long.html", "was corrected: It was measured anew. Nobody saw it.")]
    hers = todo(two.ours, "Ana")
    assert [(row["ref"], row["step"]) for row in hers.rows] == [("ours", "recheck"), ("ours", "publish")]
    assert (hers.total, hers.overdue) == (2, 0)
    assert todo(two.ours, "Ana", limit=1).rows == hers.rows[:1]
    assert todo(two.ours, steps=[Step.PUBLISH]).total == 1


def test_a_check_that_is_taken_away_in_silence_is_told(two: Neighbours) -> None:
    _relying(two)
    told = json.loads(two.file("claims.json"))
    told["claims"] = [one for one in told["claims"] if one["ref"] != "old"]
    two.server.say("/checks/claims.json", answer(json.dumps(told)))
    ((ref, _, what),) = _told(two.follow())
    assert (ref, what) == ("old", "is not shown any more, and nothing in its log says that it was taken back")
    assert _steps(two)
    two.serve()
    assert [one.body["told"] for one in two.follow().changes] == ["stands again as it did"]
    assert _steps(two) == []


def test_checks_in_several_files_are_followed_as_those_in_one(
    two: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_pages, "DATA_AT_ONCE", 1)
    two.publish("high")
    assert json.loads(two.file("claims.json"))["parts"] == [f"claims-{number}.json" for number in (1, 2, 3)]
    result = two.follow()
    assert (result.left_out, {*_shelf(two).values()}) == ([], {"True"})
    two.server.say("/checks/claims-2.json", answer(two.file("claims-1.json")))
    assert [one.code for one in two.follow().left_out] == ["check-unread"]
    two.server.say("/checks/claims-2.json", answer("gone", "404 Not Found"))
    assert "claims-2.json is missing" in str(two.follow())


def test_what_the_log_takes_back_is_void_whatever_the_data_says(two: Neighbours) -> None:
    _relying(two)
    before = two.file("claims.json")
    fix(two.theirs, "old", "void", "The plan is a forgery.")
    two.publish()
    two.server.say("/checks/claims.json", answer(before))
    assert [what for *_, what in _told(two.follow())] == ["was taken back"]
    assert two.follow().changes == []


# What does not follow


def _refused(two: Neighbours, result: FollowResult) -> str:
    """The code of why a log does not follow; both checkpoints are kept."""
    (finding,) = result.findings
    seen = list_followed(two.ours)[0]
    assert seen.refused[-1][0] == seen.why == result.state == finding.code
    assert verify(two.ours).findings == []
    return finding.code


def _put_back(folder: Path, kept: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)


def test_a_site_that_is_put_back_has_a_smaller_tree(two: Neighbours, tmp_path: Path) -> None:
    shutil.copytree(two.theirs.settings.site, tmp_path / "kept")
    two.publish("high")
    two.follow()
    kept = list_followed(two.ours)[0].note
    _put_back(two.theirs.settings.site, tmp_path / "kept")
    two.serve()
    older = two.file("log/checkpoint").decode()
    assert _refused(two, two.follow()) == "log-smaller"
    assert _refused(two, two.follow()) == "log-smaller"
    (seen,) = list_followed(two.ours)
    assert (seen.note, seen.refused) == (kept, [("log-smaller", older)])
    assert [one.state for one in check_followed(two.ours)] == ["log-smaller"]


def _rewritten(two: Neighbours, entries: list[bytes]) -> None:
    """The site with a log of these entries, signed by the desk's own key."""
    key = read_desk_key(two.theirs.settings.log_key)
    folder, files = LogFolder(two.theirs.settings.site / "log"), LogFiles()
    shutil.rmtree(folder.folder / "tile")
    for entry in entries:
        folder.write(files.add(entry))
    folder.write(files.partial([len(entries)]))
    origin = log_origin(two.url)
    now = Checkpoint(origin, files.tree.size, files.tree.root())
    folder.write([("checkpoint", now.signed(key.named(origin), key.sign).encode())])
    two.serve()


def _entries(two: Neighbours) -> list[bytes]:
    return [one.encode() for one in entries_of(two.theirs.settings.site)]


@pytest.mark.parametrize("more", [0, 1, 300])
def test_a_log_with_one_leaf_exchanged_is_a_fork(two: Neighbours, more: int) -> None:
    two.follow()
    first, second = _entries(two)
    _rewritten(two, [first, second.replace(b"publication", b"correction"), *[b"{}"] * more])
    assert _refused(two, two.follow()) == "log-forked"


def test_a_log_of_many_tiles_follows_leaf_by_leaf(two: Neighbours) -> None:
    two.follow()
    entries = _entries(two)
    for size in (255, 256, 257, 600, 600):
        _rewritten(two, entries + [b"{}"] * (size - 2))
        assert (two.follow().state, list_followed(two.ours)[0].why) == ("follows", "")
    assert verify(two.ours).findings == []


def _seen_with_one_leaf(two: Neighbours, folder: Path) -> None:
    site = two.theirs.settings.site
    shutil.copytree(site, folder / "whole")
    _rewritten(two, _entries(two)[:1])
    first = two.follow()
    assert (first.state, first.leaves, [one.code for one in first.left_out]) == (
        "follows",
        1,
        ["check-not-in-log"],
    )
    _put_back(site, folder / "whole")


DAMAGE: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("tile/0/000.p/2", lambda _: answer("gone", "404 Not Found"), "log-tiles"),
    ("tile/0/000.p/2", lambda whole: answer(whole[:-1]), "log-tiles"),
    ("tile/0/000.p/2", lambda whole: answer(whole[:32]), "log-tiles"),
    ("tile/0/000.p/2", lambda whole: answer(whole[32:] + whole[:32]), "log-tiles"),
    ("tile/0/000.p/2", lambda _: answer(b""), "log-tiles"),
    ("tile/entries/000.p/2", lambda _: answer("gone", "410 Gone"), "log-entries"),
    ("tile/entries/000.p/2", lambda whole: answer(whole[:-1]), "log-entries"),
    (
        "tile/entries/000.p/2",
        lambda whole: answer(whole.replace(b"publication", b"correction_")),
        "log-entries",
    ),
    ("tile/entries/000.p/2", lambda whole: answer(whole + whole), "log-entries"),
    ("checkpoint", lambda _: answer("gone", "404 Not Found"), "log-missing"),
    ("checkpoint", lambda _: answer("<p>Hello"), "log-damaged"),
    ("checkpoint", lambda _: answer(b"\xff\xfe"), "log-damaged"),
    ("checkpoint", lambda _: answer(b""), "log-damaged"),
    ("checkpoint", lambda whole: answer(whole.replace(b"\n\n", b"\nmore" * 20_000 + b"\n\n")), "log-damaged"),
    ("keys", lambda whole: answer(whole * 2_000), "log-damaged"),
    ("checkpoint", lambda whole: answer(whole.replace(b"\n2\n", b"\n3\n")), "log-signature"),
    ("checkpoint", lambda whole: answer(whole.replace(b"/log\n2", b"/log2\n2", 1)), "log-signature"),
]


def test_what_is_damaged_on_the_way_is_told_apart(two: Neighbours, tmp_path: Path) -> None:
    _seen_with_one_leaf(two, tmp_path)
    for name, said, code in DAMAGE:
        two.serve(**{name: said(two.file(f"log/{name}"))})
        assert _refused(two, two.follow()) == code
    two.serve()
    assert (two.follow().state, list_followed(two.ours)[0].why) == ("follows", "")
    refused = list_followed(two.ours)[0].refused
    assert {code for code, _ in refused} == {code for *_, code in DAMAGE}


def test_what_could_not_be_fetched_is_told_and_nothing_is_stored(two: Neighbours, tmp_path: Path) -> None:
    _seen_with_one_leaf(two, tmp_path)
    (before,) = list_followed(two.ours)
    for name in (
        "log/checkpoint",
        "log/keys",
        "log/tile/0/000.p/2",
        "log/tile/entries/000.p/2",
        "claims.json",
    ):
        cut: Script = [answer(two.file(name))[:-9], End.RESET]
        for said in (answer("no", "403 Forbidden"), cut):
            two.serve()
            two.server.say(f"/checks/{name}", said)
            (result,) = check_followed(two.ours)
            assert (result.state, name in result.reason, result.findings) == ("unread", True, [])
    assert list_followed(two.ours) == [before]


def test_a_file_of_any_length_is_not_read_to_its_end(two: Neighbours) -> None:
    two.follow()
    two.server.say("/checks/claims.json", answer(bytes(20_000_001)))
    (result,) = check_followed(two.ours)
    assert (result.state, "20,000,000" in result.reason or "long" in result.reason) == ("unread", True), (
        result
    )


def test_no_other_host_is_asked(two: Neighbours) -> None:
    with ScriptedServer() as other:
        two.server.say("/checks/log/checkpoint", redirect(other.url("/log/checkpoint", host="localhost")))
        with pytest.raises(BadInput, match="another host, localhost"):
            two.follow()
        assert other.connections == 0


# The key


def _signed_by(two: Neighbours, *keys: DeskKey, listed: tuple[DeskKey, ...]) -> None:
    """The checkpoint signed by these keys, and a list of keys."""
    origin = log_origin(two.url)
    text, _ = read_note(two.file("log/checkpoint"))
    notes = [sign_note(text, key.named(origin), key.sign) for key in keys]
    lines = "".join(note.removeprefix(f"{text}\n") for note in notes)
    names = "".join(f"{key.named(origin)}\n" for key in listed)
    two.serve(checkpoint=answer(f"{text}\n{lines}"), keys=answer(names))


def test_keys_that_change_are_told_apart(two: Neighbours) -> None:
    two.follow()
    first, new = read_desk_key(two.theirs.settings.log_key), new_desk_key()
    for keys, listed, code in (
        ([new], (new,), "log-other-key"),
        ([new], (first,), "log-other-key"),
        ([new], (first, new), "log-key-changed"),
        ([first, new], (first,), "log-second-signature"),
    ):
        _signed_by(two, *keys, listed=listed)
        assert _refused(two, two.follow()) == code
    assert list_followed(two.ours)[0].keys == (str(first.named(log_origin(two.url))),)


def test_a_new_key_is_taken_where_the_old_one_signs_beside_it_or_somebody_names_it(two: Neighbours) -> None:
    two.follow()
    first, new, last = read_desk_key(two.theirs.settings.log_key), new_desk_key(), new_desk_key()
    _signed_by(two, first, new, listed=(first, new))
    assert two.follow().state == "follows"
    _signed_by(two, new, listed=(first, new))
    assert two.follow().state == "follows"
    _signed_by(two, last, listed=(first, new, last))
    assert _refused(two, two.follow()) == "log-key-changed"
    assert two.follow(str(last.named(log_origin(two.url)))).state == "follows"
    assert check_followed(two.ours)[0].state == "follows"
    assert len(list_followed(two.ours)[0].keys) == 3


def test_signatures_of_witnesses_say_nothing(two: Neighbours) -> None:
    text, _ = read_note(two.file("log/checkpoint"))
    witness = new_desk_key()
    line = sign_note(text, witness.named("witness.example/w1"), witness.sign).removeprefix(f"{text}\n")
    two.serve(checkpoint=answer(two.file("log/checkpoint") + line.encode()))
    assert two.follow().state == "follows"


def test_a_key_that_was_given_is_the_one_that_counts(two: Neighbours) -> None:
    other = str(new_desk_key().named(log_origin(two.url)))
    with pytest.raises(NotSoNow, match="not the one known here"):
        two.follow(other)
    with pytest.raises(BadInput, match="is no key of a log"):
        two.follow("example.org+1234")
    assert list_followed(two.ours) == []
    own = two.file("log/keys").decode().strip()
    assert two.follow(own).keys == (own,)


# At the first look


def test_a_site_without_a_log_is_not_followed(two: Neighbours) -> None:
    for said in (answer("gone", "404 Not Found"), answer("<h1>Welcome")):
        two.serve(checkpoint=said)
        with pytest.raises(BadInput, match="has no public log") as refused:
            two.follow()
        assert refused.value.remedies[0].arguments == {"path": two.url, "format": "claimreview"}
    two.serve(keys=answer("nothing"))
    with pytest.raises(BadInput, match="names no key"):
        two.follow()
    assert list_followed(two.ours) == []


def test_the_log_of_another_desk_is_not_taken_for_this_one(two: Neighbours) -> None:
    for path, content in tree(two.theirs.settings.site).items():
        two.server.say(f"/mirror/{path}", answer(content))
    mirror = two.server.url("/mirror")
    with pytest.raises(BadInput, match=r"The log here is .*/checks/log, not .*/mirror/log"):
        follow(two.ours, mirror)
    assert follow(two.ours, mirror, two.file("log/keys").decode().strip()).shelved.added == 2


def test_a_larger_tree_than_the_tiles_give_is_not_followed(two: Neighbours) -> None:
    key, origin = read_desk_key(two.theirs.settings.log_key), log_origin(two.url)
    for size in (3, 300, 999_999, 10**18):
        now = Checkpoint(origin, size, bytes(32))
        two.serve(checkpoint=answer(now.signed(key.named(origin), key.sign)))
        with pytest.raises(NotSoNow, match=r"is missing|at once"):
            two.follow()
    assert list_followed(two.ours) == []


def test_an_address_that_is_none_is_refused(two: Neighbours) -> None:
    for url in ("example.org", "https://example.org/?a=b", "ftp://example.org", ""):
        with pytest.raises(BadInput):
            follow(two.ours, url)
    with pytest.raises(BadInput, match="this desk's own site"):
        follow(two.theirs, two.url)


def test_a_desk_speaks_for_its_own_checks_alone(two: Neighbours) -> None:
    told = json.loads(two.file("claims.json"))
    told["claims"][0]["url"] = "https://others.example/claims/old.html"
    told["claims"][1]["label"] = ["x"]
    told["claims"].append(7)
    two.server.say("/checks/claims.json", answer(json.dumps(told)))
    result = two.follow()
    assert [one.code for one in result.left_out] == ["check-unread"] * 3
    assert result.shelved.added == 0
    fields: dict[str, object] = {
        "ref": "../etc",
        "state": "gone",
        "version": 10**400,
        "digest": "x" * 9_000,
        "text": "\ud800",
        "url": 7,
        "corrections": [{"what": "\ud800", "why": "\u202e"}],
        "published_at": 7,
        "number": 1e400,
        "appearances": 7,
        "said_in": {},
    }
    for name, value in fields.items():
        told = json.loads(two.file("claims.json"))
        told["claims"][0][name] = value
        told["claims"].append(told["claims"][1])
        two.server.say("/checks/claims.json", answer(json.dumps(told)))
        assert [one.code for one in two.follow().left_out][-1] == "check-unread", name
        assert check_followed(two.ours)[0].state == "follows"
    assert verify(two.ours).findings == []
    for content in ("", "{}", "[" * 100_000, '{"schema": 2, "claims": [], "desk": "x", "url": "y"}'):
        two.server.say("/checks/claims.json", answer(content))
        assert check_followed(two.ours)[0].state == "unread"


# Stopping


def test_who_is_followed_no_more_is_known_when_followed_again(two: Neighbours) -> None:
    two.follow()
    stop_following(two.ours, two.url)
    assert check_followed(two.ours) == []
    with pytest.raises(NotFound, match="is not followed"):
        stop_following(two.ours, two.url)
    first, second = _entries(two)
    _rewritten(two, [second, first])
    assert _refused(two, two.follow()) == "log-forked"
    with pytest.raises(NotFound):
        stop_following(two.ours, "https://example.org")
