"""Background jobs in the browser: their page, and what the pages of claims and of today tell of them."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.model.job import Job, JobState
from factcheck.web.pages.jobs import TASK
from factcheck.work.tasks import TASKS
from factcheck.workflow.jobs import list_jobs
from tests.desks import added, by, engine_at
from tests.new_tables import make_tables
from tests.web.served import Served, serving

WRONG = "The archive does not answer. See that its server runs, and try again."


def test_every_task_of_a_worker_has_a_name() -> None:
    assert set(TASK) == set(TASKS)


@pytest.fixture
def queued(postgres_url: str, tmp_path: Path) -> Iterator[Served]:
    """A desk with a queue, served to Ana, with a claim."""
    make_tables(postgres_url)
    about = f'name = "The Evening Desk"\nauthor = "Ana"\ndatabase_url = "{postgres_url}"\n'
    (tmp_path / "factcheck.toml").write_text(about, "utf-8")
    with serving(tmp_path) as served:
        added(served.desk, "The bridge opened in 1932.", ref="bridge")
        yield served


def _ask(desk: Desk, *jobs: Job) -> list[int]:
    with desk.store.writing() as ledger:
        return [one.number or 0 for one in desk.enqueue(ledger, *jobs)]


def _becomes(desk: Desk, number: int, *statuses: str, **told: Any) -> None:
    """Have a job go through these states, as a worker would, and tell this."""
    with engine_at(desk.settings.database_url) as engine, engine.begin() as connection:
        for status in statuses:
            change = "UPDATE procrastinate_jobs SET status = CAST(:status AS procrastinate_job_status) WHERE id = :id"
            connection.execute(text(change), {"status": status, "id": number})
        if told:
            blank = dict.fromkeys(("done", "total", "result", "wrong"))
            row = {**blank, **told, "result": told.get("result") and json.dumps(told["result"])}
            connection.execute(text(_REPORT), {"id": number, **row})


_REPORT = """
    INSERT INTO job_report (job_id, done, total, result, wrong)
    VALUES (:id, :done, :total, CAST(:result AS jsonb), :wrong)
"""


def _said(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+(?=[.,])", "", " ".join(re.sub(r"<[^>]+>|[\u2066-\u2069]", " ", page).split()))


def test_every_state_is_told_with_who_asked_how_far_it_is_and_why_it_failed(queued: Served) -> None:
    desk = queued.desk
    doing, failed, done, _ = _ask(
        desk,
        Job("fetch", {"names": ["bridge"]}),
        Job("publish", {"refs": ["bridge"]}),
        Job("fetch", {"names": ["bridge"]}),
        Job("fetch", {"names": ["https://example.org/"]}),
    )
    _ask(by(desk, "Ben"), Job("publish", {"refs": []}, at=desk.clock() + timedelta(hours=1)))
    _becomes(desk, doing, "doing", done=3, total=10)
    _becomes(desk, failed, "doing", "failed", wrong=WRONG)
    lost = {"ref": "bridge", "source": "s1", "outcome": "error:dns", "reason": "No such host."}
    newer = {**lost, "outcome": "error:of-a-newer-version"}
    came = {"outcomes": {"ok": 2, "error:dns": 2}, "failed": [lost, {**lost, "source": "s2"}, newer]}
    came["to_recheck"] = ["bridge"]
    _becomes(desk, done, "doing", "succeeded", result=came)

    page = queued.get("/jobs").body

    said = _said(page)
    assert "No worker is there, so nothing of this is done." in said
    assert f"Publication bridge Ana asked for it just now. It ended just now. {WRONG} Try it again" in said
    assert "Being done Fetching of pages bridge 3 of 10 done. Ana asked for it just now" in said
    assert "Ben asked for it just now. It begins on" in said
    assert (
        "4 pages were asked for. 3 could not be fetched. "
        "The site’s name could not be looked up: bridge s1, bridge s2. To be checked again: bridge"
    ) in said
    assert re.search(r'<progress max="10" value="3"', page)
    assert re.search(r'<a href="/claims/bridge"><bdi>bridge</bdi></a>', page)


def test_a_job_that_failed_is_tried_again_or_taken_back(queued: Served) -> None:
    again, back = _ask(queued.desk, Job("publish", {"refs": []}), Job("fetch", {"names": ["bridge"]}))
    for one in (again, back):
        _becomes(queued.desk, one, "doing", "failed", wrong=WRONG)

    assert queued.post(f"/jobs/{again}/retry")["location"] == "/jobs"
    assert queued.post(f"/jobs/{back}/drop")["location"] == "/jobs"

    states = {one.number: one.state for one in list_jobs(queued.desk)}
    assert states == {again: JobState.WAITING, back: JobState.DROPPED}
    assert "There is no job 999" in _said(queued.post("/jobs/999/drop").body)
    assert queued.post(f"/jobs/{again}/eat").status == 404


def test_the_page_of_a_claim_tells_of_jobs_about_it_and_today_of_ones_own(queued: Served) -> None:
    desk = queued.desk
    added(desk, "The tower is new.", ref="tower")
    mine, _ = _ask(desk, Job("fetch", {"names": ["bridge"]}), Job("fetch", {"names": ["tower"]}))
    _ask(by(desk, "Ben"), Job("publish", {"refs": ["bridge"]}))
    _ask(desk.as_itself(), Job("recheck", {"sources": [["bridge", "s1"]], "planned": ""}))
    _becomes(desk, mine, "doing")

    claim, today = _said(queued.get("/claims/bridge").body), _said(queued.get("/").body)

    assert "In the background Publication Ben asked for it just now" in claim
    assert "Fetching of pages Ana asked for it just now. It was begun just now" in claim
    assert "Recheck" not in claim
    assert "Fetching of pages tower Ana asked for it" in today
    assert "Publication" not in today


def test_a_desk_without_a_queue_says_that_jobs_are_done_at_once(ana: Served) -> None:
    assert "each job is done at once, while whoever asks for it waits." in _said(ana.get("/jobs").body)
    assert 'href="/jobs"' not in ana.get("/").body


def test_words_of_a_job_are_never_taken_for_more(queued: Served) -> None:
    (number,) = _ask(queued.desk, Job("<b>task", {"names": ["<b>bold", "https://a.example/<i>"]}))
    _becomes(queued.desk, number, "doing", "failed", wrong="<script>alert(1)</script>")
    page = queued.get("/jobs").body
    assert "<b>" not in page
    assert "<i>" not in page
    assert "<script>alert" not in page


def test_a_page_that_is_open_tells_by_itself_that_the_job_is_done(queued: Served, page: Page) -> None:
    (number,) = _ask(queued.desk, Job("fetch", {"names": ["bridge"]}))
    page.goto(queued.access.link)
    page.goto(f"{queued.address}/claims/bridge")
    form = page.locator("#form-comment textarea").first
    form.fill("What was typed stays.")
    expect(page.locator("#under-way")).to_contain_text("Fetching of pages")

    _becomes(queued.desk, number, "doing", done=1, total=2)
    expect(page.locator("#under-way")).to_contain_text("1 of 2 done.", timeout=15_000)
    _becomes(queued.desk, number, "succeeded")
    expect(page.get_by_role("status")).to_contain_text("It is done.", timeout=15_000)

    expect(form).to_have_value("What was typed stays.")
    expect(page.get_by_role("link", name="Show what came of it")).to_have_attribute("href", "/claims/bridge")
