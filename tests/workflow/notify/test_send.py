"""Who is told of what by mail, what the mail says, and what becomes of it where it cannot be sent."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from factcheck.desk import Desk, utc_now
from factcheck.errors import NotFound
from factcheck.mail.message import Mail
from factcheck.model.notice import Frequency, NoticeState
from factcheck.model.vocabulary import Act, Decision
from factcheck.store.outbox import Parcel
from factcheck.store.rows import Row
from factcheck.workflow.act import open_claims
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.claims.comments import add_comment, reply, resolve
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.edit import assign_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.notify.mail_words import mail_of
from factcheck.workflow.notify.outbox import list_notices, retry_notices
from factcheck.workflow.notify.recipients import NoticeChoice, choose_notices, stop_notices
from factcheck.workflow.notify.send import Delivery, send_due
from factcheck.workflow.outside.answer import AnswerForm, answer, open_draft
from factcheck.workflow.outside.ask import Asking, ask
from tests.desks import added, by
from tests.mail_servers import MailServer
from tests.workflow.notify.conftest import tell


def sent(desk: Desk) -> list[Delivery]:
    """Send all that is due."""
    return [*send_due(desk)]


def notices(desk: Desk) -> list[Row]:
    """Every notice there is."""
    with desk.store.reading() as ledger:
        return ledger.outbox.listed(*NoticeState)


def said(mail: EmailMessage) -> str:
    """The text of a mail."""
    return str(mail.get_content()).replace("\r\n", "\n")


def rated(desk: Desk, ref: str, folder: Path) -> None:
    """Give a claim a verdict, on a document."""
    scan = folder / f"{ref}.txt"
    scan.write_text("The bridge opened in 1932.", "utf-8")
    source = add_source(desk, ref, str(scan), {"kind": "primary"})
    cite(desk, ref, source, {"exact": "opened in 1932", "stance": "supports"})
    rate(desk, ref, "true", Reasons("The log says so.", "It opened in 1932."))


def _assign_both(desk: Desk, ref: str, other: str) -> None:
    """Store an act on one claim and then look for another, in one transaction."""
    with open_claims(desk, [ref, other]) as claims:
        claims.on(ref).act(Act.ASSIGN, {"assignee": "Ben"})
        claims.store()
        claims.on(other)


def test_nothing_is_entered_at_a_desk_that_has_nobody_to_tell(desk: Desk) -> None:
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")

    assert notices(desk) == []
    assert sent(desk) == []


def test_whoever_is_given_a_claim_is_told_and_nobody_else(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ana", "Ben", "Cem")
    ref = added(desk, "The mayor took a secret bribe.", ref="mayor-1932")
    assign_claim(desk, ref, "Ben")

    (delivery,) = sent(desk)

    assert (delivery.recipient.name, delivery.count, delivery.why) == ("Ben", 1, "")
    (mail,) = mails.mails
    assert mails.recipients == ["ben@courier.example"]
    assert mail["Subject"] == "The test desk: To be checked"
    assert "- mayor-1932\n  https://desk.example/claims/mayor-1932" in said(mail)
    assert b"bribe" not in mails.raw[0]
    assert sent(desk) == []


def test_what_one_does_oneself_is_not_told(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ana")
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ana")

    assert sent(desk) == []
    assert mails.mails == []


def test_a_verdict_is_told_to_its_reader_and_its_return_to_its_author(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    tell(desk, "Ana", "Ben", "Cem")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    rated(desk, ref, tmp_path)
    submit(desk, ref, to="Ben")
    sent(desk)
    review(by(desk, "Ben"), ref, Decision.RETURN, "Say which log; the mayor lies.", None)
    sent(desk)

    told = [(to, mail["Subject"]) for to, mail in zip(mails.recipients, mails.mails, strict=True)]
    assert told == [
        ("ben@courier.example", "The test desk: To be read by a second person"),
        ("ana@courier.example", "The test desk: Sent back to be mended"),
    ]
    assert not any(b"lies" in one for one in mails.raw)


def test_without_a_reader_who_is_named_all_who_may_sign_are_told(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    tell(desk, "Ana", "Ben", "Cem")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    rated(desk, ref, tmp_path)
    submit(desk, ref)
    sent(desk)

    assert sorted(mails.recipients) == ["ben@courier.example", "cem@courier.example"]


def test_a_signed_verdict_is_told_to_whoever_may_publish_but_not_to_its_signer(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    tell(desk, "Ana", "Ben")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    rated(desk, ref, tmp_path)
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)
    sent(desk)

    assert [(mail["To"], mail["Subject"]) for mail in mails.mails] == [
        ("Ana <ana@courier.example>", "The test desk: To be published")
    ]


def test_whoever_asked_somebody_outside_is_told_of_the_answer(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ana", "Ben")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    asked = contact(desk, ref, None, {"who": "The engineer", "how": "by letter"})
    contact(by(desk, "Ben"), ref, asked.id, {"answered": "She lied to you.", "answered_on": "2026-11-03"})
    sent(desk)

    (mail,) = mails.mails
    assert mail["To"] == "Ana <ana@courier.example>"
    assert mail["Subject"] == "The test desk: Answered from outside the desk"
    assert b"lied" not in mails.raw[0]


def test_nothing_is_told_of_what_was_rolled_back(desk: Desk) -> None:
    tell(desk, "Ben")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    with pytest.raises(NotFound):
        _assign_both(desk, ref, "no-such-claim")

    assert notices(desk) == []
    assert sent(desk) == []


def test_what_is_done_before_a_mail_goes_out_is_not_told(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben", "Cem")
    ref = added(desk, "The bridge opened in 1932.")
    assign_claim(desk, ref, "Ben")
    assign_claim(desk, ref, "Cem")
    sent(desk)

    assert mails.recipients == ["cem@courier.example"]
    assert sorted((one["recipient"], one["state"]) for one in notices(desk)) == [
        ("ben", NoticeState.PAST),
        ("cem", NoticeState.SENT),
    ]


def test_several_things_are_told_in_one_mail(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben")
    for number in range(3):
        assign_claim(desk, added(desk, f"The bridge opened in 193{number}.", ref=f"claim-{number}"), "Ben")
    (delivery,) = sent(desk)

    assert delivery.count == 3
    (mail,) = mails.mails
    assert mail["Subject"] == "The test desk: 3 things wait for you"
    assert [line for line in mail.get_content().splitlines() if line.startswith("-")] == [
        "- claim-0",
        "- claim-1",
        "- claim-2",
    ]


def test_a_subject_names_the_claim_where_the_desk_says_so(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben")
    assert desk.settings.mail
    open_subjects = replace(desk.settings.mail, subject_ref=True)
    assign_claim(desk, added(desk, "The bridge opened in 1932.", ref="bridge"), "Ben")
    sent(replace(desk, settings=replace(desk.settings, mail=open_subjects)))

    assert mails.mails[0]["Subject"] == "The test desk: To be checked (bridge)"


def test_a_daily_mail_waits_for_its_time_of_day(desk: Desk) -> None:
    tell(desk, "Ben", daily=True)
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")

    assert sent(desk) == []
    desk.clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    assert [one.count for one in sent(desk)] == [1]
    assert sent(desk) == []


def test_a_deadline_is_told_once_when_it_is_near_and_once_when_it_is_over(
    desk: Desk, mails: MailServer
) -> None:
    tell(desk, "Ben")
    ref = added(desk, "The bridge opened in 1932.", deadline="2026-11-04", ref="bridge")
    assign_claim(desk, ref, "Ben")
    sent(desk)
    desk.clock.at += timedelta(days=3)  # type: ignore[attr-defined]
    sent(desk)
    sent(desk)

    told = [line for mail in mails.mails for line in mail.get_content().splitlines() if "November" in line]
    assert told == ["Wanted by 4 November 2026.", "Overdue since 4 November 2026."]
    assert mails.recipients == ["ben@courier.example"] * 2


def test_a_mail_is_in_the_language_of_the_desk(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben")
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")
    sent(replace(desk, settings=replace(desk.settings, language="de")))

    assert mails.mails[0]["Content-Language"] == "de"
    assert mails.mails[0]["Subject"] == "The test desk: Zu prüfen"


def test_a_server_that_is_away_loses_nothing_and_holds_all_mails_up(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben", "Cem")
    for name in ("Ben", "Cem"):
        assign_claim(desk, added(desk, f"The bridge opened for {name}."), name)
    assert desk.settings.mail
    away = replace(desk, settings=replace(desk.settings, mail=replace(desk.settings.mail, port=1)))
    (failed,) = sent(away)

    assert failed.why.startswith("The mail server 127.0.0.1:1 cannot be reached: ")
    assert not failed.is_last
    desk.clock.at += timedelta(hours=1)  # type: ignore[attr-defined]
    assert [one.why for one in sent(desk)] == ["", ""]
    assert sorted(mails.recipients) == ["ben@courier.example", "cem@courier.example"]


def test_an_address_that_is_refused_holds_nobody_else_up_and_can_be_tried_again(
    desk: Desk, mails: MailServer
) -> None:
    tell(desk, "Ben", "Cem")
    mails.refusals = {"ben@courier.example": "550 No such user"}
    for name in ("Ben", "Cem"):
        assign_claim(desk, added(desk, f"The bridge opened for {name}.", ref=name.lower()), name)
    told = {one.recipient.name: one for one in sent(desk)}

    assert (told["Ben"].why, told["Ben"].is_last) == ("The mail server answered 550: No such user", True)
    assert told["Cem"].why == ""
    (listed,) = list_notices(desk)
    assert (listed["to"], listed["ref"], listed["state"]) == ("Ben", "ben", "failed")
    mails.refusals = {}
    assert retry_notices(desk) == 1
    assert [one.recipient.name for one in sent(desk)] == ["Ben"]


def test_tries_are_bounded_and_further_and_further_apart(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben")
    mails.answer = "451 Later"
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")
    waits = []
    for _ in range(20):
        waits += [one.is_last for one in sent(desk)]
        desk.clock.at += timedelta(days=2)  # type: ignore[attr-defined]

    assert waits == [False] * 7 + [True]
    mails.answer = "250 OK"
    assert sent(desk) == []


def test_the_same_mail_sent_again_has_the_same_id(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ben")
    mails.answer = "451 Later"
    tried: list[str] = []
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")
    sent(desk)
    tried += [one["batch"] for one in notices(desk)]
    assign_claim(desk, added(desk, "The bridge opened in 1933."), "Ben")
    mails.answer = "250 OK"
    desk.clock.at += timedelta(hours=1)  # type: ignore[attr-defined]
    sent(desk)

    assert len(mails.mails) == 2
    assert f"<{tried[0]}@courier.example>" in [mail["Message-ID"] for mail in mails.mails]


def test_whoever_wants_no_more_is_forgotten_with_what_waited(desk: Desk) -> None:
    tell(desk, "Ben")
    assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")
    assert stop_notices(desk, "ben")

    assert notices(desk) == []
    assert sent(desk) == []
    assert not stop_notices(desk, "Ben")


def test_a_choice_changes_what_it_names_alone(desk: Desk) -> None:
    tell(desk, "Ben")
    chosen = choose_notices(desk, "Ben", NoticeChoice(frequency=Frequency.DAILY))

    assert (chosen.address, chosen.frequency) == ("ben@courier.example", Frequency.DAILY)


def test_the_log_says_nothing_private(
    desk: Desk, mails: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    tell(desk, "Ben", "Cem")
    mails.refusals = {"cem@courier.example": "550 cem@courier.example is unknown"}
    for name in ("Ben", "Cem"):
        assign_claim(desk, added(desk, f"The secret of {name}.", ref=f"secret-{name.lower()}"), name)
    with caplog.at_level(logging.DEBUG):
        sent(desk)

    ours = [one.getMessage() for one in caplog.records if one.name.startswith("factcheck")]
    assert len(ours) >= 2
    assert not [one for one in ours if "secret" in one or "@" in one or "Ben" in one or "Cem" in one]


def test_whoever_is_to_answer_a_comment_is_told_and_no_word_of_it_leaves(
    desk: Desk, mails: MailServer
) -> None:
    tell(desk, "Ana", "Ben", "Cem")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    asked = add_comment(by(desk, "Ben"), ref, "Was it the canary?", to="Cem")
    assert [one.recipient.name for one in sent(desk)] == ["Cem"]
    reply(by(desk, "Cem"), ref, asked.id, "It was the canary.")
    assert [one.recipient.name for one in sent(desk)] == ["Ben"]

    assert not any(b"canary" in mail for mail in mails.raw)
    assert "A comment for you" in str(mails.mails[0]["Subject"])
    resolve(desk, ref, [asked.id])
    assert sent(desk) == []


@pytest.mark.parametrize("on_article", [False, True], ids=["claim", "article"])
def test_an_answer_by_a_link_is_told_to_whoever_asked(
    desk: Desk, mails: MailServer, on_article: bool
) -> None:
    tell(desk, "Ana", "Ben")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    if on_article:
        draft = desk.settings.folder / "draft.txt"
        draft.write_text("The bridge opened in 1932.\n\nIt has four lamps.", "utf-8")
        add_article(desk, str(draft), b"", {"ref": "delta"})
        ref = "delta"
    asking = ask(desk, ref, Asking("The engineer", "Is it so?"), is_article=on_article)
    opened = open_draft(desk, asking.secret)
    assert opened.draft
    form = AnswerForm(opened.draft.digest, opened.read_at, remark="The mayor lies.")
    answer(desk, asking.secret, form)
    sent(desk)

    (mail,) = mails.mails
    assert mail["To"] == "Ana <ana@courier.example>"
    assert mail["Subject"] == "The test desk: Answered from outside the desk"
    kind = "articles" if on_article else "claims"
    assert f"https://desk.example/{kind}/{ref}" in said(mail)
    assert b"lies" not in mails.raw[0]


def test_each_comment_is_told_also_while_another_one_waits(desk: Desk, mails: MailServer) -> None:
    tell(desk, "Ana", "Ben")
    ref = added(desk, "The bridge opened in 1932.", ref="bridge")
    first = add_comment(desk, ref, "Which bridge?", to="Ben")
    sent(desk)
    add_comment(desk, ref, "Which year?", to="Ben")
    sent(desk)
    reply(by(desk, "Ben"), ref, first.id, "The old one.")
    sent(desk)

    assert mails.recipients == [f"{name}@courier.example" for name in ("ben", "ben", "ana")]


def test_of_those_who_send_at_once_each_mail_is_sent_by_one(desk: Desk, mails: MailServer) -> None:
    people = [f"Person{letter}" for letter in "abcdefghij"]
    tell(desk, *people)
    for name in people:
        assign_claim(desk, added(desk, f"The bridge opened for {name}."), name)
    with ThreadPoolExecutor(4) as pool:
        real = replace(desk, clock=utc_now)
        told = [one for some in pool.map(sent, [real] * 4) for one in some]

    assert sorted(mails.recipients) == [f"{name.lower()}@courier.example" for name in people]
    assert sorted(one.recipient.name for one in told) == people
    assert {one["state"] for one in notices(desk)} == {NoticeState.SENT}


def test_a_fault_of_our_own_holds_nobody_else_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(desk, "Ben", "Cem")
    for name in ("Ben", "Cem"):
        assign_claim(desk, added(desk, f"The bridge opened for {name}."), name)

    def faulty(at: Desk, parcel: Parcel) -> Mail:
        if parcel.recipient.name == "Ben":
            raise KeyError("a private word")
        return mail_of(at, parcel)

    monkeypatch.setattr("factcheck.workflow.notify.send.mail_of", faulty)
    told = {one.recipient.name: one.why for one in sent(desk)}

    assert told == {"Ben": "Something in the program itself went wrong (KeyError).", "Cem": ""}
