"""What the desk makes of what readers asked for, in the browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import open_desk
from factcheck.settings import load
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.workflow.requests.receive import ReaderForm, receive
from tests.report.test_in_browser import RULES
from tests.web.served import HOSTILE, Served, running
from tests.web.test_reader_form import CLAIM, SETTINGS

OTHER = "Somebody told me that all the tram drivers of Porto are on strike tomorrow."


@pytest.fixture
def served(_empty: Path, tmp_path: Path) -> Iterator[Served]:
    folder = Path(shutil.copytree(_empty, tmp_path / "desk"))
    with (folder / "factcheck.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    with open_desk(load(folder, "Ana", {})) as desk, running(desk, OneTimeLink) as (port, access):
        for text in (OTHER, CLAIM, CLAIM):
            receive(desk, ReaderForm(text, "https://paper.example/a", "reader@example.org"))
        yield Served(desk, port, access)


def test_the_list_has_what_most_asked_for_first(served: Served) -> None:
    page = served.get("/requests").body

    assert page.index(CLAIM) < page.index(OTHER)
    assert "2 readers asked" in page
    assert 'href="/requests"' in served.get("/").body


def test_a_claim_is_made_of_a_request_in_the_desks_words(served: Served) -> None:
    page = served.get("/requests/2").body
    assert 'href="https://paper.example/a"' in page
    assert "reader@example.org" not in page
    made = served.post("/requests/2/claim", text="The bridge opened in 1932.")
    assert (made.status, made["location"]) == (303, "/claims/the-bridge-opened-in-1932")
    done = served.get("/requests/2").body
    assert "Became a claim" in done
    assert 'action="/requests/2/claim"' not in done
    again = served.post("/requests/2/claim", text="Another wording.")
    assert again.status == 409


def test_a_request_is_said_to_be_a_claim_that_is_here(served: Served) -> None:
    served.post("/claims", text="The bridge opened in 1932.", ref="bridge")
    linked = served.post("/requests/2/link", ref="bridge")
    refused = served.post("/requests/1/link", ref="nowhere")

    assert (linked.status, linked["location"]) == (303, "/claims/bridge")
    assert (refused.status, "nowhere" in refused.body) == (404, True)


def test_where_words_alone_were_compared_for_a_request_it_says_so(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "Only words were compared, not what they mean"
    assert told not in served.get("/requests/2").body
    monkeypatch.delenv("NO_SENTENCE_ENCODER")
    monkeypatch.setattr("factcheck.matching.encoder._load_once", lambda: int("cut off"))
    assert told in served.get("/requests/2").body


def test_nothing_is_made_of_a_request_for_a_reason(served: Served) -> None:
    assert served.post("/requests/1/dismiss", why=" ").status == 422
    assert served.post("/requests/1/dismiss", why="It is about tomorrow.")["location"] == "/requests"
    assert "It is about tomorrow." in served.get("/requests/1").body
    assert OTHER in served.get("/requests?state=dismissed").body
    assert OTHER not in served.get("/requests").body


def test_addresses_are_forgotten_on_demand(served: Served) -> None:
    assert "2 readers want to be told." in served.get("/requests/2").body
    assert served.post("/requests/2/forget")["location"] == "/requests/2"
    assert "want to be told" not in served.get("/requests/2").body


@pytest.mark.parametrize("path", ["/requests/99", "/requests/x", "/requests/1/nothing"])
def test_what_is_not_there_is_not_found(served: Served, path: str) -> None:
    answer = served.post(path) if path.count("/") == 3 else served.get(path)
    assert answer.status == 404


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(page: Any, served: Served) -> None:
    from axe_playwright_python.sync_playwright import Axe

    receive(served.desk, ReaderForm(HOSTILE, f"https://paper.example/{'x' * 200}", "reader@example.org"))
    name, _, value = served.cookie.partition("=")
    for path in ("/request", "/request?sent", "/requests", "/requests/2", "/requests/3", "/notices"):
        page.goto(served.address + path)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        for width in (320, 380, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width} px"
        if path == "/request?sent":
            assert page.context.cookies() == []
            page.context.add_cookies([{"name": name, "value": value, "url": served.address}])


def test_mail_is_chosen_in_the_browser(served: Served) -> None:
    assert 'href="/notices"' in served.get("/").body
    refused = served.post("/notices", address="nobody", frequency="daily")
    assert (refused.status, "no mail address" in refused.body) == (422, True)
    assert served.post("/notices", address="ana@example.org", frequency="daily").status == 303
    page = served.get("/notices").body
    assert 'value="ana@example.org"' in page
    assert '<option value="daily" selected>' in page
    assert served.post("/notices", address="", frequency="never").status == 303
    assert "ana@example.org" not in served.get("/notices").body
