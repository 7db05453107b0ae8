"""Acts by the API: what each does to a claim or an article, as on the command line."""

from typing import Any

from tests.needed import need
from tests.reading.pictures import LINES, scan
from tests.web.api.client import Client


def _claim(api: Client, path: str) -> Any:
    return api.get(path)["claim"]


def test_a_claim_goes_from_entry_to_publication_and_correction(api: Client) -> None:
    path = api.signed("The dam is 40 metres high.")
    ref = path.rpartition("/")[2]
    assert [one for one in api.get(f"{path}/findings")["findings"] if one["level"] == "block"] == []
    assert api.done(f"{path}/publish", head="") == {
        "schema": 1,
        "ref": ref,
        "status": "published",
        "head": None,
        "published": [1],
        "told": [],
    }
    site = api.served.desk.settings.site
    assert "The dam is 40 metres high." in (site / "claims" / f"{ref}.html").read_text("utf-8")
    begun = api.done(f"{path}/correct", kind="minor", what="A slip.", why="A typo.")
    assert begun["correction"] == "k1"
    assert [one["act"] for one in api.get(f"{path}/log")["events"]][-2:] == ["publish", "correct"]


def test_fields_of_a_claim_are_changed_and_cleared(api: Client) -> None:
    path = api.added("The mast fell.", claimant="The owner", tags=["wind", "sea"], deadline="2026-12-01")
    done = api.done(f"{path}/edit", "Rae", claimant=None, tags=[], deadline="", context="In a storm.")
    assert done["changed"] == ["claimant", "context", "deadline", "tags"]
    claim = _claim(api, path)
    assert (claim["claimant"], claim["tags"], claim["deadline"]) == (None, [], None)
    assert claim["context"] == "In a storm."


def test_a_claim_is_assigned_noted_renamed_and_withdrawn(api: Client) -> None:
    path = api.added("The ferry sank.")
    api.done(f"{path}/assign", "Rae", who="cy")
    api.done(f"{path}/note", "Rae", "", text="Call the harbour.")
    assert api.done(f"{path}/rename", "Rae", new="ferry")["ref"] == "ferry"
    claim = _claim(api, path)
    assert (claim["ref"], claim["assignee"], claim["note"]) == ("ferry", "Cy", "Call the harbour.")
    assert claim["former_refs"] == ["the-ferry-sank"]
    assert api.done("/claims/ferry/withdraw", "Cy", why="It did not.")["status"] == "withdrawn"


def test_sources_are_recorded_changed_and_files_kept(api: Client) -> None:
    path = api.added("The mill burned.")
    given = {"url": "https://mill.example/fire", "title": "Fire", "kind": "news"}
    assert api.done(f"{path}/source", "Rae", **given)["source"] == "s1"
    assert api.done(f"{path}/source", "Rae", source="s1", publisher="The Post")["source"] == "s1"
    talk = api.done(f"{path}/source", "Rae", kind="conversation", title="The miller")
    assert talk["source"] == "s2"
    file = {"file": ("../../etc/a mill.txt", b"The mill burned in 1901.")}
    filed = api.ask("POST", f"{path}/attach", "Rae", files=file, data={"source": "s1"}).json()
    assert (filed["source"], filed["capture"]) == ("s1", "c1")
    sources = _claim(api, path)["sources"]
    assert [(one["title"], one["publisher"]) for one in sources] == [
        ("Fire", "The Post"),
        ("The miller", None),
    ]
    assert "salt" not in sources[0]
    assert "1901" in api.get(f"{path}/captures/c1/text")["text"]


def test_no_file_of_this_machine_becomes_a_source(api: Client) -> None:
    path = api.added("The well is deep.")
    for given in ({"url": "/etc/passwd"}, {"url": "factcheck.toml"}, {"url": "file:///etc/passwd"}):
        assert api.post(f"{path}/source", "Rae", **given).status_code == 422
    assert api.post(f"{path}/source", "Rae", source="/etc/passwd", title="x").status_code == 404
    for url in ("/etc/passwd", "file:///etc/passwd"):
        assert api.post("/articles", "Rae", "", url=url).status_code in (409, 422)
    assert _claim(api, path)["sources"] == []


def test_a_quote_is_cited_amended_and_taken_back(api: Client) -> None:
    path = api.cited("The school has 300 pupils.")
    again = api.done(
        f"{path}/cite", "Rae", quote="300 pupils", source="s1", stance="supports", note="A list."
    )
    assert again["evidence"] == "e2"
    api.done(f"{path}/amend", "Rae", evidence="e2", stance="context", why="It is beside it.")
    api.done(f"{path}/drop", "Rae", evidence="e1", why="Twice.")
    assert [(one["id"], one["stance"]) for one in _claim(api, path)["evidence"]] == [("e2", "context")]
    found = api.get(f"{path}/passages")["passages"][0]
    assert (found["number"], found["source"]) == (1, "s1")
    refused = api.post(f"{path}/cite", "Rae", quote="400 pupils", source="s1", stance="supports")
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/rule-refused")
    assert refused.json()["remedies"][0]["address"] == f"/api/v1{path}/passages"


def test_a_verdict_is_returned_and_another_is_taken_over(api: Client) -> None:
    path = api.submitted("The kiln holds 200 bricks.")
    assert api.done(f"{path}/return", why="Count again.")["status"] == "returned"
    api.done(f"{path}/rate", "Cy", rating="false", because="It holds 190 [e1].", summary="Nearly.")
    other = api.added("The kiln holds 200 bricks.", anyway=True)
    linked = api.done(f"{other}/match", "Cy", confirm=path.rpartition("/")[2], take_over=True)
    assert (linked["link"], _claim(api, other)["verdict"]) == ("l1", "false")


def test_an_earlier_claim_is_told_apart_and_that_is_taken_back(api: Client) -> None:
    first, ref = api.added("The ferry holds 40 cars."), "the-ferry-holds-40-cars"
    second = api.added("The ferry holds 40 cars now.")
    assert first.endswith(ref)
    told = api.done(f"{second}/distinguish", "Rae", other=ref, why="Another ferry.")
    assert told["distinctions"] == ["n1"]
    assert _claim(api, second)["distinctions"][0]["why"] == "Another ferry."
    refused = api.post(f"{second}/distinguish", "Rae", other=ref, take_back=True)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "rule-refused")
    api.done(f"{second}/distinguish", "Rae", other=ref, take_back=True, why="The same.")
    assert _claim(api, second)["distinctions"][0]["taken_back"]


def test_whom_the_desk_asked_is_recorded_and_what_came_of_it(api: Client) -> None:
    path = api.added("The firm is bankrupt.")
    asked = api.done(f"{path}/contact", "Rae", who="The firm", how="by letter", asked="Is it so?")
    assert asked["contact"] == "q1"
    api.done(f"{path}/contact", "Rae", contact="q1", answered="No.", public=True)
    told = _claim(api, path)["contacts"][0]
    assert (told["who"], told["answered"], told["public"]) == ("The firm", "No.", True)


def test_comments_are_made_answered_and_resolved(api: Client) -> None:
    path = api.cited("The crane has 3 arms.")
    seen = api.tag(path)
    assert api.done(f"{path}/comment", "Rae", "", text="Is it so?", on="e1", to="Cy")["comment"] == "m1"
    assert api.done(f"{path}/comment", "Cy", "", text="It is.", reply="m1")["comment"] == "m2"
    assert api.post(f"{path}/comment", "Cy", "", text="Here.", reply="m1", on="e1").status_code == 422
    placed = api.done(f"{path}/comment", "Cy", "", text="Which?", on="c1", quote="3 arms")["comment"]
    assert _claim(api, path)["comments"][2]["selector"]["exact"] == "3 arms"
    assert {one["act"] for one in api.get(f"{path}/changes?since={seen[1:-1]}", "Ed")["changes"]} == {
        "comment"
    }
    api.done(f"{path}/resolve", "Rae", comments=["m1", placed])
    assert [one["resolved_by"] for one in _claim(api, path)["comments"]] == ["Rae", None, "Rae"]


def test_somebody_outside_is_asked_by_a_link(api: Client) -> None:
    path = api.submitted("The beam holds 2 tons.")
    asked = api.done(f"{path}/ask", "Rae", "", who="Prof. Holm", question="Is it so?", days=3)
    assert (asked["contact"], asked["draft"].startswith("/draft")) == ("q1", True)
    again = api.done(f"{path}/ask", "Rae", "", contact="q1", again=True)
    assert again["draft"] != asked["draft"]
    assert api.done(f"{path}/ask", "Rae", "", contact="q1", noted=True)["contact"] == "q1"
    api.done(f"{path}/ask", "Rae", "", contact="q1", withdraw=True)
    for none in ({"who": "Prof. Holm", "contact": "q1"}, {"contact": "q1"}, {"noted": True}, {}):
        assert api.post(f"{path}/ask", "Rae", "", **none).status_code == 422
    assert api.post(f"{path}/ask", "Rae", "", who="Cy").status_code == 422


def test_words_are_taken_out_for_good(api: Client) -> None:
    path = api.added("The doctor fled.")
    api.done(f"{path}/note", "Rae", "", text="Her street is Elm Row.")
    done = api.done(f"{path}/redact", what=["2"], why="A court asked for it.")
    assert (done["lines"], done["files"]) == ([2], [])
    assert "Elm Row" not in str(api.get(f"{path}/log"))


def test_what_cannot_be_fetched_is_told_by_its_outcome(api: Client) -> None:
    path = api.added("The tram is late.")
    api.done(f"{path}/source", "Rae", url="http://127.0.0.1:1/tram")
    (seen,) = api.done(f"{path}/fetch", "Rae", "")["captures"]
    assert seen["outcome"].startswith("blocked:")
    assert api.done(f"{path}/recheck", "Rae", "")["captures"] == []


def test_the_same_wording_is_entered_once(api: Client) -> None:
    path = api.added("The lamp is out.")
    again = api.post("/claims", "Rae", "", text="The lamp is out!")
    assert again.status_code == 409
    assert again.json()["remedies"][0]["address"] == f"/api/v1{path}"
    assert api.post("/claims", "Rae", "", text="The lamp is out!", anyway=True).status_code == 201


def test_an_article_is_added_claimed_and_set_aside_sentence_by_sentence(api: Client) -> None:
    text = "The port took 500 ships in 2019. It closed in 2020. I like it."
    added = api.done("/articles", "Rae", "", text=text, title="The port", ref="port")
    assert (added["article"], added["sentences"]) == ("port", 3)
    made = api.post("/articles/port/claim", "Rae", numbers=[1], assignee="Cy")
    assert made.headers["location"] == f"/api/v1/claims/{made.json()['refs'][0]}"
    assert api.done("/articles/port/skip", "Rae", numbers=[2], why="Known.")["numbers"] == [2]
    states = [one["state"] for one in api.get("/articles/port")["article"]["sentences"]]
    assert states == ["claimed", "skipped", "none"]
    assert api.done("/articles/port/unskip", "Rae", numbers=[2], why="Not so.")["numbers"] == [2]
    assert [one["number"] for one in api.get("/articles/port?open=true")["article"]["sentences"]] == [2]


def test_a_file_becomes_an_article(api: Client) -> None:
    file = {"file": ("quay.html", b"<title>The quay</title><p>The quay is 90 metres long.</p>")}
    added = api.ask("POST", "/articles", "Rae", files=file, data={"ref": "quay", "whole": "true"})
    assert (added.status_code, added.json()["article"]) == (200, "quay")
    assert api.get("/articles/quay")["article"]["title"] == "The quay"
    empty = api.ask("POST", "/articles", "Rae", files={"file": ("none.txt", b"")})
    assert empty.status_code == 422


def test_what_keeps_a_claim_from_publication_is_told(api: Client) -> None:
    path = api.cited("The roof leaks.")
    answer = api.post(f"{path}/publish", head="")
    assert answer.status_code == 409
    assert answer.json()["findings"][0]["code"] == "not-signed"


def test_places_on_pictures_are_quoted_and_words_that_a_program_read_are_looked_at(api: Client) -> None:
    need("tesseract")
    path = api.added("The bridge was opened in 1935.")
    file = {"file": ("notice.png", scan())}
    assert api.ask("POST", f"{path}/attach", "Rae", files=file).json()["capture"] == "c1"
    (best, *_) = api.get(f"{path}/passages")["passages"]
    assert best["text"] == LINES[0]
    given = {"source": "s1", "stance": "supports"}
    api.done(f"{path}/cite", "Rae", **given, quote=LINES[1], region="xywh=40,150,800,70")
    api.done(f"{path}/cite", "Rae", **given, passage=1)
    refused = api.post(f"{path}/cite", "Rae", **given, quote=LINES[1], region="xywh=0,0,9999,1")
    assert (refused.status_code, "1400 by 400" in refused.text) == (422, True)
    by_hand, by_program = _claim(api, path)["evidence"]
    assert (by_hand["region"]["x"], by_hand["who"], by_hand["machine_read"]) == (40, "Rae", None)
    assert (by_program["region"] is not None, by_program["who"]) == (True, None)
    refused = api.post(f"{path}/rate", "Cy", rating="true", because="So it says.")
    assert (refused.status_code, "nobody has held them" in refused.text) == (409, True)
    api.done(f"{path}/amend", "Cy", evidence="e2", looked=True, quote="The bridge was opened.")
    looked = _claim(api, path)["evidence"][1]
    assert (looked["exact"], looked["who"]) == ("The bridge was opened.", "Cy")
    assert api.done(f"{path}/rate", "Cy", rating="true", because="So it says.")["status"] == "rated"
