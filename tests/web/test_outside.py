"""The desk's side of asking somebody outside: the preview, the link, who was asked, and the answers at their places."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest

from factcheck.model.vocabulary import Step
from factcheck.workflow.claims.edit import edit_claim, note_claim, withdraw_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.outside.answer import AnswerForm, answer, open_draft
from tests.web.served import Answer, Served, serving


@pytest.fixture
def desk(_made: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the desk that tests may change."""
    copytree(_made, tmp_path / "desk")
    with serving(tmp_path / "desk") as one:
        yield one


def _digest(page: Answer) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page.body)
    assert found
    return found[1]


def _ask(desk: Served, path: str = "/claims/bridge/ask", **said: str) -> Answer:
    fields = {"do": "ask", "who": "Dr. López", "question": "Is it right?", "days": "3"}
    return desk.post(path, **{**fields, "digest": _digest(desk.get(path)), **said})


def _secret(page: Answer) -> str:
    assert page.status == 200
    found = re.search(r'id="given-link" value="http://127\.0\.0\.1:\d+/draft/([\w-]+)"', page.body)
    assert found
    return found[1]


def _answer(desk: Served, secret: str, **said: str) -> None:
    opened = open_draft(desk.desk, secret)
    assert opened.draft
    wrong = {key: (why, "") for key, why in said.items()}
    form = AnswerForm(opened.draft.digest, opened.read_at, not wrong, wrong, name="M. <i>López</i>")
    answer(desk.desk, secret, form)


def test_the_desk_sees_what_they_would_see_before_it_asks(desk: Served) -> None:
    note_claim(desk.desk, "bridge", "A private note.")
    page = desk.get("/claims/bridge/ask")
    shown = page.body.partition('id="seen"')[2]
    for one in ("The bridge opened in 1932.", "The register says so [e1].", "opened in 1932"):
        assert one in shown
    assert "private note" not in page.body
    assert "/claims/bridge/ask" in desk.get("/claims/bridge").body
    assert "/articles/bridge/ask" in desk.get("/articles/bridge").body


def test_a_link_is_shown_once_and_the_claim_waits_for_an_answer(desk: Served) -> None:
    secret = _secret(_ask(desk))
    assert secret not in desk.get("/claims/bridge/ask").body
    (known,) = show_claim(desk.desk, "bridge").contacts
    assert (known.who, known.asked) == ("Dr. López", "Is it right?")
    assert "Asked outside the desk" in desk.get("/?for=").body
    again = _ask(desk)
    assert (again.status, "was asked already" in again.body, "Is it right?" in again.body) == (
        409,
        True,
        True,
    )


def test_what_changed_since_the_preview_is_looked_at_again(desk: Served) -> None:
    digest = _digest(desk.get("/claims/bridge/ask"))
    edit_claim(desk.desk, "bridge", {"text": "The bridge opened in 1931."}, "The log.")
    refused = _ask(desk, digest=digest)
    assert (refused.status, "has changed since you looked" in refused.body) == (409, True)
    assert not show_claim(desk.desk, "bridge").contacts


@pytest.mark.parametrize(
    "said", [{"who": " "}, {"days": "0"}, {"days": "many"}, {"days": "9" * 50}, {"who": "Ana"}]
)
def test_what_cannot_be_asked_comes_back_as_it_was_filled_in(desk: Served, said: dict[str, str]) -> None:
    refused = _ask(desk, **said)
    assert refused.status == 422
    assert "Is it right?" in refused.body
    assert not show_claim(desk.desk, "bridge").contacts


def test_answers_stand_at_their_places_until_somebody_has_read_them(desk: Served) -> None:
    secret = _secret(_ask(desk))
    _answer(desk, secret, text="It was </script> 1931.", e1="Another bridge.")
    page = desk.get("/claims/bridge/ask")
    at_places = page.body.partition('id="seen"')[2]
    assert "It was &lt;/script&gt; 1931." in at_places
    assert "Another bridge." in at_places
    for shown in ("New", "M. &lt;i&gt;López&lt;/i&gt;", "I have read it"):
        assert shown in page.body
    assert "They read an older version" not in page.body
    assert "1 answer by a link is to be read" in desk.get("/claims/bridge").body
    assert "Answered from outside, to be read" in desk.get("/?for=").body
    assert "nobody has taken note of it" in unescape(desk.get("/claims/bridge/publish").body)
    assert desk.post("/claims/bridge/ask", do="note", contact="q1", noted="1").status == 303
    assert show_claim(desk.desk, "bridge").contacts[0].noted == 1
    assert "Answered from outside" not in desk.get("/?for=").body
    edit_claim(desk.desk, "bridge", {"text": "The bridge opened in 1931."}, "She is right.")
    assert "They read an older version" in desk.get("/claims/bridge/ask").body


def test_an_answer_that_came_after_the_form_was_shown_is_not_taken_for_read(desk: Served) -> None:
    secret = _secret(_ask(desk))
    _answer(desk, secret, text="It was 1931.")
    form = desk.get("/claims/bridge/answer?contact=q1").body
    assert 'name="noted" value="1"' in form
    opened = open_draft(desk.desk, secret)
    assert opened.draft
    more = AnswerForm(opened.draft.digest, opened.read_at, remark="One more thing.")
    answer(replace(desk.desk, clock=lambda: opened.read_at + timedelta(minutes=1)), secret, more)
    said = {"contact": "q1", "answered": "She says 1931.", "noted": "1"}
    assert desk.post("/claims/bridge/answer", **said).status == 303
    (known,) = show_claim(desk.desk, "bridge").contacts
    assert (known.answered, known.noted, known.has_news) == ("She says 1931.", 1, True)


def test_a_link_is_given_again_or_withdrawn(desk: Served) -> None:
    first = _secret(_ask(desk))
    second = _secret(desk.post("/claims/bridge/ask", do="again", contact="q1"))
    assert [str(open_draft(desk.desk, one).state) for one in (first, second)] == ["ended", "open"]
    assert desk.post("/claims/bridge/ask", do="withdraw", contact="q1").status == 303
    assert str(open_draft(desk.desk, second).state) == "ended"
    assert "The link was withdrawn" in desk.get("/claims/bridge/ask").body
    assert desk.post("/claims/bridge/ask", do="withdraw", contact="q1").status == 409
    assert desk.post("/claims/bridge/ask", do="again", contact="q9").status == 404


def test_a_whole_article_is_handed_over(desk: Served) -> None:
    secret = _secret(_ask(desk, "/articles/bridge/ask"))
    _answer(desk, secret, **{"1": "No.", "bridge/text": "Never."})
    page = desk.get("/articles/bridge/ask")
    for shown in ("Sentence 1", "The claim of", "Never."):
        assert shown in page.body
    today = desk.get("/?for=").body
    assert "/articles/bridge/ask" in today
    assert [row["ref"] for row in todo(desk.desk, steps=[Step.ANSWERED]).rows] == ["bridge"]


def test_a_withdrawn_claim_is_handed_to_nobody(desk: Served) -> None:
    withdraw_claim(desk.desk, "tower", "It was never said.")
    page = desk.get("/claims/tower/ask")
    assert (page.status, 'id="form-ask"' in page.body) == (200, False)
    assert desk.post("/claims/tower/ask", do="ask", who="X").status == 409
    assert desk.get("/claims/nowhere/ask").status == 404
