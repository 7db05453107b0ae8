"""What programs at addresses are told: signed, through the guard, under one id, as a pointer to what it is about."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.model.notice import NoticeState
from factcheck.settings import Fetching
from factcheck.workflow.claims.edit import assign_claim
from factcheck.workflow.notify.recipients import list_recipients
from factcheck.workflow.notify.send import Delivery, send_due
from tests.desks import added
from tests.servers import Request, ScriptedServer, answer, redirect
from tests.workflow.notify.conftest import SECRET, with_hook

KEY = base64.b64decode(SECRET.removeprefix("whsec_"))


@pytest.fixture
def hooked(desk: Desk, hook: ScriptedServer) -> Desk:
    """A desk whose webhook is known already."""
    desk = with_hook(desk, hook)
    assert [*send_due(desk)] == []
    return desk


def sent(desk: Desk) -> list[Delivery]:
    return [*send_due(desk)]


def told(hook: ScriptedServer) -> list[dict[str, Any]]:
    """What the program was told, in order."""
    return [json.loads(one.body) for one in hook.asked("/hook")]


def signature(request: Request) -> str:
    """What a receiver expects the signature of a request to be."""
    signed = f"{request.header('webhook-id')}.{request.header('webhook-timestamp')}.".encode() + request.body
    return "v1," + base64.b64encode(hmac.digest(KEY, signed, "sha256")).decode()


def test_each_notice_is_sent_signed_and_says_what_waits_for_whom(hooked: Desk, hook: ScriptedServer) -> None:
    ref = added(hooked, "The mayor took a secret bribe.", ref="mayor-1932", note="Says Dan.")
    assign_claim(hooked, ref, "Ben")
    assert [one.why for one in sent(hooked)] == [""] * 4

    link = {"url": "https://desk.example/claims/mayor-1932"}
    status = [one["data"] for one in told(hook) if one["type"] == "claim.status"]
    assert status == [
        {"schema": 1, "claim": {"ref": "mayor-1932", "status": "unverified"}, **link},
        {"schema": 1, "claim": {"ref": "mayor-1932", "status": "checking"}, **link},
    ]
    steps = [one for one in told(hook) if one["type"] == "step.waits"]
    assert [one["data"]["todo"][0]["who"] for one in steps] == [None, "Ben"]
    assert steps[1]["data"] == {
        "schema": 1,
        "todo": [
            {
                "ref": "mayor-1932",
                "who": "Ben",
                "step": "check",
                "since": steps[1]["timestamp"],
                "due": None,
                "why": None,
            }
        ],
        **link,
    }
    for request in hook.asked("/hook"):
        assert request.header("webhook-signature") == signature(request)
        assert request.header("content-type") == "application/json"
        assert b"bribe" not in request.body
        assert b"Dan" not in request.body
    assert len({one.header("webhook-id") for one in hook.asked("/hook")}) == 4


def test_what_was_not_taken_is_sent_again_under_the_same_id(hooked: Desk, hook: ScriptedServer) -> None:
    hook.say("/hook", answer(b"", "503 Later"), answer(b"", "204 No Content"))
    added(hooked, "The bridge opened in 1932.", ref="bridge")
    (failed,) = sent(hooked)

    assert (failed.why, failed.is_last) == ("It answered 503.", False)
    hooked.clock.at += timedelta(hours=1)  # type: ignore[attr-defined]
    assert [one.why for one in sent(hooked)] == ["", ""]
    first, *more = hook.asked("/hook")
    assert first.header("webhook-id") in [one.header("webhook-id") for one in more]
    assert len({one.header("webhook-id") for one in hook.asked("/hook")}) == 2


def test_a_program_that_wants_no_more_of_it_is_not_asked_again(hooked: Desk, hook: ScriptedServer) -> None:
    hook.say("/hook", answer(b"", "410 Gone"))
    added(hooked, "The bridge opened in 1932.")

    assert sent(hooked)[0].is_last


def test_no_redirect_is_followed(hooked: Desk, hook: ScriptedServer) -> None:
    hook.say("/hook", redirect("/elsewhere"))
    added(hooked, "The bridge opened in 1932.")

    assert sent(hooked)[0].why == "It answered 302."
    assert hook.asked("/elsewhere") == []


def test_an_address_within_the_house_is_not_reached_unless_it_is_let_through(
    hooked: Desk, hook: ScriptedServer
) -> None:
    shut = replace(hooked, settings=replace(hooked.settings, fetch=Fetching()))
    added(hooked, "The bridge opened in 1932.")

    assert sent(shut)[0].why.startswith("127.0.0.1 is an address inside a network")
    assert hook.requests == []


def test_without_its_secret_nothing_is_sent(hooked: Desk, hook: ScriptedServer) -> None:
    hooked.settings.webhooks[0].secret.write_text("too short", "utf-8")
    added(hooked, "The bridge opened in 1932.")

    assert sent(hooked)[0].why.startswith("A webhook's secret is whsec_ and 24 to 64 random bytes")
    assert hook.requests == []


def test_a_webhook_that_is_taken_out_of_the_settings_is_told_nothing_more(
    hooked: Desk, hook: ScriptedServer
) -> None:
    added(hooked, "The bridge opened in 1932.")
    without = replace(hooked, settings=replace(hooked.settings, webhooks=()))

    assert sent(without) == []
    assert list_recipients(without) == []
    with without.store.reading() as ledger:
        assert ledger.outbox.listed(*NoticeState) == []
    assert hook.requests == []
