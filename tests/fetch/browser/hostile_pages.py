"""Pages that harm whoever draws them, and how each ends.

`.venv/bin/python -m tests.fetch.browser.hostile_pages` visits all and tells how that went; the tests visit some.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from tests.fetch.browser.drawing import Drawing, open_drawing, words
from tests.servers import Answer, End, Request, Script, Step, answer, head, redirect

SECONDS = 40.0
"""For one page: a fifth of it to settle."""
_MANY = "words " * 10_922 + "\n   "


def _gigabyte(_: Request) -> Answer:
    def steps() -> Iterator[Step]:
        yield head(content_type="text/plain", content_length=str(1 << 30))
        for _ in range(1 << 14):
            yield _MANY.encode()

    return steps()


def _script(script: str) -> bytes:
    return answer(f"<p>Hello</p><script>{script}</script>")


DRAWN: dict[str, Script] = {
    "service-worker": _script("navigator.serviceWorker.register('/worker.js')"),
    "download": _script("a = document.createElement('a'); a.href = '/file'; a.download = 'x'; a.click()"),
    "gigabyte-picture": answer("<p>Hello</p><img src=/gigabyte>"),
    "windows": _script("for (let n = 0; n < 200; n++) window.open('/window?' + n)"),
    "windows-by-links": _script(
        "setInterval(() => { a = document.createElement('a'); a.href = '/window'; a.target = '_blank'; a.click() }, 9)"
    ),
    "alerts": _script("setInterval(() => alert('Hi'), 1)"),
    "alert-loop": _script("while (1) alert('Hi')"),
    "confirm-loop": _script("while (!confirm('Sure?'));"),
    "prompts": _script("for (let n = 0; n < 50; n++) prompt('Who?')"),
    "print-loop": _script("for (;;) print()"),
    "stays": _script("onbeforeunload = () => 'Stay'"),
    "closes-itself": _script("window.close()"),
    "webrtc": _script(
        "new RTCPeerConnection({iceServers: [{urls: 'stun:203.0.113.9'}]}).createOffer({offerToReceiveAudio: true})"
    ),
    "websocket": _script("new WebSocket('ws://' + location.host + '/socket')"),
    "events": _script("new EventSource('/hangs')"),
    "permissions": _script(
        "navigator.geolocation.getCurrentPosition(() => 0); Notification.requestPermission();"
        "document.documentElement.requestFullscreen().catch(() => 0)"
    ),
    "private-parts": answer(
        "<p>Hello</p><iframe src=http://10.0.0.1/></iframe><img src=http://169.254.169.254/>"
    ),
    "endless-script": _script("while (1);"),
    "endless-timer": _script("setInterval(() => { t = Date.now(); while (Date.now() - t < 400); }, 1)"),
    "endless-promises": _script("(function f() { Promise.resolve().then(f) })()"),
    "endless-frames-of-a-film": _script(
        "(function f() { document.title += 'x'; requestAnimationFrame(f) })()"
    ),
    "history-loop": _script(
        "for (n = 0; n < 999; n++) history.pushState(n, '', '/h' + n); setInterval(history.back, 1)"
    ),
    "frames-within-frames": answer(
        "<p>Hello</p><iframe src=/frames-within-frames?a></iframe><iframe src=?b>"
    ),
    "frames-without-end": _script(
        "setInterval(() => document.body.append(Object.assign(document.createElement('iframe'), {src: '/window'})), 9)"
    ),
    "frame-set": answer("<frameset cols='*,*'><frame src=/hello><frame src=/hello></frameset>"),
    "workers": _script("for (n = 0; n < 20; n++) new Worker(URL.createObjectURL(new Blob(['while (1);'])))"),
    "data": _script("location = 'data:text/html,<p>Data'"),
    "blob": _script(
        "location = URL.createObjectURL(new Blob(['<p>Hello from a blob'], {type: 'text/html'}))"
    ),
    "file-of-the-machine": _script("location = 'file:///etc/passwd'"),
    "own-pages": _script("location = 'chrome://crash'"),
    "log-in-for-a-part": answer("<p>Hello</p><img src=/log-in>"),
    "part-that-hangs": answer("<p>Hello</p><script src=/hangs></script>"),
    "many-requests": _script("for (n = 0; n < 3000; n++) fetch('/hello?' + n)"),
    "large": answer("<div style='width:99999px;height:9999999px'>Hello</div>"),
    "deep": answer("<div>" * 9_000 + "Hello"),
    "entities": answer(
        '<!DOCTYPE l [<!ENTITY a "Hello Hello"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>',
        content_type="application/xml",
    ),
}
"""Pages that can be drawn, and are."""

ENDED: dict[str, tuple[Script, *tuple[Outcome, ...]]] = {
    "gigabyte": (_gigabyte, Outcome.PARTIAL),
    "file": (answer(b"PK", content_type="application/zip", content_disposition="attachment"), Outcome.OK),
    "log-in": (answer("log in", "401 Unauthorized", www_authenticate='Basic realm="x"'), Outcome.HTTP),
    "redirects": (redirect("/redirects"), Outcome.TOO_MANY_REDIRECTS),
    "redirects-by-script": (_script("location = '/redirects-by-script'"), Outcome.TOO_MANY_REDIRECTS),
    "redirects-by-markup": (answer("<meta http-equiv=refresh content=0>"), Outcome.TOO_MANY_REDIRECTS),
    "reloads": (_script("location.reload()"), Outcome.TOO_MANY_REDIRECTS),
    "private": (_script("location = 'http://10.0.0.1/'"), Outcome.BLOCKED_PRIVATE_ADDRESS),
    "memory": (
        _script("a = []; while (1) a.push(new Uint8Array(4e7).fill(1))"),
        Outcome.BROWSER,
    ),
    "memory-of-a-script": (
        _script(
            "a = []; setInterval(() => { for (n = 0; n < 20; n++) a.push(Array(1e6).fill(n + 0.5)) }, 1)"
        ),
        Outcome.BROWSER,
    ),
    "canvas": (
        _script(
            "for (n = 0; n < 60; n++) { c = document.createElement('canvas'); c.width = c.height = 8000;"
            "c.getContext('2d').fillRect(0, 0, 8000, 8000); document.body.append(c) }"
        ),
        *(Outcome.BROWSER, Outcome.TIMEOUT),
    ),
    "many-elements": (
        _script("for (n = 0; n < 500000; n++) document.body.append(document.createElement('p'))"),
        Outcome.BROWSER,
    ),
    "much-text": (_script("document.body.append('words '.repeat(2e7))"), Outcome.BROWSER),
    "reset": ((End.RESET,), Outcome.CONNECT),
}
"""Pages that cannot be drawn, and how each may end."""

HELD = {
    "/hello": answer("<p>Hello"),
    "/window": answer("<p>A window"),
    "/worker.js": answer("addEventListener('fetch', e => 0)", content_type="text/javascript"),
    "/file": answer("file", content_type="application/octet-stream"),
    "/hangs": (head(content_type="text/javascript"), End.HANG),
    "/frames-within-frames?a": DRAWN["frames-within-frames"],
    "/frames-within-frames?b": DRAWN["frames-within-frames"],
}
"""What the pages ask for besides."""


IN_SHORT = (
    *(
        "service-worker",
        "windows",
        "alert-loop",
        "stays",
        "private-parts",
        "endless-script",
        "frames-within-frames",
    ),
    *(
        "frame-set",
        "blob",
        "part-that-hangs",
        "gigabyte",
        "file",
        "log-in",
        "redirects-by-script",
        "private",
        "memory",
    ),
)
"""The pages that are visited whenever the tests run."""


@contextmanager
def open_hostile() -> Iterator[Drawing]:
    """A server of these pages, and a browser that has little time for each."""
    with open_drawing(total_seconds=SECONDS, read_seconds=5.0, max_body=200_000) as drawing:
        scripts = {name: script for name, (script, *_) in ENDED.items()} | DRAWN
        for path, script in (HELD | {f"/{name}": script for name, script in scripts.items()}).items():
            drawing.server.say(path, script)
        yield drawing


def wrong(name: str, visit: Visit) -> str:
    """What is not as it should be; empty where nothing is."""
    expected = ENDED[name][1:] if name in ENDED else (Outcome.OK,)
    if visit.outcome not in expected:
        return f"{visit.outcome}, not {expected}: {visit.reason}"
    if name in DRAWN and (visit.drawn is None or "Hello" not in words(visit.drawn)):
        return "It was not drawn."
    return ""


def main() -> int:
    """Visit all, one after the other; 1 where one does not end as it should."""
    count, tell = 0, sys.stdout.write
    with open_hostile() as drawing:
        for name in sys.argv[1:] or (*DRAWN, *ENDED):
            began = monotonic()
            visit = drawing.visits(f"/{name}")[0]
            count += bool(fault := wrong(name, visit))
            used = drawing.highest_memory() >> 20
            tell(f"{name:26} {visit.outcome:24} {monotonic() - began:5.1f} s {used:5} MB  {fault}\n")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
