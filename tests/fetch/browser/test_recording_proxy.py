"""The one door of a browser: what passes it, what does not, and what is recorded of it."""

import asyncio

from factcheck.model.vocabulary import Outcome
from tests.fetch.browser.proxied import open_browser, open_proxy
from tests.fetch.visiting import NOON, at_home
from tests.servers import Authority, ScriptedServer, answer


def test_an_exchange_passes_and_is_recorded_as_sent() -> None:
    async def go() -> None:
        said = b"HTTP/1.1 200 Fine\r\nX-oDD: 1\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nHello"
        with ScriptedServer({"/a?b=|'": said}) as server:
            async with open_proxy(server) as proxy, open_browser(proxy) as browser:
                got = await browser.get(server.url("/a?b=|'"), headers={"Accept-Encoding": "zstd, br"})
                (hop,) = proxy.hops
            (asked,) = server.requests
        assert (got.status_code, got.reason_phrase, got.text) == (200, "Fine", "Hello")
        assert (got.headers["x-odd"], got.headers.get("connection")) == ("1", None)
        assert (hop.request, hop.response + hop.body, hop.at) == (asked.head, said, NOON)
        assert asked.header("accept-encoding") == "br"
        assert asked.header("host") == f"127.0.0.1:{server.port}"
        assert not proxy.refused
        assert proxy.let_through

    asyncio.run(go())


def test_the_certificate_of_the_real_server_is_verified() -> None:
    async def go() -> None:
        mine, other = Authority(), Authority()
        with ScriptedServer({"/": answer("Hello")}, tls=mine.server("site.example")) as server:
            names, url = at_home("site.example"), server.url("/", "site.example")
            async with (
                open_proxy(server, asked=url, names=names, tls=mine.visitor()) as proxy,
                open_browser(proxy) as browser,
            ):
                assert (await browser.get(url)).text == "Hello"
                (hop,) = proxy.hops
                assert (hop.url, bool(hop.certificate)) == (url, True)
            async with (
                open_proxy(server, asked=url, names=names, tls=other.visitor()) as proxy,
                open_browser(proxy) as browser,
            ):
                assert (await browser.get(url)).status_code == 502
                (refused,) = proxy.refused
                assert (refused.url, refused.outcome) == (url, Outcome.TLS_UNKNOWN_CA)
                assert not proxy.hops

    asyncio.run(go())
