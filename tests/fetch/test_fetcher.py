"""Many visits at once: as they finish, bounded in tasks and memory, and none in the way of another."""

import asyncio
from contextlib import aclosing
from datetime import datetime

import pytest

from factcheck.fetch.fetcher import Fetcher, FetchRequest
from factcheck.fetch.policy import Policy
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import NOON, Names, at_home, open_fetcher, through, visit_all
from tests.servers import End, ScriptedServer, Wait, answer, once, redirect

PAGE = answer("<p>Hello")


def test_every_order_ends_in_one_visit() -> None:
    with ScriptedServer({"/": PAGE, "/gone": answer("", "410 Gone")}) as server:
        urls = [
            server.url(),
            server.url(),
            server.url("/gone"),
            server.url("/missing"),
            "nonsense",
            "ftp://example.org/",
            "http://10.0.0.1/",
            "http://nobody.example/",
        ]
        found = visit_all(urls, server)

    assert sorted(url for url, _ in found) == sorted(urls)
    assert dict(found)["http://10.0.0.1/"].outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
    assert sorted(one.outcome for _, one in found) == sorted(
        [
            *(Outcome.OK, Outcome.OK, Outcome.NOT_FOUND, Outcome.NOT_FOUND, Outcome.BAD_URL),
            *(Outcome.BLOCKED_SCHEME, Outcome.BLOCKED_PRIVATE_ADDRESS, Outcome.DNS),
        ]
    )


def test_no_orders_are_no_visits() -> None:
    assert visit_all([]) == []


def test_a_slow_host_delays_no_other() -> None:
    pages = {f"/{n}": PAGE for n in range(30)}
    with ScriptedServer(pages) as quick, ScriptedServer() as slow:
        for n in range(3):
            slow.say(f"/{n}", lambda _: once(lambda: quick.heard(pages) == 30, PAGE))
        urls = [slow.url(f"/{n}") for n in range(3)] + [quick.url(f"/{n}") for n in range(30)]
        found = visit_all(urls, slow, quick, per_host=1, concurrency=2)

    assert {one.outcome for _, one in found} == {Outcome.OK}
    assert {url for url, _ in found[:20]} <= {quick.url(path) for path in pages}


def test_a_host_that_asks_to_wait_holds_up_no_other() -> None:
    pages, said = {f"/{n}": PAGE for n in range(20)}, answer("", "503 Busy", retry_after="1")
    with ScriptedServer() as busy, ScriptedServer(pages) as quick:
        busy_pages = [f"/{n}" for n in range(30)]
        for path in busy_pages:
            busy.say(path, said, said, lambda _: once(lambda: quick.heard(pages) == 20, said))
        urls = [busy.url(path) for path in busy_pages] + [quick.url(path) for path in pages]
        found = visit_all(urls, busy, quick, concurrency=4)

    assert [one.outcome for _, one in found] == [Outcome.OK] * 20 + [Outcome.HTTP] * 30


@pytest.mark.usefixtures("loopback_is_public")
def test_many_that_lead_to_one_host_take_their_turns_and_all_arrive() -> None:
    names = at_home(*(f"{n}.example" for n in range(12)))
    with ScriptedServer({"/": (Wait(0.01), PAGE)}) as one, ScriptedServer() as many:
        many.say("/", redirect(one.url()))
        urls = [many.url(host=f"{n}.example") for n in range(12)]
        found = visit_all(urls, many, names=names, ports=frozenset({one.port}), per_host=1, concurrency=2)

        assert [each.outcome for _, each in found] == [Outcome.OK] * 12
        assert one.busiest == 1


def test_a_host_is_the_same_however_it_is_spelt() -> None:
    with ScriptedServer({"/": (Wait(0.05), PAGE)}) as server:
        hosts = ["127.0.0.1", "127.1", "2130706433", "１２７.０.０.１", "0x7F.1", "ARCHIVE.example"]
        urls = [server.url(host=host) for host in hosts]
        visit_all(urls, server, names=at_home("archive.example"), per_host=1)

        assert server.visits["/"] == 6
        assert server.busiest == 2  # the number and the name


@pytest.mark.slow
def test_there_is_no_task_for_each_order() -> None:
    async def go(server: ScriptedServer) -> int:
        most, urls = 0, [server.url() for _ in range(300)]
        async with (
            open_fetcher(server, concurrency=4, per_host=4) as fetcher,
            aclosing(fetcher.visits(map(FetchRequest, urls))) as visits,
        ):
            async for _ in visits:
                most = max(most, len(asyncio.all_tasks()))
        return most

    with ScriptedServer({"/": PAGE}) as server:
        assert asyncio.run(go(server)) <= 12
        assert server.visits["/"] == 300


def test_whoever_reads_slowly_slows_the_visits_down() -> None:
    async def go(server: ScriptedServer) -> int:
        names = at_home(*(f"{n}.example" for n in range(100)))
        urls = [server.url(host=f"{n}.example") for n in range(100)]
        async with (
            open_fetcher(server, names=names, concurrency=3) as fetcher,
            aclosing(fetcher.visits(map(FetchRequest, urls))) as visits,
        ):
            await anext(visits)
            while server.visits["/"] < 3:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.3)
            return server.visits["/"]

    with ScriptedServer({"/": PAGE}) as server:
        assert asyncio.run(go(server)) <= 8


def test_leaving_early_ends_what_is_under_way_and_begins_nothing_more() -> None:
    async def go(server: ScriptedServer, other: ScriptedServer) -> None:
        urls = [server.url(f"/{n}") for n in range(50)]
        async with open_fetcher(server, other, concurrency=4) as fetcher:
            async with aclosing(fetcher.visits(map(FetchRequest, urls))) as visits:
                async for _ in visits:
                    break
            asked = len(server.requests)
            again = await fetcher.visit(FetchRequest(other.url()))
            assert (again.outcome, len(server.requests)) == (Outcome.OK, asked)
            assert len(asyncio.all_tasks()) == 1

    with ScriptedServer({"/0": PAGE}) as server, ScriptedServer({"/": PAGE}) as other:
        for n in range(1, 50):
            server.say(f"/{n}", (End.HANG,))
        asyncio.run(go(server, other))


def test_two_lists_at_once_share_the_places_of_a_host() -> None:
    async def go(server: ScriptedServer) -> int:
        async with open_fetcher(server, per_host=2) as fetcher:

            async def read() -> int:
                orders = [FetchRequest(server.url()) for _ in range(6)]
                return len([one async for one in fetcher.visits(orders)])

            return sum(await asyncio.gather(read(), read(), read()))

    with ScriptedServer({"/": (Wait(0.02), PAGE)}) as server:
        assert asyncio.run(go(server)) == 18
        assert server.busiest == 2


def test_a_visit_that_is_called_off_gives_its_place_back() -> None:
    async def go(server: ScriptedServer) -> Outcome:
        async with open_fetcher(server, per_host=1, concurrency=1) as fetcher:
            hanging = asyncio.create_task(fetcher.visit(FetchRequest(server.url("/hang"))))
            while not server.asked("/hang"):
                await asyncio.sleep(0.01)
            hanging.cancel()
            with pytest.raises(asyncio.CancelledError):
                await hanging
            return (await fetcher.visit(FetchRequest(server.url()))).outcome

    with ScriptedServer({"/": PAGE, "/hang": (End.HANG,)}) as server:
        assert asyncio.run(go(server)) is Outcome.OK


def test_a_fault_of_our_own_reaches_the_reader() -> None:
    def broken() -> datetime:
        raise RuntimeError("the clock has stopped")

    async def go() -> None:
        async with (
            Fetcher(Policy(), broken, resolve=Names()) as fetcher,
            aclosing(fetcher.visits([FetchRequest("http://example.org/")])) as visits,
        ):
            await anext(visits)

    with pytest.raises(RuntimeError, match="the clock has stopped"):
        asyncio.run(go())


def test_one_fetcher_serves_one_visit_after_another() -> None:
    async def go(server: ScriptedServer) -> None:
        policy = Policy(allow=through(server), delay=0)
        async with Fetcher(policy, lambda: NOON) as fetcher:
            for _ in range(3):
                assert (await fetcher.visit(FetchRequest(server.url()))).outcome is Outcome.OK

    with ScriptedServer({"/": PAGE}) as server:
        asyncio.run(go(server))
        assert (server.connections, server.visits) == (1, {"/": 3, "/robots.txt": 1})
