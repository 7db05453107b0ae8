"""Bundles in which something is withheld or left out while every hash stays as it is: it is open, and never proved."""

import json
from pathlib import Path

import pytest

from tests.proofs import (
    HISTORY,
    LAMPS,
    PLAIN,
    Files,
    Lines,
    of,
    packed,
    rechained,
    relisted,
    verified,
    withheld,
    without,
)

SIGNED = f"signed/{PLAIN}.1.json"
SIGN_OFF = "Versions approved by"
TEXTS, QUOTES, PAGES = "Texts of what", "Quotes that stand", "Pages that are"


def test_a_line_that_readers_were_promised_is_left_open_and_its_version_not_proved(
    plain: Files, tmp_path: Path
) -> None:
    for number, act in ((6, "rate"), (7, "submit"), (8, "approve")):
        told = verified(packed(withheld(plain, act), tmp_path / "less.zip"))

        assert (told.code, told.failed) == (3, [])
        assert f"- {HISTORY} line {number}: {act} is withheld (the desk says: It is private)." in told.open
        assert SIGN_OFF not in told.proved


def test_the_authors_own_approval_is_not_proved_by_withholding_it(plain: Files, tmp_path: Path) -> None:
    def own(lines: Lines) -> Lines:
        line = of(lines, "approve")
        line["by"] = line["body"]["review"]["by"] = "Ana"
        return lines

    told = verified(packed(withheld(rechained(plain, own), "approve"), tmp_path / "own.zip"))

    assert told.code == 3
    assert SIGN_OFF not in told.proved


def test_a_publication_that_is_withheld_is_left_open(files: Files, tmp_path: Path) -> None:
    told = verified(
        packed(withheld(files, "publish", name=f"claims/{LAMPS}.history.jsonl"), tmp_path / "a.zip")
    )

    assert told.code == 1  # the pages in it are named by no line any more
    assert (
        f"- claims/{LAMPS}.history.jsonl line 23: publish is withheld (the desk says: It is private)."
        in told.open
    )


def test_a_withheld_correction_bears_no_new_version_out(files: Files, tmp_path: Path) -> None:
    told = verified(
        packed(withheld(files, "correct", name=f"claims/{LAMPS}.history.jsonl"), tmp_path / "a.zip")
    )

    assert (told.code, told.failed) == (3, [])
    assert (
        f"- claims/{LAMPS}.history.jsonl line 24: correct is withheld (the desk says: It is private)."
        in told.open
    )
    assert "Versions that replaced" not in told.proved


def test_a_contact_that_may_have_been_public_is_left_open(plain: Files, tmp_path: Path) -> None:
    def asked(lines: Lines) -> Lines:
        contact = {"id": "q1", "who": "The mayor", "how": "e-mail", "asked_on": "2026-03-01", "public": True}
        return [*lines[:5], {**lines[5], "act": "contact", "body": {"contact": contact}}, *lines[5:]]

    open_to_all = rechained(plain, asked)

    assert verified(packed(open_to_all, tmp_path / "open.zip")).code == 0
    told = verified(packed(withheld(open_to_all, "contact"), tmp_path / "less.zip"))
    assert f"- {HISTORY} line 6: contact is withheld (the desk says: It is private)." in told.open


def test_nothing_but_the_chain_is_proved_where_every_line_is_withheld_that_may_be(
    files: Files, tmp_path: Path
) -> None:
    forged = files
    for name in (HISTORY, f"claims/{LAMPS}.history.jsonl"):
        acts = ("add", "source", "capture", "cite", "rate", "approve", "submit", "contact", "correct")
        forged = withheld(forged, *acts, name=name)
    told = verified(packed(without(forged, "signed/", "archive/", "scale/"), tmp_path / "bare.zip"))

    assert (told.code, told.failed) == (3, [])
    assert told.proved.keys() == {"Files that are", "Lines of history", PAGES}


def test_without_what_was_approved_the_words_of_the_scale_are_not_proved(
    plain: Files, tmp_path: Path
) -> None:
    scale = "scale/seven-step-1.json"
    other = {**plain, scale: plain[scale].replace(b"Mostly true", b"Quite true")}
    told = verified(packed(without(relisted(other), "signed/"), tmp_path / "scale.zip"))

    assert told.code == 3
    assert told.open == [
        f"- {SIGNED}: is not here, so nothing binds the wording, the scale and what is withheld of the quotes."
    ]
    assert TEXTS not in told.proved


@pytest.mark.parametrize("act", ["cite", "capture"])
def test_a_quote_that_cannot_be_looked_up_is_left_open(plain: Files, tmp_path: Path, act: str) -> None:
    told = verified(packed(without(withheld(plain, act), "signed/", "archive/"), tmp_path / "less.zip"))

    assert told.code == 3
    what = "cannot be looked up, since a line about it is withheld."
    assert told.open[1:] == [f"- {PLAIN} version 1: e1: {what}", f"- {PLAIN} version 1: e2: {what}"]
    assert QUOTES not in told.proved


def test_a_history_rolled_back_to_an_earlier_version_leaves_its_pages_open(
    files: Files, tmp_path: Path
) -> None:
    name = f"claims/{LAMPS}.history.jsonl"
    lines = files[name].splitlines(keepends=True)[:23]
    told = json.loads(files["manifest.json"])
    told["claims"][0] |= {"head": json.loads(lines[-1])["hash"], "versions": 1}
    back = {**files, name: b"".join(lines), "manifest.json": json.dumps(told).encode()}
    said = verified(
        packed(without(relisted(back), f"pages/claims/{LAMPS}", "signed/bridge-lamps.2"), tmp_path / "a.zip")
    )

    assert said.code == 1  # pages/embed is that of the version after
    assert (
        f"- pages/claims/{LAMPS}.html: is named by the history of {LAMPS} and not in the bundle." in said.open
    )


def test_a_page_that_was_left_out_is_open(plain: Files, tmp_path: Path) -> None:
    told = verified(packed(without(plain, "pages/"), tmp_path / "less.zip"))

    assert told.code == 3
    assert told.open == [
        f"- pages/{path}/{PLAIN}.html: is named by the history of {PLAIN} and not in the bundle."
        for path in ("claims", "embed")
    ]
    assert PAGES not in told.proved


def test_what_nothing_binds_is_said_not_to_be_bound(plain: Files, tmp_path: Path) -> None:
    manifest = json.loads(plain["manifest.json"])
    manifest |= {"desk": "Another desk", "program": "other/9"}
    manifest["left_out"] = [{"where": "everything", "reason": "nobody asked"}]
    words = {"README.txt": b"All is true.", "allowed_signers": b"* ssh-ed25519 AAAA"}
    forged = {**plain, **words, "manifest.json": json.dumps(manifest).encode()}
    told = verified(packed(relisted(forged), tmp_path / "words.zip"))

    assert told.code == 0
    assert (
        "- What README.txt, claims/*.toml, keys.json and allowed_signers say, what the desk and its program are called,"
        in told.out
    )
    assert "- everything: is left out (the desk says: nobody asked)." in told.out


def test_that_a_check_was_left_out_whole_is_said_not_to_be_proved(files: Files, tmp_path: Path) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["claims"] = [one for one in manifest["claims"] if one["ref"] == PLAIN]
    dropped = {name: content for name, content in files.items() if LAMPS not in name}
    told = verified(
        packed(relisted({**dropped, "manifest.json": json.dumps(manifest).encode()}), tmp_path / "a.zip")
    )

    assert told.failed == []
    assert "- That this is all that the desk published, " in told.out
