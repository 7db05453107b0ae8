"""The guard, on real connections: what it refuses is never connected to."""

import asyncio
import socket
from collections.abc import Iterator, Sequence

import pytest

from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.network import Guard
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import HOME, NOON, OUTSIDE, Names, at_home, open_fetcher, through, visit
from tests.servers import ScriptedServer, answer, redirect

PAGE = {"/": answer("<p>Hello")}


def _ways_home(port: int) -> list[str]:
    hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "１２７.０.０.１", "[::1]"]
    hosts += ["[::ffff:127.0.0.1]", "[::127.0.0.1]", "0.0.0.1", "[::]", "localhost", "me.example"]
    return [f"http://{host}:{port}/" for host in hosts]


def test_no_spelling_of_a_private_address_is_connected_to() -> None:
    names = Names({"me.example": [HOME], "localhost": ["::1", HOME]})
    with ScriptedServer(PAGE) as server:
        for ports in (frozenset({80, 443}), frozenset({80, 443, server.port})):
            for url in _ways_home(server.port):
                one = visit(url, names=names, ports=ports)
                by_name = "localhost" in url or "me.example" in url
                closed = by_name and server.port not in ports
                assert one.outcome is (Outcome.BLOCKED_PORT if closed else Outcome.BLOCKED_PRIVATE_ADDRESS)
                assert (one.hops, one.let_through) == ((), False)
                assert one.reason.endswith(".")
        assert server.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "192.0.2.1", "224.0.0.1"),
        *("240.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001::1", "fe80::1"),
        *("fec0::1", "fd00::1", "ff02::1", "2001:db8::1"),
    ],
)
def test_a_name_that_leads_inside_is_refused_and_the_reason_says_where(address: str) -> None:
    one = visit("http://inside.example/", names=Names({"inside.example": [address]}))

    assert one.outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
    assert one.reason.startswith(f"inside.example leads to {address},")


def test_a_name_with_any_private_answer_is_refused_whole() -> None:
    for answers in ([OUTSIDE, HOME], [HOME, OUTSIDE], [OUTSIDE, "2606:4700::1111", "::1"]):
        with ScriptedServer(PAGE) as server:
            one = visit(
                f"http://both.example:{server.port}/",
                names=Names({"both.example": answers}),
                ports=frozenset({server.port}),
            )
            assert (one.outcome, server.connections) == (Outcome.BLOCKED_PRIVATE_ADDRESS, 0)


def test_another_port_is_refused_before_the_name_is_looked_up() -> None:
    for url in ("http://example.org:8080/", "https://example.org:22/", "http://example.org:65535/"):
        names = Names({"example.org": [OUTSIDE]})

        one = visit(url, names=names)

        assert (one.outcome, names.asked) == (Outcome.BLOCKED_PORT, [])
        assert "of example.org" in one.reason


def test_the_pair_let_through_is_reached_by_its_number_however_it_is_written() -> None:
    with ScriptedServer(PAGE) as server:
        for host in ("127.0.0.1", "127.1", "2130706433"):
            one = visit(server.url(host=host), server)

            assert (one.outcome, one.let_through) == (Outcome.OK, True)
            assert one.hops[0].peer == f"127.0.0.1:{server.port}"


def test_a_strangers_name_does_not_lead_to_the_pair_let_through() -> None:
    names = at_home("evil.example", "localhost")
    with ScriptedServer(PAGE) as server:
        for host in ("evil.example", "localhost", "[::ffff:127.0.0.1]"):
            for ports in (frozenset({80, 443}), frozenset({server.port})):
                one = visit(server.url(host=host), names=names, allow=through(server), ports=ports)

                assert one.outcome in (Outcome.BLOCKED_PORT, Outcome.BLOCKED_PRIVATE_ADDRESS)
        assert server.connections == 0


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """A public server."""
    monkeypatch.setattr("factcheck.fetch.network.is_public", lambda ip: str(ip) == HOME)
    with ScriptedServer() as server:
        yield server


def test_a_redirect_from_elsewhere_does_not_lead_to_what_is_let_through(stranger: ScriptedServer) -> None:
    names = Names({"kept.example": ["10.0.0.1"]})
    with ScriptedServer(PAGE, host="127.0.0.3") as kept:
        allow, ports = through(kept) | {("kept.example", 80)}, frozenset({80, stranger.port})
        for number, to in enumerate((kept.url(), "http://kept.example/")):
            stranger.say(f"/{number}", redirect(to))
            one = visit(stranger.url(f"/{number}"), names=names, allow=allow, ports=ports)

            assert (one.outcome, len(one.hops)) == (Outcome.BLOCKED_PRIVATE_ADDRESS, 1)
            assert not one.let_through
        assert kept.connections == 0


def test_a_redirect_from_elsewhere_is_refused_where_a_connection_is_still_open(
    stranger: ScriptedServer,
) -> None:
    async def go(kept: ScriptedServer) -> list[Outcome]:
        ports = frozenset({stranger.port})
        async with open_fetcher(kept, ports=ports) as fetcher:
            urls = (kept.url(), stranger.url(), kept.url())
            return [(await fetcher.visit(FetchRequest(url))).outcome for url in urls]

    with ScriptedServer(PAGE, host="127.0.0.3") as kept:
        stranger.say("/", redirect(kept.url("/secret")))
        stranger.say("/robots.txt", redirect(kept.url("/secret")))

        assert asyncio.run(go(kept)) == [Outcome.OK, Outcome.BLOCKED_PRIVATE_ADDRESS, Outcome.OK]
        assert kept.visits["/secret"] == 0


def test_a_redirect_may_stay_on_what_was_asked_for() -> None:
    with ScriptedServer({"/": redirect("/there"), "/there": PAGE["/"]}) as server:
        one = visit(server.url(), server)

        assert (one.outcome, one.let_through, len(one.hops)) == (Outcome.OK, True, 2)


def test_a_redirect_to_another_name_or_number_that_is_let_through_is_refused() -> None:
    with ScriptedServer(PAGE) as other, ScriptedServer({"/": redirect(other.url())}) as asked:
        assert visit(asked.url(), asked, other).outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
        asked.say("/", redirect(asked.url(host="archive.example")))
        one = visit(asked.url(), asked, names=at_home("archive.example"))

        assert (one.outcome, len(one.hops)) == (Outcome.BLOCKED_PORT, 1)
        assert other.connections == 0


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fe80::1"]
)
def test_a_name_let_through_never_leads_to_the_secrets_of_a_machine(address: str) -> None:
    names, allow = Names({"archive.example": [address]}), frozenset({("archive.example", 80)})

    one = visit("http://archive.example/", names=names, allow=allow)

    assert (one.outcome, one.hops) == (Outcome.BLOCKED_PRIVATE_ADDRESS, ())


def test_a_name_let_through_is_reached_with_its_port_and_no_other() -> None:
    with ScriptedServer(PAGE) as server, ScriptedServer(PAGE) as other:
        names, allow = at_home("archive.example", "b.example"), frozenset({("archive.example", server.port)})

        there = visit(server.url(host="archive.example"), names=names, allow=allow)
        by_other_name = visit(server.url(host="b.example"), names=names, allow=allow)
        closed = visit(server.url(host="b.example"), names=names, allow=allow, ports=frozenset({server.port}))
        by_number = visit(server.url(), names=names, allow=allow)
        by_port = visit(other.url(host="archive.example"), names=names, allow=allow)

        assert (there.outcome, there.let_through) == (Outcome.OK, True)
        assert by_other_name.outcome is Outcome.BLOCKED_PORT
        assert closed.outcome is by_number.outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
        assert by_port.outcome is Outcome.BLOCKED_PORT
        assert other.connections == 0


def test_beside_the_pair_let_through_all_else_stays_guarded() -> None:
    with ScriptedServer() as server, ScriptedServer(PAGE) as other:
        server.say("/", redirect(other.url()))
        server.say("/name", redirect(other.url(host="other.example")))
        names = at_home("other.example")

        assert visit(other.url(), server).outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
        assert visit(server.url(), server).outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
        assert visit(server.url("/name"), server, names=names).outcome is Outcome.BLOCKED_PORT
        mixed = Names({"mixed.example": [HOME, "127.0.0.2"]})
        assert visit(server.url(host="mixed.example"), server, names=mixed).outcome is (
            Outcome.BLOCKED_PRIVATE_ADDRESS
        )
        assert other.connections == 0


def test_a_public_page_on_a_port_let_through_for_another_address_is_refused() -> None:
    names = Names({"example.org": [OUTSIDE]})

    one = visit("http://example.org:8001/", names=names, allow=frozenset({(HOME, 8001)}))

    assert one.outcome is Outcome.BLOCKED_PORT


def test_a_name_that_changes_its_address_is_looked_up_once_and_connected_to_there() -> None:
    rebinding = Names({"rebind.example": ([HOME], ["169.254.169.254"])})
    with ScriptedServer(PAGE) as server:
        one = visit(server.url(host="rebind.example"), server, names=rebinding)

        assert (one.outcome, rebinding.asked) == (Outcome.OK, ["rebind.example"])

    with ScriptedServer(PAGE) as server:
        turned = Names({"rebind.example": (["169.254.169.254"], [HOME])})
        one = visit(server.url(host="rebind.example"), server, names=turned)

        assert (one.outcome, server.connections) == (Outcome.BLOCKED_PRIVATE_ADDRESS, 0)
        assert turned.asked == ["rebind.example"]


def test_the_peer_is_checked_again_after_connecting() -> None:
    """A stream that says it is connected elsewhere stands for whatever could stand in between."""

    class Elsewhere:
        closed = False

        def get_extra_info(self, _: str) -> tuple[str, int]:
            return "10.0.0.1", 80

        async def aclose(self) -> None:
            self.closed = True

    stream, guard = Elsewhere(), Guard(Policy(), Names())
    with pytest.raises(Stopped) as stopped:
        asyncio.run(guard._check_peer(stream, "example.org", (OUTSIDE, 80)))  # type: ignore[arg-type]

    assert stopped.value.outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
    assert stream.closed


def test_a_socket_of_this_machine_is_never_opened() -> None:
    with pytest.raises(Stopped):
        asyncio.run(Guard(Policy(), Names()).connect_unix_socket("/run/docker.sock"))


def test_the_next_address_is_tried_when_one_takes_no_connection() -> None:
    with ScriptedServer(PAGE) as server:
        allow = frozenset({("two.example", server.port)})
        names = Names({"two.example": ["127.0.0.9", HOME]})
        one = visit(server.url(host="two.example"), names=names, allow=allow)

        assert one.hops[0].peer == f"{HOME}:{server.port}"


def test_a_name_nobody_has_is_told_from_a_dns_that_does_not_answer() -> None:
    async def silent(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    async def ask() -> str:
        async with Fetcher(Policy(), lambda: NOON, resolve=silent) as fetcher:
            one = await fetcher.visit(FetchRequest("http://example.org/"))
            assert one.outcome is Outcome.DNS
            return one.reason

    unknown = visit("http://nobody.example/")

    assert unknown.outcome is Outcome.DNS
    assert unknown.reason == "There is no site of the name nobody.example: it is not in the DNS."
    assert visit("http://empty.example/", names=Names({"empty.example": []})).outcome is Outcome.DNS
    assert "gave no answer" in asyncio.run(ask())


def test_a_slow_look_up_ends_in_a_timeout() -> None:
    async def never(_host: str, _port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        raise AssertionError

    async def ask() -> Outcome:
        policy = Policy(connect_seconds=0.1)
        async with Fetcher(policy, lambda: NOON, resolve=never) as fetcher:
            return (await fetcher.visit(FetchRequest("http://example.org/"))).outcome

    assert asyncio.run(ask()) is Outcome.TIMEOUT


def test_a_connection_nobody_takes_is_told_with_its_reason() -> None:
    with ScriptedServer() as server:
        pass

    one = visit(server.url(), server)

    assert one.outcome is Outcome.CONNECT
    assert one.reason == "127.0.0.1 cannot be reached: connection refused."
    assert one.notes == ("Tried 3 times.",)
