"""The description of the API: valid, in docs as it is served, and what the program really takes and answers."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from factcheck.model.field_help import ARTICLE_FIELDS, CLAIM_FIELDS, SOURCE_FIELDS
from factcheck.model.vocabulary import Act
from factcheck.web.api.description import description
from factcheck.web.api.links import CLAIM_ACTS
from factcheck.web.api.operations import WRITES
from tests.web.api.client import Client
from tests.written_remedies import calls, given

FILE = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


def test_it_is_valid_open_api_and_open_to_all(api: Client) -> None:
    served = api.ask("GET", "/openapi.json", "").json()
    validate(served)
    assert served["openapi"] == "3.1.0"


def test_the_file_in_docs_is_what_is_served() -> None:
    assert json.loads(FILE.read_text("utf-8")) == description(), "run: make docs"


def _strict(schema: Any) -> Any:
    """The same schema, which admits no fields that it does not name."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**closed, **{name: _strict(one) for name, one in schema.items()}}


COMPONENTS = _strict(description()["components"])


def _holds(name: str, answer: Any) -> None:
    Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": COMPONENTS}).validate(answer)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/me", "Whoever"),
        ("/ratings", "Ratings"),
        ("/todo", "Todos"),
        ("/matches?claim=tower&all=true", "Matches"),
        ("/appearances", "Appearances"),
        ("/claims", "Claims"),
        ("/claims/bridge", "OneClaim"),
        ("/claims/bridge/log", "Log"),
        ("/claims/bridge/changes", "Changes"),
        ("/claims/bridge/passages", "Passages"),
        ("/claims/bridge/findings", "Findings"),
        ("/claims/bridge/captures/c1/text", "CapturedText"),
        ("/articles", "Articles"),
        ("/articles/night", "OneArticle"),
    ],
)
def test_answers_have_the_fields_that_are_told_and_no_others(api: Client, path: str, name: str) -> None:
    _holds(name, api.get(path))


def test_a_claim_with_all_there_can_be_is_told_whole(api: Client) -> None:
    path = api.signed("The cellar is dry.")
    api.done(f"{path}/contact", who="The owner", how="by letter")
    api.done(f"{path}/match", confirm="tower")
    api.done(f"{path}/comment", text="Dry in May.")
    api.done(f"{path}/rename", new="cellar")
    api.done("/claims/cellar/publish", head="")
    api.done("/claims/cellar/correct", kind="void", what="It is not.", why="A flood.")
    _holds("OneClaim", api.get("/claims/cellar"))
    api.done("/claims/tower/withdraw", why="Twice.")
    _holds("OneClaim", api.get("/claims/tower"))


def test_what_acts_bring_about_and_problems_have_the_fields_that_are_told(api: Client) -> None:
    path = api.added("The lock is rusty.")
    seen = api.tag(path)
    _holds("Done", api.done(f"{path}/edit", claimant="A smith"))
    _holds("Done", api.done(f"{path}/source", url="http://127.0.0.1:1/x"))
    _holds("Done", api.done(f"{path}/fetch"))
    _holds("Done", api.done("/articles", text="One. Two.", ref="two"))
    _holds("Done", api.done("/articles", text="Three.", ref="two"))
    _holds("Done", api.post("/articles/two/claim", numbers=[1]).json())
    _holds("Problem", api.post(f"{path}/edit", head=seen, claimant="Me").json())
    _holds("Problem", api.post(f"{path}/submit").json())


def test_every_act_of_the_model_can_be_done() -> None:
    done = {write.body.act for write in WRITES}
    by_others = {Act.ANCHOR, Act.TAKE_OVER}  # with a capture that holds the words, and with a match
    assert done | by_others == set(Act)


def test_fields_are_those_of_the_desk() -> None:
    schemas = description()["components"]["schemas"]
    fields = {
        name: schemas[name]["properties"].keys()
        for name in ("AddClaim", "Edit", "RecordSource", "AddArticle")
    }
    assert fields["AddClaim"] == {*CLAIM_FIELDS, "text", "anyway"}
    assert fields["Edit"] == ({*CLAIM_FIELDS, "text", "why"} - {"ref"})
    assert fields["RecordSource"] == {*SOURCE_FIELDS, "source", "proposed", "why"}
    assert fields["AddArticle"] == {*ARTICLE_FIELDS, "text", "whole"}


def test_what_a_remedy_names_is_what_its_act_is_given() -> None:
    elsewhere = {"by", "file", "private", "sign", "cookies", "cookies_for"}
    """Who acts is known by the token; files are sent by `attach`, signatures and cookies brought where they are."""
    for call in calls("by"):
        act = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
        body = CLAIM_ACTS.get(str(act))
        if body and "ref" in given(call):
            assert given(call).keys() <= {"ref", *body.model_fields, *elsewhere}, ast.unparse(call)
