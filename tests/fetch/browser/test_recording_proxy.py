"""The one door of a browser: what passes it, what does not, and what is recorded of it."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest

from factcheck.fetch.browser.recording_proxy import ProxyLimits, RecordingProxy
from factcheck.model.vocabulary import Outcome
from tests.fetch.browser.proxied import browse
from tests.fetch.visiting import HOME, NOON, OUTSIDE, Names, at_home
from tests.servers import Authority, End, ScriptedServer, Step, answer, head, once, redirect


def test_an_exchange_passes_and_is_recorded_as_sent() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got = await browser.get(server.url("/a?b=|'"), headers={"Accept-Encoding": "zstd, br"})
        assert (got.status_code, got.reason_phrase, got.text) == (200, "Fine", "Hello")
        assert (got.headers["x-odd"], got.headers.get("keep-alive")) == ("1", None)

    said = b"HTTP/1.1 200 Fine\r\nX-oDD: 1\r\nContent-Length: 5\r\nKeep-Alive: timeout=9\r\n\r\nHello"
    with ScriptedServer({"/a?b=|'": said}) as server:
        proxy = browse(do, server)
        (asked,) = server.requests

    (hop,) = proxy.hops
    assert (hop.request, hop.response + hop.body, hop.at) == (asked.head, said, NOON)
    assert asked.header("accept-encoding") == "br"
    assert asked.header("host") == f"127.0.0.1:{server.port}"
    assert not proxy.refused
    assert proxy.let_through


def test_the_certificate_of_the_real_server_is_verified() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got.append((await browser.get(url)).status_code)

    got: list[int] = []
    mine, other = Authority(), Authority()
    with ScriptedServer({"/": answer("Hello")}, tls=mine.server("site.example")) as server:
        url, names = server.url("/", "site.example"), at_home("site.example")
        trusted = browse(do, server, asked=url, names=names, tls=mine.visitor())
        untrusted = browse(do, server, asked=url, names=names, tls=other.visitor())

    (hop,), (refused,) = trusted.hops, untrusted.refused
    assert got == [200, 502]
    assert (hop.url, bool(hop.certificate)) == (url, True)
    assert (refused.url, refused.outcome) == (url, Outcome.TLS_UNKNOWN_CA)
    assert not untrusted.hops


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "GET"])
def test_a_request_of_any_method_passes_with_what_it_sends(method: str) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got = await browser.request(method, server.url(), content=b"asked", headers={"X-Of-Page": "1"})
        assert got.text == "deksa"

    with ScriptedServer({"/": lambda request: answer(request.body[::-1])}) as server:
        (hop,) = browse(do, server).hops
        (asked,) = server.requests

    assert hop.request == asked.head + b"asked"
    assert asked.head.startswith(f"{method} / HTTP/1.1\r\n".encode())
    assert asked.header("x-of-page") == "1"


def test_what_is_sent_in_chunks_arrives_whole() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        async def parts() -> AsyncIterator[bytes]:
            yield b"one"
            yield b"two"

        assert (await browser.post(server.url(), content=parts())).text == "onetwo"

    with ScriptedServer({"/": lambda request: answer(request.body)}) as server:
        browse(do, server)
        (asked,) = server.requests
    assert asked.header("transfer-encoding") is None


def test_the_head_alone_passes_with_the_length_that_it_says() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got = await browser.head(server.url())
        assert (got.headers["content-length"], got.content) == ("500", b"")
        assert (await browser.get(server.url("/next"))).text == "still there"

    with ScriptedServer({"/": head(content_length="500"), "/next": answer("still there")}) as server:
        first, _ = browse(do, server).hops
    assert (first.status, first.body) == (200, b"")


def test_parts_conditions_and_codings_pass_as_they_are() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        part = await browser.get(server.url("/part"), headers={"Range": "bytes=2-3"})
        assert (part.status_code, part.headers["content-range"], part.text) == (206, "bytes 2-3/9", "cd")
        same = await browser.get(server.url("/same"), headers={"If-None-Match": '"a"'})
        assert (same.status_code, same.headers["etag"]) == (304, '"a"')
        assert (await browser.get(server.url("/packed"))).text == "Hello"

    packed = gzip.compress(b"Hello")
    pages = {
        "/part": answer("cd", "206 Partial Content", content_range="bytes 2-3/9"),
        "/same": head("304 Not Modified", etag='"a"', content_length="7"),
        "/packed": answer(packed, content_encoding="gzip"),
    }
    with ScriptedServer(pages) as server:
        part, same, whole = browse(do, server).hops
        assert server.asked("/part")[0].header("range") == "bytes=2-3"
        assert server.asked("/same")[0].header("if-none-match") == '"a"'
    assert [part.body, same.body, whole.body] == [b"cd", b"", packed]


@pytest.mark.parametrize(
    ("kind", "range_", "asked"),
    [
        ("video", "bytes=0-", "bytes=0-999999"),
        ("audio", "bytes=7000000-", "bytes=7000000-7999999"),
        ("video", "bytes=0-9", "bytes=0-9"),
        ("video", "bytes=-9", "bytes=-9"),
        ("empty", "bytes=0-", "bytes=0-"),
    ],
)
def test_of_a_film_as_much_is_asked_for_as_is_read_at_a_time(kind: str, range_: str, asked: str) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get(server.url(), headers={"Range": range_, "Sec-Fetch-Dest": kind})

    with ScriptedServer({"/": answer("x", "206 Partial Content", content_range="bytes 0-0/9")}) as server:
        browse(do, server)
        (request,) = server.requests
    assert request.header("range") == asked


def test_a_redirect_is_passed_on_and_not_followed() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        assert (await browser.get(server.url())).headers["location"] == "/there"

    with ScriptedServer({"/": redirect("/there"), "/there": answer("Hello")}) as server:
        browse(do, server)
        assert server.visits == {"/": 1}


def test_exchanges_are_recorded_in_the_order_in_which_they_ended() -> None:
    async def do(proxy: RecordingProxy, browser: httpx.AsyncClient) -> None:
        server.say("/slow", lambda _: once(lambda: bool(proxy.hops), answer("slow")))
        await asyncio.gather(*(browser.get(server.url(path)) for path in ("/slow", "/quick")))

    with ScriptedServer({"/quick": answer("quick")}) as server:
        assert [hop.body for hop in browse(do, server).hops] == [b"quick", b"slow"]


def test_notices_and_trailers_do_not_reach_the_browser() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got = await browser.get(server.url())
        assert (got.status_code, got.text) == (200, "Hello")
        assert "transfer-encoding" not in got.headers

    said = (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
        b"Trailer: X-Late\r\n\r\n5\r\nHello\r\n0\r\nX-Late: 1\r\n\r\n"
    )
    with ScriptedServer({"/": said}) as server:
        (hop,) = browse(do, server).hops
    assert (hop.status, hop.body) == (200, b"Hello")


def test_a_change_of_protocol_that_nobody_asked_for_is_refused() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        assert (await browser.get(server.url())).status_code == 502

    with ScriptedServer({"/": head("101 Switching Protocols", upgrade="x", connection="upgrade")}) as server:
        (refused,) = browse(do, server).refused
    assert refused.outcome is Outcome.PROTOCOL


@pytest.mark.parametrize(
    ("script", "cut"),
    [
        ([head(content_length="9"), b"Hello", End.CLOSE], "disconnect"),
        ([head(content_length="9"), b"Hello", End.HANG], "time"),
        ([answer(b"Hello" * 1_000)], "length"),
    ],
    ids=["disconnect", "time", "length"],
)
def test_a_body_that_was_cut_off_comes_cut_off_and_is_recorded_so(script: list[Step], cut: str) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        with pytest.raises(httpx.RemoteProtocolError):
            await browser.get(server.url())

    with ScriptedServer({"/": script}) as server:
        (hop,) = browse(do, server, max_body=5, read_seconds=0.3).hops
    assert (hop.body, hop.truncated) == (b"Hello", cut)


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://inside.example/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://10.0.0.1/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://2130706433/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://outside.example:22/", Outcome.BLOCKED_PORT),
        ("http://nowhere.example/", Outcome.DNS),
        ("http://turning.example/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        (f"http://{'a' * 64}.example/", Outcome.BAD_URL),
    ],
)
def test_what_the_guard_refuses_is_named_and_not_asked(url: str, outcome: Outcome) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        assert (await browser.get(url)).status_code == 502

    names = Names(
        {"inside.example": ["10.1.2.3"], "outside.example": [OUTSIDE], "turning.example": ([HOME],)}
    )
    proxy = browse(do, asked="https://page.example/", names=names)
    (refused,) = proxy.refused
    assert (refused.outcome, bool(refused.reason), proxy.hops) == (outcome, True, ())


def test_an_address_that_is_let_through_is_reached_by_who_asked_for_it_alone() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get(server.url())
        await browser.get(other.url())

    with ScriptedServer({"/": answer("x")}) as server, ScriptedServer({"/": answer("x")}) as other:
        proxy = browse(do, server, other)
        assert not other.requests
    assert [one.outcome for one in proxy.refused] == [Outcome.BLOCKED_PRIVATE_ADDRESS]


def test_the_limits_of_a_capture_hold_for_all_exchanges_together() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got.extend([(await browser.get(server.url(path))).status_code for path in ("/1", "/2", "/3")])

    got: list[int] = []
    with ScriptedServer({f"/{number}": answer("x" * 40) for number in (1, 2, 3)}) as server:
        counted = browse(do, server, limits=ProxyLimits(requests=2))
        weighed = browse(do, server, limits=ProxyLimits(kept=80))
    assert got == [200, 200, 502] * 2
    for proxy in (counted, weighed):
        assert [one.outcome for one in proxy.refused] == [Outcome.BROWSER]


def test_what_a_page_sends_is_limited() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        assert (await browser.post(server.url(), content=b"x" * 11)).status_code == 502
        assert (await browser.post(server.url(), content=b"x" * 10)).status_code == 200

    with ScriptedServer({"/": lambda request: answer(request.body)}) as server:
        (refused,) = browse(do, server, limits=ProxyLimits(content=10)).refused
    assert refused.outcome is Outcome.BROWSER


def test_what_chromium_asks_its_maker_for_is_refused_and_in_no_record() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        for url in ("https://update.googleapis.com/a", "http://redirector.gvt1.com/b"):
            assert (await browser.get(url, headers={"Sec-Fetch-Site": "none"})).status_code == 502
            assert (await browser.get(url)).status_code == 502

    proxy = browse(do, asked="https://page.example/")
    assert (proxy.hops, proxy.refused) == ((), ())


@pytest.mark.parametrize(
    ("name", "value"), [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")]
)
def test_what_a_page_asks_these_hosts_for_is_as_all_else(name: str, value: str) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get("https://accounts.google.com/gsi/client", headers={name: value})

    (refused,) = browse(do, asked="https://page.example/").refused
    assert refused.outcome is Outcome.DNS


def test_the_name_that_is_asked_for_is_the_one_that_is_connected_to() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get(
            server.url(), headers={"Host": "other.example", "Connection": "X-Mine", "X-Mine": "1"}
        )

    with ScriptedServer({"/": answer("x")}) as server:
        browse(do, server)
        (asked,) = server.requests
    assert asked.header("host") == f"127.0.0.1:{server.port}"
    assert asked.header("x-mine") is None


def test_what_is_not_answered_at_the_end_is_named() -> None:
    async def do(proxy: RecordingProxy, browser: httpx.AsyncClient) -> None:
        loading = asyncio.ensure_future(browser.get(server.url()))
        while not server.requests:
            await asyncio.sleep(0.01)
        await proxy.__aexit__()
        with pytest.raises(httpx.HTTPError):
            await loading

    with ScriptedServer({"/": [End.HANG]}) as server:
        proxy = browse(do, server)
        (refused,) = proxy.refused
    assert (refused.url, refused.outcome) == (server.url(), Outcome.BROWSER)


def test_what_the_page_did_not_get_is_told_in_one_note() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get(server.url())
        for host in ("a.example", "b.example", "c.example", "d.example", "10.0.0.1"):
            await browser.get(f"http://{host}/1")
        await browser.get("http://a.example/2")

    with ScriptedServer({"/": answer("x")}) as server:
        proxy = browse(do, server)
        assert browse(lambda *_: asyncio.sleep(0), server).notes == ()
    assert proxy.notes == (
        "Not fetched of what the page asked for: 6 (5 error:dns, 1 blocked:private-address), "
        "of a.example, b.example, c.example and others.",
    )
