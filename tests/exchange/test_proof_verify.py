"""The program that goes with every proof bundle: what holds, what does not, and whatever damage may bring about."""

import ast
import sys
import warnings
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.exchange import proof_formats, proof_verify
from factcheck.model.evidence import Position
from factcheck.reading.quote.quote_check import is_quote_at
from tests.proofs import (
    LAMPS,
    PLAIN,
    VERIFY,
    Files,
    changed,
    failed,
    packed,
    unpacked,
    verified,
)

PAGE = f"pages/claims/{PLAIN}.html"
LAMPS_HISTORY = f"claims/{LAMPS}.history.jsonl"
PARTS = {word: VERIFY.with_name(f"proof_{word.lower()}.py") for word in ("FORMATS", "CLAIMS")}
FEW = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


# what holds


def test_it_runs_alone_on_the_zip_and_in_the_unpacked_folder(files: Files, tmp_path: Path) -> None:
    on_zip = verified(packed(files, tmp_path / "proof.zip"))
    with ZipFile(tmp_path / "proof.zip") as zipped:
        zipped.extractall(tmp_path / "there")
    (tmp_path / "there" / ".DS_Store").write_bytes(b"left by a file manager")
    in_folder = verified(tmp_path / "there", tmp_path / "there" / "verify.py")

    assert (on_zip.code, on_zip.failed) == (3, [])
    assert on_zip.out == in_folder.out


def test_what_is_all_given_is_all_proved(plain: Files, tmp_path: Path) -> None:
    said = verified(packed(plain, tmp_path / "proof.zip"))

    assert (said.code, said.open, said.failed) == (0, [], [])
    assert said.out.endswith("All that readers were promised is proved.\n")


def test_it_says_what_it_proved_with_how_often_and_what_it_leaves_open(files: Files, tmp_path: Path) -> None:
    said = verified(packed(files, tmp_path / "proof.zip"))

    assert said.proved == {
        "Files that are": 18,
        "Lines of history": 37,
        "Versions approved by": 3,
        "Texts of what": 2,
        "Versions that replaced": 1,
        "Quotes that stand": 4,
        "Pages that are": 5,
    }
    assert f"{PLAIN}: 9 lines of history, 0 of them by their digest alone" in said.out
    last = said.out.partition(" as of ")[2].partition(".\n")[0]
    assert f"version 2, published {last}: rated false by Ana, signed by Ben" in said.out
    assert [line.partition(" (")[0] for line in said.open] == [
        f"- signed/{LAMPS}.2.json: is not here, so nothing binds the wording, the scale and what is withheld of the "
        "quotes",
        f"- {LAMPS} version 2: e2: cannot be looked up, since a line about it is withheld.",
        f"- {LAMPS} version 2: e3: cannot be looked up, since a line about it is withheld.",
    ]
    assert "(the desk says: what was signed names a confidential source" in said.out
    assert (
        "counted alone: 1 assign, 2 comment, 1 contact, 1 edit, 1 note, 1 rate, 1 resolve, 1 return, 1 submit."
        in said.out
    )
    assert "- That a check is right" in said.out


def test_it_is_python_3_8_and_nothing_but_its_standard_library() -> None:
    for program in (VERIFY, *PARTS.values()):
        tree = ast.parse(program.read_text("utf-8"), feature_version=(3, 8))
        named = [one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        named += [name.name for one in ast.walk(tree) if isinstance(one, ast.Import) for name in one.names]

        assert named
        own = {"factcheck.exchange"}  # for those who check types, and never at run time
        assert {str(name).partition(".")[0] for name in {*named} - own} <= {*sys.stdlib_module_names}


def test_its_parts_are_taken_from_the_bundle_where_they_are_not_beside_it(
    files: Files, tmp_path: Path
) -> None:
    alone = tmp_path / "alone" / "verify.py"
    alone.parent.mkdir()
    alone.write_bytes(files["verify.py"])

    assert verified(packed(files, tmp_path / "proof.zip"), alone).code == 3


@pytest.mark.parametrize("part", ["verify_formats.py", "verify_claims.py"])
def test_a_part_is_run_only_if_it_is_the_one_it_was_written_with(
    files: Files, tmp_path: Path, part: str
) -> None:
    alone = tmp_path / "alone" / "verify.py"
    alone.parent.mkdir()
    alone.write_bytes(files["verify.py"])
    forged = changed(files, part, lambda code: code + b"print('Everything is fine.')\n")

    said = verified(packed(forged, tmp_path / "proof.zip"), alone)

    assert said.code == 1
    assert said.out.startswith(f"The {part} of this verify.py is not beside it, nor in the bundle")


@given(data=st.data())
def test_it_finds_quotes_as_the_desk_does(data: st.DataObject) -> None:
    text = data.draw(st.text("ab… []", min_size=1, max_size=12))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start + 1, len(text) + 2))
    pieces = data.draw(st.lists(st.text("ab", max_size=3), min_size=1, max_size=4))
    for exact in (" […] ".join(pieces), text[start:end]):
        ours = is_quote_at(text, Position(start=start, end=end), exact)
        assert proof_formats.stands_at(text, start, end, exact) == ours


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


@pytest.mark.parametrize("name", ["FORMATS", "CLAIMS"])
def test_it_names_its_parts_by_their_digests(name: str) -> None:
    digest = sha256(PARTS[name].read_bytes()).hexdigest()

    assert f'{name} = "{digest}"' in VERIFY.read_text("utf-8"), f"write {name} = {digest!r} in {VERIFY.name}"
