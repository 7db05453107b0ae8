"""A proxy before a PostgreSQL server that loses the connection in the middle of a commit, once."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import Enum
from threading import Event, Thread

from sqlalchemy import make_url

_COMMIT = re.compile(rb"(?<!READ )COMMIT")


class Lost(Enum):
    """Where the connection is lost: before the server is told to commit, or before it can say that it did."""

    REQUEST = "request"
    ANSWER = "answer"


class LossyProxy:
    """Forwards all connections, and loses the next commit that is asked for after `lose` was set.

    Of a lost request the server is told nothing: it waits on. `answers` says whether new connections are taken.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.lose: Lost | None = None
        self.answers = True
        self.lost = Event()
        self._swallowed: socket.socket | None = None

    def serve(self) -> None:
        """Take connections until it is closed."""
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if not self.answers:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._open += [client, server]
                Thread(target=self._forward, args=(client, server), daemon=True).start()
                Thread(target=self._back, args=(server, client), daemon=True).start()

    def close(self) -> None:
        """Take no more connections, and end those there are."""
        for one in (self._listening, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while said := client.recv(65_536):
                if self.lose and _COMMIT.search(said):
                    lost, self.lose = self.lose, None
                    self._lose(lost, said, client, server)
                    return
                server.sendall(said)
            server.shutdown(socket.SHUT_WR)

    def _lose(self, lost: Lost, said: bytes, client: socket.socket, server: socket.socket) -> None:
        if lost is Lost.ANSWER:
            self._swallowed = server
            server.sendall(said)
        else:
            self._end(client)

    def _end(self, client: socket.socket) -> None:
        self.lost.set()
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while said := server.recv(65_536):
                if server is self._swallowed:
                    self._end(client)
                    return
                client.sendall(said)
            client.shutdown(socket.SHUT_RDWR)


@contextmanager
def lossy(url: str) -> Iterator[tuple[LossyProxy, str]]:
    """A proxy before the server of a URL, which names its unix socket, and the URL that leads through it."""
    parsed = make_url(url)
    proxy = LossyProxy(f"{parsed.query['host']}/.s.PGSQL.5432")
    thread = Thread(target=proxy.serve, daemon=True)
    thread.start()
    through = parsed.set(
        host="127.0.0.1", port=proxy.port, query={"sslmode": "disable", "gssencmode": "disable"}
    )
    with closing(proxy):
        yield proxy, through.render_as_string()
    thread.join(5)
