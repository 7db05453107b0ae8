"""The real program run inside the test (`program`, `desk`) or as a process of its own (`process`, `real_process`)."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from factcheck.cli import main
from tests.forked import forked_program
from tests.servers import ScriptedServer

if TYPE_CHECKING:
    from tests.cli.pages import Names, Web

ROOT = Path(__file__).resolve().parents[2]
WENT_WRONG = "something in factcheck itself went wrong"
TEXT, REF = "The bridge opened in 1932.", "the-bridge-opened-in-1932"
URL = "https://archive.example.org/bridge"


@dataclass(frozen=True)
class Ran:
    """What one command did: its exit code, its results and its talk."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def _pipe(content: bytes) -> io.TextIOWrapper:
    """A stream that is no terminal."""
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


class Program:
    """`factcheck` in one folder, with an environment that holds nothing of this machine's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run one command to its end; whatever it was given, no fault of its own may show."""
        ran = self.run(*arguments, stdin=stdin)
        assert "Traceback" not in ran.err
        assert WENT_WRONG not in ran.err, ran.err
        assert "\x1b" not in ran.out + ran.err
        return ran

    def run(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run one command, whatever comes of it."""
        out, err = _pipe(b""), _pipe(b"")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            for name, stream in (("stdin", _pipe(stdin)), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as left:
                main(arguments)
        code = left.value.code
        return Ran(code if isinstance(code, int) else -1, _written(out), _written(err))

    def ok(self, *arguments: str, stdin: bytes = b"") -> str:
        """The result of a command that must succeed."""
        ran = self(*arguments, stdin=stdin)
        assert ran.code == 0, ran.err
        return ran.out.strip()

    def at(self, folder: Path) -> Self:
        """The same program in another folder."""
        return type(self)(folder)

    def json(self, *arguments: str) -> Any:
        """The JSON a command gives."""
        return json.loads(self.ok(*arguments, "--json"))

    def claim(self, ref: str = REF) -> dict[str, Any]:
        """One claim as `show` gives it."""
        claim: dict[str, Any] = self.json("show", ref)["claim"]
        return claim

    def refs(self) -> list[str]:
        """The refs of every claim, in the order of the list."""
        return [one["ref"] for one in self.json("list")["claims"]]

    def write(self, name: str, content: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    # The steps of the work, each on the one claim of most tests.

    def added(self) -> str:
        """A claim, just entered."""
        return self.ok("add", TEXT)

    def cited(self, stance: str = "supports") -> str:
        """A claim with a source and a quote."""
        self.added()
        self.ok("source", REF, URL)
        self.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", stance)
        return REF

    def rated(self) -> str:
        """A claim with a verdict."""
        self.ok("rate", self.cited(), "true", "--because", "The register says so [e1].")
        return REF

    def submitted(self) -> str:
        """A claim whose verdict waits for a second person."""
        self.ok("submit", self.rated())
        return REF

    def signed_off(self) -> str:
        """A claim whose verdict a second person signed."""
        self.ok("approve", self.submitted(), "--as", "Ben")
        return REF


@dataclass
class Process:
    """`factcheck` as a process of its own, for what only a process can show."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = (sys.executable, "-m", "factcheck")

    def command(self, *arguments: str | bytes) -> list[str | bytes]:
        """The words that start it."""
        return [*self.program, *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        """What it finds around it."""
        return {**os.environ, "PYTHONPATH": str(ROOT), **self.env, **more}

    def __call__(self, *arguments: str | bytes, stdin: bytes = b"", **env: str) -> Ran:
        ran = subprocess.run(
            self.command(*arguments),
            input=stdin,
            cwd=self.folder,
            env=self.environment(**env),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No desk, author, editor or colour of whoever runs the tests."""
    for name in [
        *(name for name in os.environ if name.startswith("FACTCHECK_")),
        "NO_COLOR",
        "EDITOR",
        "VISUAL",
        "COLUMNS",
    ]:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program in an empty folder that belongs to no desk."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return Program(folder)


@pytest.fixture(scope="session")
def _new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "new"
    Program(folder.parent).ok("init", "new", "--name", "The Evening Desk", "--as", "Ana")
    return folder


@pytest.fixture
def desk(tmp_path: Path, _new_desk: Path) -> Program:
    """The program in a new desk where Ana works."""
    return Program(Path(shutil.copytree(_new_desk, tmp_path / "desk")))


@pytest.fixture
def process(desk: Program) -> Process:
    """The program as processes in the same desk, each forked from an interpreter that has imported everything."""
    return Process(desk.folder, program=(str(forked_program()),))


@pytest.fixture
def real_process(desk: Program) -> Process:
    """The same, each with an interpreter of its own: for its start and its end, for signals, memory and kills."""
    return Process(desk.folder)


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    """A web server on loopback, one for all tests of a module."""
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def web(desk: Program, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> "Web":
    """The desk and the server whose pages it may fetch."""
    from tests.cli.pages import open_web

    return open_web(desk, server, monkeypatch)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> "Names":
    """A DNS of the test's own in the place of the machine's."""
    from tests.cli.pages import Names

    names = Names(socket.getaddrinfo)
    monkeypatch.setattr(socket, "getaddrinfo", names)
    return names
