"""Somebody outside the desk is asked by a link, reads the draft, and answers."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotAdmitted, NotFound, NotSoNow, RuleRefused
from factcheck.exchange.redacted_history import given_lines
from factcheck.model.event import event_hash
from factcheck.model.outside_answer import GUEST, OutsideAnswer
from factcheck.model.outside_draft import OutsideDraft
from factcheck.model.public import public_checks
from factcheck.model.roles import Role
from factcheck.model.vocabulary import Act, Step
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.articles.words import claim_words
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.edit import edit_claim, rename_claim, withdraw_claim
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import SourceChange, add_source
from factcheck.workflow.outside.answer import AnswerForm, LinkState, answer, open_draft
from factcheck.workflow.outside.ask import Asking, GivenLink, ask, ask_again, take_note, withdraw_link
from factcheck.workflow.outside.listed import asked_page
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import added, articles, by, opened, printed, tree
from tests.proofs import unpacked, verified
from tests.sites import BASE, held, out, sign, signed
from tests.workflow.articles.test_words import _at
from tests.workflow.test_public_canary import CANARY, plant, plant_beside

WHO = "Dr. Maria López"
TEXT = "The bridge opened in 1932.\n\nIt has four lamps, said Nour Haddad."


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    with new_sqlite() as url, opened(url, tmp_path) as desk:
        ref = added(desk, "The bridge opened in 1932.", ref="bridge", claimant="The mayor", note="Ring him.")
        add_source(desk, ref, "https://a.example/log", {"title": "The log"})
        who = {"who": "Ana", "when": "2026-11-02"}
        cite(desk, ref, "s1", {"exact": "Opened in May 1932.", "stance": "supports", **who})
        rate(desk, ref, "true", Reasons("The log says so [e1].", "It did."))
        yield desk


def _asked(desk: Desk, ref: str = "bridge", who: str = WHO, **more: Any) -> GivenLink:
    return ask(desk, ref, Asking(who, "Is the year right?"), **more)


def _draft(desk: Desk, secret: str) -> OutsideDraft:
    draft = open_draft(desk, secret).draft
    assert draft is not None
    return draft


def _form(desk: Desk, secret: str, **said: Any) -> AnswerForm:
    """A form as it is sent by somebody who has just opened the link."""
    opened_ = open_draft(desk, secret)
    assert opened_.draft is not None
    return AnswerForm(opened_.draft.digest, opened_.read_at, **said)


def _answered(desk: Desk, secret: str, **said: Any) -> OutsideAnswer:
    return answer(desk, secret, _form(desk, secret, **said))


def _steps(desk: Desk) -> list[tuple[str, str, str]]:
    rows = todo(desk, steps=(Step.ASK, Step.ANSWERED)).rows
    return [(row["ref"], str(row["step"]), row["why"]) for row in rows]


def test_whoever_has_the_link_reads_the_draft_and_says_that_nothing_is_wrong(desk: Desk) -> None:
    given = _asked(desk)
    draft = _draft(desk, given.secret)
    assert [(one.part, one.text) for one in draft.places] == [
        ("text", "The bridge opened in 1932."),
        ("rating", "True"),
        ("summary", "It did."),
        ("rationale", "The log says so [e1]."),
        ("e1", "Opened in May 1932."),
    ]
    _answered(desk, given.secret, agreed=True, name=" Maria  López ", affiliation="The institute")
    (known,) = show_claim(desk, "bridge").contacts
    assert (known.id, known.who, known.asked, known.how) == (
        "q1",
        WHO,
        "Is the year right?",
        "by a link to the draft",
    )
    assert known.answered_on == desk.today().isoformat()
    (said,) = known.answers
    assert (said.agreed, said.digest, said.name) == (True, draft.digest, "Maria López")
    assert show_claim(desk, "bridge").events[-1].by == GUEST


def test_the_secret_is_nowhere_in_the_database_or_the_history(desk: Desk, tmp_path: Path) -> None:
    given = _asked(desk)
    _answered(desk, given.secret, agreed=True)
    assert given.secret not in repr(given)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert given.secret.encode() not in kept


def test_what_is_wrong_is_said_at_its_place_with_the_words_that_stand_there(desk: Desk) -> None:
    given = _asked(desk)
    wrong = {
        "text": ("It was 1931.", "in  1932"),
        "e1": ("That is another bridge.", "words that do not stand there"),
        "summary": ("  ", ""),
    }
    _answered(desk, given.secret, wrong=wrong, remark="See my book.")
    (said,) = show_claim(desk, "bridge").contacts[0].answers
    assert [(one.part, one.words, one.why) for one in said.comments] == [
        ("text", "in 1932", "It was 1931."),
        ("e1", "Opened in May 1932.", "That is another bridge."),
    ]
    assert said.remark == "See my book."


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Say that nothing is wrong"),
        ({"agreed": True, "wrong": {"text": ("No.", "")}}, "Either nothing is wrong"),
        ({"remark": "\u200b\u2060"}, "Say that nothing is wrong"),
        ({"agreed": True, "name": "Ana\u202e"}, "which nobody sees"),
        ({"remark": "x" * 10_001}, "At most 10000"),
    ],
)
def test_an_answer_that_says_nothing_or_two_things_is_not_taken(
    desk: Desk, said: Mapping[str, Any], why: str
) -> None:
    given = _asked(desk)
    with pytest.raises(BadInput) as refused:
        _answered(desk, given.secret, **said)
    assert why in " ".join([refused.value.message, *map(str, refused.value.findings)])
    assert not show_claim(desk, "bridge").contacts[0].answers


def test_the_same_answer_sent_twice_is_kept_once(desk: Desk) -> None:
    given = _asked(desk)
    form = _form(desk, given.secret, agreed=True)
    for _ in range(2):
        answer(desk, given.secret, form)
    assert len(show_claim(desk, "bridge").contacts[0].answers) == 1


def test_more_can_be_added_until_the_link_ends_but_not_at_once(desk: Desk) -> None:
    given = _asked(desk)
    _answered(desk, given.secret, remark="First.")
    _answered(desk, given.secret, remark="Second.")
    assert [one.remark for one in show_claim(desk, "bridge").contacts[0].answers] == ["First.", "Second."]
    form, stopped = _form(desk, given.secret, remark="Third."), desk.clock()
    still = replace(desk, clock=lambda: stopped)
    answer(still, given.secret, form)
    with pytest.raises(NotSoNow, match="Wait some seconds"):
        answer(still, given.secret, replace(form, remark="Fourth."))


def test_a_link_takes_no_more_than_twenty_answers(desk: Desk) -> None:
    given = _asked(desk)
    for number in range(20):
        _answered(desk, given.secret, remark=f"Remark {number}.")
    with pytest.raises(NotSoNow, match="20 answers"):
        _answered(desk, given.secret, remark="One more.")


def test_an_answer_on_an_older_version_is_kept_with_what_was_read(desk: Desk) -> None:
    given = _asked(desk)
    form = _form(desk, given.secret, wrong={"text": ("It was 1931.", "")})
    edit_claim(desk, "bridge", {"text": "The bridge opened in 1931."}, "The log.")
    answer(desk, given.secret, form)
    (asked,) = asked_page(desk, "bridge").asked
    (said,) = asked.contact.answers
    assert (said.digest, said.comments[0].words) == (form.digest, "The bridge opened in 1932.")
    assert not asked.is_current(said)
    _answered(desk, given.secret, agreed=True)
    (asked,) = asked_page(desk, "bridge").asked
    assert [asked.is_current(one) for one in asked.contact.answers] == [False, True]


def test_a_draft_that_never_was_cannot_have_been_read(desk: Desk) -> None:
    given = _asked(desk)
    form = _form(desk, given.secret, agreed=True)
    with pytest.raises(NotSoNow, match="Read it again"):
        answer(desk, given.secret, replace(form, digest="0" * 64))
    with pytest.raises(NotSoNow, match="Read it again"):
        answer(desk, given.secret, replace(form, digest="0" * 64, read_at=form.read_at - timedelta(days=900)))


def test_a_day_of_reading_that_is_made_up_is_put_between_the_link_and_now(desk: Desk) -> None:
    given = _asked(desk)
    form = _form(desk, given.secret, agreed=True)
    said = answer(desk, given.secret, replace(form, read_at=form.read_at - timedelta(days=900)))
    assert said.read_at == given.link.made_at
    said = answer(
        desk, given.secret, replace(form, agreed=False, remark="x", read_at=form.read_at + timedelta(9))
    )
    assert said.read_at == said.at


def test_a_link_ends_by_its_day_by_the_desk_or_with_the_claim(desk: Desk) -> None:
    given = _asked(desk)
    form = _form(desk, given.secret, agreed=True)
    late = replace(desk, clock=lambda: given.link.expires_at)
    assert (open_draft(late, given.secret).state, open_draft(late, given.secret).draft) == (
        LinkState.EXPIRED,
        None,
    )
    with pytest.raises(NotAdmitted):
        answer(late, given.secret, form)
    again = ask_again(desk, "bridge", "q1")
    assert open_draft(desk, given.secret).state is LinkState.ENDED
    assert open_draft(desk, again.secret).state is LinkState.OPEN
    withdraw_link(desk, "bridge", "q1")
    assert open_draft(desk, again.secret).state is LinkState.ENDED
    with pytest.raises(NotSoNow, match="no link"):
        withdraw_link(desk, "bridge", "q1")
    last = ask_again(desk, "bridge", "q1")
    withdraw_claim(desk, "bridge", "It was never said.")
    assert (open_draft(desk, last.secret).state, open_draft(desk, last.secret).draft) == (
        LinkState.WITHDRAWN,
        None,
    )
    with pytest.raises(NotAdmitted):
        answer(desk, last.secret, form)


def test_a_link_that_never_was_leads_nowhere(desk: Desk) -> None:
    for secret in ("", "x" * 43, "\ud800"):
        with pytest.raises(NotAdmitted, match="no such link"):
            open_draft(desk, secret)


def test_a_link_leads_on_where_the_claim_was_renamed(desk: Desk) -> None:
    given = _asked(desk)
    rename_claim(desk, "bridge", "old-bridge")
    _answered(desk, given.secret, agreed=True)
    assert len(show_claim(desk, "old-bridge").contacts[0].answers) == 1


def test_a_draft_that_was_published_meanwhile_says_so_and_can_be_answered(desk: Desk) -> None:
    given = _asked(desk, held(desk, "It has four lamps.", "lamps"))
    assert not open_draft(desk, given.secret).is_published
    printed(desk, sign(desk, "lamps"))
    assert open_draft(desk, given.secret).is_published
    _answered(desk, given.secret, agreed=True)


def test_two_people_who_are_asked_know_nothing_of_each_other(desk: Desk) -> None:
    one, two = _asked(desk), _asked(desk, who="Prof. Okafor")
    _answered(desk, one.secret, remark="A secret remark.")
    assert "secret remark" not in _draft(desk, two.secret).written
    assert [len(one.answers) for one in show_claim(desk, "bridge").contacts] == [1, 0]


def test_nobody_is_asked_twice_while_a_link_is_open_and_nobody_of_the_desk_at_all(desk: Desk) -> None:
    _asked(desk)
    with pytest.raises(NotSoNow, match="already") as refused:
        _asked(desk, who="dr. maria lópez")
    assert refused.value.remedies[0].arguments == {"ref": "bridge", "contact": "q1", "again": True}
    for who in ("Ana", "ana", "Аna"):
        with pytest.raises(BadInput, match="is at this desk"):
            _asked(desk, who=who)
    for days in (0, 91):
        with pytest.raises(BadInput, match="1 to 90 days"):
            ask(desk, "bridge", Asking("Prof. Okafor", days=days))
    with pytest.raises(NotFound):
        ask_again(desk, "bridge", "q9")


def test_two_answers_sent_at_once_are_both_kept(desk: Desk) -> None:
    given = _asked(desk)
    forms = [_form(desk, given.secret, remark=f"Remark {number}.") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda form: answer(desk, given.secret, form), forms))
    answers = show_claim(desk, "bridge").contacts[0].answers
    assert sorted(one.remark or "" for one in answers) == [f"Remark {number}." for number in range(4)]


def test_what_is_handed_over_is_what_was_looked_at(desk: Desk) -> None:
    seen = asked_page(desk, "bridge").draft.digest
    edit_claim(desk, "bridge", {"text": "The bridge opened in 1931."}, "The log.")
    with pytest.raises(NotSoNow, match="changed since you looked"):
        ask(desk, "bridge", Asking(WHO, read=seen))
    ask(desk, "bridge", Asking(WHO, read=asked_page(desk, "bridge").draft.digest))


def test_an_article_is_handed_over_with_its_sentences_and_its_checks_and_no_other(desk: Desk) -> None:
    add_article(desk, "-", TEXT.encode(), {"ref": "night", "title": "Night", "language": "en"})
    (ref,) = claim_words(
        desk, "night", _at(TEXT, "four lamps"), {"text": "It has four lamps.", "ref": "lamps"}
    ).refs
    given = _asked(desk, "night", is_article=True)
    draft = _draft(desk, given.secret)
    assert [(one.ref, one.part) for one in draft.places] == [(None, "1"), (None, "2"), (ref, "text")]
    assert "opened in May" not in draft.written
    form = _form(desk, given.secret, wrong={"1": ("1931.", ""), "lamps/text": ("Six.", "four lamps")})
    edit_claim(desk, ref, {"text": "It has four old lamps."})
    answer(desk, given.secret, form)
    (record,) = articles(desk)
    (said,) = record.contacts[0].answers
    assert [(one.ref, one.part, one.words) for one in said.comments] == [
        (None, "1", "The bridge opened in 1932."),
        (ref, "text", "four lamps"),
    ]
    (asked,) = asked_page(desk, "night", is_article=True).asked
    assert not asked.is_current(said)
    assert _steps(desk) == [("night", "answered", f"{WHO} answered")]
    take_note(desk, "night", "q1", is_article=True)
    assert _steps(desk) == []
    assert verify(desk).findings == []


def test_who_was_asked_waits_is_overdue_and_answered_until_the_desk_has_read_it(desk: Desk) -> None:
    given = _asked(desk)
    day = desk.day_of(given.link.expires_at)
    assert _steps(desk) == [("bridge", "ask", f"wanted by {day}; {WHO} was asked and has not answered")]
    late = replace(desk, clock=lambda: given.link.expires_at + timedelta(days=2))
    assert todo(late, steps=(Step.ASK,)).overdue == 1
    _answered(desk, given.secret, agreed=True)
    assert _steps(desk) == [("bridge", "answered", f"{WHO} answered")]
    found = [one.finding for one in check(desk, ["bridge"]).findings if one.finding.code == "contact-open"]
    assert "nobody has taken note" in found[0].message
    contact(desk, "bridge", "q1", {"answered": "She agrees."})
    assert _steps(desk) == []
    _answered(desk, given.secret, remark="One more thing.")
    assert _steps(desk) == [("bridge", "answered", f"{WHO} answered")]
    take_note(desk, "bridge", "q1", 1)
    assert _steps(desk) == [("bridge", "answered", f"{WHO} answered")]
    take_note(desk, "bridge", "q1", 99)
    assert _steps(desk) == []
    assert show_claim(desk, "bridge").contacts[0].noted == 2
    assert verify(desk).findings == []


def test_an_answer_on_record_is_not_taken_out_or_changed_or_made_up_at_the_desk(desk: Desk) -> None:
    given = _asked(desk)
    said = _answered(desk, given.secret, agreed=True)
    for answers in ([said.model_copy(update={"agreed": False, "remark": "No."})], [said, said]):
        with pytest.raises(RuleRefused):
            contact(desk, "bridge", "q1", {"answers": answers, "noted": 0})
    with pytest.raises(BadInput, match="fewer answers"):
        contact(desk, "bridge", "q1", {"noted": 7})
    with pytest.raises(RuleRefused, match="by the link alone"):
        contact(desk, "bridge", None, {"who": "X", "how": "by letter", "answers": [said]})
    assert len(show_claim(desk, "bridge").contacts[0].answers) == 1


def test_what_a_law_takes_out_of_an_answer_is_gone_and_the_history_holds(desk: Desk) -> None:
    given = _asked(desk)
    _answered(
        desk, given.secret, wrong={"text": ("Ask at my home.", "")}, remark="My address.", name="Maria López"
    )
    line = len(show_claim(desk, "bridge").events)
    redact(desk, "bridge", [str(line)], "A law asks for it.")
    record = show_claim(desk, "bridge")
    for gone in ("My address", "my home", "López"):
        assert gone not in str(record)
    assert (
        record.claim.text == record.contacts[0].answers[0].comments[0].words == "The bridge opened in 1932."
    )
    assert verify(desk).findings == []


def test_words_of_a_claim_that_a_law_takes_out_are_gone_from_answers_too(desk: Desk) -> None:
    given = _asked(desk)
    _answered(desk, given.secret, wrong={"e1": ("That is another bridge.", "")})
    line = next(one.seq for one in show_claim(desk, "bridge").events if one.act is Act.CITE)
    redact(desk, "bridge", [str(line)], "A law asks for it.")
    assert "May 1932" not in str(show_claim(desk, "bridge"))
    assert "May 1932" not in _draft(desk, given.secret).written
    assert verify(desk).findings == []


def test_at_a_desk_with_accounts_a_reporter_asks_and_a_guest_does_not(desk: Desk) -> None:
    add_account(desk, "Ana", Role.ADMIN, "ana")
    with desk.store.reading() as ledger:
        desk = replace(desk, accounts=ledger.accounts.all())
    for name, role in (("Rae", Role.REPORTER), ("Gil", Role.GUEST)):
        add_account(desk, name, role)
    with desk.store.reading() as ledger:
        desk = replace(desk, accounts=ledger.accounts.all())
    given = _asked(by(desk, "Rae"))
    _answered(desk, given.secret, agreed=True)
    assert len(show_claim(desk, "bridge").contacts[0].answers) == 1
    for act in (
        lambda: _asked(by(desk, "Gil"), who="X"),
        lambda: withdraw_link(by(desk, "Gil"), "bridge", "q1"),
    ):
        with pytest.raises(RuleRefused):
            act()
    with pytest.raises(BadInput, match="is at this desk"):
        _asked(desk, who="Rae")


def test_answers_leave_the_desk_in_no_published_check_and_no_line_that_strangers_get(desk: Desk) -> None:
    given = _asked(desk, held(desk, "It has four lamps.", "lamps"))
    _answered(desk, given.secret, remark="For you alone.", name="Private Person")
    contact(desk, "lamps", "q1", {"answered": "She agrees.", "public": True})
    record = printed(desk, sign(desk, "lamps"))
    checks = public_checks(record, desk.scales)
    (told,) = checks[-1].record.contacts
    assert told.plain().keys() == {
        "id",
        "who",
        "how",
        "asked_on",
        "asked",
        "answered_on",
        "answered",
        "public",
    }
    lines = given_lines(record.events, checks)
    assert "She agrees." in lines
    for private in ("alone", "Private Person", "read_at"):
        assert private not in lines
    assert all(event_hash(one) == one.hash for one in record.events)


def test_answers_are_on_no_page_of_the_site_and_in_no_bundle(desk: Desk, tmp_path: Path) -> None:
    desk = replace(desk, settings=replace(desk.settings, base_url=BASE))
    given = _asked(desk, signed(desk, "It has four lamps.", "lamps"))
    wrong = {"text": ("A canary at a place.", "")}
    _answered(desk, given.secret, wrong=wrong, remark="A canary beside.", name="Canary Bird")
    contact(desk, "lamps", "q1", {"answered": "She agrees.", "public": True})
    out(desk, "lamps")
    site = tree(desk.settings.site)
    assert any(b"She agrees." in content for content in site.values())
    prove(desk, tmp_path / "proof.zip")
    files = {**site, **unpacked(tmp_path / "proof.zip")}
    assert [name for name, content in files.items() if b"canary" in content.lower()] == []
    said = verified(tmp_path / "proof.zip")
    assert (said.code, said.failed) == (0, [])


def test_nothing_private_is_in_a_draft(desk: Desk) -> None:
    plant(desk)
    plant_beside(desk)
    for ref in ("lamps", "canary-rated"):
        draft = _draft(desk, _asked(desk, ref).secret)
        own = draft.written.replace("canary claim that is rated.", "").replace('"canary why"', "")
        assert CANARY not in own
        assert "1987" not in own
        for name in ("Ana", "Ben"):
            assert name not in own


def test_what_becomes_confidential_is_gone_from_a_link_that_is_out(desk: Desk) -> None:
    given = _asked(desk)
    form = _form(desk, given.secret, agreed=True)
    assert "The log" in _draft(desk, given.secret).written
    add_source(
        desk, "bridge", "https://a.example/log", {"confidential": True}, SourceChange(why="She asks us.")
    )
    assert "a.example" not in _draft(desk, given.secret).written
    with pytest.raises(NotSoNow, match="Read it again"):
        answer(desk, given.secret, form)


def test_answers_come_with_the_dossiers_and_links_do_not(
    desk: Desk, new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    add_article(desk, "-", TEXT.encode(), {"ref": "night", "title": "Night", "language": "en"})
    given = _asked(desk)
    wrong = {"text": ("It was 1931.", ""), "e1": ("No.\n\nNo.", "")}
    _answered(desk, given.secret, wrong=wrong, remark='"""', name="M. L.")
    _answered(desk, given.secret, agreed=True)
    _answered(desk, _asked(desk, "night", is_article=True).secret, remark="Good.")
    export_dossiers(desk, tmp_path / "out")
    assert given.secret.encode() not in b"".join(tree(tmp_path / "out").values())
    with new_sqlite() as url, opened(url, tmp_path / "other") as other:
        import_dossiers(other, tmp_path / "out")
        assert show_claim(other, "bridge") == show_claim(desk, "bridge")
        assert articles(other) == articles(desk)
        with pytest.raises(NotAdmitted):
            open_draft(other, given.secret)
