"""A real web server on loopback that says exactly what a test scripts: raw bytes, slow, cut off, or over TLS."""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from time import monotonic
from typing import Self

import trustme

START_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause in seconds between two pieces of an answer."""

    seconds: float


class End(Enum):
    """What becomes of the connection after an answer; without one it stays open for the next request."""

    CLOSE = "closed in good order"
    RESET = "cut off without a word"
    HANG = "kept open, and nothing more is said"


Step = bytes | Wait | End


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: `head` is the raw head with its blank line, `at` in seconds of time.monotonic()."""

    path: str
    head: bytes
    at: float
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header of that name in any case, or None."""
        lines = (line.partition(":") for line in self.head.decode("latin-1").split("\r\n")[1:])
        return next((value.strip() for key, _, value in lines if key.casefold() == name.casefold()), None)


Answer = bytes | Iterable[Step]
"""An answer: the bytes, or its pieces in order."""

Script = Answer | Callable[[Request], Answer]
"""An answer, or what makes one of the request."""


def answer(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole, correct answer; `content_type="text/plain"` becomes a header; a body of text is sent as UTF-8."""
    payload = body.encode() if isinstance(body, str) else body
    named = {"content_type": "text/html; charset=utf-8", "content_length": str(len(payload))} | headers
    return head(status, **named) + payload


def once(is_so: Callable[[], bool], said: bytes) -> Iterator[Step]:
    """An answer that comes as soon as something is so."""
    while not is_so():
        yield Wait(0.01)
    yield said


def head(status: str = "200 OK", **headers: str) -> bytes:
    """The head of an answer with these headers and no others, its blank line included."""
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")


def redirect(to: str, status: str = "302 Found") -> bytes:
    """An answer that sends the visitor on."""
    return answer(b"moved", status, location=to)


def dribble(data: bytes, every: float, size: int = 1) -> Iterator[Step]:
    """The bytes in small pieces with a pause before each."""
    for start in range(0, len(data), size):
        yield Wait(every)
        yield data[start : start + size]


@dataclass
class ScriptedServer:
    """A server in a thread of its own while its `with` block lasts; what no script names is answered with 404.

    `pages` maps a path (with its query) to an answer; `say` adds more, several for several requests in turn,
    of which the last one stays. `greeting` is said to each connection before anything is read (and before TLS
    there is no way to say a thing). `connections`, `requests` and `busiest` (most requests answered at once)
    are what the server saw.
    """

    pages: Mapping[str, Script] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    greeting: Answer = ()
    port: int = 0
    connections: int = 0
    busiest: int = 0
    requests: list[Request] = field(default_factory=list)
    _scripts: dict[str, list[Script]] = field(default_factory=dict)
    _busy: int = 0

    def say(self, path: str, *scripts: Script) -> Self:
        """Answer a path with these in turn; the last one stays."""
        self._scripts[path] = list(scripts)
        return self

    def url(self, path: str = "/", host: str = "") -> str:
        """The address of a path here, by number or under another name."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self.tls else 'http'}://{name}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for one path, in order."""
        return [request for request in self.requests if request.path == path]

    def heard(self, paths: Iterable[str]) -> int:
        """How many requests there were for these paths."""
        return sum(self.visits[path] for path in paths)

    @property
    def visits(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(request.path for request in self.requests)

    def __enter__(self) -> Self:
        for path, script in self.pages.items():
            self.say(path, script)
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True)
        self._thread.start()
        if not started.wait(START_SECONDS):
            raise RuntimeError("the scripted server did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(START_SECONDS)

    async def _serve(self, started: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(lambda *_: None)  # a client that leaves is what many tests are about
        talks: set[asyncio.Task[None]] = set()

        def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            talks.add(talk := asyncio.ensure_future(self._talk(reader, writer)))
            talk.add_done_callback(talks.discard)

        server = await asyncio.start_server(
            greet, self.host, self.port, ssl=self.tls, backlog=1024, limit=1 << 20
        )
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await self._stop.wait()
        server.close()
        for talk in [*talks]:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, ssl.SSLError):
                goes_on = await _speak(writer, self.greeting)
                while goes_on and (request := await _listen(reader)):
                    self.requests.append(request)
                    goes_on = await self._answer(writer, request)
        finally:
            writer.transport.abort()

    async def _answer(self, writer: asyncio.StreamWriter, request: Request) -> bool:
        script = self._next(request.path)
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            return await _speak(writer, script(request) if callable(script) else script)
        finally:
            self._busy -= 1

    def _next(self, path: str) -> Script:
        scripts = self._scripts.get(path, [answer("nothing here", "404 Not Found")])
        return scripts.pop(0) if len(scripts) > 1 else scripts[0]


def came_apart(times: Iterable[float], seconds: float, began: float) -> bool:
    """Whether requests whose arrivals these are may have been sent this far apart, by a test that began then.

    A busy machine hears a request late, so an arrival is held against the start: the third comes after two delays.
    """
    return all(at - began >= number * seconds for number, at in enumerate(sorted(times)))


async def _listen(reader: asyncio.StreamReader) -> Request | None:
    """The next request, or None when the visitor has gone."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        request = Request(head.split(b" ")[1].decode("latin-1"), head, monotonic())
        length = int(request.header("content-length") or 0)
        return replace(request, body=await reader.readexactly(length)) if length else request
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None


async def _speak(writer: asyncio.StreamWriter, script: Answer) -> bool:
    """Say each piece; whether the connection stays open for another request."""
    for step in (script,) if isinstance(script, bytes) else script:
        if isinstance(step, bytes):
            writer.write(step)
            await writer.drain()
        elif isinstance(step, Wait):
            await asyncio.sleep(step.seconds)
        elif step is End.HANG:
            await asyncio.Event().wait()
        elif step is End.RESET:
            writer.transport.abort()
            return False
        else:
            writer.close()
            await writer.wait_closed()
            return False
    return True


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority of the test's own: contexts for servers it vouches for and visitors who trust it."""

    ca: trustme.CA = field(default_factory=trustme.CA)

    def server(self, *names: str) -> ssl.SSLContext:
        """What a server shows that holds a certificate for these names or addresses."""
        return shown(self.ca.issue_cert(*names))

    def visitor(self) -> ssl.SSLContext:
        """What a visitor uses who trusts this authority and no other."""
        context = ssl.create_default_context()
        self.ca.configure_trust(context)
        return context


def shown(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """What a server shows that holds this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
