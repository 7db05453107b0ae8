"""Bytes that no browser should send to the proxy, from a page's process that was taken over or from anybody here."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.fetch.browser.connection import MOST_HEAD
from factcheck.fetch.browser.recording_proxy import RecordingProxy
from factcheck.model.vocabulary import Outcome
from tests.fetch.browser.proxied import ANYONE, open_proxy, say
from tests.fetch.visiting import Names
from tests.servers import End, ScriptedServer, answer, head


def said(server: ScriptedServer, *data: bytes, silence: float = 10) -> tuple[RecordingProxy, bytes]:
    """The proxy of a capture after these bytes were said to it, and what it answered."""

    async def go() -> tuple[RecordingProxy, bytes]:
        async with open_proxy(server) as proxy:
            return proxy, await say(proxy, *data, silence=silence)

    return asyncio.run(go())


def get(server: ScriptedServer, *lines: str, target: str = "") -> bytes:
    """A request with these lines besides its first one and Host."""
    return "\r\n".join([f"GET {target or server.url()} HTTP/1.1", "Host: x", *lines, "", ""]).encode()


GET = b"GET HERE HTTP/1.1\r\nHost: x\r\n"
NO_HTTP = {
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00",
    "SOCKS": b"\x05\x01\x00",
    "no target": b"GET\r\n\r\n",
    "two lengths": GET + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\n",
    "a negative length": GET + b"Content-Length: -3\r\n\r\n",
    "two codings": GET + b"Transfer-Encoding: chunked, gzip\r\n\r\n",
    "a broken chunk": GET + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "no colon": GET + b"No colon\r\n\r\n",
    "a bare CR": GET + b"X: a\rb\r\n\r\n",
    "a blank before a colon": GET + b"X : a\r\n\r\n",
    "two hosts": GET + b"Host: y\r\n\r\n",
    "a long head": GET + b"X: " + b"a" * 2 * MOST_HEAD + b"\r\n\r\n",
}


@pytest.mark.parametrize("data", NO_HTTP.values(), ids=NO_HTTP.keys())
def test_what_is_no_http_ends_the_connection_and_reaches_nobody(data: bytes) -> None:
    with ScriptedServer({"/": answer("x")}) as server:
        _, heard = said(server, data.replace(b"HERE", server.url().encode()))
        assert not server.requests
    assert heard == b""


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "*",
        "//",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://a:b@127.0.0.1/",
        "http:///",
        "x",
        "http://a b/",
    ],
)
def test_an_address_that_is_none_is_refused(target: str) -> None:
    with ScriptedServer({"/": answer("x")}) as server:
        proxy, heard = said(server, get(server, "Connection: close", target=target))
        assert not server.requests
    assert heard.startswith(b"HTTP/1.1 502 ") if proxy.refused else heard == b""
    assert not any("a:b" in refused.url for refused in proxy.refused)


def test_an_address_of_this_machine_is_refused_by_number_too() -> None:
    with ScriptedServer({"/": answer("x")}) as server:
        (refused,) = said(server, get(server, "Connection: close", target="http://[::1]/"))[0].refused
    assert (refused.url, refused.outcome) == ("http://[::1]/", Outcome.BLOCKED_PRIVATE_ADDRESS)


def test_what_follows_a_request_is_a_request_of_its_own_and_no_part_of_it() -> None:
    with ScriptedServer({"/": answer("one"), "/two": answer("two")}) as server:
        both = get(server) + get(server, "Connection: close", target=server.url("/two"))
        _, heard = said(server, both)
        smuggled = get(server, "Content-Length: 6", "Transfer-Encoding: chunked") + b"0\r\n\r\n"
        said(server, smuggled + get(server, "Connection: close"))

        assert [request.path for request in server.requests] == ["/", "/two", "/", "/"]
        assert all(request.header("transfer-encoding") is None for request in server.requests)
    assert heard.count(b"HTTP/1.1 200 OK") == 2


def test_a_websocket_is_refused_with_tls_and_without() -> None:
    async def go() -> None:
        async with open_proxy(server) as proxy:
            asks = ("Connection: Upgrade, close", "Upgrade: websocket", "Sec-WebSocket-Key: x")
            heard = await say(
                proxy,
                b"CONNECT plain.example:80 HTTP/1.1\r\nHost: x\r\n\r\n",
                get(server, *asks, target="/a"),
            )
            assert heard.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 502 ")
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            writer.write(b"CONNECT secure.example:443 HTTP/1.1\r\nHost: x\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            await writer.start_tls(ANYONE)
            writer.write(get(server, *asks, target="/b"))
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 502 ")
            writer.close()
        told = [(refused.url, refused.outcome) for refused in proxy.refused]
        assert told == [
            ("http://plain.example:80/a", Outcome.BLOCKED_SCHEME),
            ("https://secure.example:443/b", Outcome.BLOCKED_SCHEME),
        ]

    with ScriptedServer() as server:
        asyncio.run(go())


@pytest.mark.parametrize(
    "within",
    [
        b"CONNECT other.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x00\x05nothing of tls",
        b"\x00\x01\x00\x00\x21\x12\xa4\x42 a TURN server is asked like this",
        b"",
    ],
    ids=["tunnel", "broken TLS", "TURN", "nothing"],
)
def test_a_tunnel_holds_http_and_nothing_else(within: bytes) -> None:
    with ScriptedServer() as server:
        opens = f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        _, heard = said(server, opens, within, silence=0.3)
        assert server.connections == 0
    assert heard.removeprefix(b"HTTP/1.1 200 Connection established\r\n\r\n")[:1] in (b"", b"\x15")


def test_what_a_browser_gives_up_is_given_up_and_named() -> None:
    async def go() -> RecordingProxy:
        async with open_proxy(server) as proxy:
            await say(proxy, get(server), silence=0.3)
            while not proxy.refused:
                await asyncio.sleep(0.01)
            return proxy

    with ScriptedServer({"/": [End.HANG]}) as server:
        (refused,) = asyncio.run(go()).refused
    assert (refused.url, refused.outcome) == (server.url(), Outcome.BROWSER)


def test_whoever_waits_for_leave_to_send_gets_it() -> None:
    with ScriptedServer({"/": lambda request: answer(request.body)}) as server:
        asks = get(server, "Expect: 100-continue", "Content-Length: 5", "Connection: close").replace(
            b"GET", b"POST"
        )
        _, heard = said(server, asks, b"Hello")
    assert heard.startswith(b"HTTP/1.1 100 ")
    assert heard.endswith(b"Hello")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.binary(max_size=200), max_size=3),
    st.sampled_from([b"", b"CONNECT a.example:443 HTTP/1.1\r\nHost: x\r\n\r\n"]),
)
def test_no_bytes_make_it_fail_or_ask_anybody(parts: list[bytes], begun: bytes) -> None:
    async def go() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
        async with open_proxy(asked="http://page.example/", names=names) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            writer.write(begun + b"".join(parts))
            writer.write_eof()
            while await reader.read(65_536):
                pass
            writer.close()

    names, faults = Names(), list[object]()
    asyncio.run(go())
    assert (names.asked, faults) == ([], [])


ODD_ANSWERS = {
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx",
    "a reason in Latin-1": b"HTTP/1.1 200 Tr\xe8s bien\r\nContent-Length: 1\r\n\r\nx",
    "an old version": b"HTTP/1.0 200 OK\r\n\r\nx",
    "an unknown status": b"HTTP/1.1 799 Odd\r\nContent-Length: 1\r\n\r\nx",
    "bytes beyond ASCII": b"HTTP/1.1 200 OK\r\nX: \xff\x80\r\nContent-Length: 1\r\n\r\nx",
    "a value that is empty": b"HTTP/1.1 200 OK\r\nX:\r\nContent-Length: 1\r\n\r\nx",
    "a folded line": b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 1\r\n\r\nx",
    "a line without colon": b"HTTP/1.1 200 OK\r\nodd\r\nContent-Length: 1\r\n\r\nx",
    "the same length twice": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
    "a length and chunks": head(content_length="9", transfer_encoding="chunked") + b"1\r\nx\r\n0\r\n\r\n",
    "a proxy's demand": b"HTTP/1.1 407 Log in\r\nProxy-Authenticate: Basic\r\nContent-Length: 1\r\n\r\nx",
    "a length with 304": b"HTTP/1.1 304 Same\r\nContent-Length: 1\r\n\r\n",
    "a length with 204": b"HTTP/1.1 204 None\r\nContent-Length: 0\r\n\r\n",
    "a header of the connection": b"HTTP/1.1 200 OK\r\nX: a\r\nConnection: X\r\nContent-Length: 1\r\n\r\nx",
}


@pytest.mark.parametrize("raw", ODD_ANSWERS.values(), ids=ODD_ANSWERS.keys())
def test_an_odd_answer_comes_as_a_correct_one_and_is_recorded_as_it_came(raw: bytes) -> None:
    with ScriptedServer({"/": [raw, End.CLOSE], "/next": answer("next")}) as server:
        proxy, heard = said(
            server, get(server) + get(server, "Connection: close", target=server.url("/next"))
        )

    hop, after = proxy.hops
    assert hop.response.split(b" ")[1] == raw.split(b" ")[1][:3]
    assert after.body == b"next"
    told, _, rest = heard.partition(b"\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 %d " % hop.status)
    assert rest.removeprefix(hop.body).startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"Proxy-Authenticate" not in heard
