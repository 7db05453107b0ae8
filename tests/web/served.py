"""A desk that is really served on loopback, and requests to it byte by byte."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from factcheck.desk import Desk, open_desk
from factcheck.settings import load
from factcheck.web.access.access import Access
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.web.server import listening, server_of

HOSTILE = (
    "</script></textarea></title><img src=x onerror=\"document.title='owned'\">"
    "<script>document.title='owned'</script> {{ 7*7 }} \u202eevil\u202c \u2067x\u2069 \"'&lt;"
)
"""Words that would run, or turn what stands around them, were they taken for more than words."""
PATIENCE = 30
Kind = TypeVar("Kind", bound=Access)


@dataclass(frozen=True)
class Answer:
    """What came back: nothing at all is status 0; `content` are the bytes of the body."""

    status: int
    fields: Sequence[tuple[str, str]]
    body: str
    content: bytes = b""

    def __getitem__(self, name: str) -> str:
        """The one value of a header field."""
        (value,) = [value for key, value in self.fields if key == name]
        return value

    def get(self, name: str) -> str:
        """The same, blank where there is none."""
        return next((value for key, value in self.fields if key == name), "")

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.fields)


@dataclass(frozen=True)
class Wire:
    """A port of loopback at which a desk is served."""

    desk: Desk
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        """A connection to the port."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def raw(self, *parts: bytes) -> Answer:
        """Send these bytes as they are, and read until the other side closes."""
        with self.connect() as connection:
            try:
                for part in parts:
                    connection.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has answered already
            return _read(connection)

    def ask(self, line: str, *fields: str, body: bytes = b"") -> Answer:
        """One request with exactly these header fields."""
        head = "\r\n".join((f"{line} HTTP/1.1", *fields, "Connection: close", "", ""))
        return self.raw(head.encode("latin-1") + body)


@dataclass(frozen=True)
class Served(Wire):
    """A desk that is served to whoever opened its link."""

    access: OneTimeLink

    @cached_property
    def cookie(self) -> str:
        """The cookie of somebody who opened the link."""
        secret = self.access.enter(self.access.link.partition("token=")[2])
        return f"{self.access.cookie}={secret}"

    def get(self, path: str, *fields: str) -> Answer:
        """A page, asked for by somebody who was let in."""
        return self.ask(f"GET {path}", f"Host: {self.host}", f"Cookie: {self.cookie}", *fields)

    def post(self, path: str, *fields: str, **given: str) -> Answer:
        """A form, sent from our own page."""
        sent = urlencode(given).encode()
        return self.ask(
            f"POST {path}",
            f"Host: {self.host}",
            f"Cookie: {self.cookie}",
            *(fields or ("Sec-Fetch-Site: same-origin",)),
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(sent)}",
            body=sent,
        )

    def upload(self, path: str, name: str, content: bytes, *, times: int = 1, **given: str) -> Answer:
        """A form with a file, sent from our own page; the file `times` over."""
        parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in given.items()]
        file = f'name="file"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'.encode() + content
        body = b"".join(
            b"--edge\r\nContent-Disposition: form-data; " + one + b"\r\n" for one in [*parts, *[file] * times]
        )
        body += b"--edge--\r\n"
        return self.ask(
            *(f"POST {path}", f"Host: {self.host}", f"Cookie: {self.cookie}", "Sec-Fetch-Site: same-origin"),
            *("Content-Type: multipart/form-data; boundary=edge", f"Content-Length: {len(body)}"),
            body=body,
        )


def _read(connection: socket.socket) -> Answer:
    content = b""
    try:
        while part := connection.recv(65_536):
            content += part
    except ConnectionResetError:
        pass
    head, _, body = content.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    status = int(first.split()[1]) if first else 0
    content = _whole(fields, body)
    is_picture = any(name == "content-type" and kind.startswith("image/") for name, kind in fields)
    return Answer(status, fields, "" if is_picture else content.decode(), content)


def _whole(fields: Sequence[tuple[str, str]], body: bytes) -> bytes:
    """The body without its chunks."""
    if ("transfer-encoding", "chunked") not in fields:
        return body
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        whole, body = whole + body[: int(size, 16)], body[int(size, 16) + 2 :]
    return whole


@contextmanager
def running(desk: Desk, access_at: Callable[[int], Kind]) -> Iterator[tuple[int, Kind]]:
    """Serve a desk while the block runs; the port, and who is let in there."""
    with listening("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        access = access_at(port)
        server = server_of(desk, access)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        due = time.monotonic() + PATIENCE
        while not server.started and thread.is_alive() and time.monotonic() < due:
            time.sleep(0.01)
        try:
            yield port, access
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@contextmanager
def serving(folder: Path, author: str = "Ana", **environ: str) -> Iterator[Served]:
    """The desk in a folder, served while the block runs."""
    with open_desk(load(folder, author, environ)) as desk, running(desk, OneTimeLink) as (port, access):
        yield Served(desk, port, access)
