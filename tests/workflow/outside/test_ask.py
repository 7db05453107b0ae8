"""Asking somebody outside: the link, how long it is good, and who waits for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotAdmitted, NotFound, NotSoNow
from factcheck.model.vocabulary import Step
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.articles.words import claim_words
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.edit import edit_claim, rename_claim, withdraw_claim
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.outside.answer import LinkState, answer, open_draft
from factcheck.workflow.outside.ask import Asking, ask, ask_again, take_note, withdraw_link
from factcheck.workflow.outside.listed import asked_page
from factcheck.workflow.transfer.verify import verify
from tests.desks import articles
from tests.workflow.articles.test_words import _at
from tests.workflow.outside.asked import TEXT, WHO, answered, asked, draft_of_link, form_of, steps


def test_a_link_ends_by_its_day_by_the_desk_or_with_the_claim(desk: Desk) -> None:
    given = asked(desk)
    form = form_of(desk, given.secret, agreed=True)
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
    given = asked(desk)
    rename_claim(desk, "bridge", "old-bridge")
    answered(desk, given.secret, agreed=True)
    assert len(show_claim(desk, "old-bridge").contacts[0].answers) == 1


def test_two_people_who_are_asked_know_nothing_of_each_other(desk: Desk) -> None:
    one, two = asked(desk), asked(desk, who="Prof. Okafor")
    answered(desk, one.secret, remark="A secret remark.")
    assert "secret remark" not in draft_of_link(desk, two.secret).written
    assert [len(one.answers) for one in show_claim(desk, "bridge").contacts] == [1, 0]


def test_nobody_is_asked_twice_while_a_link_is_open_and_nobody_of_the_desk_at_all(desk: Desk) -> None:
    asked(desk)
    with pytest.raises(NotSoNow, match="already") as refused:
        asked(desk, who="dr. maria lópez")
    assert refused.value.remedies[0].arguments == {"ref": "bridge", "contact": "q1", "again": True}
    for who in ("Ana", "ana", "Аna"):
        with pytest.raises(BadInput, match="is at this desk"):
            asked(desk, who=who)
    for days in (0, 91):
        with pytest.raises(BadInput, match="1 to 90 days"):
            ask(desk, "bridge", Asking("Prof. Okafor", days=days))
    with pytest.raises(NotFound):
        ask_again(desk, "bridge", "q9")


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
    given = asked(desk, "night", is_article=True)
    draft = draft_of_link(desk, given.secret)
    assert [(one.ref, one.part) for one in draft.places] == [(None, "1"), (None, "2"), (ref, "text")]
    assert "opened in May" not in draft.written
    form = form_of(desk, given.secret, wrong={"1": ("1931.", ""), "lamps/text": ("Six.", "four lamps")})
    edit_claim(desk, ref, {"text": "It has four old lamps."})
    answer(desk, given.secret, form)
    (record,) = articles(desk)
    (said,) = record.contacts[0].answers
    assert [(one.ref, one.part, one.words) for one in said.comments] == [
        (None, "1", "The bridge opened in 1932."),
        (ref, "text", "four lamps"),
    ]
    (one,) = asked_page(desk, "night", is_article=True).asked
    assert not one.is_current(said)
    assert steps(desk) == [("night", "answered", f"{WHO} answered")]
    take_note(desk, "night", "q1", is_article=True)
    assert steps(desk) == []
    assert verify(desk).findings == []


def test_who_was_asked_waits_is_overdue_and_answered_until_the_desk_has_read_it(desk: Desk) -> None:
    given = asked(desk)
    day = desk.day_of(given.link.expires_at)
    assert steps(desk) == [("bridge", "ask", f"wanted by {day}; {WHO} was asked and has not answered")]
    late = replace(desk, clock=lambda: given.link.expires_at + timedelta(days=2))
    assert todo(late, steps=(Step.ASK,)).overdue == 1
    answered(desk, given.secret, agreed=True)
    assert steps(desk) == [("bridge", "answered", f"{WHO} answered")]
    found = [one.finding for one in check(desk, ["bridge"]).findings if one.finding.code == "contact-open"]
    assert "nobody has taken note" in found[0].message
    contact(desk, "bridge", "q1", {"answered": "She agrees."})
    assert steps(desk) == []
    answered(desk, given.secret, remark="One more thing.")
    assert steps(desk) == [("bridge", "answered", f"{WHO} answered")]
    take_note(desk, "bridge", "q1", 1)
    assert steps(desk) == [("bridge", "answered", f"{WHO} answered")]
    take_note(desk, "bridge", "q1", 99)
    assert steps(desk) == []
    assert show_claim(desk, "bridge").contacts[0].noted == 2
    assert verify(desk).findings == []
