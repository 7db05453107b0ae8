"""A small server of object storage on loopback that does one thing wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from factcheck.archive import s3
from tests.object_server import environ_of


class Fault(StrEnum):
    """What a server does wrong: with all that it is asked, with what it is given, or with what it gives."""

    NONE = "nothing"
    OVERWRITES = "writes over what it was to create"
    FORGETS = "says that it kept what it did not"
    HALVES = "keeps half"
    CUTS_PUT = "ends the connection half-way through what it is given"
    LATE = "does not answer"
    HALF = "gives half, and ends the connection"
    OTHER_BYTES = "gives other bytes"
    OTHER_PAGE = "answers everything with a page to log in"
    DELETES_NOTHING = "says that it deleted what it did not"


REFUSALS = {
    "SlowDown": 503,
    "InternalError": 500,
    "AccessDenied": 403,
    "InvalidAccessKeyId": 403,
    "RequestTimeTooSkewed": 403,
    "NoSuchBucket": 404,
    "PermanentRedirect": 301,
    "NotImplemented": 501,
}
"""What a server may refuse everything with: the code, and the status of the answer."""


@dataclass
class CarelessServer:
    """The objects of one bucket by path, what is wrong with the server now, and how often it was asked.

    With `versions` it says of each object which version it is.
    """

    objects: dict[str, bytes] = field(default_factory=dict)
    fault: Fault = Fault.NONE
    refuses: str = ""
    versions: bool = False
    asked: int = 0
    over: Event = field(default_factory=Event)
    endpoint: str = ""


@contextmanager
def careless_server() -> Iterator[CarelessServer]:
    """One that does everything right until it is told what to do wrong; the environment leads there meanwhile.

    It is waited for three tenths of a second, and asked once more.
    """
    state = CarelessServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    state.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(s3, "PATIENCE", s3.Patience(connect=1, answer=0.3, whole=1, retries=1, retrying=1))
            for name, value in environ_of(state.endpoint).items():
                patch.setenv(name, value)
            yield state
    finally:
        state.over.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    state: CarelessServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_PUT(self) -> None:
        """Keep an object, or what the fault makes of it."""
        length = int(self.headers["Content-Length"])
        if self.state.fault is Fault.CUTS_PUT and not self._path.startswith("."):
            self.rfile.read(length // 2)
            self._end()
            return
        content = self.rfile.read(length)
        if self._refused():
            return
        fault, objects = self.state.fault, self.state.objects
        if self.headers["If-None-Match"] and self._path in objects and fault is not Fault.OVERWRITES:
            self._refuse("PreconditionFailed", 412)
            return
        if fault is not Fault.FORGETS or self._path.startswith("."):
            objects[self._path] = content[: length // 2] if fault is Fault.HALVES else content
        self._answer(200, b"", ETag=f'"{md5(content, usedforsecurity=False).hexdigest()}"')

    def do_GET(self) -> None:
        """Give an object, or what the fault makes of it."""
        if self._refused():
            return
        content = self.state.objects.get(self._path)
        if "list-type=2" in self.path:
            self._answer(200, self._listed().encode())
        elif content is None:
            self._refuse("NoSuchKey", 404)
        elif self.headers["Range"] and self.state.fault is not Fault.HALF:
            self._answer(206, content[:1], Content_Range=f"bytes 0-0/{len(content)}", ETag='"x"')
        elif self.state.fault is Fault.HALF:
            self._answer(200, content[: len(content) // 2], len(content), ETag='"x"')
            self._end()
        else:
            other = self.state.fault is Fault.OTHER_BYTES
            self._answer(200, content[::-1] if other else content, ETag='"x"')

    def do_HEAD(self) -> None:
        """Tell of an object without giving it."""
        version = {"x_amz_version_id": "1"} if self.state.versions else {}
        self._answer(200, b"", len(self.state.objects[self._path]), ETag='"x"', **version)

    def do_POST(self) -> None:
        """Delete the one object that a request names."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self._refused():
            return
        path = body.partition("<Key>")[2].partition("</Key>")[0]
        if self.state.fault is not Fault.DELETES_NOTHING:
            self.state.objects.pop(path, None)
        self._answer(200, f"<DeleteResult><Deleted><Key>{path}</Key></Deleted></DeleteResult>".encode())

    def _listed(self) -> str:
        facts = "<LastModified>2026-11-29T05:00:00.000Z</LastModified><ETag>x</ETag>"
        objects = sorted(self.state.objects.items())
        each = (f"<Key>{path}</Key><Size>{len(content)}</Size>{facts}" for path, content in objects)
        return (
            f"<ListBucketResult>{''.join(f'<Contents>{one}</Contents>' for one in each)}</ListBucketResult>"
        )

    @property
    def _path(self) -> str:
        return urlsplit(self.path).path.removeprefix("/desk/")

    def _refused(self) -> bool:
        """Answer with what is answered to everything, if anything is; whether it was."""
        self.state.asked += 1
        if self.state.refuses:
            self._refuse(self.state.refuses, REFUSALS[self.state.refuses])
        elif self.state.fault is Fault.LATE:
            self.state.over.wait(5)
            self._end()
        elif self.state.fault is Fault.OTHER_PAGE:
            self._answer(200, b"<html>Log in</html>")
        else:
            return False
        return True

    def _refuse(self, code: str, status: int) -> None:
        said = (
            f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>No.</Message></Error>'
        )
        self._answer(status, said.encode())

    def _answer(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Last-Modified", "Sun, 29 Nov 2026 05:00:00 GMT")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _end(self) -> None:
        self.close_connection = True
