"""The public log in a bundle: that its checks stand in it, and that it grew out of an older one."""

import base64
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.exchange import proof_verify
from factcheck.exchange.log.checkpoint import Checkpoint
from tests.exchange.proof_logs import DESK, ORIGIN, OTHERS, LogKey, entry_of, logged, tree_files
from tests.proofs import (
    HISTORY,
    LAMPS,
    PLAIN,
    Files,
    Lines,
    Said,
    changed,
    of,
    packed,
    rechained,
    relisted,
    verified,
    without,
)

LEAVES = "Publications that stand"
Change = Callable[[bytes], bytes]


def _said(files: Files, tmp_path: Path) -> Said:
    return verified(packed(files, tmp_path / "logged.zip"))


def _since(files: Files, note: bytes, tmp_path: Path) -> Said:
    (tmp_path / "old").write_bytes(note)
    return verified(packed(files, tmp_path / "logged.zip"), since=tmp_path / "old")


def test_a_publication_that_stands_in_the_log_alone_is_all_there_is(plain: Files, tmp_path: Path) -> None:
    said = _said(logged(plain), tmp_path)

    assert (said.code, said.open, said.failed) == (0, [], [])
    assert said.proved[LEAVES] == 1
    assert f"The log {ORIGIN} has 1 leaves, and is that of the desk {DESK.log_id}." in said.out


def test_every_publication_in_the_bundle_of_a_desk_stands_in_its_log(whole: Files, tmp_path: Path) -> None:
    said = _said(whole, tmp_path)

    assert (said.failed, said.proved[LEAVES]) == ([], 3)
    assert [line for line in said.open if "log" in line] == []


def test_a_check_taken_out_of_the_bundle_of_a_desk_leaves_its_leaves(whole: Files, tmp_path: Path) -> None:
    told = json.loads(whole["manifest.json"])
    told["claims"] = [one for one in told["claims"] if one["ref"] == PLAIN]
    rest = {name: content for name, content in whole.items() if LAMPS not in name}

    said = _said(relisted({**rest, "manifest.json": json.dumps(told).encode()}), tmp_path)

    assert "- log/checkpoint: leaves 1 to 2, for which no publication in this bundle stands." in said.open


def test_a_history_rolled_back_leaves_the_leaves_of_what_came_later(whole: Files, tmp_path: Path) -> None:
    name = f"claims/{LAMPS}.history.jsonl"
    lines = whole[name].splitlines(keepends=True)[:23]
    told = json.loads(whole["manifest.json"])
    told["claims"][0] |= {"head": json.loads(lines[-1])["hash"], "versions": 1}
    back = {**whole, name: b"".join(lines), "manifest.json": json.dumps(told).encode()}

    said = _said(without(relisted(back), f"pages/claims/{LAMPS}", f"signed/{LAMPS}.2"), tmp_path)

    assert "- log/checkpoint: leaf 2, for which no publication in this bundle stands." in said.open


@pytest.mark.parametrize(
    ("before", "after"), [(0, 1), (1, 0), (2, 2), (255, 0), (256, 0), (299, 300), (7, 290)]
)
def test_it_is_found_in_a_log_of_any_size_and_every_leaf_of_another_is_named(
    plain: Files, tmp_path: Path, before: int, after: int
) -> None:
    said = _said(logged(plain, OTHERS[:before], OTHERS[:after]), tmp_path)

    assert (said.code, said.failed, said.proved[LEAVES]) == (3, [], 1)
    gone = [(0, before - 1), (before + 1, before + after)]
    ranges = [f"leaves {low} to {high}" if high > low else f"leaf {low}" for low, high in gone if high >= low]
    assert said.open == [
        f"- log/checkpoint: {one}, for which no publication in this bundle stands." for one in ranges
    ]


def test_a_leaf_of_something_else_is_named(plain: Files, tmp_path: Path) -> None:
    for kind in ("correction", "void", "printing"):
        (found,) = _said(logged(plain, OTHERS[:3], kind=kind), tmp_path).failed
        assert found == f"- {HISTORY} line 9: is not what stands in the log as leaf 3, or not alone there."


@pytest.mark.parametrize("index", [-1, 1, 10_000, True, "0", None])
def test_a_leaf_that_is_elsewhere_or_nowhere_is_named(plain: Files, tmp_path: Path, index: object) -> None:
    def named(lines: Lines) -> Lines:
        of(lines, "publish")["body"]["publication"]["leaf"] = {"log": DESK.log_id, "index": index}
        return lines

    told = rechained(plain, named)
    said = _said(relisted({**told, **tree_files([entry_of(told), *OTHERS])}), tmp_path)

    assert [line for line in said.failed if f"is not what stands in the log as leaf {index}" in line]


def test_a_line_whose_leaf_is_in_another_log_is_left_open(plain: Files, tmp_path: Path) -> None:
    told = logged(plain)
    without_log = _said(without(told, "log/"), tmp_path)
    another = _said(relisted({**told, **tree_files(OTHERS[:1], LogKey(b"\3"))}), tmp_path)

    for said in (without_log, another):
        assert (said.code, said.failed) == (3, [])
        what = f"- {HISTORY} line 9: stands in the log of the desk {DESK.log_id}, which is not here."
        assert what in said.open


def test_a_publication_taken_out_of_a_history_leaves_its_leaf(plain: Files, tmp_path: Path) -> None:
    said = _said(relisted({**plain, **tree_files([entry_of(plain)])}), tmp_path)

    assert said.open == ["- log/checkpoint: leaf 0, for which no publication in this bundle stands."]


# the checkpoint and the tiles


def _flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]


def _other_size(note: bytes) -> bytes:
    return note.replace(b"\n301\n", b"\n300\n")


def _other_key(note: bytes) -> bytes:
    return LogKey(b"\4").signed(Checkpoint.read(note.decode().partition("\n\n")[0] + "\n"))


def _other_signature(note: bytes) -> bytes:
    name, packed = note.decode().split(" ")[-2:]
    raw = bytearray(base64.b64decode(packed))
    raw[40] ^= 1
    return note + f"— {name} {base64.b64encode(raw).decode()}\n".encode()


CHANGES: dict[str, tuple[str, Change, str]] = {
    "another size": (
        "log/checkpoint",
        _other_size,
        "has a signature of example.org/checks/log that does not hold",
    ),
    "another key": (
        "log/checkpoint",
        _other_key,
        f"is a checkpoint of {ORIGIN} that no key of log/keys signed",
    ),
    "a second signature": (
        "log/checkpoint",
        _other_signature,
        f"has a signature of {ORIGIN} that does not hold",
    ),
    "no checkpoint": ("log/checkpoint", lambda _: b"no checkpoint\n", "is no checkpoint of a log"),
    "a size of two forms": (
        "log/checkpoint",
        lambda note: note.replace(b"\n301\n", b"\n0301\n"),
        "is no checkpoint",
    ),
    "cut short": ("log/checkpoint", lambda note: note[:30], "is no checkpoint of a log"),
    "a damaged key": (
        "log/keys",
        lambda keys: keys.replace(b"+", b"+0", 1),
        "cannot be checked with what is no key",
    ),
    "no key": ("log/keys", lambda _: b"", "log/checkpoint: cannot be read"),
    "a flipped tile": ("log/tile/0/000", _flipped, "line 9: is not what stands in the log as leaf 255"),
    "a tile cut short": (
        "log/tile/0/000",
        lambda tile: tile[:-1],
        "log/tile/0/000 has another size than the log",
    ),
    "a longer tile": (
        "log/tile/0/000",
        lambda tile: tile + tile[:32],
        "log/tile/0/000 has another size than the log",
    ),
    "leaves exchanged": ("log/tile/0/001.p/45", lambda tile: tile[32:] + tile[:32], "in the log as leaf 255"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_log_that_was_changed_is_named(plain: Files, tmp_path: Path, what: str) -> None:
    name, change, said = CHANGES[what]

    found = _said(changed(logged(plain, OTHERS[:255], OTHERS[:45]), name, change), tmp_path).failed

    assert [line for line in found if said in line], found


def test_tiles_that_are_missing_are_named(plain: Files, tmp_path: Path) -> None:
    told = logged(plain, OTHERS[:255], OTHERS[:45])
    for name in ("log/tile/0/000", "log/tile/0/001.p/45"):
        assert (
            f"- {HISTORY} line 9: {name} is not in the bundle." in _said(without(told, name), tmp_path).failed
        )
    said = _said(without(told, "log/keys"), tmp_path)
    assert said.failed == ["- log/checkpoint: log/keys is not in the bundle."]


def test_a_key_that_was_replaced_still_names_the_desk(plain: Files, tmp_path: Path) -> None:
    new = LogKey(b"\5", (DESK,))
    told = logged(plain)

    said = _said(relisted({**told, **tree_files([entry_of(told)], new)}), tmp_path)

    assert (said.code, said.proved[LEAVES]) == (0, 1)


# older checkpoints


@pytest.mark.parametrize("old", [1, 2, 3, 200, 255, 256, 257, 299, 300, 301])
@pytest.mark.parametrize("size", [301, 512, 601])
def test_a_log_that_grew_out_of_an_older_one_is_said_to(
    plain: Files, tmp_path: Path, old: int, size: int
) -> None:
    entries = [*OTHERS, *OTHERS, *OTHERS][: size - 1]
    told = logged(plain, entries)
    note = tree_files([*entries, entry_of(told)][:old])["log/checkpoint"]

    said = _since(told, note, tmp_path)

    assert said.failed == []
    assert f"The log grew out of the checkpoint in old: none of its {old} leaves was changed." in said.out


@pytest.mark.parametrize("old", [1, 2, 3, 200, 255, 256, 257, 299])
def test_a_log_that_did_not_is_said_not_to(plain: Files, tmp_path: Path, old: int) -> None:
    note = tree_files([*OTHERS[: old - 1], b"another leaf"])["log/checkpoint"]

    said = _since(logged(plain, OTHERS), note, tmp_path)

    assert said.code == 1
    assert said.failed == [
        f"- old: does not lead to the log in the bundle, whose first {old} leaves are others."
    ]


def test_an_older_checkpoint_that_is_none_of_this_log_is_said_to_be_none(
    plain: Files, tmp_path: Path
) -> None:
    told = logged(plain, OTHERS[:3])
    other = LogKey(b"\6")
    for note, what in (
        (tree_files(OTHERS)["log/checkpoint"], "has 300 leaves, and the log in the bundle only 4"),
        (
            tree_files(OTHERS[:2], other)["log/checkpoint"],
            f"is a checkpoint of {ORIGIN} that no key of log/keys signed",
        ),
        (
            tree_files(OTHERS[:2], other, "other.example/log")["log/checkpoint"],
            "is a checkpoint of other.example/log that no key of log/keys signed",
        ),
        (b"\x89PNG\r\n", "cannot be read (UnicodeDecodeError"),
        (b"", "is no checkpoint of a log"),
        (json.dumps({"size": 3}).encode(), "is no checkpoint of a log"),
    ):
        (found,) = _since(told, note, tmp_path).failed
        assert found.startswith(f"- old: {what}")


def test_a_checkpoint_cannot_be_compared_without_a_log(plain: Files, tmp_path: Path) -> None:
    assert _since(plain, tree_files(OTHERS)["log/checkpoint"], tmp_path).failed == [
        "- old: cannot be compared with a log, since there is none in the bundle that holds."
    ]
    said = verified(packed(logged(plain), tmp_path / "logged.zip"), since=tmp_path / "nowhere")
    assert said.failed[0].startswith("- nowhere: cannot be read (FileNotFoundError")


# time stamps of checkpoints


def _stamped(files: Files, note: bytes, seen: bytes) -> Files:
    """The files with an authority's answer for what it saw, beside the checkpoint that it is said to be for."""
    answer = b"0\x82" + proof_verify.IMPRINT + sha256(seen).digest() + b"signed"
    return relisted({**files, "log/stamps/3.1.checkpoint": note, "log/stamps/3.1.tsr": answer})


def test_a_stamp_of_an_earlier_checkpoint_dates_what_the_log_grew_out_of(
    plain: Files, tmp_path: Path
) -> None:
    note = tree_files(OTHERS[:3])["log/checkpoint"]

    said = _said(_stamped(logged(plain, OTHERS), note, note), tmp_path)

    assert said.failed == []
    assert "The log grew out of the checkpoint in log/stamps/3.1.checkpoint" in said.out
    assert "openssl ts -verify -in log/stamps/3.1.tsr -data log/stamps/3.1.checkpoint -CAfile" in said.out


def test_a_stamp_of_something_else_or_of_a_fork_is_named(plain: Files, tmp_path: Path) -> None:
    told, note = logged(plain, OTHERS), tree_files(OTHERS[:3])["log/checkpoint"]
    fork = tree_files([*OTHERS[:2], b"another"])["log/checkpoint"]

    other = _said(_stamped(told, note, fork), tmp_path).failed
    forked = _said(_stamped(told, fork, fork), tmp_path).failed

    assert other == ["- log/stamps/3.1.tsr: is a time stamp for something else."]
    assert forked == [
        "- log/stamps/3.1.tsr: does not lead to the log in the bundle, whose first 3 leaves are others."
    ]


def test_a_stamp_of_a_checkpoint_that_is_not_here_is_left_open(plain: Files, tmp_path: Path) -> None:
    note = tree_files(OTHERS[:3])["log/checkpoint"]

    said = _said(without(_stamped(logged(plain, OTHERS), note, note), "log/stamps/3.1.checkpoint"), tmp_path)

    assert said.failed == []
    assert "- log/stamps/3.1.tsr: is a time stamp for a checkpoint that is not here." in said.open
