"""A proxy the desk names: everything goes through it, it is said, and addresses are still checked before."""

import pytest

from factcheck.errors import BadInput
from factcheck.fetch.proxy import read_proxy
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import OUTSIDE, Names, visit
from tests.servers import End, Request, ScriptedServer, answer

PAGE = answer("<p>Hello")


def _proxied(server: ScriptedServer, *paths: str) -> ScriptedServer:
    for path in paths:
        server.say(path, PAGE)
    return server


def test_pages_come_through_the_proxy_and_the_visit_says_so() -> None:
    names = Names({"example.org": [OUTSIDE]})
    with ScriptedServer() as server:
        _proxied(server, "http://example.org/page")
        one = visit("http://example.org/page", names=names, proxy=server.url().rstrip("/"))
        (asked,) = server.asked("http://example.org/page")

    assert (one.outcome, one.hops[0].request) == (Outcome.OK, asked.head)
    assert one.notes == (f"Fetched through the proxy 127.0.0.1:{server.port}.",)
    assert (one.let_through, one.hops[0].peer) == (False, f"127.0.0.1:{server.port}")


def test_a_name_only_the_proxy_knows_is_left_to_it() -> None:
    with ScriptedServer() as server:
        _proxied(server, "http://far.example/")

        assert visit("http://far.example/", proxy=server.url()).outcome is Outcome.OK


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://10.0.0.1/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://inside.example/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://example.org:8080/", Outcome.BLOCKED_PORT),
    ],
)
def test_what_is_refused_without_a_proxy_is_refused_with_one(url: str, outcome: Outcome) -> None:
    with ScriptedServer() as server:
        one = visit(url, names=Names({"inside.example": ["10.0.0.1"]}), proxy=server.url())

        assert (one.outcome, server.connections) == (outcome, 0)


def test_secure_pages_go_through_a_tunnel() -> None:
    def tunnel(request: Request) -> tuple[bytes | End, ...]:
        assert request.head.startswith(b"CONNECT example.org:443 ")
        return answer("", "403 Forbidden"), End.CLOSE

    with ScriptedServer({"example.org:443": tunnel}) as server:
        one = visit("https://example.org/", proxy=server.url())

    assert (one.outcome, one.hops) == (Outcome.CONNECT, ())


def test_the_password_of_a_proxy_goes_to_the_proxy_and_nowhere_else() -> None:
    with ScriptedServer() as server:
        _proxied(server, "http://far.example/")
        one = visit("http://far.example/", proxy=server.url().replace("http://", "http://ana:secret@"))

        assert (server.asked("http://far.example/")[0].header("proxy-authorization") or "").startswith(
            "Basic"
        )
    assert "secret" not in repr(one)
    assert b"Authorization" not in one.hops[0].request


@pytest.mark.parametrize(
    "url", ["proxy.example:3128", "socks5://proxy.example", "ftp://a/", "http://", "http://\n"]
)
def test_what_is_no_proxy_is_said_before_anything_is_fetched(url: str) -> None:
    with pytest.raises(BadInput, match="is no proxy"):
        read_proxy(url)
