"""Feeds that are brought in again and again: what is new is taken, and what did not change is neither sent nor read."""

import json
from collections.abc import Mapping
from typing import Any

from factcheck.desk import Desk
from factcheck.workflow.earlier.feeds import run_feed
from tests.exchange.published import data_feed, numbered
from tests.servers import Answer, ScriptedServer, answer, head


def _feed(checks: int, **headers: str) -> Answer:
    body = json.dumps(data_feed(*map(numbered, range(checks)))).encode()
    return answer(body, content_type="application/json", **headers)


def _told(outcome: str, read: int, new: int, here: int, reason: str | None = None) -> Mapping[str, Any]:
    return {"outcome": outcome, "reason": reason, "read": read, "new": new, "changed": 0, "here": here}


def test_a_feed_that_did_not_change_is_neither_sent_nor_read_again(
    desk: Desk, server: ScriptedServer
) -> None:
    server.say("/feed", _feed(3, etag='"3"'), head("304 Not Modified", etag='"3"'), _feed(5, etag='"5"'))
    url = server.url("/feed")

    assert run_feed(desk, url) == _told("ok", 3, 3, 0)
    unchanged = run_feed(desk, url)
    assert (unchanged["outcome"], unchanged["read"]) == ("unchanged", 0)
    assert run_feed(desk, url) == _told("ok", 5, 2, 3)
    assert [one.header("If-None-Match") for one in server.asked("/feed")] == [None, '"3"', '"3"']


def test_the_same_bytes_are_not_read_again_where_the_server_cannot_tell(
    desk: Desk, server: ScriptedServer
) -> None:
    server.say("/feed", _feed(3))
    run_feed(desk, server.url("/feed"))
    assert run_feed(desk, server.url("/feed")) == _told("ok", 0, 0, 0)


def test_a_feed_that_fails_once_is_taken_the_next_time(desk: Desk, server: ScriptedServer) -> None:
    server.say("/feed", _feed(3), answer("none", "404 Not Found"), _feed(4))
    url = server.url("/feed")

    run_feed(desk, url)
    assert run_feed(desk, url)["outcome"] == "error:not-found"
    assert run_feed(desk, url) == _told("ok", 4, 1, 3)
