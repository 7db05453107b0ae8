"""Several processes that serve one desk, and what hands requests to them in turn: connections, each to the next one."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Thread

_PATIENCE = 60
"""Seconds after which a test gives up."""
_FORKS = """
import os, sys
import factcheck.web.server, factcheck.cli.serve
from factcheck.cli import main
for port in sys.argv[1:]:
    if not (pid := os.fork()):
        os.dup2(2, 1)
        main(["serve", "--port", port])
    print(pid, flush=True)
for _ in sys.argv[1:]:
    pid, status = os.wait()
    print(pid, os.waitstatus_to_exitcode(status), flush=True)
"""
"""Starts one process for each port from an interpreter that has imported all, then tells how each ended."""


@dataclass
class Balancer:
    """A port whose connections go to the processes in turn; one that does not answer is passed over."""

    listener: socket.socket
    ports: Sequence[int]
    pids: Mapping[int, int]
    program: "subprocess.Popen[str]"
    taken: Counter[int] = field(default_factory=Counter)
    ended: dict[int, int] = field(default_factory=dict)
    _next: Iterator[int] = field(default_factory=count)

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    def kill(self, port: int, how: int) -> None:
        """Send a signal to the process at a port."""
        os.kill(self.pids[port], how)

    def ends(self, port: int) -> int:
        """The exit code of the process at a port, once it has ended."""
        while self.pids[port] not in self.ended:
            assert self.program.stdout
            pid, code = self.program.stdout.readline().split()
            self.ended[int(pid)] = int(code)
        return self.ended[self.pids[port]]

    def run(self) -> None:
        """Hand on connections until the listener is closed."""
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            Thread(target=self._hand_on, args=(client,), daemon=True).start()

    def _hand_on(self, client: socket.socket) -> None:
        with client, suppress(OSError), self._connected() as server:
            back = Thread(target=_pass_on, args=(server, client), daemon=True)
            back.start()
            _pass_on(client, server)
            back.join(_PATIENCE)

    def _connected(self) -> socket.socket:
        for _ in self.ports:
            port = self.ports[next(self._next) % len(self.ports)]
            with suppress(OSError):
                server = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
                self.taken[port] += 1
                return server
        raise OSError("No process answers.")


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(65_536):
            target.sendall(content)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@contextmanager
def balanced(listener: socket.socket, folder: Path, processes: int) -> Iterator[Balancer]:
    """So many processes that serve the desk in a folder, behind a socket that listens."""
    ports = [free_port() for _ in range(processes)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with (
        (folder.parent / "served.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-c", _FORKS, *map(str, ports)],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as program,
    ):
        assert program.stdout
        pids: list[int] = []
        while len(pids) < processes:
            line = program.stdout.readline().strip()
            pids += [int(line)] if line.isdigit() else []
        try:
            for port in ports:
                _wait_for(port, program)
            balancer = Balancer(listener, ports, dict(zip(ports, pids, strict=True)), program)
            Thread(target=balancer.run, daemon=True).start()
            yield balancer
        finally:
            listener.close()
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def _wait_for(port: int, program: "subprocess.Popen[str]") -> None:
    due = time.monotonic() + _PATIENCE
    while True:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        assert program.poll() is None
        assert time.monotonic() < due
        time.sleep(0.05)
