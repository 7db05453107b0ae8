"""What readers send: grouped with what others asked, counted, bounded, and forgotten in time."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, NotSoNow
from factcheck.model.reader_request import RequestState
from factcheck.model.vocabulary import CorrectionKind, Decision
from factcheck.settings.mail import MailServer as MailSettings
from factcheck.store import reader_requests
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.verdicts import review, submit
from factcheck.workflow.notify.send import send_due
from factcheck.workflow.requests.decide import (
    dismiss_request,
    forget_addresses,
    link_request,
    list_requests,
    make_claim,
    request_details,
)
from factcheck.workflow.requests.receive import ReaderForm, receive
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.transfer.exports import export_dossiers
from tests.desks import added, by, opened, printed, tree
from tests.mail_servers import MailServer, mail_server
from tests.workflow.notify.test_send import rated

MAYOR = "The mayor said that the bridge over the delta opened in 1932 already."
AGAIN = "Did the bridge over the delta open already in 1932, as the mayor said?"
OTHER = "Somebody told me that all the tram drivers of Porto are on strike tomorrow."


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def desk(database_url: str, tmp_path: Path, mails: MailServer) -> Iterator[Desk]:
    server = MailSettings("127.0.0.1", "desk@courier.example", mails.port, "none")
    with opened(database_url, tmp_path, mail=server) as desk:
        yield desk


def _asked(desk: Desk, text: str, **more: str) -> None:
    receive(desk, ReaderForm(text, **more))


def _published(desk: Desk, ref: str, folder: Path) -> None:
    """Sign and publish a claim."""
    rated(desk, ref, folder)
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)
    printed(desk, ref)


def test_what_several_ask_is_one_request_with_a_count(desk: Desk) -> None:
    for text in (MAYOR, OTHER, MAYOR.upper(), AGAIN):
        _asked(desk, text)

    assert [(one.text, one.count) for one in list_requests(desk)] == [(MAYOR, 3), (OTHER, 1)]
    told = request_details(desk, 1)
    assert [one["text"] for one in told.messages] == [MAYOR, MAYOR.upper(), AGAIN]


def test_a_claim_that_is_likely_the_same_is_named_and_groups_what_is_asked(desk: Desk) -> None:
    ref = added(desk, "The bridge over the delta opened in 1932.", ref="bridge")
    _asked(desk, MAYOR)
    _asked(desk, "I read that the bridge over the delta opened in 1932. Is that so?")

    (one,) = list_requests(desk)
    assert (one.like, one.ref, one.count) == (ref, None, 2)


def test_a_claim_is_made_of_a_request_in_its_words_or_in_others(desk: Desk) -> None:
    _asked(desk, f"{MAYOR}\nReally?", seen_in="https://example.org/paper")
    _asked(desk, OTHER)
    first = make_claim(desk, 1)
    second = make_claim(desk, 2, "Tram drivers in Porto strike on 4 November 2026.")

    with desk.store.reading() as ledger:
        claims = [ledger.record(ref).claim for ref in (first, second)]
    assert [one.text for one in claims] == [
        f"{MAYOR} Really?",
        "Tram drivers in Porto strike on 4 November 2026.",
    ]
    assert list_requests(desk) == []
    assert [one.ref for one in list_requests(desk, RequestState.CLAIMED)] == [second, first]
    with pytest.raises(NotSoNow, match=f"It is the claim {first} already"):
        make_claim(desk, 1)


def test_a_wording_that_is_here_already_makes_no_second_claim(desk: Desk) -> None:
    added(desk, MAYOR, ref="mayor")
    _asked(desk, MAYOR)
    with pytest.raises(NotSoNow, match="The claim mayor has this wording already"):
        make_claim(desk, 1)

    assert link_request(desk, 1, "mayor") == "mayor"
    assert [one.ref for one in list_requests(desk, RequestState.CLAIMED)] == ["mayor"]


def test_what_is_dismissed_is_counted_on_and_its_readers_are_forgotten(desk: Desk) -> None:
    _asked(desk, OTHER, address="reader@example.org")
    with pytest.raises(BadInput, match="Say why"):
        dismiss_request(desk, 1, "  ")
    dismiss_request(desk, 1, "It is about tomorrow.")
    _asked(desk, OTHER)

    (one,) = list_requests(desk, RequestState.DISMISSED)
    assert (one.count, one.addresses, one.why, one.by) == (2, 0, "It is about tomorrow.", "Ana")
    with pytest.raises(NotSoNow, match="Ana dismissed it: It is about tomorrow"):
        link_request(desk, 1, "bridge")


def test_a_reader_is_told_once_when_the_check_is_published_and_then_forgotten(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    _asked(desk, MAYOR, address="First@Example.org")
    _asked(desk, MAYOR)
    ref = make_claim(desk, 1, "The bridge opened in 1932.")
    assert [*send_due(desk)] == []
    _published(desk, ref, tmp_path)
    assert [one.why for one in send_due(desk)] == [""]

    (mail,) = mails.mails
    assert mails.recipients == ["First@example.org"]
    assert mail["Subject"] == "The test desk: what you asked about is checked"
    assert f"https://example.org/claims/{ref}/" in mail.get_content()
    assert list_requests(desk, RequestState.CLAIMED)[0].addresses == 0
    with desk.store.reading() as ledger:
        assert ledger.outbox.recipients() == []
    assert [*send_due(desk)] == []


def test_a_reader_who_asks_for_what_is_published_is_told_at_once(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    _asked(desk, MAYOR)
    ref = make_claim(desk, 1, "The bridge opened in 1932.")
    _published(desk, ref, tmp_path)
    _asked(desk, MAYOR, address="late@example.org")

    assert [one.why for one in send_due(desk)] == [""]
    assert mails.recipients == ["late@example.org"]


def test_a_reader_is_not_told_of_a_check_that_is_no_longer_out(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    _asked(desk, MAYOR, address="reader@example.org")
    ref = make_claim(desk, 1, "The bridge opened in 1932.")
    _published(desk, ref, tmp_path)
    correct(desk, ref, CorrectionKind.VOID, "It is taken back.", "It was about another bridge.")

    assert [*send_due(desk)] == []
    assert mails.mails == []


def test_addresses_are_forgotten_when_asked_and_in_time(desk: Desk) -> None:
    _asked(desk, MAYOR, address="first@example.org")
    _asked(desk, OTHER, address="second@example.org")
    link_request(desk, 1, added(desk, "The bridge opened in 1932.", ref="bridge"))
    assert forget_addresses(desk, 1) == 1
    assert forget_addresses(desk, 1) == 0
    later = replace(desk, clock=lambda: desk.clock() + timedelta(days=181))
    assert [*send_due(later)] == []

    assert [one.addresses for one in list_requests(desk, *RequestState)] == [0, 0]
    with desk.store.reading() as ledger:
        assert ledger.outbox.recipients() == []
    _asked(later, "The mayor of the town by the sea resigned on Tuesday evening.")
    assert request_details(desk, 1).messages == []  # of what was decided so long ago
    assert [one["text"] for one in request_details(desk, 2).messages] == [OTHER]


def test_without_a_mail_server_no_address_is_kept(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        _asked(desk, MAYOR, address="reader@example.org")

        assert list_requests(desk)[0].addresses == 0


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (ReaderForm("short"), "message"),
        (ReaderForm("x" * 2_001), "message"),
        (ReaderForm(MAYOR, "y" * 501), "message"),
        (ReaderForm(MAYOR, address="nobody"), "no mail address"),
        (ReaderForm(MAYOR, address="a@example.org\nBcc: b@example.org"), "no mail address"),
        (ReaderForm(f"{MAYOR} https://a.example https://b.example www.c.example"), "too many links"),
        (ReaderForm(f"{MAYOR} \ud800"), "message"),
    ],
)
def test_what_cannot_be_used_is_refused(desk: Desk, form: ReaderForm, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        receive(desk, form)

    assert list_requests(desk) == []


def test_nobody_can_fill_the_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_requests, "MOST_OF_ONE", 2)
    monkeypatch.setattr(reader_requests, "MOST_REQUESTS", 2)
    for text in (MAYOR, MAYOR, MAYOR, OTHER):
        _asked(desk, text)
    with pytest.raises(NotSoNow, match="nothing more is taken for now"):
        _asked(desk, "The mayor of the town by the sea resigned on Tuesday evening.")

    assert [one.count for one in list_requests(desk)] == [3, 1]
    assert len(request_details(desk, 1).messages) == 2


def test_nothing_that_readers_wrote_leaves_the_desk_or_is_in_its_log(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _asked(desk, f"{MAYOR} CANARY", seen_in="CANARY", address="canary@example.org")
        ref = make_claim(desk, 1, "The bridge opened in 1932.")
        rated(desk, ref, tmp_path)
        submit(desk, ref)
        review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)
        public = replace(desk, settings=replace(desk.settings, base_url="https://example.org"))
        publish(public, PublishRequest(desk.settings.site, ()))
        export_dossiers(desk, tmp_path / "told")
        assert [one.why for one in send_due(public)] == [""]

    for folder in (desk.settings.site, tmp_path / "told"):
        assert not [name for name, content in tree(folder).items() if b"canary" in content.lower()]
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("factcheck")]
    assert ours
    assert not [one for one in ours if "canary" in one.lower()]


def test_a_request_that_is_not_there_is_said_to_be_none(desk: Desk) -> None:
    for act in (
        lambda: request_details(desk, 9),
        lambda: make_claim(desk, 9),
        lambda: forget_addresses(desk, 9),
    ):
        with pytest.raises(FactcheckError, match="There is no request 9"):
            act()
