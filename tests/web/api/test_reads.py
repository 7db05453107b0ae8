"""What the API shows: the JSON of the command line, in pages."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.web.api.client import Client, Json


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/claims/bridge", "show bridge"),
        ("/claims/bridge/log", "log bridge"),
        ("/claims/bridge/passages", "find bridge"),
        ("/claims?sort=claimant", "list --sort claimant"),
        ("/claims?tag=height&status=unverified&status=checking", "list --tag height"),
        ("/claims?words=bridges", "list --words bridges"),
        ("/claims?assignee=nobody", "list --assignee nobody"),
        ("/articles/night", "article show night"),
        ("/articles/night?open=true", "article show night --open"),
        ("/articles", "article list"),
        ("/matches?claim=towers&all=true", "match towers --all"),
        ("/todo?step=review&limit=5", "todo --step review --limit 5"),
    ],
)
def test_it_is_the_json_of_the_command_line(api: Client, made: Path, path: str, command: str) -> None:
    shown = api.get(path)
    for beside in ("next", "total"):
        shown.pop(beside, None)
    printed = Program(made).run(*command.split(), "--json")
    assert shown == printed.json


def test_the_text_of_a_capture_is_that_in_which_quotes_are_looked_for(api: Client) -> None:
    text = api.get("/claims/bridge/captures/c1/text")["text"]
    (evidence,) = api.get("/claims/bridge")["claim"]["evidence"]
    assert text[slice(*evidence["position"].values())] == evidence["exact"] == "opened in 1932"
    assert "closed \u202efor\u202c repairs" in text
    main = api.get("/claims/bridge/captures/c1/text?main=true")["text"]
    assert "opened in 1932" in main


def test_whose_token_it_is_and_which_ratings_there_are(api: Client) -> None:
    assert api.get("/me", "Rae") == {
        "schema": 1,
        "name": "Rae",
        "role": "reporter",
        "desk": "The Evening Desk",
        "scopes": ["act", "read", "sign"],
    }
    assert [one["id"] for one in api.get("/ratings")["ratings"]][:2] == ["true", "mostly-true"]


def _pages(api: Client, path: str, key: str) -> list[Json]:
    """Everything on a list, page by page."""
    found: list[Json] = []
    following: str | None = path
    while following:
        page = api.get(following.removeprefix("/api/v1"))
        assert len(page[key]) <= 2
        found += page[key]
        following = page["next"]
    return found


def test_lists_go_on_where_they_ended_in_the_same_order(api: Client) -> None:
    for number in range(5):
        api.added(f"Shop {number} & co are closed.", claimant=f"C{number % 2}", tags=["a & b"])
    whole = api.get("/claims?limit=500&sort=claimant&tag=a+%26+b")["claims"]
    assert len(whole) == 5
    assert _pages(api, "/claims?limit=2&sort=claimant&tag=a+%26+b", "claims") == whole
    for number in range(3):
        api.done("/articles", "Rae", "", text=f"Shop {number} is closed.", ref=f"shop-{number}")
    newest = api.get("/articles")["articles"]
    assert [one["ref"] for one in newest][:3] == ["shop-2", "shop-1", "shop-0"]
    assert _pages(api, "/articles?limit=2", "articles") == newest
    assert _pages(api, "/claims/bridge/log?limit=2", "events") == api.get("/claims/bridge/log")["events"]


def test_a_list_cannot_go_on_after_what_is_not_there(api: Client) -> None:
    for path in ("/claims?after=none", "/articles?after=none"):
        answer = api.ask("GET", path)
        assert (answer.status_code, answer.json()["title"]) == (404, "That is not here")


def test_what_is_not_here_names_what_is_near(api: Client) -> None:
    answer = api.ask("GET", "/claims/brigde").json()
    assert "bridge" in str(answer["remedies"])
