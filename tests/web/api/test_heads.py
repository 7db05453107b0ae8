"""What an act was decided on: the ETag that it names, what moved since, and what comes back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.desk import Desk
from factcheck.errors import StorageFailed
from factcheck.model.record import Record
from factcheck.workflow.claims.list import show_claim
from tests.web.api.client import Client

FREE = ("note", "comment", "ask", "attach", "save-page", "fetch", "recheck", "publish")
"""Acts that may leave it out: they add, and take back nothing."""


def test_an_act_on_what_nobody_changed_is_done_and_tells_the_head_after_it(api: Client) -> None:
    path = api.added("The silo is full.")
    first = api.tag(path)
    answer = api.post(f"{path}/edit", "Rae", first, context="In May.")
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{answer.json()["head"]}"' == api.tag(path)
    assert api.post(f"{path}/edit", "Rae", answer.headers["etag"], context="In June.").status_code == 200


def test_what_somebody_changed_meanwhile_is_not_overwritten(api: Client) -> None:
    path = api.added("The gate is shut.", claimant="A guard")
    seen = api.tag(path)
    api.done(f"{path}/edit", "Rae", claimant="The porter")
    answer = api.post(f"{path}/edit", "Cy", seen, claimant="The owner")
    told = answer.json()
    assert (answer.status_code, told["type"].rpartition("/")[2]) == (412, "moved")
    assert (told["head"], told["claim"]["claimant"]) == (api.tag(path).strip('"'), "The porter")
    assert "was “A guard”" in told["findings"][0]["message"] or '"A guard"' in told["findings"][0]["message"]
    again = told["remedies"][1]
    assert (again["act"], again["arguments"]["head"]) == (None, told["head"][:12])


def test_what_somebody_changed_beside_it_stays_and_is_not_taken_for_seen(api: Client) -> None:
    path = api.added("The road is wet.")
    seen = api.tag(path)
    api.done(f"{path}/edit", "Rae", context="After rain.")
    answer = api.post(f"{path}/edit", "Cy", seen, claimant="A driver")
    assert (answer.status_code, answer.json()["head"]) == (200, None)
    assert "etag" not in answer.headers
    claim = api.get(path)["claim"]
    assert (claim["context"], claim["claimant"]) == ("After rain.", "A driver")


def test_an_act_sent_twice_is_done_once(api: Client) -> None:
    path = api.cited("The fence is red.")
    seen = api.tag(path)
    rating = {"rating": "true", "because": "It says so [e1].", "summary": "It is."}
    assert [api.post(f"{path}/rate", "Cy", seen, **rating).status_code for _ in range(2)] == [200, 412]
    assert len(api.get(path)["claim"]["verdicts"]) == 1


def test_what_is_done_is_not_told_as_lost_where_the_database_fails_right_after(
    api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = api.added("The mast is tall.")
    reads: list[str] = []

    def read_once(desk: Desk, ref: str) -> Record:
        reads.append(ref)
        if len(reads) > 1:
            raise StorageFailed("The database is away.")
        return show_claim(desk, ref)

    monkeypatch.setattr("factcheck.web.api.acting.show_claim", read_once)
    answer = api.post(f"{path}/note", "Rae", text="Seen from the pier.")
    assert answer.status_code == 503
    assert answer.json()["detail"].startswith("That is done; how the-mast-is-tall stands now cannot be told.")
    monkeypatch.undo()
    assert api.get(path)["claim"]["note"] == "Seen from the pier."


def test_of_many_who_act_at_once_on_what_they_saw_one_is_first(api: Client) -> None:
    path = api.cited("The beach is shut.")
    seen = api.tag(path)
    ratings = [
        {"rating": one, "because": "It says so [e1].", "summary": "So."} for one in ("true", "false") * 4
    ]

    def rate(number: int) -> int:
        return api.post(f"{path}/rate", "Cy" if number % 2 else "Ed", seen, **ratings[number]).status_code

    with ThreadPoolExecutor(8) as at_once:
        statuses = sorted(at_once.map(rate, range(8)))
    assert statuses == [200, *[412] * 7]
    assert len(api.get(path)["claim"]["verdicts"]) == 1


def test_every_act_that_changes_or_judges_names_what_it_was_decided_on(api: Client) -> None:
    asked = api.ask("GET", "/openapi.json").json()["paths"]
    acts = {
        path: one["post"]
        for path, one in asked.items()
        if path.startswith("/claims/{ref}/") and "post" in one
    }
    free = {path.rpartition("/")[2] for path, one in acts.items() if not one["parameters"][1]["required"]}
    assert free == set(FREE)
    for body in ({"context": "x"}, {"evidence": "e1", "why": "x"}, {"why": "x"}):
        act = {"context": "edit", "evidence": "drop", "why": "withdraw"}[next(iter(body))]
        assert api.post(f"/claims/bridge/{act}", "Ed", "", **body).status_code == 428


@pytest.mark.parametrize("tag", ['"0000"', "0", 'W/"*"', f'"{"0" * 64}"', f'W/"{"0" * 64}"'])
def test_an_etag_that_never_was_matches_nothing(api: Client, tag: str) -> None:
    assert api.post("/claims/bridge/edit", "Ed", tag, context="x").status_code == 412
    assert api.post("/articles/night/skip", "Ed", tag, numbers=[1], why="x").status_code == 412
    assert api.get("/claims/bridge")["claim"]["context"] is None


def test_a_signature_is_bound_to_what_was_read(api: Client) -> None:
    path = api.submitted("The lift is broken.")
    digest = api.get(path)["claim"]["digest"]
    api.done(f"{path}/source", "Rae", source="s1", title="Another list", why="It was wrong.")
    refused = api.post(f"{path}/approve", "Ed", digest=digest)
    assert (refused.status_code, "has changed since you read it" in refused.json()["detail"]) == (409, True)


def test_nothing_is_taken_out_or_published_over_what_happened_since(api: Client) -> None:
    path = api.signed("The vault is dry.")
    seen = api.tag(path)
    api.done(f"{path}/note", "Rae", "", text="Hm.")
    assert api.post(f"{path}/publish", "Ed", seen).status_code == 412
    assert api.post(f"{path}/redact", "Ed", seen, what=["2"], why="A law.").status_code == 412
    assert api.post(f"{path}/publish", "Ed", api.tag(path)).status_code == 200


def test_sentences_are_those_of_the_text_that_was_seen(api: Client) -> None:
    api.done("/articles", "Rae", "", text="It cost 5 euros. It took 3 days.", title="Works", ref="works")
    seen = api.tag("/articles/works")
    revised = "A new start, with 7 people. It cost 5 euros. It took 3 days."
    api.done("/articles", "Rae", "", text=revised, ref="works")
    done = api.post("/articles/works/skip", "Rae", seen, numbers=[2], why="Known.").json()
    assert done["numbers"] == [3]
    api.done("/articles", "Rae", "", text="Nothing of it is left.", ref="works")
    gone = api.post("/articles/works/claim", "Rae", seen, numbers=[1])
    assert (gone.status_code, gone.json()["type"].rpartition("/")[2]) == (412, "moved")
