"""Bundles that somebody changed on purpose, manifest and all, or that only the desk itself could have forged."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proofs import (
    HISTORY,
    LAMPS,
    PLAIN,
    QUOTE,
    Files,
    Lines,
    changed,
    failed,
    of,
    packed,
    rechained,
    relisted,
    verified,
)

LAMPS_HISTORY = f"claims/{LAMPS}.history.jsonl"
SIGNED = f"signed/{PLAIN}.1.json"
PAGE = f"pages/claims/{PLAIN}.html"


# what was changed by somebody who makes the manifest fit


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (HISTORY, b"four lamps", b"nine lamps", "line 1 was changed"),
        (HISTORY, b'"by":"Ben"', b'"by":"Eve"', "line 8 was changed"),
        (HISTORY, b'"act":', b'"act": ', "is not written as a desk writes it"),
        (HISTORY, b'"seq":1}', b'"seq":1,"why":"so"}', "line 1 is not written as a desk writes it"),
        (LAMPS_HISTORY, b'"act":"return"', b'"act":"submit"', "line 14 was changed"),
        (SIGNED, b"four lamps", b"nine lamps", f"{SIGNED} is not what was signed"),
        (PAGE, b"four lamps", b"nine lamps", "is not the page that the history"),
        ("scale/seven-step-1.json", b'"true"', b'"sure"', "holds another scale"),
        ("scale/seven-step-1.json", b"Mostly", b"Mainly", "holds another scale"),
    ],
)
def test_a_file_that_was_changed_with_its_manifest_is_named(
    files: Files, tmp_path: Path, name: str, old: bytes, new: bytes, said: str
) -> None:
    assert old in files[name]
    found = failed(changed(files, name, lambda content: content.replace(old, new)), tmp_path / "forged.zip")

    assert [line for line in found if said in line], found


@pytest.mark.parametrize(
    "name", ["log/claims.html", "log/tile/evil.html", "log/tile/0/000.html", "pages/evil.html"]
)
def test_a_file_that_nothing_speaks_of_is_named(files: Files, tmp_path: Path, name: str) -> None:
    found = failed(relisted({**files, name: b"<p>All of it is true.</p>"}), tmp_path / "forged.zip")

    assert found == [f"{name}: no line that is given here speaks of it."]


def test_a_line_of_history_that_was_taken_out_put_in_or_moved_is_named(files: Files, tmp_path: Path) -> None:
    lines = files[HISTORY].splitlines(keepends=True)
    others = {
        "out": [*lines[:2], *lines[3:]],
        "in": [*lines[:3], lines[2], *lines[3:]],
        "moved": [*lines[:2], lines[3], lines[2], *lines[4:]],
    }
    for kept in others.values():
        forged = relisted({**files, HISTORY: b"".join(kept)})
        (only,) = (line for line in failed(forged, tmp_path / "forged.zip") if "does not follow" in line)
        assert only.startswith(HISTORY)


def test_a_history_cut_short_is_named(files: Files, tmp_path: Path) -> None:
    lines = files[LAMPS_HISTORY].splitlines(keepends=True)
    for kept in (lines[:-1], lines[:20], [], [*lines[:-1], lines[-1].rstrip()]):
        forged = relisted({**files, LAMPS_HISTORY: b"".join(kept)})
        found = failed(forged, tmp_path / "forged.zip")
        assert [line for line in found if line.startswith(LAMPS_HISTORY)], kept


def test_a_page_that_no_history_names_is_named(files: Files, tmp_path: Path) -> None:
    forged = relisted({**files, "pages/claims/other.html": b"Proven!"})

    (only,) = failed(forged, tmp_path / "forged.zip")
    assert only.startswith("pages/claims/other.html: no line")


def test_a_capture_under_another_ones_name_is_named(files: Files, tmp_path: Path) -> None:
    one, other = (name for name in files if name.startswith("archive/"))

    found = failed(relisted({**files, one: files[other]}), tmp_path / "forged.zip")

    assert [line for line in found if f"{one} is not named by its SHA-256" in line]


# what only the desk itself could forge: its own history, with hashes that fit


def _exact(lines: Lines) -> Lines:
    of(lines, "cite")["body"]["evidence"]["exact"] = QUOTE.replace("four", "nine")
    return lines


def _signer(lines: Lines) -> Lines:
    of(lines, "approve")["by"] = of(lines, "approve")["body"]["review"]["by"] = "ANA "
    return lines


def _unsigned(lines: Lines) -> Lines:
    return [line for line in lines if line["act"] != "approve"]


def _more_signers(lines: Lines) -> Lines:
    of(lines, "submit")["body"]["reviewers"] = 2
    return lines


def _returned(lines: Lines) -> Lines:
    returned = {**of(lines, "approve"), "act": "return", "body": {"review": {}}}
    return [*lines[:-1], returned, lines[-1]]


def _other_digest(lines: Lines) -> Lines:
    of(lines, "approve")["body"]["review"]["digest"] = "0" * 64
    return lines


def _second(lines: Lines) -> Lines:
    of(lines, "publish")["body"]["publication"]["version"] = 2
    return lines


def _reprinted(lines: Lines) -> Lines:
    again = json.loads(json.dumps(lines[-1]))
    again["body"]["publication"]["digest"] = "0" * 64
    return [*lines, again]


def _other_verdict(lines: Lines) -> Lines:
    of(lines, "publish")["body"]["publication"]["verdict"] = "v2"
    return lines


def _other_body(lines: Lines) -> Lines:
    of(lines, "capture")["body"]["capture"]["payload_digest"] = "0" * 64
    return lines


def _other_text(lines: Lines) -> Lines:
    of(lines, "capture")["body"]["capture"]["text_digest"] = "0" * 64
    return lines


def _no_capture(lines: Lines) -> Lines:
    of(lines, "capture")["body"]["capture"]["record"] = "ab" * 32
    return lines


def _not_submitted(lines: Lines) -> Lines:
    return [line for line in lines if line["act"] != "submit"]


def _returned_by_word(lines: Lines) -> Lines:
    of(lines, "approve")["body"]["review"]["decision"] = "return"
    return lines


def _dated_in_words(lines: Lines) -> Lines:
    of(lines, "source")["at"] = "yesterday"
    return lines


def _dated_otherwise(lines: Lines) -> Lines:
    of(lines, "source")["at"] = "2026-11-03T09:05:00+00:00"
    return lines


def _on_no_day(lines: Lines) -> Lines:
    of(lines, "source")["at"] = "2026-02-30T09:05:00Z"
    return lines


def _true_for_one(lines: Lines) -> Lines:
    of(lines, "publish")["body"]["publication"]["version"] = True
    return lines


def _true_for_solo(lines: Lines) -> Lines:
    _signer(lines)
    of(lines, "approve")["body"]["review"]["solo"] = 1
    return lines


def _half_a_signer(lines: Lines) -> Lines:
    of(lines, "submit")["body"]["reviewers"] = 0.5
    return lines


def _after_withdrawal(lines: Lines) -> Lines:
    return [*lines[:2], {**lines[1], "act": "withdraw", "body": {"why": "It is off."}}, *lines[2:]]


def _new_act(lines: Lines) -> Lines:
    return [*lines[:2], {**lines[1], "act": "bless", "body": {}}, *lines[2:]]


def _begun_twice(lines: Lines) -> Lines:
    return [dict(lines[0]), *lines]


def _other_source(lines: Lines) -> Lines:
    of(lines, "capture")["body"]["capture"]["source"] = "s2"
    return lines


def _no_quote_told(lines: Lines) -> Lines:
    return [line for line in lines if line["act"] != "cite"]


def _pages_of_another(lines: Lines) -> Lines:
    pages = of(lines, "publish")["body"]["publication"]["pages"]
    pages["claims/other.html"] = pages.pop(f"claims/{PLAIN}.html")
    return lines


def _other_payload(lines: Lines) -> Lines:
    del of(lines, "capture")["body"]["capture"]["payload_digest"]
    return lines


def _copied(lines: Lines) -> Lines:
    for number in (0, 1):
        of(lines, "cite", number)["body"]["evidence"]["standing"] = "transcribed"
    return lines


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_exact, "holds another evidence e1 than the rest has"),
        (_signer, "line 8 is by ANA , and Ana gave the verdict"),
        (_unsigned, "without the signatures it needs"),
        (_more_signers, "without the signatures it needs"),
        (_returned, "publishes another verdict than the last one given"),
        (_other_digest, "line 8 is under something else"),
        (_second, "is not the version that is next"),
        (_reprinted, "prints the same version with other content"),
        (_other_verdict, "publishes another verdict"),
        (_other_body, "rests on other copies of its sources than the chain"),
        (_other_text, "holds another text"),
        (_no_capture, "is not in the bundle"),
        (_not_submitted, "line 7: has approve of a verdict without a line to submit it"),
        (_returned_by_word, "line 8 is under something else"),
        (_dated_in_words, "line 2 is not written as a desk writes it"),
        (_dated_otherwise, "line 2 is not written as a desk writes it"),
        (_on_no_day, "cannot be read (ValueError: day is out of range for month)"),
        (_true_for_one, "holds True for a number"),
        (_true_for_solo, "line 8 is by ANA , and Ana gave the verdict"),
        (_half_a_signer, "invalid literal for int() with base 10: '0.5'"),
        (_after_withdrawal, "line 4: has capture after a withdrawal"),
        (_new_act, "line 3: holds an act that is not known here, bless"),
        (_begun_twice, "line 2: begins a history in its midst, or not at its start"),
        (_other_payload, "rests on other copies of its sources than the chain"),
        (_other_source, "e1 and its copy are of two sources"),
        (_pages_of_another, "is of no page that is named after the check"),
    ],
)
def test_a_history_that_does_not_bear_out_what_was_published_is_named(
    files: Files, tmp_path: Path, change: Callable[[Lines], Lines], said: str
) -> None:
    found = failed(rechained(files, change), tmp_path / "forged.zip")

    assert [line for line in found if line.startswith(HISTORY) and said in line], found


def _without_signed(files: Files) -> Files:
    return {name: content for name, content in files.items() if name != SIGNED}


def test_a_quote_that_does_not_stand_in_its_capture_is_named(files: Files, tmp_path: Path) -> None:
    found = failed(rechained(_without_signed(files), _exact), tmp_path / "forged.zip")

    assert len(found) == 1
    assert "e1 does not stand at 0 to 40 of the text in archive/" in found[0]


def test_a_copy_that_holds_another_body_than_the_history_says_is_named(files: Files, tmp_path: Path) -> None:
    found = failed(rechained(_without_signed(files), _other_body), tmp_path / "forged.zip")

    assert [line for line in found if "holds another body" in line]


def test_quotes_without_a_copy_alone_bear_nothing_out(files: Files, tmp_path: Path) -> None:
    found = failed(rechained(_without_signed(files), _copied), tmp_path / "forged.zip")

    assert [line for line in found if "rests on no quote that the desk holds a copy of" in line]


def test_a_new_version_without_a_correction_is_named(files: Files, tmp_path: Path) -> None:
    def silent(lines: Lines) -> Lines:
        return [line for line in lines if line["act"] != "correct"]

    found = failed(rechained(files, silent, LAMPS_HISTORY), tmp_path / "forged.zip")

    assert [line for line in found if "replaces what was published without a correction" in line]


def test_what_was_voided_is_not_replaced_without_another_correction(files: Files, tmp_path: Path) -> None:
    def void(lines: Lines) -> Lines:
        of(lines, "correct")["body"]["correction"]["kind"] = "void"
        return lines

    found = failed(rechained(files, void, LAMPS_HISTORY), tmp_path / "forged.zip")

    assert f"{LAMPS_HISTORY} line 25: rates anew what is published." in found


def test_a_desk_of_one_may_sign_if_its_history_says_so(files: Files, tmp_path: Path) -> None:
    def solo(lines: Lines) -> Lines:
        of(lines, "approve")["body"]["review"]["solo"] = True
        return _signer(lines)

    assert "by the author" not in "".join(failed(rechained(files, solo), tmp_path / "forged.zip"))


def _signed_by(name: str) -> Callable[[Lines], Lines]:
    def change(lines: Lines) -> Lines:
        line = of(lines, "approve")
        line["by"] = line["body"]["review"]["by"] = name
        return lines

    return change


@pytest.mark.parametrize("name", ["An\u200ba", "Аna", "Ａｎａ"])
def test_a_signature_by_a_name_that_looks_like_the_authors_is_named(
    files: Files, tmp_path: Path, name: str
) -> None:
    found = "".join(failed(rechained(_without_signed(files), _signed_by(name)), tmp_path / "forged.zip"))

    assert ("line 8 is by a name that hides something" in found) == ("\u200b" in name)
    assert f"line 8 is by {name}, and Ana gave the verdict" in found


def test_a_signature_by_such_a_name_that_is_older_than_the_rule_is_left_open_and_not_proved(
    plain: Files, tmp_path: Path
) -> None:
    def old(lines: Lines) -> Lines:
        for line in _signed_by("An\u200ba")(lines):
            del line["edition"]
        return lines

    told = verified(packed(rechained(plain, old), tmp_path / "old.zip"))

    assert (told.code, told.failed) == (3, [])
    assert "Versions approved by" not in told.proved
    first, second = (line for line in told.open if line.startswith("- older-rule: "))
    assert first.startswith("- older-rule: line 8 is by a name that hides something; that was done before")
    assert second.startswith(
        "- older-rule: the approval in line 8 is by An\ufffda, and Ana gave the verdict; that was"
    )


def test_a_verdict_by_the_desk_itself_is_named(files: Files, tmp_path: Path) -> None:
    def by_itself(lines: Lines) -> Lines:
        of(lines, "rate")["by"] = "The desk itself"
        return lines

    found = "".join(failed(rechained(files, by_itself), tmp_path / "forged.zip"))
    assert "rate is for a person, not the desk itself" in found


def test_two_signatures_under_names_that_look_alike_are_named(files: Files, tmp_path: Path) -> None:
    def again(lines: Lines) -> Lines:
        at = lines.index(of(lines, "approve"))
        second = json.loads(json.dumps(lines[at]))
        second["by"] = second["body"]["review"]["by"] = "Веn"
        second["body"]["review"]["id"] = "r2"
        return [*lines[: at + 1], second, *lines[at + 1 :]]

    found = failed(rechained(_without_signed(files), again), tmp_path / "forged.zip")

    assert len(found) == 1
    assert "line 9 is by Веn, and Ben approved" in found[0]
