"""Turns: so many at once, so far apart, and nobody in the way of another."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from time import monotonic

import pytest

from factcheck.fetch.policy import Policy
from factcheck.fetch.politeness import Begin, HostSlot, Turns
from tests.fetch.visiting import at_home, visit_all
from tests.servers import ScriptedServer, Wait, answer, redirect

A, B = ("a.example", 80), ("b.example", 80)
PAGE = answer("<p>Hello")


def _with_turns(test: Callable[[Turns], Awaitable[None]], **limits: float) -> None:
    async def go() -> None:
        await test(Turns(Policy(**{"delay": 0, **limits})))  # type: ignore[arg-type]

    asyncio.run(go())


async def _placed(turns: Turns, host: tuple[str, int]) -> HostSlot:
    place = turns.place()
    await asyncio.wait_for(place.move(host), 5)
    return place


def _noted(begun: list[str], places: list[HostSlot] | None = None) -> Begin[str]:
    """Notes what has begun, and keeps its place."""

    async def begin(item: str, place: HostSlot) -> None:
        begun.append(item)
        if places is not None:
            places.append(place)

    return begin


async def _settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_no_host_has_more_visitors_than_it_may() -> None:
    pages = {f"/{n}": (Wait(0.05), PAGE) for n in range(12)}
    for per_host in (1, 2, 5):
        with ScriptedServer(pages) as server:
            visit_all([server.url(path) for path in pages], server, per_host=per_host)

            assert server.busiest == per_host


def test_there_are_no_more_at_once_than_there_may_be_in_all() -> None:
    names = at_home(*(f"{n}.example" for n in range(12)))
    with ScriptedServer({"/": (Wait(0.05), PAGE)}) as server:
        urls = [server.url(host=f"{n}.example") for n in range(12)]
        visit_all(urls, server, names=names, concurrency=3)

        assert server.busiest == 3


def test_visits_to_a_host_begin_a_while_apart() -> None:
    pages = {f"/{n}": PAGE for n in range(4)}
    with ScriptedServer(pages) as server:
        visit_all([server.url(path) for path in pages], server, delay=0.2)
        starts = sorted(request.at for request in server.requests if request.path in pages)

    assert len(starts) == 4
    assert all(later - earlier >= 0.18 for earlier, later in pairwise(starts))


def test_the_steps_of_a_redirect_begin_a_while_apart_as_well() -> None:
    with ScriptedServer({"/": redirect("/a"), "/a": redirect("/b"), "/b": PAGE}) as server:
        visit_all([server.url()], server, delay=0.2)
        starts = [request.at for request in server.requests if request.path != "/robots.txt"]

    assert all(later - earlier >= 0.18 for earlier, later in pairwise(starts))


def test_a_place_with_one_host_does_not_wait_for_another() -> None:
    async def test(turns: Turns) -> None:
        places = [await _placed(turns, A) for _ in range(2)]
        waiting = asyncio.create_task(_placed(turns, A))
        await _settled()
        await _placed(turns, B)
        assert not waiting.done()

        places[0].leave()
        await _settled()
        assert waiting.done()

    _with_turns(test)


def test_who_waits_longest_is_let_in_first() -> None:
    async def test(turns: Turns) -> None:
        first, order = await _placed(turns, A), list[int]()

        async def wait(number: int) -> None:
            async with turns.place() as place:
                await place.move(A)
                order.append(number)

        tasks = [asyncio.create_task(wait(number)) for number in range(5)]
        await _settled()
        first.leave()
        await asyncio.gather(*tasks)
        assert order == [0, 1, 2, 3, 4]

    _with_turns(test, per_host=1)


def test_who_gives_up_waiting_loses_nobody_a_place() -> None:
    async def test(turns: Turns) -> None:
        first = await _placed(turns, A)
        leaver, stayer = (asyncio.create_task(_placed(turns, A)) for _ in range(2))
        await _settled()
        leaver.cancel()
        await _settled()
        first.leave()
        (await stayer).leave()

        granted = asyncio.create_task(_placed(turns, A))
        first = await _placed(turns, B)
        granted.cancel()  # granted already, and never told
        with pytest.raises(asyncio.CancelledError):
            await granted
        first.leave()
        await _placed(turns, A)

    _with_turns(test, per_host=1, concurrency=1)


def test_who_moves_on_is_in_line_before_the_old_place_is_free() -> None:
    async def test(turns: Turns) -> None:
        place, begun = await _placed(turns, A), list[str]()
        backlog = turns.enlist([(A, "new")], _noted(begun), most=9)
        await asyncio.wait_for(place.move(A), 5)
        assert begun == []
        place.leave()
        await _settled()
        assert begun == ["new"]
        await backlog.strike()

    _with_turns(test, per_host=1)


def test_a_place_is_given_back_once() -> None:
    async def test(turns: Turns) -> None:
        place = await _placed(turns, A)
        place.leave()
        place.leave()
        await _placed(turns, A)
        third = asyncio.create_task(_placed(turns, A))
        await _settled()
        assert not third.done()
        third.cancel()

    _with_turns(test, per_host=1)


def test_a_slower_pace_holds_from_then_on() -> None:
    async def test(turns: Turns) -> None:
        place, began = await _placed(turns, A), monotonic()
        turns.slow_down(A, 0.2)
        turns.slow_down(A, 0.1)
        await place.begin_again(A)  # nobody came between, so this is where the pace begins
        assert monotonic() - began < 0.1

        other = await _placed(turns, A)
        assert monotonic() - began >= 0.2
        await place.begin_again(A)
        assert monotonic() - began >= 0.4
        other.leave()

    _with_turns(test)


def test_each_thing_of_a_backlog_begins_when_its_host_has_a_place() -> None:
    async def test(turns: Turns) -> None:
        begun, places = list[str](), list[HostSlot]()
        things = [(A, "a1"), (A, "a2"), (A, "a3"), (B, "b1"), (None, "nowhere")]
        backlog = turns.enlist(things, _noted(begun, places), most=9)
        await _settled()
        assert begun == ["a1", "b1", "nowhere"]

        places[1].leave()
        await _settled()
        assert begun[3:] == []
        places[0].leave()
        await _settled()
        assert begun[3:] == ["a2"]
        await backlog.strike()
        places[3].leave()
        await _settled()
        assert begun[3:] == ["a2"]

    _with_turns(test, per_host=1)


def test_no_more_of_a_backlog_is_under_way_than_may_be() -> None:
    async def test(turns: Turns) -> None:
        begun, may_end = list[int](), asyncio.Event()

        async def begin(item: int, place: HostSlot) -> None:
            place.leave()
            begun.append(item)
            await may_end.wait()

        backlog = turns.enlist([(None, number) for number in range(5)], begin, most=2)
        await _settled()
        assert begun == [0, 1]
        may_end.set()
        await _settled()
        await _settled()
        assert begun == [0, 1, 2, 3, 4]
        await backlog.strike()

    _with_turns(test)


def test_steps_under_way_come_before_new_beginnings() -> None:
    async def test(turns: Turns) -> None:
        begun, place = list[str](), await _placed(turns, A)
        backlog = turns.enlist([(B, "new")], _noted(begun), most=9)
        step = asyncio.create_task(_placed(turns, B))
        await _settled()
        place.leave()
        await _settled()
        assert (step.done(), begun) == (True, [])
        step.result().leave()
        await _settled()
        assert begun == ["new"]
        await backlog.strike()

    _with_turns(test, concurrency=1)
