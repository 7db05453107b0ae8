"""Asking an archive to keep a page: only where the desk lets it, and what it answers is told as its word."""

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow, RuleRefused
from factcheck.model.job import JobState
from factcheck.model.vocabulary import Act
from factcheck.settings.archives import Archives
from factcheck.work.tasks import run_job
from factcheck.workflow.evidence import save_page
from factcheck.workflow.evidence.save_page import ask_to_save, run_save
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.servers import End, ScriptedServer, answer
from tests.workflow.fetched import fetched, record

PAGE = "https://example.org/rain"
LOGIN = "key-canary:secret-canary"
SAVED = {"status": "success", "job_id": "spn2-1", "timestamp": "20240102030405", "original_url": PAGE}


async def _names(host: str, _port: int) -> Sequence[str]:
    return {"example.org": ["93.184.216.34"], "intranet.example.org": ["10.0.0.7"]}.get(host, [])


@pytest.fixture
def saving(desk: Desk, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk, to which the server is the archive that may be asked."""
    monkeypatch.setattr(save_page, "_BETWEEN", 0)
    archives = Archives(save=True, service=server.url("/save"), login=LOGIN)
    add_source(desk, "rain", PAGE, {})
    settings = replace(desk.settings, archives=archives)
    return replace(desk, settings=settings, network={"resolve": _names})


def _says(server: ScriptedServer, *statuses: object, first: object = None) -> None:
    server.say("/save", answer(json.dumps(first or {"url": PAGE, "job_id": "spn2-1"})))
    server.say(
        "/save/status", *(one if isinstance(one, bytes) else answer(json.dumps(one)) for one in statuses)
    )


def _ran(desk: Desk, job: str | None = None) -> dict[str, object]:
    return dict(run_save(desk, "rain", "s1", job, 0))


def test_a_page_that_the_archive_kept_is_on_record_as_what_the_archive_says(
    saving: Desk, server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _says(server, {"status": "pending"}, SAVED)
    result = _ran(saving)
    copy = f"{server.url('/web')}/20240102030405/{PAGE}"
    assert (result["state"], result["job"], result["archived_url"]) == ("kept", "spn2-1", copy)
    assert str(result["said"]).startswith("The archive says that it kept the page")
    assert record(saving).sources[0].archived_url == copy
    last = record(saving).events[-1]
    assert (last.act, last.by) == (Act.SOURCE, "Ana")
    assert last.body["why"] == "The archive says that it kept the page (its job spn2-1)."

    asked, status = server.asked("/save")[0], server.asked("/save/status")[0]
    assert parse_qs(asked.body.decode())["url"] == [PAGE]
    assert parse_qs(status.body.decode()) == {"job_id": ["spn2-1"]}
    assert asked.header("Authorization") == f"LOW {LOGIN}"
    assert "canary" not in caplog.text + json.dumps(result) + repr(saving.settings)
    assert verify(saving).findings == []


@pytest.mark.parametrize("lost", [End.RESET, answer("<html>busy", "503 Busy"), answer("<html>")])
def test_what_is_not_known_is_never_told_as_kept_and_is_asked_again_by_its_job(
    saving: Desk, server: ScriptedServer, lost: object
) -> None:
    _says(server, SAVED)
    server.say("/save/status", lost, answer(json.dumps(SAVED)))  # type: ignore[arg-type]
    result = _ran(saving)
    assert (result["state"], result["job"], result["archived_url"]) == ("unknown", "spn2-1", None)
    assert "not known" in str(result["said"])
    assert record(saving).sources[0].archived_url is None
    assert _ran(saving, "spn2-1")["state"] == "kept"
    assert server.visits["/save"] == 1


def test_a_lost_answer_to_the_first_question_and_too_many_are_unknown(
    saving: Desk, server: ScriptedServer
) -> None:
    server.say("/save", answer("", "502 Bad"), answer("{}", "429 Too Many", retry_after="120"))
    assert (_ran(saving)["state"], server.visits["/save"]) == ("unknown", 1)
    too_often = _ran(saving)
    assert (too_often["state"], too_often["wait"]) == ("unknown", 120)
    assert "asked too often" in str(too_often["said"])


@pytest.mark.parametrize(
    ("first", "status", "why"),
    [
        ({"status": "error", "message": "This URL is in the block list."}, SAVED, "in the block list"),
        (None, {"status": "error", "status_ext": "error:blocked"}, "error:blocked"),
        (None, {**SAVED, "original_url": "https://example.org/other"}, "instead of"),
    ],
)
def test_a_page_that_the_archive_did_not_keep_is_told_with_its_reason(
    saving: Desk, server: ScriptedServer, first: object, status: object, why: str
) -> None:
    _says(server, status, first=first)
    with pytest.raises(NotSoNow, match=why):
        _ran(saving)
    assert record(saving).sources[0].archived_url is None


def test_an_answer_without_a_time_is_no_copy(saving: Desk, server: ScriptedServer) -> None:
    _says(server, {**SAVED, "timestamp": "soon"})
    assert _ran(saving)["state"] == "unknown"


def test_a_desk_asks_no_archive_unless_its_settings_say_so(saving: Desk, server: ScriptedServer) -> None:
    shut = replace(saving, settings=replace(saving.settings, archives=Archives()))
    with pytest.raises(NotSoNow, match="asks no archive"):
        ask_to_save(shut, "rain", "s1")
    assert server.connections == 0


def test_what_is_confidential_or_private_is_sent_to_nobody(saving: Desk, server: ScriptedServer) -> None:
    add_source(saving, "rain", "https://example.org/secret", {"confidential": True})
    add_source(saving, "rain", "https://intranet.example.org/", {})
    add_source(saving, "rain", server.url("/rain"), {})
    add_source(saving, "rain", "https://nowhere.example.org/", {})
    add_source(saving, "rain", None, {"kind": "conversation", "title": "A talk"})
    with pytest.raises(RuleRefused, match="confidential"):
        ask_to_save(saving, "rain", "s2")
    for source in ("s3", "s4", "s5", "s6"):
        with pytest.raises(BadInput, match=r"sent to nobody|no address"):
            ask_to_save(saving, "rain", source)
    assert server.connections == 0
    fetched(saving, server.url("/rain"))
    with pytest.raises(BadInput, match="no id of a job"):
        ask_to_save(saving, "rain", "s1", "../save")


def test_with_a_queue_it_waits_for_a_worker_and_is_asked_again_later(
    saving: Desk, server: ScriptedServer
) -> None:
    _says(server, answer("", "503 Busy"))
    entered = ask_to_save(saving, "rain", "s1")
    if not saving.store.has_queue:
        assert entered.result["state"] == "unknown"
        return
    with saving.store.jobs() as jobs:
        (waiting,) = jobs.listed([*JobState], 10)
        assert jobs.drop(waiting.number)  # as a worker that has taken it
    run_job(saving, waiting.job)
    with saving.store.jobs() as jobs:
        tried = sorted(one.job.arguments["tried"] for one in jobs.listed([*JobState], 10))
    assert tried == [0, 1]
