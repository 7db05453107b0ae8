"""Files that appear whole or not at all."""

import errno
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import StorageFailed
from factcheck.files import (
    disk_errors_explained,
    holds,
    is_aside,
    sweep,
    write_aside,
    write_changed,
    write_whole,
)
from tests.commands import NO_PROCESS


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    """Let the system cut every write of this process off after `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)


@given(st.dictionaries(st.sampled_from("abc"), st.binary()), st.booleans())
def test_what_is_written_is_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes], durable: bool
) -> None:
    folder = tmp_path_factory.mktemp("law")
    write_changed({folder / name: content for name, content in contents.items()}, durable=durable)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == contents


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.txt", b"x")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"x"


def test_a_file_is_readable_by_others(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.html", b"x")
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o644


def test_a_write_cut_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    write_whole(path, b"old")
    with _files_of_at_most(1000), pytest.raises(StorageFailed, match="too large"):
        write_whole(path, b"new" * 1000)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_and_what_it_led_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "away.txt").write_bytes(b"theirs")
    (tmp_path / "page.txt").symlink_to(tmp_path / "away.txt")
    write_whole(tmp_path / "page.txt", b"ours")
    assert (tmp_path / "away.txt").read_bytes() == b"theirs"
    assert (tmp_path / "page.txt").read_bytes() == b"ours"


@pytest.mark.parametrize("below", ["page.html", "claims/page.html"])
def test_a_file_where_a_folder_is_needed_is_named_with_a_mend(tmp_path: Path, below: str) -> None:
    (tmp_path / "reports").write_text("")
    with pytest.raises(StorageFailed, match="There is a file where a folder is needed"):
        write_whole(tmp_path / "reports" / below, b"x")


def test_a_folder_where_a_file_is_needed_is_named_with_a_mend(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(StorageFailed, match=r"page\.html.*There is a folder where a file is needed"):
        write_whole(tmp_path / "page.html", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO]
)
def test_trouble_with_the_disk_is_told_in_words(code: int) -> None:
    with pytest.raises(StorageFailed) as failed, disk_errors_explained(Path("claims/a.toml")):
        raise OSError(code, os.strerror(code))
    assert failed.value.message.startswith(f"claims/a.toml: {os.strerror(code)}. ")
    assert failed.value.message.endswith(".")
    assert len(failed.value.message.split(". ")[1]) > 10


def test_what_could_not_all_be_written_is_not_written_at_all(tmp_path: Path) -> None:
    small, large = tmp_path / "a.toml", tmp_path / "b.toml"
    with _files_of_at_most(1000), pytest.raises(StorageFailed, match=r"b\.toml: File too large"):
        write_changed({small: b"new", large: b"new" * 1000})
    assert list(tmp_path.iterdir()) == []


def test_many_files_are_written_as_few_are(tmp_path: Path) -> None:
    contents = {tmp_path / f"{number}.toml": b"x" * number for number in range(40)}
    assert write_changed(contents) == list(contents)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == contents


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    same, other = tmp_path / "a.html", tmp_path / "b.html"
    write_changed({same: b"one", other: b"one"})
    os.utime(same, (1, 1))
    assert write_changed({same: b"one", other: b"two"}) == [other]
    assert same.stat().st_mtime == 1
    assert other.read_bytes() == b"two"


@pytest.mark.parametrize("content", [b"two", b"longer", b""])
def test_a_file_holds_only_its_own_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.html"
    assert not holds(path, content)
    path.write_bytes(b"one")
    assert not holds(path, content)
    path.write_bytes(content)
    assert holds(path, content)


def test_sweeping_takes_only_what_a_killed_writer_left(tmp_path: Path) -> None:
    (tmp_path / f".incoming-{NO_PROCESS}-abc").write_text("half")
    (tmp_path / f".incoming-{os.getpid()}-abc").write_text("on its way")
    (tmp_path / "page.html").write_text("whole")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".incoming-{os.getpid()}-abc", "page.html"]


@pytest.mark.parametrize("name", [".incoming-abc", ".incoming-", f".incoming-{10**30}-abc", ".incoming-٣-x"])
def test_sweeping_stumbles_over_no_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("somebody's")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {name}


def test_whoever_is_alone_in_a_folder_clears_up_after_any_writer(tmp_path: Path) -> None:
    left = write_aside(tmp_path / "index.html", b"Half a page")
    assert is_aside(left.name)
    sweep(tmp_path)
    assert left.exists()
    sweep(tmp_path, alone=True)
    assert list(tmp_path.iterdir()) == []
