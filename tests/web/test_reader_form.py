"""The form for readers: open to strangers, without cookies and scripts, and closed to programs."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from factcheck.desk import Desk, open_desk, utc_now
from factcheck.model.reader_request import RequestState
from factcheck.settings import load
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.workflow.requests.decide import list_requests, request_details
from factcheck.workflow.requests.limits import MOST_OF_ONE
from tests.web.served import HOSTILE, Answer, Served, running

CLAIM = "The mayor said that the bridge over the delta opened in 1932 already."
SETTINGS = """
[web]
addresses = ["http://127.0.0.1:8420"]
[requests]
form = true
keep_days = 30
[mail]
host = "127.0.0.1"
sender = "desk@courier.example"
"""


class Shifted:
    """A clock that can be put on."""

    def __init__(self) -> None:
        self.by = timedelta()

    def __call__(self):  # type: ignore[no-untyped-def]
        return utc_now() + self.by


@pytest.fixture
def clock() -> Shifted:
    return Shifted()


@pytest.fixture
def served(_empty: Path, tmp_path: Path, clock: Shifted) -> Iterator[Served]:
    folder = Path(shutil.copytree(_empty, tmp_path / "desk"))
    with (folder / "factcheck.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    with open_desk(load(folder, "Ana", {})) as opened:
        desk = replace(opened, clock=clock)
        with running(desk, OneTimeLink) as (port, access):
            yield Served(desk, port, access)


def _form(served: Served) -> Answer:
    return served.ask("GET /request", f"Host: {served.host}")


def _send(served: Served, clock: Shifted, *fields: str, wait: int = 60, **given: str) -> Answer:
    """Fill in the form as a reader does, some seconds after it was shown."""
    stamp = re.search(r'name="stamp" value="([^"]+)"', _form(served).body)
    assert stamp
    clock.by += timedelta(seconds=wait)
    sent = urlencode({"stamp": stamp[1], "website": "", "seen_in": "", "address": "", **given}).encode()
    return served.ask(
        "POST /request",
        f"Host: {served.host}",
        *(fields or ("Sec-Fetch-Site: same-origin",)),
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(sent)}",
        body=sent,
    )


def _requests(desk: Desk) -> list[tuple[str, int]]:
    return [(one.text, one.count) for one in list_requests(desk, *RequestState)]


def test_a_stranger_asks_and_is_thanked(served: Served, clock: Shifted) -> None:
    page = _form(served)
    sent = _send(served, clock, text=CLAIM, seen_in="The Delta Times", address="reader@example.org")
    thanks = served.ask("GET /request?sent", f"Host: {served.host}")

    assert (page.status, sent.status, sent["location"]) == (200, 303, "/request?sent")
    assert "Thank you." in thanks.body
    assert _requests(served.desk) == [(CLAIM, 1)]
    (message,) = request_details(served.desk, 1).messages
    assert (message["seen_in"], message["address"]) == ("The Delta Times", "reader@example.org")


def test_the_page_sets_no_cookie_runs_no_script_and_shows_nothing_of_the_desk(served: Served) -> None:
    page = _form(served)

    assert "set-cookie" not in page
    assert "<script" not in page.body
    assert 'href="/claims"' not in page.body
    assert "You act as" not in page.body
    assert "after 30 days at the latest" in page.body
    assert page["cache-control"] == "no-store"


def test_a_session_changes_nothing_of_it(served: Served) -> None:
    known = served.get("/request")

    assert "You act as" not in known.body
    assert 'href="/claims"' not in known.body


@pytest.mark.parametrize("wait", [0, 90_000])
def test_what_is_sent_at_once_or_after_a_day_comes_back_to_be_sent_again(
    served: Served, clock: Shifted, wait: int
) -> None:
    back = _send(served, clock, text=CLAIM, wait=wait)

    assert back.status == 400
    assert "Please read it once more, and send it again." in back.body
    assert CLAIM in back.body
    assert _requests(served.desk) == []


def test_a_program_that_fills_in_every_field_is_thanked_and_not_heard(served: Served, clock: Shifted) -> None:
    assert _send(served, clock, text=CLAIM, website="https://spam.example").status == 303
    assert _requests(served.desk) == []


def test_the_same_words_twice_from_one_place_count_once(served: Served, clock: Shifted) -> None:
    for _ in range(2):
        assert _send(served, clock, text=CLAIM).status == 303
    assert _requests(served.desk) == [(CLAIM, 1)]


def test_words_that_were_refused_for_another_field_are_taken_once_that_is_mended(
    served: Served, clock: Shifted
) -> None:
    assert _send(served, clock, text=CLAIM, address="nobody").status == 422
    assert _send(served, clock, text=CLAIM, address="reader@example.org").status == 303
    assert _requests(served.desk) == [(CLAIM, 1)]


def test_one_place_sends_so_much_a_day(served: Served, clock: Shifted) -> None:
    statuses = [_send(served, clock, text=f"{CLAIM} {number}").status for number in range(MOST_OF_ONE + 2)]

    assert statuses == [303] * MOST_OF_ONE + [429] * 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "1 thing to mend"),
        ({"text": "x" * 3_000}, "1 thing to mend"),
        ({"text": CLAIM, "address": "nobody"}, "no mail address"),
        ({"text": f"{CLAIM} http://a.example http://b.example http://c.example"}, "too many links"),
    ],
)
def test_what_cannot_be_used_comes_back_with_the_reason(
    served: Served, clock: Shifted, given: dict[str, Any], said: str
) -> None:
    back = _send(served, clock, **given)

    assert (back.status, said in back.body) == (422, True)
    assert _requests(served.desk) == []


def test_a_page_from_elsewhere_cannot_send_it(served: Served, clock: Shifted) -> None:
    for fields in ("Sec-Fetch-Site: cross-site",), ("Origin: https://elsewhere.example",), ("X-None: 1",):
        assert _send(served, clock, *fields, text=CLAIM).status == 403
    assert _requests(served.desk) == []


def test_what_readers_write_runs_nowhere(served: Served, clock: Shifted) -> None:
    back = _send(served, clock, text=HOSTILE, seen_in=HOSTILE, address=HOSTILE)
    assert _send(served, clock, text=HOSTILE, seen_in=HOSTILE).status == 303
    pages = [back.body, *(served.get(path).body for path in ("/requests", "/requests/1"))]

    for page in pages:
        assert "<img src=x" not in page
        assert "<script>document" not in page
