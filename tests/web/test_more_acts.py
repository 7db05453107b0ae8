"""The acts around a claim that is worked on or out already, by forms alone: each with what it must not do."""

import html
import re

import pytest

from tests.archive.outside_files import URL, packed
from tests.archive.outside_files import answer as record_of_page
from tests.cli.conftest import Program
from tests.servers import ScriptedServer, answer
from tests.web.forms import PAGE, hidden, quoted, went
from tests.web.served import Served, serving


@pytest.fixture
def program(program: Program) -> Program:
    """The desk with a claim that has a source and a quote."""
    return quoted(program)


def _published(program: Program) -> None:
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].", "--summary", "It did.")
    program.ok("submit", "bridge")
    program.ok("approve", "bridge", "--as", "Ben")
    program.ok("publish")


def _told(page: str) -> str:
    """What the page says an act brought about."""
    notice = page.partition('role="status"')[2].partition("</ul>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", notice)).split())


# Sources and quotes


def test_a_page_of_a_web_archive_is_filed_by_its_form_and_told_as_what_the_file_says(
    program: Program, ana: Served
) -> None:
    program.ok("source", "bridge", URL)
    went(
        ana.upload("/claims/bridge/attach", "saved.warc.gz", packed(record_of_page()), source="s2", page=URL)
    )
    (capture,) = [one for one in program.claim("bridge")["captures"] if one["source"] == "s2"]
    assert (capture["outcome"], capture["memento"]["original"]) == ("filed", URL)
    assert "That file says that it is" in ana.get("/claims/bridge").body


def test_an_archive_is_asked_to_keep_a_page_where_the_desk_lets_people_and_never_a_private_one(
    program: Program, ana: Served
) -> None:
    program.ok("source", "bridge", "http://127.0.0.1:9/rain")
    assert "save-page" not in ana.get("/claims/bridge").body
    toml = program.folder / "factcheck.toml"
    toml.write_text(f"{toml.read_text('utf-8')}\n[archives]\nsave = true\n", "utf-8")
    with serving(program.folder) as saving:
        assert "/claims/bridge/save-page" in saving.get("/claims/bridge").body
        page = saving.get("/claims/bridge/save-page?source=s2").body
        refused = saving.post("/claims/bridge/save-page", source="s2", head=hidden(page, "head"))
    assert "is sent to nobody" in refused.body
    assert program.claim("bridge")["sources"][1]["archived_url"] is None


def test_the_only_source_there_is_need_not_be_chosen_and_fields_that_were_cleared_are_blank(
    program: Program, ana: Served
) -> None:
    program.ok(
        "source", "bridge", "s1", "--publisher", "The town", "--party-to-dispute", "--why", "So it is."
    )
    page = ana.get("/claims/bridge/edit-source").body
    assert hidden(page, "source") == "s1"
    given = {
        "source": "s1",
        "head": hidden(page, "head"),
        "title": "The register",
        "publisher": "",
        "kind": "other",
    }
    went(
        ana.post(
            "/claims/bridge/edit-source",
            **given,
            party_to_dispute="",
            archived_url="https://archive.example/1",
        )
    )
    (source,) = program.claim("bridge")["sources"]
    assert (source["title"], source["publisher"], source["party_to_dispute"], source["archived_url"]) == (
        "The register",
        None,
        False,
        "https://archive.example/1",
    )


def test_of_several_sources_one_is_chosen_first(program: Program, ana: Served) -> None:
    program.ok("source", "bridge", "https://a.example/", "--title", "The other")
    page = ana.get("/claims/bridge/edit-source").body
    assert "form-edit-source" not in page
    assert re.findall(r'href="/claims/bridge/edit-source\?source=(s\d)"', page) == ["s1", "s2"]
    assert 'value="The other"' in ana.get("/claims/bridge/edit-source?source=s2").body
    assert ana.get("/claims/bridge/edit-source?source=s9").status == 404
    assert ana.post("/claims/bridge/edit-source", title="x").status == 404


def test_of_two_who_edit_one_source_neither_loses_anything(program: Program, ana: Served) -> None:
    head = hidden(ana.get("/claims/bridge/edit-source").body, "head")
    program.ok("source", "bridge", "s1", "--publisher", "The town", "--as", "Ben")
    shown = {"source": "s1", "head": head, "title": "register.html", "publisher": ""}
    went(ana.post("/claims/bridge/edit-source", **{**shown, "author": "The clerk"}))
    refused = ana.post("/claims/bridge/edit-source", **{**shown, "publisher": "The harbour"})
    assert refused.status == 409
    assert "The town" in refused.body
    assert 'name="publisher" value="The harbour"' in refused.body
    (source,) = program.claim("bridge")["sources"]
    assert (source["publisher"], source["author"]) == ("The town", "The clerk")


def test_a_source_is_never_a_file_of_the_machine(
    program: Program, ana: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(program.folder)
    program.write("s1", "private")
    went(ana.post("/claims/bridge/edit-source", source="s1", title="Mine"))
    assert ana.post("/claims/bridge/edit-source", source="factcheck.toml", title="x").status == 404
    assert [one["title"] for one in program.claim("bridge")["sources"]] == ["Mine"]


def test_another_stance_has_a_reason_and_the_words_stay(program: Program, ana: Served) -> None:
    page = ana.get("/claims/bridge/amend").body
    assert "opened in 1932" in page
    given = {
        "evidence": "e1",
        "head": hidden(page, "head"),
        "stance": "context",
        "standing": "filed",
        "note": "n",
    }
    assert ana.post("/claims/bridge/amend", **given, why=" ").status == 409
    assert went(ana.post("/claims/bridge/amend", **given, why="It was late.")) == "/claims/bridge#evidence"
    (quote,) = program.claim("bridge")["evidence"]
    assert (quote["stance"], quote["note"], quote["exact"]) == ("context", "n", "opened in 1932")
    assert ana.post("/claims/bridge/amend", evidence="e1", why="x").status == 422
    assert ana.post("/claims/bridge/amend", evidence="e7", why="x", note="y").status == 404


def test_looking_again_tells_what_came_of_each_page(program: Program) -> None:
    with ScriptedServer({"/": answer(PAGE)}) as site:
        allow = f"127.0.0.1:{site.port}"
        with serving(program.folder, FACTCHECK_FETCH_ALLOW=allow) as ana:
            program.ok("add", "The bridge was closed in 1950.", "--ref", "closed")
            assert ana.get("/claims/closed/recheck").status == 200
            went(ana.post("/claims/closed/source", url=site.url(), title="The register"))
            went(ana.post("/claims/closed/fetch"))
            assert f"{site.url()}: The whole page came" in _told(ana.get("/claims/closed").body)
            went(ana.post("/claims/closed/cite", source="s1", quote="opened again in 1951", stance="refutes"))
            site.say("/", answer(PAGE.replace("opened again in 1951", "stayed shut for good")))
            went(ana.post("/claims/closed/rate", rating="false", because="So it is [e1].", cites="e1"))
            went(ana.post("/claims/closed/recheck"))
            told = _told(ana.get("/claims/closed").body)
    assert "closed e1: The words" in told
    assert program.claim("closed")["status"] == "needs-recheck"


# Names


def test_a_claim_is_renamed_until_it_is_published(program: Program, ana: Served) -> None:
    assert went(ana.post("/claims/bridge/rename", new="the-bridge")) == "/claims/the-bridge"
    assert ana.get("/claims/bridge")["location"] == "/claims/the-bridge"
    for wrong, status in (("", 422), ("Not One", 422), ("x" * 500, 422), ("\u202ebridge", 422)):
        assert ana.post("/claims/the-bridge/rename", new=wrong).status == status, wrong
    program.ok("add", "Another one.", "--ref", "other")
    assert ana.post("/claims/the-bridge/rename", new="other").status == 422


# What is public


def test_somebody_is_asked_and_what_came_of_it_is_recorded(program: Program, ana: Served) -> None:
    at, answer_at = "/claims/bridge/contact", "/claims/bridge/answer"
    assert ana.post(at, who="The mayor").status == 422
    assert (
        went(ana.post(at, who="The mayor", how="by letter", asked="When?", public="1"))
        == "/claims/bridge#contacts"
    )
    assert f'href="{answer_at}?contact=q1">Say what came of it' in ana.get("/claims/bridge").body
    page = ana.get(f"{answer_at}?contact=q1").body
    assert "The mayor" in page
    assert ana.post(answer_at, contact="q1", answered="In 1932.", no_answer="1", public="1").status == 422
    went(
        ana.post(
            answer_at, contact="q1", answered="In 1932.", answered_on="2026-11-02", no_answer="", public="1"
        )
    )
    (asked,) = program.claim("bridge")["contacts"]
    assert (asked["asked"], asked["answered"], asked["answered_on"], asked["public"]) == (
        "When?",
        "In 1932.",
        "2026-11-02",
        True,
    )
    assert ana.post(answer_at, contact="q9", answered="x").status == 404
    assert hidden(ana.get(answer_at).body, "contact") == "q1"


def test_what_is_published_is_corrected_in_the_open(program: Program, ana: Served) -> None:
    given = {"kind": "minor", "what": "The day was missing.", "why": "A reader asked."}
    assert '/correct"' not in ana.get("/claims/bridge").body
    assert ana.post("/claims/bridge/correct", **given).status == 409
    _published(program)
    assert 'href="/claims/bridge/correct"' in ana.get("/claims/bridge").body
    assert ana.post("/claims/bridge/correct", **{**given, "kind": "silent"}).status == 422
    assert ana.post("/claims/bridge/correct", **{**given, "what": " "}).status in (409, 422)
    assert went(ana.post("/claims/bridge/correct", **given)) == "/claims/bridge#verdict"
    assert went(ana.post("/claims/bridge/correct", **{**given, "kind": "void"})) == "/claims/bridge/publish"
    assert [one["kind"] for one in program.claim("bridge")["corrections"]] == ["minor", "void"]


def test_a_correction_that_somebody_else_began_is_shown_first(program: Program, ana: Served) -> None:
    _published(program)
    head = hidden(ana.get("/claims/bridge/correct").body, "head")
    program.ok(
        "correct", "bridge", "--kind", "minor", "--what", "The day.", "--why", "A slip.", "--as", "Ben"
    )
    given = {"kind": "major", "what": "All of it.", "why": "It was wrong."}
    refused = ana.post("/claims/bridge/correct", **given, head=head)
    assert refused.status == 409
    assert "All of it." in refused.body
    went(ana.post("/claims/bridge/correct", **given, head=hidden(refused.body, "head")))


# Words that go for good


def test_words_go_for_good_only_where_the_ref_was_typed(program: Program, ana: Served) -> None:
    program.ok("note", "bridge", "Call Zoe Ashgrove on 555 0199.")
    chosen = ana.get("/claims/bridge/redact").body
    (line,) = re.findall(r'name="what" value="(\d+)"[^>]*> <label[^>]*>[^<]*Zoe Ashgrove', chosen)
    form = ana.get(f"/claims/bridge/redact?what={line}").body
    assert "Call Zoe Ashgrove on 555 0199." in form
    given = {"what": line, "why": "She asked for it."}
    before = program.json("log", "bridge")["events"]
    for wrong in ({}, {"confirm": "bridg"}, {"confirm": "BRIDGE"}):
        refused = ana.post("/claims/bridge/redact", **given, **wrong)
        assert refused.status == 422
        assert "She asked for it." in refused.body
    assert ana.post("/claims/bridge/redact", confirm="bridge", why="x").status == 422
    assert ana.post("/claims/bridge/redact", **{**given, "why": ""}, confirm="bridge").status == 409
    assert ana.post("/claims/bridge/redact", what="99", why="x", confirm="bridge").status == 422
    assert program.json("log", "bridge")["events"] == before
    went(ana.post("/claims/bridge/redact", **given, confirm="bridge"))
    page = ana.get("/claims/bridge").body
    assert f"Line {line} lacks its words now" in _told(page)
    assert "Zoe" not in str(program.json("log", "bridge"))


@pytest.mark.parametrize("act", ["edit-source", "amend", "drop", "redact"])
def test_where_there_is_nothing_to_choose_the_page_says_so(program: Program, ana: Served, act: str) -> None:
    program.ok("add", "Two.", "--ref", "two")
    page = ana.get(f"/claims/two/{act}")
    assert page.status == 200
    assert act == "redact" or "There is nothing yet" in page.body
