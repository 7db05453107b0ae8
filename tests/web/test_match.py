"""Earlier checks in the browser: looked up with reasons and differences, confirmed by a person, taken over."""

import html
import json
import re
from urllib.parse import quote

import pytest

from factcheck.model.followed import FollowAct
from tests.cli.conftest import Program
from tests.web.forms import hidden, quoted, went
from tests.web.served import HOSTILE, Served, serving

AT = "/claims/again/match"
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://others.example/check",
    "claimReviewed": f"The bridge opened in 1932, they say. {HOSTILE}",
    "author": {"@type": "Organization", "name": "Others </b>"},
    "datePublished": "2024-05-01",
    "reviewRating": {"@type": "Rating", "alternateName": "Rather </b> so"},
}


@pytest.fixture
def program(program: Program) -> Program:
    """A desk with a claim that is rated, one that says the same, and a check of others."""
    quoted(program)
    program.ok("rate", "bridge", "true", "--because", "The register says so [e1].", "--summary", "It did.")
    program.ok("add", "The bridge did open in 1932.", "--ref", "again")
    program.ok("add", "The bridge opened in 1945.", "--ref", "other")
    program.write("feed.json", json.dumps(REVIEW))
    program.ok("import", "feed.json", "--format", "claimreview")
    return program


def _words(page: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split()))


def _sent(page: str, **given: str) -> dict[str, str]:
    return {"me": hidden(page, "me"), "head": hidden(page, "head"), **given}


def test_earlier_checks_are_shown_with_reasons_and_differences(ana: Served) -> None:
    page = ana.get(AT).body
    said = _words(page)
    assert 'href="/claims/bridge"' in page
    assert re.search("shares “ ?(1932|bridge) ?”", said)
    assert re.search("a date ?: “ ?1932 ?” here, “ ?1945 ?” there", said)
    assert "In their own words: Rather so" in said
    assert 'href="https://others.example/check"' in page
    assert "you decide" in said
    assert "<img" not in page
    assert 'value="again"' not in page


def test_the_reasons_are_in_the_language_of_the_page(program: Program) -> None:
    settings = program.folder / "factcheck.toml"
    settings.write_text(f'language = "fa"\n{settings.read_text("utf-8")}', "utf-8")
    with serving(program.folder) as ana:
        said = _words(ana.get(AT).body)
    assert "واژه‌های مشترک:" in said
    assert "shares" not in said


def test_what_a_desk_that_is_followed_changed_since_is_told(program: Program) -> None:
    at, place = "https://others.example", "others.example/check"
    with serving(program.folder) as ana:
        with ana.desk.store.writing() as ledger:
            followed = ledger.followed()
            change = (FollowAct.CHANGE, place, {"url": f"{at}/check", "told": "was taken back"})
            followed.add(followed.get(at), [change], ana.desk.clock())
        assert "Its desk changed it since: was taken back" in _words(ana.get(AT).body)


def test_any_sentence_is_looked_up(ana: Served) -> None:
    assert "What is like it" not in ana.get("/match").body
    page = ana.get("/match?words=Did+the+bridge+open+in+1932%3F").body
    assert 'href="/claims/bridge"' in page
    assert '<form class="send"' not in page
    assert 'href="/add?text=Did+the+bridge+open+in+1932%3F"' in page
    nothing = ana.get("/match?words=Zebras").body
    assert "No earlier claim is like it" in nothing
    other_words = ana.get(f"{AT}?words=opened+in+1945").body
    assert other_words.index('href="/claims/other"') < other_words.index('href="/claims/bridge"')


def test_that_it_is_the_same_claim_is_put_on_record(program: Program, ana: Served) -> None:
    page = ana.get(AT).body
    there = went(ana.post(AT, **_sent(page, other="bridge")))
    assert there == f"{AT}#confirmed"
    shown = _words(ana.get(AT).body)
    assert "Confirmed to be the same claim The bridge opened in 1932." in shown
    line = program.json("log", "again")["events"][-1]
    assert (line["act"], line["body"]["link"]["ref"]) == ("link", "bridge")
    again = ana.get(went(ana.post(AT, **_sent(ana.get(AT).body, other="bridge")))).body
    assert "on record already" in _words(again)
    went(ana.post(AT, **_sent(ana.get(AT).body, other="https://others.example/check")))
    assert program.json("log", "again")["events"][-1]["body"]["link"]["url"] == "https://others.example/check"
    assert program.claim("again")["verdict"] is None


def test_that_it_is_another_claim_is_put_on_record_and_taken_back(program: Program, ana: Served) -> None:
    there = went(ana.post(AT, **_sent(ana.get(AT).body, other="bridge", another="1")))
    assert there == f"{AT}#apart"
    page = ana.get(AT).body
    assert "On record as other claims The bridge opened in 1932." in _words(page)
    assert "bridge" not in {one["ref"] for one in program.json("match", "again")["matches"] if "ref" in one}
    refused = ana.post(AT, **_sent(page, other="bridge", take_back="1", why=" "))
    assert refused.status == 409
    assert "with a reason" in _words(refused.body)
    went(ana.post(AT, **_sent(page, other="bridge", take_back="1", why="They are the same.")))
    assert "On record as other claims" not in ana.get(AT).body
    assert [one["why"] for one in program.claim("again")["distinctions"]] == ["They are the same."]


def test_the_verdict_on_it_is_taken_over_and_needs_a_signature_of_its_own(
    program: Program, ana: Served
) -> None:
    page = ana.get(AT).body
    assert 'name="take_over"' in page
    there = went(ana.post(AT, **_sent(page, other="bridge", take_over="1")))
    assert there == "/claims/again#verdict"
    assert "needs a signature of its own" in _words(ana.get("/claims/again").body)
    claim = program.claim("again")
    assert (claim["verdict"], claim["status"]) == ("true", "rated")
    assert 'name="take_over"' not in ana.get(AT).body


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({}, 422, "Say which earlier check"),
        ({"other": "again"}, 422, "this claim itself"),
        ({"other": "nobody"}, 404, "no claim"),
        ({"other": "https://nobody.example"}, 404, "no check of others"),
        ({"other": "other", "take_over": "1"}, 409, "no verdict stands there"),
        ({"other": "https://others.example/check", "take_over": "1"}, 409, "no verdict of this desk"),
    ],
)
def test_what_cannot_be_confirmed_or_taken_over_is_told(
    program: Program, ana: Served, given: dict[str, str], status: int, said: str
) -> None:
    before = program.json("log", "again")["events"]
    answer = ana.post(AT, **_sent(ana.get(AT).body, **given))
    assert (answer.status, said in _words(answer.body)) == (status, True), _words(answer.body)
    assert "What is like it" in answer.body
    assert program.json("log", "again")["events"] == before


def test_a_check_of_others_is_cited_as_a_source_with_what_it_says_of_itself(
    program: Program, ana: Served
) -> None:
    page = ana.get(AT).body
    cited = re.search(r'href="(/claims/again/source\?url=[^"]*)"', page)
    assert cited
    assert 'value="https://others.example/check"' in ana.get(cited[1]).body
    refused = ana.post(AT, **_sent(page, other="https://others.example/check", take_over="1")).body
    assert cited[1] in refused
    went(ana.post("/claims/again/source", url="https://others.example/check"))
    assert program.claim("again")["sources"][0]["publisher"] == "Others"


def test_a_claim_that_was_reworded_meanwhile_is_not_confirmed_unseen(program: Program, ana: Served) -> None:
    sent = _sent(ana.get(AT).body, other="bridge")
    program.ok("edit", "again", "--text", "The bridge opened in 1999.", "--as", "Ben")
    conflict = ana.post(AT, **sent)
    assert conflict.status == 409
    assert "When you opened it The bridge did open in 1932." in _words(conflict.body)
    assert went(ana.post(AT, **_sent(conflict.body, other="bridge"))) == f"{AT}#confirmed"


def test_the_claim_page_leads_there(ana: Served) -> None:
    assert f'href="{AT}"' in ana.get("/claims/again").body


def test_what_means_nearly_the_same_is_shown_with_its_closeness_or_why_it_is_not(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_SENTENCE_ENCODER")
    monkeypatch.setattr("factcheck.matching.encoder.SECONDS", 600)
    program.ok("index", "--rebuild")
    asked = f"/match?words={quote('Мост открыли в 1945 году.')}"
    with serving(program.folder) as ana:
        page = ana.get(asked).body
        assert re.search(r"shares “ ?1945 ?” ?; ?means nearly the same \( ?0\.\d\d ?\)", _words(page))
        assert page.index('href="/claims/other"') < page.index('href="/claims/bridge"')
        monkeypatch.setattr("factcheck.matching.encoder._load_once", _cut_off)
        assert (
            "Only words were compared, not what they mean: "
            "The model failed: OSError('weights.npz is cut off')." in _words(ana.get(asked).body)
        )


def _cut_off() -> None:
    raise OSError("weights.npz is cut off")
