"""A web server for the benchmarks: articles of 20 to 230 kB, each answered after a delay, as a site far away would.

    python -m tests.bench.web DELAY_MILLISECONDS

Prints its port, then serves /1, /2 and so on with an entity tag until it is stopped; /small/1 and so on have 4 kB;
/drawn/1 and so on have 20 kB, a style sheet, a script that fetches more, and pictures;
/bomb is a small brotli answer that unpacks to more than a gigabyte.
"""

import asyncio
import re
import sys
from functools import cache
from random import Random

_WORDS = re.findall(
    r"\w+",
    """
    the of a to in and that for it was on by with as at from minister said people year city report officials
    agreement refugees figures camp hospital water budget election court law council border statement committee
    witness school number million Tuesday government nearly against before after
    """,
)
_KINDS = 100
"""Different pages; there are more addresses."""
_FILES = {
    "/style.css": ("text/css", b"p { margin: 1em } nav { float: right }"),
    "/script.js": (
        "text/javascript",
        b"fetch('/small/1').then(a => a.text()).then(t => document.body.append(t.length + ' more'))",
    ),
    "/picture.svg": (
        "image/svg+xml",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><circle r='40' fill='red'/></svg>",
    ),
}
_PARTS = (
    b"<link rel=stylesheet href=/style.css><script src=/script.js></script>" + b"<img src=/picture.svg>" * 3
)
_ETAG = 'ETag: "1"\r\n'


@cache
def page(number: int, size: int = 0) -> bytes:
    """An article, always the same for its number; sizes are spread from 20 to 230 kB unless one is asked for."""
    rng = Random(number)
    size = size or 20_000 + number * 37_987 % 210_000
    menu = "".join(f'<li><a href="/{n}">{rng.choice(_WORDS)}</a></li>' for n in range(40))
    parts = [
        f'<!doctype html><html lang="en"><head><title>Article {number}</title>'
        f'<meta property="og:site_name" content="The Delta Times"></head><body><nav><ul>{menu}</ul></nav><main>'
    ]
    length = len(parts[0])
    while length < size:
        sentence = " ".join(rng.choices(_WORDS, k=14))
        parts.append(f'<p class="paragraph body-text">{sentence.capitalize()} {rng.randrange(9999)}.</p>\n')
        length += len(parts[-1])
    return "".join([*parts, "</main></body></html>"]).encode()


def first_words(number: int) -> str:
    """The first sentence of an article, to quote it."""
    return page(kind_of(number)).decode().partition('body-text">')[2].partition("</p>")[0]


def kind_of(number: int) -> int:
    """Which of the different pages stands at an address."""
    return number % _KINDS + 1


def bomb() -> bytes:
    """A brotli stream of zeros: about a kilobyte that unpacks to 1.5 GB."""
    import brotlicffi

    compressor = brotlicffi.Compressor(quality=9, lgwin=24)
    step = bytes(1 << 24)
    return b"".join([*(compressor.process(step) for _ in range(90)), compressor.finish()])


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            if path != "/robots.txt":
                await asyncio.sleep(delay)
            writer.write(_said(path, b'if-none-match: "1"' in head.lower()))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _said(path: str, asked_before: bool) -> bytes:
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if asked_before:
        return f"HTTP/1.1 304 Not Modified\r\n{_ETAG}\r\n".encode()
    coding, kind = "", "text/html; charset=utf-8"
    if path == "/bomb":
        body, coding = bomb(), "Content-Encoding: br\r\n"
    elif path.startswith("/small/"):
        body = page(int(path[7:]) % _KINDS, 4_000)
    elif path.startswith("/drawn/"):
        body = page(int(path[7:]) % _KINDS, 20_000) + _PARTS
    elif path in _FILES:
        kind, body = _FILES[path]
    else:
        body = page(kind_of(int(path[1:])))
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{_ETAG}{coding}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _serve(delay: float) -> None:
    for number in range(1, _KINDS + 1):
        page(number)
    server = await asyncio.start_server(lambda r, w: _answer(r, w, delay), "127.0.0.1", 0, limit=1 << 16)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]) / 1000))
