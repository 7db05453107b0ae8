"""ask, as it is typed."""

import json

from factcheck.desk import open_desk
from factcheck.settings import load
from factcheck.workflow.outside.answer import AnswerForm, answer, open_draft
from tests.cli.conftest import Program, Ran

WHO = "Dr. López"


def _ok(desk: Program, *arguments: str) -> Ran:
    ran = desk(*arguments)
    assert ran.code == 0, ran.err
    return ran


def _claim(desk: Program) -> None:
    _ok(desk, "add", "The bridge opened in 1932.", "--ref", "bridge")


def _answer(desk: Program, link: str) -> None:
    """Answer as whoever has the link."""
    secret = link.rpartition("/")[2]
    with open_desk(load(desk.folder)) as there:
        opened = open_draft(there, secret)
        assert opened.draft
        wrong = {opened.draft.places[0].key: ("It was 1931.", "1932")}
        form = AnswerForm(opened.draft.digest, opened.read_at, wrong=wrong, name="M. L.")
        answer(there, secret, form)


def test_somebody_is_asked_by_a_link_which_is_the_only_line_on_stdout(desk: Program) -> None:
    _claim(desk)
    ran = _ok(desk, "ask", "bridge", "--of", WHO, "--question", "Is the year right?", "--days", "3")
    (link,) = ran.lines
    assert link.startswith("http://127.0.0.1:8420/draft/")
    assert f"Send it to {WHO}: it is shown this once" in ran.err
    assert "Next: factcheck ask bridge" in ran.err
    (row,) = json.loads(_ok(desk, "ask", "bridge", "--json").out)["asked"]
    assert (row["who"], row["link"], row["asked"], row["new"]) == (WHO, "open", "Is the year right?", 0)
    assert (
        link.rpartition("/")[2]
        not in _ok(desk, "ask", "bridge", "--json").out + _ok(desk, "log", "bridge").out
    )


def test_what_they_would_see_is_printed_before(desk: Program) -> None:
    _claim(desk)
    shown = json.loads(_ok(desk, "ask", "bridge", "--preview").out)
    assert shown["draft"] == {"claims": [{"claim": {"text": "The bridge opened in 1932."}, "evidence": []}]}
    assert len(shown["digest"]) == 64


def test_answers_are_listed_shown_and_noted(desk: Program) -> None:
    _claim(desk)
    _answer(desk, _ok(desk, "ask", "bridge", "--of", WHO).lines[0])
    assert f"{WHO} answered" in _ok(desk, "todo").out
    assert "to be read" in _ok(desk, "show", "bridge").out
    ran = _ok(desk, "ask", "bridge", "q1")
    assert "text, “1932”: wrong here, because It was 1931." in ran.err
    assert "(M. L.)" in ran.err
    assert "1 answer of" in _ok(desk, "ask", "bridge", "q1", "--noted").err
    assert "answered" not in _ok(desk, "todo", "--step", "answered").out


def test_a_link_is_given_again_or_withdrawn(desk: Program) -> None:
    _claim(desk)
    first = _ok(desk, "ask", "bridge", "--of", WHO).lines[0]
    refused = desk("ask", "bridge", "--of", WHO)
    assert (refused.code, "factcheck ask bridge q1 --again" in refused.err) == (3, True)
    second = _ok(desk, "ask", "bridge", "q1", "--again").lines[0]
    assert first != second
    assert "shows nothing more" in _ok(desk, "ask", "bridge", "q1", "--withdraw").err
    assert desk("ask", "bridge", "q1", "--withdraw").code == 3
    assert json.loads(_ok(desk, "ask", "bridge", "--json").out)["asked"][0]["link"] == "withdrawn"


def test_what_does_not_go_together_is_refused(desk: Program) -> None:
    _claim(desk)
    for given in (("q1", "--of", WHO), ("--again",), ("q1", "--noted", "--again"), ("q1", "--preview")):
        assert desk("ask", "bridge", *given).code == 2
    assert desk("ask", "bridge", "q9").code == 1


def test_a_whole_article_is_handed_over(desk: Program) -> None:
    text = desk.write("night.txt", "The bridge opened in 1932.\n\nIt has four lamps.")
    _ok(desk, "article", "add", str(text), "--ref", "night", "--title", "Night")
    _answer(desk, _ok(desk, "ask", "night", "--article", "--of", WHO).lines[0])
    ran = _ok(desk, "ask", "night", "q1", "--article")
    assert "1, “1932”" in ran.err
    waits = _ok(desk, "todo", "--step", "answered")
    assert "night" in waits.out
    assert "Next: factcheck ask night --article" in waits.err
