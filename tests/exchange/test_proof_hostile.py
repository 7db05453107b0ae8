"""The program of a bundle on damage and malice: whatever it is given, it reads no further than it may, and says why."""

import gzip
import json
import os
import socket
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.exchange import proof_formats
from tests.proofs import (
    HISTORY,
    PLAIN,
    Files,
    Lines,
    failed,
    listing,
    of,
    packed,
    rechained,
    relisted,
    verified,
)

PAGE = f"pages/claims/{PLAIN}.html"
PROGRAM = {"README.txt", "verify.py", "verify_claims.py", "verify_formats.py"}
FEW = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(data=st.data())
def test_no_damage_makes_it_crash(files: Files, tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(set(files) - PROGRAM)))
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
    monkeypatch.setattr(proof_formats, "MOST", 1_000_000)

    with pytest.raises(proof_formats.Wrong, match="more than any capture holds"):
        proof_formats.blocks(bomb)


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

    assert (said.code, said.failed) == (3, [])
    assert "\x1b" not in said.out
    assert "\u202e" not in said.out


def _laid_out(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_what_is_no_plain_file_in_a_folder_is_not_opened(
    plain: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, page = _laid_out(plain, tmp_path / "there"), tmp_path / "there" / PAGE
    (tmp_path / "page.html").write_bytes(page.read_bytes())
    monkeypatch.chdir(page.parent)  # the address of a socket has 107 bytes at most
    with socket.socket(socket.AF_UNIX) as listening:
        puts: list[Callable[[], object]] = [
            lambda: page.symlink_to(tmp_path / "page.html"),
            lambda: page.symlink_to("/dev/zero"),
            lambda: os.mkfifo(page),
            lambda: listening.bind(page.name),
        ]
        for put in puts:
            page.unlink()
            put()
            assert f"- {PAGE}: is a link or a device, and no file." in verified(folder).failed


def test_a_folder_that_is_a_link_is_not_gone_into(plain: Files, tmp_path: Path) -> None:
    folder = _laid_out(plain, tmp_path / "there")
    (folder / "pages").rename(tmp_path / "elsewhere")
    (folder / "pages").symlink_to(tmp_path / "elsewhere")
    (folder / "round").symlink_to(folder)

    found = verified(folder).failed

    assert f"- {PAGE}: is missing." in found
    assert [line for line in found if line.startswith("- round: ")] == [
        "- round: is there twice, or not in the manifest."
    ]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_what_is_no_plain_file_in_a_zip_is_not_read(plain: Files, tmp_path: Path, kind: int) -> None:
    path = tmp_path / "odd.zip"
    with ZipFile(path, "w") as zipped:
        for name, content in plain.items():
            entry = ZipInfo(name)
            entry.external_attr = (kind if name == PAGE else stat.S_IFREG) << 16
            zipped.writestr(entry, content)

    assert verified(path).failed == [f"- {PAGE}: is a link or a device, and no file."]


def test_a_file_of_two_gigabytes_is_not_read_whatever_the_manifest_says(plain: Files, tmp_path: Path) -> None:
    told = json.loads(plain["manifest.json"])
    next(one for one in told["files"] if one["path"] == PAGE)["size"] = 2 << 30
    del told["digest"]
    told["digest"] = sha256(listing(told)).hexdigest()
    folder = _laid_out({**plain, "manifest.json": listing(told)}, tmp_path / "there")
    os.truncate(folder / PAGE, 2 << 30)

    assert verified(folder).failed[0] == f"- {PAGE}: is larger than it may be."


def test_a_manifest_of_two_gigabytes_is_not_read(plain: Files, tmp_path: Path) -> None:
    folder = _laid_out(plain, tmp_path / "there")
    os.truncate(folder / "manifest.json", 2 << 30)

    assert verified(folder).failed[0] == "- manifest.json: is larger than it may be."


def test_a_bundle_cut_short_is_said_to_be_no_zip(plain: Files, tmp_path: Path) -> None:
    whole = packed(plain, tmp_path / "whole.zip").read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 1):
        path = tmp_path / "cut.zip"
        path.write_bytes(whole[:cut])
        said = verified(path)
        assert (said.code, said.failed[0]) == (
            1,
            "- cut.zip: cannot be read (BadZipFile: File is not a zip file).",
        )


def test_a_zip_whose_files_share_their_bytes_is_not_unpacked(plain: Files, tmp_path: Path) -> None:
    path = tmp_path / "shared.zip"
    with ZipFile(path, "w") as zipped:
        for name, content in plain.items():
            zipped.writestr(name, content)
        zipped.infolist()[-1].file_size = 1 << 40

    assert verified(path).failed[0] == "- shared.zip: unpacks to more than a zip can hold."


def test_a_long_name_with_joiners_takes_no_longer_than_it_is() -> None:
    assert not proof_formats.hides("\u0639\u200c\u0639" * 100_000)
    assert proof_formats.hides("\u0639" * 100_000 + "\u200b")


def test_what_is_neither_a_folder_nor_a_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")

    assert verified(tmp_path / "pipe.zip").failed[0] == "- pipe.zip: is neither a folder nor a file."
