"""Several claims at once: ticked in the list without scripts, one act for all, told claim by claim."""

import html
import re
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import Program
from tests.web.forms import quoted, went, words_of
from tests.web.served import HOSTILE, Answer, Served


@pytest.fixture
def program(program: Program) -> Program:
    """A desk with a claim that is quoted and two that are not begun."""
    made = quoted(program)
    made.ok("add", "The tower is new.", "--ref", "tower", "--tag", "town")
    made.ok("add", "The river is long.", "--ref", "river", "--tag", "town", "--tag", "water")
    return made


def _picks(page: str) -> list[str]:
    return re.findall(r'name="claim" value="([^"]+)" aria-label', page)


def _do(served: Served, act: str, picks: list[str], **given: str) -> Answer:
    body = urlencode([*(("claim", one) for one in picks), *given.items()]).encode()
    fields = (f"Host: {served.host}", f"Cookie: {served.cookie}", "Sec-Fetch-Site: same-origin")
    kind = "Content-Type: application/x-www-form-urlencoded"
    return served.ask(f"POST /selected/{act}", *fields, kind, f"Content-Length: {len(body)}", body=body)


def test_what_is_ticked_in_the_list_is_acted_on_and_told_by_name(program: Program, ana: Served) -> None:
    page = ana.get("/claims?tag=town").body
    picks = _picks(page)
    assert [one.partition(":")[0] for one in picks] == ["tower", "river"]
    asked = ana.get(f"/selected?{urlencode([('claim', one) for one in picks] + [('back', 'tag=town')])}").body
    assert "2 claims are ticked." in words_of(asked)
    assert 'href="/claims?tag=town"' in asked
    assert went(_do(ana, "assign", picks, who="Ben", back="tag=town")) == "/claims?tag=town"
    told = ana.get("/claims?tag=town").body
    assert "Give them to somebody to check: done on tower, river." in words_of(told)
    assert [program.claim(one)["assignee"] for one in ("tower", "river", "bridge")] == ["Ben", "Ben", None]


def test_all_of_a_page_are_ticked_without_scripts(ana: Served) -> None:
    page = ana.get("/claims?sort=text").body
    assert '" checked>' not in page.partition('class="rows"')[2]
    every = re.search(r'<a href="([^"]+)">Tick all of this page', page)
    assert every
    ticked = ana.get(html.unescape(every[1])).body
    assert re.findall(r'value="(\w+):[^"]+" aria-label="[^"]*" checked', ticked) == [
        "bridge",
        "river",
        "tower",
    ]
    assert "Tick none" in ticked


def test_those_that_are_refused_say_why_and_the_others_are_done(program: Program, ana: Served) -> None:
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    picks = _picks(ana.get("/claims").body)
    answer = _do(ana, "submit", picks, to="Ben")
    assert answer["location"].startswith("/selected?claim=tower%3A")
    page = ana.get(answer["location"]).body
    said = words_of(page)
    assert "Give them to a second person: done on bridge." in said
    assert "tower: Rule 3: only a rated claim" in said
    assert "2 claims are ticked." in said
    assert program.claim("bridge")["status"] == "in-review"


def test_what_moved_meanwhile_is_not_overwritten(program: Program, ana: Served) -> None:
    picks = _picks(ana.get("/claims").body)
    program.ok("edit", "tower", "--deadline", "2030-05-05", "--as", "Ben")
    answer = _do(ana, "deadline", picks, deadline="2030-01-01")
    page = words_of(ana.get(answer["location"]).body)
    assert "tower has moved since you saw it" in page
    assert '"2030-05-05"' in page
    assert [program.claim(one)["deadline"] for one in ("bridge", "tower", "river")] == [
        "2030-01-01",
        "2030-05-05",
        "2030-01-01",
    ]
    again = re.findall(r'type="hidden" name="claim" value="([^"]+)"', ana.get(answer["location"]).body)
    went(_do(ana, "deadline", again[:1], deadline="2030-01-01"))
    assert program.claim("tower")["deadline"] == "2030-01-01"


def test_tags_are_added_to_those_there_are_and_taken_away(program: Program, ana: Served) -> None:
    went(_do(ana, "tag", _picks(ana.get("/claims").body), tags="Town\nvote"))
    assert [program.claim(one)["tags"] for one in ("bridge", "tower", "river")] == [
        ["Town", "vote"],
        ["town", "vote"],
        ["town", "water", "vote"],
    ]
    went(_do(ana, "tag", _picks(ana.get("/claims").body), tags="TOWN", away="1"))
    assert [program.claim(one)["tags"] for one in ("bridge", "tower", "river")] == [
        ["vote"],
        ["vote"],
        ["water", "vote"],
    ]


def test_priority_and_notes_for_several(program: Program, ana: Served) -> None:
    went(_do(ana, "priority", _picks(ana.get("/claims").body)[:2], priority="high"))
    assert [program.claim(one)["priority"] for one in ("bridge", "tower", "river")] == [
        "high",
        "high",
        "normal",
    ]
    went(_do(ana, "note", _picks(ana.get("/claims").body), note=HOSTILE))
    assert all("</script>" in program.claim(one)["note"] for one in ("bridge", "tower", "river"))


@pytest.mark.parametrize(
    ("act", "picks", "given", "status"),
    [
        ("assign", [], {"who": "Ben"}, 422),
        ("assign", [f"c{number}:00000000" for number in range(51)], {"who": "Ben"}, 422),
        ("approve", ["tower:"], {}, 404),
        ("publish", ["tower:"], {}, 404),
        ("withdraw", ["tower:"], {"why": "x"}, 404),
        ("assign", ["tower:"], {"who": "Ben", "me": "Ben"}, 409),
    ],
)
def test_what_cannot_be_done_to_several_is_refused(
    program: Program, ana: Served, act: str, picks: list[str], given: dict[str, str], status: int
) -> None:
    before = program.json("log", "tower")["events"]
    assert _do(ana, act, picks, **given).status == status
    assert program.json("log", "tower")["events"] == before


@pytest.mark.parametrize("given", [{"priority": "soon"}, {"priority": HOSTILE}])
def test_a_word_that_is_none_is_refused_on_each(program: Program, ana: Served, given: dict[str, str]) -> None:
    answer = _do(ana, "priority", _picks(ana.get("/claims").body), **given)
    assert answer["location"].startswith("/selected?")
    assert program.claim("tower")["priority"] == "normal"


def test_a_head_that_never_was_and_a_claim_that_is_not_there(program: Program, ana: Served) -> None:
    answer = _do(ana, "assign", ["tower:ffffffffffff", "nobody:ffffffffffff", "river:"], who="Ben")
    assert answer.status == 303
    page = words_of(ana.get(answer["location"]).body)
    assert "tower never had the head" in page
    assert "nobody" in page
    assert program.claim("river")["assignee"] == "Ben"
    assert program.claim("tower")["assignee"] is None
    assert ana.get("/selected?claim=nobody%3A1").status == 404
    assert ana.get("/selected").status == 422


def test_the_way_back_leads_nowhere_else(ana: Served) -> None:
    for back in ("//evil.example", "https://evil.example/", "x=1#y", "status=unverified&status=rated"):
        went_to = went(_do(ana, "assign", ["tower:"], who="Ben", back=back))
        assert went_to.startswith("/claims")
        assert "evil" not in went_to.partition("?")[0]


def test_tags_that_narrow_the_list_stay_in_its_form(ana: Served) -> None:
    page = ana.get("/claims?tag=town&tag=water").body
    assert re.findall(r'name="tag" value="([^"]*)"', page) == ["town", "water", ""]
    assert _picks(page)[0].startswith("river:")
