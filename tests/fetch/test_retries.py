"""What is tried again, and when."""

from datetime import timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from factcheck.fetch.policy import Policy
from factcheck.fetch.retries import MAX_RETRY_AFTER, TRIES, retry_wait
from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import NOON, visit
from tests.servers import End, ScriptedServer, Wait, answer, came_apart

PAGE = answer("<p>Hello")


def _busy(status: str, **headers: str) -> bytes:
    return answer("later", status, **headers)


@pytest.mark.parametrize("status", ["429 Slow Down", "502 Bad", "503 Busy", "504 Late"])
def test_what_may_pass_is_tried_three_times_in_all(status: str) -> None:
    with ScriptedServer() as server:
        server.say("/", _busy(status), _busy(status), PAGE)
        one = visit(server.url(), server)
        assert (one.outcome, server.visits["/"], len(one.hops)) == (Outcome.OK, 3, 1)
        assert one.notes == ("Tried 3 times.",)

        server.say("/", _busy(status))
        failed = visit(server.url(), server)
        assert (failed.outcome, server.visits["/"]) == (Outcome.HTTP, 6)


@pytest.mark.parametrize(
    "status", ["400 Bad", "401 Who", "403 No", "404 None", "408 Late", "500 Oh", "501 No"]
)
def test_what_will_not_pass_is_tried_once(status: str) -> None:
    with ScriptedServer({"/": _busy(status)}) as server:
        visit(server.url(), server)

        assert server.visits["/"] == 1


def test_a_connection_that_breaks_before_an_answer_is_tried_again() -> None:
    for end in (End.CLOSE, End.RESET):
        with ScriptedServer({"/robots.txt": PAGE}) as server:
            server.say("/", (end,), (end,), PAGE)
            assert visit(server.url(), server).outcome is Outcome.OK

            server.say("/", (end,))
            one = visit(server.url(), server)
            assert (one.outcome, one.hops) == (Outcome.CONNECT, ())
            assert one.reason == "The connection to 127.0.0.1 broke before an answer came."


def test_where_a_kept_connection_was_closed_meanwhile_another_is_used_at_once() -> None:
    for end in (End.CLOSE, End.RESET):
        with ScriptedServer({"/robots.txt": PAGE}) as server:
            server.say("/", (end,), PAGE)
            one = visit(server.url(), server)

            assert (one.outcome, one.notes, server.visits["/"]) == (Outcome.OK, (), 2)


def test_a_server_that_takes_no_connection_is_tried_three_times_in_all() -> None:
    with ScriptedServer(greeting=(End.RESET,)) as server:
        assert visit(server.url(), server).outcome is Outcome.CONNECT
        assert server.connections == TRIES


def test_a_page_that_came_in_part_is_not_tried_again() -> None:
    with ScriptedServer({"/": (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", End.CLOSE)}) as server:
        visit(server.url(), server)

        assert server.visits["/"] == 1


def test_each_try_has_a_limit_of_its_own() -> None:
    slow = (Wait(0.3), _busy("503 Busy"))
    with ScriptedServer() as server:
        server.say("/", slow, slow, PAGE)

        assert visit(server.url(), server, total_seconds=0.5).outcome is Outcome.OK


def _answered(status: int, retry_after: str = "") -> Visit:
    headers = (("Retry-After", retry_after),) if retry_after else ()
    hop = Hop("http://a/", NOON, b"", b"", b"", status, headers, "127.0.0.1:80")
    return Visit("http://a/", NOON, Outcome.HTTP, hops=(hop,))


def _pause(visit: Visit, tried: int = 1, delay: float = 1.0) -> float | None:
    return retry_wait(visit, tried, Policy(delay=delay), lambda: NOON)


def test_a_site_that_says_when_is_taken_at_its_word() -> None:
    in_a_minute = format_datetime(NOON + timedelta(seconds=60), usegmt=True)

    assert _pause(_answered(503, "30")) == 30
    assert _pause(_answered(429, in_a_minute)) == 60
    assert _pause(_answered(429, "120")) == MAX_RETRY_AFTER
    assert _pause(_answered(429, "Tue, 03 Nov 2026 11:00:00 GMT")) == pytest.approx(1, abs=0.5)
    assert _pause(_answered(429, "Tue, 03 Nov 2026 12:01:00 -0000")) == 60


def test_a_site_that_wants_more_than_two_minutes_is_left_alone() -> None:
    tomorrow = format_datetime(NOON + timedelta(days=1), usegmt=True)

    for value in ("121", "99999999999999999999", tomorrow):
        assert _pause(_answered(503, value)) is None


def test_without_a_word_the_wait_grows_and_is_never_the_same() -> None:
    for value in ("", "soon", "-5", "1.5"):
        assert 0.5 <= (_pause(_answered(503, value)) or 0) <= 1.5
        assert 1.0 <= (_pause(_answered(503, value), tried=2) or 0) <= 3.0
        assert 0.025 <= (_pause(_answered(503, value), delay=0) or 0) <= 0.075
    assert len({_pause(_answered(503)) for _ in range(9)}) > 1
    assert _pause(_answered(503), tried=TRIES) is None


def test_the_wait_a_site_asks_for_is_kept() -> None:
    with ScriptedServer() as server:
        server.say("/", _busy("503 Busy", retry_after="1"), PAGE)
        began = monotonic()
        one = visit(server.url(), server)

    assert one.outcome is Outcome.OK
    assert came_apart([request.at for request in server.asked("/")], 1, began)
