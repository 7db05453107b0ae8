"""The id of a request: made or taken over, told in the answer, in its log lines and on the page of a fault."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO

import pytest

from factcheck.counters import REQUESTS
from factcheck.settings.web import WebDesk
from factcheck.store.ledger import Ledger
from factcheck.web.access.logins import Logins
from tests.logged import logged
from tests.web.access.staff_served import StaffServed
from tests.web.served import Served, running

MADE = re.compile("[0-9a-f]{16}")


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What is logged meanwhile, as JSON Lines."""
    with logged(logging.DEBUG) as told:
        yield told


@pytest.fixture(scope="module")
def behind(served: Served) -> Iterator[StaffServed]:
    """The desk behind a proxy on this machine."""
    there = WebDesk(("https://desk.example",), ("127.0.0.1",))
    with running(served.desk, lambda _: Logins(there)) as (port, access):
        yield StaffServed(served.desk, port, access, "desk.example")


def test_every_answer_has_an_id_of_its_own(served: Served) -> None:
    ids = [served.get("/")["x-request-id"], served.ask("GET /", "Host: evil.example")["x-request-id"]]
    assert all(MADE.fullmatch(one) for one in ids)
    assert ids[0] != ids[1]


def test_an_id_counts_from_a_named_proxy_alone_and_only_where_it_is_one(
    served: Served, behind: StaffServed
) -> None:
    assert behind.page("/login", "", "X-Request-Id: 0b5c-77.a_1")["x-request-id"] == "0b5c-77.a_1"
    assert MADE.fullmatch(served.get("/", "X-Request-Id: 0b5c-77.a_1")["x-request-id"])
    for odd in ("short", "x" * 65, 'words", "level": "x', "a b c d e f", "ä" * 10, ""):
        assert MADE.fullmatch(behind.page("/login", "", f"X-Request-Id: {odd}")["x-request-id"])
    twice = ("X-Request-Id: 0b5c-77.a_1", "X-Request-Id: 0b5c-77.a_2")
    assert MADE.fullmatch(behind.page("/login", "", *twice)["x-request-id"])


def test_a_request_is_logged_by_its_route_and_never_by_what_was_asked_for(
    served: Served, lines: StringIO
) -> None:
    answer = served.get("/claims/bridge?q=canary")
    served.ask("GET /claims/canary", "Host: evil.example")
    served.get("/api/v1/claims/canary")
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    told = [one for one in logged if one["logger"] == "factcheck.web.guard.observed"]
    assert told[0]["request"] == answer["x-request-id"]
    assert [(one["fields"]["method"], one["fields"]["route"], one["fields"]["status"]) for one in told] == [
        ("GET", "/claims/{ref}", 200),
        ("GET", "none", 421),
        ("GET", "/api/v1/claims/{ref}", 400),
    ]
    assert "canary" not in lines.getvalue()


def test_what_an_act_logs_has_the_id_of_its_request(served: Served, lines: StringIO) -> None:
    answer = served.post("/claims/tower/note", note="Ask again.")
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    (committed,) = [one for one in logged if one["message"] == "committed note on tower"]
    assert committed["request"] == answer["x-request-id"]


def test_the_page_of_a_fault_tells_the_id_and_no_other_does(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = served.get("/claims/nothing-here")
    monkeypatch.setattr(Ledger, "step_groups", lambda *_: 1 / 0)
    fault = served.get("/")
    assert (there.status, fault.status) == (404, 500)
    assert f"<bdi>{fault['x-request-id']}</bdi>" in fault.body
    assert there["x-request-id"] not in there.body


def test_requests_are_counted_by_method_route_and_status(served: Served) -> None:
    def counted() -> int:
        return sum(sum(groups) for labels, groups, _ in REQUESTS.counted() if labels == known)

    known = ("GET", "/claims/{ref}/history", "200")
    before = counted()
    served.get("/claims/bridge/history")
    assert counted() == before + 1
