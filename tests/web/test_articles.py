"""Articles by forms alone: added, worked through sentence by sentence, revised; and two people at one article."""

import html
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import Program
from tests.servers import ScriptedServer, answer
from tests.web.forms import hidden, went
from tests.web.served import HOSTILE, Served, serving

TEXT = (
    "The bridge that took ten years\n\nBy Ida Strand\n\n"
    "The bridge opened in 1932. It cost four million crowns, said Nour Haddad.\n\n"
    f"“We have never closed it,” the mayor said. It is \u202eugly\u202c, {HOSTILE}\n"
)
OPENED, COST, CLOSED, UGLY = 3, 4, 5, 6
AT = "/articles/bridge"


@pytest.fixture
def program(_empty: Path, tmp_path: Path) -> Program:
    """The commands at a desk of this test alone, which has an article."""
    program = Program(Path(shutil.copytree(_empty, tmp_path / "desk")))
    program.write("bridge.txt", TEXT)
    program.ok("article", "add", "bridge.txt", "--ref", "bridge", "--language", "en")
    return program


def _sentences(program: Program) -> dict[int, tuple[str, list[str]]]:
    shown = program.json("article", "show", "bridge")["article"]["sentences"]
    return {one["number"]: (one["state"], one["claims"]) for one in shown}


def _words(page: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", page.partition("<main")[2]).split()))


def _link(page: str, anchor: str) -> str:
    """Where the number of a sentence leads."""
    found = re.search(rf'id="{anchor}"[^>]*href="([^"]*)"', page)
    assert found, anchor
    return html.unescape(found[1])


def _form(page: str) -> dict[str, str]:
    """What a form would send as it is shown."""
    sent = dict(re.findall(r'<input (?:type="hidden" )?(?:id="[^"]*" )?name="(\w+)" value="([^"]*)"', page))
    sent |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select [^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return {name: html.unescape(value) for name, value in sent.items()}


# The text


def test_every_sentence_is_marked_by_its_state(program: Program, ana: Served) -> None:
    program.ok("article", "claim", "bridge", str(OPENED), "--ref", "opened")
    program.ok("article", "skip", "bridge", str(COST), "--why", "Known <b>.")
    page = ana.get(AT).body
    said = _words(page)
    assert (
        "1 of 4 checkable sentences has a claim" in said or "1 of 3 checkable sentences has a claim" in said
    )
    assert "4 set aside Known <b>. (Ana)" in said
    assert "5 open: make a claim of this sentence" in said
    assert 'href="#n.opened"' in page
    assert 'class="tag none" id="s1"' in page
    assert "+ Another claim of sentence 3" in said
    assert "<img" not in page
    assert "\u202e" not in page
    assert 'data-name="[RLO]"' in page


def test_runs_say_where_in_the_text_they_stand(program: Program, ana: Served) -> None:
    program.ok("article", "claim", "bridge", str(OPENED))
    runs = re.findall(r'<span data-start="(\d+)">([^<]*)</span>', ana.get(AT).body)
    assert runs
    for start, run in runs:
        words = html.unescape(run)
        assert TEXT[int(start) : int(start) + len(words)].replace("\n", " ") == words.replace("\n", " ")


def test_a_list_tells_how_much_of_each_is_checked_the_newest_first(program: Program, ana: Served) -> None:
    program.write("night.txt", "Night came at 5 p.m.")
    program.ok("article", "add", "night.txt", "--ref", "night", "--title", "Night")
    page = ana.get("/articles").body
    assert re.findall(r'<a href="/articles/([a-z]+)"', page) == ["night", "bridge"]
    assert "0 of 1 checkable sentence" in _words(page)


def test_a_long_list_goes_on_where_it_stopped(program: Program) -> None:
    for number in range(26):
        program.ok("article", "add", "-", "--title", f"Text {number}", stdin=f"It is {number}.".encode())
    with serving(program.folder) as ana:
        first = ana.get("/articles").body
        more = re.search(r'href="([^"]*)" rel="next"', first)
        assert more
        second = ana.get(more[1]).body
    listed = [len(re.findall(r'<li><a href="/articles/', page)) for page in (first, second)]
    assert listed == [25, 2]


def test_a_long_text_is_shown_in_parts_and_each_sentence_is_found(program: Program) -> None:
    text = "\n\n".join(" ".join(f"It was {at}{one} in 1932." for one in range(5)) for at in range(200))
    program.ok("article", "add", "-", "--ref", "long", "--title", "Long", stdin=text.encode())
    program.ok("article", "claim", "long", "801", "--ref", "late")
    with serving(program.folder) as ana:
        first = ana.get("/articles/long").body
        there = ana.get("/articles/long?at=451").body
        of_claim = ana.get("/articles/long?claim=late").body
        nowhere = ana.get("/articles/long?at=1001")
    assert 'id="s300"' in first
    assert 'id="s301"' not in first
    assert 'aria-current="page">301–600<' in there
    assert 'id="t.late"' in of_claim
    assert nowhere.status == 404
    for page in (first, there, of_claim):
        for start, run in re.findall(r'<span data-start="(\d+)">([^<]*)</span>', page):
            assert text[int(start) : int(start) + len(run)] == run or run == " "


# A claim of words


def test_the_number_of_a_sentence_leads_to_a_form_with_what_it_says(program: Program, ana: Served) -> None:
    page = ana.get(_link(ana.get(AT).body, f"s{COST}")).body
    form = _form(page)
    assert form["text"] == "It cost four million crowns, said Nour Haddad."
    assert (form["claimant"], form["quote"], form["kind"], form["language"]) == (
        "Nour Haddad",
        "",
        "figure",
        "en",
    )
    there = went(ana.post(f"{AT}/claim", **form | {"ref": "cost", "tags": "money"}))
    assert there == "/articles/bridge?claim=cost#t.cost"
    claim = program.claim("cost")
    assert (claim["article"], claim["locator"], claim["tags"]) == ("bridge", "sentence 4", ["money"])
    assert _sentences(program)[COST] == ("claimed", ["cost"])
    assert 'id="t.cost"' in ana.get(there).body


def test_only_what_stands_in_quotation_marks_is_filled_in_as_the_claimants_words(ana: Served) -> None:
    form = _form(ana.get(f"{AT}/claim?sentence={CLOSED}").body)
    assert (form["quote"], form["claimant"]) == ("We have never closed it", "the mayor")


def test_selected_words_are_the_place_of_the_claim(program: Program, ana: Served) -> None:
    start = TEXT.index("four million")
    form = _form(ana.get(f"{AT}/claim?start={start}&end={start + 12}").body)
    assert (form["text"], form["claimant"]) == ("four million", "Nour Haddad")
    went(ana.post(f"{AT}/claim", **form | {"text": "The bridge cost four million crowns.", "ref": "cost"}))
    claim = program.claim("cost")
    assert (claim["sentence"], claim["place"]["start"], claim["place"]["end"]) == (
        "four million",
        start,
        start + 12,
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("sentence=x", 422),
        ("sentence=0", 404),
        ("sentence=99", 404),
        ("start=5&end=3", 422),
        ("start=-1&end=3", 422),
        ("start=9999&end=99999", 422),
        ("sentence=3&text_digest=abc", 404),
    ],
)
def test_words_there_are_not_are_told(program: Program, ana: Served, query: str, status: int) -> None:
    before = program.json("list")["claims"]
    assert ana.get(f"{AT}/claim?{query}").status == status
    given = dict(re.findall(r"(\w+)=([^&]*)", query))
    assert ana.post(f"{AT}/claim", text="x", **given).status == status
    assert program.json("list")["claims"] == before


def test_hostile_words_make_a_claim_of_themselves(program: Program, ana: Served) -> None:
    page = ana.get(f"{AT}/claim?sentence={UGLY}").body
    assert "<img" not in page
    form = _form(page)
    went(ana.post(f"{AT}/claim", **form | {"ref": "ugly"}))
    assert (
        program.claim("ugly")["sentence"]
        == program.json("article", "show", "bridge")["article"]["sentences"][UGLY - 1]["text"]
    )


def test_a_wording_that_is_here_is_entered_again_only_on_purpose(program: Program, ana: Served) -> None:
    program.ok("article", "claim", "bridge", str(OPENED), "--ref", "opened")
    form = _form(ana.get(f"{AT}/claim?sentence={OPENED}").body)
    refused = ana.post(f"{AT}/claim", **form)
    assert refused.status == 409
    assert 'href="/claims/opened"' in refused.body
    assert went(ana.post(f"{AT}/claim", **_form(refused.body) | {"anyway": "1"})).startswith(
        f"{AT}?claim=the-bridge"
    )


def test_what_is_likely_the_same_is_told_with_where_to_compare(program: Program, ana: Served) -> None:
    program.ok("add", "The bridge opened in 1945.", "--ref", "other")
    form = _form(ana.get(f"{AT}/claim?sentence={OPENED}").body)
    page = ana.get(went(ana.post(f"{AT}/claim", **form | {"ref": "opened"}))).body
    assert "Like opened (other)" in _words(page)
    assert 'href="/claims/opened/match"' in page


# What is set aside


def test_a_sentence_that_was_to_be_a_claim_is_set_aside_instead(program: Program, ana: Served) -> None:
    page = ana.get(_link(ana.get(AT).body, f"s{COST}")).body
    there = re.search(r'href="([^"]*)">Set this sentence aside instead<', page)
    assert there
    form = _form(ana.get(html.unescape(there[1])).body) | {"sentence": str(COST), "why": "Known."}
    assert went(ana.post(f"{AT}/skip", **form)) == f"{AT}?at={COST}#s{COST}"
    assert _sentences(program)[COST][0] == "skipped"


def test_what_is_left_is_set_aside_together_with_a_reason(program: Program, ana: Served) -> None:
    page = ana.get(f"{AT}/left").body
    ticked = re.findall(r'name="sentence" value="(\d+)"', page)
    assert str(COST) in ticked
    sent = "&".join(f"sentence={one}" for one in ticked)
    form = {name: hidden(page, name) for name in ("head", "text_digest", "left", "me")}
    answered = _post(ana, f"{AT}/skip", f"{sent}&why=Known.", **form)
    assert went(answered) == f"{AT}/left"
    assert "Nothing is left" in ana.get(f"{AT}/left").body
    assert {state for state, _ in _sentences(program).values()} <= {"skipped", "none"}


def _post(ana: Served, path: str, body: str, **given: str) -> Any:
    """A form in which a field is there several times."""
    sent = f"{body}&{urlencode(given)}".encode()
    return ana.ask(
        *(f"POST {path}", f"Host: {ana.host}", f"Cookie: {ana.cookie}", "Sec-Fetch-Site: same-origin"),
        *("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(sent)}"),
        body=sent,
    )


def test_what_was_set_aside_is_taken_back_with_a_reason(program: Program, ana: Served) -> None:
    program.ok("article", "skip", "bridge", str(COST), "--why", "Known.")
    form_page = ana.get(_link(ana.get(AT).body, f"s{COST}")).body
    assert f'value="{COST}" checked' in form_page
    form = _form(form_page) | {"sentence": str(COST)}
    refused = ana.post(f"{AT}/unskip", **form | {"why": " "})
    assert (refused.status, "Rule 5" in refused.body) == (409, True)
    assert went(ana.post(f"{AT}/unskip", **form | {"why": "Not so."})) == f"{AT}?at={COST}#s{COST}"
    assert _sentences(program)[COST][0] == "open"


@pytest.mark.parametrize(
    ("act", "given", "status", "said"),
    [
        ("skip", {"why": "x"}, 422, "Tick the sentences"),
        ("skip", {"sentence": "4", "why": " "}, 422, ""),
        ("skip", {"sentence": "99", "why": "x"}, 404, "no sentence 99"),
        ("skip", {"sentence": "3", "why": "Mine."}, 422, "has a claim"),
        ("unskip", {"why": "x"}, 422, "Tick the sentences"),
        ("edit", {"title": ""}, 422, "title"),
        ("edit", {"url": "javascript:alert(1)"}, 422, "url"),
        ("revise", {}, 422, "one of the three"),
        ("revise", {"text": "a", "link": "https://b.example"}, 422, "one of the three"),
        ("revise", {"text": "…"}, 422, "no text that can be read"),
        ("revise", {"link": "/etc/passwd"}, 422, "is no link"),
        ("revise", {"link": "file:///etc/passwd"}, 409, "gave no words"),
        ("revise", {"link": "-"}, 422, "is no link"),
    ],
)
def test_a_form_that_is_refused_comes_back(
    program: Program, ana: Served, act: str, given: dict[str, str], status: int, said: str
) -> None:
    program.ok("article", "claim", "bridge", str(OPENED), "--ref", "opened")
    before = program.json("article", "show", "bridge")
    answered = ana.post(f"{AT}/{act}", **given)
    assert answered.status == status, _words(answered.body)
    assert said in _words(answered.body)
    assert f'id="form-{act}"' in answered.body
    assert program.json("article", "show", "bridge") == before


@pytest.mark.parametrize(
    "path", [f"{AT}/nothing", "/articles/nobody", "/articles/nobody/claim", "/articles/a/b/c"]
)
def test_what_is_no_page_or_no_article_says_so(ana: Served, path: str) -> None:
    assert ana.get(path).status == 404
    assert ana.post(path, why="x").status == 404


# A text taken in


def test_a_pasted_text_is_an_article(program: Program, ana: Served) -> None:
    there = went(
        ana.post("/articles", text="Night\n\nIt fell at 5 p.m.\r\nOn Monday.", ref="night", publisher="P")
    )
    assert there == "/articles/night"
    page = _words(ana.get(there).body)
    assert "2 sentences." in page
    assert "Night" in page
    assert program.json("article", "list")["articles"][1]["title"] == "Night"
    again = ana.get(
        went(ana.post("/articles", text="Night\n\nIt fell at 5 p.m.\nOn Monday.", ref="night"))
    ).body
    assert "This very text is here already" in again


def test_a_file_is_an_article(ana: Served) -> None:
    page = "<html lang=fa><title>پل</title><article><p>پل در سال ۱۳۱۱ باز شد.</p></article></html>"
    there = went(ana.upload("/articles", "پل.html", page.encode(), ref="pol", language="fa"))
    shown = ana.get(there).body
    assert '<p class="text" dir="rtl" lang="fa">' in shown
    assert "۱۳۱۱" in shown


def test_what_a_link_gives_is_an_article_and_what_it_does_not_give_is_told(program: Program) -> None:
    pages = {"/a": answer("<html><article><p>Night fell at 5 p.m. on Monday.</p></article></html>")}
    with (
        ScriptedServer(pages) as site,
        serving(program.folder, FACTCHECK_FETCH_ALLOW=f"127.0.0.1:{site.port}") as ana,
    ):
        there = went(ana.post("/articles", link=site.url("/a"), ref="night"))
        assert "Night fell at 5 p.m." in ana.get(there).body
        refused = ana.post("/articles", link=site.url("/gone"), title="Kept")
    assert refused.status == 409
    assert "gave no words, so no article was stored" in _words(refused.body)
    assert 'value="Kept"' in refused.body
    assert len(program.json("article", "list")["articles"]) == 2


def test_a_text_of_megabytes_is_pasted_and_one_that_is_too_long_is_refused(ana: Served) -> None:
    text = "It was so in 1932. " * 60_000
    pasted = ana.upload("/articles", "", b"", ref="long", title="Long", text=text)
    assert went(pasted) == "/articles/long"
    assert ana.post("/claims", text=text).status == 413


def test_a_new_text_keeps_claims_and_says_what_is_lost(program: Program, ana: Served) -> None:
    program.ok("article", "claim", "bridge", str(OPENED), str(COST), "--kind", "figure")
    form = {"head": hidden(ana.get(f"{AT}/revise").body, "head")}
    went(ana.post(f"{AT}/revise", text=TEXT.replace("four million", "five million"), **form))
    page = _words(ana.get(AT).body)
    assert "Kept in their places: 1. Lost their words: 1. New sentences: 1." in page
    assert "No longer in the text" in page


def test_an_article_without_its_text_says_so_and_takes_one(program: Program) -> None:
    program.write("in/articles/far.toml", 'ref = "far"\ntitle = "Far"\n')
    program.write("in/cars.toml", 'ref = "cars"\ntext = "Cars cross it."\narticle = "far"\n')
    program.ok("import", "in")
    with serving(program.folder) as ana:
        assert "Its text is not here yet." in ana.get("/articles/far?claim=cars").body
        assert "Its text is not here yet." in ana.get("/articles").body
        assert ana.get("/articles/far/claim?sentence=1").status == 404
        assert went(ana.get("/articles/far/left")) == "/articles/far"
        went(ana.post("/articles/far/revise", text="Cars cross it. There are 12,000 a day."))
        page = ana.get("/articles/far").body
    assert 'id="t.cars"' in page


def test_fields_are_changed_and_others_stay(ana: Served) -> None:
    form = _form(ana.get(f"{AT}/edit").body)
    assert form["byline"] == "Ida Strand"
    went(ana.post(f"{AT}/edit", **form | {"publisher": "The Gazette", "byline": ""}))
    page = _words(ana.get(AT).body)
    assert "The Gazette" in page
    assert "Ida Strand" not in page.partition("checkable")[0]


# Two at one article


def test_of_two_who_edit_one_article_neither_loses_anything(program: Program, ana: Served) -> None:
    form = _form(ana.get(f"{AT}/edit").body)
    with serving(program.folder, "Ben") as ben:
        his = _form(ben.get(f"{AT}/edit").body)
        went(ben.post(f"{AT}/edit", **his | {"publisher": "His"}))
    conflict = ana.post(f"{AT}/edit", **form | {"publisher": "Mine", "context": "my words"})
    assert conflict.status == 409
    said = _words(conflict.body)
    assert re.search("Publisher ?When you opened it ?Blank ?Now, by Ben, .*?His ?What you sent ?Mine", said)
    again = _form(conflict.body)
    assert (again["publisher"], again["context"]) == ("Mine", "my words")
    went(ana.post(f"{AT}/edit", **again))
    assert "Mine" in _words(ana.get(AT).body)


def test_a_claim_of_words_that_another_took_out_meanwhile_is_not_lost(program: Program, ana: Served) -> None:
    form = _form(ana.get(_link(ana.get(AT).body, f"s{COST}")).body) | {"ref": "cost", "note": "my note"}
    program.write("bridge.txt", TEXT.replace("four million", "five million"))
    program.ok("article", "add", "bridge.txt", "--ref", "bridge", "--as", "Ben")
    conflict = ana.post(f"{AT}/claim", **form)
    assert conflict.status == 409
    said = _words(conflict.body)
    assert "four million crowns" in said
    assert "five million crowns" in said
    again = _form(conflict.body)
    assert again["note"] == "my note"
    went(ana.post(f"{AT}/claim", **again))
    assert program.claim("cost")["sentence"] == "It cost four million crowns, said Nour Haddad."


def test_a_sentence_is_set_aside_where_it_stands_now_and_never_another_in_its_place(
    program: Program, ana: Served
) -> None:
    page = ana.get(f"{AT}/skip?sentence={COST}").body
    form = _form(page) | {"sentence": str(COST), "why": "Known."}
    program.write("bridge.txt", TEXT.replace("The bridge opened", "It rained in May. The bridge opened"))
    program.ok("article", "add", "bridge.txt", "--ref", "bridge", "--as", "Ben")
    went(ana.post(f"{AT}/skip", **form))
    assert [number for number, (state, _) in _sentences(program).items() if state == "skipped"] == [COST + 1]


def test_what_another_set_aside_meanwhile_is_shown_with_both_reasons(program: Program, ana: Served) -> None:
    form = _form(ana.get(f"{AT}/skip?sentence={COST}").body) | {"sentence": str(COST), "why": "My reason."}
    program.ok("article", "skip", "bridge", str(COST), "--why", "His reason.", "--as", "Ben")
    conflict = ana.post(f"{AT}/skip", **form)
    assert conflict.status == 409
    assert all(one in _words(conflict.body) for one in ("His reason.", "My reason.", "by Ben", "Set aside"))
    assert ">\nMy reason.</textarea>" in conflict.body
