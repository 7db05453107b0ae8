"""A claim's way from entry to publication by forms alone, what is refused, and two people at one claim."""

import html
import re

import pytest

from tests.cli.conftest import Program
from tests.ssh import make_key, signature
from tests.web.forms import PAGE, hidden, quoted, went
from tests.web.served import HOSTILE, Served, serving


def test_from_entry_to_publication(program: Program, ana: Served) -> None:
    at = "/claims/bridge"
    entered = ana.post("/claims", text="The bridge opened in 1932.", ref="bridge", claimant="The mayor")
    assert went(entered) == f"{at}#next"
    assert went(ana.upload(f"{at}/attach", "register.html", PAGE.encode())) == f"{at}#next"
    words = {"quote": "opened in 1932", "source": "s1", "stance": "supports"}
    assert went(ana.post(f"{at}/cite", **words)) == f"{at}?capture=c1&start=26#at-e1"
    reasons = {"rating": "true", "summary": "It did.", "because": "The register says so [e1].", "cites": "e1"}
    assert went(ana.post(f"{at}/rate", **reasons)) == f"{at}#next"
    assert went(ana.post(f"{at}/submit", to="Ben", deadline="2030-01-01")) == f"{at}#next"
    own = ana.get(f"{at}/review").body
    assert "You cannot sign this now." in own
    assert "form-approve" not in own

    with serving(program.folder, "Ben") as ben:
        page = ben.get(f"{at}/review").body
        digest = hidden(page, "digest")
        assert program.claim("bridge")["digest"] == digest
        assert went(ben.post(f"{at}/approve", digest=digest, comment="")) == f"{at}#next"

    shown = ana.get(f"{at}/publish").body
    assert 'id="blocking"' not in shown
    assert went(ana.post(f"{at}/publish")) == f"{at}#next"
    assert (program.folder / "site/claims/bridge.html").is_file()
    there = "https://desk.example/checks/claims/bridge.html"
    assert (
        f'Published: <a href="{there}" rel="noopener noreferrer"><bdi>bridge</bdi></a>.' in ana.get(at).body
    )
    history = program.json("log", "bridge")["events"]
    assert [
        (one["act"], one["by"]) for one in history if one["act"] in ("add", "rate", "approve", "publish")
    ] == [
        ("add", "Ana"),
        ("rate", "Ana"),
        ("approve", "Ben"),
        ("publish", "Ana"),
    ]


def test_the_preview_is_the_page_that_is_then_published(program: Program) -> None:
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].", "--summary", "It did.")
    program.ok("submit", "bridge")
    program.ok("approve", "bridge", "--as", "Ben")
    with serving(program.folder) as ana:
        ahead = ana.get("/preview/claims/bridge.html")
        assert ahead.status == 200
        assert "; sandbox; frame-ancestors 'none'" in ahead["content-security-policy"]
        assert not (program.folder / "site").exists()
        went(ana.post("/claims/bridge/publish"))
        there = (program.folder / "site/claims/bridge.html").read_bytes().decode()
        still = re.compile(r"[0-9a-f]{64}|\d\d:\d\d(?::\d\d)?|v=[0-9a-f]{8}")
        assert still.sub("", ahead.body) == still.sub("", there)
        assert ana.get("/preview/index.html").status == 404


def test_what_stands_in_the_way_is_told_with_where_to_mend_it(program: Program) -> None:
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    with serving(program.folder) as ana:
        page = ana.get("/claims/bridge/publish").body
        assert re.search(r'<a href="/claims/bridge/\w+">', page.partition('id="blocking"')[2])
        assert "form-publish" not in page
        assert ana.get("/preview/claims/bridge.html").status == 409
        assert ana.post("/claims/bridge/publish").status == 409


# Files


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("register.html", "register.html"),
        ("../../evil.html", "evil.html"),
        ("C:\\\\temp\\\\page.html", "page.html"),
        ("a<b>\u202e\x07.html", "ab.html"),
        ("...", "file"),
        (f"{'x' * 300}.html", f"{'x' * 95}.html"),
        (f"{'文' * 100}.html", f"{'文' * 81}.html"),
        (f"{'😀' * 100}.html", "html"),
        ("हिन्दी.html", "हिन्दी.html"),
        ("می‌گوید.html", "می‌گوید.html"),
    ],
)
def test_a_file_is_kept_under_the_last_part_of_its_name(
    program: Program, ana: Served, name: str, title: str
) -> None:
    program.ok("add", "One.", "--ref", "one")
    assert went(ana.upload("/claims/one/attach", name, PAGE.encode())) == "/claims/one#next"
    claim = program.claim("one")
    assert claim["sources"][0]["title"] == title
    assert claim["captures"][0]["outcome"] == "filed"
    assert "opened in 1932" in ana.get("/claims/one").body


def test_what_a_file_is_follows_from_its_bytes_and_it_is_shown_as_text_alone(
    program: Program, ana: Served
) -> None:
    program.ok("add", "One.", "--ref", "one")
    page = "<html><title>x</title><body><script>document.title='owned'</script><p>Words &lt;b&gt; here.</body></html>"
    went(ana.upload("/claims/one/attach", "picture.png", page.encode()))
    shown = ana.get("/claims/one").body
    assert "owned" not in shown
    assert "<b>" not in shown
    assert all(ana.get(f"/claims/one/{name}").status == 404 for name in ("picture.png", "c1", "capture"))


def test_a_file_without_content_is_refused_by_its_own_name(program: Program, ana: Served) -> None:
    program.ok("add", "One.", "--ref", "one")
    answer = ana.upload("/claims/one/attach", "saved.html", b"")
    assert answer.status == 422
    assert re.search(r"[ >]saved\.html is empty", answer.body)


def test_without_a_file_or_with_two_nothing_is_kept(program: Program, ana: Served) -> None:
    program.ok("add", "One.", "--ref", "one")
    assert ana.post("/claims/one/attach").status == 422
    assert ana.upload("/claims/one/attach", "", b"").status == 422
    assert ana.upload("/claims/one/attach", "a.txt", b"a", times=2).status == 400
    assert ana.upload("/claims/one/note", "a.txt", b"a", note="x").status == 400
    assert ana.upload("/claims/one/attach", "a.txt", b"a", source="s7").status == 404
    assert program.claim("one")["sources"] == []


# What is refused


@pytest.mark.parametrize(
    ("act", "given", "status", "said"),
    [
        ("rate", {"rating": "true", "because": "x"}, 409, "Rule 1"),
        ("rate", {"because": "x"}, 422, "Choose a verdict."),
        ("submit", {}, 409, "Rule"),
        ("withdraw", {"why": " "}, 409, "reason"),
        ("source", {"url": "/etc/passwd"}, 422, "is no link"),
        ("source", {"url": "file:///etc/passwd"}, 422, "link"),
        ("source", {"url": "javascript:alert(1)"}, 422, "link"),
        ("source", {}, 422, "needs a link"),
        ("cite", {"quote": "x", "source": "s9", "stance": "supports"}, 404, "no source"),
        ("cite", {"quote": "x", "source": "s1"}, 422, "which way"),
        ("cite", {"quote": "x", "source": "s1", "stance": "supports", "place": "-1"}, 422, "no number"),
        ("drop", {"evidence": "e9", "why": "x"}, 404, "e9"),
        ("assign", {"who": ""}, 422, ""),
        ("approve", {}, 404, "no verdict to sign"),
    ],
)
def test_a_form_that_is_refused_comes_back_as_it_was_sent(
    program: Program, act: str, given: dict[str, str], status: int, said: str
) -> None:
    program.ok("add", "One.", "--ref", "one")
    before = program.json("log", "one")["events"]
    with serving(program.folder) as ana:
        answer = ana.post(f"/claims/one/{act}", **given)
        assert answer.status == status, answer.body
        assert said in answer.body
    assert program.json("log", "one")["events"] == before


@pytest.mark.parametrize("path", ["/claims", "/claims/one/note", "/claims/one/publish"])
def test_a_form_that_somebody_else_had_open_is_not_taken_for_yours(program: Program, path: str) -> None:
    program.ok("add", "One.", "--ref", "one")
    with serving(program.folder) as ana:
        shown_to = hidden(ana.get("/claims/one/note").body, "me")
    before = program.json("log", "one")["events"]
    with serving(program.folder, author="Ben") as ben:
        refused = ben.post(path, me=shown_to, text="Two.", note="Her words.")
        assert refused.status == 409
        assert f"{shown_to} opened this form, and you are Ben" in refused.body
    assert program.json("log", "one")["events"] == before


def test_a_form_that_comes_back_so_is_then_ones_own(program: Program) -> None:
    program.ok("add", "One.", "--ref", "one")
    with serving(program.folder, author="Ben") as ben:
        refused = ben.post("/claims/one/note", me="Ana", note="Her words.").body
        assert "Her words." in refused
        went(ben.post("/claims/one/note", me=hidden(refused, "me"), note="Her words."))


def test_nobody_signs_what_is_their_own_by_sending_the_form_all_the_same(program: Program) -> None:
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    program.ok("submit", "bridge")
    digest = program.claim("bridge")["digest"]
    with serving(program.folder) as ana:
        answer = ana.post("/claims/bridge/approve", digest=digest, by="Ben", author="Ben", reviewer="Ben")
        assert answer.status == 409
        assert "Rule 3" in answer.body
    assert program.claim("bridge")["status"] == "in-review"


def test_what_a_rule_refuses_and_what_mends_it_is_said_in_the_language_of_the_desk(program: Program) -> None:
    settings = program.folder / "factcheck.toml"
    settings.write_text(f'language = "de"\n{settings.read_text("utf-8")}', "utf-8")
    program.ok("add", "The bridge opened in 1932.", "--ref", "bridge")
    with serving(program.folder) as ana:
        refused = ana.post("/claims/bridge/rate", rating="true", because="So it is.").body
        assert "Regel 1: „<bdi>true</bdi>“ stützt sich auf keine Belege." in refused
        assert "Zitieren Sie zuerst welche.</a>" in refused


def test_what_changed_since_it_was_read_is_not_signed(program: Program) -> None:
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    program.ok("submit", "bridge")
    with serving(program.folder, "Ben") as ben:
        digest = hidden(ben.get("/claims/bridge/review").body, "digest")
        program.ok("rate", "bridge", "false", "--because", "Otherwise [e1].")
        program.ok("submit", "bridge")
        answer = ben.post("/claims/bridge/approve", digest=digest)
        assert answer.status == 409
        assert "has changed since you read it" in answer.body
        assert "Otherwise" in answer.body


def test_a_verdict_is_signed_with_ones_own_key_where_the_desk_asks_for_it(program: Program) -> None:
    key = make_key(program.folder, "ben")
    program.ok("person", "key", "Ben", "ben.pub")
    settings = (program.folder / "factcheck.toml").read_text("utf-8")
    program.write("factcheck.toml", f"require_signatures = true\n{settings}")
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    program.ok("submit", "bridge")
    with serving(program.folder, "Ben") as ben:
        page = ben.get("/claims/bridge/review").body
        digest = hidden(page, "digest")
        text = re.search(r"readonly[^>]*>\n([^<]*)</textarea>", page)
        assert text
        refused = ben.post("/claims/bridge/approve", digest=digest)
        assert (refused.status, "people&#39;s own keys" in refused.body) == (409, True)
        by_hand = signature(key, html.unescape(text[1])).replace("\n", "\r\n")
        went(ben.post("/claims/bridge/approve", digest=digest, signature=by_hand))
    (review,) = program.claim("bridge")["reviews"]
    assert (review["signed_with"], review["by"]) == ("key", "Ben")


@pytest.mark.parametrize("act", ["nothing", "review", "add", "anchor", "publishes"])
def test_an_act_that_there_is_not_is_no_page(program: Program, ana: Served, act: str) -> None:
    program.ok("add", "One.", "--ref", "one")
    assert ana.post(f"/claims/one/{act}", why="x").status == 404
    assert ana.post("/claims/nobody/note", note="x").status == 404


def test_the_same_wording_is_entered_again_only_on_purpose(program: Program, ana: Served) -> None:
    program.ok("add", "One.", "--ref", "one")
    answer = ana.post("/claims", text="One.", context="kept")
    assert answer.status == 409
    assert 'href="/claims/one"' in answer.body
    assert "kept" in answer.body
    assert went(ana.post("/claims", text="One.", anyway="1")) == "/claims/one-2#next"
    assert ana.post("/claims", text="").status == 422


# Two at one claim


def test_of_two_who_edit_one_claim_neither_loses_anything(program: Program, ana: Served) -> None:
    program.ok("add", "One.", "--ref", "one", "--claimant", "A", "--context", "c")
    page = ana.get("/claims/one/edit").body
    head = hidden(page, "head")
    shown = {"text": "One.", "claimant": "A", "context": "c", "head": head, "priority": "normal"}

    program.ok("edit", "one", "--claimant", "B", "--said-in", "a speech", "--as", "Ben")
    mine = ana.post("/claims/one/edit", **{**shown, "context": "my words"})
    assert went(mine) == "/claims/one"
    claim = program.claim("one")
    assert (claim["claimant"], claim["context"], claim["said_in"]) == ("B", "my words", "a speech")

    conflict = ana.post("/claims/one/edit", **{**shown, "claimant": "Mine", "context": "c"})
    assert conflict.status == 409
    versions = re.findall(r"<dt>([^<,]+).*?</dt><dd[^>]*>([^<]*)</dd>", conflict.body)
    assert versions == [("When you opened it", "A"), ("Now", "B"), ("What you sent", "Mine")]
    assert 'name="claimant" value="Mine"' in conflict.body
    assert 'name="said_in" value="a speech"' in conflict.body
    assert ">\nmy words</textarea>" in conflict.body

    again = {**shown, "head": hidden(conflict.body, "head"), "claimant": "Mine", "context": "my words"}
    assert went(ana.post("/claims/one/edit", **again, said_in="a speech")) == "/claims/one"
    assert program.claim("one")["claimant"] == "Mine"


def test_a_verdict_on_what_moved_is_shown_both_versions_and_kept(program: Program) -> None:
    quoted(program)
    with serving(program.folder) as ana:
        head = hidden(ana.get("/claims/bridge/rate").body, "head")
        program.ok("edit", "bridge", "--text", "The bridge opened in 1933.", "--as", "Ben")
        given = {"rating": "true", "because": "My reasons [e1].", "cites": "e1", "head": head}
        answer = ana.post("/claims/bridge/rate", **given)
        assert answer.status == 409
        assert "The bridge opened in 1933." in answer.body
        assert "My reasons [e1]." in answer.body
        assert went(ana.post("/claims/bridge/rate", **{**given, "head": hidden(answer.body, "head")}))


def test_a_verdict_that_was_sent_back_is_filled_in_to_be_mended(program: Program) -> None:
    quoted(program)
    program.ok("cite", "bridge", "s1", "--quote", "The bridge", "--stance", "context")
    program.ok(
        "rate", "bridge", "true", "--summary", "It did.", "--because", "So it is [e1].", "--cites", "e1"
    )
    program.ok("submit", "bridge")
    program.ok("return", "bridge", "--why", "Say where.", "--as", "Ben")
    program.ok("cite", "bridge", "s1", "--quote", "in 1932", "--stance", "supports")
    with serving(program.folder) as ana:
        form = ana.get("/claims/bridge/rate").body
    assert re.search(r'<option value="true" selected>', form)
    assert 'name="summary" value="It did."' in form
    assert ">\nSo it is [e1].</textarea>" in form
    assert re.findall(r'name="cites" value="(e\d)" checked', form) == ["e1", "e3"]


def test_where_nothing_waits_today_leads_to_adding_something(ana: Served) -> None:
    page = ana.get("/").body
    assert "Nothing is to be done here." in page
    assert '<a href="/add-article">Add an article</a>' in page
    assert '<a href="/add">Add a claim</a>' in page


def test_a_source_without_a_link_leads_to_filing_it(ana: Served, program: Program) -> None:
    program.ok("add", "One.", "--ref", "one")
    assert 'href="/claims/one/attach"' in ana.get("/claims/one/source").body
    refused = ana.post("/claims/one/source", title="A letter", kind="primary")
    assert refused.status == 422
    assert 'href="/claims/one/attach"' in refused.body


def test_what_an_act_brought_about_is_said_once(program: Program) -> None:
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    program.ok("submit", "bridge")
    program.ok("approve", "bridge", "--as", "Ben")
    with serving(program.folder) as ana:
        shown = {"text": "The bridge opened in 1932 or so.", "claimant": "The mayor", "priority": "normal"}
        head = hidden(ana.get("/claims/bridge/edit").body, "head")
        went(ana.post("/claims/bridge/edit", **shown, head=head, why="Nobody knows."))
        told = [ana.get("/claims/bridge").body for _ in range(2)]
    assert ['role="status"' in page for page in told] == [True, False]


def test_words_come_back_as_they_were_typed(program: Program, ana: Served) -> None:
    typed = "\n  two\r\nlines \u200f\u202dturned\u202c"
    program.ok("add", "One.", "--ref", "one")
    went(ana.post("/claims/one/note", note=HOSTILE))
    went(
        ana.post(
            "/claims/one/edit",
            text="One.",
            context=typed,
            head=hidden(ana.get("/claims/one/edit").body, "head"),
        )
    )
    assert program.claim("one")["note"].count("</script>") == 2
    before = program.json("log", "one")["events"]
    page = ana.get("/claims/one/edit").body
    values = {
        name: _plain(value)
        for name, value in re.findall(r'name="(\w+)" rows="3"[^>]*>\n([^<]*)</textarea>', page)
    }
    went(ana.post("/claims/one/edit", **values, head=hidden(page, "head"), priority="normal"))
    assert program.json("log", "one")["events"] == before


def _plain(text: str) -> str:
    return html.unescape(text)
