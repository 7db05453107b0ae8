"""The log as an implementation reads it that is not ours: Go's `sumdb/note` and `sumdb/tlog`."""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.desk_key import DeskKey, key_from
from factcheck.exchange.log.log_folder import CHECKPOINT, LogFiles, LogFolder
from tests.needed import IN_CI, need

READER = Path(__file__).with_name("read_log.go")
PACKAGES = Path("/usr/share/gocode")
"""Where Debian puts the sources of Go packages."""

ORIGIN, SIZE, OLD = "desk.example/checks/log", 1000, 700
KEY = key_from(bytes(32))


@dataclass(frozen=True)
class Written:
    """A log in a folder, its key, and an older checkpoint of it."""

    folder: Path
    key: DeskKey
    old: Checkpoint


def written(folder: Path, entries: list[bytes]) -> Checkpoint:
    """Write a log of these entries; its checkpoint."""
    files, log = LogFiles(), LogFolder(folder)
    for entry in entries:
        log.write(files.add(entry))
    log.write(files.partial([files.tree.size]))
    told = Checkpoint(ORIGIN, files.tree.size, files.tree.root())
    log.write([(CHECKPOINT, told.signed(KEY.named(ORIGIN), KEY.sign).encode())])
    return told


def entries(count: int) -> list[bytes]:
    return [f'{{"line":"{number}"}}'.encode() for number in range(count)]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other reader, built."""
    go, made = need("go"), tmp_path_factory.mktemp("go")
    if not (PACKAGES / "src" / "golang.org" / "x" / "mod").is_dir():
        (pytest.fail if IN_CI else pytest.skip)("This needs Debian's golang-golang-x-mod-dev.")
    environ = {
        **os.environ,
        "CGO_ENABLED": "0",
        "GO111MODULE": "off",
        "GOPATH": str(PACKAGES),
        "GOCACHE": str(made / "cache"),
    }
    subprocess.run([go, "build", "-o", made / "read_log", READER], env=environ, check=True)
    return made / "read_log"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("logs")
    old = written(folder / "old", entries(OLD))
    written(folder / "log", entries(SIZE))
    return Written(folder / "log", KEY, old)


@pytest.fixture
def log(whole: Written, tmp_path: Path) -> Written:
    """The same in a folder that may be harmed."""
    return Written(Path(shutil.copytree(whole.folder, tmp_path / "log")), whole.key, whole.old)


def read(reader: Path, log: Written) -> tuple[int, str]:
    """What the other reader says of a log, and how it ended."""
    old = str(log.old.size), base64.b64encode(log.old.root).decode()
    command = [str(reader), str(log.folder), str(log.key.named(ORIGIN)), *old]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout.strip()


@pytest.mark.slow
def test_a_thousand_entries_stand_in_it_and_it_goes_on_from_an_older_one(
    reader: Path, whole: Written
) -> None:
    assert read(reader, whole) == (0, "1000 entries stand in the log, which goes on from 700")


def _forked(log: Written) -> None:
    """Another entry in the place of an old one, the log made and signed anew."""
    shutil.rmtree(log.folder)
    written(log.folder, [*entries(SIZE)[:300], b"another", *entries(SIZE)[301:]])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)


def _grown_by_one(log: Written) -> None:
    path = log.folder / CHECKPOINT
    path.write_text(path.read_text("utf-8").replace("\n1000\n", "\n1001\n"), "utf-8")


HARM: dict[str, tuple[Callable[[Written], None], str]] = {
    "a forked leaf": (_forked, "invalid transparency proof"),
    "a flipped tile": (
        lambda log: _flip(log.folder / "tile/0/002"),
        "invalid|inconsistent|mismatch|downloaded",
    ),
    "a flipped entry": (lambda log: _flip(log.folder / "tile/entries/001"), "invalid transparency proof"),
    "another size": (_grown_by_one, "invalid signature"),
}


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARM)
def test_what_was_harmed_is_refused(reader: Path, log: Written, harm: str) -> None:
    change, said = HARM[harm]
    change(log)
    code, told = read(reader, log)
    assert code == 1
    assert any(one in told for one in said.split("|")), told


@pytest.mark.slow
def test_another_key_is_refused(reader: Path, log: Written) -> None:
    code, told = read(reader, Written(log.folder, key_from(bytes([1]) * 32), log.old))
    assert code == 1
    assert "note has no verifiable signatures" in told
