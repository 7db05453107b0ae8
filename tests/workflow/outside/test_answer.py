"""What somebody outside reads and answers by a link."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow
from factcheck.model.outside_answer import GUEST
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.outside.answer import answer, open_draft
from factcheck.workflow.outside.listed import asked_page
from tests.desks import printed
from tests.sites import held, sign
from tests.workflow.outside.asked import WHO, answered, asked, draft_of_link, form_of


def test_whoever_has_the_link_reads_the_draft_and_says_that_nothing_is_wrong(desk: Desk) -> None:
    given = asked(desk)
    draft = draft_of_link(desk, given.secret)
    assert [(one.part, one.text) for one in draft.places] == [
        ("text", "The bridge opened in 1932."),
        ("rating", "True"),
        ("summary", "It did."),
        ("rationale", "The log says so [e1]."),
        ("e1", "Opened in May 1932."),
    ]
    answered(desk, given.secret, agreed=True, name=" Maria  López ", affiliation="The institute")
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


def test_what_is_wrong_is_said_at_its_place_with_the_words_that_stand_there(desk: Desk) -> None:
    given = asked(desk)
    wrong = {
        "text": ("It was 1931.", "in  1932"),
        "e1": ("That is another bridge.", "words that do not stand there"),
        "summary": ("  ", ""),
    }
    answered(desk, given.secret, wrong=wrong, remark="See my book.")
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
    given = asked(desk)
    with pytest.raises(BadInput) as refused:
        answered(desk, given.secret, **said)
    assert why in " ".join([refused.value.message, *map(str, refused.value.findings)])
    assert not show_claim(desk, "bridge").contacts[0].answers


def test_the_same_answer_sent_twice_is_kept_once(desk: Desk) -> None:
    given = asked(desk)
    form = form_of(desk, given.secret, agreed=True)
    for _ in range(2):
        answer(desk, given.secret, form)
    assert len(show_claim(desk, "bridge").contacts[0].answers) == 1


def test_more_can_be_added_until_the_link_ends_but_not_at_once(desk: Desk) -> None:
    given = asked(desk)
    answered(desk, given.secret, remark="First.")
    answered(desk, given.secret, remark="Second.")
    assert [one.remark for one in show_claim(desk, "bridge").contacts[0].answers] == ["First.", "Second."]
    form, stopped = form_of(desk, given.secret, remark="Third."), desk.clock()
    still = replace(desk, clock=lambda: stopped)
    answer(still, given.secret, form)
    with pytest.raises(NotSoNow, match="Wait some seconds"):
        answer(still, given.secret, replace(form, remark="Fourth."))


def test_a_link_takes_no_more_than_twenty_answers(desk: Desk) -> None:
    given = asked(desk)
    for number in range(20):
        answered(desk, given.secret, remark=f"Remark {number}.")
    with pytest.raises(NotSoNow, match="20 answers"):
        answered(desk, given.secret, remark="One more.")


def test_an_answer_on_an_older_version_is_kept_with_what_was_read(desk: Desk) -> None:
    given = asked(desk)
    form = form_of(desk, given.secret, wrong={"text": ("It was 1931.", "")})
    edit_claim(desk, "bridge", {"text": "The bridge opened in 1931."}, "The log.")
    answer(desk, given.secret, form)
    (one,) = asked_page(desk, "bridge").asked
    (said,) = one.contact.answers
    assert (said.digest, said.comments[0].words) == (form.digest, "The bridge opened in 1932.")
    assert not one.is_current(said)
    answered(desk, given.secret, agreed=True)
    (one,) = asked_page(desk, "bridge").asked
    assert [one.is_current(answer) for answer in one.contact.answers] == [False, True]


def test_a_draft_that_never_was_cannot_have_been_read(desk: Desk) -> None:
    given = asked(desk)
    form = form_of(desk, given.secret, agreed=True)
    with pytest.raises(NotSoNow, match="Read it again"):
        answer(desk, given.secret, replace(form, digest="0" * 64))
    with pytest.raises(NotSoNow, match="Read it again"):
        answer(desk, given.secret, replace(form, digest="0" * 64, read_at=form.read_at - timedelta(days=900)))


def test_a_day_of_reading_that_is_made_up_is_put_between_the_link_and_now(desk: Desk) -> None:
    given = asked(desk)
    form = form_of(desk, given.secret, agreed=True)
    said = answer(desk, given.secret, replace(form, read_at=form.read_at - timedelta(days=900)))
    assert said.read_at == given.link.made_at
    said = answer(
        desk, given.secret, replace(form, agreed=False, remark="x", read_at=form.read_at + timedelta(9))
    )
    assert said.read_at == said.at


def test_a_draft_that_was_published_meanwhile_says_so_and_can_be_answered(desk: Desk) -> None:
    given = asked(desk, held(desk, "It has four lamps.", "lamps"))
    assert not open_draft(desk, given.secret).is_published
    printed(desk, sign(desk, "lamps"))
    assert open_draft(desk, given.secret).is_published
    answered(desk, given.secret, agreed=True)


def test_two_answers_sent_at_once_are_both_kept(desk: Desk) -> None:
    given = asked(desk)
    forms = [form_of(desk, given.secret, remark=f"Remark {number}.") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda form: answer(desk, given.secret, form), forms))
    answers = show_claim(desk, "bridge").contacts[0].answers
    assert sorted(one.remark or "" for one in answers) == [f"Remark {number}." for number in range(4)]
