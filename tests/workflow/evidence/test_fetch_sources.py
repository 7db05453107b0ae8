"""Fetching what claims cite: from a real server to the archive and the record, and again later."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.desk import Desk, NobodyWaits
from factcheck.errors import BadInput, NotFound, StorageFailed
from factcheck.model.vocabulary import Decision, MatchQuality, Outcome, Standing, Status
from factcheck.settings import Fetching
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import note_claim, withdraw_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.fetch_sources import age_of, due_for_recheck, to_fetch, visit
from factcheck.workflow.evidence.record_capture import text_of
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.desks import by, kept_bytes
from tests.servers import End, Request, ScriptedServer, answer, head, redirect
from tests.workflow.fetched import PAGE, QUOTE, fetched, later, rated, record, status_of


def test_a_cited_page_is_captured_read_and_kept(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    [seen] = fetched(desk)
    [capture] = record(desk).captures
    assert seen.as_json()["digest"] == capture.payload_digest
    assert (capture.outcome, capture.status, capture.content_type) == (Outcome.OK, 200, "text/html")
    assert capture.size == len(PAGE.encode())
    assert capture.proposed
    assert capture.proposed.title == "The rain"
    assert QUOTE in (text_of(desk, capture) or "")
    assert verify(desk).findings == []


def test_a_capture_that_was_let_through_says_so(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    [seen] = fetched(desk)
    assert seen.as_json()["let_through"] is True
    assert record(desk).captures[0].let_through


def test_without_leave_nobody_connects_to_a_private_address(desk: Desk, server: ScriptedServer) -> None:
    guarded = replace(desk, settings=replace(desk.settings, fetch=Fetching(delay=0)))
    add_source(guarded, "rain", server.url("/rain"), {})
    [seen] = fetched(guarded)
    assert seen.outcome is Outcome.BLOCKED_PRIVATE_ADDRESS
    assert server.connections == 0
    assert record(desk).captures[0].reason


def test_a_second_run_fetches_only_what_is_missing(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    add_source(desk, "rain", server.url("/later"), {})
    server.say("/later", answer("down", "503 Service Unavailable", retry_after="999"), answer(PAGE))
    assert {one.outcome for one in fetched(desk)} == {Outcome.OK, Outcome.HTTP}
    [again] = fetched(desk)
    assert (again.url, again.outcome) == (server.url("/later"), Outcome.OK)
    assert fetched(desk) == []
    assert server.visits["/rain"] == 1


def test_a_page_that_two_claims_cite_is_fetched_once_and_is_on_both_records(
    desk: Desk, server: ScriptedServer
) -> None:
    add_claims(desk, [("here", {"text": "The bridge is old.", "ref": "bridge"})], "here")
    for ref in ("rain", "bridge"):
        add_source(desk, ref, server.url("/rain"), {})
    [seen] = fetched(desk)
    assert {one.ref for one in seen.noted} == {"rain", "bridge"}
    assert record(desk).captures[0].record == record(desk, "bridge").captures[0].record
    assert server.visits["/rain"] == 1


def test_a_withdrawn_claim_is_left_in_peace(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    withdraw_claim(desk, "rain", "Never said.")
    assert fetched(desk) == []


def test_a_named_page_is_asked_whether_it_changed(desk: Desk, server: ScriptedServer) -> None:
    server.say("/rain", answer(PAGE, etag='"7"'), head("304 Not Modified", etag='"7"'))
    add_source(desk, "rain", server.url("/rain"), {})
    fetched(desk)
    [seen] = fetched(desk, "rain")
    first, second = record(desk).captures
    assert server.asked("/rain")[1].header("If-None-Match") == '"7"'
    assert (second.outcome, second.baseline) == (Outcome.UNCHANGED, first.id)
    assert seen.as_json()["digest"] == first.payload_digest
    assert verify(desk).findings == []


def test_an_address_that_no_claim_cites_is_kept_all_the_same(desk: Desk, server: ScriptedServer) -> None:
    [seen] = fetched(desk, server.url("/rain"))
    assert seen.noted == ()
    assert desk.archive.has(seen.record)
    assert verify(desk).findings == []


def test_a_password_in_an_address_is_kept_nowhere(desk: Desk, tmp_path: Path) -> None:
    [seen] = fetched(desk, "http://ana:s3cret@example.org/")
    assert seen.outcome is Outcome.BLOCKED_USERINFO
    assert "s3cret" not in str(seen.as_json())
    kept = kept_bytes(desk, seen.record)
    assert b"s3cret" not in b"".join([kept, *(path.read_bytes() for path in tmp_path.glob("*.db*"))])


def test_every_way_it_can_end_is_on_record_and_the_others_go_on(desk: Desk, server: ScriptedServer) -> None:
    server.say("/gone", answer("no", "410 Gone"))
    server.say("/cut", [head(content_length="900"), b"half", End.CLOSE])
    server.say("/round", redirect("/round"))
    server.say("/out", redirect("ftp://example.org/"))
    server.say("/nothing", answer(""))
    for path in ("/rain", "/gone", "/cut", "/round", "/out", "/nothing"):
        add_source(desk, "rain", server.url(path), {})
    fetched(desk)
    outcomes = {one.source: one.outcome for one in record(desk).captures}
    assert outcomes == {
        "s1": Outcome.OK,
        "s2": Outcome.NOT_FOUND,
        "s3": Outcome.PARTIAL_INCOMPLETE,
        "s4": Outcome.TOO_MANY_REDIRECTS,
        "s5": Outcome.BLOCKED_SCHEME,
        "s6": Outcome.EMPTY,
    }
    assert verify(desk).findings == []


def test_a_redirect_is_kept_whole(desk: Desk, server: ScriptedServer) -> None:
    server.say("/old", redirect("/older")).say("/older", redirect("/rain"))
    add_source(desk, "rain", server.url("/old"), {})
    fetched(desk)
    [capture] = record(desk).captures
    assert (capture.requested_url, capture.redirects) == (server.url("/old"), (server.url("/older"),))
    assert capture.final_url == server.url("/rain")


def test_what_is_due_was_seen_too_long_ago(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    fetched(desk)
    assert to_fetch(desk, (), age_of("30d")) == []
    assert [one.url for one in to_fetch(later(desk, days=30), (), age_of("30d"))] == [server.url("/rain")]
    assert to_fetch(later(desk, days=30), ("rain",), age_of("8w")) == []


@pytest.mark.parametrize(("text", "hours"), [("12h", 12), ("30d", 720), ("2W", 336), (" 1d ", 24)])
def test_an_age_is_hours_days_or_weeks(text: str, hours: int) -> None:
    assert age_of(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "30", "d", "30 d", "-1d", "1y", "999999d"])
def test_an_age_that_is_none_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="12h, 30d, 2w"):
        age_of(text)


def test_a_ref_that_no_claim_has_is_told_with_the_near_one(desk: Desk) -> None:
    with pytest.raises(NotFound, match='Did you mean "rain"'):
        to_fetch(desk, ("rainy",))


def test_a_transcribed_quote_is_anchored_by_the_capture_that_holds_it(
    desk: Desk, server: ScriptedServer
) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports", "note": "A gauge."})
    assert record(desk).quote("e1").standing is Standing.TRANSCRIBED
    [seen] = fetched(desk)
    quote = record(desk).quote("e1")
    assert seen.noted[0].anchored == ("e1",)
    assert (quote.standing, quote.match, quote.capture) == (Standing.ANCHORED, MatchQuality.EXACT, "c1")
    assert (quote.who, quote.note) == ("Ana", "A gauge.")
    assert QUOTE in (quote.excerpt or "")
    assert [event.act for event in record(desk).events][-3:] == ["capture", "anchor", "source"]


def test_a_transcribed_quote_that_the_page_does_not_hold_stays_what_it_is(
    desk: Desk, server: ScriptedServer
) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    cite(desk, "rain", "s1", {"exact": QUOTE.replace("52", "53"), "stance": "supports"})
    fetched(desk)
    assert record(desk).quote("e1").standing is Standing.TRANSCRIBED


@pytest.mark.parametrize("stop", [KeyboardInterrupt, StorageFailed])
def test_what_was_captured_before_it_stopped_stays(
    desk: Desk, server: ScriptedServer, stop: type[BaseException]
) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    add_source(desk, "rain", server.url("/next"), {})

    class Stopping(NobodyWaits):
        def step(self, done: str = "") -> None:
            raise stop(f"stopped at {done}")

    with pytest.raises(stop):
        visit(replace(desk, progress=Stopping()), to_fetch(desk, ()))
    assert len(record(desk).captures) >= 1
    assert verify(desk).findings == []


def test_a_sign_off_that_an_anchored_quote_voids_is_told(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    rate(desk, "rain", "true", Reasons(rationale="So it says."))
    submit(desk, "rain")
    review(by(desk, "Ben"), "rain", Decision.APPROVE, None, None)
    [seen] = fetched(desk)
    assert seen.noted[0].voided
    assert status_of(desk) is Status.NEEDS_RECHECK


def test_words_that_were_transcribed_and_are_not_on_the_page_are_told(
    desk: Desk, server: ScriptedServer
) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    cite(desk, "rain", "s1", {"exact": "It snowed for a week and a day.", "stance": "supports"})
    [seen] = fetched(desk)
    assert seen.noted[0].unfound == ("e1",)


def test_what_a_person_saved_holds_a_transcribed_quote_from_then_on(desk: Desk, tmp_path: Path) -> None:
    add_source(desk, "rain", "https://example.org/rain", {})
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    saved = tmp_path / "saved.html"
    saved.write_text(PAGE, "utf-8")
    assert attach(desk, "rain", saved) == ("s1", "c1")
    quote = record(desk).quote("e1")
    assert (quote.standing, quote.capture, quote.match) == (Standing.FILED, "c1", MatchQuality.EXACT)
    assert verify(desk).findings == []


def test_no_transaction_is_open_while_the_network_is_used(desk: Desk, server: ScriptedServer) -> None:
    def meanwhile(_: Request) -> bytes:
        """Somebody else writes while the page is on its way; an open transaction would hold that up."""
        note_claim(desk, "rain", "Written while the page was on its way.")
        return answer(PAGE)

    server.say("/rain", meanwhile)
    add_source(desk, "rain", server.url("/rain"), {})
    [seen] = fetched(desk)
    assert seen.outcome is Outcome.OK
    assert [event.act for event in record(desk).events][-3:] == ["note", "capture", "source"]


def test_a_page_is_due_once_a_month_and_then_no_more(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    assert due_for_recheck(later(desk, days=29)) == []
    in_a_month = later(desk, days=31)
    server.say("/rain", answer(PAGE.replace("52", "25")))
    [task] = due_for_recheck(in_a_month)
    assert task.sources == (("rain", "s1"),)
    [seen] = visit(in_a_month, [task])
    assert [one.rung for one in seen.noted[0].news] == ["quote-altered"]
    assert status_of(desk) is Status.NEEDS_RECHECK
    assert due_for_recheck(in_a_month) == []
