"""Bytes handed to a service: once, under the guard of every visit, and nobody followed from there."""

import asyncio
import ssl
from typing import Unpack

import pytest

from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import Limits, Names, at_home, open_fetcher
from tests.servers import Authority, End, Request, Script, ScriptedServer, Wait, answer, redirect

ASKED = bytes(range(256)) * 3


def post(
    url: str,
    *servers: ScriptedServer,
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    **limits: Unpack[Limits],
) -> Visit:
    """The bytes handed over by a fetcher of its own."""

    async def go() -> Visit:
        async with open_fetcher(*servers, names=names, tls=tls, **limits) as fetcher:
            return await fetcher.post(url, ASKED, [("Content-Type", "application/octet-stream")], 1_000)

    return asyncio.run(go())


def echo(request: Request) -> bytes:
    return answer(request.body[::-1])


def test_what_is_handed_over_arrives_and_the_answer_comes_back() -> None:
    with ScriptedServer({"/ask?a=1": echo}) as server:
        visit = post(server.url("/ask?a=1"), server)
        (request,) = server.requests

    assert visit.outcome is Outcome.OK
    assert visit.last is not None
    assert visit.last.body == ASKED[::-1]
    assert visit.last.request == request.head + ASKED
    assert request.head.startswith(b"POST /ask?a=1 HTTP/1.1\r\n")
    assert request.body == ASKED
    assert request.header("content-type") == "application/octet-stream"
    assert visit.let_through


def test_a_private_address_is_not_asked_unless_the_settings_let_it_through() -> None:
    with ScriptedServer({"/": echo}) as server:
        number = post(server.url())
        name = post(
            server.url(host="inside.example"), names=at_home("inside.example"), ports=frozenset({server.port})
        )

        assert server.connections == 0
    assert (number.outcome, name.outcome) == (Outcome.BLOCKED_PRIVATE_ADDRESS,) * 2
    assert number.hops == ()


def test_an_answer_that_leads_elsewhere_is_not_followed() -> None:
    with ScriptedServer({"/": redirect("/other", "307 Temporary Redirect"), "/other": echo}) as server:
        visit = post(server.url(), server)

        assert server.visits == {"/": 1}
    assert visit.outcome is Outcome.HTTP


def test_it_is_handed_over_once_whatever_becomes_of_it() -> None:
    with ScriptedServer({"/": answer("", "503 Service Unavailable")}) as server:
        assert post(server.url(), server).outcome is Outcome.HTTP
        assert server.visits == {"/": 1}


def test_no_more_of_an_answer_is_kept_than_was_asked_for() -> None:
    with ScriptedServer({"/": answer(b"x" * 5_000)}) as server:
        visit = post(server.url(), server)

    assert visit.outcome is Outcome.PARTIAL
    assert visit.last is not None
    assert len(visit.last.body) == 1_000


def test_a_service_that_is_slow_or_breaks_off_is_told() -> None:
    slow: dict[str, Script] = {
        "/slow": [Wait(5), answer("late")],
        "/hang": [answer("x", content_length="9"), End.HANG],
        "/gone": [End.RESET],
    }
    with ScriptedServer(slow) as server:
        assert post(server.url("/slow"), server, read_seconds=0.1).outcome is Outcome.TIMEOUT
        assert post(server.url("/hang"), server, total_seconds=0.3).outcome is Outcome.TIMEOUT
        assert post(server.url("/gone"), server).outcome is Outcome.CONNECT


def test_a_certificate_that_nobody_vouches_for_ends_it() -> None:
    mine, other = Authority(), Authority()
    with ScriptedServer({"/": echo}, tls=mine.server("service.example")) as server:
        url, names = server.url(host="service.example"), at_home("service.example")
        trusted = post(url, server, names=names, tls=mine.visitor())
        untrusted = post(url, server, names=names, tls=other.visitor())

    assert trusted.outcome is Outcome.OK
    assert untrusted.outcome is Outcome.TLS_UNKNOWN_CA


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("file:///etc/hosts", Outcome.BLOCKED_SCHEME),
        ("http://user:secret@example.org/", Outcome.BLOCKED_USERINFO),
        ("nonsense", Outcome.BAD_URL),
        ("https://example.org:22/", Outcome.BLOCKED_PORT),
    ],
)
def test_an_address_that_may_not_be_visited_is_not_asked(url: str, outcome: Outcome) -> None:
    visit = post(url, names=Names({"example.org": ["93.184.215.14"]}))

    assert visit.outcome is outcome
    assert "secret" not in visit.requested_url + visit.reason
