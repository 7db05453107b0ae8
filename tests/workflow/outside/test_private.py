"""What stays at the desk of an answer, what a law takes out, and what a draft never shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotAdmitted, NotSoNow, RuleRefused
from factcheck.exchange.redacted_history import given_lines
from factcheck.model.event import event_hash
from factcheck.model.public import public_checks
from factcheck.model.roles import Role
from factcheck.model.vocabulary import Act
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.evidence.sources import SourceChange, add_source
from factcheck.workflow.outside.answer import answer, open_draft
from factcheck.workflow.outside.ask import withdraw_link
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import articles, by, opened, printed, tree
from tests.proofs import unpacked, verified
from tests.sites import BASE, held, out, sign, signed
from tests.workflow.outside.asked import TEXT, answered, asked, draft_of_link, form_of
from tests.workflow.test_public_canary import CANARY, plant, plant_beside


def test_the_secret_is_nowhere_in_the_database_or_the_history(desk: Desk, tmp_path: Path) -> None:
    given = asked(desk)
    answered(desk, given.secret, agreed=True)
    assert given.secret not in repr(given)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert given.secret.encode() not in kept


def test_an_answer_on_record_is_not_taken_out_or_changed_or_made_up_at_the_desk(desk: Desk) -> None:
    given = asked(desk)
    said = answered(desk, given.secret, agreed=True)
    for answers in ([said.model_copy(update={"agreed": False, "remark": "No."})], [said, said]):
        with pytest.raises(RuleRefused):
            contact(desk, "bridge", "q1", {"answers": answers, "noted": 0})
    with pytest.raises(BadInput, match="fewer answers"):
        contact(desk, "bridge", "q1", {"noted": 7})
    with pytest.raises(RuleRefused, match="by the link alone"):
        contact(desk, "bridge", None, {"who": "X", "how": "by letter", "answers": [said]})
    assert len(show_claim(desk, "bridge").contacts[0].answers) == 1


def test_what_a_law_takes_out_of_an_answer_is_gone_and_the_history_holds(desk: Desk) -> None:
    given = asked(desk)
    answered(
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
    given = asked(desk)
    answered(desk, given.secret, wrong={"e1": ("That is another bridge.", "")})
    line = next(one.seq for one in show_claim(desk, "bridge").events if one.act is Act.CITE)
    redact(desk, "bridge", [str(line)], "A law asks for it.")
    assert "May 1932" not in str(show_claim(desk, "bridge"))
    assert "May 1932" not in draft_of_link(desk, given.secret).written
    assert verify(desk).findings == []


def test_at_a_desk_with_accounts_a_reporter_asks_and_a_guest_does_not(desk: Desk) -> None:
    add_account(desk, "Ana", Role.ADMIN, "ana")
    with desk.store.reading() as ledger:
        desk = replace(desk, accounts=ledger.accounts.all())
    for name, role in (("Rae", Role.REPORTER), ("Gil", Role.GUEST)):
        add_account(desk, name, role)
    with desk.store.reading() as ledger:
        desk = replace(desk, accounts=ledger.accounts.all())
    given = asked(by(desk, "Rae"))
    answered(desk, given.secret, agreed=True)
    assert len(show_claim(desk, "bridge").contacts[0].answers) == 1
    for act in (
        lambda: asked(by(desk, "Gil"), who="X"),
        lambda: withdraw_link(by(desk, "Gil"), "bridge", "q1"),
    ):
        with pytest.raises(RuleRefused):
            act()
    with pytest.raises(BadInput, match="is at this desk"):
        asked(desk, who="Rae")


def test_answers_leave_the_desk_in_no_published_check_and_no_line_that_strangers_get(desk: Desk) -> None:
    given = asked(desk, held(desk, "It has four lamps.", "lamps"))
    answered(desk, given.secret, remark="For you alone.", name="Private Person")
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
    given = asked(desk, signed(desk, "It has four lamps.", "lamps"))
    wrong = {"text": ("A canary at a place.", "")}
    answered(desk, given.secret, wrong=wrong, remark="A canary beside.", name="Canary Bird")
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
        draft = draft_of_link(desk, asked(desk, ref).secret)
        own = draft.written.replace("canary claim that is rated.", "").replace('"canary why"', "")
        assert CANARY not in own
        assert "1987" not in own
        for name in ("Ana", "Ben"):
            assert name not in own


def test_what_becomes_confidential_is_gone_from_a_link_that_is_out(desk: Desk) -> None:
    given = asked(desk)
    form = form_of(desk, given.secret, agreed=True)
    assert "The log" in draft_of_link(desk, given.secret).written
    add_source(
        desk, "bridge", "https://a.example/log", {"confidential": True}, SourceChange(why="She asks us.")
    )
    assert "a.example" not in draft_of_link(desk, given.secret).written
    with pytest.raises(NotSoNow, match="Read it again"):
        answer(desk, given.secret, form)


def test_answers_come_with_the_dossiers_and_links_do_not(
    desk: Desk, new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    add_article(desk, "-", TEXT.encode(), {"ref": "night", "title": "Night", "language": "en"})
    given = asked(desk)
    wrong = {"text": ("It was 1931.", ""), "e1": ("No.\n\nNo.", "")}
    answered(desk, given.secret, wrong=wrong, remark='"""', name="M. L.")
    answered(desk, given.secret, agreed=True)
    answered(desk, asked(desk, "night", is_article=True).secret, remark="Good.")
    export_dossiers(desk, tmp_path / "out")
    assert given.secret.encode() not in b"".join(tree(tmp_path / "out").values())
    with new_sqlite() as url, opened(url, tmp_path / "other") as other:
        import_dossiers(other, tmp_path / "out")
        assert show_claim(other, "bridge") == show_claim(desk, "bridge")
        assert articles(other) == articles(desk)
        with pytest.raises(NotAdmitted):
            open_draft(other, given.secret)
