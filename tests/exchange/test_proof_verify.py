"""The program that goes with every proof bundle: what holds, what does not, and whatever damage may bring about."""

import ast
import gzip
import json
import sys
import warnings
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.exchange import proof_verify
from factcheck.model.evidence import Position
from factcheck.reading.quote.quote_check import is_quote_at
from tests.proofs import (
    HISTORY,
    LAMPS,
    PLAIN,
    VERIFY,
    Files,
    Lines,
    failed,
    of,
    packed,
    rechained,
    relisted,
    unpacked,
    verified,
)

PAGE = f"pages/claims/{PLAIN}.html"
FEW = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


# what holds


def test_it_runs_alone_on_the_zip_and_in_the_unpacked_folder(files: Files, tmp_path: Path) -> None:
    on_zip = verified(packed(files, tmp_path / "proof.zip"))
    with ZipFile(tmp_path / "proof.zip") as zipped:
        zipped.extractall(tmp_path / "there")
    (tmp_path / "there" / ".DS_Store").write_bytes(b"left by a file manager")
    in_folder = verified(tmp_path / "there", tmp_path / "there" / "verify.py")

    assert (on_zip.code, on_zip.failed) == (0, [])
    assert on_zip.out == in_folder.out


def test_it_says_what_it_proved_and_what_not(files: Files, tmp_path: Path) -> None:
    said = verified(packed(files, tmp_path / "proof.zip")).out

    assert "Everything holds. Sound: histories 2, signed texts 2, quotes found again 4, pages 5." in said
    assert f"{PLAIN}: 9 lines of history in an unbroken chain, 0 by their digest alone" in said
    assert "version 2, published 2026-11-03T09:51:00Z: rated false by Ana, signed by Ben" in said
    assert "e2: stands word for word at 81 to 151 of the text in archive/" in said
    assert "e3: withheld; there is no copy of its source here to look it up in" in said
    assert f"- signed/{LAMPS}.2.json: what was signed names a confidential source" in said
    assert (
        f"- {LAMPS}: the signature in line 19 is that of Ben; its text, and so what it binds, is withheld."
        in said
    )
    assert "- That a check is right" in said


def test_it_is_python_3_8_and_nothing_but_its_standard_library() -> None:
    tree = ast.parse(VERIFY.read_text("utf-8"), feature_version=(3, 8))
    named = [one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
    named += [name.name for one in ast.walk(tree) if isinstance(one, ast.Import) for name in one.names]

    assert named
    assert {str(name).partition(".")[0] for name in named} <= {*sys.stdlib_module_names, "__future__"}


@given(data=st.data())
def test_it_finds_quotes_as_the_desk_does(data: st.DataObject) -> None:
    text = data.draw(st.text("ab… []", min_size=1, max_size=12))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start + 1, len(text) + 2))
    pieces = data.draw(st.lists(st.text("ab", max_size=3), min_size=1, max_size=4))
    for exact in (" […] ".join(pieces), text[start:end]):
        ours = is_quote_at(text, Position(start=start, end=end), exact)
        assert proof_verify.stands_at(text, start, end, exact) == ours


# what was changed by somebody who cannot make it fit


@FEW
@given(data=st.data())
def test_a_flipped_byte_in_any_file_is_named(files: Files, tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    flip = data.draw(st.integers(1, 255))
    flipped = bytearray(files[name])
    flipped[at] ^= flip

    found = failed({**files, name: bytes(flipped)}, tmp_path / "flipped.zip")

    assert [line for line in found if line.startswith(f"{name}: ")]


def test_a_flipped_byte_ends_with_one_in_a_process_too(files: Files, tmp_path: Path) -> None:
    for name, content in files.items():
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        said = verified(packed({**files, name: flipped}, tmp_path / "flipped.zip"))
        assert said.code == 1
        assert [line for line in said.failed if line.startswith(f"- {name}: ")]


def test_a_flipped_byte_of_the_zip_itself_never_passes_for_another_bundle(
    files: Files, tmp_path: Path
) -> None:
    whole = packed(files, tmp_path / "proof.zip").read_bytes()
    for at in range(0, len(whole), len(whole) // 60):
        path = tmp_path / "flipped.zip"
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        check = proof_verify.BundleCheck(path)
        with redirect_stdout(StringIO()):
            check.walk()
        # A zip holds times and other remarks that say nothing of what is in it.
        assert check.failed or unpacked(path) == files


def test_a_missing_file_and_one_too_many_are_named(files: Files, tmp_path: Path) -> None:
    for name in files:
        rest = {other: content for other, content in files.items() if other != name}
        assert [
            line for line in failed(rest, tmp_path / "less.zip") if line.startswith(f"{name}: is missing")
        ]
    more = failed({**files, "extra.html": b"Proven!"}, tmp_path / "more.zip")
    assert more == ["extra.html: is there twice, or not in the manifest."]


def test_a_file_that_is_there_twice_is_named(files: Files, tmp_path: Path) -> None:
    path = packed(files, tmp_path / "twice.zip")
    with warnings.catch_warnings(), ZipFile(path, "a") as zipped:
        warnings.simplefilter("ignore")
        zipped.writestr(PAGE, "Another page.")

    assert f"- {PAGE}: is there twice, or not in the manifest." in verified(path).failed


# damage and malice


@FEW
@given(data=st.data())
def test_no_damage_makes_it_crash(files: Files, tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(set(files) - {"README.txt", "verify.py"})))
    junk = data.draw(
        st.binary(max_size=20)
        | st.sampled_from([b"[" * 100_000, b'{"a":' * 50_000, b'"\\ud800"', b"null\n", b"[[]]\n", b"1e999\n"])
        | st.recursive(
            st.none() | st.integers() | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["act", "body", "path", "files", "claims", "ref"]), inner)
            ),
        ).map(lambda value: f"{json.dumps(value)}\n".encode())
    )
    forged = {**files, name: junk}

    found = failed(forged if name == "manifest.json" else relisted(forged), tmp_path / "junk.zip")

    assert found or name.endswith(".toml")


@pytest.mark.parametrize("cut", [0, 1, 10, 100, 1000, -1])
def test_a_truncated_capture_is_named(files: Files, tmp_path: Path, cut: int) -> None:
    old = next(name for name in files if name.startswith("archive/"))
    content = files[old][:cut]
    digest = sha256(content).hexdigest()
    new = f"archive/{digest[:2]}/{digest}.warc.gz"

    def to_new(lines: Lines) -> Lines:
        of(lines, "capture")["body"]["capture"]["record"] = digest
        return lines

    kept = {name: content for name, content in files.items() if name != old}
    found = failed(rechained({**kept, new: content}, to_new), tmp_path / "cut.zip")

    assert [line for line in found if line.startswith(HISTORY)], found


@pytest.mark.parametrize(
    "name", ["../../outside", "/etc/hosts", "a\\b", "claims/../../x", "", ".", "a//b", "C:/x"]
)
def test_a_name_that_leads_out_of_the_bundle_is_not_followed(files: Files, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").write_text("secret", "utf-8")
    folder = tmp_path / "a" / "there"
    forged = relisted({**files, name: b"secret"})
    for path, content in forged.items():
        if path != name:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    said = verified(folder)

    assert said.code == 1
    assert [line for line in said.failed if "is no name that a bundle uses" in line]


def test_what_unpacks_to_more_than_the_manifest_says_is_not_unpacked(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, b"\0" * 300_000_000 if name == PAGE else content)

    assert verified(path).failed == [f"- {PAGE}: is larger than it may be."]


def test_a_capture_that_unpacks_to_more_than_a_capture_holds_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = gzip.compress(b"WARC/1.1\r\n" + b"\0" * 10_000_000)
    monkeypatch.setattr(proof_verify, "MOST", 1_000_000)

    with pytest.raises(proof_verify.Wrong, match="more than any capture holds"):
        list(proof_verify.records(bomb))


@pytest.mark.parametrize("content", [None, b"", b"PK", b"not a zip", b"\x1f\x8b"])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.zip"
    if content is not None:
        path.write_bytes(content)

    said = verified(path)

    assert said.code == 1
    assert said.failed[0].startswith("- other.zip: cannot be read")


def test_an_empty_folder_is_no_bundle(tmp_path: Path) -> None:
    assert verified(tmp_path).failed == ["- manifest.json: is missing."]


def test_what_it_repeats_cannot_command_a_terminal(files: Files, tmp_path: Path) -> None:
    told = json.loads(files["manifest.json"])
    told["desk"] = "\x1b[2J\u202eThe desk"

    said = verified(
        packed(relisted({**files, "manifest.json": json.dumps(told).encode()}), tmp_path / "a.zip")
    )

    assert (said.code, said.failed) == (0, [])
    assert "\x1b" not in said.out
    assert "\u202e" not in said.out
