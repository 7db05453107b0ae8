"""Pages about the whole desk: corrections, publishing several, settings without secrets, numbers."""

import html
import re
from pathlib import Path

import pytest

from factcheck.settings import load
from factcheck.settings.told import Origin, settings_told
from tests.cli.conftest import Program
from tests.web.forms import quoted, went, words_of
from tests.web.served import HOSTILE, Served, serving


@pytest.fixture
def program(program: Program) -> Program:
    """The desk with a claim that has a source and a quote."""
    return quoted(program)


def _signed(program: Program, ref: str) -> None:
    program.ok("rate", ref, "true", "--because", "So it is [e1].", "--summary", "It did.")
    program.ok("submit", ref)
    program.ok("approve", ref, "--as", "Ben")


def _another(program: Program, ref: str, text: str) -> None:
    program.ok("add", text, "--ref", ref, "--claimant", "The mayor")
    program.ok("attach", ref, "register.html")
    program.ok("cite", ref, "s1", "--quote", "opened in 1932", "--stance", "supports")
    _signed(program, ref)


def _told(page: str) -> str:
    return words_of(f"<main{page.partition(chr(34) + 'status' + chr(34))[2].partition('</div>')[0]}</main>")


# Several at once


def test_what_is_ticked_is_published_and_what_is_kept_back_says_why(program: Program, ana: Served) -> None:
    assert "Nothing waits to be published." in ana.get("/publish").body
    _signed(program, "bridge")
    _another(program, "again", "The bridge over the delta opened in 1932.")
    _another(program, "later", "It was in 1932 that the bridge opened.")
    page = ana.get("/publish").body
    assert re.findall(r'name="claim" value="(\w+)" checked', page) == ["bridge", "again", "later"]
    assert ana.post("/publish").status == 422
    assert went(ana.post("/publish", claim="bridge")) == "/publish"
    after = ana.get("/publish").body
    assert "Published: bridge" in _told(after)
    assert re.findall(r'name="claim" value="(\w+)"', after) == ["again", "later"]
    assert [one["status"] for one in program.json("list")["claims"]] == [
        "published",
        "signed-off",
        "signed-off",
    ]
    program.ok("edit", "later", "--text", "It opened in 1932.", "--why", "Shorter.")
    went(ana.post("/publish", claim="later"))
    assert "later" in _told(ana.get("/publish").body)
    assert program.claim("later")["status"] == "needs-recheck"


@pytest.mark.parametrize("given", [{"claim": "nobody"}, {"claim": HOSTILE}, {"claim": "../x"}])
def test_a_claim_that_is_not_there_is_not_published(ana: Served, given: dict[str, str]) -> None:
    answer = ana.post("/publish", **given)
    assert answer.status == 404
    assert "Nothing waits to be published." in answer.body


# Corrections


def test_corrections_say_what_readers_were_told_and_what_needs_a_look(program: Program, ana: Served) -> None:
    assert "Nothing that was published has been corrected." in ana.get("/corrections").body
    _signed(program, "bridge")
    program.ok("publish")
    program.ok(
        "correct", "bridge", "--kind", "minor", "--what", "The day.", "--why", "A slip.", "--as", "Ben"
    )
    page = words_of(ana.get("/corrections").body)
    assert "Minor correction, " in page
    assert "The day. A slip. Readers have not been told yet." in page
    program.ok("publish", "bridge")
    assert "Version 2 carries it." in words_of(ana.get("/corrections").body)

    program.ok("correct", "bridge", "--kind", "major", "--what", "All.", "--why", "It was wrong.")
    program.ok("edit", "bridge", "--text", "The bridge opened in 1933.", "--why", "It did.")
    page = ana.get("/corrections").body
    assert "Something changed under the verdict of one claim." in page
    assert 'href="/claims/bridge/recheck"' in page
    assert 'href="/claims/bridge/correct"' in page
    said = words_of(page).partition("What was corrected")[2]
    assert said.index("All.") < said.index("The day.")
    assert ana.get("/corrections?before=x").status == 422


# Settings


def test_settings_are_told_with_where_they_come_from_and_no_secret(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text(
        'name = "The Evening Desk"\ndatabase_url = "postgresql://ana:hush1@db.example/desk?password=hush2"\n'
        '[mail]\nhost = "mail.example"\nsender = "desk@example.org"\nuser = "desk"\npassword_file = "hush3"\n'
        '[[webhook]]\nurl = "https://u:hush4@hooks.example/services/hush5"\nsecret = "hush6"\n'
        '[rules]\nsources = "1 primary or 2 independent"\n[fetch]\nallow = ["127.0.0.1:8001"]\n',
        "utf-8",
    )
    environ = {"FACTCHECK_AUTHOR": "Ana", "FACTCHECK_MAIL_PASSWORD": "hush7"}
    told = {one.key: one for one in settings_told(load(tmp_path, None, {}), environ)}

    assert "hush" not in str([(one.key, one.value) for one in told.values()])
    assert (told["name"].value, told["name"].origin) == ("The Evening Desk", Origin.FILE)
    assert told["database_url"].value == "postgresql://db.example/desk?password=…"
    assert told["webhook 1.url"].value == "hooks.example"
    assert told["webhook 1.secret"].value is None
    assert told["rules.sources"].value == "1 primary or 2 independent"
    assert told["fetch.allow"].value == '["127.0.0.1:8001"]'
    assert (told["FACTCHECK_AUTHOR"].value, told["FACTCHECK_AUTHOR"].origin) == ("Ana", Origin.ENVIRONMENT)
    assert told["FACTCHECK_MAIL_PASSWORD"].value is None
    assert (told["solo"].value, told["solo"].origin) == ("false", Origin.DEFAULT)


def test_settings_whose_file_is_gone_or_broken_are_told_still(tmp_path: Path) -> None:
    path = tmp_path / "factcheck.toml"
    path.write_text('name = "x"\n', "utf-8")
    settings = load(tmp_path, None, {})
    path.write_text("name = ", "utf-8")
    assert {one.origin for one in settings_told(settings, {})} == {Origin.DEFAULT}


def test_the_pages_of_settings_and_of_the_computer(served: Served) -> None:
    page = words_of(served.get("/settings").body)
    assert "The Evening Desk" in page
    checked = served.get("/checkup").body
    assert "Nothing keeps this desk from working." in checked
    assert "free" in checked


# Numbers


def test_numbers_have_what_they_are_of(program: Program, ana: Served) -> None:
    program.ok("add", "The tower is new.")
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    page = html.unescape(words_of(ana.get("/numbers").body))
    assert "By verdict True : 1 of 1 claims" in page
    assert "Ana : 1 of 1 claims 1 of 1 rated, 0 published." in page
    assert "Not started : 1 of 2 claims" in page


def test_an_empty_desk_has_empty_pages_that_say_so(tmp_path: Path) -> None:
    Program(tmp_path).ok("init", ".", "--as", "Ana")
    with serving(tmp_path) as ana:
        for path in ("/", "/publish", "/corrections", "/history", "/numbers", "/settings"):
            assert ana.get(path).status == 200, path
        assert "There is nothing to count yet." in ana.get("/numbers").body
