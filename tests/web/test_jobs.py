"""Fetching and publishing at a desk on PostgreSQL: asked for in the browser or by a program, done by a worker."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.work.worker import WorkerSettings, work
from factcheck.workflow.evidence.sources import add_source
from tests.commands import begin_desk
from tests.desks import added, opened
from tests.sites import BASE, signed
from tests.web.api.client import client
from tests.web.forms import went, words_of
from tests.web.served import Served, serving

ONCE = WorkerSettings(jobs=1, once=True)


@pytest.fixture
def ana(postgres_url: str, tmp_path: Path) -> Iterator[Served]:
    """A desk with "lamps", which is signed, and "rain", which cites a page that nobody fetched."""
    folder = begin_desk(tmp_path / "desk", postgres_url)
    settings = folder / "factcheck.toml"
    settings.write_text(f'base_url = "{BASE}"\n{settings.read_text("utf-8")}', "utf-8")
    with opened(postgres_url, folder) as desk:
        signed(desk, "It is lit.", "lamps")
        added(desk, "It rained.", ref="rain")
        add_source(desk, "rain", "http://127.0.0.1:1/rain", {})
    with serving(folder, "Ana") as served:
        yield served


def test_in_the_browser_they_are_asked_for_and_told_once_a_worker_did_them(ana: Served) -> None:
    went(ana.post("/claims/rain/fetch"))
    assert "Its pages are fetched in the background" in words_of(ana.get("/claims/rain").body)
    page = went(ana.post("/claims/lamps/publish"))
    assert "Published in the background, after what was asked for before: lamps." in words_of(
        ana.get(page).body
    )
    went(ana.post("/publish", claim="lamps"))
    refused = ana.post("/claims/rain/publish")
    assert (refused.status, "rain is not published." in words_of(refused.body)) == (409, True)
    work(ana.desk, how=ONCE)
    assert (ana.desk.settings.site / "claims" / "lamps.html").is_file()
    with ana.desk.store.reading() as ledger:
        assert [one.outcome for one in ledger.record("rain").captures] == ["blocked:private-address"]


def test_a_program_is_given_the_number_of_the_job_and_asks_what_came_of_it(ana: Served) -> None:
    with client(ana) as api:
        asked = api.post("/claims/lamps/publish", later=True).json()["job"]
        assert api.post("/claims/lamps/publish", later=True).json()["job"] == asked
        fetched = api.post("/claims/rain/fetch", "Rae", later=True).json()["job"]
        assert api.post("/claims/lamps/publish", "Rae", later=True).status_code == 403
        assert [one["state"] for one in api.get("/jobs")["jobs"]] == ["waiting", "waiting"]
        work(ana.desk, how=ONCE)
        job = api.get(f"/jobs/{asked}")["job"]
        assert (job["by"], job["state"], job["result"]["published"]) == ("Ed", "done", ["lamps 1"])
        assert api.get(f"/jobs/{fetched}")["job"]["result"]["failed"][0]["ref"] == "rain"
        assert api.get("/jobs?state=failed")["jobs"] == []
        for number in ("0", "x", "9" * 30):
            assert api.ask("GET", f"/jobs/{number}").status_code == 404
        assert api.ask("GET", "/jobs", "Gus").status_code == 403


def test_a_browser_is_asked_for_and_what_the_workers_machine_lacks_is_told(ana: Served) -> None:
    assert 'name="browser"' in ana.get("/claims/rain/fetch").body
    went(ana.post("/claims/rain/fetch", browser="yes", accept_cookies="yes"))
    fetch = replace(ana.desk.settings.fetch, chromium="/nowhere/chromium")
    work(replace(ana.desk, settings=replace(ana.desk.settings, fetch=fetch)), how=ONCE)
    told = words_of(ana.get("/jobs").body)
    assert "Drawing of pages by a browser" in told
    assert "No Chromium is installed" in told
    with ana.desk.store.reading() as ledger:
        assert ledger.record("rain").captures == ()
    with client(ana) as api:
        number = api.post("/claims/rain/fetch", "Rae", later=True, browser=True).json()["job"]
        assert api.get(f"/jobs/{number}")["job"]["task"] == "fetch-by-browser"
