"""The scheduler: so many at once, so far apart, and nobody in the way of another."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import pytest

from factcheck.fetch.policy import Policy
from factcheck.fetch.politeness import Begin, HostScheduler, HostSlot
from tests.fetch.visiting import at_home, visit_all
from tests.servers import ScriptedServer, Wait, answer, came_apart, redirect
from tests.virtual_time import run_at_once

A, B = ("a.example", 80), ("b.example", 80)
PAGE = answer("<p>Hello")


def _with_scheduler(test: Callable[[HostScheduler], Awaitable[None]], **limits: float) -> None:
    async def go() -> None:
        await test(HostScheduler(Policy(**{"delay": 0, **limits})))  # type: ignore[arg-type]

    run_at_once(go())


async def _slot_with(scheduler: HostScheduler, host: tuple[str, int]) -> HostSlot:
    slot = scheduler.new_slot()
    await asyncio.wait_for(slot.move(host), 5)
    return slot


def _noted(begun: list[str], slots: list[HostSlot] | None = None) -> Begin[str]:
    """Notes what has begun, and keeps its slot."""

    async def begin(item: str, slot: HostSlot) -> None:
        begun.append(item)
        if slots is not None:
            slots.append(slot)

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
        began = monotonic()
        visit_all([server.url(path) for path in pages], server, delay=0.2)
        starts = sorted(request.at for request in server.requests if request.path in pages)

    assert len(starts) == 4
    assert came_apart(starts, 0.2, began)


def test_the_steps_of_a_redirect_begin_a_while_apart_as_well() -> None:
    with ScriptedServer({"/": redirect("/a"), "/a": redirect("/b"), "/b": PAGE}) as server:
        began = monotonic()
        visit_all([server.url()], server, delay=0.2)
        starts = [request.at for request in server.requests if request.path != "/robots.txt"]

    assert came_apart(starts, 0.2, began)


def test_a_place_with_one_host_does_not_wait_for_another() -> None:
    async def test(scheduler: HostScheduler) -> None:
        slots = [await _slot_with(scheduler, A) for _ in range(2)]
        waiting = asyncio.create_task(_slot_with(scheduler, A))
        await _settled()
        await _slot_with(scheduler, B)
        assert not waiting.done()

        slots[0].release()
        await _settled()
        assert waiting.done()

    _with_scheduler(test)


def test_who_waits_longest_is_let_in_first() -> None:
    async def test(scheduler: HostScheduler) -> None:
        first, order = await _slot_with(scheduler, A), list[int]()

        async def wait(number: int) -> None:
            async with scheduler.new_slot() as slot:
                await slot.move(A)
                order.append(number)

        tasks = [asyncio.create_task(wait(number)) for number in range(5)]
        await _settled()
        first.release()
        await asyncio.gather(*tasks)
        assert order == [0, 1, 2, 3, 4]

    _with_scheduler(test, per_host=1)


def test_who_gives_up_waiting_loses_nobody_a_place() -> None:
    async def test(scheduler: HostScheduler) -> None:
        first = await _slot_with(scheduler, A)
        leaver, stayer = (asyncio.create_task(_slot_with(scheduler, A)) for _ in range(2))
        await _settled()
        leaver.cancel()
        await _settled()
        first.release()
        (await stayer).release()

        granted = asyncio.create_task(_slot_with(scheduler, A))
        first = await _slot_with(scheduler, B)
        granted.cancel()  # granted already, and never told
        with pytest.raises(asyncio.CancelledError):
            await granted
        first.release()
        await _slot_with(scheduler, A)

    _with_scheduler(test, per_host=1, concurrency=1)


def test_who_moves_on_is_in_line_before_the_old_place_is_free() -> None:
    async def test(scheduler: HostScheduler) -> None:
        slot, begun = await _slot_with(scheduler, A), list[str]()
        backlog = scheduler.schedule([(A, "new")], _noted(begun), most=9)
        await asyncio.wait_for(slot.move(A), 5)
        assert begun == []
        slot.release()
        await _settled()
        assert begun == ["new"]
        await backlog.cancel()

    _with_scheduler(test, per_host=1)


def test_a_place_is_given_back_once() -> None:
    async def test(scheduler: HostScheduler) -> None:
        slot = await _slot_with(scheduler, A)
        slot.release()
        slot.release()
        await _slot_with(scheduler, A)
        third = asyncio.create_task(_slot_with(scheduler, A))
        await _settled()
        assert not third.done()
        third.cancel()

    _with_scheduler(test, per_host=1)


def test_a_slower_pace_holds_from_then_on() -> None:
    async def test(scheduler: HostScheduler) -> None:
        slot, now = await _slot_with(scheduler, A), asyncio.get_running_loop().time
        scheduler.slow_down(A, 0.2)
        scheduler.slow_down(A, 0.1)
        await slot.start_again(A)  # nobody came between, so this is where the pace begins
        assert now() == 0

        other = await _slot_with(scheduler, A)
        assert now() == pytest.approx(0.2)
        await slot.start_again(A)
        assert now() == pytest.approx(0.4)
        other.release()

    _with_scheduler(test)


def test_each_thing_of_a_backlog_begins_when_its_host_has_a_place() -> None:
    async def test(scheduler: HostScheduler) -> None:
        begun, slots = list[str](), list[HostSlot]()
        things = [(A, "a1"), (A, "a2"), (A, "a3"), (B, "b1"), (None, "nowhere")]
        backlog = scheduler.schedule(things, _noted(begun, slots), most=9)
        await _settled()
        assert begun == ["a1", "b1", "nowhere"]

        slots[1].release()
        await _settled()
        assert begun[3:] == []
        slots[0].release()
        await _settled()
        assert begun[3:] == ["a2"]
        await backlog.cancel()
        slots[3].release()
        await _settled()
        assert begun[3:] == ["a2"]

    _with_scheduler(test, per_host=1)


def test_no_more_of_a_backlog_is_under_way_than_may_be() -> None:
    async def test(scheduler: HostScheduler) -> None:
        begun, may_end = list[int](), asyncio.Event()

        async def begin(item: int, slot: HostSlot) -> None:
            slot.release()
            begun.append(item)
            await may_end.wait()

        backlog = scheduler.schedule([(None, number) for number in range(5)], begin, most=2)
        await _settled()
        assert begun == [0, 1]
        may_end.set()
        await _settled()
        await _settled()
        assert begun == [0, 1, 2, 3, 4]
        await backlog.cancel()

    _with_scheduler(test)


def test_steps_under_way_come_before_new_beginnings() -> None:
    async def test(scheduler: HostScheduler) -> None:
        begun, slot = list[str](), await _slot_with(scheduler, A)
        backlog = scheduler.schedule([(B, "new")], _noted(begun), most=9)
        step = asyncio.create_task(_slot_with(scheduler, B))
        await _settled()
        slot.release()
        await _settled()
        assert (step.done(), begun) == (True, [])
        step.result().release()
        await _settled()
        assert begun == ["new"]
        await backlog.cancel()

    _with_scheduler(test, concurrency=1)
